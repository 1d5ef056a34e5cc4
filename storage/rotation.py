"""A new key: everything that is sealed is opened with the old one and sealed with the new.

Belongs here: which columns are sealed and how, and doing it, all of it or nothing. May not enter:
key files (storage/vault). A test holds the list against the schema's sealed columns.

What is only a keyed hash of something that is kept nowhere (a code, somebody erased) cannot be made
anew: it is looked for under the older keys too, as long as the key file holds them.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Column, bindparam, func, select, update

from storage.engine import Database, Transaction
from storage.schema import (
    agreements,
    answers,
    changes,
    comings,
    drafts,
    evidence,
    evidence_rounds,
    evidence_tallies,
    gatherings,
    groups,
    keys,
    local_lines,
    outbox,
    own_countries,
    own_rounds,
    pair_concerns,
    pair_offers,
    pair_seats,
    pair_settings,
    people,
    prompts,
    proposals,
    roles,
    round_joins,
    schedules,
    speakers,
    toolbox,
    welcomes,
)
from storage.vault import Vault

AT_ONCE = 500
"""Rows that are sealed together."""


@dataclass(frozen=True, slots=True)
class Words:
    """A column of sealed words; the purpose is its name."""

    column: Column[bytes]

    @property
    def purpose(self) -> str:
        """What the words are sealed for."""
        return f"{self.column.table.name}.{self.column.name}"


WORDS = (
    Words(agreements.c.words),
    Words(answers.c.name),
    Words(changes.c.before),
    Words(changes.c.after),
    Words(drafts.c.before),
    Words(drafts.c.after),
    Words(groups.c.phrases),
    Words(evidence.c.lines),
    Words(evidence.c.report),
    Words(evidence_rounds.c.lines),
    Words(evidence_tallies.c.tally),
    Words(proposals.c.before),
    Words(proposals.c.after),
    Words(comings.c.name),
    Words(speakers.c.name),
    Words(gatherings.c.name),
    Words(gatherings.c.place),
    Words(local_lines.c.words),
    Words(outbox.c.sealed_to),
    Words(own_countries.c.country),
    Words(own_rounds.c.word),
    Words(own_rounds.c.words),
    Words(prompts.c.words),
    Words(pair_concerns.c.name),
    Words(pair_concerns.c.words),
    Words(pair_offers.c.name),
    Words(pair_seats.c.name),
    Words(pair_settings.c.outside),
    Words(pair_settings.c.introduction),
    Words(roles.c.name),
    Words(round_joins.c.name),
    Words(schedules.c.words),
    Words(toolbox.c.words),
    Words(welcomes.c.words),
)
HASHES_ONLY = (
    "erased.lookup",
    "evidence_marks.mark",
    "invites.code_hash",
    "keys.fingerprint",
    "pair_apart.mark",
    "pair_ties.mark",
)
"""Keyed hashes of what is kept nowhere."""

Progress = Callable[[int, int], None]


async def rotate(database: Database, new: Vault, say: Progress = lambda _, __: None) -> None:
    """Seal everything with the new key. `say`: told how much of how much is done."""
    async with database.transaction() as tx:
        total, done = await _count(tx), 0
        done = await _people(tx, new, lambda so_far: say(so_far, total))
        for words in WORDS:
            done = await _words(tx, new, words, done)
            say(done, total)
        await tx.execute(update(keys).values(fingerprint=new.fingerprint))


async def _count(tx: Transaction) -> int:
    counts = [
        select(func.count()).select_from(people),
        *(
            select(func.count()).select_from(words.column.table).where(words.column.is_not(None))
            for words in WORDS
        ),
    ]
    return sum([(await tx.execute(count)).scalar_one() for count in counts])


async def _people(tx: Transaction, new: Vault, say: Callable[[int], None]) -> int:
    rows = list(await tx.execute(select(people.c.id, people.c.sealed_id)))
    change = update(people).where(people.c.id == bindparam("row_id"))
    change = change.values(lookup=bindparam("hashed"), sealed_id=bindparam("sealed"))
    for start in range(0, len(rows), AT_ONCE):
        some = []
        for row in rows[start : start + AT_ONCE]:
            telegram_id = tx.vault.open_id(row.sealed_id)
            lookup, sealed = new.lookup(telegram_id), new.seal_id(telegram_id)
            some.append({"row_id": row.id, "hashed": lookup, "sealed": sealed})
        await tx.execute(change, some)
        say(min(start + AT_ONCE, len(rows)))
    return len(rows)


async def _words(tx: Transaction, new: Vault, words: Words, done: int) -> int:
    table, column = words.column.table, words.column
    keys_of = list(table.primary_key)
    rows = list(await tx.execute(select(column, *keys_of).where(column.is_not(None))))
    change = update(table).values({column: bindparam("sealed")})
    change = change.where(*(key == bindparam(f"key_{key.name}") for key in keys_of))
    for start in range(0, len(rows), AT_ONCE):
        some = []
        for sealed, *values in rows[start : start + AT_ONCE]:
            anew = new.seal_words(tx.vault.open_words(sealed, words.purpose), words.purpose)
            named = zip(keys_of, values, strict=True)
            some.append({"sealed": anew} | {f"key_{key.name}": value for key, value in named})
        await tx.execute(change, some)
    return done + len(rows)
