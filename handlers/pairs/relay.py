"""The relay: what one writes to Kith goes to the others of the pair, and is kept nowhere (P27).

Belongs here: opening it, and passing on. May not enter: storing a word, or reading one. Text only,
until all have said yes to more (`pictures`); at most once, never a command; every line that is not
passed on is said to be so.
"""

from domain.pairs.rules import CALL_AGAIN, MINUTE, STILLNESS, WORDS_A_MINUTE
from domain.people import shown_name
from domain.refusals.pairs import PairOver
from domain.writing import cleaned
from handlers import wording
from handlers.keyboards import Keyboard
from handlers.language import spoken_to
from handlers.notes import Post, Relayed, Screen
from handlers.pairs import pictures
from handlers.pairs.letters import write
from handlers.pairs.meeting import named
from handlers.pairs.present import group_of, my_seat, others
from handlers.step import Step
from storage import groups, outbox
from storage.engine import Transaction
from storage.groups import Group
from storage.outbox import Addressee
from storage.pairs import meetings, relays, standing
from storage.pairs.meetings import Pair, Seat

LONGEST = 4_000
"""UTF-16 units of one message that is passed on; with a name before it, Telegram's 4,096 hold. What
is longer goes on in a second one."""


# Opening it


async def open_side(step: Step) -> None:
    """ "Write through me": it is open as soon as two have tapped."""
    pair, seat = await my_seat(step, step.pressed.object_id)
    await relays.set_ready(step.tx, seat.id)
    away = await others(step, seat)
    if any(each.ready for each in away):
        state = pair.relay if pair.relay != "shut" else "wanted"
        assert state in ("wanted", "open")  # somebody else is ready
        await relays.move(step.tx, pair, "agreed", step.now + STILLNESS)
        if pair.relay != "open":
            for each in away:
                if each.ready:
                    await _tell(step, "pair_relay_open", pair, each, STILLNESS)
    else:
        await relays.move(step.tx, pair, "wanted", step.now + CALL_AGAIN)
        for each in away:
            await _call(step, pair, each)


async def _call(step: Step, pair: Pair, other: Seat) -> None:
    """Tell another one that somebody would like to write; not again within half an hour."""
    last = await outbox.by_object(step.tx, "pair_wanted", pair.id, other.person_id)
    if last is None or last.due_at <= step.now - CALL_AGAIN:
        await _tell(step, "pair_wanted", pair, other, CALL_AGAIN)


async def _tell(step: Step, kind: str, pair: Pair, seat: Seat, patience: int) -> None:
    await write(
        step.tx,
        kind,
        pair.id,
        group_id=pair.group_id,
        person_id=seat.person_id,
        now=step.now,
        not_after=step.now + patience,
    )


async def show_side(step: Step) -> None:
    """Which door is open now."""
    pair, seat = await my_seat(step, step.pressed.object_id)
    group = await group_of(step, pair.group_id)
    away = await others(step, seat)
    if pair.relay == "open":
        step.show(await _open_screen(step.tx, group, pair, seat, away))
        return
    keyboard = _doors(group, pair, seat)
    words = wording.text(group.language, "pairs.relay_wanted", names=named(group.language, away))
    step.show(Screen(words, await keyboard.save(step.tx)))


async def render_open(tx: Transaction, pair_id: int, to: Addressee, _: int) -> Post | None:
    """The word to the one who tapped first: it is open now."""
    pair = await meetings.get(tx, pair_id)
    group = pair and await groups.get(tx, pair.group_id)
    if not pair or not group or pair.relay != "open":
        return None
    seats = await meetings.seats(tx, pair_id)
    mine = [seat for seat in seats if seat.person_id == to.person_id and seat.ready]
    if not mine:
        return None
    away = [seat for seat in seats if seat.id != mine[0].id]
    screen = await _open_screen(tx, group, pair, mine[0], away)
    return Post(to.chat_id, None, screen.text, screen.keyboard)


