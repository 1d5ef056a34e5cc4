"""Members' own check-ins, and what they answered to themselves.

Belongs here: statements on `own_checkins` and `own_rounds`. May not enter: when the next one comes
(domain). Answers rest sealed, and only where their person wants to keep them. Times are UTC
seconds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, delete, or_, select, update

from domain.own_checkins import in_force, known_until
from domain.preferences import Preferences
from domain.schedule import Schedule
from storage.engine import Transaction
from storage.looks import When
from storage.rules import columns_of, iso, rule_of
from storage.schema import own_checkins, own_rounds, people, preferences

_WORD, _WORDS = "own_rounds.word", "own_rounds.words"


@dataclass(frozen=True, slots=True)
class OwnCheckin:
    """Somebody's own check-in.

    `rule`: in their zone and within their quiet hours; `chosen`: what they chose on /me. `rests`:
    it sends nothing until they say so (C9). `kept_days`: for how long their answers are kept, 0 is
    not at all. `waiting`: the keys of the questions that come, in their order.
    """

    person_id: int
    kind: str
    prompts: str
    rule: Schedule
    chosen: Preferences
    next_at: int | None
    rests: bool
    kept_days: int
    waiting: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwnRound:
    """One that somebody was asked, and their answer if it is kept: a tapped word, or own words."""

    id: int
    person_id: int
    local_date: str
    due_at: int
    closes_at: int
    prompt: str | None
    word: str | None
    words: str | None


async def get(tx: Transaction, person_id: int) -> OwnCheckin | None:
    """The person's own check-in, if they have one."""
    found = await _own(tx, _OWN.where(own_checkins.c.person_id == person_id))
    return found[0] if found else None


async def save(tx: Transaction, person_id: int, *, kind: str, prompts: str, rule: Schedule) -> None:
    """Keep what the person put together, instead of what was there; a pause in force stays."""
    values = {"kind": kind, "prompts": prompts, **columns_of(rule)}
    del values["not_before"]
    row = tx.insert(own_checkins).values(person_id=person_id, **values)
    await tx.execute(row.on_conflict_do_update(index_elements=["person_id"], set_=values))


async def pause(tx: Transaction, person_id: int, *, rests: bool, not_before: date | None) -> None:
    """Let nothing come until they say so, or before a date, or neither (C9)."""
    row = update(own_checkins).where(own_checkins.c.person_id == person_id)
    await tx.execute(row.values(rests=rests, not_before=iso(not_before)))


async def set_next(tx: Transaction, person_id: int, next_at: int | None) -> None:
    """Note when the next one is due; None: never."""
    row = update(own_checkins).where(own_checkins.c.person_id == person_id)
    await tx.execute(row.values(next_at=next_at))


async def set_waiting(tx: Transaction, person_id: int, keys: Sequence[str]) -> None:
    """Keep the keys of the questions that come."""
    row = update(own_checkins).where(own_checkins.c.person_id == person_id)
    await tx.execute(row.values(waiting=" ".join(keys)))


async def remove(tx: Transaction, person_id: int) -> None:
    """Erase the check-in and everything that was answered to it."""
    await tx.execute(delete(own_rounds).where(own_rounds.c.person_id == person_id))
    await tx.execute(delete(own_checkins).where(own_checkins.c.person_id == person_id))


async def due(tx: Transaction, now: int, limit: int) -> list[OwnCheckin]:
    """Those whose next time has come, of people Kith can write to, earliest first; on PostgreSQL
    nobody else gets them before this transaction ends."""
    query = due_at(now).order_by(own_checkins.c.next_at).limit(limit)
    return await _own(tx, query.with_for_update(of=own_checkins, skip_locked=True))


def due_at(now: When) -> Select[Any]:
    """What `due` looks for."""
    return _OWN.where(own_checkins.c.next_at <= now, people.c.reachable)


# What was asked, and answered


async def open_round(  # noqa: PLR0913 - one for each column
    tx: Transaction,
    own: OwnCheckin,
    *,
    local_date: str,
    due_at: int,
    closes_at: int,
    prompt: str | None,
) -> int | None:
    """Add the one of a local date; answers its id, or None when that date had one (C6)."""
    values = {"local_date": local_date, "prompt": prompt, "until": known_until(due_at, 0)}
    row = tx.insert(own_rounds).values(
        person_id=own.person_id, due_at=due_at, closes_at=closes_at, **values
    )
    row = row.on_conflict_do_nothing(index_elements=["person_id", "local_date"])
    return (await tx.execute(row.returning(own_rounds.c.id))).scalar_one_or_none()


