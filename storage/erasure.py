"""Erasing a person: one table says for each table what becomes of their rows (D4).

Belongs here: that table, and the statements made from it. May not enter: what is said about it, or
files. A test holds the table against the schema: a new table must say what it does, and whatever
refers to a person or a member goes with them. Times are UTC seconds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, Table, delete, insert, or_, select, update

from domain.delivery import Lane
from domain.retention import MESSAGES
from storage import outbox as posts
from storage.engine import Transaction
from storage.looks import When
from storage.outbox import Wanted
from storage.people import Person
from storage.schema import (
    agreement_yes,
    answers,
    buttons,
    cards,
    changes,
    comings,
    drafts,
    entries,
    erased,
    farewells,
    fields,
    gatherings,
    holds,
    members,
    metadata,
    outbox,
    own_checkins,
    own_countries,
    own_rounds,
    pair_concerns,
    pair_likes,
    pair_met,
    pair_offers,
    pair_reports,
    pair_requests,
    pair_seats,
    pair_standing,
    pair_ties,
    parting_voices,
    people,
    preferences,
    prompt_voices,
    proposal_answers,
    proposals,
    role_turns,
    role_willing,
    round_joins,
    setups,
    speakers,
    spoken,
    toolbox,
    trial_voices,
    trials,
    turn_seats,
)

Number = Column[int]


@dataclass(frozen=True, slots=True)
class Goes:
    """The rows go in which one of these columns is the person, or a member that the person is.

    `own`: the columns by which a row is theirs to have a copy of, where those are not all: what
    others said of somebody is not. `untold`: columns that a copy leaves out, since they would tell
    what somebody else has answered.
    """

    columns: tuple[Number, ...]
    own: tuple[Number, ...] | None = None
    untold: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Loses:
    """The rows stay, and no longer say in these columns which person or member it was."""

    columns: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class Stays:
    """Nothing in the table is of a person, for this reason."""

    why: str


GROUP = "of a group, none of a person"
OF_GROUPS = (
    "agreements", "checkins", "evidence", "evidence_rounds", "group_aliases", "groups",
    "welcomes", "local_lines", "pair_settings", "prompt_orders", "quiet_times", "roles",
    "round_plans", "rounds", "schedules", "steering",
)  # fmt: skip

ERASURE: dict[str, Goes | Loses | Stays] = {
    "answers": Goes((answers.c.member_id,)),
    "buttons": Goes((buttons.c.person_id,)),
    "cards": Goes((cards.c.person_id,)),
    "parting_voices": Goes(
        (parting_voices.c.member_id, parting_voices.c.about_id), own=(parting_voices.c.member_id,)
    ),
    "comings": Goes((comings.c.member_id,)),
    "speakers": Goes((speakers.c.member_id,)),
    "farewells": Goes((farewells.c.person_id,)),
    "fields": Goes((fields.c.person_id,)),
    "outbox": Goes((outbox.c.person_id,)),
    "own_checkins": Goes((own_checkins.c.person_id,)),
    "own_countries": Goes((own_countries.c.person_id,)),
    "own_rounds": Goes((own_rounds.c.person_id,)),
    "preferences": Goes((preferences.c.person_id,)),
    "prompt_voices": Goes((prompt_voices.c.member_id,)),
    "setups": Goes((setups.c.person_id,)),
    "spoken": Goes((spoken.c.person_id,)),
    "toolbox": Goes((toolbox.c.person_id,)),
    "trial_voices": Goes((trial_voices.c.member_id,)),
    "trials": Loses((trials.c.member_id,)),
    "gatherings": Loses((gatherings.c.member_id,)),
    "holds": Loses((holds.c.member_id,)),
    "changes": Loses((changes.c.member_id,)),
    "role_willing": Goes((role_willing.c.member_id,)),
    "role_turns": Loses((role_turns.c.member_id,)),
    "agreement_yes": Goes((agreement_yes.c.member_id,)),
    "drafts": Goes((drafts.c.member_id,)),
    "proposal_answers": Goes((proposal_answers.c.member_id,)),
    "proposals": Loses((proposals.c.member_id,)),
    "pair_concerns": Goes(
        (pair_concerns.c.by_id, pair_concerns.c.to_id, pair_concerns.c.about_id),
        own=(pair_concerns.c.by_id,),
    ),
    "entries": Goes((entries.c.person_id,)),
    "pair_likes": Goes((pair_likes.c.person_id,)),
    "pair_met": Goes((pair_met.c.lower_id, pair_met.c.higher_id)),
    "pair_offers": Goes((pair_offers.c.member_id,), untold=("state",)),
    "pair_reports": Goes(
        (pair_reports.c.by_id, pair_reports.c.about_id), own=(pair_reports.c.by_id,)
    ),
    "pair_requests": Loses((pair_requests.c.member_id,)),
    "pair_standing": Goes((pair_standing.c.member_id,)),
    "pair_ties": Goes((pair_ties.c.member_id,)),
    "round_joins": Goes((round_joins.c.member_id,), untold=("state", "asks_id", "tried_at")),
    "turn_seats": Goes((turn_seats.c.member_id,)),
    "pair_seats": Goes((pair_seats.c.member_id,)),
    "members": Goes((members.c.person_id,)),
    "people": Goes((people.c.id,)),
    **dict.fromkeys(OF_GROUPS, Stays(GROUP)),
    "erased": Stays("a keyed hash, so that no backup brings the person back"),
    "evidence_tallies": Stays("numbers of a group, in which nobody's answer can be found"),
    "evidence_marks": Stays("keyed hashes that tell of nobody, erased when the window closes"),
    "invites": Stays("of the host"),
    "keys": Stays("of the key file"),
    "pace": Stays("keyed hashes of chats, each for a minute after Kith has written there"),
    "pair_apart": Stays("a keyed hash of two people at once, which keeps the other one safe"),
    "pairs": Stays("of two or three; who they are is in their seats"),
    "prompts": Stays("a group's questions, without who proposed them"),
    "turns": Stays("of two or three; who they are is in their seats"),
    "updates": Stays("numbers that Telegram counts for all chats together"),
    "wrong_numbers": Stays("of a line, without who told it"),
}
"""By table; those that go, in the order in which they go."""


async def erase(tx: Transaction, person: Person, now: int, language: str | None = None) -> None:
    """Erase everything of a person, and remember only the hash that keeps it so.

    Kith's messages to them of the last 48 hours are asked to be taken away, and a receipt is asked
    for, in that language; it waits until `finish`, or says after `LONGEST` that traces are left.
    """
    await _ask_to_unsay(tx, person, now)
    lookups = tx.vault.lookups(person.telegram_id)
    new = [{"lookup": lookup, "erased_at": now} for lookup in lookups]
    await tx.execute(insert(erased), new)
    await erase_rows(tx, [person.id])
    to = posts.seal(tx, person.telegram_id, language)
    at, end = now + LONGEST, now + RECEIPT_LIFE
    wanted = Wanted("erased", person.id, None, Lane.PRIVATE, at, end, sealed_to=to)
    await posts.renew(tx, wanted)


LONGEST = 60
"""Seconds after which the receipt is sent in any case (D4)."""
RECEIPT_LIFE = 86_400
"""Seconds for which a receipt is tried."""


async def erase_rows(tx: Transaction, person_ids: Sequence[int]) -> None:
    """Erase what the table says that goes."""
    for name, lot in ERASURE.items():
        if isinstance(lot, Goes):
            table = metadata.tables[name]
            await tx.execute(delete(table).where(of_persons(lot, person_ids)))
        elif isinstance(lot, Loses):
            await _lose(tx, metadata.tables[name], lot, person_ids)


async def _lose(tx: Transaction, table: Table, lot: Loses, person_ids: Sequence[int]) -> None:
    for column in lot.columns:
        row = update(table).where(_is_theirs(column, person_ids))
        await tx.execute(row.values({column: None}))


def of_persons(lot: Goes | Loses, person_ids: Sequence[int]) -> ColumnElement[bool]:
    """The rows of these people."""
    return or_(*(_is_theirs(column, person_ids) for column in lot.columns))


def _is_theirs(column: Number, person_ids: Sequence[int]) -> ColumnElement[bool]:
    theirs = select(members.c.id).where(members.c.person_id.in_(person_ids))
    return column.in_(theirs if _refers_to_member(column) else person_ids)


def _refers_to_member(column: Number) -> bool:
    return any(key.column.table is members for key in column.foreign_keys)


async def _ask_to_unsay(tx: Transaction, person: Person, now: int) -> None:
    since = now - MESSAGES
    direct = select(spoken.c.message_id).where(spoken.c.person_id == person.id)
    letters = select(outbox.c.message_id).where(outbox.c.person_id == person.id)
    numbers = set((await tx.execute(direct.where(spoken.c.sent_at > since))).scalars())
    numbers |= set((await tx.execute(letters.where(outbox.c.claimed_at > since))).scalars())
    for number in numbers - {None}:
        await posts.ask_removal(tx, person.telegram_id, number, now)


# After the commit: the hash beside the backups, no trace in a file, and the receipt


NOTED = (erased.name,)
"""The tables that say what is unfinished."""


async def unfinished(tx: Transaction) -> list[tuple[int, bytes, int]]:
    """Erasures that have not been finished: id, keyed hash, when."""
    query = select(erased.c.id, erased.c.lookup, erased.c.erased_at).where(~erased.c.noted)
    return [(row[0], row[1], row[2]) for row in await tx.execute(query.order_by(erased.c.id))]


async def finish(tx: Transaction, erased_ids: Sequence[int], now: int) -> None:
    """Note that these leave no trace in any file, and let the receipts go."""
    await tx.execute(update(erased).where(erased.c.id.in_(erased_ids)).values(noted=True))
    if not await unfinished(tx):
        waiting = (outbox.c.kind == "erased", outbox.c.state == "due")
        await tx.execute(update(outbox).where(*waiting).values(due_at=now))


async def is_finished(tx: Transaction) -> bool:
    """Whether no erasure is unfinished."""
    return not await unfinished(tx)


async def erase_again(tx: Transaction, noted: Sequence[tuple[bytes, int]], since: int) -> int:
    """In what a backup of that time brought back, erase those erased since; answers how many."""
    late = [lookup for lookup, at in noted if at >= since]
    query = select(people.c.id).where(people.c.lookup.in_(late))
    found = list((await tx.execute(query)).scalars())
    await erase_rows(tx, found)
    return len(found)


# A day to think


async def think(tx: Transaction, person_id: int, due_at: int) -> None:
    """Erase the person then, unless they change their mind."""
    row = tx.insert(farewells).values(person_id=person_id, due_at=due_at)
    await tx.execute(row.on_conflict_do_nothing(index_elements=["person_id"]))


async def farewell(tx: Transaction, person_id: int) -> int | None:
    """When the person is to be erased, if they asked for it."""
    query = select(farewells.c.due_at).where(farewells.c.person_id == person_id)
    return (await tx.execute(query)).scalar_one_or_none()


async def stay(tx: Transaction, person_id: int) -> None:
    """The person changed their mind."""
    await tx.execute(delete(farewells).where(farewells.c.person_id == person_id))


async def farewells_due(tx: Transaction, now: int) -> list[int]:
    """The people whose day to think is over."""
    return list((await tx.execute(farewells_at(now))).scalars())


def farewells_at(now: When) -> Select[Any]:
    """What `farewells_due` looks for."""
    return select(farewells.c.person_id).where(farewells.c.due_at <= now)
