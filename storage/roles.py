"""Roles: which a group has, who is willing, and whose turn it is.

Belongs here: statements on `roles`, `role_willing` and `role_turns`. May not enter: the draw
(domain/roles). Times are UTC seconds. Names rest sealed: some are a group's own words. Who is
willing leaves this module for the draw and for the person themself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, exists, insert, or_, select, update

from storage.engine import Transaction
from storage.gatherings import OPEN
from storage.groups import IS_OPEN
from storage.looks import When
from storage.schema import (
    comings,
    gatherings,
    groups,
    members,
    role_turns,
    role_willing,
    roles,
)

_NAME = "roles.name"


@dataclass(frozen=True, slots=True)
class Role:
    """A role of a group. `name`: a key, or "own:" and words; `next_at`: the next draw."""

    id: int
    group_id: int
    name: str
    next_at: int


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn. `member_id`: who was drawn, if still a member; `look_at`: when time decides next;
    `told`: the group has read that somebody has it; `gathering_id`: what it is for, if not for a
    week."""

    id: int
    role_id: int
    member_id: int | None
    state: str
    look_at: int
    told: bool
    begun_at: int
    gathering_id: int | None = None


async def add(tx: Transaction, group_id: int, name: str, next_at: int) -> None:
    """Add a role to a group."""
    sealed = tx.vault.seal_words(name, _NAME)
    await tx.execute(insert(roles).values(group_id=group_id, name=sealed, next_at=next_at))


async def remove(tx: Transaction, role_id: int) -> None:
    """Erase a role, with its turns."""
    await tx.execute(delete(roles).where(roles.c.id == role_id))


async def of_group(tx: Transaction, group_id: int) -> list[Role]:
    """The roles of a group, oldest first."""
    query = select(roles).where(roles.c.group_id == group_id).order_by(roles.c.id)
    return [_role(tx, row) for row in await tx.execute(query)]


async def get(tx: Transaction, role_id: int) -> Role | None:
    """The role with this id."""
    row = (await tx.execute(select(roles).where(roles.c.id == role_id))).one_or_none()
    return _role(tx, row) if row else None


async def due(tx: Transaction, now: int) -> list[int]:
    """Roles whose draw is due, where Kith may post."""
    query = due_at(now).order_by(roles.c.id).with_for_update(of=roles, skip_locked=True)
    return list((await tx.execute(query)).scalars())


def due_at(now: When) -> Select[Any]:
    """What `due` looks for."""
    query = select(roles.c.id).join(groups).where(roles.c.next_at <= now)
    return query.where(*IS_OPEN)


async def set_next(tx: Transaction, role_id: int, next_at: int) -> None:
    """Note when the next turn is drawn."""
    await tx.execute(update(roles).where(roles.c.id == role_id).values(next_at=next_at))


# Who is willing


async def set_willing(tx: Transaction, role_id: int, member_id: int, willing: bool) -> None:
    """Note that a member is willing, or no more."""
    if willing:
        row = tx.insert(role_willing).values(role_id=role_id, member_id=member_id)
        await tx.execute(row.on_conflict_do_nothing())
    else:
        mine = (role_willing.c.role_id == role_id, role_willing.c.member_id == member_id)
        await tx.execute(delete(role_willing).where(*mine))


async def is_willing(tx: Transaction, role_id: int, member_id: int) -> bool:
    """Whether a member is willing."""
    mine = (role_willing.c.role_id == role_id, role_willing.c.member_id == member_id)
    return (await tx.execute(select(role_willing.c.role_id).where(*mine))).first() is not None


async def willing(tx: Transaction, turn: Turn) -> tuple[Mapping[int, int], set[int]]:
    """Who is willing, with when each held it last (0: never); and who has passed this turn. For a
    gathering only those who have a place there."""
    query = select(role_willing).where(role_willing.c.role_id == turn.role_id)
    if turn.gathering_id is not None:
        query = query.where(_comes(turn.gathering_id, role_willing.c.member_id))
    rows = list(await tx.execute(query))
    passed = {row.member_id for row in rows if row.passed_turn == turn.id}
    return {row.member_id: row.held_at or 0 for row in rows}, passed


