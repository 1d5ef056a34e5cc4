"""The first day and a hard night in two languages that chance draws, and in two that are made.

`KITH_SEED` draws the same two again; it is printed.
"""

import os
import random
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unicodedata import bidirectional

import pytest
from playwright.async_api import Browser

from bot.operate.signposts import directory
from domain.people import shown_name
from handlers import wording
from handlers.signposts import lines as words_of
from tests import pseudo
from tests.browser import hard_night, house, story
from tests.browser.house import House
from tests.browser.screen import PHONE, Screen, at_screen
from tests.browser.test_messages import sideways
from tests.browser.tongue import Tongue

SEED = int(os.environ.get("KITH_SEED") or secrets.randbits(32))
DRAWN = random.Random(SEED).sample(sorted(set(wording.languages()) - {wording.DEFAULT}), 2)
LEAST = 60
"""Texts of Kith's own that a story has at least."""

SEEN = """() => [...document.querySelectorAll(
    ".person.shown :is(.kith .text, .kith .key, .toast, .alert p, .menu bdi)")]
  .map((each) => each.textContent)"""
CUT = """() => [...document.querySelectorAll(".person.shown :is(.text, .key, .toast, .alert p)")]
  .filter((each) => each.getClientRects().length)
  .filter((each) => each.scrollWidth > each.clientWidth + 1
    || (!each.matches(".toast") && each.scrollHeight > each.clientHeight + 2))
  .map((each) => each.textContent)"""
"""What has more in it than can be seen."""
MIRRORED = """() => [...document.querySelectorAll(".person.shown .kith .text")]
  .filter((each) => /^[^\\p{L}]*\\p{Script=Hebrew}/u.test(each.textContent))
  .map((each) => {
    const range = document.createRange();
    const walk = document.createTreeWalker(each, NodeFilter.SHOW_TEXT);
    const first = walk.nextNode();
    range.setStart(first, 0);
    range.setEnd(first, 1);
    const letter = range.getBoundingClientRect(), box = each.getBoundingClientRect();
    return Math.abs(box.right - letter.right) < 4;
  })"""
"""Of each text in square letters, whether it begins at the right."""


