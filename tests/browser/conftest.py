"""A browser, and the page at the width of a phone and of a desktop.

Belongs here: what is open at the beginning of a test. May not enter: what is done with it.
"""

from collections.abc import AsyncIterator
from inspect import iscoroutinefunction
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from tests.browser import chromium, house
from tests.browser.house import House
from tests.browser.screen import DESKTOP, PHONE, Screen, at_screen

SIZES = {"phone": PHONE, "desktop": DESKTOP}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The tests of this folder share the event loop in which the one Chromium was launched."""
    for item in items:
        is_here = item.path.is_relative_to(Path(__file__).parent)
        if is_here and iscoroutinefunction(getattr(item, "function", None)):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def browser() -> AsyncIterator[Browser]:
    """A fresh Chromium, one a session; each test opens the page in a context of its own."""
    chromium.require()
    async with chromium.launched() as browser:
        yield browser


@pytest.fixture(params=list(SIZES))
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    """Width and height: each test that asks for it runs at both."""
    return SIZES[request.param]


@pytest_asyncio.fixture(loop_scope="session")
async def circle(tmp_path: Path) -> AsyncIterator[House]:
    """Tuesday circle, five minutes before its check-in."""
    async with house.opened(tmp_path) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="session")
async def alone() -> AsyncIterator[House]:
    """A sandbox without Kith."""
    async with house.without_kith() as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="session")
async def screen(browser: Browser, circle: House, size: tuple[int, int]) -> AsyncIterator[Screen]:
    """The page on Tuesday circle; the browser's console must stay clean."""
    async with at_screen(browser, circle.address, size) as screen:
        yield screen
        assert screen.errors == []
