"""The page as somebody at a screen has it, and its people in the words of `tests/e2e`.

Belongs here: how tests and pictures act and look through the browser. May not enter: Kith, and
calls of the control interface: everything goes through the page.
"""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from playwright.async_api import Browser, ConsoleMessage, Locator, Page, expect

from tests.browser.tongue import Sought, Tongue

PHONE, DESKTOP = (375, 740), (1280, 800)
"""Width and height in CSS pixels."""
PATIENCE = 10_000
"""Real milliseconds after which what cannot be seen counts as a failure."""

DAYS = 3 * PATIENCE
"""The same, where Kith lives through a day meanwhile."""

expect.set_options(timeout=PATIENCE)


@dataclass
class Screen:
    """The open page. `errors`: what the browser's console complained about.

    `tongue`: what everybody's Telegram is in; what they see and tap is written here in English.
    """

    page: Page
    tongue: Tongue = field(default_factory=lambda: Tongue("en"))
    errors: list[str] = field(default_factory=list)

    @property
    def is_phone(self) -> bool:
        """Whether there is room for one person at a time."""
        size = self.page.viewport_size
        return size is not None and size["width"] == PHONE[0]

    def person(self, name: str) -> "Person":
        """Somebody's column."""
        return Person(self, name)

    async def shows(self, text: str) -> None:
        """That text is somewhere on the page."""
        await expect(self.page.get_by_text(text).first).to_be_visible()

    async def restyled(self, css: str) -> None:
        """Spoil the look of the page, to see that a test notices."""
        await self.page.evaluate(
            """(css) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css);
                document.adoptedStyleSheets = [sheet]; }""",
            css,
        )

    async def presses(self, label: str) -> None:
        """Press a button of the bar or of the open dialog."""
        await self.page.get_by_role("button", name=label, exact=True).click()

    async def makes_person(self, name: str) -> "Person":
        """Through the page's dialog."""
        await self.presses("New person")
        await self.page.get_by_label("Name").fill(name)
        await self.page.get_by_label("Language of their phone").fill(self.tongue.language)
        await self.presses("Make")
        person = self.person(name)
        await person.is_looked_at()
        await expect(person.column).to_be_visible()
        return person

    async def makes_group(self, title: str, members: list[str], admins: list[str]) -> None:
        """Through the page's dialog; Kith is not in it yet."""
        await self.presses("New group")
        await self.page.get_by_label("Title").fill(title)
        for name in members + admins:
            role = "admin" if name in admins else "member"
            await self.chooses(name, role)
        await self.presses("Make")
        await expect(self.page.get_by_role("dialog")).to_be_hidden()

    async def chooses(self, name: str, role: str) -> None:
        """Say in the open dialog what a person shall be in a group."""
        dialog = self.page.get_by_role("dialog")
        await dialog.get_by_label(name, exact=True).select_option(role)

    async def clock_says(self, text: str) -> None:
        """That is part of the clock's date and time."""
        await expect(self.page.locator("#now")).to_contain_text(text)

    async def clock_moves(self, label: str) -> None:
        """Press a button of the clock, and wait until Kith has lived through it."""
        button = self.page.get_by_role("button", name=label, exact=True)
        await button.click()
        await expect(button).not_to_have_class(re.compile("busy"), timeout=DAYS)


