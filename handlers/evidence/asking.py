"""The questions: asked of everyone in one window, answered with one tap each (G12).

Belongs here: the screens that only the one who answers sees, and the tap. May not enter: a row, a
button or a word from which it could be read what somebody answered. The buttons of a question are
all alike; none of them is used up, and the next question knows nothing of the last one's answer.
"""

import secrets

from domain import evidence as rules
from domain.refusals import ButtonGone, CheckinClosed
from handlers import wording
from handlers.evidence.rounds import POST, both
from handlers.keyboards import Keyboard, signposts_button
from handlers.notes import Screen
from handlers.proposals.gate import insider
from handlers.step import Step
from storage import evidence, outbox, people
from storage.evidence import OPEN, Round
from storage.groups import Group

_RNG = secrets.SystemRandom()


async def show_first(step: Step) -> None:
    """The first question that is not answered yet."""
    asked, group = await _open(step)
    await _show(step, asked, group, 0)


async def arrive(step: Step) -> None:
    """A tap on the post proves that it arrived."""
    asked, _ = await _open(step)
    if step.tapped_place and step.chat.type != "private":
        await outbox.prove(step.tx, POST, asked.id, step.tapped_place)


async def give(step: Step) -> None:
    """Count an answer, once; it cannot be found again. Raises CheckinClosed, ButtonGone."""
    asked, group = await _open(step)
    question, answer = _choice(step)
    member_id = await insider(step, group)
    numbers = rules.add(await evidence.tally(step.tx, asked), question, answer, _RNG)
    if await evidence.mark(step.tx, asked.id, question, member_id):
        await evidence.keep_tally(step.tx, asked, numbers)


async def show_next(step: Step) -> None:
    """The question after the one that was answered; or that this was all."""
    asked, group = await _open(step)
    await _show(step, asked, group, _choice(step)[0] + 1)


async def _show(step: Step, asked: Round, group: Group, question: int) -> None:
    member_id, say = await insider(step, group), group.language
    while question < asked.questions and await evidence.has_answered(
        step.tx, asked.id, question, member_id
    ):
        question += 1
    person = await people.remember(step.tx, step.telegram_id)
    keyboard = Keyboard(group.id, person.id, asked.closes_at)
    if question == asked.questions:
        keyboard.row(signposts_button(say))
        step.show(Screen(wording.text(say, "evidence.all"), await keyboard.save(step.tx)))
        return
    words = _add_answers(keyboard, asked, group, question)
    keyboard.row(signposts_button(say))
    step.show(Screen(words, await keyboard.save(step.tx)))


def _add_answers(keyboard: Keyboard, asked: Round, group: Group, question: int) -> str:
    """The buttons of a question; answers its words."""
    say = group.language
    if question == asked.questions - 1:
        labels = {each: wording.text(say, f"evidence.need_{each}") for each in rules.NEEDS}
        words = wording.text(say, "evidence.needed")
    else:
        labels = {each: wording.text(say, f"evidence.opinion_{each}") for each in rules.OPINIONS}
        words = asked.lines[question]
    taps = [
        keyboard.tap(label, "evidence.give", asked.id, f"{question}:{each}")
        for each, label in labels.items()
    ]
    for start in range(0, len(taps), 2):
        keyboard.row(*taps[start : start + 2])
    return words


def _choice(step: Step) -> tuple[int, str]:
    question, _, answer = (step.pressed.choice or "").partition(":")
    if not question.isdigit():
        raise ButtonGone
    return int(question), answer


async def _open(step: Step) -> tuple[Round, Group]:
    """The one behind the button, which still takes answers. Raises CheckinClosed."""
    found = await both(step.tx, step.pressed.object_id or 0)
    if found is None or found[0].state != OPEN or found[0].closes_at <= step.now:
        raise CheckinClosed
    if found[0].way != rules.ASKED:
        raise ButtonGone
    return found
