"""A newcomer's first day: from nobody to a check-in that closes.

Belongs here: what people do and see, step by step, through the page alone. May not enter: how it is
photographed (`pictures`), and what must hold beside it (`test_first_day`).
"""

from collections.abc import Awaitable, Callable

from playwright.async_api import expect

from tests.browser.screen import Person, Screen

GROUP = "Evening circle"
SET_UP = ("Set it up (stewards)", "Europe", "More", "London", "The weather", "On these days")
"""What the steward taps before the hour."""
FROM_NINE = ("09:00", "Ask the group")

Shot = Callable[[str], Awaitable[None]]


async def told(screen: Screen, shot: Shot) -> None:
    """The whole day; `shot` is called with a name for each step."""
    await people_come(screen, shot)
    await kith_comes(screen, shot)
    await the_group_says_yes(screen, shot)
    await the_check_in(screen, shot)
    await signposts(screen, shot)
    await in_private(screen, shot)
    await it_closes(screen, shot)


def four(screen: Screen) -> tuple[Person, Person, Person, Person]:
    """Ana, Ben and Chi, and Dee, who is the group's admin."""
    return screen.person("Ana"), screen.person("Ben"), screen.person("Chi"), screen.person("Dee")


async def people_come(screen: Screen, shot: Shot) -> None:
    """Four people, and a group without Kith."""
    await screen.shows("Nobody is here yet")
    await shot("nobody")
    for name in ("Ana", "Ben", "Chi", "Dee"):
        await screen.makes_person(name)
    await screen.makes_group(
        screen.tongue.own(GROUP), members=["Ana", "Ben", "Chi"], admins=["Dee"]
    )


async def kith_comes(screen: Screen, shot: Shot) -> None:
    """Dee adds it, and sets it up in eight taps that nobody else sees."""
    ana, _, _, dee = four(screen)
    await dee.opens(screen.tongue.own(GROUP))
    await dee.column.get_by_role("button", name="Add Kith").click()
    await ana.sees("I am Kith, a program")
    await dee.sees("I am Kith, a program")
    await shot("hello")
    for label in SET_UP:
        await dee.taps(label)
    await expect(dee.button(FROM_NINE[0])).to_be_visible()
    await shot("set-up")
    for label in FROM_NINE:
        await dee.taps(label)
    await dee.sees_alone("It stands in the group now")
    await ana.sees_nothing_of("It stands in the group now")


async def the_group_says_yes(screen: Screen, shot: Shot) -> None:
    """Two members besides the steward try it, and a day goes by."""
    ana, ben, chi, _ = four(screen)
    await ana.sees("A proposal, for four weeks")
    await shot("proposal")
    await ana.taps("Try it")
    await ana.hears("Nobody sees this")
    await ben.taps("Try it")
    await ben.hears("Nobody sees this")
    await screen.clock_moves("+1 day")
    await chi.sees("The four weeks begin")


async def the_check_in(screen: Screen, shot: Shot) -> None:
    """Three answer, one of them changes their mind, one passes."""
    ana, ben, chi, dee = four(screen)
    await screen.clock_moves("To the next check-in")
    await ana.sees("How is the weather with you today?")
    await shot("check-in")
    await ana.taps("Windy")
    await ana.hears("seen by you alone")
    await ana.hears("Windy")
    await shot("a-tap")
    await ben.taps("Clear")
    await ben.hears("Clear")
    await ben.taps("Stormy")
    await ben.hears("seen by you alone")
    await ben.hears("Stormy")
    await chi.taps("Foggy")
    await chi.hears("Foggy")
    await dee.taps("Here, no words")
    await dee.hears("You are here.")
    of_ben = screen.tongue.filled("Kept, and seen by you alone", word="Stormy")
    for other in (ana, chi, dee):
        await other.sees_nothing_of(of_ben)


async def signposts(screen: Screen, shot: Shot) -> None:
    """Chi asks where help is; nobody else sees that."""
    ana, ben, chi, dee = four(screen)
    await chi.chooses_command("/signposts")
    await chi.sees_alone("If a life is in danger now")
    await shot("signposts")
    for other in (ana, ben, dee):
        await other.sees_nothing_of("If a life is in danger now")


async def in_private(screen: Screen, shot: Shot) -> None:
    """Ana looks when the next ones are, and writes to Kith alone."""
    ana, ben, _, _ = four(screen)
    await ana.chooses_command("/checkins")
    await ana.sees_alone("The next check-ins")
    await shot("only-you")
    await ben.sees_nothing_of("The next check-ins")
    await ana.starts()
    await ana.says(screen.tongue.own("a long night"))
    await ana.sees("Nobody has read this")
    await shot("in-private")
    await ben.sees_nothing_of(screen.tongue.own("a long night"))


async def it_closes(screen: Screen, shot: Shot) -> None:
    """The next day, a line stands in place of the question."""
    _, ben, _, _ = four(screen)
    await screen.clock_moves("+1 day")
    await ben.sees("The check-in of")
    await shot("closed")
