"""The answers to a check-in, as long as it is open, and the names that people put beside them.

Belongs here: statements on `answers`. May not enter: who may answer, or anything that outlives the
close. A name rests sealed.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, null, select, update

from storage.engine import Transaction
from storage.schema import answers, checkins, members, outbox

_NAME = "answers.name"
NAMES_POST = "checkin_names"
"""The kind of the outbox rows that bring names onto a post, and off it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A member's answer; `has_name`: they put their name beside it."""

    word: str
    has_name: bool


async def record(tx: Transaction, kept: Sequence[tuple[int, int, str]]) -> bool:
    """Keep words by check-in and member, in this order: each member's last one counts (C8).

    A name that stood beside another word does not move to the new one. False, and nothing is kept,
    where a check-in has been closed: the shared lock lets no answer slip in behind `close`.
    """
    of = sorted({checkin_id for checkin_id, _, _ in kept})
    still = select(checkins.c.id).where(checkins.c.id.in_(of), ~checkins.c.closed)
    held = await tx.execute(still.order_by(checkins.c.id).with_for_update(read=True))
    if len(held.all()) < len(of):
        return False
    row = tx.insert(answers)
    row = row.on_conflict_do_update(
        index_elements=["checkin_id", "member_id"],
        set_={"word": row.excluded.word, "name": null()},
    )
    columns = ("checkin_id", "member_id", "word")
    await tx.execute(row, [dict(zip(columns, each, strict=True)) for each in kept])
    return True


async def answers_of(
    tx: Transaction, checkin_ids: Collection[int], member_ids: Collection[int]
) -> dict[tuple[int, int], Answer]:
    """The answers of these members to these check-ins, by both."""
    query = select(answers.c.checkin_id, answers.c.member_id, answers.c.word)
    query = query.add_columns(answers.c.name.is_not(None).label("has_name"))
    query = query.where(answers.c.checkin_id.in_(checkin_ids), answers.c.member_id.in_(member_ids))
    rows = await tx.execute(query)
    return {(row.checkin_id, row.member_id): Answer(row.word, bool(row.has_name)) for row in rows}


async def show_name(tx: Transaction, checkin_id: int, member_id: int, name: str) -> bool:
    """Put a member's name beside their answer, until the close (C10); False: there is none."""
    row = update(answers).where(*_answer(checkin_id, member_id))
    row = row.values(name=tx.vault.seal_words(name, _NAME))
    return bool((await tx.execute(row)).rowcount)


async def shown(tx: Transaction, checkin_id: int) -> list[tuple[str, str]]:
    """Words and names of those who show theirs."""
    query = select(answers.c.word, answers.c.name)
    query = query.where(answers.c.checkin_id == checkin_id, answers.c.name.is_not(None))
    rows = await tx.execute(query)
    return [(row.word, tx.vault.open_words(row.name, _NAME)) for row in rows]


async def words(tx: Transaction, checkin_id: int) -> list[str]:
    """All words that were tapped, without anybody's name, in no order that tells anything."""
    query = select(answers.c.word).where(answers.c.checkin_id == checkin_id)
    return list((await tx.execute(query.order_by(answers.c.word))).scalars())


async def take_names_off(
    tx: Transaction, person_id: int, now: int, group_id: int | None = None
) -> None:
    """Let the open posts on which a person's name stands be edited, in one group or in all.

    To be called before the person's answers are erased, in the same transaction.
    """
    named = select(answers.c.checkin_id).join(members, members.c.id == answers.c.member_id)
    named = named.where(members.c.person_id == person_id, answers.c.name.is_not(None))
    if group_id is not None:
        named = named.where(members.c.group_id == group_id)
    row = update(outbox).where(outbox.c.kind == NAMES_POST, outbox.c.object_id.in_(named))
    await tx.execute(row.values(state="due", due_at=now))


async def take_back(tx: Transaction, checkin_id: int, member_id: int) -> None:
    """Erase a member's answer (C8)."""
    await tx.execute(delete(answers).where(*_answer(checkin_id, member_id)))


def _answer(checkin_id: int, member_id: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return answers.c.checkin_id == checkin_id, answers.c.member_id == member_id
