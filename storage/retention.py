"""Upkeep: what is kept no longer than the table of the domain says (D5).

Belongs here: for each kind that ends by time, the column it ends by. May not enter: how long
(domain/retention). Times are UTC seconds.
"""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Table, delete, true

from domain.proposals import STANDING
from domain.retention import span_of
from storage import people
from storage.engine import Transaction
from storage.schema import (
    buttons,
    changes,
    checkins,
    entries,
    erased,
    evidence_rounds,
    fields,
    members,
    outbox,
    own_rounds,
    proposals,
    spoken,
    updates,
    wrong_numbers,
)


@dataclass(frozen=True, slots=True)
class End:
    """A row of `table` goes when `since` is as long ago as the kind is kept, if `done` too."""

    kind: str
    table: Table
    since: ColumnElement[int]
    done: ColumnElement[bool]


ENDS = (
    End("membership", members, members.c.seen_at, true()),
    End("doors", fields, fields.c.expires_at, true()),
    End("doors", buttons, buttons.c.expires_at, true()),
    End("own_checkins", own_rounds, own_rounds.c.until, true()),
    End("messages", spoken, spoken.c.sent_at, true()),
    End("erased", erased, erased.c.erased_at, erased.c.noted),
    End("entries", entries, entries.c.asked_at, true()),
    End("changes", changes, changes.c.at, true()),
    End("proposals", proposals, proposals.c.made_at, proposals.c.state.not_in(STANDING)),
    End("checkins", checkins, checkins.c.closes_at, checkins.c.closed),
    End("looking_back", evidence_rounds, evidence_rounds.c.closes_at, true()),
    End("posts", outbox, outbox.c.not_after, outbox.c.state.not_in(["due", "claimed"])),
    End("wrong_numbers", wrong_numbers, wrong_numbers.c.told_at, true()),
    End("updates", updates, updates.c.seen_at, true()),
)
"""Groups and invites end in handlers/groups, answers with the close of their check-in, cards and
farewells at their own time."""


async def enforce(tx: Transaction, now: int) -> None:
    """Erase what is older than it may be, and people of whom nothing else is left."""
    for end in ENDS:
        over = end.since <= now - span_of(end.kind)
        await tx.execute(delete(end.table).where(over, end.done))
    await people.forget_strangers(tx)
