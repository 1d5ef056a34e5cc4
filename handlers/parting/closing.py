"""/closing: a group decides to close, says farewell, and everything of it is erased (G13).

Belongs here: the screen, the farewell, the copy of the agreement, the last word. May not enter:
deciding, which is a proposal that only the group decides.
"""

from domain.agreement import lines_of
from domain.delivery import Lane
from domain.parting import WORTH
from domain.refusals import GroupUnknown, NothingToShow
from handlers import wording
from handlers.doors import hand
from handlers.keyboards import SCREEN_LIFE, Keyboard, signposts_button
from handlers.notes import Document, Post, Screen
from handlers.proposals.gate import group_of
from handlers.step import Step
from storage import agreement, groups, outbox, parting, people
from storage.engine import Transaction
from storage.groups import Group
from storage.outbox import Wanted
from storage.parting import LAST_WORD

FAREWELL = "farewell"
FILE = "kith-agreement.txt"


async def show(step: Step) -> None:
    """What closing means, or until when the farewell lasts."""
    group = await group_of(step)
    if not group.is_home:
        raise GroupUnknown
    person = await people.remember(step.tx, step.telegram_id)
    keyboard, say = Keyboard(group.id, person.id, step.now + SCREEN_LIFE), group.language
    if group.closes_at is None:
        label = wording.text(say, "closing.button.propose")
        keyboard.row(keyboard.tap(label, "proposals.wish", None, "closing=on"))
        words = wording.text(say, "closing.ask")
    else:
        _add_copy(group, keyboard)
        label = wording.text(say, "closing.button.stay")
        keyboard.row(keyboard.tap(label, "proposals.wish", None, "closing="))
        day = wording.day(say, group.closes_at, group.zone)
        words = wording.text(say, "closing.closes", day=day)
    keyboard.row(signposts_button(say))
    step.show(Screen(words, await keyboard.save(step.tx)))


def _add_copy(group: Group, keyboard: Keyboard) -> None:
    label = wording.text(group.language, "closing.button.copy")
    keyboard.row(keyboard.tap(label, "parting.copy"))


async def send_agreement(step: Step) -> None:
    """The agreement as a file, in private. Raises NotReachable, NothingToShow."""
    group = await group_of(step)
    newest = await agreement.newest(step.tx, group.id)
    if not newest.number:
        raise NothingToShow
    lines = [f"{number}. {line}" for number, line in enumerate(lines_of(newest.words), 1)]
    content = "\n".join([*lines, ""]).encode()
    words = wording.text(group.language, "closing.copy")
    await hand(step, group.language, Document(FILE, content, words))


# What time brings


async def tick(tx: Transaction, now: int) -> int:
    """Say the last word where it is due; erase what has heard it."""
    due = await parting.closing(tx, now)
    for group_id in due:
        line = Wanted(LAST_WORD, group_id, group_id, Lane.POSTS, now, now + WORTH)
        await outbox.renew(tx, line)
    return len(due) + await parting.erase_closed(tx, now)


async def render_farewell(tx: Transaction, group_id: int, _: int) -> Post | None:
    """The round in which everybody can say something to the others, or nothing."""
    group = await groups.get(tx, group_id)
    if group is None or not group.is_open or group.closes_at is None:
        return None
    keyboard, say = Keyboard(group.id, None, group.closes_at), group.language
    _add_copy(group, keyboard)
    keyboard.row(signposts_button(say))
    day = wording.day(say, group.closes_at, group.zone)
    words = wording.text(say, "closing.farewell", day=day)
    return Post(group.chat_id, None, words, await keyboard.save(tx))


async def render_last_word(tx: Transaction, group_id: int, _: int) -> Post | None:
    """The last word; None where the group has decided otherwise meanwhile."""
    group = await groups.get(tx, group_id)
    if group is None or not group.is_open or group.closes_at is None:
        return None
    return Post(group.chat_id, None, wording.text(group.language, "closing.last_word"))
