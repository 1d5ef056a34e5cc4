"""The outbox: posts that others rely on, written in the transaction that decides them.

Belongs here: statements on `outbox`. May not enter: texts, sending, what a state leads to
(domain/delivery). A row names its object; times are UTC seconds.

A row goes to the chat of its group, or it is a letter: to its person, or, when Kith keeps nothing
else of them, to an address that is sealed in the row and erased with it (a receipt).
"""

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    bindparam,
    case,
    delete,
    insert,
    or_,
    select,
    update,
)

from domain.delivery import Fate, Lane, State
from storage.engine import Rows, Transaction
from storage.remembered import remembered
from storage.schema import groups, outbox, people

_SEALED_TO = "outbox.sealed_to"
# Not IN: its list cannot stand in a statement that runs for many.
_IN_DOUBT = or_(outbox.c.state == "claimed", outbox.c.state == "unknown")

Place = tuple[int, int]
"""Where a message stands: its chat, and its number there."""


@dataclass(frozen=True, slots=True)
class Post:
    """A post of the `kind` about one object, to be sent from `due_at` on, until `not_after`.

    `doubts`: how often it was sent with unknown fate.
    """

    id: int
    kind: str
    object_id: int
    state: State
    due_at: int
    not_after: int
    doubts: int
    message_id: int | None
    person_id: int | None = None
    sealed_to: bytes | None = None
    group_id: int | None = None

    @property
    def is_letter(self) -> bool:
        """Whether it goes to one person and not to a group."""
        return self.person_id is not None or self.sealed_to is not None


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom a letter goes to: their private chat, and our number for them, while Kith has one.

    `language`: the one that a receipt is to be in; of people Kith knows, it is asked elsewhere.
    """

    chat_id: int
    person_id: int | None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A post that is asked for.

    `group_id`: the group it goes to, and is erased with. `person_id`: it is a letter to that
    person, one about this object, and is erased with them too; the group is then only what it is
    about. `sealed_to`: made by `seal`, for a letter to somebody Kith does not know any more.
    """

    kind: str
    object_id: int
    group_id: int | None
    lane: Lane
    due_at: int
    not_after: int
    person_id: int | None = None
    sealed_to: bytes | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A post that could go now, and the chat it goes to."""

    id: int
    chat_id: int


POST = [outbox.c[name] for name in Post.__dataclass_fields__]


def seal(tx: Transaction, telegram_id: int, language: str | None = None) -> bytes:
    """The address of a receipt, and the language to write it in, which goes with it."""
    return tx.vault.seal_words(f"{telegram_id} {language or ''}".strip(), _SEALED_TO)


def _unsealed(tx: Transaction, to: bytes) -> tuple[int, str | None]:
    telegram_id, _, language = tx.vault.open_words(to, _SEALED_TO).partition(" ")
    return int(telegram_id), language or None


async def ask(tx: Transaction, wanted: Wanted) -> None:
    """Ask for a post; one that was asked for already stays as it is."""
    row = tx.insert(outbox).values(state="due", **_values(wanted))
    columns, where = _one_of_each(wanted)
    await tx.execute(row.on_conflict_do_nothing(index_elements=columns, index_where=where))


async def renew(tx: Transaction, wanted: Wanted) -> None:
    """Ask for a post again, for posts of which the latest wins; several askings become one.

    One that waits already does not wait longer for being asked for again.
    """
    values = {"state": "due", "doubts": 0, **_values(wanted)}
    row = tx.insert(outbox).values(values)
    columns, where = _one_of_each(wanted)
    waits = (outbox.c.state == "due") & (outbox.c.due_at < row.excluded.due_at)
    sooner = case((waits, outbox.c.due_at), else_=row.excluded.due_at)
    changed = values | {"due_at": sooner}
    await tx.execute(
        row.on_conflict_do_update(index_elements=columns, index_where=where, set_=changed)
    )


async def withdraw(tx: Transaction, kind: str, object_id: int, person_id: int) -> None:
    """Ask no longer for a letter that waits."""
    row = delete(outbox).where(*_about(kind, object_id, person_id))
    await tx.execute(row.where(outbox.c.state == "due"))


async def ask_removal(tx: Transaction, chat_id: int, message_id: int, now: int) -> None:
    """Ask for a message of Kith's to be taken away, while Telegram still lets it."""
    one, end = secrets.randbits(62), now + 2 * 86_400
    away = Wanted("removal", one, None, Lane.EDITS, now, end, sealed_to=seal(tx, chat_id))
    await tx.execute(insert(outbox).values(state="due", message_id=message_id, **_values(away)))


async def waiting(
    tx: Transaction, now: int, limit: int, busy: Collection[int] = ()
) -> list[Waiting]:
    """Posts that could go now, by lane and then by time, except those to busy chats."""
    columns = (outbox.c.id, outbox.c.sealed_to, groups.c.chat_id, people.c.sealed_id)
    query = select(*columns).outerjoin(groups, outbox.c.group_id == groups.c.id)
    query = query.outerjoin(people, outbox.c.person_id == people.c.id)
    query = query.where(outbox.c.state == "due", outbox.c.due_at <= now)
    query = query.where(outbox.c.not_after >= now, *_free(tx, busy))
    query = query.order_by(outbox.c.lane, outbox.c.due_at, outbox.c.id).limit(limit)
    rows = [
        Waiting(row.id, _chat(tx, row.sealed_to, row.sealed_id, row.chat_id))
        for row in await tx.execute(query)
    ]
    # What a receipt's row holds can only be opened, not looked up.
    return [row for row in rows if row.chat_id not in busy]


