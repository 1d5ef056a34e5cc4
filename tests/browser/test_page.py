"""What one does on the page: people, chats, taps, the clock and the drawer."""

from playwright.async_api import expect

from tests.browser.house import House
from tests.browser.screen import Screen


async def test_two_columns_see_the_same_post_and_each_hears_its_own_answer(
    screen: Screen,
) -> None:
    ana, ben = screen.person("Ana"), screen.person("Ben")
    await screen.clock_says("Mon, 23 Nov 2026, 08:55 UTC")
    await screen.clock_moves("To the next check-in")
    await screen.clock_says("09:00")
    await ana.sees("How is the weather with you today?")
    await ana.taps("Windy")
    await ana.hears("seen by you alone: Windy")
    await ben.sees("How is the weather with you today?")
    await ben.sees_nothing_of("seen by you alone")
    await ben.taps("Still")
    await ben.hears("seen by you alone: Still")
    await ana.sees_nothing_of("Still.")


async def test_what_is_for_one_person_is_marked_and_stands_in_no_other_column(
    screen: Screen,
) -> None:
    ana, ben = screen.person("Ana"), screen.person("Ben")
    await ana.is_looked_at()
    await ana.chooses_command("/checkins")
    message = await ana.sees_alone("Next")
    badge = message.locator(".badge")
    await expect(badge).to_have_attribute(
        "title",
        "Telegram shows this to Ana alone, here in the "
        "group. Nobody else sees it, and it may vanish when Ana closes the app.",
    )
    await expect(badge).to_contain_text("Telegram shows this to Ana alone")  # also read aloud
    await ben.sees_nothing_of("Next")


async def test_the_private_chat_is_begun_with_start_and_tells_of_what_is_new(
    screen: Screen, circle: House
) -> None:
    ana = screen.person("Ana")
    await ana.starts()
    await ana.sees("I am Kith")
    await ana.says("a long night")
    await ana.sees("Nobody has read this")
    await ana.opens("Tuesday circle")
    await circle.sandbox.call("sendMessage", {"chat_id": person_id(circle, "Ana"), "text": "psst"})
    await ana.has_something_new_in("Kith")
    await ana.opens("Kith")
    await ana.sees("psst")


async def test_people_and_a_group_are_made_and_kith_is_added_by_a_member(
    screen: Screen, circle: House
) -> None:
    eva = await screen.makes_person("Eva")
    await screen.makes_group("Lunch", members=["Ben"], admins=["Eva"])
    await eva.opens("Lunch")
    await eva.column.get_by_role("button", name="Add Kith").click()
    await eva.sees("Kith joined")
    ben = screen.person("Ben")
    await ben.opens("Lunch")
    await ben.sees("Kith joined")
    added = [each for each in circle.sandbox.world.updates.recent if each.kind == "my_chat_member"]
    assert added[-1].body["from"]["first_name"] == "Eva"
    assert added[-1].body["new_chat_member"]["status"] == "member"


async def test_people_leave_and_come_back_and_are_promoted(screen: Screen) -> None:
    ana = screen.person("Ana")
    await ana.is_looked_at()
    for role, standing in (("admin", "admin of this group"), ("not in it", "in no group yet")):
        await screen.presses("Groups")
        await screen.chooses("Ana", role)
        await screen.presses("Done")
        await expect(ana.column).to_contain_text(standing)
    # A look into the chat that was just left may have been under way.
    screen.errors[:] = [each for each in screen.errors if "404" not in each]


async def test_the_clock_goes_by_minutes_hours_and_days(screen: Screen) -> None:
    await screen.clock_moves("+5 min")
    await screen.clock_says("09:00")
    await screen.clock_moves("+1 h")
    await screen.clock_says("10:00")
    await screen.clock_moves("+1 day")
    await screen.clock_says("Tue, 24 Nov 2026, 10:00")
    ana = screen.person("Ana")
    await ana.sees("The check-in of Monday")  # it was lived through, not slept through
    await ana.sees("How is the weather with you today?")


async def test_the_drawer_shows_calls_and_updates(screen: Screen) -> None:
    await screen.clock_moves("To the next check-in")
    await screen.person("Ana").taps("Foggy")
    await screen.presses("Raw calls")
    call = screen.page.locator("#calls li").filter(has_text="answerCallbackQuery").first
    await expect(call).to_contain_text("Foggy")
    await call.locator("summary").click()
    await expect(call.locator("pre")).to_contain_text('"callback_query_id"')
    await expect(screen.page.locator("#updates")).to_contain_text("callback_query")
    await screen.page.keyboard.press("Escape")
    await expect(screen.page.locator("#wire")).to_be_hidden()
    await expect(screen.page.get_by_role("button", name="Raw calls")).to_be_focused()


def person_id(circle: House, name: str) -> int:
    """The Telegram id of a member."""
    people = circle.sandbox.world.people.values()
    return next(each.id for each in people if each.first_name == name)
