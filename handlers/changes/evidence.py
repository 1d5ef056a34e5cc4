"""Looking back (G12), as changes: whether, about which lines, and what is released.

Belongs here: the three kinds. May not enter: an answer, or what stands in a tally.
"""

from domain.changes import Change
from domain.evidence import next_begin
from domain.refusals import GroupUnknown
from handlers import wording
from handlers.changes.kind import Kind, plain
from storage import evidence
from storage.engine import Transaction
from storage.groups import Group

ON = "on"


async def _is_on(tx: Transaction, group: Group, _: Change) -> str:
    return ON if (await evidence.of_group(tx, group.id)).next_at is not None else ""


async def _turn(tx: Transaction, group: Group, change: Change, at: int) -> None:
    """Raises GroupUnknown where nothing has begun."""
    if group.agreed_at is None:
        raise GroupUnknown
    following = next_begin(group.agreed_at, group.zone, at) if change.value == ON else None
    await evidence.set_next(tx, group.id, following)


def _turned(group: Group, _: str, after: str) -> str:
    return wording.text(group.language, "evidence.turned_on" if after else "evidence.turned_off")


async def _lines_now(tx: Transaction, group: Group, _: Change) -> str:
    return (await evidence.of_group(tx, group.id)).lines


async def _keep_lines(tx: Transaction, group: Group, change: Change, _: int) -> None:
    await evidence.keep_lines(tx, group.id, change.value)


async def _report_now(tx: Transaction, group: Group, _: Change) -> str:
    return (await evidence.of_group(tx, group.id)).report


async def _release(tx: Transaction, group: Group, change: Change, _: int) -> None:
    await evidence.release(tx, group.id, change.value)


def _released(group: Group, _: str, after: str) -> str:
    end = wording.text(group.language, "evidence.end")
    return f"{after}\n\n{end}\n\n{wording.text(group.language, 'evidence.where')}"


EVIDENCE = Kind(_is_on, _turn, plain, _turned)
LINES = Kind(_lines_now, _keep_lines, plain)
REPORT = Kind(_report_now, _release, plain, _released, by_all=True)
