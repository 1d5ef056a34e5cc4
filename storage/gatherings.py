"""Gatherings, and who comes.

Belongs here: statements on `gatherings` and `comings`. May not enter: what is shown of them. Times
are UTC seconds. How many come leaves this module for a rule alone.
"""

from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, delete, func, insert, select, update

from domain.gatherings import SERIES, Plan
from storage.engine import Transaction
from storage.looks import When
from storage.schema import comings, gatherings, members, speakers

_PLACE, _NAME, _COMER = "gatherings.place", "gatherings.name", "comings.name"
DRAFT, OPEN, OFF, OVER = "draft", "open", "off", "over"


@dataclass(frozen=True, slots=True)
class Gathering:
    """A gathering. `member_id`: who proposed it, if still a member; `name`: theirs, where they let
    it stand; `until`: until when it repeats."""

    id: int
    group_id: int
    member_id: int | None
    state: str
    plan: Plan
    until: int
    topic: int | None
    place: str | None
    name: str | None

    @property
    def is_later(self) -> bool:
        """Whether it is one of a series, and not its first."""
        return self.plan.weeks > 0 and self.plan.at + SERIES > self.until


@dataclass(frozen=True, slots=True)
class Coming:
    """That somebody comes, or waits for a place."""

    has_place: bool
    name: str | None


# A proposal


async def draft_of(tx: Transaction, member_id: int) -> Gathering | None:
    """What a member puts together at the moment."""
    query = select(gatherings).where(gatherings.c.member_id == member_id)
    row = (await tx.execute(query.where(gatherings.c.state == DRAFT))).mappings().one_or_none()
    return _gathering(tx, row) if row else None


async def begin(
    tx: Transaction, group_id: int, member_id: int, plan: Plan, topic: int | None
) -> None:
    """Begin to put one together, unless the member has begun already."""
    values = {"group_id": group_id, "member_id": member_id, "state": DRAFT, "topic": topic}
    row = tx.insert(gatherings).values(**values, **_columns(plan)).on_conflict_do_nothing()
    await tx.execute(row)


async def follow(tx: Transaction, last: Gathering, plan: Plan) -> int:
    """Add the next one of a series; answers its id."""
    sealed = {"place": _sealed(tx, last.place, _PLACE), "name": _sealed(tx, last.name, _NAME)}
    values = {"group_id": last.group_id, "member_id": last.member_id, "topic": last.topic}
    row = insert(gatherings).values(
        state=OPEN, until=last.until, **values, **sealed, **_columns(plan)
    )
    return int((await tx.execute(row.returning(gatherings.c.id))).scalar_one())


async def replan(tx: Transaction, gathering_id: int, plan: Plan) -> None:
    """Another plan for one that is being put together."""
    row = update(gatherings).where(gatherings.c.id == gathering_id)
    await tx.execute(row.values(_columns(plan)))


async def place(tx: Transaction, gathering_id: int, words: str | None) -> None:
    """Keep where it is."""
    row = update(gatherings).where(gatherings.c.id == gathering_id)
    await tx.execute(row.values(place=_sealed(tx, words, _PLACE)))


async def sign(tx: Transaction, gathering_id: int, name: str | None) -> None:
    """Keep the name of whoever proposes it, or none."""
    row = update(gatherings).where(gatherings.c.id == gathering_id)
    await tx.execute(row.values(name=_sealed(tx, name, _NAME)))


async def open_up(tx: Transaction, gathering_id: int, until: int) -> None:
    """It is before the group; it repeats until then."""
    row = update(gatherings).where(gatherings.c.id == gathering_id)
    await tx.execute(row.values(state=OPEN, until=until))


async def end(tx: Transaction, gathering_id: int, state: str) -> None:
    """It is over or off: where it was, whose it was and who came is erased."""
    await tx.execute(delete(comings).where(comings.c.gathering_id == gathering_id))
    await tx.execute(delete(speakers).where(speakers.c.gathering_id == gathering_id))
    nothing = {"member_id": None, "place": None, "name": None, "state": state}
    await tx.execute(update(gatherings).where(gatherings.c.id == gathering_id).values(nothing))


