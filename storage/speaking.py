"""Speaking queues: who would like to speak, and who speaks.

Belongs here: statements on `speakers`. May not enter: whose turn it is (domain). Times are UTC
seconds; names rest sealed, and go when the gathering is over.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, select, update

from domain.speaking import Waiting
from storage.engine import Transaction
from storage.gatherings import OPEN
from storage.looks import When
from storage.schema import gatherings, speakers

_NAME = "speakers.name"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody in the queue. `until`: they speak until then; `asked_at`: since when they wait."""

    member_id: int
    name: str
    turns: int
    asked_at: int | None
    until: int | None


async def queue(tx: Transaction, gathering_id: int) -> list[Speaker]:
    """Everybody who has asked to speak."""
    query = select(speakers).where(speakers.c.gathering_id == gathering_id)
    return [
        Speaker(
            row.member_id, tx.vault.open_words(row.name, _NAME), row.turns, row.asked_at, row.until
        )
        for row in await tx.execute(query)
    ]


async def waiting(tx: Transaction, gathering_id: int) -> list[Waiting]:
    """Those of them who wait."""
    return [
        Waiting(each.member_id, each.turns, each.asked_at)
        for each in await queue(tx, gathering_id)
        if each.asked_at is not None
    ]


async def ask(tx: Transaction, gathering_id: int, member_id: int, name: str, now: int) -> None:
    """Wait for a turn, from now on."""
    sealed = tx.vault.seal_words(name, _NAME)
    values = {"gathering_id": gathering_id, "member_id": member_id, "name": sealed}
    row = tx.insert(speakers).values(asked_at=now, **values)
    keys = ["gathering_id", "member_id"]
    changed = {"name": sealed, "asked_at": now}
    await tx.execute(row.on_conflict_do_update(index_elements=keys, set_=changed))


async def step_out(tx: Transaction, gathering_id: int, member_id: int) -> None:
    """Wait no longer."""
    row = update(speakers).where(*_speaker(gathering_id, member_id))
    await tx.execute(row.values(asked_at=None))


async def fall_silent(tx: Transaction, gathering_id: int) -> None:
    """Nobody speaks."""
    row = update(speakers).where(speakers.c.gathering_id == gathering_id)
    await tx.execute(row.values(until=None))


async def give_turn(tx: Transaction, gathering_id: int, member_id: int, until: int) -> None:
    """It is theirs, until then."""
    row = update(speakers).where(*_speaker(gathering_id, member_id))
    await tx.execute(row.values(until=until, asked_at=None, turns=speakers.c.turns + 1))


async def to_move_on(tx: Transaction, now: int) -> list[int]:
    """Gatherings in which a turn is over, or somebody waits while nobody speaks; nobody else moves
    them on before this transaction ends.

    They are looked for again once they are locked: somebody may have given their turn on meanwhile,
    and whoever came next would be passed over.
    """
    query = to_move_on_at(now).with_for_update(skip_locked=True)
    locked = list((await tx.execute(query)).scalars())
    again = to_move_on_at(now).where(gatherings.c.id.in_(locked))
    return list((await tx.execute(again)).scalars()) if locked else []


def to_move_on_at(now: When) -> Select[Any]:
    """What `to_move_on` looks for."""
    here = speakers.c.gathering_id == gatherings.c.id
    over = exists().where(here, speakers.c.until <= now)
    speaks = exists().where(here, speakers.c.until.is_not(None))
    waits = exists().where(here, speakers.c.asked_at.is_not(None))
    return select(gatherings.c.id).where(gatherings.c.state == OPEN, over | (waits & ~speaks))


def _speaker(gathering_id: int, member_id: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return speakers.c.gathering_id == gathering_id, speakers.c.member_id == member_id
