"""/loss: one of us has died, and everything rests until the group goes on (G13).

Belongs here: the screen, the voices, the line in the group, and whom it is about. May not enter:
going on, which is a proposal like others. Nobody is told who spoke, or who was named; who was named
by two is written to no more, and stands on no list.
"""

from domain import parting as rules
from domain.delivery import Lane
from domain.refusals import ButtonGone, GroupUnknown
from handlers import wording
from handlers.doors import door
from handlers.keyboards import SCREEN_LIFE, Keyboard, signposts_button
from handlers.notes import Picker, Post, Screen
from handlers.proposals.gate import group_of, insider
from handlers.step import Step
from storage import buttons, checkins, groups, outbox, parting, people
from storage.engine import Transaction
from storage.groups import Group
from storage.outbox import Wanted

KIND = "rests"


async def show(step: Step) -> None:
    """How it is, seen by the one who asks, and what can be done."""
    group = await _home(step)
    person = await people.remember(step.tx, step.telegram_id)
    keyboard, say = Keyboard(group.id, person.id, step.now + SCREEN_LIFE), group.language
    said = await parting.said_at(step.tx, group.id, await insider(step, group))
    if group.still_since is not None:
        _add_ways_on(step, group, keyboard)
        day = wording.day(say, group.still_since, group.zone)
        words = wording.text(say, "loss.still", day=day)
    elif said is not None and said + rules.HEARD > step.now:
        label = wording.text(say, "button.take_it_back")
        keyboard.row(keyboard.tap(label, "parting.take_back"))
        until = wording.moment(say, said + rules.HEARD, group.zone)
        words = wording.text(say, "loss.said", until=until)
    else:
        keyboard.row(keyboard.tap(wording.text(say, "loss.button.rest"), "parting.rest"))
        words = wording.text(say, "loss.ask")
    keyboard.row(signposts_button(say))
    step.show(Screen(words, await keyboard.save(step.tx)))


def _add_ways_on(step: Step, group: Group, keyboard: Keyboard) -> None:
    name = door(
        step,
        keyboard,
        wording.text(group.language, "loss.button.name"),
        "parting.name",
        about=group.id,
    )
    label = wording.text(group.language, "loss.button.go_on")
    keyboard.row(keyboard.tap(label, "proposals.wish", None, f"{rules.GOING_ON}="))
    keyboard.row(name)


async def speak(step: Step) -> None:
    """One member's voice; with a second one's, everything rests from now on."""
    group = await _home(step)
    if group.still_since is not None:
        return
    await groups.lock(step.tx, group.id)
    await parting.forget_before(step.tx, step.now - rules.HEARD)
    member_id = await insider(step, group)
    if rules.is_enough(await parting.speak(step.tx, group.id, member_id, None, step.now)):
        await parting.rest(step.tx, group.id, step.now)
        end = step.now + rules.WORTH
        await outbox.renew(step.tx, Wanted(KIND, group.id, group.id, Lane.POSTS, step.now, end))


async def take_back(step: Step) -> None:
    """They no longer say so."""
    group = await _home(step)
    await parting.take_back(step.tx, group.id, await insider(step, group))


async def render(tx: Transaction, group_id: int, _: int) -> Post | None:
    """The line in the group, which says neither who asked nor who has died."""
    group = await groups.get(tx, group_id)
    if group is None or not group.is_home or group.still_since is None:
        return None
    keyboard, say = Keyboard(group.id, None, group.still_since + rules.LASTS), group.language
    keyboard.row(keyboard.tap(wording.text(say, "loss.button.ways"), "parting.loss"))
    keyboard.row(signposts_button(say))
    return Post(group.chat_id, None, wording.text(say, "loss.line"), await keyboard.save(tx))


# Whom it is about


async def arrive(step: Step) -> None:
    """The link is used up: they pressed Start."""
    await _resting(step)
    person = await people.remember(step.tx, step.telegram_id)
    await people.set_reachable(step.tx, person.id, reachable=True)
    await buttons.use(step.tx, step.pressed.token, step.update.update_id)


async def show_list(step: Step) -> None:
    """Telegram's own list; Kith has none. The group goes along as a number below zero."""
    group = await _resting(step)
    say = group.language
    words, label = wording.text(say, "loss.pick"), wording.text(say, "loss.button.pick")
    step.notes.append(Picker(words, label, -group.id))


async def name(step: Step, group_id: int, telegram_id: int) -> None:
    """They name whom the group has lost. Whom two name is on no list any more, without a word.

    Raises ButtonGone where nothing rests or the one who names is no member.
    """
    group = await groups.get(step.tx, group_id)
    if group is None or group.still_since is None:
        raise ButtonGone
    member_id = await insider(step, group)
    person = await people.find(step.tx, telegram_id)
    about = person and await people.member_of(step.tx, group.id, person.id)
    if person is None or not about:
        return  # on none of Kith's lists; who named them hears the same
    await groups.lock(step.tx, group.id)
    await parting.forget_before(step.tx, step.now - rules.HEARD)
    if rules.is_enough(await parting.speak(step.tx, group.id, member_id, about[0], step.now)):
        await checkins.take_names_off(step.tx, person.id, step.now, group.id)
        await people.leave(step.tx, group.id, person.id)
        await people.set_reachable(step.tx, person.id, reachable=False)


async def show_named(step: Step, group_id: int) -> None:
    """What is noted; nobody else is told."""
    group = await groups.get(step.tx, group_id)
    if group is not None:
        step.show(Screen(wording.text(group.language, "loss.named")))


async def forget(tx: Transaction, now: int) -> None:
    """Forget the voices that count with no other one any more."""
    await parting.forget_before(tx, now - rules.HEARD)


async def _home(step: Step) -> Group:
    """The group, in which Kith is at home. Raises GroupUnknown, ButtonGone."""
    group = await group_of(step)
    if not group.is_home:
        raise GroupUnknown
    return group


async def _resting(step: Step) -> Group:
    group = await _home(step)
    if group.still_since is None:
        raise ButtonGone
    return group
