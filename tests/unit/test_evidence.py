"""Looking back: the dates, the tally, and what is published of it (G12, C16)."""

from collections.abc import Sequence
from datetime import datetime
from random import Random
from typing import TypeVar
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import few_words
from domain.evidence import (
    ASKED,
    NEEDS,
    OPINIONS,
    OTHERWISE,
    PASS,
    SO,
    TOGETHER,
    Said,
    add,
    blank,
    next_begin,
    own_lines,
    published,
    report_lines,
    way_for,
)
from domain.refusals import ButtonGone, LineUnfit, TooManyLines

T = TypeVar("T")
LONDON = "Europe/London"


class NoChance:
    """Nothing is exchanged."""

    def random(self) -> float:
        return 0.999

    def choice(self, seq: Sequence[T]) -> T:
        raise AssertionError(f"nothing is drawn of {seq}")


def at(day: str) -> int:
    return int(datetime.fromisoformat(day).replace(tzinfo=ZoneInfo(LONDON)).timestamp())


def told(answers: Sequence[str], members: int = 12) -> list[Said]:
    """What is published of one line that was answered like this, without chance."""
    tally = blank(2)
    for answer in answers:
        tally = add(tally, 0, answer, NoChance())
    return published(tally, members)


def test_nine_weeks_after_it_began_and_then_each_quarter_at_ten() -> None:
    began = at("2026-03-02 21:00")
    assert next_begin(began, LONDON, began) == at("2026-05-04 10:00")
    assert next_begin(began, LONDON, at("2026-05-04 10:00")) == at("2026-08-03 10:00")
    assert next_begin(began, LONDON, at("2027-02-01 09:00")) == at("2027-02-01 10:00")


def test_eleven_write_it_together_and_twelve_are_asked() -> None:
    assert way_for(11) == TOGETHER
    assert way_for(12) == ASKED


def test_the_last_question_is_about_what_was_not_there() -> None:
    tally = blank(4)
    assert [len(each) for each in tally] == [len(OPINIONS)] * 3 + [len(NEEDS)]
    add(tally, 3, "company", NoChance())
    with pytest.raises(ButtonGone):
        add(tally, 3, SO, NoChance())
    with pytest.raises(ButtonGone):
        add(tally, 0, "company", NoChance())
    for question in (-1, 4):
        with pytest.raises(ButtonGone):
            add(tally, question, PASS, NoChance())


def test_it_is_published_by_the_rules_of_a_few_words() -> None:
    assert told([SO] * 7) == []
    assert told([SO] * 8, members=11) == []
    assert told([SO] * 8) == [Said(0, "most", SO)]
    assert told([*[SO] * 6, *[OTHERWISE] * 2]) == [Said(0, "most", SO)]
    assert told([PASS] * 8) == []


@given(st.lists(st.sampled_from(OPINIONS), min_size=8, max_size=40), st.randoms())
def test_the_order_of_answers_changes_nothing(answers: list[str], chance: Random) -> None:
    shuffled = list(answers)
    chance.shuffle(shuffled)
    assert told(answers, 40) == told(shuffled, 40)


def test_a_tally_is_not_changed_but_made_anew() -> None:
    tally = blank(2)
    add(tally, 0, SO, NoChance())
    assert tally == blank(2)


def possible(answer: str) -> bool:
    """Whether somebody who knows all others may still think that one person has said this, having
    seen two quarters: one with that person, one without."""
    first = [*[SO] * 6, *[OTHERWISE] * 2]
    texts = set()
    for seed in range(400):
        rng, tally = Random(seed), blank(2)
        for each in [*first, answer]:
            tally = add(tally, 0, each, rng)
        texts.add(tuple(published(tally, 12)))
    return (Said(0, "most", SO), Said(0, "some", OTHERWISE)) in texts


def test_two_quarters_that_differ_by_one_person_tell_nothing_certain(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """And without the exchange, they would."""
    assert [each for each in OPINIONS if possible(each)] == list(OPINIONS)
    monkeypatch.setattr(few_words, "EXCHANGED", 0.0)
    assert [each for each in OPINIONS if possible(each)] == [OTHERWISE]


def test_lines_and_reports_have_a_limit() -> None:
    assert own_lines(" one \n\n two ") == ["one", "two"]
    with pytest.raises(TooManyLines):
        own_lines("a\nb\nc\nd")
    with pytest.raises(LineUnfit):
        own_lines("x" * 161)
    with pytest.raises(LineUnfit):
        report_lines(" \n ")
