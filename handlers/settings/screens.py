"""/settings: the rooms of the tree, edited in place, in the group or in private (A1, A9).

Belongs here: which group, and the rooms. May not enter: what a door leads to. Only stewards see
them, as Telegram says now; in private somebody chooses among the groups that they steward.
"""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from domain.refusals import ButtonGone, GroupUnknown, RightsUnknown
from handlers import wording
from handlers.doors import door
from handlers.keyboards import SCREEN_LIFE, Keyboard
from handlers.notes import Screen
from handlers.own import asking, shown_title
from handlers.proposals.gate import group_of
from handlers.settings.tree import DOORS, HOME, ROOM, ROOMS
from handlers.step import Step
from storage import buttons, groups, people
from storage.groups import Group


async def show_home(step: Step) -> None:
    """/settings in a group, or its link into the private chat."""
    await _show(step, await home(step), HOME)


async def show_room(step: Step) -> None:
    """The room that the button names. Raises ButtonGone."""
    name = step.pressed.choice or HOME
    if name not in ROOMS:
        raise ButtonGone
    await _show(step, await home(step), name)


async def home(step: Step) -> Group:
    """The group, for a steward of it. Raises GroupUnknown, NotSteward, RightsUnknown."""
    group = await _about(step)
    step.rights.require_steward(group.chat_id, step.telegram_id)
    await group_of(step)  # whoever acts there was seen there
    return group


async def arrive(step: Step) -> None:
    """Go on in private: the link is used up, and Kith can write to the steward there."""
    await home(step)
    person = await people.remember(step.tx, step.telegram_id)
    await people.set_reachable(step.tx, person.id, reachable=True)
    await buttons.use(step.tx, step.pressed.token, step.update.update_id)


async def show_groups(step: Step) -> None:
    """/settings in private: which of their groups, as Telegram calls them now.

    Raises RightsUnknown where Telegram says of none of them who its stewards are.
    """
    me, rows = await asking(step), list[tuple[InlineKeyboardButton, ...]]()
    theirs = [each for each in await groups.of(step.tx, me.person.id) if each.suspended_at is None]
    if theirs and not any(each.chat_id in step.rights.admins for each in theirs):
        raise RightsUnknown
    for group in theirs:
        if step.rights.is_steward(group.chat_id, step.telegram_id):
            keyboard = Keyboard(group.id, me.person.id, step.now + SCREEN_LIFE)
            keyboard.row(keyboard.tap(shown_title(step, me, group), ROOM, group.id, HOME))
            rows += (await keyboard.save(step.tx)).inline_keyboard
    words = wording.text(me.language, "settings.which" if rows else "settings.no_group")
    step.show(Screen(words, InlineKeyboardMarkup(rows) if rows else None))


async def _about(step: Step) -> Group:
    if step.button is not None and step.button.group_id is not None:
        group = await groups.get(step.tx, step.button.group_id)
    else:
        group = await groups.by_chat(step.tx, step.chat.id)
    if group is None:
        raise GroupUnknown
    return group


async def _show(step: Step, group: Group, name: str) -> None:
    person = await people.remember(step.tx, step.telegram_id)
    keyboard, say = Keyboard(group.id, person.id, step.now + SCREEN_LIFE), group.language
    if group.agreed_at is None:
        keyboard.row(keyboard.tap(wording.text(say, "button.set_up"), "setup.open"))
        words = wording.text(say, "settings.not_begun")
    else:
        for row in ROOMS[name]:
            keyboard.row(*(_door(step, group, keyboard, each) for each in row))
        _add_ways(step, group, keyboard, name)
        words = wording.text(say, f"settings.room.{name}")
    step.show(Screen(words, await keyboard.save(step.tx)))


def _door(step: Step, group: Group, keyboard: Keyboard, name: str) -> InlineKeyboardButton:
    label, door = wording.text(group.language, f"settings.door.{name}"), DOORS[name]
    if door.typed:
        return _link(step, group, keyboard, label, door.action)
    return keyboard.tap(label, door.action, group.id, name if door.action == ROOM else None)


def _add_ways(step: Step, group: Group, keyboard: Keyboard, name: str) -> None:
    """Back; or, from the first room, into the private chat or to another group."""
    if name != HOME:
        label = wording.text(group.language, "button.back")
        keyboard.row(keyboard.tap(label, ROOM, group.id, HOME))
    elif step.chat.type == "private":
        label = wording.text(group.language, "settings.button.groups")
        keyboard.row(keyboard.tap(label, "settings.groups"))
    else:
        label = wording.text(group.language, "button.in_private")
        keyboard.row(_link(step, group, keyboard, label, "settings.open"))


def _link(
    step: Step, group: Group, keyboard: Keyboard, label: str, action: str
) -> InlineKeyboardButton:
    return door(step, keyboard, label, action, about=group.id)
