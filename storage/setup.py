"""Set-up: what a steward has chosen so far.

Belongs here: statements on `setups`. May not enter: what may be chosen. Times are UTC seconds.
"""

from dataclasses import asdict

from sqlalchemy import delete, select

from domain.setup import Draft
from storage.engine import Transaction
from storage.schema import setups
from storage.weekdays import mask, weekdays

_CHOICES = [setups.c[name] for name in Draft.__dataclass_fields__]


async def draft(tx: Transaction, group_id: int, person_id: int) -> Draft:
    """What the person has chosen for the group; nothing yet is an empty draft."""
    mine = (setups.c.group_id == group_id, setups.c.person_id == person_id)
    row = (await tx.execute(select(*_CHOICES).where(*mine))).mappings().one_or_none()
    return Draft(**{**row, "weekdays": weekdays(row["weekdays"])}) if row else Draft()


async def keep(tx: Transaction, group_id: int, person_id: int, chosen: Draft, now: int) -> None:
    """Keep what the person has chosen for the group by `now`."""
    values = {**asdict(chosen), "weekdays": mask(chosen.weekdays), "changed_at": now}
    row = tx.insert(setups).values(group_id=group_id, person_id=person_id, **values)
    row = row.on_conflict_do_update(index_elements=["group_id", "person_id"], set_=values)
    await tx.execute(row)


async def forget(tx: Transaction, group_id: int) -> None:
    """Erase all drafts for the group: one of them has become a proposal."""
    await tx.execute(delete(setups).where(setups.c.group_id == group_id))


async def drop(tx: Transaction, group_id: int, person_id: int) -> None:
    """Erase the person's draft for the group."""
    mine = (setups.c.group_id == group_id, setups.c.person_id == person_id)
    await tx.execute(delete(setups).where(*mine))


async def forget_before(tx: Transaction, changed_before: int) -> None:
    """Erase the drafts that nobody changed since that time."""
    await tx.execute(delete(setups).where(setups.c.changed_at < changed_before))
