"""Looking back: its taps, links and fields, as lines of `handlers/routes.py`.

Belongs here: which function serves which. May not enter: what any of them says or changes.
"""

from handlers.evidence import asking, screens
from handlers.route import Route

TAPS = {
    "evidence.show": Route(screens.show),
    "evidence.begin": Route(asking.show_first, asking.arrive),
    "evidence.give": Route(asking.show_next, asking.give),
    "evidence.release": Route(screens.show_wished, screens.release),
    "evidence.picture": Route(screens.send_picture),
    "evidence.file": Route(screens.send_file),
}

LINKS = {
    "evidence.write": Route(screens.show_report_field, screens.open_report),
    "evidence.lines": Route(screens.show_lines_field, screens.open_lines),
}

FIELDS = {
    "evidence.write": Route(screens.show_wished, screens.write_report),
    "evidence.lines": Route(screens.show_wished, screens.write_lines),
}