async def _open_screen(
    tx: Transaction, group: Group, pair: Pair, seat: Seat, away: list[Seat]
) -> Screen:
    ready = [each for each in away if each.ready]
    words = wording.text(group.language, "pairs.relay_open", names=named(group.language, ready))
    keyboard = _doors(group, pair, seat)
    keyboard.row(pictures.choice(keyboard, group.language, pair, seat))
    return Screen(words, await keyboard.save(tx))


def _doors(group: Group, pair: Pair, seat: Seat) -> Keyboard:
    keyboard = Keyboard(group.id, seat.person_id, pair.ends_at)
    close = wording.text(group.language, "pairs.button.close_relay")
    finish = wording.text(group.language, "pairs.button.end")
    keyboard.row(
        keyboard.tap(close, "pairs.close_relay", pair.id),
        keyboard.tap(finish, "pairs.end", pair.id),
    )
    return keyboard


# Passing on


async def pass_on(step: Step) -> None:
    """Pass the line on to those who have opened the relay too, if it is open as of now."""
    pair, seat = await _mine(step)
    if not _is_open(pair, seat, step.now):
        return
    if not step.message.text and not await pictures.may_pass(step, pair):
        return
    minute = step.now // MINUTE
    passed = seat.passed if seat.minute == minute else 0
    if passed >= WORDS_A_MINUTE:
        return
    await relays.count_passed(step.tx, seat.id, minute, passed + 1)
    await relays.move(step.tx, pair, "spoken", step.now + STILLNESS)
    await _say(step, pair, seat)


async def _say(step: Step, pair: Pair, seat: Seat) -> None:
    group = await group_of(step, pair.group_id)
    ready = [each for each in await others(step, seat) if each.ready]
    there = await standing.members_by_id(step.tx, [each.member_id for each in ready])
    doubt = wording.text(group.language, "pairs.may_not_have")
    name = shown_name(step.first_name)
    if not step.message.text:
        # Telegram copies it from chat to chat: Kith has neither the picture nor its file's number.
        above = wording.text(group.language, "pairs.from", name=name)
        copied = step.message.message_id
        step.notes += [Relayed(each.telegram_id, above, doubt, copied) for each in there.values()]
    for part in _parts(cleaned(step.message.text or step.message.caption or "")):
        words = wording.text(group.language, "pairs.said", name=name, words=part)
        step.notes += [Relayed(each.telegram_id, words, doubt) for each in there.values()]


def _parts(text: str) -> list[str]:
    """The text, in two where it is too long with a name before it; none of nothing."""
    if not text:
        return []
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST:
        return [text]
    cut = len(units[: 2 * LONGEST].decode("utf-16-le", "ignore"))
    return [text[:cut], text[cut:]]


async def show_line(step: Step) -> bool:
    """Say what was not passed on; answers whether that is all there is to say.

    What was passed on needs no word. False: the relay is closed, and nobody has read the line.
    """
    if any(isinstance(note, Relayed) for note in step.notes):
        return True
    pair, seat = await _mine(step)
    if not _is_open(pair, seat, step.now):
        key_words = wording.text(await spoken_to(step), "pairs.not_passed_on")
        step.show(Screen(key_words))
        return False
    if step.repeated:
        step.show(Screen(wording.text(await spoken_to(step), "pairs.may_not_have")))
    elif seat.told_at is None or seat.told_at <= step.now - MINUTE:
        await relays.set_told(step.tx, seat.id, step.now)
        if step.message.text:
            words = wording.text(await spoken_to(step), "pairs.too_fast", most=WORDS_A_MINUTE)
        else:
            words = wording.text(await spoken_to(step), "pairs.text_only")
        step.show(Screen(words))
    return True


async def _mine(step: Step) -> tuple[Pair, Seat]:
    """The pair and seat that the turn found for this line, as of now. Raises PairOver."""
    seat = None if step.relay is None else await meetings.seat(step.tx, step.relay)
    pair = seat and await meetings.get(step.tx, seat.pair_id)
    if not seat or not pair:
        raise PairOver
    return pair, seat


def _is_open(pair: Pair, seat: Seat, now: int) -> bool:
    still = pair.relay_until is None or pair.relay_until <= now
    return pair.is_live and pair.relay == "open" and seat.ready and not still
