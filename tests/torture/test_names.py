"""Whatever people call themselves, and whatever they write, nothing breaks or leaks (I18)."""

from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from handlers import routes, wording
from tests.logged import Gathered
from tests.torture.naming import LONG, live, side_by_side
from tests.torture.results import Results

SEED = 18
SHORT = 500
LIVES = 40
"""Of the long dose, each with a seed and an empty database of its own, side by side."""
BY_CHANCE = {"own.date", "own.time", "sketches.date", "sketches.time", "concerns.answer"}
"""Fields that only taps open."""


async def test_no_name_and_no_text_breaks_anything_or_leaks(
    tmp_path: Path, torture: bool, results: Results, logged_plainly: Gathered
) -> None:
    if torture:
        lives = list(side_by_side(range(SEED, SEED + LIVES)))
        written = sum((each.written for each in lives), Counter[str]())
        assert set(routes.FIELDS) - BY_CHANCE <= set(written)
    else:
        lives = [await live(tmp_path, SEED, SHORT, logged_plainly)]
    assert [each for life in lives for each in life.wrong] == []
    drawn, calls = sum(each.drawn for each in lives), sum(each.calls for each in lives)
    assert drawn >= (LONG * LIVES if torture else SHORT)
    dose = f"{drawn} names, titles and texts in {len(lives)} lives of two groups"
    results.say("I18", dose, f"0 exceptions, 0 leaks in {calls} calls", SEED)


@pytest.mark.parametrize(
    ("defence", "off", "leak"),
    [
        ("domain.people.cleaned", lambda text, _: text, "a control"),
        ("domain.people._LINK_STARTERS", {}, "a link"),
        ("domain.people.MOST_DIGITS", 99, "a number"),
        ("domain.writing.cleaned", lambda text, *_: text, "not closed"),
        ("handlers.me.copy.escape", str, "a tag"),
        ("bot.marks.MessageEntity.adjust_message_entities_to_utf_16", lambda _, marks: marks,
         "a mark"),
    ],
)  # fmt: skip
async def test_without_a_defence_it_leaks(  # noqa: PLR0917 - what pytest fills in
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    logged_plainly: Gathered,
    defence: str,
    off: object,
    leak: str,
) -> None:
    monkeypatch.setattr(defence, off)
    life = await live(tmp_path, SEED, SHORT, logged_plainly, leak)
    assert any(leak in each for each in life.wrong)


async def test_words_that_are_filled_twice_break(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, logged_plainly: Gathered
) -> None:
    def twice(fill: Callable[..., str], language: str, key: str, **values: object) -> str:
        return fill(language, key, **values).format(**values)

    monkeypatch.setattr(wording, "text", partial(twice, wording.text))
    life = await live(tmp_path, SEED, SHORT, logged_plainly, "turn.failed")
    assert any("turn.failed" in each for each in life.wrong)