def _free(tx: Transaction, busy: Collection[int]) -> list[ColumnElement[bool]]:
    """That a row goes to none of these chats."""
    crowds = [chat for chat in busy if chat < 0]
    persons = [tx.vault.lookup(chat) for chat in busy if chat > 0]
    letter = or_(outbox.c.person_id.is_not(None), outbox.c.sealed_to.is_not(None))
    return [
        or_(letter, groups.c.chat_id.not_in(crowds)),
        or_(outbox.c.person_id.is_(None), people.c.lookup.not_in(persons)),
        or_(letter, outbox.c.group_id.is_not(None)),
    ]


def _chat(tx: Transaction, to: bytes | None, person: bytes | None, group: int | None) -> int:
    if to is not None:
        return _unsealed(tx, to)[0]
    if person is not None:
        return tx.vault.open_id(person)
    assert group is not None  # a row that goes nowhere does not wait
    return group


async def addressee(tx: Transaction, post: Post) -> Addressee | None:
    """Whom a letter goes to, or None when Kith may not write to them."""
    if post.sealed_to is not None:
        chat_id, language = _unsealed(tx, post.sealed_to)
        return Addressee(chat_id, None, language)
    query = select(people.c.sealed_id).where(people.c.id == post.person_id, people.c.reachable)
    sealed_id = (await tx.execute(query)).scalar_one_or_none()
    return None if sealed_id is None else Addressee(tx.vault.open_id(sealed_id), post.person_id)


async def claim(tx: Transaction, post_id: int, now: int) -> Post | None:
    """Take a post, unless somebody else has or is about to, or its reason has changed meanwhile.

    Commit before sending: a claim that survives a crash is what tells "maybe sent" from "not".
    """
    free = select(outbox.c.id).where(outbox.c.id == post_id, outbox.c.state == "due")
    free = free.where(outbox.c.due_at <= now).with_for_update(skip_locked=True)
    row = update(outbox).where(outbox.c.id.in_(free)).values(state="claimed", claimed_at=now)
    return next(iter(posts(await tx.execute(row.returning(*POST)))), None)


async def settle(tx: Transaction, post_id: int, fate: Fate, chat_id: int | None = None) -> bool:
    """Note what became of a claimed post, sent to that chat; one that was renewed or proven
    meanwhile stays so: False."""
    row = update(outbox).where(outbox.c.id == post_id, outbox.c.state == "claimed")
    row = row.values(state=fate.state, doubts=outbox.c.doubts + int(fate.doubted))
    if fate.message_id is not None:
        row = row.values(message_id=_number(chat_id, fate.message_id))
    if fate.due_at is not None:
        row = row.values(due_at=fate.due_at)
    return bool((await tx.execute(row)).rowcount)


def _number(
    chat_id: int | BindParameter[Any] | None, message_id: int | BindParameter[int]
) -> ColumnElement[int | None]:
    """The number of a group's message, as long as the group is in that chat: once it has moved,
    that number is another message there (A5). A letter has its number in any case."""
    here = select(groups.c.id).where(groups.c.id == outbox.c.group_id, groups.c.chat_id == chat_id)
    stays = or_(outbox.c.person_id.is_not(None), outbox.c.sealed_to.is_not(None), here.exists())
    return case((stays, message_id))


@remembered(outbox)  # most taps are on a post that is proven; one look a batch is enough
async def prove(
    tx: Transaction, kind: str, object_id: int, place: Place, person_id: int | None = None
) -> None:
    """A tap on it, at that place, proves that the post of that kind arrived, or the letter to that
    person."""
    row = update(outbox).where(*_about(kind, object_id, person_id), _IN_DOUBT)
    await tx.execute(row.values(state="sent", message_id=_number(*place)))


async def prove_all(tx: Transaction, kind: str, places: Mapping[int, Place]) -> None:
    """The same for posts to groups: where the messages stand that were tapped, by object."""
    row = update(outbox).where(*_about(kind, bindparam("of"), None), _IN_DOUBT)
    number = _number(bindparam("chat"), bindparam("message", type_=BigInteger))
    row = row.values(state="sent", message_id=number)
    tapped = [(each, *places[each]) for each in sorted(places)]
    keys = ("of", "chat", "message")
    await tx.execute(row, [dict(zip(keys, each, strict=True)) for each in tapped])


async def by_object(
    tx: Transaction, kind: str, object_id: int, person_id: int | None = None
) -> Post | None:
    """The post of that kind about an object, or the letter about it to that person."""
    query = select(*POST).where(*_about(kind, object_id, person_id))
    return next(iter(posts(await tx.execute(query))), None)


def _about(kind: str, of: Any, person_id: int | None) -> list[ColumnElement[bool]]:
    about = [outbox.c.kind == kind, outbox.c.object_id == of]
    to = outbox.c.person_id.is_(None) if person_id is None else outbox.c.person_id == person_id
    return [*about, to]


def _one_of_each(wanted: Wanted) -> tuple[list[str], ColumnElement[bool]]:
    """The columns that are unique for such a row, and among which rows they are."""
    if wanted.person_id is None:
        return ["kind", "object_id"], outbox.c.person_id.is_(None)
    return ["kind", "object_id", "person_id"], outbox.c.person_id.is_not(None)


def _values(wanted: Wanted) -> dict[str, object]:
    return {name: getattr(wanted, name) for name in Wanted.__dataclass_fields__}


def posts(rows: Rows) -> list[Post]:
    """The rows of a query for `POST`."""
    return [Post(**row) for row in rows.mappings()]
