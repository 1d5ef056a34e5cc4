"""Speaking in turns at a gathering, and what helps when asked for (F3 to F6).

Belongs here: the queue, the closing round, a topic, a quiet card. May not enter: whose turn it is
(domain). A first name stands in the queue by its owner's own tap, and goes when it is over.
"""

import secrets

from domain.delivery import Lane
from domain.people import shown_name
from domain.prompts import BANK
from domain.refusals import NotNow
from domain.speaking import TURN, in_order
from handlers import wording
from handlers.gatherings.present import Here, here, standing
from handlers.keyboards import SCREEN_LIFE, Keyboard, signposts_button
from handlers.notes import Post, Screen
from handlers.step import Step
from storage import gatherings, groups, outbox, speaking
from storage.engine import Transaction
from storage.gatherings import OPEN, Gathering
from storage.groups import Group
from storage.outbox import Wanted
from storage.speaking import Speaker

KIND = "gathering_turn"


def add_ways(keyboard: Keyboard, group: Group, gathering: Gathering, *, in_turns: bool) -> None:
    """What there is at a gathering that has begun."""
    say = group.language
    if in_turns:
        _add_asking(keyboard, say, gathering.id)
    keyboard.row(
        keyboard.tap(wording.text(say, "speaking.button.topic"), "speaking.topic", gathering.id),
        keyboard.tap(wording.text(say, "speaking.button.card"), "speaking.card", gathering.id),
    )
    keyboard.row(signposts_button(say))


def _add_asking(keyboard: Keyboard, say: str, gathering_id: int) -> None:
    keyboard.row(
        keyboard.tap(wording.text(say, "speaking.button.ask"), "speaking.ask", gathering_id),
        keyboard.tap(wording.text(say, "speaking.button.done"), "speaking.done", gathering_id),
    )


# The queue


async def ask(step: Step) -> None:
    """Wait for a turn; a second tap steps out of the queue again. Raises GatheringOver, NotNow."""
    who, gathering = await _begun(step)
    await gatherings.lock(step.tx, gathering.id)
    mine = await _mine(step, who, gathering)
    if mine is not None and mine.asked_at is not None:
        await speaking.step_out(step.tx, gathering.id, who.member_id)
        return
    name = shown_name(step.first_name)
    await speaking.ask(step.tx, gathering.id, who.member_id, name, step.now)
    if not any(each.until for each in await speaking.queue(step.tx, gathering.id)):
        await _move_on(step.tx, gathering, step.now)


async def show_asked(step: Step) -> None:
    """Where the one who tapped stands, to them alone."""
    who, gathering = await _begun(step)
    mine, say = await _mine(step, who, gathering), who.group.language
    if mine is not None and mine.until is not None and mine.asked_at is None:
        step.answer(wording.text(say, "speaking.yours"))
    elif mine is not None and mine.asked_at is not None:
        step.answer(wording.text(say, "speaking.waits"))
    else:
        step.answer(wording.text(say, "speaking.out"))


async def done(step: Step) -> None:
    """Whoever speaks gives their turn on; nobody else can."""
    who, gathering = await _begun(step)
    await gatherings.lock(step.tx, gathering.id)
    mine = await _mine(step, who, gathering)
    if mine is None or mine.until is None:
        raise NotNow
    await _move_on(step.tx, gathering, step.now)


async def show_done(step: Step) -> None:
    """The turn is given on."""
    who = await here(step)
    step.answer(wording.text(who.group.language, "speaking.given_on"))


async def tick(tx: Transaction, now: int) -> int:
    """Turns that are over, or whose speaker has gone, go to the next one."""
    found = await speaking.to_move_on(tx, now)
    for gathering_id in found:
        gathering = await gatherings.get(tx, gathering_id)
        if gathering is not None:
            await _move_on(tx, gathering, now)
    return len(found)


