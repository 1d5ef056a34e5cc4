"""A table, turns at a call, a look back that the group shows, a rest, and a farewell.

Belongs here: what people do and see, step by step, through the page alone. May not enter: how it is
photographed (`pictures`), and what must hold beside it (`tests/e2e/gatherings`,
`tests/e2e/steering`).
"""

from playwright.async_api import expect

from tests.browser.screen import Person, Screen
from tests.browser.steering import GROUP, four, weeks_pass
from tests.browser.story import Shot

WEEKS = 8
"""From when they wanted it until nine weeks after the group began."""


async def told(screen: Screen, shot: Shot) -> None:
    """The whole story; `shot` is called with a name for each step."""
    await a_table(screen, shot)
    await turns(screen, shot)
    await looking_back(screen, shot)
    await a_rest(screen, shot)
    await a_farewell(screen, shot)


async def a_table(screen: Screen, shot: Shot) -> None:
    """Ana proposes a meal for tomorrow, Ben and Chi come."""
    ana, ben, chi, _ = four(screen)
    await ana.chooses_command("/gatherings")
    for label in ("Propose something", "What", "A meal at one table", "Propose it"):
        await ana.taps(label)
    for person in (ben, chi):
        await person.sees("A meal at one table")
        await person.taps("I come")
        await person.sees_alone("You have a place.")
    await shot("a-table")


async def turns(screen: Screen, shot: Shot) -> None:
    """Ben proposes a call; at its hour, one after the other, for the same time."""
    ana, ben, chi, _ = four(screen)
    await ben.chooses_command("/gatherings")
    for label in ("Propose something", "Propose it"):
        await ben.taps(label)
    await screen.clock_moves("+1 day")
    for _ in range(9):
        await screen.clock_moves("+1 h")
    for _ in range(2):
        await screen.clock_moves("+5 min")
    await expect(ana.button("Speak, with my first name")).to_be_visible()
    for person in (ben, ana, chi):
        await person.taps("Speak, with my first name")
    await screen.clock_moves("+5 min")
    await shot("turns-at-a-call")


async def looking_back(screen: Screen, shot: Shot) -> None:
    """The group wants to look back, writes down what it shows of it, and agrees to that."""
    ana, ben, chi, _ = four(screen)
    await chi.chooses_command("/evidence")
    await chi.taps("Propose to look back")
    await chi.taps("Propose it")
    await all_can_live_with_it(screen, ana, ben)
    for _ in range(WEEKS):
        await weeks_pass(screen)
    await ben.sees("We look back, together")
    await at_the_end(ana, ben, chi)
    await shot("looking-back")
    await ben.taps("Write it down")
    await ben.sees_alone("We look back next on")
    await ben.taps("Write it down")
    await ben.sees("your next message here becomes")
    await ben.says("We eat together on Thursdays.\nNobody has to explain anything.")
    await ben.taps("Propose it")
    await ben.opens(GROUP)
    await all_can_live_with_it(screen, ana, chi)
    await ben.chooses_command("/evidence")
    await ben.sees_alone("We eat together on Thursdays.")
    await ben.taps("As a picture")
    await ben.opens("Kith")
    await ben.sees("kith-report.png")
    await shot("what-we-show")
    await ben.opens(GROUP)


async def a_rest(screen: Screen, shot: Shot) -> None:
    """One of them has died: two say so, and the group goes on when it can."""
    ana, ben, chi, dee = four(screen)
    for person in (ana, dee):
        await person.chooses_command("/loss")
        await person.taps("Let everything rest")
    await chi.sees("Everything of mine rests here from now on")
    await at_the_end(ana, ben, chi, dee)
    await shot("everything-rests")
    await chi.taps("How it goes on")
    await chi.taps("Propose to go on")
    await chi.taps("Propose it")
    await all_can_live_with_it(screen, ana, ben)
    await chi.sees("The rest ends")


async def a_farewell(screen: Screen, shot: Shot) -> None:
    """Much later the group decides to close."""
    ana, ben, chi, _ = four(screen)
    await ana.chooses_command("/closing")
    await ana.taps("Propose to close")
    await ana.taps("Propose it")
    await all_can_live_with_it(screen, ben, chi)
    await ben.sees("What I take along.")
    await ben.says("I take along the soup, and that I may be quiet.")
    await at_the_end(ana, ben, chi)
    await shot("a-farewell")
    for _ in range(2):
        await weeks_pass(screen)
    await chi.sees("This is my last word here.")
    await at_the_end(ana, ben, chi)
    await shot("the-last-word")


async def at_the_end(*people: Person) -> None:
    """They look at what was said last."""
    for person in people:
        await person.opens("Kith")
        await expect(person.column).to_contain_text("alone with Kith")
        await person.opens(GROUP)
        await expect(person.column).not_to_contain_text("alone with Kith")


async def all_can_live_with_it(screen: Screen, *people: Person) -> None:
    """These say so, and the week of the round goes by."""
    for person in people:
        await person.taps("I can live with it")
        await person.hears("Nobody sees who said what")
    await weeks_pass(screen)
