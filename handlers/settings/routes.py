"""The settings: their taps and links, as lines of `handlers/routes.py`.

Belongs here: which function serves which. May not enter: what any of them says or changes.
"""

from handlers import people
from handlers.route import Route
from handlers.settings import numbers, screens, stewards, week

TAPS = {
    "settings.room": Route(screens.show_room, rights=True),
    "settings.week": Route(week.show, week.deal, rights=True),
    "settings.post": Route(week.show_post, rights=True),
    "settings.day": Route(week.show_post, week.turn, rights=True),
    "settings.another": Route(week.show_post, week.exchange, rights=True),
    "settings.numbers": Route(numbers.show, rights=True),
    "settings.stewards": Route(stewards.show, rights=True),
    "settings.ask": Route(stewards.show_link, rights=True),
    "settings.accept": Route(stewards.show_accepted, stewards.accept, rights=True),
    "settings.decline": Route(stewards.show_declined),
    "settings.lay_down": Route(stewards.show_laid_down, stewards.lay_down, rights=True),
    "settings.end_all": Route(stewards.show_ended, stewards.end_all, rights=True),
    "settings.groups": Route(screens.show_groups, stewarded=True, titles=True),
}
"""By the action of the tapped button's row."""

LINKS = {
    "settings.open": Route(screens.show_home, screens.arrive, rights=True),
    "settings.asked": Route(stewards.show_asked, stewards.arrive, rights=True),
}
"""By the action of the row behind a link into the private chat."""

IN_PRIVATE = Route(screens.show_groups, people.arrive, titles=True, stewarded=True)
"""/settings in the private chat."""
