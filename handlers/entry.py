"""Reading the agreement before coming in, through join requests, where the group wants that (G2).

Belongs here: the letter to whoever asks to join, their tap, and the group's choice. May not enter:
keeping anybody out; whoever does not go along is left to the stewards, and nobody is told.

Telegram lets a bot write to somebody who asks to join for five minutes (Bot API, ChatJoinRequest).
"""

from domain.agreement import lines_of
from domain.changes import Change
from domain.delivery import Lane
from domain.refusals import AgreementChanged, ButtonGone
from handlers import wording
from handlers.keyboards import SCREEN_LIFE, Keyboard, signposts_button
from handlers.language import spoken_to
from handlers.notes import Admit, Post, Screen
from handlers.proposals import gate
from handlers.proposals.gate import group_of, wish
from handlers.step import Step
from storage import agreement, entries, groups, outbox, people, steering
from storage.engine import Transaction
from storage.entries import Entry
from storage.groups import Group
from storage.outbox import Addressee, Wanted

KIND = "entry"
WRITABLE = 5 * 60
"""Seconds for which Telegram lets Kith write to somebody who asks to join."""
ON = "on"


async def knock(step: Step) -> None:
    """Somebody asks to join: they get the agreement in private, if the group wants that."""
    group = await groups.by_chat(step.tx, step.chat.id)
    if group is None or not group.is_open or not await steering.entry(step.tx, group.id):
        return
    if not (await agreement.newest(step.tx, group.id)).number:
        return
    person = await people.remember(step.tx, step.telegram_id)
    await people.set_reachable(step.tx, person.id, reachable=True)  # for these minutes, at least
    await entries.ask(step.tx, group.id, person.id, step.now)
    end = step.now + WRITABLE
    letter = Wanted(KIND, group.id, group.id, Lane.PRIVATE, step.now, end, person.id)
    await outbox.renew(step.tx, letter)


async def render(tx: Transaction, group_id: int, to: Addressee, now: int) -> Post | None:
    """The agreement, and the way in; None when it is not wanted any more."""
    group = await groups.get(tx, group_id)
    newest = await agreement.newest(tx, group_id)
    if group is None or to.person_id is None or not newest.number:
        return None
    if await entries.of(tx, group_id, to.person_id) is None:
        return None
    keyboard, say = Keyboard(group.id, to.person_id, now + SCREEN_LIFE), group.language
    label = wording.text(say, "button.go_along")
    keyboard.row(keyboard.tap(label, "entry.come_in", None, str(newest.number)))
    keyboard.row(
        keyboard.tap(wording.text(say, "button.leave_it"), "entry.leave"), signposts_button(say)
    )
    lines = enumerate(lines_of(newest.words), 1)
    words = "\n".join(f"{number}. {line}" for number, line in lines)
    told = wording.text(say, "entry.asked", agreement=words)
    return Post(to.chat_id, None, told, await keyboard.save(tx))


async def come_in(step: Step) -> None:
    """They go along with what they read. Raises AgreementChanged, ButtonGone."""
    entry, group = await _asked(step)
    newest = await agreement.newest(step.tx, group.id)
    if step.pressed.choice != str(newest.number):
        raise AgreementChanged
    await entries.go_along(step.tx, entry, newest.number)


async def show_opened(step: Step) -> None:
    """Telegram is asked to let them in, once that is kept."""
    _, group = await _asked(step)
    closed = wording.text(group.language, "entry.closed")
    step.notes.append(Admit(group.chat_id, closed))
    step.show(Screen(wording.text(group.language, "entry.opened")))


async def leave(step: Step) -> None:
    """They leave it: nothing of it is kept."""
    entry, _ = await _asked(step)
    await entries.forget(step.tx, entry)


async def show_left(step: Step) -> None:
    """Nobody is told."""
    step.show(Screen(wording.text(await spoken_to(step), "entry.left")))


async def _asked(step: Step) -> tuple[Entry, Group]:
    group = None
    if step.pressed.group_id is not None:
        group = await groups.get(step.tx, step.pressed.group_id)
    person = await people.find(step.tx, step.telegram_id)
    entry = group and person and await entries.of(step.tx, group.id, person.id)
    if group is None or not entry:
        raise ButtonGone
    return entry, group


async def came_in(step: Step) -> None:
    """Whoever read the agreement before coming in has gone along with it."""
    group = await groups.by_chat(step.tx, step.chat.id)
    for newcomer in step.message.new_chat_members or ():
        person = await people.find(step.tx, newcomer.id)
        entry = group and person and await entries.of(step.tx, group.id, person.id)
        if group is None or person is None or not entry:
            continue
        if entry.version is not None:
            member_id = await people.seen(step.tx, group.id, person.id, step.now)
            await agreement.go_along(step.tx, member_id, entry.version)
        await entries.forget(step.tx, entry)


# What the group chooses


async def show_choice(step: Step) -> None:
    """How it is, and what it takes: said before it is asked for."""
    group = await group_of(step)
    is_on = await steering.entry(step.tx, group.id)
    person = await people.remember(step.tx, step.telegram_id)
    keyboard, say = Keyboard(group.id, person.id, step.now + SCREEN_LIFE), group.language
    label = wording.text(say, "button.entry_off" if is_on else "button.entry_on")
    keyboard.row(keyboard.tap(label, "entry.wish", None, "" if is_on else ON))
    keyboard.row(keyboard.tap(wording.text(say, "button.back"), "agreement.show"))
    words = wording.text(say, "entry.is_on" if is_on else "entry.is_off")
    step.show(Screen(words, await keyboard.save(step.tx)))


async def want(step: Step) -> None:
    """It is changed, or shown as what the group would read."""
    value = ON if step.pressed.choice == ON else ""
    await wish(step, await group_of(step), Change("entry", None, value))


async def show_wanted(step: Step) -> None:
    """How it is now, or what would be proposed."""
    await gate.show(step, await group_of(step), "entry", show_choice)