async def drop(tx: Transaction, gathering_id: int) -> None:
    """Erase one that was never before the group."""
    await tx.execute(delete(gatherings).where(gatherings.c.id == gathering_id))


async def lock(tx: Transaction, gathering_id: int) -> None:
    """Let nobody else take a place before this transaction ends."""
    query = select(gatherings.c.id).where(gatherings.c.id == gathering_id)
    await tx.execute(query.with_for_update())


# What there is


async def get(tx: Transaction, gathering_id: int) -> Gathering | None:
    """The gathering with this id."""
    query = select(gatherings).where(gatherings.c.id == gathering_id)
    row = (await tx.execute(query)).mappings().one_or_none()
    return _gathering(tx, row) if row else None


async def standing(tx: Transaction, group_id: int) -> list[Gathering]:
    """Those before the group, the next one first."""
    query = select(gatherings).where(gatherings.c.group_id == group_id)
    query = query.where(gatherings.c.state == OPEN).order_by(gatherings.c.at, gatherings.c.id)
    return await _all(tx, query)


async def count_of(tx: Transaction, member_id: int) -> int:
    """How many of a member stand before the group."""
    query = select(func.count()).where(gatherings.c.member_id == member_id)
    return int((await tx.execute(query.where(gatherings.c.state == OPEN))).scalar_one())


async def of_person(tx: Transaction, person_id: int) -> list[Gathering]:
    """All that a person proposes."""
    theirs = select(members.c.id).where(members.c.person_id == person_id)
    query = select(gatherings).where(gatherings.c.member_id.in_(theirs))
    return await _all(tx, query)


async def ending(tx: Transaction, now: int) -> list[Gathering]:
    """Those whose time is over, and those that lost whoever proposed them."""
    query = ending_at(now).order_by(gatherings.c.id)
    return await _all(tx, query.with_for_update(skip_locked=True))


def ending_at(now: When) -> Select[Any]:
    """What `ending` looks for."""
    over = (gatherings.c.ends_at <= now) | gatherings.c.member_id.is_(None)
    return select(gatherings).where(gatherings.c.state == OPEN, over)


async def forget_before(tx: Transaction, ended_before: int, begun_before: int) -> None:
    """Erase what is left of those that ended before that time, and drafts for days gone by."""
    done = gatherings.c.state.in_([OFF, OVER]) & (gatherings.c.ends_at < ended_before)
    lost = (gatherings.c.state == DRAFT) & (
        gatherings.c.member_id.is_(None) | (gatherings.c.at < begun_before)
    )
    await tx.execute(delete(gatherings).where(done | lost))


# Who comes


async def come(tx: Transaction, gathering: Gathering, member_id: int) -> None:
    """Take a place, or wait for one where all are taken or somebody waits already; what was said
    before stays."""
    places = gathering.plan.places
    has_place = not places or await _said(tx, gathering.id) < places
    values = {"gathering_id": gathering.id, "member_id": member_id, "has_place": has_place}
    await tx.execute(tx.insert(comings).values(values).on_conflict_do_nothing())


async def leave(tx: Transaction, gathering_id: int, member_id: int) -> None:
    """Come not, after all."""
    await tx.execute(delete(comings).where(*_coming(gathering_id, member_id)))


async def coming(tx: Transaction, gathering_id: int, member_id: int) -> Coming | None:
    """What a member said."""
    row = (await tx.execute(select(comings).where(*_coming(gathering_id, member_id)))).one_or_none()
    return Coming(row.has_place, _opened(tx, row.name, _COMER)) if row else None


async def show_name(tx: Transaction, gathering_id: int, member_id: int, name: str | None) -> None:
    """Let whoever proposed it see a first name, or no longer."""
    row = update(comings).where(*_coming(gathering_id, member_id))
    await tx.execute(row.values(name=_sealed(tx, name, _COMER)))


