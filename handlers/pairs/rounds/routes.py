"""Rounds of pairs: their taps and links, as lines of `handlers/routes.py`.

Belongs here: which function serves which. May not enter: what any of them says or changes.
"""

from handlers.pairs.rounds import inviting, late, settings
from handlers.route import Route

TAPS = {
    "pairs.rounds": Route(settings.show, rights=True),
    "pairs.rounds_keep": Route(settings.show_kept, settings.keep, rights=True),
    "pairs.join_round": Route(inviting.show_joined, inviting.join),
    "pairs.adult_round": Route(inviting.show_adult, inviting.consent),
    "pairs.leave_round": Route(inviting.show_left, inviting.leave),
    "pairs.round_news": Route(inviting.show_news),
    "pairs.see_third": Route(late.show_question),
    "pairs.third": Route(late.show_welcome, late.welcome),
    "pairs.no_third": Route(late.show_declined, late.decline),
}

LINKS = {"pairs.join_round": Route(inviting.show_joined, inviting.reach_and_join)}
