"""A group's agreement, and when it is looked at again (G1, G5), as changes.

Belongs here: the agreement as one text, the date of the review. May not enter: screens, who has
gone along with it.
"""

from datetime import date

from domain.agreement import REVIEW_MINUTE, difference, lines_of, whole
from domain.changes import Change
from domain.refusals import DatePast
from domain.schedule import instant
from handlers import wording
from handlers.changes.kind import Kind, plain
from storage import agreement, steering
from storage.engine import Transaction
from storage.groups import Group


async def _now(tx: Transaction, group: Group, _: Change) -> str:
    return (await agreement.newest(tx, group.id)).words


async def _apply(tx: Transaction, group: Group, change: Change, at: int) -> None:
    """Raises LineUnfit, TooManyLines."""
    await agreement.add(tx, group.id, whole(lines_of(change.value)), at)


def _lines(_: Group, before: str, after: str) -> str:
    return "\n".join(f"{mark} {number}. {line}" for mark, number, line in difference(before, after))


async def _review_now(tx: Transaction, group: Group, _: Change) -> str:
    return await steering.review_on(tx, group.id) or ""


async def _review(tx: Transaction, group: Group, change: Change, at: int) -> None:
    """Raises DatePast where the date has come before it was decided."""
    if not change.value:
        await steering.set_review(tx, group.id, None, None)
        return
    moment = instant(date.fromisoformat(change.value), REVIEW_MINUTE, group.zone)
    if moment is None or moment <= at:
        raise DatePast
    await steering.set_review(tx, group.id, change.value, moment)


def _day(group: Group, value: str) -> str:
    return wording.iso_date(group.language, value)


AGREEMENT = Kind(_now, _apply, plain, _lines, by_all=True)
REVIEW = Kind(_review_now, _review, _day)
