"""How the page looks and is reached: contrast by day and night, and by keyboard alone."""

import re
from typing import Any

import pytest
from playwright.async_api import Browser, expect

from tests.browser.house import House
from tests.browser.screen import Screen, at_screen
from tests.browser.test_messages import sideways

LEAST = 4.5
"""Contrast of text, as WCAG 2.2 (1.4.3) asks for it."""

TEXTS = """() => {
  const seen = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walk.nextNode()); ) {
    const element = node.parentElement;
    const box = element.getBoundingClientRect();
    if (!node.data.trim() || !element.getClientRects().length || box.width <= 1) continue;
    if (element.closest(".dot, :disabled, template")) continue;
    const grounds = [];
    for (let each = element; each; each = each.parentElement)
      grounds.push(getComputedStyle(each).backgroundColor);
    seen.push({ text: node.data.trim(), ink: getComputedStyle(element).color, grounds });
  }
  return seen;
}"""
"""Every visible text with its colour and the backgrounds below it, the nearest first."""

Colour = tuple[float, float, float, float]


def colour(css: str) -> Colour:
    """Red, green, blue and alpha, each from 0 to 1, of a computed colour."""
    numbers = [float(each) for each in re.findall(r"[\d.]+(?:e-\d+)?", css.replace("srgb", ""))]
    red, green, blue, *rest = numbers
    scale = 255.0 if css.startswith("rgb") else 1.0
    return red / scale, green / scale, blue / scale, rest[0] if rest else 1.0


def over(top: Colour, below: Colour) -> Colour:
    """What is seen where one colour lies over another that lets nothing through."""
    alpha = top[3]
    red, green, blue = (
        each * alpha + under * (1 - alpha) for each, under in zip(top[:3], below[:3], strict=True)
    )
    return red, green, blue, 1.0


def luminance(seen: Colour) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in seen]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(text: dict[str, Any]) -> float:
    """Between a text and what it stands on."""
    ground: Colour = (1.0, 1.0, 1.0, 1.0)
    for each in reversed(text["grounds"]):
        ground = over(colour(each), ground)
    lights = sorted((luminance(over(colour(text["ink"]), ground)), luminance(ground)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


async def faint_texts(screen: Screen) -> list[tuple[str, float]]:
    """Visible texts with too little contrast."""
    texts = await screen.page.evaluate(TEXTS)
    assert len(texts) > 10
    found = [(each["text"], round(contrast(each), 2)) for each in texts]
    return [each for each in found if each[1] < LEAST]


def test_the_measure_of_contrast() -> None:
    def measured(ink: str, *grounds: str) -> float:
        return round(contrast({"ink": ink, "grounds": grounds}), 2)

    assert measured("rgb(0, 0, 0)", "rgb(255, 255, 255)") == 21
    assert measured("rgb(119, 119, 119)", "rgba(0, 0, 0, 0)", "rgb(255, 255, 255)") == 4.48
    assert measured("color(srgb 1 1 1)", "rgba(0, 0, 0, 0.5)", "rgb(255, 255, 255)") == 3.98


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
async def test_every_text_can_be_read(
    browser: Browser, circle: House, size: tuple[int, int], dark: bool
) -> None:
    async with at_screen(browser, circle.address, size, dark=dark) as screen:
        await screen.clock_moves("To the next check-in")
        ana = screen.person("Ana")
        await ana.says("a word of my own, https://example.org")
        await ana.chooses_command("/checkins")
        await ana.sees_alone("Next")
        await ana.column.get_by_role("button", name="Commands").click()
        await ana.taps("Windy")
        await ana.hears("Windy")
        assert await faint_texts(screen) == []
        assert await sideways(screen) == []
        for opener in ("New person", "New group", "Groups", "Raw calls"):
            await screen.presses(opener)
            assert await faint_texts(screen) == [], opener
            assert await sideways(screen) == [], opener
            await screen.page.keyboard.press("Escape")
        await screen.restyled(".text { color: #888 !important }")
        assert await faint_texts(screen)  # so that it is known to notice


async def test_a_day_by_keyboard_alone(
    browser: Browser, circle: House, size: tuple[int, int]
) -> None:
    async with at_screen(browser, circle.address, size) as screen:
        ana = screen.person("Ana")
        await expect(ana.column).to_be_visible()
        await tabs_to(screen, "To the next check-in")
        await screen.page.keyboard.press("Enter")
        await ana.sees("How is the weather with you today?")
        await tabs_to(screen, "Windy")
        await screen.page.keyboard.press("Enter")
        await ana.hears("seen by you alone: Windy")
        await expect(ana.button("Windy")).to_be_focused()  # and nothing has taken it away
        await tabs_to(screen, "Commands")
        await screen.page.keyboard.press("Space")
        await screen.page.keyboard.press("Shift+Tab")
        await screen.page.keyboard.press("Enter")
        await ana.sees_alone("Next")


async def tabs_to(screen: Screen, name: str) -> None:
    """Press Tab until the button of that name has the focus, and can be seen to have it."""
    for _ in range(60):
        await screen.page.keyboard.press("Tab")
        focused = await screen.page.evaluate(
            """() => { const each = document.activeElement, style = getComputedStyle(each);
                return [each.ariaLabel ?? each.textContent, style.outlineStyle]; }"""
        )
        if focused[0] == name:
            assert focused[1] == "solid"
            return
    raise AssertionError(f"Tab never comes to {name}")
