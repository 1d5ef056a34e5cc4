"""More than text in a relay: pictures and voice, once all of this pair have said yes (P27).

Belongs here: that yes, taking it back, and whether one may pass. May not enter: the relay itself,
and what is in a picture: Telegram copies it from chat to chat. A no is not told: it looks like no
answer.
"""

from telegram import InlineKeyboardButton

from domain.pairs.rules import STILLNESS
from handlers import wording
from handlers.keyboards import Keyboard
from handlers.notes import Post, Screen
from handlers.pairs.letters import write
from handlers.pairs.meeting import named
from handlers.pairs.present import group_of, my_seat, others
from handlers.step import Step
from storage import groups
from storage.engine import Transaction
from storage.groups import Group
from storage.outbox import Addressee
from storage.pairs import meetings, relays
from storage.pairs.meetings import Pair, Seat


async def may_pass(step: Step, pair: Pair) -> bool:
    """Whether this message is a picture or a voice, and all of the pair said yes to those."""
    if not step.message.photo and step.message.voice is None:
        return False
    return _all_agreed(pair, await meetings.seats(step.tx, pair.id))


def choice(keyboard: Keyboard, language: str, pair: Pair, seat: Seat) -> InlineKeyboardButton:
    """The yes, or taking it back."""
    if seat.more:
        label = wording.text(language, "pairs.button.text_only")
        return keyboard.tap(label, "pairs.text_only", pair.id)
    return keyboard.tap(wording.text(language, "pairs.button.more"), "pairs.more", pair.id)


async def agree(step: Step) -> None:
    """One's own yes; whoever has the relay open hears of it."""
    pair, seat = await my_seat(step, step.pressed.object_id)
    if seat.more:
        return
    await relays.set_more(step.tx, seat.id, more=True)
    for each in await others(step, seat):
        if pair.relay == "open" and each.ready:
            await write(
                step.tx,
                "pair_more",
                pair.id,
                group_id=pair.group_id,
                person_id=each.person_id,
                now=step.now,
                not_after=step.now + STILLNESS,
            )


async def take_back(step: Step) -> None:
    """Text only again, for all of the pair; nobody is told, but by a picture that does not pass."""
    _, seat = await my_seat(step, step.pressed.object_id)
    await relays.set_more(step.tx, seat.id, more=False)


async def show_agreed(step: Step) -> None:
    """Whether they pass by now."""
    pair, seat = await my_seat(step, step.pressed.object_id)
    group = await group_of(step, pair.group_id)
    step.show(await _screen(step.tx, group, pair, seat))


async def show_text_only(step: Step) -> None:
    """Text only, as before."""
    pair, seat = await my_seat(step, step.pressed.object_id)
    group = await group_of(step, pair.group_id)
    keyboard = Keyboard(group.id, seat.person_id, pair.ends_at)
    keyboard.row(choice(keyboard, group.language, pair, seat))
    words = wording.text(group.language, "pairs.text_again")
    step.show(Screen(words, await keyboard.save(step.tx)))


async def render(tx: Transaction, pair_id: int, to: Addressee, _: int) -> Post | None:
    """The word to the others: somebody would like more, or it passes now."""
    pair = await meetings.get(tx, pair_id)
    group = pair and await groups.get(tx, pair.group_id)
    if not pair or not group or not pair.is_live or pair.relay != "open":
        return None
    seats = await meetings.seats(tx, pair.id)
    mine = next((seat for seat in seats if seat.person_id == to.person_id and seat.ready), None)
    if mine is None or not any(seat.more for seat in seats if seat.id != mine.id):
        return None
    screen = await _screen(tx, group, pair, mine)
    return Post(to.chat_id, None, screen.text, screen.keyboard)


async def _screen(tx: Transaction, group: Group, pair: Pair, seat: Seat) -> Screen:
    """What stands now, and the tap that changes one's own part in it."""
    seats = await meetings.seats(tx, pair.id)
    away = [each for each in seats if each.id != seat.id]
    language = group.language
    agreed = named(language, [each for each in away if each.more])
    awaited = named(language, [each for each in away if not each.more])
    if _all_agreed(pair, seats):
        words = wording.text(language, "pairs.more_open", names=agreed)
    elif seat.more:
        words = wording.text(language, "pairs.more_kept", names=awaited)
    else:
        words = wording.text(language, "pairs.more_wanted", names=agreed)
    keyboard = Keyboard(group.id, seat.person_id, pair.ends_at)
    keyboard.row(choice(keyboard, language, pair, seat))
    return Screen(words, await keyboard.save(tx))


def _all_agreed(pair: Pair, seats: list[Seat]) -> bool:
    return len(seats) == pair.size and all(seat.more for seat in seats)