class Watch:
    """Looks at the page wherever a picture could be taken."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.english: set[str] = set()
        self.cut: set[str] = set()
        self.seen: set[str] = set()
        self.mirrored: list[bool] = []

    async def __call__(self, _: str) -> None:
        """One look."""
        page = self.screen.page
        texts: list[str] = await page.evaluate(SEEN)
        self.seen |= set(texts)
        for text in texts:
            self.english |= set(self.screen.tongue.english_in(text))
        self.cut |= set(await page.evaluate(CUT)) | set(await sideways(self.screen))
        self.mirrored += await page.evaluate(MIRRORED)


@pytest.fixture
def two_more(tmp_path: Path) -> Iterator[None]:
    """Kith speaks a longer language, and one from right to left."""
    with pseudo.spoken(tmp_path):
        yield


async def played(browser: Browser, folder: Path, language: str) -> Watch:
    """Both stories, and what was seen in them; everything that Kith sent is looked at too."""
    print(f"KITH_SEED={SEED} draws {DRAWN}; this is {language}")
    async with (
        house.opened(folder, empty=True) as opened,
        at_screen(browser, opened.address, PHONE, language=language) as screen,
    ):
        watch = Watch(screen)
        await story.told(screen, watch)
        await hard_night.told(screen, watch)
        assert screen.errors == []
        for call in opened.sandbox.ledger.calls:
            if call["method"] != "setMyCommands":  # which is asked for in all languages
                watch.english |= set(screen.tongue.english_in(str(call["params"])))
    return watch


@pytest.mark.parametrize("which", [0, 1])
async def test_in_two_languages_nothing_is_english_and_nothing_is_cut(
    browser: Browser, tmp_path: Path, which: int
) -> None:
    watch = await played(browser, tmp_path, DRAWN[which])
    assert len(watch.seen) > LEAST
    assert (watch.english, watch.cut) == (set(), set())


async def test_in_a_longer_language_nothing_is_cut(
    browser: Browser, tmp_path: Path, two_more: None
) -> None:
    watch = await played(browser, tmp_path, pseudo.LONGER)
    assert len(watch.seen) > LEAST
    assert (watch.english, watch.cut) == (set(), set())


async def test_a_language_from_right_to_left_begins_at_the_right(
    browser: Browser, tmp_path: Path, two_more: None
) -> None:
    watch = await played(browser, tmp_path, pseudo.MIRRORED)
    assert (watch.english, watch.cut) == (set(), set())
    assert len(watch.mirrored) > LEAST
    assert all(watch.mirrored)


async def test_what_is_watched_for_is_noticed(
    browser: Browser, alone: House, two_more: None
) -> None:
    """The switches: an English text, a bubble that is too small, a page that does not mirror."""
    await alone.posts(wording.text("en", "private.welcome"))
    label = " ".join(["key"] * 12)
    await alone.posts(wording.text(pseudo.MIRRORED, "private.welcome"), [button(label)])
    async with at_screen(browser, alone.address, PHONE, language=pseudo.MIRRORED) as screen:
        await screen.person("Ana").may_tap(label)
        watch = Watch(screen)
        await watch("whole")
        assert watch.english
        assert (watch.cut, watch.mirrored) == (set(), [True])
        await screen.restyled(".key { height: 1rem !important; overflow: hidden }")
        await watch("cut")
        assert watch.cut
        await screen.restyled(".text { direction: ltr !important; unicode-bidi: normal }")
        await watch("not mirrored")
        assert not all(watch.mirrored)


def button(label: str) -> dict[str, object]:
    return {"text": label, "callback_data": "x"}


PLACES = """(wanted) => {
  const text = [...document.querySelectorAll(".person.shown .kith .text")].at(-1);
  const node = document.createTreeWalker(text, NodeFilter.SHOW_TEXT).nextNode();
  return [...wanted].map((each) => {
    const range = document.createRange();
    range.setStart(node, node.data.indexOf(each));
    range.setEnd(node, node.data.indexOf(each) + 1);
    return range.getBoundingClientRect().left;
  });
}"""
"""Where these letters of the newest text stand, each the first of its kind."""


async def test_a_name_keeps_its_own_direction_inside_a_text_from_the_other_side(
    browser: Browser, alone: House, two_more: None
) -> None:
    """Without the isolates around it, the mark behind a name would jump to its other side."""

    async def places(name: str) -> Any:
        words = wording.text(pseudo.MIRRORED, "weather.windy")
        await alone.posts(wording.text(pseudo.MIRRORED, "names.line", word=words, names=name))
        async with at_screen(browser, alone.address, PHONE) as screen:
            await screen.person("Ana").sees("Sam!")
            return await screen.page.evaluate(PLACES, "m!")

    letter, mark = await places(shown_name("Sam!"))
    assert letter < mark
    letter, mark = await places("Sam!")
    assert mark < letter


async def test_a_number_keeps_the_order_of_its_groups(
    browser: Browser, alone: House, two_more: None
) -> None:
    """Without the marks around it, whoever reads from right to left would dial 123 116."""
    (line,) = [each for each in directory().of("GB") if each.name == "Samaritans"]
    told = words_of.ways(pseudo.MIRRORED, line)
    bare = "".join(each for each in told if bidirectional(each) not in {"LRI", "PDI"})
    assert told != bare
    for words, is_kept in ((told, True), (bare, False)):
        await alone.posts(words)
        async with at_screen(browser, alone.address, PHONE) as screen:
            await screen.person("Ana").sees("123")
            before, after = await screen.page.evaluate(PLACES, "63")
            assert (before < after) is is_kept


def test_a_phrase_is_found_in_another_language_however_it_is_filled() -> None:
    german = Tongue("de")
    found = german.text("Kept, and seen by you alone")
    assert not isinstance(found, str)
    assert found.search(wording.text("de", "checkin.kept", word="Windig", until="21:00"))
    assert german.label("Back") != "Back"
    assert german.text("Ana") == "Ana"
    assert german.english_in(wording.text("en", "private.welcome"))
    assert not german.english_in(wording.text("de", "private.welcome"))
