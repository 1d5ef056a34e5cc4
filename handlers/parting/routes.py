"""Parting: its taps and links, as lines of `handlers/routes.py`.

Belongs here: which function serves which. May not enter: what any of them says or changes.
"""

from handlers.parting import closing, loss
from handlers.route import Route

TAPS = {
    "parting.closing": Route(closing.show),
    "parting.loss": Route(loss.show),
    "parting.rest": Route(loss.show, loss.speak),
    "parting.take_back": Route(loss.show, loss.take_back),
    "parting.copy": Route(closing.send_agreement),
}

LINKS = {"parting.name": Route(loss.show_list, loss.arrive)}
