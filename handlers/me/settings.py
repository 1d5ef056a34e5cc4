"""Settings of one's own: away, quiet hours, zone, country, language (M1).

Belongs here: their screens and what a tap on them keeps. May not enter: what follows from them.
"""

from functools import partial

from babel import Locale
from telegram import InlineKeyboardButton

from domain.preferences import AWAY_DAYS, QUIET_HOURS
from domain.refusals import ButtonGone
from handlers import wording, zones
from handlers.alphabet import initial, places
from handlers.keyboards import Keyboard
from handlers.me import consent, own_checkin
from handlers.own import Me, agreed, asking, back, screen
from handlers.step import Step
from storage import preferences, signposts

DAY = 86_400
_NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
"""Codes of CLDR that stand for a union, for several, or for nothing."""
BESIDE, ON_A_PAGE = 3, 24
"""Buttons beside each other, and on one screen."""
UNTIL_I_SAY, BACK_AGAIN, NONE = "say", "back", "none"


# What the first screen says


async def away_line(step: Step, me: Me) -> str | None:
    """Whether they are away, and until when."""
    if me.chosen.away:
        return wording.text(me.language, "me.away_until_i_say")
    if me.chosen.is_away(step.now):
        day = wording.day(me.language, me.chosen.away_until or 0, me.zone)
        return wording.text(me.language, "me.away_until", day=day)
    return None


async def quiet_line(_: Step, me: Me) -> str | None:
    """Their quiet hours."""
    if me.chosen.quiet_from is None or me.chosen.quiet_to is None:
        return None
    hours = _hours(me.language, me.chosen.quiet_from, me.chosen.quiet_to)
    return wording.text(me.language, "me.quiet", hours=hours)


async def zone_line(step: Step, me: Me) -> str | None:
    """Their zone, with the time there."""
    if me.chosen.zone is None:
        return None
    time = wording.clock_time(me.language, step.now, me.chosen.zone)
    return wording.text(me.language, "me.zone", zone=me.chosen.zone, time=time)


async def country_line(step: Step, me: Me) -> str | None:
    """The country their signposts are for."""
    code = await signposts.country_of(step.tx, me.person.id)
    if code is None:
        return None
    return wording.text(me.language, "me.country", country=_countries(me).get(code, code))


async def language_line(_: Step, me: Me) -> str | None:
    """The language of their private chat, where there is a choice."""
    if me.chosen.language is None:
        return None
    return wording.text(me.language, "me.language", name=wording.own_name(me.chosen.language))


# Away


async def show_away(step: Step) -> None:
    """Being away, with an end or without one."""
    me = await asking(step)
    if await consent.asked_first(step, me, "away"):
        return
    keyboard = me.keyboard(step)
    label = wording.text(me.language, "button.until_i_say")
    keyboard.row(keyboard.tap(label, "me.away", choice=UNTIL_I_SAY))
    days = [
        keyboard.tap(
            wording.text(me.language, "button.days", days=days), "me.away", None, str(days)
        )
        for days in AWAY_DAYS
    ]
    keyboard.row(*days)
    if me.chosen.is_away(step.now):
        label = wording.text(me.language, "button.back_again")
        keyboard.row(keyboard.tap(label, "me.away", choice=BACK_AGAIN))
    back(me, keyboard)
    now = await away_line(step, me) or wording.text(me.language, "me.not_away")
    await screen(step, keyboard, f"{now}\n\n{wording.text(me.language, 'me.away')}")


async def go_away(step: Step) -> None:
    """Keep that they are away, or back."""
    me, choice = await agreed(step), step.pressed.choice or ""
    until = step.now + int(choice) * DAY if choice.isdigit() else None
    chosen = {"away": choice == UNTIL_I_SAY, "away_until": until}
    await _keep(step, me, **chosen)


# Quiet hours


async def show_quiet(step: Step) -> None:
    """Hours in which nothing is sent to them by itself."""
    me = await asking(step)
    if await consent.asked_first(step, me, "quiet"):
        return
    keyboard = me.keyboard(step)
    for number, hours in enumerate(QUIET_HOURS):
        label = wording.text(me.language, "button.no_quiet")
        if hours:
            label = _hours(me.language, *hours)
        keyboard.row(keyboard.tap(label, "me.quiet", choice=str(number)))
    back(me, keyboard)
    now = await quiet_line(step, me) or wording.text(me.language, "me.no_quiet")
    words = wording.text(me.language, "me.quiet_hours", zone=me.zone)
    await screen(step, keyboard, f"{now}\n\n{words}")


async def keep_quiet(step: Step) -> None:
    """Keep the chosen hours."""
    me = await agreed(step)
    quiet_from, quiet_to = QUIET_HOURS[int(step.pressed.choice or 0)] or (None, None)
    chosen = {"quiet_from": quiet_from, "quiet_to": quiet_to}
    await _keep(step, me, **chosen)


# Zone


