"""Evidence without watching (G12): when a group looks back, what it is asked, what it can show.

Belongs here: the dates, the closed answers, a tally and what it says by the rules of C16. May not
enter: words, who answered, any clock. Times are UTC seconds, spans are seconds.

A tally holds numbers and nothing else: no answer stands in it by itself, and before one is added,
it is exchanged for a drawn one with a chance of one in five (few_words). So even whoever sees a
tally before and after a tap cannot be certain of it, and what two quarters tell cannot be
subtracted from each other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from domain.agreement import tidied
from domain.few_words import LEAST_MEMBERS, Rng, exchanged, in_words, is_enough
from domain.refusals import ButtonGone, TooManyLines
from domain.schedule import instant, local_date

DAY = 86_400
FIRST, AGAIN = 63, 91
"""Days: nine weeks after a group began it looks back, and then each quarter."""
MINUTE = 10 * 60
"""The minute of the day at which it begins."""
WINDOW = 7 * DAY
"""For so long all are asked, in one window."""
WRITING = 21 * DAY
"""For so long the buttons below it work, so that what was said can be written down."""

TOGETHER, ASKED = "together", "asked"
"""The two ways: a round in which the group writes it together; questions asked of everyone."""

MOST_LINES = 3
"""Of the group's own, each of which everyone says of whether it was so."""
SO, PARTLY, OTHERWISE, PASS = "so", "partly", "otherwise", "pass"
OPINIONS = (SO, PARTLY, OTHERWISE, PASS)
NEEDS = ("company", "quiet", "time", "hands", "place", "nothing", PASS)
"""What did we need that was not there? The last question, always."""

REPORT_LINES = 12
"""Of a report, so that it can be read in one message and on one picture."""

Tally = list[list[int]]
"""For each question, for each possible answer in order: how many, after the exchange."""


@dataclass(frozen=True, slots=True)
class Said:
    """What is published of a question: an amount and a word, the question by its place."""

    question: int
    amount: str
    word: str


def next_begin(agreed_at: int, zone: str, now: int) -> int:
    """The next time at which a group looks back that began then."""
    day = local_date(agreed_at, zone) + timedelta(days=FIRST)
    while (at := instant(day, MINUTE, zone)) is None or at <= now:
        day += timedelta(days=AGAIN)
    return at


def way_for(members: int) -> str:
    """Under twelve, the group writes it together."""
    return ASKED if members >= LEAST_MEMBERS else TOGETHER


def own_lines(text: str) -> list[str]:
    """A group's own lines, as somebody wrote them. Raises LineUnfit, TooManyLines."""
    return _lines(text, MOST_LINES)


def report_lines(text: str) -> list[str]:
    """A report, as somebody wrote it down. Raises LineUnfit, TooManyLines."""
    return _lines(text, REPORT_LINES)


def _lines(text: str, most: int) -> list[str]:
    lines = [tidied(line) for line in text.splitlines() if line.strip()] or [tidied(text)]
    if len(lines) > most:
        raise TooManyLines(most=most)
    return lines


def possible(question: int, questions: int) -> Sequence[str]:
    """The answers that a question takes; the last one is about what was not there."""
    return NEEDS if question == questions - 1 else OPINIONS


def blank(questions: int) -> Tally:
    """A tally in which nobody has answered."""
    return [[0] * len(possible(each, questions)) for each in range(questions)]


def add(tally: Tally, question: int, answer: str, rng: Rng) -> Tally:
    """The tally with one more answer. Raises ButtonGone for one that is none."""
    known = possible(question, len(tally)) if 0 <= question < len(tally) else ()
    if answer not in known:
        raise ButtonGone
    counted = [list(each) for each in tally]
    counted[question][known.index(exchanged(answer, known, rng))] += 1
    return counted


def published(tally: Tally, members: int) -> list[Said]:
    """What is said of it at the close; nothing of a question that few have answered."""
    said = []
    for question, counts in enumerate(tally):
        if is_enough(sum(counts), members):
            known = possible(question, len(tally))
            told = dict(zip(known, counts, strict=True))
            words = [word for word in known if word != PASS]
            said += [Said(question, *each) for each in in_words(told, words)]
    return said
