"""Pairs: their taps, links and fields, as lines of `handlers/routes.py`.

Belongs here: which function serves which. May not enter: what any of them says or changes.
"""

from handlers import concerns, picking
from handlers.pairs import (
    afterwards,
    answers,
    ending,
    form,
    introduction,
    meeting,
    mine,
    nextday,
    offers,
    pictures,
    private,
    relay,
    stewards,
    turns,
)
from handlers.pairs import card as pair_card
from handlers.pairs import settings as pair_settings
from handlers.route import Route

TAPS = {
    # Pairs: asking
    "pairs.ask": Route(form.show_pair, form.arrive, rights=True, size=True),
    "pairs.adult": Route(form.show_form, form.consent, rights=True, size=True),
    "pairs.turn": Route(form.show_form, rights=True, size=True),
    "pairs.send": Route(form.show_asked, form.ask, size=True),
    "pairs.stop_asking": Route(form.show_asked, form.stop_asking),
    "pairs.leave": Route(form.show_left),
    "pairs.settings": Route(pair_settings.show_tapped, rights=True),
    "pairs.switch": Route(pair_settings.show_switched, pair_settings.switch, rights=True),
    # Pairs: offering and answering
    "pairs.offer": Route(offers.show_offered, offers.offer),
    "pairs.adult_offer": Route(offers.show_adult, offers.consent_and_offer),
    "pairs.take_back": Route(offers.show_taken_back, offers.take_back),
    "pairs.see_offer": Route(answers.show_offer),
    "pairs.yes": Route(answers.show_yes, answers.yes),
    "pairs.no": Route(answers.show_no, answers.no),
    # Pairs: meeting and parting
    "pairs.look": Route(meeting.show_pair),
    "pairs.turns": Route(turns.show),
    "pairs.want_turns": Route(turns.show, turns.want),
    "pairs.begin_turns": Route(turns.show, turns.agree),
    "pairs.more_turns": Route(turns.show, turns.once_more),
    "pairs.stop_turns": Route(turns.show_stopped, turns.stop),
    "pairs.card": Route(pair_card.show_hours),
    "pairs.card_post": Route(mine.show, pair_card.post),
    "pairs.see_card": Route(pair_card.show_card),
    "pairs.times": Route(meeting.show_times),
    "pairs.suits": Route(meeting.show_times, meeting.suit),
    "pairs.other_times": Route(meeting.show_times, meeting.other_times),
    "pairs.calendar": Route(meeting.show_calendar),
    "pairs.show_name": Route(meeting.answer_name, meeting.show_name),
    "pairs.write": Route(relay.show_side, relay.open_side),
    "pairs.more": Route(pictures.show_agreed, pictures.agree),
    "pairs.text_only": Route(pictures.show_text_only, pictures.take_back),
    "pairs.close_relay": Route(ending.show_shut, ending.shut),
    "pairs.end": Route(ending.show_end, ending.end),
    # Pairs: afterwards
    "pairs.report": Route(afterwards.show_report, afterwards.report, rights=True),
    "pairs.apart": Route(afterwards.show_report, afterwards.keep_apart, rights=True),
    "pairs.together": Route(afterwards.show_report, afterwards.undo_apart, rights=True),
    "pairs.next_day": Route(nextday.show),
    "pairs.happened": Route(nextday.show_happened, nextday.ask_no_more),
    "pairs.not_happened": Route(nextday.show_not_happened, nextday.not_happened),
    "pairs.ask_no_more": Route(nextday.show_no_more, nextday.ask_no_more),
    "pairs.look_back": Route(nextday.show_look_back),
    "pairs.enough": Route(afterwards.show_enough),
    "pairs.to_steward": Route(stewards.show_words, stewards.open_words, rights=True),
    "pairs.see_concern": Route(stewards.show_concern, rights=True),
    "concerns.answer": Route(concerns.show_answer_field, concerns.open_answer, rights=True),
    "concerns.see_answer": Route(concerns.show_answer),
    "pairs.halt": Route(stewards.show_concern, stewards.halt, rights=True),
    "pairs.unhalt": Route(stewards.show_concern, stewards.unhalt, rights=True),
    "pairs.standing": Route(stewards.show_standing, rights=True),
    "pairs.pick": Route(picking.show_picker),
    "pairs.about": Route(picking.show_picker_about),
}

LINKS = {
    "pairs.review": Route(form.show_form, form.reach, rights=True, size=True),
    "pairs.offer": Route(offers.show_offered, offers.reach_and_offer),
    "pairs.outside": Route(pair_settings.show_outside, pair_settings.open_outside, rights=True),
    "pairs.introduction": Route(introduction.show_field, introduction.open_field, rights=True),
    "concerns.choose": Route(concerns.show_choice, concerns.arrive, rights=True),
    "pairs.rather_not": Route(picking.show_picker, private.arrive),
}

FIELDS = {
    "pairs.outside": Route(pair_settings.show_kept, pair_settings.keep_outside, rights=True),
    "pairs.introduction": Route(introduction.show_kept, introduction.keep, rights=True),
    "concerns.answer": Route(concerns.show_sent, concerns.send_answer, rights=True),
    "pairs.concern": Route(stewards.show_sent, stewards.send_words, rights=True),
}