async def show_regions(step: Step) -> None:
    """The regions of the world, by name; a place is never asked for in another way (C4)."""
    me = await asking(step)
    if await consent.asked_first(step, me, "zone"):
        return
    keyboard = me.keyboard(step)
    names = {each: wording.text(me.language, f"region.{each}") for each in zones.REGIONS}
    taps = [keyboard.tap(name, "me.region", choice=f"{region}:0") for region, name in names.items()]
    _in_rows(keyboard, taps)
    back(me, keyboard)
    now = await zone_line(step, me) or wording.text(me.language, "me.no_zone")
    await screen(step, keyboard, f"{now}\n\n{wording.text(me.language, 'me.choose_region')}")


async def show_cities(step: Step) -> None:
    """A page of the cities of a region."""
    me = await agreed(step)
    region, _, page = (step.pressed.choice or "").partition(":")
    if region not in zones.REGIONS or not page.isdigit():
        raise ButtonGone
    there, start = zones.cities(region, me.language), int(page)
    keyboard = me.keyboard(step)
    taps = [
        keyboard.tap(zones.city(zone, me.language), "me.zone", choice=zone)
        for zone in there[start : start + ON_A_PAGE]
    ]
    _in_rows(keyboard, taps)
    if len(there) > ON_A_PAGE:
        following = start + ON_A_PAGE if start + ON_A_PAGE < len(there) else 0
        label = wording.text(me.language, "button.more")
        keyboard.row(keyboard.tap(label, "me.region", choice=f"{region}:{following}"))
    back(me, keyboard)
    await screen(step, keyboard, wording.text(me.language, "me.choose_city"))


async def keep_zone(step: Step) -> None:
    """Keep the zone."""
    me, zone = await agreed(step), step.pressed.choice or ""
    if not zones.is_place(zone):
        raise ButtonGone
    await _keep(step, me, zone=zone)


# Country


async def show_letters(step: Step) -> None:
    """The first letters of countries."""
    me = await asking(step)
    if await consent.asked_first(step, me, "country"):
        return
    keyboard = me.keyboard(step)
    found = {initial(me.language, name) for name in _countries(me).values()}
    letters = sorted(found, key=partial(places, me.language))
    _in_rows(keyboard, [keyboard.tap(each, "me.letter", choice=each) for each in letters], 6)
    current = await country_line(step, me)
    if current:
        label = wording.text(me.language, "button.no_country")
        keyboard.row(keyboard.tap(label, "me.country", choice=NONE))
    back(me, keyboard)
    now = current or wording.text(me.language, "me.no_country")
    await screen(step, keyboard, f"{now}\n\n{wording.text(me.language, 'me.choose_letter')}")


async def show_countries(step: Step) -> None:
    """The countries that begin with a letter."""
    me = await agreed(step)
    keyboard = me.keyboard(step)
    named = sorted(_countries(me).items(), key=lambda each: places(me.language, each[1]))
    taps = [
        keyboard.tap(name, "me.country", choice=code)
        for code, name in named
        if initial(me.language, name) == step.pressed.choice
    ]
    _in_rows(keyboard, taps, 2)
    back(me, keyboard)
    await screen(step, keyboard, wording.text(me.language, "me.choose_country"))


async def keep_country(step: Step) -> None:
    """Keep the country, or none."""
    me, code = await agreed(step), step.pressed.choice or NONE
    if code == NONE:
        await signposts.forget_country(step.tx, me.person.id)
    elif code in _countries(me):
        await signposts.keep_country(step.tx, me.person.id, code)


# Language


async def show_languages(step: Step) -> None:
    """The languages that Kith speaks."""
    me = await asking(step)
    if await consent.asked_first(step, me, "language"):
        return
    keyboard = me.keyboard(step)
    spoken = wording.languages()
    _in_rows(
        keyboard,
        [keyboard.tap(wording.own_name(each), "me.language", choice=each) for each in spoken],
    )
    back(me, keyboard)
    await screen(step, keyboard, wording.text(me.language, "me.choose_language"))


async def keep_language(step: Step) -> None:
    """Keep the language."""
    me, language = await agreed(step), step.pressed.choice
    if language not in wording.languages():
        raise ButtonGone
    await preferences.choose(step.tx, me.person.id, language=language)


async def _keep(step: Step, me: Me, **chosen: object) -> None:
    """Keep a choice that says when something may be sent; what waits is reckoned anew."""
    await preferences.choose(step.tx, me.person.id, **chosen)
    await own_checkin.reckon(step.tx, me.person.id, step.now)


def _hours(language: str, quiet_from: int, quiet_to: int) -> str:
    times = [f"{minute // 60:02}:{minute % 60:02}" for minute in (quiet_from, quiet_to)]
    return wording.text(language, "me.hours", start=times[0], end=times[1])


def _countries(me: Me) -> dict[str, str]:
    """Names by ISO 3166 code."""
    named = Locale.parse(me.language).territories
    return {
        code: str(name)
        for code, name in named.items()
        if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES
    }


def _in_rows(keyboard: Keyboard, taps: list[InlineKeyboardButton], beside: int = BESIDE) -> None:
    for start in range(0, len(taps), beside):
        keyboard.row(*taps[start : start + beside])
