"""What somebody chooses to keep: their country; and telling that a number is wrong (S17).

Belongs here: those taps, which go through the turn like any other. May not enter: what is only
shown, and any note of who told of a number.
"""

import re

from domain.refusals import ButtonGone
from handlers import wording
from handlers.language import spoken_to
from handlers.signposts.lines import country_name, is_country
from handlers.signposts.request import of_change
from handlers.step import Step
from storage import people, signposts

_KEY = re.compile(r"[0-9a-f]{12}")


async def keep_country(step: Step) -> None:
    """Remember the tapped country for the one who tapped, because they asked. Raises ButtonGone."""
    country = _country(_about(step, 1)[0])
    person = await people.remember(step.tx, step.telegram_id)
    await signposts.keep_country(step.tx, person.id, country)


async def forget_country(step: Step) -> None:
    """Forget it."""
    person = await people.find(step.tx, step.telegram_id)
    if person:
        await signposts.forget_country(step.tx, person.id)


async def show_country(step: Step) -> None:
    """Say what is remembered now."""
    person = await people.find(step.tx, step.telegram_id)
    country = await signposts.country_of(step.tx, person.id) if person else None
    if country is None:
        step.answer(wording.text(await spoken_to(step), "signposts.country_forgotten"), alert=True)
        return
    say = await spoken_to(step)
    words = wording.text(say, "signposts.country_kept", country=country_name(say, country))
    step.answer(words, alert=True)


async def tell_wrong(step: Step) -> None:
    """Note that the number of a line is wrong, and nothing of who said so. Raises ButtonGone."""
    country, key = _about(step, 2)
    if not _KEY.fullmatch(key):
        raise ButtonGone
    await signposts.tell_wrong(step.tx, key, _country(country), step.now)


async def show_told(step: Step) -> None:
    """Say that it is noted."""
    step.answer(wording.text(await spoken_to(step), "signposts.wrong_told"), alert=True)


def _about(step: Step, count: int) -> list[str]:
    tap = step.update.callback_query
    told = of_change(tap.data or "") if tap else None
    if told is None or len(told[1]) != count:
        raise ButtonGone
    return told[1]


def _country(code: str) -> str:
    if not is_country(wording.DEFAULT, code):  # in any language they are the same ones
        raise ButtonGone
    return code