async def _move_on(tx: Transaction, gathering: Gathering, now: int) -> None:
    await speaking.fall_silent(tx, gathering.id)
    waiting = in_order(await speaking.waiting(tx, gathering.id))
    end = now + TURN
    if waiting:
        await speaking.give_turn(tx, gathering.id, waiting[0].member_id, end)
    await _take_last_away(tx, gathering, now)
    word = Wanted(KIND, gathering.id, gathering.group_id, Lane.POSTS, now, end)
    await outbox.renew(tx, word)


async def _take_last_away(tx: Transaction, gathering: Gathering, now: int) -> None:
    """One word about whose turn it is stands at a time (M5)."""
    last = await outbox.by_object(tx, KIND, gathering.id)
    group = await groups.get(tx, gathering.group_id)
    if last is not None and last.message_id is not None and group is not None:
        await outbox.ask_removal(tx, group.chat_id, last.message_id, now)


async def render_turn(tx: Transaction, gathering_id: int, _: int) -> Post | None:
    """Who speaks now, and who then; or that nobody waits."""
    gathering = await gatherings.get(tx, gathering_id)
    group = gathering and await groups.get(tx, gathering.group_id)
    if not gathering or not group or gathering.state != OPEN or not group.is_open:
        return None
    say = group.language
    queue = {each.member_id: each for each in await speaking.queue(tx, gathering_id)}
    now = [each.name for each in queue.values() if each.until is not None]
    then = [
        queue[each.member_id].name for each in in_order(await speaking.waiting(tx, gathering_id))
    ]
    told = [wording.text(say, "speaking.now", name=now[0], minutes=TURN // 60)] if now else []
    told += [wording.text(say, "speaking.then", names=", ".join(then))] if then else []
    keyboard = Keyboard(group.id, None, gathering.plan.ends_at)
    _add_asking(keyboard, say, gathering.id)
    words = "\n".join(told) or wording.text(say, "speaking.nobody")
    return Post(group.chat_id, gathering.topic, words, await keyboard.save(tx))


async def render_closes(tx: Transaction, gathering_id: int, _: int) -> Post | None:
    """The closing round."""
    gathering = await gatherings.get(tx, gathering_id)
    group = gathering and await groups.get(tx, gathering.group_id)
    if not gathering or not group or gathering.state != OPEN or not group.is_open:
        return None
    keyboard = Keyboard(group.id, None, gathering.plan.ends_at)
    _add_asking(keyboard, group.language, gathering.id)
    words = wording.text(group.language, "speaking.closing")
    return Post(group.chat_id, gathering.topic, words, await keyboard.save(tx))


# When asked for


async def show_topic(step: Step) -> None:
    """A question, seen by the one who asked for it; another one with another tap."""
    who, gathering = await _begun(step)
    say = who.group.language
    keyboard = Keyboard(who.group.id, who.person.id, step.now + SCREEN_LIFE)
    another = wording.text(say, "speaking.button.another")
    keyboard.row(keyboard.tap(another, "speaking.topic", gathering.id))
    question = wording.text(say, f"prompt.{secrets.choice(BANK)}")
    words = wording.text(say, "speaking.topic", question=question)
    step.show(Screen(words, await keyboard.save(step.tx)))


async def show_card(step: Step) -> None:
    """A quiet card, seen by the one who asked for it."""
    who = await here(step)
    keyboard = Keyboard(who.group.id, who.person.id, step.now + SCREEN_LIFE)
    keyboard.row(signposts_button(who.group.language))
    words = wording.text(who.group.language, "speaking.card")
    step.show(Screen(words, await keyboard.save(step.tx)))


async def _begun(step: Step) -> tuple[Here, Gathering]:
    who = await here(step)
    gathering = await standing(step, who)
    if gathering.plan.at > step.now:
        raise NotNow
    return who, gathering


async def _mine(step: Step, who: Here, gathering: Gathering) -> Speaker | None:
    queue = await speaking.queue(step.tx, gathering.id)
    return next((each for each in queue if each.member_id == who.member_id), None)
