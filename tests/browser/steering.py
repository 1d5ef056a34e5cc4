"""How a group that begins with one steward comes to decide together, and to have hosts by turns.

Belongs here: what people do and see, step by step, through the page alone. May not enter: how it is
photographed (`pictures`), and what must hold beside it (`tests/e2e/steering/test_story`).
"""

from tests.browser.screen import Person, Screen
from tests.browser.story import Shot

GROUP = "Tuesday circle"
WEEK = 7


async def told(screen: Screen, shot: Shot) -> None:
    """The whole story; `shot` is called with a name for each step."""
    await the_steward_decides_alone(screen, shot)
    await an_agreement(screen, shot)
    await the_dial(screen, shot)
    await roles(screen, shot)


def four(screen: Screen) -> tuple[Person, Person, Person, Person]:
    """Ana, Ben and Chi, and Dee, who is the group's steward."""
    return screen.person("Ana"), screen.person("Ben"), screen.person("Chi"), screen.person("Dee")


async def the_steward_decides_alone(screen: Screen, shot: Shot) -> None:
    """Dee sets quiet hours; the group reads it at once."""
    ana, _, _, dee = four(screen)
    await dee.chooses_command("/checkins")
    await dee.taps("All check-ins")
    await dee.taps("Quiet hours")
    await dee.taps("21:00 to 08:00")
    await ana.sees("A steward changed this.")
    await ana.chooses_command("/log")
    await ana.sees_alone("What was changed here")
    await shot("in-the-open")


async def an_agreement(screen: Screen, shot: Shot) -> None:
    """Ana proposes one, the others can live with it, and a week later it holds."""
    ana, ben, chi, _ = four(screen)
    await ana.chooses_command("/agreement")
    await ana.taps("Begin with the short one")
    await ana.sees_alone("Nothing is before the group yet.")
    await shot("a-draft")
    await ana.taps("Propose it")
    await ben.sees("One of us proposes:")
    await ben.taps("I can live with it")
    await ben.hears("Nobody sees who said what")
    await shot("four-answers")
    await chi.taps("I can live with it")
    await weeks_pass(screen)
    await chi.sees("We decided this together.")
    await chi.sees("We agreed to this, and it is done.")
    await shot("agreed")


async def the_dial(screen: Screen, shot: Shot) -> None:
    """Ben proposes that all decide. Somebody would like to talk, so it takes a week more."""
    ana, ben, chi, dee = four(screen)
    await ben.chooses_command("/propose")
    await ben.taps("Who decides here")
    await ben.taps("all of us, in rounds")
    await ben.taps("Propose it")
    await ana.sees("To: all of us, in rounds")
    await ana.taps("I can live with it")
    await chi.taps("I can live with it")
    await dee.taps("I'd like to talk")
    await dee.hears("Nobody sees that it was you")
    await weeks_pass(screen)
    await chi.sees("One of us objects to this, or would like to talk about it")
    await shot("time-to-talk")
    await weeks_pass(screen)
    await chi.sees("To: all of us, in rounds\n\nWe decided this together.")
    await dee.chooses_command("/checkins")
    await dee.taps("All check-ins")
    await dee.taps("A break")
    await dee.taps("From Tuesday 22 December")
    await dee.taps("Until Tuesday 29 December")
    await dee.sees_alone("This needs all of us.")
    await shot("the-steward-asks")


async def roles(screen: Screen, shot: Shot) -> None:
    """The group has a host from now on, another one each week."""
    ana, ben, chi, _ = four(screen)
    await chi.chooses_command("/roles")
    await chi.taps("Propose a role")
    await chi.taps("New: Host")
    await chi.taps("Propose it")
    await ana.sees("A role that goes round, new:")
    for person in (ana, ben):
        await person.taps("I can live with it")
    await weeks_pass(screen)
    for person in (ana, ben):
        await person.starts()
        await person.opens(GROUP)
        await person.chooses_command("/roles")
        await person.taps("I am willing: Host")
        await person.sees_alone("Host: nobody has it just now")
    hosts = set()
    for name in ("the-host", "hosts-by-turns"):
        await weeks_pass(screen)
        host = await drawn(screen, ana, ben)
        await host.taps("I take it")
        await host.sees("It is yours this week: Host.")
        await screen.clock_moves("+5 min")
        await chi.sees("Host: one of us has it this week, and will say so.")
        await shot(name)
        hosts.add(host.name)
        await host.opens(GROUP)
    assert hosts == {"Ana", "Ben"}


async def drawn(screen: Screen, *people: Person) -> Person:
    """The one of these whom the draw has fallen on; their private chat is open."""
    for person in people:
        await person.opens("Kith")
        await person.sees("I am Kith, a program")
        if await person.button("I take it").count():
            return person
        await person.opens(GROUP)
    raise AssertionError("the draw has fallen on nobody")


async def weeks_pass(screen: Screen) -> None:
    """A week and a moment go by."""
    for _ in range(WEEK):
        await screen.clock_moves("+1 day")
    await screen.clock_moves("+1 h")
