"""The toolbox of a person, and the cards of it that stand in groups.

Belongs here: statements on `toolbox` and `cards`. May not enter: which parts there are (domain).
Words rest sealed; times are UTC seconds.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    RowMapping,
    Select,
    delete,
    exists,
    insert,
    or_,
    select,
    update,
)

from storage.engine import Transaction
from storage.looks import When
from storage.schema import cards, groups, outbox, pairs, people, toolbox

POST, LETTER = "card", "pair_card"
"""Posts and letters that are about a card."""
_WORDS = "toolbox.words"


@dataclass(frozen=True, slots=True)
class Line:
    """A person's own words in a place of a part; `on_card`: they may be shown with the card."""

    part: str
    place: int
    words: str
    on_card: bool


@dataclass(frozen=True, slots=True)
class Card:
    """A card that stands in a group until then, or that a pair of that group may see."""

    id: int
    person_id: int
    group_id: int
    until: int
    pair_id: int | None = None


async def lines(tx: Transaction, person_id: int) -> list[Line]:
    """All lines of a person."""
    query = select(toolbox).where(toolbox.c.person_id == person_id)
    rows = (await tx.execute(query.order_by(toolbox.c.part, toolbox.c.place))).mappings()
    return [_line(tx, row) for row in rows]


async def write(tx: Transaction, person_id: int, part: str, place: int, words: str) -> None:
    """Keep words in a place, instead of those that were there."""
    sealed = tx.vault.seal_words(words, _WORDS)
    row = tx.insert(toolbox).values(person_id=person_id, part=part, place=place, words=sealed)
    keys = ["person_id", "part", "place"]
    await tx.execute(row.on_conflict_do_update(index_elements=keys, set_={"words": sealed}))


async def take_out(tx: Transaction, person_id: int, part: str, place: int | None = None) -> None:
    """Erase the words of a place, or of a whole part."""
    row = delete(toolbox).where(*_part(person_id, part))
    await tx.execute(row if place is None else row.where(toolbox.c.place == place))


async def turn_card(tx: Transaction, person_id: int, part: str, *, on: bool) -> None:
    """Put a part on the card, or take it off again."""
    row = update(toolbox).where(*_part(person_id, part))
    await tx.execute(row.values(on_card=on))


async def show_card(
    tx: Transaction, person_id: int, group_id: int, until: int, pair_id: int | None = None
) -> int:
    """Note that the person's card stands in a group until then, or that the pair may see it;
    answers its id."""
    values = {"person_id": person_id, "group_id": group_id, "until": until, "pair_id": pair_id}
    row = insert(cards).values(values).returning(cards.c.id)
    return int((await tx.execute(row)).scalar_one())


async def card(tx: Transaction, card_id: int) -> Card | None:
    """The card with this id, while it may stand."""
    row = (await tx.execute(select(cards).where(cards.c.id == card_id))).mappings().one_or_none()
    return Card(**row) if row else None


async def cards_of(tx: Transaction, person_id: int) -> list[Card]:
    """The cards of a person that stand anywhere."""
    query = select(cards).where(cards.c.person_id == person_id).order_by(cards.c.id)
    return [Card(**row) for row in (await tx.execute(query)).mappings()]


async def end_card(tx: Transaction, card_id: int) -> None:
    """The card is to be taken away."""
    await tx.execute(delete(cards).where(cards.c.id == card_id))


async def end_cards(tx: Transaction, now: int) -> int:
    """The cards whose time is over are to be taken away, and those of pairs that have ended;
    answers how many."""
    return (await tx.execute(delete(cards).where(_over(now)))).rowcount


def over_at(now: When) -> Select[Any]:
    """What `end_cards` looks for."""
    return select(cards.c.id).where(_over(now))


def _over(now: When) -> ColumnElement[bool]:
    ended = exists().where(pairs.c.id == cards.c.pair_id, pairs.c.state != "live")
    return or_(cards.c.until <= now, ended)


async def left_over(tx: Transaction) -> list[tuple[int, int]]:
    """Messages with cards that should not stand any more, claimed for good by whoever asks: chat
    and message."""
    query = left_over_at().with_for_update(of=outbox, skip_locked=True)
    rows = list(await tx.execute(query))
    if rows:
        row = update(outbox).where(outbox.c.id.in_([each.id for each in rows]))
        await tx.execute(row.values(message_id=None))
    return [
        (tx.vault.open_id(row.sealed_id) if row.sealed_id else row.chat_id, row.message_id)
        for row in rows
    ]


def left_over_at(_: When = 0) -> Select[Any]:
    """What `left_over` looks for."""
    # Each with its own index: one list of kinds would go through the whole outbox.
    posts = (outbox.c.kind == POST) & outbox.c.person_id.is_(None)
    letters = (outbox.c.kind == LETTER) & outbox.c.person_id.is_not(None)
    over = (or_(posts, letters), outbox.c.message_id.is_not(None))
    columns = (outbox.c.id, outbox.c.message_id, groups.c.chat_id, people.c.sealed_id)
    query = select(*columns).outerjoin(groups, groups.c.id == outbox.c.group_id)
    query = query.outerjoin(people, people.c.id == outbox.c.person_id)
    return query.where(*over, outbox.c.object_id.not_in(select(cards.c.id)))


def _part(person_id: int, part: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return toolbox.c.person_id == person_id, toolbox.c.part == part


def _line(tx: Transaction, row: RowMapping) -> Line:
    words = tx.vault.open_words(row["words"], _WORDS)
    return Line(row["part"], row["place"], words, row["on_card"])
