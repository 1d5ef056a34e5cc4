"""What the signposts keep: chosen countries, a group's own lines, and numbers that are wrong.

Belongs here: statements on those, and the copy for the memory. May not enter: who asked for
signposts, or who told of a wrong number; that is kept nowhere. Times are UTC seconds.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy import delete, exists, func, insert, select

from domain.toolbox import HARD
from storage.engine import Transaction
from storage.schema import (
    group_aliases,
    groups,
    local_lines,
    own_countries,
    people,
    toolbox,
    wrong_numbers,
)

COPIED = ("groups", "group_aliases", "own_countries", "local_lines", "toolbox")
"""The tables after whose changes `known` is read again at once."""

_COUNTRY = "own_countries.country"
_WORDS = "local_lines.words"
_AT_ONCE = 5_000
"""Groups that are read together, so that they need not all be in memory twice."""


@dataclass(frozen=True, slots=True)
class LocalLine:
    """A line that a group added. `words`: one line of text."""

    id: int
    words: str


@dataclass(frozen=True, slots=True)
class GroupPlace:
    """Where a group is: language, zone (IANA), country (ISO 3166) if it chose one, own lines."""

    language: str
    zone: str
    country: str | None
    local: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """By chat id, old ids included; the countries that people chose to keep, by Telegram id; and
    who wrote themselves a card for when it is hard (S13), not what stands on it."""

    groups: Mapping[int, GroupPlace] = field(default_factory=dict)
    countries: Mapping[int, str] = field(default_factory=dict)
    carded: Collection[int] = ()


@dataclass(frozen=True, slots=True)
class WrongNumber:
    """A line of which somebody said that its number is wrong; `line` is its short name."""

    line: str
    country: str
    told_at: int


# The copy


async def known(tx: Transaction) -> Known:
    """Everything that the signposts need to know, at once."""
    return Known(await _places(tx), await _countries(tx), await _carded(tx))


async def _places(tx: Transaction) -> dict[int, GroupPlace]:
    """Many groups, few places: each is made once, and shared (decision 0155)."""
    same: dict[tuple[str, str, str | None], GroupPlace] = {}
    by_chat: dict[int, GroupPlace] = {}
    query = select(groups.c.chat_id, groups.c.language, groups.c.zone, groups.c.country)
    query = query.order_by(groups.c.chat_id).limit(_AT_ONCE)
    rows = (await tx.execute(query)).all()
    while rows:
        for chat, language, zone, country in rows:
            key = (language, zone, country)
            by_chat[chat] = same.get(key) or same.setdefault(key, GroupPlace(*key))
        rows = (await tx.execute(query.where(groups.c.chat_id > rows[-1].chat_id))).all()
    for chat, lines in (await _own_lines(tx)).items():
        by_chat[chat] = replace(by_chat[chat], local=tuple(lines))
    moved = select(group_aliases.c.chat_id, groups.c.chat_id).join(groups)
    for old, new in await tx.execute(moved):
        by_chat.setdefault(old, by_chat[new])
    return by_chat


async def _own_lines(tx: Transaction) -> dict[int, list[str]]:
    """By chat, oldest first."""
    found: dict[int, list[str]] = {}
    query = select(groups.c.chat_id, local_lines.c.words).join_from(local_lines, groups)
    for chat, words in await tx.execute(query.order_by(local_lines.c.id)):
        found.setdefault(chat, []).append(tx.vault.open_words(words, _WORDS))
    return found


async def _countries(tx: Transaction) -> dict[int, str]:
    rows = await tx.execute(select(people.c.sealed_id, own_countries.c.country).join(own_countries))
    return {
        tx.vault.open_id(row.sealed_id): tx.vault.open_words(row.country, _COUNTRY) for row in rows
    }


async def _carded(tx: Transaction) -> frozenset[int]:
    query = select(people.c.sealed_id).where(
        exists().where(toolbox.c.person_id == people.c.id, toolbox.c.part == HARD)
    )
    return frozenset(map(tx.vault.open_id, (await tx.execute(query)).scalars()))


# A country of one's own


async def keep_country(tx: Transaction, person_id: int, country: str) -> None:
    """Remember the country for this person, because they asked for it."""
    values = {"person_id": person_id, "country": tx.vault.seal_words(country, _COUNTRY)}
    row = tx.insert(own_countries).values(values)
    await tx.execute(row.on_conflict_do_update(index_elements=["person_id"], set_=values))


async def forget_country(tx: Transaction, person_id: int) -> None:
    """Forget it."""
    await tx.execute(delete(own_countries).where(own_countries.c.person_id == person_id))


async def country_of(tx: Transaction, person_id: int) -> str | None:
    """The country that this person asked Kith to remember."""
    query = select(own_countries.c.country).where(own_countries.c.person_id == person_id)
    sealed = (await tx.execute(query)).scalar_one_or_none()
    return None if sealed is None else tx.vault.open_words(sealed, _COUNTRY)


# A group's own lines


async def local(tx: Transaction, group_id: int) -> list[LocalLine]:
    """The group's own lines, the oldest first."""
    query = select(local_lines).where(local_lines.c.group_id == group_id)
    rows = await tx.execute(query.order_by(local_lines.c.id))
    return [LocalLine(row.id, tx.vault.open_words(row.words, _WORDS)) for row in rows]


async def count_local(tx: Transaction, group_id: int) -> int:
    """How many lines the group has."""
    query = select(func.count()).where(local_lines.c.group_id == group_id)
    return int((await tx.execute(query)).scalar_one())


async def add_local(tx: Transaction, group_id: int, words: str) -> None:
    """Add a line."""
    values = {"group_id": group_id, "words": tx.vault.seal_words(words, _WORDS)}
    await tx.execute(insert(local_lines).values(values))


async def remove_local(tx: Transaction, group_id: int, line_id: int) -> None:
    """Remove a line of this group."""
    own = (local_lines.c.group_id == group_id, local_lines.c.id == line_id)
    await tx.execute(delete(local_lines).where(*own))


# Numbers that are wrong


async def tell_wrong(tx: Transaction, line: str, country: str, now: int) -> None:
    """Note that the number of this line was called wrong; told twice, the later time stays."""
    values = {"line": line, "country": country, "told_at": now}
    row = tx.insert(wrong_numbers).values(values)
    await tx.execute(row.on_conflict_do_update(index_elements=["line"], set_=values))


async def wrong(tx: Transaction) -> list[WrongNumber]:
    """The lines whose numbers were called wrong and that nobody has checked since."""
    rows = await tx.execute(select(wrong_numbers).order_by(wrong_numbers.c.told_at))
    return [WrongNumber(row.line, row.country, row.told_at) for row in rows]


async def settle_wrong(tx: Transaction, checked: Collection[str]) -> None:
    """Forget what was told of these lines: somebody has checked them."""
    await tx.execute(delete(wrong_numbers).where(wrong_numbers.c.line.in_(checked)))
