"""A round of pairs that comes to three, their listening turns, and afterwards; then two of them.

Belongs here: what people do and see, step by step, through the page alone. May not enter: how it is
photographed (`pictures`), and what must hold beside it (`tests/e2e/pairs`).
"""

from playwright.async_api import expect

from tests.browser.screen import Person, Screen
from tests.browser.story import Shot

GROUP = "Tuesday circle"


async def told(screen: Screen, shot: Shot) -> None:
    """The whole story; `shot` is called with a name for each step."""
    await all_can_be_written_to(screen)
    await rounds_are_turned_on(screen, shot)
    await three_meet(screen, shot)
    await three_take_turns(screen, shot)
    await afterwards(screen, shot)
    await two_take_turns(screen, shot)


def three(screen: Screen) -> tuple[Person, Person, Person]:
    """Those who join."""
    return screen.person("Ana"), screen.person("Ben"), screen.person("Chi")


async def all_can_be_written_to(screen: Screen) -> None:
    """They press Start, and go back to the group."""
    for person in three(screen):
        await person.starts()
        await person.sees("I am Kith, a program")
        await person.opens(GROUP)


async def rounds_are_turned_on(screen: Screen, shot: Shot) -> None:
    """Dee turns them on: every week."""
    dee = screen.person("Dee")
    await dee.chooses_command("/pair")
    await dee.taps("I am 18 or over")
    await dee.taps("Pair-ups in this group")
    await dee.taps("Rounds of pairs")
    for label in ("every two weeks", "once a month, in its first week"):
        await dee.taps(label)
    await shot("rounds-are-chosen")
    await dee.taps("Turn on")


async def three_meet(screen: Screen, shot: Shot) -> None:
    """The invitation on Saturday evening, and the draw three days later."""
    await days_pass(screen, 5)
    for _ in range(10):
        await screen.clock_moves("+1 h")
    for person in three(screen):
        await person.sees("A round of pairs. On")
        await person.taps("Join this round")
        await person.taps("I am 18 or over")
        await person.sees_alone("Thank you, kept.")
        await person.taps("Join this round")
        await person.sees_alone("You are in this round")
    await shot("three-join")
    await days_pass(screen, 3)
    for person in three(screen):
        await person.opens("Kith")
        await person.taps("Open")
        await person.sees("The draw has brought you and")
    await shot("three-meet")


async def three_take_turns(screen: Screen, shot: Shot) -> None:
    """All three would like it; the draw says who begins."""
    ana, ben, chi = three(screen)
    await ana.taps("Listening turns")
    await shot("turns-are-chosen")
    await ana.taps("I would like this")
    for person in (ben, chi):
        await person.taps("Open")
        await person.taps("Begin")
    await shot("three-begin")
    for _ in range(3):
        await screen.clock_moves("+5 min")
    await shot("three-take-turns")
    for _ in range(4):
        await screen.clock_moves("+5 min")
    await shot("three-are-done")


async def afterwards(screen: Screen, shot: Shot) -> None:
    """The next day, in private."""
    ana, ben, chi = three(screen)
    await ana.says("/pair")
    await ana.taps("End this")
    await screen.clock_moves("+5 min")
    for person in (ana, ben, chi):
        await person.sees("This conversation is closed.")
    await shot("closed")
    await days_pass(screen, 1)
    for person in (ana, ben):
        await person.taps("Open")
        await person.sees("Did it come about?")
    await shot("the-next-day")
    await ana.taps("It did")
    await ben.taps("It did not")
    await ana.sees("I have not kept it")
    await chi.taps("This did not feel right")
    await chi.sees("I do not know which of the two")
    await shot("it-did-not-feel-right")


async def two_take_turns(screen: Screen, shot: Shot) -> None:
    """A week later only two join."""
    await days_pass(screen, 3)
    ana, ben, _ = three(screen)
    for person in (ana, ben):
        await person.opens(GROUP)
        await person.taps("Join this round")
        await person.sees_alone("You are in this round")
    await days_pass(screen, 3)
    for person in (ana, ben):
        await person.opens("Kith")
        await person.taps("Open")
        await expect(person.button("Listening turns")).to_be_visible()
    await ana.taps("Listening turns")
    await ana.taps("I would like this")
    await ben.sees("There is something for you here.")
    await ben.taps("Open")
    await ben.taps("Begin")
    await screen.clock_moves("+5 min")
    await shot("two-take-turns")
    await screen.clock_moves("+5 min")
    await ben.taps("After listening")
    await ben.sees("Something you heard may still be with you")
    await shot("after-listening")


async def days_pass(screen: Screen, days: int) -> None:
    """Days go by."""
    for _ in range(days):
        await screen.clock_moves("+1 day")