async def names(tx: Transaction, gathering_id: int) -> list[str]:
    """The names of those with a place who let theirs be seen, in the order of the alphabet: not in
    the order in which they came."""
    query = select(comings.c.name).where(comings.c.gathering_id == gathering_id)
    query = query.where(comings.c.has_place, comings.c.name.is_not(None))
    sealed = (await tx.execute(query)).scalars()
    return sorted(tx.vault.open_words(each, _COMER) for each in sealed)


async def taken(tx: Transaction, gathering_id: int) -> int:
    """How many places are taken: for a rule, nobody else."""
    query = select(func.count()).where(comings.c.gathering_id == gathering_id, comings.c.has_place)
    return int((await tx.execute(query)).scalar_one())


async def _said(tx: Transaction, gathering_id: int) -> int:
    """How many come or wait."""
    query = select(func.count()).where(comings.c.gathering_id == gathering_id)
    return int((await tx.execute(query)).scalar_one())


async def with_free_places(tx: Transaction) -> list[Gathering]:
    """Gatherings with a place for somebody who waits for one."""
    return await _all(tx, with_free_places_at().with_for_update())


def with_free_places_at(_: When = 0) -> Select[Any]:
    """What `with_free_places` looks for."""
    has = (comings.c.gathering_id == gatherings.c.id, comings.c.has_place)
    used = select(func.count()).where(*has).scalar_subquery()
    waits = select(comings.c.id).where(comings.c.gathering_id == gatherings.c.id)
    query = select(gatherings).where(gatherings.c.state == OPEN, gatherings.c.places > used)
    return query.where(waits.where(~comings.c.has_place).exists())


async def move_up(tx: Transaction, gathering: Gathering) -> list[int]:
    """Give free places to those who wait longest; answers these members."""
    free = gathering.plan.places - await taken(tx, gathering.id)
    query = select(comings.c.id, comings.c.member_id).where(comings.c.gathering_id == gathering.id)
    query = query.where(~comings.c.has_place).order_by(comings.c.id).limit(max(0, free))
    rows = list(await tx.execute(query))
    row = update(comings).where(comings.c.id.in_([each.id for each in rows]))
    await tx.execute(row.values(has_place=True))
    return [each.member_id for each in rows]


async def comers(tx: Transaction, gathering_id: int) -> list[int]:
    """The persons who come or wait, to tell them something; our numbers for them."""
    query = select(members.c.person_id).join(comings, comings.c.member_id == members.c.id)
    query = query.where(comings.c.gathering_id == gathering_id).order_by(members.c.id)
    return list((await tx.execute(query)).scalars())


def _coming(gathering_id: int, member_id: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return comings.c.gathering_id == gathering_id, comings.c.member_id == member_id


def _columns(plan: Plan) -> dict[str, object]:
    return asdict(plan) | {"ends_at": plan.ends_at}


async def _all(tx: Transaction, query: Select[*tuple[Any, ...]]) -> list[Gathering]:
    return [_gathering(tx, row) for row in (await tx.execute(query)).mappings()]


def _gathering(tx: Transaction, row: RowMapping) -> Gathering:
    plan = Plan(**{name: row[name] for name in Plan.__dataclass_fields__})
    place, name = _opened(tx, row["place"], _PLACE), _opened(tx, row["name"], _NAME)
    own = {name: row[name] for name in ("id", "group_id", "member_id", "state", "until", "topic")}
    return Gathering(plan=plan, place=place, name=name, **own)


def _sealed(tx: Transaction, words: str | None, purpose: str) -> bytes | None:
    return None if words is None else tx.vault.seal_words(words, purpose)


def _opened(tx: Transaction, sealed: bytes | None, purpose: str) -> str | None:
    return None if sealed is None else tx.vault.open_words(sealed, purpose)
