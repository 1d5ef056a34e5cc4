"""What is a person's own: its taps and fields, as lines of `handlers/routes.py`.

Belongs here: which function serves which. May not enter: what any of them says or changes.
"""

from handlers.me import (
    card,
    consent,
    copy,
    data,
    home,
    likes,
    own_checkin,
    own_history,
    own_rounds,
    own_sketch,
    settings,
    toolbox,
)
from handlers.route import Route

TAPS = {
    "me.home": Route(home.show, titles=True),
    "me.section": Route(home.show_section, titles=True),
    "consent.give": Route(home.show_section, consent.give, titles=True),
    "me.away": Route(settings.show_away, settings.go_away),
    "me.quiet": Route(settings.show_quiet, settings.keep_quiet),
    "me.region": Route(settings.show_cities),
    "me.zone": Route(settings.show_regions, settings.keep_zone),
    "me.letter": Route(settings.show_countries),
    "me.country": Route(settings.show_letters, settings.keep_country),
    "me.language": Route(settings.show_languages, settings.keep_language),
    "me.likes": Route(likes.show, likes.turn),
    "toolbox.home": Route(toolbox.show),
    "toolbox.part": Route(toolbox.show_part),
    "toolbox.turn_card": Route(toolbox.show_part, toolbox.turn_card),
    "toolbox.take_out": Route(toolbox.show_part, toolbox.take_out),
    "toolbox.open": Route(toolbox.show_field, toolbox.open_field),
    "card.hours": Route(card.show_hours, titles=True),
    "card.post": Route(card.show, card.post, titles=True),
    "card.take_away": Route(card.show_taken_away, card.take_away, titles=True),
    # One's own check-in
    "own.home": Route(own_checkin.show),
    "own.sketch": Route(own_sketch.show),
    "own.page": Route(own_sketch.show_page),
    "own.save": Route(own_checkin.show, own_sketch.save),
    "own.date": Route(own_sketch.show_date_field, own_sketch.open_field),
    "own.time": Route(own_sketch.show_time_field, own_sketch.open_field),
    "own.skip": Route(own_checkin.show, own_checkin.skip),
    "own.pauses": Route(own_checkin.show_pauses),
    "own.pause": Route(own_checkin.show, own_checkin.pause),
    "own.bring_back": Route(own_checkin.show, own_checkin.bring_back),
    "own.remove": Route(own_checkin.show_removal),
    "own.removed": Route(own_checkin.show, own_checkin.remove),
    "own.history": Route(own_history.show),
    "own.older": Route(own_history.show_page),
    "own.take_out": Route(own_history.show, own_history.take_out),
    "own.take_out_all": Route(own_history.show, own_history.take_out_all),
    "own.days": Route(own_history.show_days),
    "own.keep": Route(own_history.show, own_history.keep),
    "own.answer": Route(own_rounds.show_answer, own_rounds.record),
    "own.take_back": Route(own_rounds.show_answer, own_rounds.take_back),
    "own.write": Route(own_rounds.show_field, own_rounds.open_field),
    "me.copy": Route(copy.send),
    "me.forget_choices": Route(data.show, data.forget_choices),
    "me.erase": Route(data.show_erase),
    "me.erase_now": Route(data.show_erasing, data.erase_now),
    "me.erase_think": Route(data.show, data.think),
    "me.stay": Route(data.show, data.stay),
}
"""By the action of the tapped button's row."""

FIELDS = {
    "toolbox.write": Route(toolbox.show_written, toolbox.write),
    "own.date": Route(own_sketch.show_typed, own_sketch.take),
    "own.time": Route(own_sketch.show_typed, own_sketch.take),
    "own.write": Route(own_rounds.show_written, own_rounds.write),
}
"""By the action of the person's open field."""
