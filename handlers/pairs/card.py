"""My card, shown to my pair for some hours (D11).

Belongs here: choosing the hours, the neutral letter, the card behind it. May not enter: what stands
on a card (`cards`), taking it away; that is done where all cards are (`me/card`).
"""

from domain.refusals import ButtonGone, CardEmpty, NotNow
from domain.toolbox import SHOWN_FOR
from handlers import wording
from handlers.cards import HOUR, card_text
from handlers.notes import Screen
from handlers.own import Me, asking, back, screen
from handlers.pairs import letters
from handlers.pairs.meeting import named
from handlers.pairs.present import my_seat, others
from handlers.step import Step
from storage import groups, toolbox
from storage.engine import Transaction
from storage.outbox import Addressee
from storage.pairs import meetings
from storage.toolbox import Card, Line


async def show_hours(step: Step) -> None:
    """The card as they would see it, and for how long."""
    me = await asking(step)
    pair, seat = await my_seat(step, step.pressed.object_id)
    names = named(me.language, await others(step, seat))
    preview = card_text(me.language, await _lines(step, me))
    keyboard = me.keyboard(step)
    taps = [
        keyboard.tap(
            wording.text(me.language, "button.hours", hours=hours),
            "pairs.card_post",
            pair.id,
            str(hours),
        )
        for hours in SHOWN_FOR
    ]
    keyboard.row(*taps)
    back(me, keyboard)
    asked = wording.text(me.language, "card.hours_pair", names=names)
    what = wording.text(me.language, "card.preview")
    await screen(step, keyboard, f"{what}\n\n{preview}\n\n{asked}")


async def post(step: Step) -> None:
    """Let the others of the pair see the card. Raises PairOver, CardEmpty."""
    me = await asking(step)
    pair, seat = await my_seat(step, step.pressed.object_id)
    hours = int(step.pressed.choice or 0)
    if hours not in SHOWN_FOR:
        raise ButtonGone
    await _lines(step, me)
    until = step.now + hours * HOUR
    card_id = await toolbox.show_card(step.tx, me.person.id, pair.group_id, until, pair.id)
    for other in await others(step, seat):
        await letters.write(
            step.tx,
            "pair_card",
            card_id,
            group_id=pair.group_id,
            person_id=other.person_id,
            now=step.now,
            not_after=until,
        )


async def reason(tx: Transaction, card_id: int, to: Addressee, now: int) -> tuple[int, int] | None:
    """The letter stands while the card may be seen, and by nobody but the pair."""
    card = await toolbox.card(tx, card_id)
    if card is None or not await _may_see(tx, card, to.person_id, now):
        return None
    return card.group_id, card.until


async def show_card(step: Step) -> None:
    """The card, to somebody of its pair. Raises NotNow."""
    me = await asking(step)
    card = await toolbox.card(step.tx, step.pressed.object_id or 0)
    if card is None or not await _may_see(step.tx, card, me.person.id, step.now):
        raise NotNow
    group = await groups.get(step.tx, card.group_id)
    zone = me.chosen.zone or (group.zone if group else me.zone)
    until = wording.moment(me.language, card.until, zone)
    lines = await toolbox.lines(step.tx, card.person_id)
    words = wording.text(me.language, "card.until_pair", until=until)
    step.show(Screen(f"{card_text(me.language, lines)}\n\n{words}"))


async def _may_see(tx: Transaction, card: Card, person_id: int | None, now: int) -> bool:
    if (
        card.pair_id is None
        or card.until <= now
        or not await meetings.goes_on(tx, card.pair_id, now)
    ):
        return False
    return any(seat.person_id == person_id for seat in await meetings.seats(tx, card.pair_id))


async def _lines(step: Step, me: Me) -> list[Line]:
    """What is on the card of the one who asks. Raises CardEmpty."""
    lines = await toolbox.lines(step.tx, me.person.id)
    if not any(each.on_card for each in lines):
        raise CardEmpty
    return lines
