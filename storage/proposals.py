"""Proposals: drafts, what is before a group, and what its members say to it.

Belongs here: statements on `drafts`, `proposals` and `proposal_answers`. May not enter: what
becomes of one (domain/proposals). Times are UTC seconds. The values rest sealed: some are words.
How many said what leaves this module as numbers for the rule alone.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping, Select, delete, func, insert, select, update

from domain.changes import Change
from domain.parting import GOING_ON
from domain.proposals import STANDING
from storage.engine import Transaction
from storage.groups import IS_HOME
from storage.looks import When
from storage.schema import drafts, groups, proposal_answers, proposals


@dataclass(frozen=True, slots=True)
class Draft:
    """A change that somebody was shown. `before`: the value as it was when they were."""

    id: int
    group_id: int
    member_id: int
    change: Change
    before: str
    way: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change before the group. `member_id`: who proposed it, if still a member; `needed`: how
    many answers of others let it pass."""

    id: int
    group_id: int
    member_id: int | None
    change: Change
    before: str
    way: str
    state: str
    needed: int
    ends_at: int


# Drafts


async def draft(  # noqa: PLR0913 - one for each column
    tx: Transaction,
    group_id: int,
    member_id: int,
    change: Change,
    *,
    before: str,
    way: str,
    now: int,
) -> None:
    """Keep what a member was shown, in place of what they were shown before."""
    await tx.execute(delete(drafts).where(drafts.c.member_id == member_id))
    values = {"group_id": group_id, "member_id": member_id, "way": way, "made_at": now}
    await tx.execute(insert(drafts).values(**values, **_values(tx, change, before, "drafts")))


async def draft_of(tx: Transaction, member_id: int) -> Draft | None:
    """What a member was shown last."""
    query = select(drafts).where(drafts.c.member_id == member_id)
    row = (await tx.execute(query)).mappings().one_or_none()
    if row is None:
        return None
    change, before = _change(tx, row, "drafts")
    return Draft(row["id"], row["group_id"], member_id, change, before, row["way"])


async def forget_draft(tx: Transaction, member_id: int) -> None:
    """Forget it."""
    await tx.execute(delete(drafts).where(drafts.c.member_id == member_id))


async def forget_drafts_before(tx: Transaction, made_before: int) -> None:
    """Forget those from before that time."""
    await tx.execute(delete(drafts).where(drafts.c.made_at <= made_before))


# Proposals


async def propose(tx: Transaction, of: Draft, *, needed: int, now: int, ends_at: int) -> int:
    """Put a draft before the group; answers the proposal's id."""
    values = {"group_id": of.group_id, "member_id": of.member_id, "way": of.way}
    values |= {"state": "open", "needed": needed, "made_at": now, "ends_at": ends_at}
    values |= _values(tx, of.change, of.before, "proposals")
    await forget_draft(tx, of.member_id)
    row = insert(proposals).values(values).returning(proposals.c.id)
    return int((await tx.execute(row)).scalar_one())


async def get(tx: Transaction, proposal_id: int) -> Proposal | None:
    """The proposal with this id."""
    query = select(proposals).where(proposals.c.id == proposal_id)
    row = (await tx.execute(query)).mappings().one_or_none()
    return _proposal(tx, row) if row else None


async def standing_of(tx: Transaction, member_id: int) -> Proposal | None:
    """What a member has before the group now."""
    query = select(proposals).where(proposals.c.member_id == member_id)
    query = query.where(proposals.c.state.in_(STANDING)).limit(1)
    row = (await tx.execute(query)).mappings().one_or_none()
    return _proposal(tx, row) if row else None


async def due(tx: Transaction, now: int) -> list[int]:
    """Those whose span is over, in the order in which they end; on PostgreSQL nobody else gets
    them. Those of groups where Kith may not post now wait."""
    query = due_at(now).order_by(proposals.c.ends_at, proposals.c.id)
    query = query.with_for_update(of=proposals, skip_locked=True)
    return list((await tx.execute(query)).scalars())


def due_at(now: When) -> Select[Any]:
    """What `due` looks for; where everything rests, only going on is decided (G13)."""
    query = select(proposals.c.id).join(groups, groups.c.id == proposals.c.group_id)
    query = query.where(proposals.c.state.in_(STANDING), proposals.c.ends_at <= now)
    moves = groups.c.still_since.is_(None) | (proposals.c.kind == GOING_ON)
    return query.where(*IS_HOME, moves)


async def note(tx: Transaction, proposal_id: int, **changes: Any) -> None:
    """Change `state` or `ends_at`."""
    await tx.execute(update(proposals).where(proposals.c.id == proposal_id).values(changes))


# Answers


async def say(tx: Transaction, proposal_id: int, member_id: int, answer: str) -> None:
    """Keep what a member says; the last word counts."""
    row = tx.insert(proposal_answers)
    row = row.values(proposal_id=proposal_id, member_id=member_id, answer=answer)
    keys = ["proposal_id", "member_id"]
    await tx.execute(row.on_conflict_do_update(index_elements=keys, set_={"answer": answer}))


async def said(tx: Transaction, proposal_id: int, member_id: int) -> str | None:
    """What a member says now."""
    of = (proposal_answers.c.proposal_id == proposal_id, proposal_answers.c.member_id == member_id)
    return (await tx.execute(select(proposal_answers.c.answer).where(*of))).scalar_one_or_none()


async def answers(tx: Transaction, proposal_id: int) -> dict[str, int]:
    """How many said what: for the rule, nobody else."""
    query = select(proposal_answers.c.answer, func.count()).group_by(proposal_answers.c.answer)
    rows = await tx.execute(query.where(proposal_answers.c.proposal_id == proposal_id))
    return {row[0]: row[1] for row in rows}


async def forget_answers(tx: Transaction, proposal_id: int) -> None:
    """Erase what was said, once it is decided."""
    of = proposal_answers.c.proposal_id == proposal_id
    await tx.execute(delete(proposal_answers).where(of))


def _values(tx: Transaction, change: Change, before: str, table: str) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "object_id": change.object_id,
        "before": tx.vault.seal_words(before, f"{table}.before"),
        "after": tx.vault.seal_words(change.value, f"{table}.after"),
    }


def _change(tx: Transaction, row: RowMapping, table: str) -> tuple[Change, str]:
    after = tx.vault.open_words(row["after"], f"{table}.after")
    change = Change(row["kind"], row["object_id"], after)
    return change, tx.vault.open_words(row["before"], f"{table}.before")


def _proposal(tx: Transaction, row: RowMapping) -> Proposal:
    change, before = _change(tx, row, "proposals")
    plain = {name: row[name] for name in ("id", "group_id", "member_id", "way", "state")}
    return Proposal(
        **plain, needed=row["needed"], ends_at=row["ends_at"], change=change, before=before
    )
