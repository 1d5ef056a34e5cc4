"""A welcome for whoever is new, from the group (F7), and how one steps away and comes back (F8).

Belongs here: the post, what a newcomer reads, the group's own words. May not enter: a name; nobody
is presented, and whoever is new is not told apart from who only reads it again.
"""

from domain.changes import Change
from domain.delivery import Lane
from domain.preferences import after_quiet
from domain.welcome import DOOR_LIFE, GATHERED, NEW_FOR, WORDS_LIMIT, welcome_words
from handlers import fields, wording
from handlers.keyboards import SCREEN_LIFE, Keyboard, signposts_button
from handlers.notes import Post, Screen
from handlers.proposals.gate import group_of, show, wish
from handlers.step import Step
from storage import checkins, groups, holds, outbox, people, welcomes
from storage.engine import Transaction
from storage.outbox import Wanted

KIND = "welcome"


async def greet(step: Step) -> None:
    """Somebody joined: a minute later, or after the quiet hours, the group says welcome."""
    group = await groups.by_chat(step.tx, step.chat.id)
    if group is None or not group.is_open or not await welcomes.words_of(step.tx, group.id):
        return
    if all(each.is_bot for each in step.message.new_chat_members or ()):
        return
    last = await outbox.by_object(step.tx, KIND, group.id)
    if last is not None and last.message_id is not None:  # one stands at a time (M5)
        await outbox.ask_removal(step.tx, group.chat_id, last.message_id, step.now)
    hours = (await checkins.quiet_of(step.tx, group.id)).hours
    at = after_quiet(step.now + GATHERED, hours, group.zone)
    end = at + NEW_FOR - GATHERED
    await outbox.renew(step.tx, Wanted(KIND, group.id, group.id, Lane.POSTS, at, end))


async def render(tx: Transaction, group_id: int, now: int) -> Post | None:
    """The welcome, or None when whoever was new has gone again, or during a hold (F9)."""
    group = await groups.get(tx, group_id)
    if group is None or not group.is_open or not await welcomes.words_of(tx, group_id):
        return None
    if not await welcomes.is_anybody_new(tx, group_id, now - NEW_FOR):
        return None
    if await holds.until(tx, group_id, now) is not None:
        return None
    keyboard = Keyboard(group.id, None, now + DOOR_LIFE)
    label = wording.text(group.language, "welcome.button.read")
    keyboard.row(keyboard.tap(label, "welcome.read"), signposts_button(group.language))
    words = wording.text(group.language, "welcome.post")
    return Post(group.chat_id, None, words, await keyboard.save(tx))


async def show_words(step: Step) -> None:
    """The group's own words, what can be left undone, and the agreement; seen by who asks."""
    group = await group_of(step)
    say = group.language
    person = await people.remember(step.tx, step.telegram_id)
    keyboard = Keyboard(group.id, person.id, step.now + SCREEN_LIFE)
    label = wording.text(say, "button.our_agreement")
    keyboard.row(keyboard.tap(label, "agreement.show"), signposts_button(say))
    words = await welcomes.words_of(step.tx, group.id)
    told = [words, wording.text(say, "welcome.undone"), wording.text(say, "welcome.away")]
    step.show(Screen("\n\n".join(filter(None, told)), await keyboard.save(step.tx)))


# The group's own words


async def open_field(step: Step) -> None:
    """Use the link up; the next line in private becomes the welcome."""
    await group_of(step)
    await fields.open_by_link(step, "welcome.write")


async def show_field(step: Step) -> None:
    """Which door is open, until when, and what becomes of the line."""
    group = await group_of(step)
    await fields.show_open(step, group.language, group.zone, "welcome.field", limit=WORDS_LIMIT)


async def write(step: Step) -> None:
    """The words are kept, or proposed, as the group has decided. Raises LineUnfit."""
    group = await group_of(step)
    words = welcome_words(step.message.text or "")
    await wish(step, group, Change("welcome", None, words))
    await fields.use(step)


async def show_written(step: Step) -> None:
    """The welcome as it is now, or what would be proposed."""
    await show(step, await group_of(step), "welcome", show_words)


async def silence(step: Step) -> None:
    """Say nothing to whoever is new, from now on."""
    await wish(step, await group_of(step), Change("welcome", None, ""))
