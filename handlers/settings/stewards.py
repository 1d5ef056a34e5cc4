"""Stewards who are chosen in Kith, beside the admins that Telegram names (A2).

Belongs here: asking somebody, their answer, and the end of it. May not enter: names, or a list;
Kith does not know what anybody is called.

An admin sends a link to the one they choose. Nothing happens before that person says yes, and the
group reads that it has one steward more.
"""

from domain.changes import STEWARDS, Change
from domain.few_words import MEMBER_SEEN
from domain.refusals import ButtonGone, NotSteward
from handlers import wording
from handlers.changes.making import make
from handlers.changes.stewards import ONE
from handlers.keyboards import SCREEN_LIFE, Keyboard
from handlers.notes import Screen
from handlers.proposals import gate
from handlers.settings.screens import home
from handlers.settings.tree import HOME, ROOM
from handlers.step import Step
from storage import buttons, groups, people, steering, stewards
from storage.groups import Group

ASKED = 86_400
"""Seconds for which the link works, once."""


async def show(step: Step) -> None:
    """Who the stewards are, without names, and what can be done about it."""
    group = await home(step)
    keyboard, say = await _own_keyboard(step, group), group.language
    anybody = await stewards.is_chosen(step.tx, group.id, None)
    if step.rights.is_admin(group.chat_id, step.telegram_id):
        keyboard.row(keyboard.tap(wording.text(say, "stewards.button.ask"), "settings.ask"))
        if anybody:
            label = wording.text(say, "stewards.button.end_all")
            keyboard.row(keyboard.tap(label, "settings.end_all"))
    if await stewards.is_chosen(step.tx, group.id, await gate.insider(step, group)):
        label = wording.text(say, "stewards.button.lay_down")
        keyboard.row(keyboard.tap(label, "settings.lay_down"))
    _add_way_back(group, keyboard)
    words = wording.text(say, "stewards.chosen" if anybody else "stewards.none")
    step.show(Screen(words, await keyboard.save(step.tx)))


async def show_link(step: Step) -> None:
    """A link for one person, which an admin sends to whom they choose. Raises NotSteward."""
    group = await _administered(step)
    member_id = await gate.insider(step, group)
    link = Keyboard(group.id, None, step.now + ASKED)
    address = link.link(
        "",
        step.username,
        "settings.asked",
        object_id=member_id,
        choice=None,
        expires_at=step.now + ASKED,
    ).url
    await link.save(step.tx)
    keyboard = await _own_keyboard(step, group)
    _add_way_back(group, keyboard)
    until = wording.moment(group.language, step.now + ASKED, group.zone)
    words = wording.text(group.language, "stewards.link", link=address, until=until)
    step.show(Screen(words, await keyboard.save(step.tx)))


# The one who is asked


async def arrive(step: Step) -> None:
    """Somebody opened the link: it is used up. Raises ButtonGone for who is not of the group."""
    await _member(step, await _group(step))
    person = await people.remember(step.tx, step.telegram_id)
    await people.set_reachable(step.tx, person.id, reachable=True)
    await buttons.use(step.tx, step.pressed.token, step.update.update_id)


async def show_asked(step: Step) -> None:
    """What it would mean, and both answers."""
    group = await _group(step)
    keyboard, say, by = await _own_keyboard(step, group), group.language, step.pressed.object_id
    keyboard.row(keyboard.tap(wording.text(say, "stewards.button.yes"), "settings.accept", by))
    keyboard.row(keyboard.tap(wording.text(say, "button.leave_it"), "settings.decline", by))
    step.show(Screen(wording.text(say, "stewards.asked"), await keyboard.save(step.tx)))


async def accept(step: Step) -> None:
    """They are one, or it is put before the group, as it decides. Raises ButtonGone."""
    group = await _group(step)
    member_id = await _member(step, group)
    change = Change("steward", member_id, ONE)
    if await _is_at_once(step, group):
        by = step.pressed.object_id
        await make(step.tx, group, change, step.now, way=STEWARDS, member_id=by)
    else:
        await gate.wish(step, group, change)


async def show_accepted(step: Step) -> None:
    """They are one now, or what would be proposed."""
    group = await _group(step)
    if await _is_at_once(step, group):
        step.show(Screen(wording.text(group.language, "stewards.accepted")))
    else:
        await gate.show_draft(step, group)


async def show_declined(step: Step) -> None:
    """Nobody is told."""
    group = await _group(step)
    step.show(Screen(wording.text(group.language, "stewards.declined")))


# The end of it


async def lay_down(step: Step) -> None:
    """They are one no more, from now on."""
    group = await home(step)
    member_id = await gate.insider(step, group)
    await make(step.tx, group, Change("steward", member_id, ""), step.now, way=STEWARDS)


async def show_laid_down(step: Step) -> None:
    """It is laid down."""
    group = await _group(step)
    step.show(Screen(wording.text(group.language, "stewards.laid_down")))


async def end_all(step: Step) -> None:
    """Nobody is one any more who was chosen, as the group decides. Raises NotSteward."""
    await gate.wish(step, await _administered(step), Change("steward", None, ""))


async def show_ended(step: Step) -> None:
    """How it is now, or what would be proposed."""
    await gate.show(step, await home(step), "steward", show)


async def _administered(step: Step) -> Group:
    """The group, for an admin of it: who was chosen cannot choose others. Raises NotSteward."""
    group = await home(step)
    if not step.rights.is_admin(group.chat_id, step.telegram_id):
        raise NotSteward
    return group


async def _group(step: Step) -> Group:
    group = await groups.get(step.tx, step.pressed.group_id or 0)
    if group is None or not group.is_open:
        raise ButtonGone
    return group


async def _member(step: Step, group: Group) -> int:
    """The one who was asked, seen in the group of late, while who asked is an admin still."""
    asker = await people.of_member(step.tx, step.pressed.object_id or 0)
    if asker is None or not step.rights.is_admin(group.chat_id, asker.telegram_id):
        raise ButtonGone
    person = await people.remember(step.tx, step.telegram_id)
    found = await people.member_of(step.tx, group.id, person.id)
    if found is None or found[1] < step.now - MEMBER_SEEN:
        raise ButtonGone
    return found[0]


async def _is_at_once(step: Step, group: Group) -> bool:
    return await steering.way(step.tx, group.id) == STEWARDS


async def _own_keyboard(step: Step, group: Group) -> Keyboard:
    person = await people.remember(step.tx, step.telegram_id)
    return Keyboard(group.id, person.id, step.now + SCREEN_LIFE)


def _add_way_back(group: Group, keyboard: Keyboard) -> None:
    label = wording.text(group.language, "settings.button.back")
    keyboard.row(keyboard.tap(label, ROOM, group.id, HOME))