async def round_of(tx: Transaction, round_id: int) -> OwnRound | None:
    """The one with this id."""
    found = await _rounds(tx, select(own_rounds).where(own_rounds.c.id == round_id))
    return found[0] if found else None


async def answer(
    tx: Transaction,
    round_id: int,
    kept_days: int,
    *,
    word: str | None = None,
    words: str | None = None,
) -> None:
    """Keep a tapped word, or own words, for so many days, instead of what was there."""
    sealed = {
        "word": None if word is None else tx.vault.seal_words(word, _WORD),
        "words": None if words is None else tx.vault.seal_words(words, _WORDS),
    }
    row = update(own_rounds).where(own_rounds.c.id == round_id)
    await tx.execute(row.values(sealed | {"until": _until(kept_days)}))


async def take_back(tx: Transaction, round_id: int) -> None:
    """Keep nothing of what was answered."""
    await _forget(tx, own_rounds.c.id == round_id)


async def history(tx: Transaction, person_id: int) -> list[OwnRound]:
    """What the person answered and keeps, newest first."""
    query = select(own_rounds).where(own_rounds.c.person_id == person_id, _answered())
    return await _rounds(tx, query.order_by(own_rounds.c.due_at.desc()))


async def keep_for(tx: Transaction, person_id: int, days: int) -> None:
    """Keep answers for so many days from when they were asked for; 0 erases all that are kept."""
    row = update(own_checkins).where(own_checkins.c.person_id == person_id)
    await tx.execute(row.values(kept_days=days))
    if days == 0:
        await forget_answers(tx, person_id)
        return
    of_theirs = own_rounds.c.person_id == person_id
    await tx.execute(update(own_rounds).where(of_theirs, _answered()).values(until=_until(days)))


async def forget_answers(tx: Transaction, person_id: int) -> None:
    """Erase everything that the person answered."""
    await _forget(tx, own_rounds.c.person_id == person_id)


async def _forget(tx: Transaction, which: ColumnElement[bool]) -> None:
    nothing = {"word": None, "words": None, "until": _until(0)}
    await tx.execute(update(own_rounds).where(which).values(nothing))


def _until(days: int) -> ColumnElement[int]:
    return own_rounds.c.due_at + known_until(0, days)


def _answered() -> ColumnElement[bool]:
    return or_(own_rounds.c.word.is_not(None), own_rounds.c.words.is_not(None))


_CHOSEN = [preferences.c[name] for name in Preferences.__dataclass_fields__ if name != "agreed_at"]
_OWN = (
    select(own_checkins, *_CHOSEN)
    .select_from(own_checkins)
    .join(people, people.c.id == own_checkins.c.person_id)
    .outerjoin(preferences, preferences.c.person_id == own_checkins.c.person_id)
)


async def _own(tx: Transaction, query: Select[Any]) -> list[OwnCheckin]:
    return [_own_row(row) for row in (await tx.execute(query)).mappings()]


def _own_row(row: RowMapping) -> OwnCheckin:
    given = {column.name: row[column.name] for column in _CHOSEN}
    chosen = Preferences(**given | {"away": bool(given["away"])})
    rule = in_force(rule_of(row, chosen.zone or "UTC"), chosen)
    plain = {name: row[name] for name in ("person_id", "kind", "prompts", "next_at", "rests")}
    waiting = tuple(row["waiting"].split())
    return OwnCheckin(
        **plain, rule=rule, chosen=chosen, kept_days=row["kept_days"], waiting=waiting
    )


async def _rounds(tx: Transaction, query: Select[Any]) -> list[OwnRound]:
    return [_round(tx, row) for row in (await tx.execute(query)).mappings()]


def _round(tx: Transaction, row: RowMapping) -> OwnRound:
    plain = {name: row[name] for name in OwnRound.__dataclass_fields__}
    for name, purpose in (("word", _WORD), ("words", _WORDS)):
        if plain[name] is not None:
            plain[name] = tx.vault.open_words(plain[name], purpose)
    return OwnRound(**plain)
