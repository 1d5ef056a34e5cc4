"""Chromium, as the tests and the pictures start it.

Belongs here: finding and launching it. May not enter: what is done on the page.
"""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, async_playwright

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def path() -> str | None:
    """Where Chromium is on this machine."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def require() -> None:
    """Skip the test where there is no Chromium; in CI that is a failure."""
    if path() is None:
        absent = "There is no Chromium on this machine; the tests on the page need one."
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(absent)


@asynccontextmanager
async def launched() -> AsyncIterator[Browser]:
    """A browser that nobody used before."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path(), args=FLAGS)
        try:
            yield browser
        finally:
            await browser.close()