@dataclass
class Person:
    """Somebody in front of their phone."""

    screen: Screen
    name: str

    @property
    def column(self) -> Locator:
        """What this person sees; nothing else is looked at for them."""
        return self.screen.page.get_by_role("region", name=self.name, exact=True)

    async def is_looked_at(self) -> None:
        """At the width of a phone, choose whose phone it is."""
        if self.screen.is_phone:
            switcher = self.screen.page.locator("#switcher")
            chip = switcher.get_by_role("button").filter(has=self._named())
            if await chip.get_attribute("aria-pressed") == "false":
                await chip.click()
            await expect(chip).to_have_attribute("aria-pressed", "true")

    async def opens(self, chat: str) -> None:
        """Open a chat: a group's title, or `Kith` for the private one."""
        await self.is_looked_at()
        tabs = self.column.get_by_role("group", name="Chats")
        await tabs.get_by_role("button").filter(has_text=chat).click()

    async def starts(self) -> None:
        """Press Start in the private chat."""
        await self.opens("Kith")
        await self.column.get_by_role("button", name="Start", exact=True).click()

    async def says(self, text: str) -> None:
        """Write into the open chat."""
        await self.is_looked_at()
        field = self.column.get_by_label(f"Write as {self.name}")
        await field.fill(text)
        await field.press("Enter")
        await expect(field).to_have_value("")

    async def chooses_command(self, name: str) -> None:
        """From the menu of commands that the open chat offers."""
        await self.is_looked_at()
        await self.column.get_by_role("button", name="Commands", exact=True).click()
        menu = self.column.locator(".menu")
        await menu.get_by_role("button").filter(has_text=name).click()

    async def taps(self, label: str) -> None:
        """Tap the newest button with that label."""
        await self.is_looked_at()
        await self.button(label).click()

    def button(self, label: str) -> Locator:
        """The newest button with that label under a message."""
        label_there = self.screen.tongue.label(label)
        return self.messages.get_by_role("button", name=label_there, exact=True).last

    @property
    def messages(self) -> Locator:
        """The list of the open chat."""
        return self.column.locator(".messages")

    async def may_tap(self, label: str) -> None:
        """That button is there: what was tapped before has been answered.

        Not under the newest message: a post that time brings may come behind the answer.
        """
        name = self.screen.tongue.label(label)
        button = self.messages.get_by_role("button", name=name, exact=True)
        await expect(button.last).to_be_visible()

    async def sees(self, text: str) -> Locator:
        """That text is in a message of the open chat; answers the newest such message."""
        await self.is_looked_at()
        message = self.messages.locator("li").filter(has_text=self._theirs(text)).last
        await expect(message).to_be_visible()
        return message

    async def sees_alone(self, text: str) -> Locator:
        """That text is in a message that is marked as seen by nobody else."""
        message = await self.sees(text)
        await expect(message).to_contain_text("only you")
        return message

    async def is_warned(self, text: str) -> None:
        """That stands before this person, until they press OK."""
        await self.is_looked_at()
        alert = self.column.get_by_role("alertdialog")
        await expect(alert).to_contain_text(self._theirs(text))

    async def sees_nothing_of(self, text: Sought) -> None:
        """That text is nowhere in the open chat, nor in what Kith answered to a tap there."""
        await self.is_looked_at()
        await expect(self.column.locator(".chat")).not_to_contain_text(self._theirs(text))

    async def hears(self, text: str) -> None:
        """Kith answered the last tap with that."""
        await self.is_looked_at()
        await expect(self.column.get_by_role("status")).to_contain_text(self._theirs(text))

    async def has_something_new_in(self, chat: str) -> None:
        """A chat that is not open shows its dot."""
        tabs = self.column.get_by_role("group", name="Chats")
        await expect(tabs.get_by_role("button").filter(has_text=chat)).to_contain_text("new")

    def _theirs(self, text: Sought) -> Sought:
        return self.screen.tongue.text(text) if isinstance(text, str) else text

    def _named(self) -> Locator:
        return self.screen.page.get_by_text(self.name, exact=True)


@asynccontextmanager
async def at_screen(
    browser: Browser,
    address: str,
    size: tuple[int, int],
    *,
    dark: bool = False,
    language: str = "en",
) -> AsyncIterator[Screen]:
    """The page at that size, opened for the first time, by people of that language."""
    width, height = size
    context = await browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if dark else "light",
        permissions=["clipboard-read", "clipboard-write"],
    )
    page = await context.new_page()
    page.set_default_timeout(PATIENCE)
    screen = Screen(page, Tongue(language))

    def complain(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            screen.errors.append(message.text)

    page.on("console", complain)
    page.on("pageerror", lambda error: screen.errors.append(str(error)))
    await page.goto(address)
    try:
        yield screen
    finally:
        await context.close()
