"""When a group is left in peace: its quiet hours and its break.

Belongs here: statements on `quiet_times`. May not enter: what falls into them (domain). Minutes of
the day and dates are those of the group's zone.
"""

from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import select

from storage.engine import Transaction
from storage.schema import quiet_times


@dataclass(frozen=True, slots=True)
class Quiet:
    """Quiet hours from one minute of the day until another (C13); a break from one date until the
    day before another (C18). None: there is none."""

    night_from: int | None = None
    night_until: int | None = None
    away_from: str | None = None
    away_until: str | None = None

    @property
    def hours(self) -> tuple[int, int] | None:
        """The quiet hours, as a rule takes them."""
        if self.night_from is None or self.night_until is None:
            return None
        return self.night_from, self.night_until

    @property
    def away(self) -> tuple[date, date] | None:
        """The break, as a rule takes it."""
        if self.away_from is None or self.away_until is None:
            return None
        return date.fromisoformat(self.away_from), date.fromisoformat(self.away_until)


async def quiet_of(tx: Transaction, group_id: int) -> Quiet:
    """The group's quiet times."""
    columns = [quiet_times.c[name] for name in Quiet.__dataclass_fields__]
    query = select(*columns).where(quiet_times.c.group_id == group_id)
    row = (await tx.execute(query)).mappings().one_or_none()
    return Quiet(**row) if row else Quiet()


async def keep_quiet(tx: Transaction, group_id: int, quiet: Quiet) -> None:
    """Keep the group's quiet times, instead of those before."""
    values = asdict(quiet)
    row = tx.insert(quiet_times).values(group_id=group_id, **values)
    await tx.execute(row.on_conflict_do_update(index_elements=["group_id"], set_=values))
