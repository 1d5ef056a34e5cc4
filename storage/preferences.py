"""Preferences: what somebody chose on /me.

Belongs here: statements on `preferences`. May not enter: what follows from a choice (domain).
"""

from collections.abc import Collection

from sqlalchemy import select, update

from domain.preferences import Preferences
from storage.engine import Transaction
from storage.schema import preferences

_COLUMNS = [preferences.c[name] for name in Preferences.__dataclass_fields__]


async def get(tx: Transaction, person_id: int) -> Preferences:
    """What the person chose; nothing, where nothing is kept."""
    query = select(*_COLUMNS).where(preferences.c.person_id == person_id)
    row = (await tx.execute(query)).mappings().one_or_none()
    return Preferences(**row) if row else Preferences()


async def several(tx: Transaction, person_ids: Collection[int]) -> dict[int, Preferences]:
    """What each of these people chose, by our id of them."""
    query = select(preferences.c.person_id, *_COLUMNS)
    query = query.where(preferences.c.person_id.in_(set(person_ids)))
    found = dict.fromkeys(person_ids, Preferences())
    for row in (await tx.execute(query)).mappings():
        values = {name: row[name] for name in Preferences.__dataclass_fields__}
        found[row["person_id"]] = Preferences(**values)
    return found


async def choose(tx: Transaction, person_id: int, **chosen: object) -> None:
    """Keep some choices, by the names of `Preferences`."""
    row = tx.insert(preferences).values(person_id=person_id, **chosen)
    await tx.execute(row.on_conflict_do_update(index_elements=["person_id"], set_=chosen))


async def forget(tx: Transaction, person_id: int) -> None:
    """Erase all choices of the person, but not that they agreed."""
    nothing = dict.fromkeys(Preferences.__dataclass_fields__, None) | {"away": False}
    del nothing["agreed_at"]
    row = update(preferences).where(preferences.c.person_id == person_id)
    await tx.execute(row.values(nothing))
