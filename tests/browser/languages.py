"""`make languages`: the first day and a hard night in every language, at the width of a phone.

Belongs here: which languages are played, and which of their pictures go into the docs; into another
folder go all of them, to be looked at. May not enter: the stories (`story`, `hard_night`), and
languages that are made (`tests/pseudo`).
"""

import asyncio
import sys
import tempfile
from collections.abc import Collection
from pathlib import Path

from playwright.async_api import Browser, Page

from bot.operate.logs import set_up
from handlers import wording
from tests import pseudo
from tests.browser import chromium, hard_night, house, story
from tests.browser.pictures import Camera
from tests.browser.screen import PHONE, Screen, at_screen

DOCS = Path(__file__).parents[2] / "docs" / "pictures" / "languages"
SHOWN = (
    "hello", "proposal", "a-tap", "only-you", "in-private",
    "stormy", "over-the-button", "text-or-chat", "worried-about-someone", "ones-own-words",
)  # fmt: skip
"""The pictures in the docs: five of the first day, five of the hard night."""


class Choosy(Camera):
    """Takes the pictures with these names, or all."""

    def __init__(
        self, screen: Screen, folder: Path, darkroom: Page, names: Collection[str] | None
    ) -> None:
        super().__init__(screen, folder, darkroom)
        self._names = names

    async def __call__(self, name: str) -> None:
        """One picture of what is seen now, if it is one of those."""
        if self._names is None or name in self._names:
            await super().__call__(name)


async def take(folder: Path, languages: list[str], names: Collection[str] | None) -> None:
    """The pictures of these languages, in place of those that are there."""
    async with chromium.launched() as browser:
        darkroom = await browser.new_page()
        for language in languages:
            print(language, flush=True)
            for old in (folder / language).glob("*.png"):
                old.unlink()
            await one(browser, darkroom, folder / language, names, language)


async def one(
    browser: Browser, darkroom: Page, folder: Path, names: Collection[str] | None, language: str
) -> None:
    """Both stories in one language."""
    with tempfile.TemporaryDirectory() as data:
        async with (
            house.opened(Path(data), empty=True) as opened,
            at_screen(browser, opened.address, PHONE, language=language) as screen,
        ):
            camera = Choosy(screen, folder, darkroom, names)
            await story.told(screen, camera)
            await hard_night.told(screen, camera)


def main(folder: str | None = None, *languages: str) -> None:
    """Without a folder, the pictures of the docs are taken; without languages, all are played."""
    set_up("ERROR")
    with tempfile.TemporaryDirectory() as made, pseudo.spoken(Path(made)):
        wanted = list(languages or wording.languages())
        asyncio.run(take(Path(folder or DOCS), wanted, None if folder else SHOWN))


if __name__ == "__main__":
    main(*sys.argv[1:])
