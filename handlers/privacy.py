"""/privacy: who runs it, what is kept, for how long, what Telegram sees (D1, O12).

Belongs here: the page, made from the one table of what is kept. May not enter: promises that the
table does not keep.
"""

from domain.retention import BACKUPS, RETENTION
from handlers import wording
from handlers.keyboards import Keyboard
from handlers.notes import Screen
from handlers.step import Step
from storage import groups

SCREEN_LIFE = 86_400


async def show(step: Step) -> None:
    """The first page: who runs it, and who can see what."""
    await _page(step, _who(step), wording.text(wording.DEFAULT, "button.kept"), "privacy.kept")


async def show_kept(step: Step) -> None:
    """The second page: each kind of thing that is kept, why, and until when."""
    label = wording.text(wording.DEFAULT, "button.privacy")
    await _page(step, kept_words(step), label, "privacy.home")


async def _page(step: Step, words: str, label: str, action: str) -> None:
    """A page, with the way to the other one."""
    group = None if step.chat.type == "private" else await groups.by_chat(step.tx, step.chat.id)
    if step.chat.type != "private" and group is None:
        # Its buttons would belong to nobody here: everything at once.
        step.show(Screen(f"{_who(step)}\n\n{kept_words(step)}"))
        return
    keyboard = Keyboard(group.id if group else None, None, step.now + SCREEN_LIFE)
    keyboard.row(keyboard.tap(label, action))
    if step.chat.type == "private":
        mine = wording.text(wording.DEFAULT, "me.button.data")
        keyboard.row(keyboard.tap(mine, "me.section", choice="data"))
    step.show(Screen(words, await keyboard.save(step.tx)))


def _who(step: Step) -> str:
    """Who runs it and how to reach them, and who can see what."""
    language, host = wording.DEFAULT, step.host
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


def kept_words(step: Step) -> str:
    """The table of what is kept, in words."""
    language = wording.DEFAULT
    lines = [wording.text(language, "privacy.of_you")]
    lines += [f"– {wording.kept(language, kept)}" for kept in RETENTION if kept.of_you]
    lines.append(wording.text(language, "privacy.of_others"))
    lines += [f"– {wording.kept(language, kept)}" for kept in RETENTION if not kept.of_you]
    if step.host.backups:
        lines.append(
            wording.text(language, "privacy.backups", span=wording.span(language, BACKUPS))
        )
    else:
        lines.append(wording.text(language, "privacy.no_backups"))
    return "\n".join(lines)
