"""The end of a pair, and of its relay: one way, one set of words (P28).

Belongs here: ending by a tap, by the clock, because somebody is gone. May not enter: who ended it.
"""

from domain.delivery import Lane
from domain.pairs.lives import RELAY
from domain.pairs.rules import AFTERWARDS, DAY, STILLNESS
from domain.refusals.pairs import PairOver
from handlers import wording
from handlers.keyboards import Keyboard, listener_button, signposts_button
from handlers.notes import Post, Screen
from handlers.pairs import nextday
from handlers.pairs.letters import write
from handlers.pairs.present import any_seat, my_seat
from handlers.step import Step
from storage import groups, outbox
from storage.engine import Transaction
from storage.groups import Group
from storage.outbox import Addressee, Wanted
from storage.pairs import meetings, relays, standing
from storage.pairs.meetings import Pair, Seat

TELLING = DAY
"""Seconds in which the end of a pair is still told."""


async def end(step: Step) -> None:
    """One tap, no reason asked. Raises PairOver when it has ended."""
    pair, seat = await my_seat(step, step.pressed.object_id)
    await end_pair(step.tx, pair, step.now, by=seat)


async def end_pair(tx: Transaction, pair: Pair, now: int, by: Seat | None = None) -> None:
    """End the pair and tell whoever is there; `by`: who tapped, and reads it on their screen.

    Who has not heard of a pair that a round drew is told what everybody is whom it left out, and
    comes first next time (P8).
    """
    seats = await meetings.seats(tx, pair.id)
    await meetings.end(tx, pair, now)
    for seat in seats:
        if pair.round_id is not None and not await _has_heard(tx, pair, seat):
            await outbox.withdraw(tx, "pair_met", pair.id, seat.person_id)
            await standing.wait(tx, seat.member_id, 1)
            await write(
                tx,
                "pair_round_news",
                pair.round_id,
                group_id=pair.group_id,
                person_id=seat.person_id,
                now=now,
                not_after=now + TELLING,
            )
            continue
        await nextday.after_end(tx, pair, seat, now)
        if by is None or seat.id != by.id:
            await _tell(tx, "pair_closed", pair, seat, now, TELLING)


async def _has_heard(tx: Transaction, pair: Pair, seat: Seat) -> bool:
    """Whether the letter about the pair can have reached them, now or before it was renewed."""
    letter = await outbox.by_object(tx, "pair_met", pair.id, seat.person_id)
    under_way = {"claimed", "sent", "unknown"}
    return letter is not None and (letter.message_id is not None or letter.state in under_way)


async def show_end(step: Step) -> None:
    """The words of every end."""
    pair, seat = await any_seat(step, step.pressed.object_id)
    group = await groups.get(step.tx, pair.group_id)
    if group is None or pair.is_live:
        raise PairOver
    words = wording.text(group.language, "pairs.closed")
    step.show(Screen(words, await _afterwards(group, pair, seat.person_id).save(step.tx)))


async def render_closed(tx: Transaction, pair_id: int, to: Addressee, _: int) -> Post | None:
    """The same words, for the others."""
    pair = await meetings.get(tx, pair_id)
    group = pair and await groups.get(tx, pair.group_id)
    if not pair or not group or pair.is_live or to.person_id is None:
        return None
    words = wording.text(group.language, "pairs.closed")
    keyboard = _afterwards(group, pair, to.person_id)
    return Post(to.chat_id, None, words, await keyboard.save(tx))


def _afterwards(group: Group, pair: Pair, person_id: int) -> Keyboard:
    keyboard = Keyboard(group.id, person_id, pair.ends_at + AFTERWARDS)
    language = group.language
    right = wording.text(language, "pairs.button.not_right")
    keyboard.row(listener_button(language), keyboard.tap(right, "pairs.report", pair.id))
    company = keyboard.tap(wording.text(language, "pairs.button.company"), "pairs.ask")
    keyboard.row(company, signposts_button(language))
    return keyboard


# The relay closes


async def shut(step: Step) -> None:
    """Any of them closes the relay, for all; the pair goes on."""
    pair, seat = await my_seat(step, step.pressed.object_id)
    if pair.relay != RELAY.begin:
        await close_relay(step.tx, pair, step.now, by=seat)


async def close_relay(tx: Transaction, pair: Pair, now: int, by: Seat | None = None) -> None:
    """Close it and tell those to whom it was open; `by`: who tapped."""
    was_open = pair.relay == "open"
    seats = await meetings.seats(tx, pair.id)
    await relays.move(tx, pair, "closed", now if was_open else None)
    await relays.unready(tx, pair.id)
    for seat in seats:
        if was_open and seat.ready and (by is None or seat.id != by.id):
            await _tell(tx, "pair_relay_shut", pair, seat, now, STILLNESS)


async def show_shut(step: Step) -> None:
    """Which door is closed now, and how to open it again."""
    pair, seat = await my_seat(step, step.pressed.object_id)
    group = await groups.get(step.tx, pair.group_id)
    if group is None:
        raise PairOver
    words = wording.text(group.language, "pairs.relay_shut")
    step.show(Screen(words, await _reopening(group, pair, seat.person_id).save(step.tx)))


async def render_shut(tx: Transaction, pair_id: int, to: Addressee, _: int) -> Post | None:
    """The same words, for the others; none when it is open again, or the pair has ended."""
    pair = await meetings.get(tx, pair_id)
    group = pair and await groups.get(tx, pair.group_id)
    if not pair or not group or not pair.is_live or pair.relay == "open" or to.person_id is None:
        return None
    keyboard = _reopening(group, pair, to.person_id)
    words = wording.text(group.language, "pairs.relay_shut")
    return Post(to.chat_id, None, words, await keyboard.save(tx))


def _reopening(group: Group, pair: Pair, person_id: int) -> Keyboard:
    keyboard = Keyboard(group.id, person_id, pair.ends_at)
    language = group.language
    keyboard.row(
        keyboard.tap(wording.text(language, "pairs.button.write"), "pairs.write", pair.id),
        keyboard.tap(wording.text(language, "pairs.button.end"), "pairs.end", pair.id),
    )
    return keyboard


async def _tell(  # noqa: PLR0913, PLR0917 - what a letter is made of
    tx: Transaction, kind: str, pair: Pair, seat: Seat, now: int, patience: int
) -> None:
    wanted = Wanted(kind, pair.id, pair.group_id, Lane.PRIVATE, now, now + patience, seat.person_id)
    await outbox.renew(tx, wanted)
