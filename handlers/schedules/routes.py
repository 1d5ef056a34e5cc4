"""Schedules: their taps, links and fields, as lines of `handlers/routes.py`.

Belongs here: which function serves which. May not enter: what any of them says or changes.
"""

from handlers import schedules
from handlers.route import Route
from handlers.schedules import quiet, saving, sketching

TAPS = {
    "schedules.skip": Route(schedules.show_one, schedules.skip, rights=True),
    "schedules.one": Route(schedules.show_one, rights=True),
    "schedules.pauses": Route(schedules.show_pauses, rights=True),
    "schedules.pause": Route(schedules.show_one, schedules.pause, rights=True),
    "schedules.bring_back": Route(schedules.show_one, schedules.bring_back, rights=True),
    "schedules.list": Route(schedules.show_list, rights=True),
    "schedules.remove": Route(schedules.show_removal, rights=True),
    "schedules.removed": Route(saving.show_saved, saving.remove, rights=True),
    "schedules.wanted": Route(schedules.show_wanted, rights=True),
    "sketches.new": Route(sketching.show_new, rights=True),
    "sketches.change": Route(sketching.show_change, rights=True),
    "sketches.page": Route(sketching.show_page, rights=True),
    "sketches.save": Route(saving.show_saved, saving.save, rights=True),
    "quiet.show_hours": Route(quiet.show_hours, rights=True),
    "quiet.hours": Route(quiet.show_set_hours, quiet.set_hours, rights=True),
    "quiet.break": Route(quiet.show_break, rights=True),
    "quiet.set_break": Route(quiet.show_set_break, quiet.set_break, rights=True),
}

LINKS = {
    "schedules.list": Route(schedules.show_list, schedules.arrive, rights=True),
    "sketches.date": Route(saving.show_date_field, saving.open_field, rights=True),
    "sketches.time": Route(saving.show_time_field, saving.open_field, rights=True),
}

FIELDS = {
    "sketches.date": Route(saving.show_typed, saving.take, rights=True),
    "sketches.time": Route(saving.show_typed, saving.take, rights=True),
}
