"""`make pictures`: days, a season, a round and a farewell in the sandbox, in `docs/pictures/`.

Belongs here: which story is told at which size, and where its pictures go. May not enter: the story
(`story`, `steering`, `company`, `together`, `settings`).
"""

import asyncio
import tempfile
from pathlib import Path

from playwright.async_api import Page

from bot.operate.logs import set_up
from tests.browser import chromium, company, house, settings, steering, story, together
from tests.browser.screen import DESKTOP, PHONE, Screen, at_screen
from tests.browser.smaller import smaller

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
LOOKS = {"desktop": (DESKTOP, False), "phone": (PHONE, False), "phone-dark": (PHONE, True)}
"""By the folder's name: the size, and whether it is night."""

STORIES = {
    "steering": (steering.told, DESKTOP),
    "company": (company.told, DESKTOP),
    "together": (together.told, DESKTOP),
    "settings": (settings.told, PHONE),
}
"""By the folder's name: what is told there, and at which size."""


class Camera:
    """Takes numbered pictures of a screen into a folder; `darkroom` is a blank page."""

    def __init__(self, screen: Screen, folder: Path, darkroom: Page) -> None:
        self._screen = screen
        self._folder = folder
        self._darkroom = darkroom
        self._taken = 0

    async def __call__(self, name: str) -> None:
        """One picture of what is seen now."""
        self._taken += 1
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"{self._taken:02}-{name}.png"
        picture = await self._screen.page.screenshot(animations="disabled", caret="hide")
        path.write_bytes(await smaller(self._darkroom, picture))


async def take(folder: Path) -> None:
    """All pictures, in place of those that are there."""
    for old in folder.glob("*/*.png"):
        old.unlink()
    async with chromium.launched() as browser:
        darkroom = await browser.new_page()
        for look, (size, dark) in LOOKS.items():
            with tempfile.TemporaryDirectory() as data:
                async with (
                    house.opened(Path(data), empty=True) as opened,
                    at_screen(browser, opened.address, size, dark=dark) as screen,
                ):
                    await story.told(screen, Camera(screen, folder / look, darkroom))
        for name, (told, size) in STORIES.items():
            with tempfile.TemporaryDirectory() as data:
                async with (
                    house.opened(Path(data)) as opened,
                    at_screen(browser, opened.address, size) as screen,
                ):
                    await told(screen, Camera(screen, folder / name, darkroom))


if __name__ == "__main__":
    set_up("WARNING")
    asyncio.run(take(FOLDER))
