"""What messages look like and do: links, texts to copy, alerts, long and strange content."""

from playwright.async_api import Browser, expect

from sandbox.messages import Message
from tests.browser.house import House
from tests.browser.screen import DESKTOP, PHONE, Screen, at_screen

LONG = "Pneumonoultramicroscopicsilicovolcanoconiosis" * 12


async def test_links_and_texts_to_copy(browser: Browser, alone: House) -> None:
    await alone.posts(
        "See https://example.org/a, findahelpline.com, or /help.",
        [{"text": "Copy 116 123", "copy_text": {"text": "116 123"}}],
        [{"text": "Others", "url": "https://findahelpline.com"}],
        [{"text": "In private", "url": "https://t.me/kith_bot?start=hello"}],
    )
    async with at_screen(browser, alone.address, DESKTOP) as screen:
        ana = screen.person("Ana")
        await ana.taps("Copy 116 123")
        await ana.hears("Copied: 116 123")
        assert await screen.page.evaluate("navigator.clipboard.readText()") == "116 123"
        for name, address in (
            ("Others", "https://findahelpline.com"),
            ("https://example.org/a", "https://example.org/a"),
            ("findahelpline.com", "https://findahelpline.com"),
        ):
            link = ana.messages.get_by_role("link", name=name, exact=True)
            await expect(link).to_have_attribute("href", address)
            await expect(link).to_have_attribute("rel", "noopener noreferrer")
        await ana.taps("/help")
        await ana.sees("/help@kith_bot")
        await ana.taps("In private")
        await ana.sees("/start hello")
        await screen.person("Ben").sees_nothing_of("/start hello")
        assert screen.errors == []


async def test_an_alert_stands_before_its_person_until_the_ok(
    browser: Browser, alone: House
) -> None:
    await alone.posts("Who may?", [{"text": "May I", "callback_data": "x"}])
    async with at_screen(browser, alone.address, DESKTOP) as screen:
        ana, ben = screen.person("Ana"), screen.person("Ben")
        await ana.taps("May I")
        await alone.answers_tap("Only stewards can.", show_alert=True)
        alert = ana.column.get_by_role("alertdialog")
        await expect(alert).to_contain_text("Only stewards can.")
        await ben.sees_nothing_of("Only stewards can.")
        await expect(alert.get_by_role("button", name="OK")).to_be_focused()
        await screen.page.keyboard.press("Enter")
        await expect(alert).to_be_hidden()
        await expect(ana.button("May I")).to_be_focused()


async def test_names_and_words_are_only_text(browser: Browser, alone: House) -> None:
    world = alone.sandbox.world
    (group,) = world.groups()
    name = "<img src=x onerror=alert(1)>"
    mallory = world.add_person(name)
    group.members[mallory.id] = mallory
    world.post(Message(group, mallory, int(world.now()), "<script>alert(2)</script>"))
    async with at_screen(browser, alone.address, DESKTOP) as screen:
        ana = screen.person("Ana")
        await ana.sees(name)
        await ana.sees("<script>alert(2)</script>")
        assert await screen.page.locator(".messages img, .messages script").count() == 0
        assert screen.errors == []


async def test_long_words_strange_names_and_many_messages_keep_their_place(
    browser: Browser, alone: House
) -> None:
    world = alone.sandbox.world
    (group,) = world.groups()
    rami = world.add_person("\u202erami رامي الطويل الاسم جدا جدا جدا جدا")
    group.members[rami.id] = rami
    for index in range(300):
        world.post(Message(group, rami, int(world.now()) + index, f"مرحبا number {index}"))
    await alone.posts(LONG, [{"text": LONG[:60], "callback_data": "x"}] * 3)
    await alone.posts("The newest")
    long = "\n".join(f"line {index}" for index in range(60))
    for size in (PHONE, DESKTOP):
        async with at_screen(browser, alone.address, size) as screen:
            ana, ben = screen.person("Ana"), screen.person("Ben")
            await expect(await ana.sees("The newest")).to_be_in_viewport()
            await expect(await ben.sees("The newest")).to_be_in_viewport()
            await expect(await ana.sees("The newest")).to_be_in_viewport()  # and again
            assert await sideways(screen) == []
            assert screen.errors == []
    async with at_screen(browser, alone.address, PHONE) as screen:
        ana = screen.person("Ana")
        await ana.sees("The newest")
        await alone.posts(long)
        box = await (await ana.sees("line 59")).bounding_box()
        room = await ana.messages.bounding_box()
        assert box is not None
        assert room is not None
        assert 0 <= box["y"] - room["y"] < 40  # it is read from its beginning


WIDER = """() => {
  const shown = (each) => each.getClientRects().length > 0;
  const all = (selector) => [...document.querySelectorAll(selector)].filter(shown);
  const scrolls = all("html, body, .messages, .message, dialog[open]")
    .filter((each) => each.scrollWidth > each.clientWidth + 1);
  const right = (each) => each.getBoundingClientRect().right;
  const beyond = all(".bar *, .person .key, .person .write *, dialog[open] *").filter((each) =>
    right(each) > right(each.closest(".person, dialog") ?? document.documentElement) + 1);
  return [...scrolls, ...beyond].map((each) => each.className || each.tagName);
}"""


async def sideways(screen: Screen) -> list[str]:
    """What is wider than its place: the page itself, or anything beyond its right edge."""
    found: list[str] = await screen.page.evaluate(WIDER)
    return found


async def test_something_too_wide_is_noticed(browser: Browser, alone: House) -> None:
    await alone.posts("Here", [{"text": "Wide", "callback_data": "x"}])
    async with at_screen(browser, alone.address, PHONE) as screen:
        await screen.person("Ana").sees("Here")
        assert await sideways(screen) == []
        await screen.restyled(".key { min-width: 50rem !important; max-width: none !important }")
        assert "key" in await sideways(screen)
