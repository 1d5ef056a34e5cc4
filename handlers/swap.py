"""/swap: what groups give each other, out and in as nameless files (G16).

Belongs here: giving a file, taking one in, and showing it as a proposal. May not enter: what a file
may hold (domain), deciding; whoever takes one in proposes it to the group like anything else.
"""

from domain import sketches, swap
from domain.agreement import lines_of
from domain.changes import Change
from domain.refusals import NothingToShow, SwapAway, SwapUnfit
from domain.schedule import local_date
from domain.swap import AGREEMENT, CHECKIN, QUESTIONS, Swap
from handlers import fields, wording
from handlers.changes.checkins import as_sketch, questions_of
from handlers.checkins.posts import schedule_name
from handlers.doors import door, hand
from handlers.keyboards import SCREEN_LIFE, Keyboard
from handlers.notes import Document, Screen
from handlers.proposals.gate import group_of, show_draft, wish
from handlers.step import Step
from storage import agreement, checkins, people
from storage.groups import Group


async def show(step: Step) -> None:
    """What can be given, and the way to take a file in; seen by the one who asks."""
    group = await group_of(step)
    person = await people.remember(step.tx, step.telegram_id)
    keyboard, say = Keyboard(group.id, person.id, step.now + SCREEN_LIFE), group.language
    if (await agreement.newest(step.tx, group.id)).number:
        label = wording.text(say, "swap.button.agreement")
        keyboard.row(keyboard.tap(label, "swap.give", None, AGREEMENT))
    if await questions_of(step.tx, group.id):
        label = wording.text(say, "swap.button.questions")
        keyboard.row(keyboard.tap(label, "swap.give", None, QUESTIONS))
    for row in await checkins.schedules_of(step.tx, group.id):
        if row.rule.once_on is None:
            label = wording.text(say, "swap.button.checkin", name=schedule_name(row))
            keyboard.row(keyboard.tap(label, "swap.give", row.id, CHECKIN))
    link = door(step, keyboard, wording.text(say, "swap.button.take"), "swap.take", about=group.id)
    keyboard.row(link)
    step.show(Screen(wording.text(say, "swap.choice"), await keyboard.save(step.tx)))


# Out


async def give(step: Step) -> None:
    """The file, in private. Raises NotReachable, NothingToShow."""
    group = await group_of(step)
    words = wording.text(group.language, "swap.given")
    await hand(step, group.language, Document(swap.NAME, await _file(step, group), words))


async def _file(step: Step, group: Group) -> bytes:
    if step.pressed.choice == AGREEMENT:
        lines = lines_of((await agreement.newest(step.tx, group.id)).words)
        return _of_lines(AGREEMENT, lines)
    if step.pressed.choice == QUESTIONS:
        questions = await questions_of(step.tx, group.id)
        return _of_lines(QUESTIONS, questions[-swap.MOST_QUESTIONS :])
    row = await checkins.schedule(step.tx, step.pressed.object_id or 0)
    if row is None or row.group_id != group.id or row.rule.once_on is not None:
        raise NothingToShow
    return swap.of_checkin(as_sketch(row))


def _of_lines(kind: str, lines: list[str]) -> bytes:
    if not lines:
        raise NothingToShow
    return swap.of_lines(kind, lines)


# In


async def open_field(step: Step) -> None:
    """Use the link up; the next file in private is looked at."""
    await group_of(step)
    await fields.open_by_link(step, "swap.take")


async def show_field(step: Step) -> None:
    """Which door is open, until when, and what becomes of the file."""
    group = await group_of(step)
    most = swap.LARGEST // 1024
    await fields.show_open(step, group.language, group.zone, "swap.field", most=most)


async def take(step: Step) -> None:
    """What the file holds, as a draft; whoever it is, the group decides.

    Raises SwapUnfit, SwapHuge, SwapAway, and what could not be proposed by hand either.
    """
    group = await group_of(step)
    change = await _change(step, group, _read(step, group))
    await wish(step, group, change, by_all=True)
    await fields.use(step)


def _read(step: Step, group: Group) -> Swap:
    sent = step.message.document
    if sent is None:
        raise SwapUnfit
    swap.require_size(sent.file_size or 0)
    if step.file is None:
        raise SwapAway
    return swap.read(step.file, group.zone, local_date(step.now, group.zone))


async def _change(step: Step, group: Group, taken: Swap) -> Change:
    if taken.sketch is not None:
        return Change("schedule", None, sketches.written(taken.sketch))
    if taken.kind == AGREEMENT:
        return Change("agreement", None, "\n".join(taken.lines))
    there = await questions_of(step.tx, group.id)
    return Change("questions", None, "\n".join(dict.fromkeys([*there, *taken.lines])))


async def show_taken(step: Step) -> None:
    """Exactly what the group would read."""
    await show_draft(step, await group_of(step))
