"""Gatherings: their taps, links and fields, as lines of `handlers/routes.py`.

Belongs here: which function serves which. May not enter: what any of them says or changes.
"""

from handlers.gatherings import coming, endings, form, speaking
from handlers.route import Route

TAPS = {
    "gatherings.new": Route(form.show_begun, form.begin),
    "gatherings.draft": Route(form.show_draft),
    "gatherings.page": Route(form.show_page),
    "gatherings.choose": Route(form.show_draft, form.choose),
    "gatherings.drop": Route(form.show_dropped, form.drop),
    "gatherings.post": Route(form.show_posted, form.post),
    "gatherings.come": Route(coming.show, coming.come),
    "gatherings.leave": Route(coming.show, coming.leave),
    "gatherings.name": Route(coming.show, coming.name),
    "gatherings.remind": Route(coming.show, coming.remind),
    "gatherings.calendar": Route(coming.send_calendar),
    "gatherings.look": Route(coming.show, rights=True),
    "gatherings.ask_off": Route(endings.show_ask, rights=True),
    "gatherings.off": Route(endings.show_off, endings.call_off, rights=True),
    "speaking.ask": Route(speaking.show_asked, speaking.ask),
    "speaking.done": Route(speaking.show_done, speaking.done),
    "speaking.topic": Route(speaking.show_topic),
    "speaking.card": Route(speaking.show_card),
}

LINKS = {
    "gatherings.where": Route(form.show_where, form.open_where),
    "gatherings.look": Route(coming.show, coming.reach, rights=True),
}

FIELDS = {
    "gatherings.where": Route(form.show_draft, form.keep_where),
}
