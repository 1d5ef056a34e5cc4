"""Rounds of pairs: plans and rounds (P1, P3).

Belongs here: statements on `round_plans`, `rounds`. May not enter: who has joined (`joined`), which
state follows which, who meets whom. Times are UTC seconds.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, select, update

from domain.pairs.calling import Plan, Times, decoded
from domain.pairs.lives import ROUND
from storage.checkins import quiet_of
from storage.engine import Transaction
from storage.groups import IS_OPEN, Group
from storage.looks import When
from storage.schema import groups, pair_settings, round_plans, rounds


@dataclass(frozen=True, slots=True)
class Planned:
    """What a group chose. `open_since`: when it turned rounds on, None: they are off; `begins`:
    from which date fortnights are counted; `next_at`: when it is invited next."""

    group_id: int
    open_since: int | None
    plan: Plan
    begins: date
    next_at: int | None

    @property
    def is_on(self) -> bool:
        """Whether the group has turned rounds on."""
        return self.open_since is not None


@dataclass(frozen=True, slots=True)
class Round:
    """A round of a group, drawn at `draw_at`."""

    id: int
    group_id: int
    local_date: str
    state: str
    draw_at: int


# Plans


async def planned(tx: Transaction, group_id: int) -> Planned | None:
    """What the group chose, None: nothing yet."""
    found = await _planned(tx, round_plans.c.group_id == group_id)
    return found[0] if found else None


async def times_of(tx: Transaction, group: Group, chosen: Planned | None) -> Times:
    """What the dates of the group's rounds go by."""
    quiet = await quiet_of(tx, group.id)
    begins = date.min if chosen is None else chosen.begins
    return Times(group.zone, begins, quiet.hours, quiet.away)


async def keep_plan(tx: Transaction, chosen: Planned) -> None:
    """Keep what the group chose, instead of what it chose before."""
    values = {"open_since": chosen.open_since, "plan": chosen.plan.encoded}
    values |= {"begins": chosen.begins.isoformat(), "next_at": chosen.next_at}
    row = tx.insert(round_plans).values(group_id=chosen.group_id, **values)
    await tx.execute(row.on_conflict_do_update(index_elements=["group_id"], set_=values))


async def set_next(tx: Transaction, group_id: int, next_at: int) -> None:
    """Note when the group is invited next."""
    row = update(round_plans).where(round_plans.c.group_id == group_id)
    await tx.execute(row.values(next_at=next_at))


async def to_invite(tx: Transaction, now: int) -> list[Planned]:
    """Plans by which an invitation is due, of groups that have rounds."""
    return await _planned(tx, round_plans.c.next_at <= now, *_HAS_ROUNDS)


def to_invite_at(now: When) -> Select[Any]:
    """What `to_invite` looks for."""
    return _PLANS.where(round_plans.c.next_at <= now, *_HAS_ROUNDS)


_PLANS = (
    select(round_plans)
    .join(groups, groups.c.id == round_plans.c.group_id)
    .outerjoin(pair_settings, pair_settings.c.group_id == round_plans.c.group_id)
)
_HAS_ROUNDS = (
    round_plans.c.open_since.is_not(None),
    pair_settings.c.open_since.is_not(None),
    *IS_OPEN,
)


async def _planned(tx: Transaction, *conditions: ColumnElement[bool]) -> list[Planned]:
    query = _PLANS.where(*conditions).order_by(round_plans.c.group_id)
    query = query.with_for_update(of=round_plans, skip_locked=True)
    return [
        Planned(
            row.group_id,
            row.open_since,
            decoded(row.plan),
            date.fromisoformat(row.begins),
            row.next_at,
        )
        for row in await tx.execute(query)
    ]


# Rounds


async def call(tx: Transaction, group_id: int, local_date: date, draw_at: int) -> int | None:
    """Begin a round; None: it was called before, or another one is open."""
    values = {"group_id": group_id, "local_date": local_date.isoformat(), "draw_at": draw_at}
    row = tx.insert(rounds).values(state=ROUND.begin, **values).on_conflict_do_nothing()
    return (await tx.execute(row.returning(rounds.c.id))).scalar_one_or_none()


async def get(tx: Transaction, round_id: int) -> Round | None:
    """The round with this id; nobody else decides about it before this transaction ends."""
    query = select(rounds).where(rounds.c.id == round_id).with_for_update()
    row = (await tx.execute(query)).mappings().one_or_none()
    return Round(**row) if row else None


async def open_of(tx: Transaction, group_id: int) -> Round | None:
    """The round that the group is invited to."""
    found = await _rounds(tx, rounds.c.group_id == group_id, rounds.c.state == ROUND.begin)
    return found[0] if found else None


async def to_draw(tx: Transaction, now: int) -> list[Round]:
    """Open rounds whose time has come."""
    return await _rounds(tx, *_to_draw(now))


def to_draw_at(now: When) -> Select[Any]:
    """What `to_draw` looks for."""
    return select(rounds.c.id).where(*_to_draw(now))


def _to_draw(now: When) -> tuple[ColumnElement[bool], ...]:
    return rounds.c.state == ROUND.begin, rounds.c.draw_at <= now


async def to_fall(tx: Transaction) -> list[Round]:
    """Open rounds of groups that have no rounds any more."""
    return await _rounds(tx, *_to_fall())


def to_fall_at(_: When = 0) -> Select[Any]:
    """What `to_fall` looks for."""
    return select(rounds.c.id).where(*_to_fall())


def _to_fall() -> tuple[ColumnElement[bool], ...]:
    plans = select(round_plans.c.group_id).join(groups, groups.c.id == round_plans.c.group_id)
    plans = plans.join(pair_settings, pair_settings.c.group_id == round_plans.c.group_id)
    here = plans.where(*_HAS_ROUNDS, round_plans.c.group_id == rounds.c.group_id)
    return rounds.c.state == ROUND.begin, ~here.exists()


async def to_close(tx: Transaction, drawn_before: int) -> list[Round]:
    """Drawn rounds into which nobody can come any more."""
    return await _rounds(tx, *_to_close(drawn_before))


def to_close_at(drawn_before: When) -> Select[Any]:
    """What `to_close` looks for."""
    return select(rounds.c.id).where(*_to_close(drawn_before))


def _to_close(drawn_before: When) -> tuple[ColumnElement[bool], ...]:
    return rounds.c.state == "drawn", rounds.c.draw_at <= drawn_before


async def move(tx: Transaction, which: Round, event: str) -> None:
    """Let the event happen to the round. Raises NotNow."""
    state = ROUND.after(which.state, event)
    await tx.execute(update(rounds).where(rounds.c.id == which.id).values(state=state))


async def forget_before(tx: Transaction, before: int) -> None:
    """Erase rounds that were drawn before that time."""
    over = (rounds.c.state == "over", rounds.c.draw_at < before)
    await tx.execute(delete(rounds).where(*over))


async def _rounds(tx: Transaction, *conditions: ColumnElement[bool]) -> list[Round]:
    query = select(rounds).where(*conditions).order_by(rounds.c.id)
    query = query.with_for_update(skip_locked=True)
    return [Round(**row) for row in (await tx.execute(query)).mappings()]
