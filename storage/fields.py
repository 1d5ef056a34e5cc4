"""Fields: a person's one open place for words of their own (promise 1 of the design).

Belongs here: statements on `fields`. May not enter: what was written into one.
"""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import RowMapping, delete, select, update

from storage.engine import Transaction
from storage.schema import fields, people


@dataclass(frozen=True, slots=True)
class Field:
    """What a person's next text will become, until `expires_at` (UTC seconds).

    `group_id`: the group it is about. `used_by`: the update whose text it took.
    """

    person_id: int
    group_id: int | None
    action: str
    object_id: int | None
    choice: str | None
    expires_at: int
    used_by: int | None = None


async def open(tx: Transaction, field: Field) -> None:  # noqa: A001 - always said with the module
    """Open a field for its person, in place of one that is open."""
    values = asdict(field)
    row = tx.insert(fields).values(values)
    await tx.execute(row.on_conflict_do_update(index_elements=["person_id"], set_=values))


async def find(tx: Transaction, telegram_ids: Collection[int], now: int) -> dict[int, Field]:
    """The fields of these people at `now` (UTC seconds), used ones included, by Telegram id."""
    owners = {tx.vault.lookup(telegram_id): telegram_id for telegram_id in telegram_ids}
    query = select(people.c.lookup, fields).join(people)
    query = query.where(people.c.lookup.in_(owners), fields.c.expires_at > now)
    rows = (await tx.execute(query)).mappings()
    return {owners[row["lookup"]]: Field(**_without_lookup(row)) for row in rows}


async def use(tx: Transaction, person_id: int, update_id: int) -> None:
    """Note that an update's text has filled the field."""
    row = update(fields).where(fields.c.person_id == person_id)
    await tx.execute(row.values(used_by=update_id))


async def close(tx: Transaction, person_id: int) -> None:
    """Close a person's field, if one is open."""
    await tx.execute(delete(fields).where(fields.c.person_id == person_id))


def _without_lookup(row: RowMapping) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != "lookup"}
