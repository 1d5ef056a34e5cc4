"""Groups: the chats in which Kith is at home.

Belongs here: statements on `groups` and `group_aliases`. May not enter: settings of a feature,
rights. Times are UTC seconds.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, delete, insert, select, union, update

from storage.engine import Transaction
from storage.looks import When
from storage.phrases import spoken
from storage.remembered import remembered
from storage.schema import group_aliases, groups, members, outbox, people


@dataclass(frozen=True, slots=True)
class Group:
    """A group. Its `language` brings its own words along.

    `agreed_at` is when it said yes to Kith, None before (G14). `suspended_at` is since when Kith is
    gone from its chat, None while it is there (O13); `still_since` since when everything rests, and
    `closes_at` when it is erased, None for neither (G13). `reading`: a button below each post shows
    it in one's own language (M7).
    """

    id: int
    chat_id: int
    zone: str
    language: str
    country: str | None
    agreed_at: int | None
    suspended_at: int | None = None
    still_since: int | None = None
    closes_at: int | None = None
    reading: bool = True

    @property
    def is_open(self) -> bool:
        """Whether Kith may post there: it is at home there, and nothing rests."""
        return self.is_home and self.still_since is None

    @property
    def is_home(self) -> bool:
        """Whether the group agreed, and Kith is in it."""
        return self.agreed_at is not None and self.suspended_at is None


IS_HOME = (groups.c.agreed_at.is_not(None), groups.c.suspended_at.is_(None))
IS_OPEN = (*IS_HOME, groups.c.still_since.is_(None))
"""The same two, as conditions."""


async def add(  # noqa: PLR0913 - one for each column
    tx: Transaction,
    chat_id: int,
    zone: str,
    language: str,
    *,
    country: str | None = None,
    agreed_at: int | None = None,
) -> Group:
    """Add the group of a chat; its time zone is an IANA name, its country an ISO 3166 code."""
    values = {"chat_id": chat_id, "zone": zone, "language": language}
    values |= {"country": country, "agreed_at": agreed_at}
    added = await tx.execute(insert(groups).values(values).returning(groups))
    return _group(tx, added.mappings().one())


async def set_up(
    tx: Transaction, group_id: int, *, zone: str, country: str | None, agreed_at: int
) -> None:
    """Keep what the group chose, and when it said yes to it (G14)."""
    chosen = {"zone": zone, "country": country, "agreed_at": agreed_at}
    await tx.execute(update(groups).where(groups.c.id == group_id).values(chosen))


async def set_language(tx: Transaction, group_id: int, language: str) -> None:
    """Speak this language to the group (A12)."""
    await tx.execute(update(groups).where(groups.c.id == group_id).values(language=language))


async def set_reading(tx: Transaction, group_id: int, *, wanted: bool) -> None:
    """Let posts be read in one's own language from a button below them, or not (M7)."""
    await tx.execute(update(groups).where(groups.c.id == group_id).values(reading=wanted))


async def take_back_yes(tx: Transaction, group_id: int) -> None:
    """Note that the group has not agreed to anything any more: nothing is posted (G14)."""
    await tx.execute(update(groups).where(groups.c.id == group_id).values(agreed_at=None))


@remembered(groups, group_aliases)
async def by_chat(tx: Transaction, chat_id: int) -> Group | None:
    """The group of this chat, also by the id that the chat had before it moved (A5)."""
    moved = select(group_aliases.c.group_id).where(group_aliases.c.chat_id == chat_id)
    return await _one(tx, (groups.c.chat_id == chat_id) | groups.c.id.in_(moved))


async def foresee(tx: Transaction, chat_ids: Collection[int]) -> None:
    """Read the groups of these chats at once: `by_chat` knows them then."""
    rows = await tx.execute(select(groups).where(groups.c.chat_id.in_(chat_ids)))
    for row in rows.mappings():
        by_chat.know(tx, _group(tx, row), row["chat_id"])


@remembered(groups)
async def get(tx: Transaction, group_id: int) -> Group | None:
    """The group with this id of ours."""
    return await _one(tx, groups.c.id == group_id)


async def lock(tx: Transaction, group_id: int) -> None:
    """Let nobody else decide something about the group before this transaction ends."""
    await tx.execute(select(groups.c.id).where(groups.c.id == group_id).with_for_update())


async def of(tx: Transaction, person_id: int) -> list[Group]:
    """The groups in which the person was seen."""
    theirs = select(members.c.group_id).where(members.c.person_id == person_id)
    query = select(groups).where(groups.c.id.in_(theirs)).order_by(groups.c.id)
    return [_group(tx, row) for row in (await tx.execute(query)).mappings()]


