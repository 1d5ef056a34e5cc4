"""How I like to meet in a round of pairs: medium, length, language, threes only (P10).

Belongs here: the screen, and what a tap on it keeps. May not enter: what a draw
makes of it (domain).
"""

from domain.pairs.likes import LISTS, TRIO, Likes
from handlers import wording
from handlers.me import consent
from handlers.own import Me, agreed, asking, back, screen
from handlers.step import Step
from storage.pairs import likes


async def show(step: Step) -> None:
    """Every choice, with a mark where it is chosen; nothing chosen is no need."""
    me = await asking(step)
    if await consent.asked_first(step, me, "likes"):
        return
    now = (await likes.of(step.tx, [me.person.id]))[me.person.id]
    keyboard = me.keyboard(step)
    for name, keys in LISTS.items():
        chosen = getattr(now, name)
        taps = [
            keyboard.tap(
                _marked(me, _word(me, name, key), key in chosen), "me.likes", choice=f"{name}:{key}"
            )
            for key in keys
        ]
        for start in range(0, len(taps), 3):
            keyboard.row(*taps[start : start + 3])
    label = wording.text(me.language, "likes.trio_only")
    keyboard.row(keyboard.tap(_marked(me, label, now.trio_only), "me.likes", choice=f"{TRIO}:"))
    back(me, keyboard)
    await screen(step, keyboard, wording.text(me.language, "likes.screen"))


async def turn(step: Step) -> None:
    """One choice more, or one less. Raises ButtonGone."""
    me = await agreed(step)
    name, _, key = (step.pressed.choice or "").partition(":")
    now = (await likes.of(step.tx, [me.person.id]))[me.person.id]
    await likes.keep(step.tx, me.person.id, now.turned(name, key))


async def line(step: Step, me: Me) -> str | None:
    """That something is chosen."""
    now = (await likes.of(step.tx, [me.person.id]))[me.person.id]
    return None if now == Likes() else wording.text(me.language, "likes.line")


def _word(me: Me, name: str, key: str) -> str:
    match name:
        case "media":
            return wording.text(me.language, f"pairs.medium.{key}")
        case "lengths":
            return wording.text(me.language, f"pairs.length.{key}")
    return wording.own_name(key)


def _marked(me: Me, label: str, is_chosen: bool) -> str:
    return wording.text(me.language, "likes.chosen", label=label) if is_chosen else label
