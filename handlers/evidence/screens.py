"""/evidence: when the group looks back, about what, and what it shows of itself (G12).

Belongs here: the screen, the fields, the files. May not enter: releasing anything; what is wanted
goes to the gate, and a report is decided on by the group alone.
"""

from domain import evidence as rules
from domain.changes import Change
from domain.refusals import ButtonGone
from domain.writing import units
from handlers import fields, wording
from handlers.doors import door, hand
from handlers.evidence import report
from handlers.evidence.report import FILE, PICTURE
from handlers.evidence.rounds import lines_of
from handlers.keyboards import SCREEN_LIFE, Keyboard
from handlers.notes import Document, Screen
from handlers.proposals.gate import group_of, show_draft, wish
from handlers.step import Step
from storage import evidence, people
from storage.evidence import Kept, Round
from storage.groups import Group

CAPTION = 1024
"""UTF-16 units below a file (Bot API: sendDocument)."""


async def show(step: Step) -> None:
    """What is so now, and what could be, seen by the one who asks."""
    group = await group_of(step)
    person = await people.remember(step.tx, step.telegram_id)
    keyboard, say = Keyboard(group.id, person.id, step.now + SCREEN_LIFE), group.language
    kept = await evidence.of_group(step.tx, group.id)
    newest = await evidence.newest(step.tx, group.id)
    told = _state(group, kept)
    if kept.report:
        told.append(report.whole(group, kept.report))
        _add_files(keyboard, say)
    if kept.next_at is not None:
        _add_writing(step, group, keyboard, newest)
    label = wording.text(say, "evidence.button.off" if kept.next_at else "evidence.button.on")
    choice = "evidence=" + ("" if kept.next_at else "on")
    keyboard.row(keyboard.tap(label, "proposals.wish", None, choice))
    step.show(Screen("\n\n".join(told), await keyboard.save(step.tx)))


def _state(group: Group, kept: Kept) -> list[str]:
    say = group.language
    if kept.next_at is None:
        return [wording.text(say, "evidence.is_off")]
    day = wording.day(say, kept.next_at, group.zone)
    listed = "\n".join(lines_of(group, kept.lines))
    return [wording.text(say, "evidence.is_on", day=day, lines=listed)]


def _add_files(keyboard: Keyboard, say: str) -> None:
    taps = [keyboard.tap(wording.text(say, "evidence.button.file"), "evidence.file")]
    if report.has_pictures():
        label = wording.text(say, "evidence.button.picture")
        taps.insert(0, keyboard.tap(label, "evidence.picture"))
    keyboard.row(*taps)


def _add_writing(step: Step, group: Group, keyboard: Keyboard, newest: Round | None) -> None:
    say = group.language
    if newest is not None and newest.told:
        label = wording.text(say, "evidence.button.release")
        keyboard.row(keyboard.tap(label, "evidence.release", newest.id))
    for action in ("write", "lines"):
        link = door(
            step,
            keyboard,
            wording.text(say, f"evidence.button.{action}"),
            f"evidence.{action}",
            about=group.id,
        )
        keyboard.row(link)


# What is wanted


async def release(step: Step) -> None:
    """What was published of the last one, as a report before the group. Raises ButtonGone."""
    group = await group_of(step)
    asked = await evidence.get(step.tx, step.pressed.object_id or 0)
    if asked is None or asked.group_id != group.id or not asked.told:
        raise ButtonGone
    words = report.told_words(group, asked)
    await wish(step, group, Change("report", None, words), by_all=True)


async def show_wished(step: Step) -> None:
    """What the group would read."""
    await show_draft(step, await group_of(step))


async def open_report(step: Step) -> None:
    """Use the link up; the next message in private becomes what the group is asked to show."""
    await group_of(step)
    await fields.open_by_link(step, "evidence.write")


async def open_lines(step: Step) -> None:
    """Use the link up; the next message in private becomes the group's own lines."""
    await group_of(step)
    await fields.open_by_link(step, "evidence.lines")


async def show_report_field(step: Step) -> None:
    """Which door is open, until when, and what becomes of it."""
    group = await group_of(step)
    most = rules.REPORT_LINES
    await fields.show_open(step, group.language, group.zone, "evidence.field", most=most)


async def show_lines_field(step: Step) -> None:
    """The same, for the lines."""
    group = await group_of(step)
    most = rules.MOST_LINES
    await fields.show_open(step, group.language, group.zone, "evidence.field_lines", most=most)


async def write_report(step: Step) -> None:
    """What was written, as a report before the group. Raises LineUnfit, TooManyLines."""
    words = "\n".join(rules.report_lines(step.message.text or ""))
    await wish(step, await group_of(step), Change("report", None, words), by_all=True)
    await fields.use(step)


async def write_lines(step: Step) -> None:
    """Other lines, before the group. Raises LineUnfit, TooManyLines."""
    words = "\n".join(rules.own_lines(step.message.text or ""))
    await wish(step, await group_of(step), Change("evidence_lines", None, words), by_all=True)
    await fields.use(step)


# What was released


async def send_picture(step: Step) -> None:
    """The picture, with the same in words beside it. Raises ButtonGone, NotReachable."""
    group, released = await _released(step)
    if not report.has_pictures():
        raise ButtonGone
    words = report.whole(group, released)
    if units(words) > CAPTION:
        words = wording.text(group.language, "evidence.in_words")
    await hand(step, group.language, Document(PICTURE, report.picture(group, released), words))


async def send_file(step: Step) -> None:
    """The page for whoever asks what this group is for. Raises NotReachable, ButtonGone."""
    group, released = await _released(step)
    words = wording.text(group.language, "evidence.for_funders")
    await hand(step, group.language, Document(FILE, report.page(group, released), words))


async def _released(step: Step) -> tuple[Group, str]:
    group = await group_of(step)
    kept = await evidence.of_group(step.tx, group.id)
    if not kept.report:
        raise ButtonGone
    return group, kept.report
