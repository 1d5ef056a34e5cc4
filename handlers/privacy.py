"""/privacy: who runs it, what is kept, for how long, what Telegram sees (D1, O12).

Belongs here: the page, made from the one table of what is kept. May not enter: promises that the
table does not keep.
"""

from domain.hosting import Host
from domain.retention import BACKUPS, RETENTION
from handlers import wording
from handlers.keyboards import Keyboard
from handlers.language import spoken_to
from handlers.notes import Screen
from handlers.step import Step
from storage import groups

SCREEN_LIFE = 86_400


async def show(step: Step) -> None:
    """The first page: who runs it, and who can see what."""
    say = await spoken_to(step)
    await _page(step, say, _who(step, say), "kept")


async def show_kept(step: Step) -> None:
    """The second page: each kind of thing that is kept of a person, why, and until when."""
    say = await spoken_to(step)
    await _page(step, say, of_you(say), "others")


async def show_others(step: Step) -> None:
    """The third page: the same of groups and of the program, and the backups."""
    say = await spoken_to(step)
    await _page(step, say, of_others(step.host, say), "home")


async def _page(step: Step, say: str, words: str, other: str) -> None:
    """A page, with the way to the other one."""
    group = None if step.chat.type == "private" else await groups.by_chat(step.tx, step.chat.id)
    if step.chat.type != "private" and group is None:
        # Its buttons would belong to nobody here: each page for itself.
        step.show(Screen(_who(step, say)))
        step.show(Screen(of_you(say)))
        step.show(Screen(of_others(step.host, say)))
        return
    label = wording.text(say, f"privacy.button.{other}")
    keyboard = Keyboard(group.id if group else None, None, step.now + SCREEN_LIFE)
    keyboard.row(keyboard.tap(label, f"privacy.{other}"))
    if step.chat.type == "private":
        mine = wording.text(say, "me.button.data")
        keyboard.row(keyboard.tap(mine, "me.section", choice="data"))
    step.show(Screen(words, await keyboard.save(step.tx)))


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


def of_you(language: str) -> str:
    """What is kept of a person, in words."""
    lines = [f"– {wording.kept(language, kept)}" for kept in RETENTION if kept.of_you]
    return "\n".join([wording.text(language, "privacy.of_you"), *lines])


def of_others(host: Host, language: str) -> str:
    """What else is kept, and the backups."""
    lines = [wording.text(language, "privacy.of_others")]
    lines += [f"– {wording.kept(language, kept)}" for kept in RETENTION if not kept.of_you]
    if host.backups:
        span = wording.span(language, BACKUPS)
        lines.append(wording.text(language, "privacy.backups", span=span))
    else:
        lines.append(wording.text(language, "privacy.no_backups"))
    return "\n".join(lines)
