"""/privacy: who runs it, what is kept, for how long, what Telegram sees (D1, O12).

Belongs here: the page, made from the one table of what is kept. May not enter: promises that the
table does not keep.
"""

from collections.abc import Sequence

from domain.hosting import Host
from domain.retention import BACKUPS, RETENTION
from domain.writing import units
from handlers import wording
from handlers.keyboards import Keyboard
from handlers.language import spoken_to
from handlers.notes import Screen
from handlers.step import Step
from storage import groups

SCREEN_LIFE = 86_400
ROOM = 4000
"""UTF-16 code units of a page: a message (Bot API: sendMessage), with some to spare."""


async def show(step: Step) -> None:
    """The first page: who runs it, and who can see what."""
    say = await spoken_to(step)
    await _page(step, say, [_who(step, say)], "home", "kept")


async def show_kept(step: Step) -> None:
    """The second page: each kind of thing that is kept of a person, why, and until when."""
    say = await spoken_to(step)
    await _page(step, say, of_you(say), "kept", "others")


async def show_others(step: Step) -> None:
    """The third page: the same of groups and of the program, and the backups."""
    say = await spoken_to(step)
    await _page(step, say, of_others(step.host, say), "others", "home")


async def _page(step: Step, say: str, parts: Sequence[str], this: str, other: str) -> None:
    """A part of a page, the first one unless a button says which, with the way to what follows."""
    group = None if step.chat.type == "private" else await groups.by_chat(step.tx, step.chat.id)
    if step.chat.type != "private" and group is None:
        # Its buttons would belong to nobody here: each page for itself.
        for part in (_who(step, say), *of_you(say), *of_others(step.host, say)):
            step.show(Screen(part))
        return
    which = int((step.button.choice if step.button else None) or 0) % len(parts)
    goes_on = which + 1 < len(parts)
    following, part = (this, str(which + 1)) if goes_on else (other, "0")
    label = wording.text(say, f"privacy.button.{following}")
    keyboard = Keyboard(group.id if group else None, None, step.now + SCREEN_LIFE)
    keyboard.row(keyboard.tap(label, f"privacy.{following}", choice=part))
    if step.chat.type == "private":
        mine = wording.text(say, "me.button.data")
        keyboard.row(keyboard.tap(mine, "me.section", choice="data"))
    step.show(Screen(parts[which], await keyboard.save(step.tx)))


def _who(step: Step, language: str) -> str:
    """Who runs it and how to reach them, and who can see what."""
    host = step.host
    lines = [wording.text(language, "privacy.program")]
    if host.name:
        lines.append(wording.text(language, "privacy.host", name=host.name))
    else:
        lines.append(wording.text(language, "privacy.no_host"))
    if host.contact:
        lines.append(wording.text(language, "privacy.contact", contact=host.contact))
    if host.complaint:
        lines.append(wording.text(language, "privacy.complaint", complaint=host.complaint))
    else:
        lines.append(wording.text(language, "privacy.authority"))
    lines.append(wording.text(language, "privacy.sees"))
    lines.append(wording.text(language, "privacy.outage"))
    return "\n\n".join(lines)


def of_you(language: str) -> list[str]:
    """What is kept of a person, in words: as many parts as a language needs."""
    lines = [f"– {wording.kept(language, kept)}" for kept in RETENTION if kept.of_you]
    return _parted([wording.text(language, "privacy.of_you"), *lines])


def of_others(host: Host, language: str) -> list[str]:
    """What else is kept, and the backups."""
    lines = [wording.text(language, "privacy.of_others")]
    lines += [f"– {wording.kept(language, kept)}" for kept in RETENTION if not kept.of_you]
    if host.backups:
        span = wording.span(language, BACKUPS)
        lines.append(wording.text(language, "privacy.backups", span=span))
    else:
        lines.append(wording.text(language, "privacy.no_backups"))
    return _parted(lines)


def _parted(lines: Sequence[str]) -> list[str]:
    """Whole lines, in parts that each fit into a message."""
    parts = [""]
    for line in lines:
        longer = f"{parts[-1]}\n{line}".lstrip("\n")
        if units(longer) <= ROOM:
            parts[-1] = longer
        else:
            parts.append(line)
    return parts