async def chats_of(tx: Transaction, telegram_ids: Collection[int]) -> set[int]:
    """The chats of the groups in which these people were seen, where Kith is."""
    lookups = [tx.vault.lookup(telegram_id) for telegram_id in telegram_ids]
    query = select(groups.c.chat_id).join(members, members.c.group_id == groups.c.id)
    query = query.join(people, people.c.id == members.c.person_id)
    query = query.where(people.c.lookup.in_(lookups), groups.c.suspended_at.is_(None))
    return set((await tx.execute(query)).scalars())


async def moved_to(tx: Transaction, chat_ids: Collection[int]) -> set[int]:
    """These chats; of those that a group has moved out of, the one where it is now (A5)."""
    now_at = groups.c.chat_id.label("now_at")
    query = select(group_aliases.c.chat_id, now_at).join(groups)
    rows = await tx.execute(query.where(group_aliases.c.chat_id.in_(chat_ids)))
    moved = {row.chat_id: row.now_at for row in rows}
    return {moved.get(chat_id, chat_id) for chat_id in chat_ids}


async def strangers(tx: Transaction, chat_ids: Collection[int]) -> set[int]:
    """Those of these chats of which nothing is stored (O8)."""
    columns = (groups.c.chat_id, group_aliases.c.chat_id)
    known = union(*(select(column).where(column.in_(chat_ids)) for column in columns))
    return set(chat_ids) - set((await tx.execute(known)).scalars())


async def migrate(tx: Transaction, old_chat_id: int, new_chat_id: int) -> None:
    """Let a group keep everything under its new chat id: Telegram made it a supergroup (A5).

    Done twice, or for a chat nobody knows, it changes nothing. Where people have set Kith up anew
    under the new id, that stays, what was kept under the old one is erased, and both ids are its.
    """
    group = await by_chat(tx, old_chat_id)
    if group is None or group.chat_id == new_chat_id:
        return
    # Telegram also says that Kith joined the supergroup, which may have been heard as a new group.
    anew = await _one(tx, groups.c.chat_id == new_chat_id)
    if anew is not None and anew.agreed_at is not None:
        await remove(tx, group.id)
        await _keep_alias(tx, group.chat_id, anew.id)
        return
    if anew is not None:
        await remove(tx, anew.id)
    await _move(tx, group, new_chat_id)


async def _move(tx: Transaction, group: Group, new_chat_id: int) -> None:
    moved = {"chat_id": new_chat_id, "suspended_at": None}
    await tx.execute(update(groups).where(groups.c.id == group.id).values(moved))
    await _keep_alias(tx, group.chat_id, group.id)
    # Messages are counted anew in the supergroup: an old number there would be another message.
    posted = update(outbox).where(outbox.c.group_id == group.id, outbox.c.person_id.is_(None))
    await tx.execute(posted.values(message_id=None))


async def _keep_alias(tx: Transaction, old_chat_id: int, group_id: int) -> None:
    alias = {"chat_id": old_chat_id, "group_id": group_id}
    await tx.execute(insert(group_aliases).values(alias))


async def suspend(tx: Transaction, group_id: int, now: int) -> None:
    """Note that Kith is gone from the chat since `now`, unless it was gone before (O13)."""
    there = (groups.c.id == group_id, groups.c.suspended_at.is_(None))
    await tx.execute(update(groups).where(*there).values(suspended_at=now))


async def resume(tx: Transaction, group_id: int) -> None:
    """Note that Kith is back in the chat."""
    await tx.execute(update(groups).where(groups.c.id == group_id).values(suspended_at=None))


async def remove_suspended(tx: Transaction, suspended_before: int) -> int:
    """Erase the groups from which Kith is gone since before that time; answers how many."""
    return (await tx.execute(delete(groups).where(_gone(suspended_before)))).rowcount


def gone_at(suspended_before: When) -> Select[Any]:
    """What `remove_suspended` looks for."""
    return select(groups.c.id).where(_gone(suspended_before))


def _gone(suspended_before: When) -> ColumnElement[bool]:
    return groups.c.suspended_at <= suspended_before


async def remove(tx: Transaction, group_id: int) -> None:
    """Erase the group with its members, schedules, check-ins, answers and buttons."""
    await tx.execute(delete(groups).where(groups.c.id == group_id))


async def _one(tx: Transaction, condition: ColumnElement[bool]) -> Group | None:
    row = (await tx.execute(select(groups).where(condition))).mappings().one_or_none()
    return _group(tx, row) if row else None


def _group(tx: Transaction, row: RowMapping) -> Group:
    values = dict(row)
    sealed = values.pop("phrases")
    return Group(**values | {"language": spoken(tx.vault, values["language"], sealed)})