async def note_passed(tx: Transaction, turn: Turn, member_id: int) -> None:
    """A member passes this turn."""
    await _note(tx, turn, member_id, passed_turn=turn.id)


async def note_held(tx: Transaction, turn: Turn, member_id: int, at: int) -> None:
    """A member has taken this turn."""
    await _note(tx, turn, member_id, held_at=at)


async def _note(tx: Transaction, turn: Turn, member_id: int, **values: int) -> None:
    mine = (role_willing.c.role_id == turn.role_id, role_willing.c.member_id == member_id)
    await tx.execute(update(role_willing).where(*mine).values(values))


# Turns


async def begin(tx: Transaction, role_id: int, now: int, gathering_id: int | None = None) -> Turn:
    """A new turn, in place of those before."""
    await tx.execute(delete(role_turns).where(role_turns.c.role_id == role_id))
    values = {"role_id": role_id, "state": "open", "look_at": now, "told": False, "begun_at": now}
    values["gathering_id"] = gathering_id
    row = (await tx.execute(insert(role_turns).values(values).returning(role_turns))).one()
    return Turn(**row._mapping)


async def turn(tx: Transaction, turn_id: int) -> Turn | None:
    """The turn with this id."""
    row = (await tx.execute(select(role_turns).where(role_turns.c.id == turn_id))).one_or_none()
    return Turn(**row._mapping) if row else None


async def turn_of(tx: Transaction, role_id: int) -> Turn | None:
    """The present turn of a role."""
    query = select(role_turns).where(role_turns.c.role_id == role_id)
    row = (await tx.execute(query)).one_or_none()
    return Turn(**row._mapping) if row else None


async def to_move(tx: Transaction, now: int) -> list[int]:
    """Turns that time or somebody's leaving moves on, where Kith may post: those that nobody was
    found for yet, those asked a day ago, those whose member is gone or does not come, those whose
    gathering is no more."""
    query = to_move_at(now).order_by(role_turns.c.id)
    query = query.with_for_update(of=role_turns, skip_locked=True)
    return list((await tx.execute(query)).scalars())


def to_move_at(now: When) -> Select[Any]:
    """What `to_move` looks for."""
    comes = _comes(role_turns.c.gathering_id, role_turns.c.member_id)
    away = role_turns.c.member_id.is_(None) | (role_turns.c.gathering_id.is_not(None) & ~comes)
    gone = away & role_turns.c.state.in_(["asked", "held"])
    late = role_turns.c.state.in_(["open", "asked"]) & (role_turns.c.look_at <= now)
    query = select(role_turns.c.id).select_from(role_turns).join(roles)
    query = query.join(groups, groups.c.id == roles.c.group_id)
    stands = exists().where(
        gatherings.c.id == role_turns.c.gathering_id, gatherings.c.state == OPEN
    )
    past = role_turns.c.gathering_id.is_not(None) & ~stands & (role_turns.c.state != "over")
    query = query.where(or_(gone, late, past))
    return query.where(*IS_OPEN)


async def still_comes(tx: Transaction, turn: Turn) -> bool:
    """Whether whoever has the turn has a place at its gathering; always, where it is for a week."""
    if turn.gathering_id is None:
        return True
    query = select(_comes(turn.gathering_id, turn.member_id))
    return bool((await tx.execute(query)).scalar_one())


def _comes(gathering: Any, member: Any) -> ColumnElement[bool]:
    of = (comings.c.gathering_id == gathering, comings.c.member_id == member)
    return exists().where(*of, comings.c.has_place)


async def change(tx: Transaction, turn_id: int, **values: Any) -> None:
    """Change `state`, `member_id`, `look_at` or `told`."""
    await tx.execute(update(role_turns).where(role_turns.c.id == turn_id).values(values))


async def person_of(tx: Transaction, member_id: int) -> int | None:
    """Our id of the person that a member is."""
    query = select(members.c.person_id).where(members.c.id == member_id)
    return (await tx.execute(query)).scalar_one_or_none()


def _role(tx: Transaction, row: Any) -> Role:
    return Role(row.id, row.group_id, tx.vault.open_words(row.name, _NAME), row.next_at)
