"""/stewards: something is wrong, to a steward of one's choice, and their answer (G6, G7).

Belongs here: the way there from the group, and the way back. May not enter: what a steward can do
about pair-ups (`pairs/stewards`, whose words these are too); telling anybody else.
"""

from domain.pairs.rules import LETTER
from domain.people import shown_name
from domain.refusals import ButtonGone, GroupUnknown
from domain.refusals.pairs import PairWordsUnfit
from domain.writing import several_lines
from handlers import fields, wording
from handlers.doors import door
from handlers.keyboards import LINK_LIFE, SCREEN_LIFE, Keyboard, signposts_button
from handlers.language import spoken_to
from handlers.notes import Screen
from handlers.pairs.letters import write
from handlers.pairs.present import group_of
from handlers.pairs.stewards import WORDS_LIMIT, read, steward_taps
from handlers.step import Step
from storage import buttons, groups, people
from storage.groups import Group
from storage.pairs import reports, standing
from storage.pairs.reports import Concern


async def show_door(step: Step) -> None:
    """The way into the private chat, seen only by who asks. Raises GroupUnknown."""
    group = await groups.by_chat(step.tx, step.chat.id)
    if group is None:
        raise GroupUnknown
    person = await people.remember(step.tx, step.telegram_id)
    keyboard = Keyboard(group.id, person.id, step.now + LINK_LIFE)
    label = wording.text(group.language, "button.in_private")
    link = door(step, keyboard, label, "concerns.choose", about=group.id)
    keyboard.row(link)
    keyboard.row(signposts_button(group.language))
    words = wording.text(group.language, "concerns.door")
    step.show(Screen(words, await keyboard.save(step.tx)))


async def arrive(step: Step) -> None:
    """They pressed Start: from now on a letter reaches them."""
    person = await people.remember(step.tx, step.telegram_id)
    await people.set_reachable(step.tx, person.id, reachable=True)
    await buttons.use(step.tx, step.pressed.token, step.update.update_id)


async def show_choice(step: Step) -> None:
    """The stewards whom Kith can write to, and the group's person outside it."""
    group = await group_of(step, step.pressed.group_id)
    person = await people.remember(step.tx, step.telegram_id)
    keyboard = Keyboard(group.id, person.id, step.now + SCREEN_LIFE)
    known = await steward_taps(step, group, keyboard, None, set())
    keyboard.row(signposts_button(group.language))
    words = [wording.text(group.language, "concerns.choose" if known else "pairs.no_stewards")]
    chosen = await standing.settings(step.tx, group.id)
    if chosen.outside:
        words.append(wording.text(group.language, "pairs.outside", outside=chosen.outside))
    step.show(Screen("\n\n".join(words), await keyboard.save(step.tx)))


# The steward answers


async def open_answer(step: Step) -> None:
    """The steward's next line goes back, once. Raises ButtonGone, NotSteward."""
    concern, _ = await read(step)
    await fields.open_for(step, concern.to_id, "concerns.answer")


async def show_answer_field(step: Step) -> None:
    """Which door is open; from the tapped button, since the field was opened just now."""
    concern, group = await read(step)
    if step.opened is None:
        raise ButtonGone
    await fields.show_open(
        step,
        group.language,
        group.zone,
        "concerns.answer_field",
        name=concern.name,
        limit=WORDS_LIMIT,
    )


async def send_answer(step: Step) -> None:
    """Keep it, sealed, until it is old; whoever wrote gets a letter. Raises ButtonGone,
    NotSteward, PairWordsUnfit."""
    concern, group = await _answered(step)
    words = several_lines(step.message.text or "", WORDS_LIMIT)
    if words is None:
        raise PairWordsUnfit(limit=WORDS_LIMIT)
    answer_id = await reports.write(
        step.tx,
        group.id,
        by_id=concern.to_id,
        to_id=concern.by_id,
        about_id=None,
        words=words,
        name=shown_name(step.first_name),
        at=step.now,
    )
    await write(
        step.tx,
        "concern_answer",
        answer_id,
        group_id=group.id,
        person_id=concern.by_id,
        now=step.now,
        not_after=step.now + LETTER,
    )
    await fields.use(step)


async def _answered(step: Step) -> tuple[Concern, Group]:
    opened = step.opened
    assert opened is not None  # only a line in a field gets here
    concern = opened.object_id and await reports.concern(step.tx, opened.object_id)
    if not concern or concern.to_id != opened.person_id:
        raise ButtonGone
    group = await group_of(step, concern.group_id)
    step.rights.require_steward(group.chat_id, step.telegram_id)
    return concern, group


async def show_sent(step: Step) -> None:
    """The answer is on its way."""
    step.show(Screen(wording.text(await spoken_to(step), "pairs.concern_sent")))


# Whoever wrote


async def show_answer(step: Step) -> None:
    """The steward's words, for the one they answer, who can write again. Raises ButtonGone."""
    object_id = step.pressed.object_id
    answer = object_id and await reports.concern(step.tx, object_id)
    person = await people.find(step.tx, step.telegram_id)
    if not answer or person is None or answer.to_id != person.id:
        raise ButtonGone
    group = await group_of(step, answer.group_id)
    keyboard = Keyboard(group.id, person.id, answer.at + LETTER)
    label = wording.text(group.language, "pairs.button.to_steward", name=answer.name)
    keyboard.row(keyboard.tap(label, "pairs.to_steward", None, str(answer.by_id)))
    keyboard.row(signposts_button(group.language))
    words = wording.text(group.language, "concerns.answer", name=answer.name, words=answer.words)
    step.show(Screen(words, await keyboard.save(step.tx)))
