"""My data: what is kept of me, a copy of it, and being erased (D2, D3, D4).

Belongs here: these screens, the day to think, the receipt. May not enter: what goes (storage).
"""

from domain.pairs.likes import Likes
from domain.refusals import ButtonGone
from domain.retention import BACKUPS, DAY, ERASED
from handlers import wording
from handlers.alone import for_each
from handlers.language import of_letter, spoken_to
from handlers.leaving import BEFORE_ERASING
from handlers.me import own_checkin
from handlers.notes import Post, Removal, Screen
from handlers.own import Me, asking, back, screen
from handlers.step import Step
from storage import erasure, people, preferences, signposts
from storage import outbox as posts
from storage.engine import Transaction
from storage.outbox import Addressee
from storage.pairs import likes
from storage.people import Person

DAY_TO_THINK = DAY
"""Seconds between asking to be erased in a day, and that."""


async def line(step: Step, me: Me) -> str | None:
    """That they asked to be erased, and when that is."""
    due_at = await erasure.farewell(step.tx, me.person.id)
    if due_at is None:
        return None
    moment = wording.moment(me.language, due_at, me.zone)
    return wording.text(me.language, "erase.waits", moment=moment)


async def show(step: Step) -> None:
    """What can be done with one's data."""
    me = await asking(step)
    keyboard = me.keyboard(step)
    keyboard.row(keyboard.tap(wording.text(me.language, "button.own_copy"), "me.copy"))
    keyboard.row(keyboard.tap(wording.text(me.language, "privacy.button.kept"), "privacy.kept"))
    if me.chosen.agreed_at is not None:
        label = wording.text(me.language, "button.forget_choices")
        keyboard.row(keyboard.tap(label, "me.forget_choices"))
    if await line(step, me):
        keyboard.row(keyboard.tap(wording.text(me.language, "button.stay"), "me.stay"))
    keyboard.row(keyboard.tap(wording.text(me.language, "button.erase"), "me.erase"))
    back(me, keyboard)
    words = [wording.text(me.language, "me.data"), await line(step, me) or ""]
    await screen(step, keyboard, "\n\n".join(filter(None, words)))


async def forget_choices(step: Step) -> None:
    """Forget the settings; the toolbox is emptied by its own hand."""
    me = await asking(step)
    await preferences.forget(step.tx, me.person.id)
    await own_checkin.reckon(step.tx, me.person.id, step.now)
    await signposts.forget_country(step.tx, me.person.id)
    await likes.keep(step.tx, me.person.id, Likes())


# Being erased


async def show_erase(step: Step) -> None:
    """What goes, what cannot be undone, and the choice between now and a day to think."""
    me = await asking(step)
    keyboard = me.keyboard(step)
    now = wording.text(me.language, "button.erase_now")
    keyboard.row(keyboard.tap(now, "me.erase_now"))
    think = wording.text(me.language, "button.erase_think")
    keyboard.row(keyboard.tap(think, "me.erase_think"))
    back(me, keyboard)
    await screen(step, keyboard, wording.text(me.language, "erase.ask", days=BACKUPS // DAY))


async def think(step: Step) -> None:
    """Erase in a day, unless they say that they stay."""
    me = await asking(step)
    await erasure.think(step.tx, me.person.id, step.now + DAY_TO_THINK)


async def stay(step: Step) -> None:
    """They stay."""
    me = await asking(step)
    await erasure.stay(step.tx, me.person.id)


async def erase_now(step: Step) -> None:
    """Erase everything of the one who asks."""
    person = await people.find(step.tx, step.telegram_id)
    if person is None:
        raise ButtonGone
    await _erase(step.tx, person, step.now, await spoken_to(step))


async def show_erasing(step: Step) -> None:
    """That it is under way; the receipt comes when it is done."""
    step.show(Screen(wording.text(await spoken_to(step), "erase.under_way")))


async def tick(tx: Transaction, now: int) -> int:
    """Erase those whose day to think is over."""
    return await for_each(tx, await erasure.farewells_due(tx, now), _erase_due, now)


async def _erase_due(tx: Transaction, person_id: int, now: int) -> None:
    person = await people.get(tx, person_id)
    assert person is not None  # a farewell cannot outlive its person
    # What their Telegram said when they asked, a day ago, was not kept.
    await _erase(tx, person, now, await of_letter(tx, person_id))


async def _erase(tx: Transaction, person: Person, now: int, language: str) -> None:
    for prepare in BEFORE_ERASING:
        await prepare(tx, person.id, now)
    await erasure.erase(tx, person, now, language)


async def render_receipt(tx: Transaction, _: int, to: Addressee, __: int) -> Post:
    """What was erased, what cannot be undone, and whether traces are left in files."""
    language = to.language or wording.DEFAULT  # one that was asked for before this was noted
    words = wording.text(language, "erase.receipt", days=ERASED // DAY)
    if not await erasure.is_finished(tx):
        words = f"{words}\n\n{wording.text(language, 'erase.traces_left')}"
    return Post(to.chat_id, None, words)


async def render_removal(tx: Transaction, row_id: int, to: Addressee, _: int) -> Removal | None:
    """A message of Kith's that is to be taken away at Telegram."""
    row = await posts.by_object(tx, "removal", row_id)
    if row is None or row.message_id is None:
        return None
    return Removal(to.chat_id, row.message_id)
