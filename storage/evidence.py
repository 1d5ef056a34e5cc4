"""Looking back (G12): when, what is asked, the tally, the report.

Belongs here: statements on the tables of evidence. May not enter: what a tally says (domain), or a
statement that reads or writes one answer of one member. Times are UTC seconds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping, Select, delete, insert, select, update

from domain.evidence import Tally, blank
from storage.engine import Transaction
from storage.groups import IS_OPEN
from storage.looks import When
from storage.schema import (
    evidence,
    evidence_marks,
    evidence_rounds,
    evidence_tallies,
    groups,
    holds,
)

OPEN, CLOSED = "open", "closed"
_LINES, _REPORT = "evidence.lines", "evidence.report"
_ASKED, _TALLY = "evidence_rounds.lines", "evidence_tallies.tally"


@dataclass(frozen=True, slots=True)
class Kept:
    """What a group has set: when it looks back next (None: never), its own lines, the report that
    it released."""

    next_at: int | None = None
    lines: str = ""
    report: str = ""


@dataclass(frozen=True, slots=True)
class Round:
    """A time at which a group looks back. `lines`: what each says of whether it was so; `told`:
    what was published, as keys."""

    id: int
    group_id: int
    way: str
    state: str
    lines: tuple[str, ...]
    closes_at: int
    told: str | None

    @property
    def questions(self) -> int:
        """How many: one for each line, and the one about what was not there."""
        return len(self.lines) + 1


async def of_group(tx: Transaction, group_id: int) -> Kept:
    """What the group has set."""
    row = (await tx.execute(select(evidence).where(evidence.c.group_id == group_id))).one_or_none()
    if row is None:
        return Kept()
    return Kept(row.next_at, _opened(tx, row.lines, _LINES), _opened(tx, row.report, _REPORT))


async def set_next(tx: Transaction, group_id: int, next_at: int | None) -> None:
    """Look back then; None: never."""
    await _set(tx, group_id, {"next_at": next_at})


async def keep_lines(tx: Transaction, group_id: int, lines: str) -> None:
    """Ask about these lines from the next time on; without any, about those that come along."""
    await _set(tx, group_id, {"lines": tx.vault.seal_words(lines, _LINES) if lines else None})


async def release(tx: Transaction, group_id: int, report: str) -> None:
    """Keep what may be shown, instead of what was before."""
    await _set(tx, group_id, {"report": tx.vault.seal_words(report, _REPORT) if report else None})


# The times


async def due(tx: Transaction, now: int) -> list[int]:
    """The groups that look back now."""
    return list((await tx.execute(due_at(now))).scalars())


def due_at(now: When) -> Select[Any]:
    """What `due` looks for: not while a hold is on (F9)."""
    held = (holds.c.group_id == groups.c.id, holds.c.begins_at <= now, holds.c.ends_at > now)
    query = select(groups.c.id).join(evidence).where(evidence.c.next_at <= now)
    query = query.where(*IS_OPEN)
    return query.where(~select(holds.c.id).where(*held).exists())


async def begin(
    tx: Transaction, group_id: int, way: str, lines: Sequence[str], closes_at: int
) -> Round:
    """Begin one, with a tally in which nobody has answered."""
    values = {"group_id": group_id, "way": way, "state": OPEN, "closes_at": closes_at}
    sealed = tx.vault.seal_words("\n".join(lines), _ASKED)
    row = insert(evidence_rounds).values(lines=sealed, **values).returning(evidence_rounds)
    return _round(tx, (await tx.execute(row)).mappings().one())


async def get(tx: Transaction, round_id: int) -> Round | None:
    """That one."""
    query = select(evidence_rounds).where(evidence_rounds.c.id == round_id)
    row = (await tx.execute(query)).mappings().one_or_none()
    return _round(tx, row) if row else None


async def newest(tx: Transaction, group_id: int) -> Round | None:
    """The group's last one."""
    query = select(evidence_rounds).where(evidence_rounds.c.group_id == group_id)
    query = query.order_by(evidence_rounds.c.id.desc()).limit(1)
    row = (await tx.execute(query)).mappings().one_or_none()
    return _round(tx, row) if row else None


