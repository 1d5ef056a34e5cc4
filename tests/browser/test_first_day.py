"""A newcomer's first day, through the page alone, in an empty sandbox (A8, G14, C8, C21)."""

from pathlib import Path

from playwright.async_api import Browser

from tests.browser import story
from tests.browser.screen import at_screen
from tests.browser.smaller import COLOURS, read, smaller
from tests.project.process import sandbox


async def unseen(_: str) -> None:
    """Where no picture is taken."""


async def test_from_nobody_to_a_check_in_that_closes(
    browser: Browser, tmp_path: Path, size: tuple[int, int]
) -> None:
    assert len(story.SET_UP + story.FROM_NINE) < 10
    async with sandbox(tmp_path, "--empty") as opened:
        async with at_screen(browser, str(opened.client.base_url), size) as screen:
            await story.told(screen, unseen)
            assert screen.errors == []
        assert await opened.stopped() == 0


async def test_a_picture_of_fewer_colours_is_still_that_picture(browser: Browser) -> None:
    page = await browser.new_page(viewport={"width": 64, "height": 32})
    await page.set_content("<body style='background: linear-gradient(90deg, red, blue)'>")
    picture = await page.screenshot()
    small = await smaller(page, picture)
    # The browser reads what was written, and finds the same colours in the same places.
    few, again = await read(page, picture, COLOURS), await read(page, small, 256)
    assert (again.width, again.height) == (64, 32)
    assert len(again.palette) == len(set(few.places)) > 30
    for pixel in (0, 31, 63, 64 * 32 - 1):
        assert again.colour(pixel) == few.colour(pixel)
    await page.close()
