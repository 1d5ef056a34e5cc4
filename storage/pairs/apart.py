"""Who is kept apart (P9): silent, both ways, until undone by whoever wanted it.

Belongs here: statements on `pair_apart`. May not enter: telling anybody. Two people are stored in
one order, as one keyed hash of both; so nobody can read from the table whom it is about, and it
holds for people whom Kith has never met or has forgotten.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from sqlalchemy import delete, select, update

from domain.rounds import Two, two
from storage.engine import Transaction
from storage.schema import pair_apart


@dataclass(frozen=True, slots=True)
class Tie:
    """Two people, from the side of one of them. `is_lower`: theirs is the lower Telegram id.

    `older`: their marks under older keys.
    """

    mark: bytes
    is_lower: bool
    older: tuple[bytes, ...] = ()

    @property
    def marks(self) -> tuple[bytes, ...]:
        """Their marks under every key."""
        return (self.mark, *self.older)


def tie(tx: Transaction, own_id: int, other_id: int) -> Tie:
    """The tie between two people, by their Telegram ids, from the side of the first."""
    mark, *older = tx.vault.marks_apart(own_id, other_id)
    return Tie(mark, own_id < other_id, tuple(older))


async def keep(tx: Transaction, wanted: Tie) -> None:
    """Keep the two apart, because this one wants it."""
    own = {"by_lower": True} if wanted.is_lower else {"by_higher": True}
    both = {"by_lower": False, "by_higher": False} | own
    row = tx.insert(pair_apart).values(mark=wanted.mark, **both)
    await tx.execute(row.on_conflict_do_update(index_elements=["mark"], set_=own))


async def undo(tx: Transaction, wanted: Tie) -> None:
    """This one does not want it any more; what the other wants stays."""
    row = update(pair_apart).where(pair_apart.c.mark.in_(wanted.marks))
    await tx.execute(row.values({"by_lower" if wanted.is_lower else "by_higher": False}))
    both = (~pair_apart.c.by_lower, ~pair_apart.c.by_higher)
    idle = (pair_apart.c.mark.in_(wanted.marks), *both)
    await tx.execute(delete(pair_apart).where(*idle))


async def wants(tx: Transaction, own: Tie) -> bool:
    """Whether this one keeps the other away; what the other wants is not told."""
    column = pair_apart.c.by_lower if own.is_lower else pair_apart.c.by_higher
    query = select(column).where(pair_apart.c.mark.in_(own.marks))
    return any((await tx.execute(query)).scalars())


async def any_of(tx: Transaction, telegram_ids: Iterable[int]) -> bool:
    """Whether any two of these people are kept apart, whoever wants it (I6)."""
    couples = combinations(sorted(telegram_ids), 2)
    marks = {mark for two in couples for mark in tx.vault.marks_apart(*two)}
    return bool(await kept(tx, marks))


async def couples(tx: Transaction, telegram_ids: Mapping[int, int]) -> set[Two]:
    """The twos among these people who are kept apart. `telegram_ids`: by the number that the answer
    is to name them by."""
    every = set((await tx.execute(select(pair_apart.c.mark))).scalars())
    if not every:
        return set()
    named = {telegram_id: name for name, telegram_id in telegram_ids.items()}
    found = tx.vault.apart_among(named, every)
    return {two(named[one], named[other]) for one, other in found}


async def kept(tx: Transaction, marks: Collection[bytes]) -> set[bytes]:
    """Those of these marks that are kept."""
    query = select(pair_apart.c.mark).where(pair_apart.c.mark.in_(marks))
    return set((await tx.execute(query)).scalars())