async def closing(tx: Transaction, now: int) -> list[Round]:
    """Those whose window is over."""
    query = closing_at(now).with_for_update(skip_locked=True)
    return [_round(tx, row) for row in (await tx.execute(query)).mappings()]


def closing_at(now: When) -> Select[Any]:
    """What `closing` looks for."""
    over = (evidence_rounds.c.state == OPEN, evidence_rounds.c.closes_at <= now)
    return select(evidence_rounds).where(*over)


async def close(tx: Transaction, round_id: int, told: str | None) -> None:
    """Keep what is told, and erase what it was made of."""
    row = update(evidence_rounds).where(evidence_rounds.c.id == round_id)
    await tx.execute(row.values(state=CLOSED, told=told))
    for table in (evidence_tallies, evidence_marks):
        await tx.execute(delete(table).where(table.c.round_id == round_id))


# Answers: a mark without what, a number without who


async def mark(tx: Transaction, round_id: int, question: int, member_id: int) -> bool:
    """Note that a member has answered a question; False: they have before."""
    mine, *older = tx.vault.marks_given(round_id, question, member_id)
    known = (evidence_marks.c.round_id == round_id, evidence_marks.c.mark.in_(older))
    if older and (await tx.execute(select(evidence_marks.c.mark).where(*known))).first():
        return False
    row = tx.insert(evidence_marks).values(round_id=round_id, mark=mine)
    row = row.on_conflict_do_nothing(index_elements=["round_id", "mark"])
    return bool((await tx.execute(row.returning(evidence_marks.c.mark))).first())


async def has_answered(tx: Transaction, round_id: int, question: int, member_id: int) -> bool:
    """Whether a member has answered a question."""
    marks = tx.vault.marks_given(round_id, question, member_id)
    known = (evidence_marks.c.round_id == round_id, evidence_marks.c.mark.in_(marks))
    return bool((await tx.execute(select(evidence_marks.c.mark).where(*known))).first())


async def tally(tx: Transaction, asked: Round) -> Tally:
    """The numbers so far; nobody else changes them before this transaction ends."""
    await tx.execute(
        select(evidence_rounds.c.id).where(evidence_rounds.c.id == asked.id).with_for_update()
    )
    query = select(evidence_tallies.c.tally).where(evidence_tallies.c.round_id == asked.id)
    sealed = (await tx.execute(query)).scalar_one_or_none()
    if sealed is None:
        return blank(asked.questions)
    written = tx.vault.open_words(sealed, _TALLY)
    return [[int(each) for each in line.split()] for line in written.splitlines()]


async def keep_tally(tx: Transaction, asked: Round, numbers: Tally) -> None:
    """Keep other numbers, of the same length as those before."""
    written = "\n".join(" ".join(f"{each:06}" for each in line) for line in numbers)
    sealed = tx.vault.seal_words(written, _TALLY)
    row = tx.insert(evidence_tallies).values(round_id=asked.id, tally=sealed)
    changed = {"tally": sealed}
    await tx.execute(row.on_conflict_do_update(index_elements=["round_id"], set_=changed))


async def _set(tx: Transaction, group_id: int, values: dict[str, object]) -> None:
    row = tx.insert(evidence).values(group_id=group_id, **values)
    await tx.execute(row.on_conflict_do_update(index_elements=["group_id"], set_=values))


def _opened(tx: Transaction, sealed: bytes | None, purpose: str) -> str:
    return tx.vault.open_words(sealed, purpose) if sealed else ""


def _round(tx: Transaction, row: RowMapping) -> Round:
    lines = tuple(tx.vault.open_words(row["lines"], _ASKED).splitlines())
    values = {name: row[name] for name in ("id", "group_id", "way", "state", "closes_at", "told")}
    return Round(lines=lines, **values)
