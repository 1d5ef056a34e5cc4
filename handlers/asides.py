"""The one line that stands in a group for a minute, when that is over.

Belongs here: taking it away. May not enter: saying it (`bot` does, after the commit).
"""

from handlers.notes import Removal
from storage import asides
from storage.engine import Transaction

LIFE = 60
"""Seconds for which the line stands, and its button works."""


async def render_gone(tx: Transaction, object_id: int, _: int) -> Removal | None:
    """The line is taken away, or nothing is left to do."""
    place = await asides.standing(tx, object_id)
    return None if place is None else Removal(*place)
