"""My card: what somebody put on it, shown to a group for some hours, then taken away (D11).

Belongs here: its screens, the post, and the end of it. May not enter: a name; Kith puts none on it.
"""

from dataclasses import replace

from telegram import InlineKeyboardMarkup

from domain.delivery import Lane
from domain.refusals import ButtonGone, CardEmpty
from domain.toolbox import HARD, NAME, SHOWN_FOR
from handlers import wording
from handlers.cards import HOUR, card_text
from handlers.keyboards import Keyboard, signposts_button
from handlers.language import spoken_to
from handlers.me import consent
from handlers.notes import Post, Screen
from handlers.own import Me, agreed, asking, back, screen, shown_title
from handlers.step import Step
from storage import groups, outbox, people, toolbox
from storage.engine import Transaction
from storage.groups import Group
from storage.outbox import Wanted
from storage.toolbox import Card, Line

LATENESS = 10 * 60
"""Seconds after which a card that could not be posted is not posted any more."""
SEEN_LATELY = 14 * 86_400
"""Seconds since a tap or join for which somebody counts as a member (design: rights)."""


async def line(step: Step, me: Me) -> str | None:
    """Where a card of theirs stands, and until when."""
    shown = [
        wording.text(
            me.language,
            "card.stands",
            title=await _title(step, me, card),
            until=wording.moment(me.language, card.until, me.zone),
        )
        for card in await toolbox.cards_of(step.tx, me.person.id)
    ]
    return "\n".join(shown) or None


async def show(step: Step) -> None:
    """The card as others would see it, and the groups it can be shown to."""
    me = await asking(step)
    if await consent.asked_first(step, me, "card"):
        return
    keyboard = me.keyboard(step)
    lines = await toolbox.lines(step.tx, me.person.id)
    words = wording.text(me.language, "card.empty")
    if any(each.on_card for each in lines):
        preview = card_text(me.language, lines)
        words = f"{wording.text(me.language, 'card.preview')}\n\n{preview}"
        for group in await groups.of(step.tx, me.person.id):
            if await _may_show(step, me, group):
                label = wording.text(
                    me.language, "button.show_in", title=shown_title(step, me, group)
                )
                keyboard.row(keyboard.tap(label, "card.hours", group.id))
    for card in await toolbox.cards_of(step.tx, me.person.id):
        title = await _title(step, me, card)
        label = wording.text(me.language, "button.take_away_in", title=title)
        keyboard.row(keyboard.tap(label, "card.take_away", card.id))
    back(me, keyboard)
    await screen(step, keyboard, words)


async def show_hours(step: Step) -> None:
    """For how long."""
    me, group = await _shows(step)
    keyboard = me.keyboard(step)
    taps = [
        keyboard.tap(
            wording.text(me.language, "button.hours", hours=hours),
            "card.post",
            group.id,
            str(hours),
        )
        for hours in SHOWN_FOR
    ]
    keyboard.row(*taps)
    back(me, keyboard)
    words = wording.text(me.language, "card.hours", title=shown_title(step, me, group))
    await screen(step, keyboard, words)


async def post(step: Step) -> None:
    """Ask for the card to be posted. Raises CardEmpty."""
    me, group = await _shows(step)
    hours = int(step.pressed.choice or 0)
    if hours not in SHOWN_FOR:
        raise ButtonGone
    if not any(each.on_card for each in await toolbox.lines(step.tx, me.person.id)):
        raise CardEmpty
    until = step.now + hours * HOUR
    card_id = await toolbox.show_card(step.tx, me.person.id, group.id, until)
    end = step.now + LATENESS
    await outbox.ask(step.tx, Wanted("card", card_id, group.id, Lane.POSTS, step.now, end))


async def take_away(step: Step) -> None:
    """The card goes, before its time."""
    me = await asking(step)
    card = await toolbox.card(step.tx, step.pressed.object_id or 0)
    if card is None or card.person_id != me.person.id:
        raise ButtonGone
    if step.chat.type != "private" and step.tapped_place:
        await outbox.prove(step.tx, "card", card.id, step.tapped_place)
    await toolbox.end_card(step.tx, card.id)


async def show_taken_away(step: Step) -> None:
    """In the group a word over the button, in private the screen as it is now."""
    if step.chat.type == "private":
        await show(step)
    else:
        step.answer(wording.text(await spoken_to(step), "card.taken_away"))


async def show_own(step: Step) -> None:
    """What they wrote for when it is hard, from the signposts, for their eyes alone (S13)."""
    me = await asking(step)
    lines = [
        each
        for each in await toolbox.lines(step.tx, me.person.id)
        if each.part in (NAME, HARD, "people")
    ]
    words = wording.text(me.language, "card.none_of_own")
    if any(each.part != NAME for each in lines):
        lines.append(Line(NAME, 2, wording.text(me.language, "button.my_card"), False))
        words = card_text(me.language, [replace(each, on_card=True) for each in lines])
    step.show(Screen(words, InlineKeyboardMarkup([[signposts_button(me.language)]])))


# In the group


async def render(tx: Transaction, card_id: int, _: int) -> Post | None:
    """The card as it is now, or None when it is not to stand any more."""
    card = await toolbox.card(tx, card_id)
    group = await groups.get(tx, card.group_id) if card else None
    if card is None or group is None or not group.is_open:
        return None
    lines = await toolbox.lines(tx, card.person_id)
    if not any(each.on_card for each in lines):
        return None
    until = wording.moment(group.language, card.until, group.zone)
    words = wording.text(group.language, "card.until", until=until)
    keyboard = Keyboard(group.id, card.person_id, card.until)
    label = wording.text(group.language, "button.take_away")
    keyboard.row(keyboard.tap(label, "card.take_away", card.id))
    text = f"{card_text(group.language, lines)}\n\n{words}"
    return Post(group.chat_id, None, text, await keyboard.save(tx))


async def tick(tx: Transaction, now: int) -> int:
    """Take away the cards whose time is over, and those whose person took them away or is gone."""
    ended = await toolbox.end_cards(tx, now)
    for chat_id, message_id in await toolbox.left_over(tx):
        await outbox.ask_removal(tx, chat_id, message_id, now)
        ended += 1
    return ended


async def _shows(step: Step) -> tuple[Me, Group]:
    """The one who asks, and the group of the button, in which they may show a card."""
    me = await agreed(step)
    group = await groups.get(step.tx, step.pressed.object_id or 0)
    if group is None or not await _may_show(step, me, group):
        raise ButtonGone
    return me, group


async def _may_show(step: Step, me: Me, group: Group) -> bool:
    seen_at = await people.member_seen_at(step.tx, group.id, me.person.id)
    return group.is_open and seen_at is not None and step.now - seen_at <= SEEN_LATELY


async def _title(step: Step, me: Me, card: Card) -> str:
    if card.pair_id is not None:
        return wording.text(me.language, "card.your_pair")
    group = await groups.get(step.tx, card.group_id)
    assert group is not None  # a card cannot outlive its group
    return shown_title(step, me, group)
