"""A line, a number, a country, in words.

Belongs here: sentences about one of them. May not enter: which are shown, and keyboards.
"""

from dataclasses import replace
from functools import cache

from babel import Locale
from babel.dates import get_day_names

from domain.signposts.hours import MIDNIGHT, Hours, Span
from domain.signposts.lines import Emergency, EmergencyNumber, Line
from handlers import wording

_EVERY_DAY = frozenset(range(7))
_ISOLATE, _LEFT_TO_RIGHT, _POP = "\u2068", "\u2066", "\u2069"


@cache
def country_name(language: str, country: str) -> str:
    """The name of a country or territory, else its code."""
    return str(Locale.parse(language).territories.get(country, country))


def is_country(language: str, code: str) -> bool:
    """Whether the code is that of a country or territory."""
    return len(code) == 2 and code in Locale.parse(language).territories


def emergency(language: str, line: Emergency) -> str:
    """The first sentence of every screen: the number to call when a life is in danger."""
    either = wording.text(language, "signposts.or")
    told = either.join(_number(language, each) for each in line.told)
    untold = ", ".join(printed(language, each.number) for each in line.untold)
    if told and untold:
        return wording.text(language, "signposts.emergency_and", numbers=told, others=untold)
    if told:
        return wording.text(language, "signposts.emergency", numbers=told)
    if len(line.untold) > 1:
        return wording.text(language, "signposts.emergency_several", numbers=untold)
    if untold:
        return wording.text(language, "signposts.emergency_plain", numbers=untold)
    return wording.text(language, "signposts.emergency_none")


def _number(language: str, number: EmergencyNumber) -> str:
    roles = ", ".join(role_name(language, role) for role in number.roles)
    told = printed(language, number.number)
    return wording.text(language, "signposts.number", number=told, role=roles)


def role_name(language: str, role: str) -> str:
    """What answers at an emergency number."""
    return wording.text(language, f"signposts.role.{role.partition(' ')[0]}")


def line(language: str, each: Line, now: int, *, written: bool = False) -> str:
    """Everything somebody needs to know about a line: ways, hours, cost, languages, and date.

    `written`: for somebody who would rather write than call.
    """
    way = (written_ways if written else ways)(language, each)
    what = wording.text(language, "signposts.line", name=name(each), ways=way)
    known = [_hours(language, each.hours, now)] if each.hours else []
    known += [wording.text(language, "signposts.free")] if each.free else []
    known += [_languages(language, each)] if each.languages else []
    facts = [_sentence(", ".join(known))] if known else []
    return " ".join([what, *facts, dated(language, each, now)])


def name(each: Line) -> str:
    """Its own name, which may run from right to left inside a sentence that does not."""
    return f"{_ISOLATE}{each.name}{_POP}"


def printed(language: str, number: str) -> str:
    """A number as it is dialled. In a text that runs from right to left, its groups would change
    places without marks around it: 116 123 would read 123 116. Other texts need none, and keep
    what can be copied free of them.
    """
    if Locale.parse(language).text_direction == "ltr":
        return number
    return f"{_LEFT_TO_RIGHT}{number}{_POP}"


def ways(language: str, each: Line) -> str:
    """How to reach it, with numbers exactly as they are printed."""
    phones = [printed(language, number) for number in each.phones]
    numbers = wording.text(language, "signposts.or").join(phones)
    found = [wording.text(language, "signposts.call", number=numbers)] if numbers else []
    if each.text_word:
        word, to = printed(language, each.text_word), printed(language, each.text)
        found.append(wording.text(language, "signposts.send", word=word, number=to))
    elif each.text:
        to = printed(language, each.text)
        found.append(wording.text(language, "signposts.send_to", number=to))
    if each.chat_url and not found:
        found.append(wording.text(language, "signposts.chat", address=each.chat_url))
    return ", ".join(found)


def written_ways(language: str, each: Line) -> str:
    """The same, where somebody would rather write than call."""
    written = [ways(language, replace(each, phones=(), chat_url=""))] if each.text else []
    if each.chat_url:
        written.append(wording.text(language, "signposts.chat", address=each.chat_url))
    return ", ".join(written)


def dated(language: str, each: Line, now: int) -> str:
    """How sure this is: a person's check, or how many directories say it, and when last."""
    if each.checked_at is not None and each.is_checked(now):
        day = wording.full_date(language, each.checked_at)
        return wording.text(language, "signposts.checked", day=day)
    month = wording.month(language, each.last_seen)
    if not each.is_fresh(now):
        return wording.text(language, "signposts.seen_long_ago", month=month)
    return wording.text(language, "signposts.seen", count=each.listed_by, month=month)


def _hours(language: str, hours: Hours, now: int) -> str:
    if hours.always:
        return wording.text(language, "signposts.always")
    spans = "; ".join(_span(language, span) for span in hours.spans)
    told = wording.text(language, "signposts.hours", spans=spans, zone=hours.zone)
    state = "open" if hours.open_at(now) else "closed"
    return ", ".join((told, wording.text(language, f"signposts.now.{state}")))


def _span(language: str, span: Span) -> str:
    begin, end = _clock(span.begin), _clock(span.end)
    if span.of_month is not None:
        return wording.text(
            language, "signposts.span_of_month", day=span.of_month, begin=begin, end=end
        )
    if span.weekdays == _EVERY_DAY:
        return wording.text(language, "signposts.span_daily", begin=begin, end=end)
    names = get_day_names("abbreviated", locale=language)
    days = ", ".join(str(names[day]) for day in sorted(span.weekdays))
    return wording.text(language, "signposts.span", days=days, begin=begin, end=end)


def _clock(minute: int) -> str:
    minute = minute if minute <= MIDNIGHT else minute - MIDNIGHT
    return f"{minute // 60:02}:{minute % 60:02}"


def _languages(language: str, each: Line) -> str:
    names = Locale.parse(language).languages
    told = ", ".join(str(names.get(code, code)) for code in each.languages)
    if each.more_languages:
        return wording.text(language, "signposts.and_more", languages=told)
    return told


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."
