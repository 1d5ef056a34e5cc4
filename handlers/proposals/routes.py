"""The group's own power: its taps, links and fields, as lines of `handlers/routes.py`.

Belongs here: which function serves which. May not enter: what any of them says or changes.
"""

from handlers import agreement, entry, handing
from handlers.proposals import proposing, rounds
from handlers.roles import screens, turns
from handlers.route import Route

TAPS = {
    "agreement.show": Route(agreement.show),
    "agreement.go_along": Route(agreement.show, agreement.go_along),
    "agreement.begin": Route(agreement.show_wished, agreement.begin),
    "agreement.lines": Route(agreement.show_lines),
    "agreement.take_out": Route(agreement.show_wished, agreement.take_out),
    "agreement.changed": Route(agreement.show_changed),
    "agreement.review": Route(agreement.show_review),
    "proposals.menu": Route(proposing.show_menu, rights=True),
    "proposals.language": Route(proposing.show_languages),
    "proposals.steering": Route(proposing.show_steering),
    "proposals.wish": Route(proposing.show_wanted, proposing.want),
    "proposals.propose": Route(proposing.show_proposed, proposing.propose, size=True),
    "proposals.leave": Route(proposing.show_left, proposing.leave),
    "proposals.take_back": Route(proposing.show_taken_back, proposing.take_back),
    "proposals.say": Route(rounds.show_said, rounds.say),
    "proposals.second": Route(rounds.show_seconded, rounds.second, rights=True),
    "handing.card": Route(handing.show_card),
    "entry.choose": Route(entry.show_choice),
    "entry.wish": Route(entry.show_wanted, entry.want, rights=True),
    "entry.come_in": Route(entry.show_opened, entry.come_in),
    "entry.leave": Route(entry.show_left, entry.leave),
    "roles.show": Route(screens.show),
    "roles.willing": Route(screens.show, screens.say_willing),
    "roles.others": Route(screens.show_others),
    "roles.wish": Route(screens.show_wanted, screens.want),
    "roles.take": Route(turns.show_taken, turns.take),
    "roles.pass": Route(turns.show_declined, turns.decline),
}

LINKS = {
    "agreement.write": Route(agreement.show_field, agreement.open_field),
    "roles.write": Route(screens.show_field, screens.open_field),
}

FIELDS = {
    "agreement.write": Route(agreement.show_wished, agreement.write),
    "roles.write": Route(screens.show_wanted, screens.write),
}
