"""A hard night of somebody in the group, a week after the first day: from an evening to a morning.

Belongs here: what Chi does and sees, step by step, through the page alone. May not enter: how it is
photographed (`languages`), and what must hold beside it (`test_languages`).
"""

from tests.browser.screen import Person, Screen
from tests.browser.story import GROUP, Shot

CARD = "Tea, and the window open."
ABROAD = "IE"
"""Where the one lives who is worried about."""


async def told(screen: Screen, shot: Shot) -> None:
    """The evening before, the night and the morning; `shot` is called with a name for each step."""
    chi = screen.person("Chi")
    await something_is_written_for_it(chi, shot)
    await it_is_stormy(screen, chi, shot)
    await help_is_looked_for(screen, chi, shot)
    await somebody_is_worried_about(screen, chi, shot)
    await ones_own_words(chi, shot)
    await the_morning(screen, chi, shot)


async def something_is_written_for_it(chi: Person, shot: Shot) -> None:
    """On a calm evening, alone with Kith: what Chi wants to read when it is hard."""
    await chi.starts()
    await chi.sees("I am Kith, a program")
    await chi.says("/me")
    await chi.sees("Yours, and seen by you alone")
    await shot("what-is-ones-own")
    await chi.taps("Toolbox")
    await chi.taps("Yes, keep it")
    await chi.taps("When it is hard")
    await chi.taps("Write")
    await chi.sees("The next message you write here is kept, sealed")
    await chi.says(chi.screen.tongue.own(CARD))
    await chi.sees("Your message above is still in this chat")
    await shot("something-for-a-hard-night")


async def it_is_stormy(screen: Screen, chi: Person, shot: Shot) -> None:
    """A check-in in the morning, and the night after it."""
    await chi.opens(screen.tongue.own(GROUP))
    await screen.clock_moves("To the next check-in")
    await chi.taps("Stormy")
    await chi.hears("Stormy")
    await shot("stormy")
    await hours_pass(screen, 11)


async def help_is_looked_for(screen: Screen, chi: Person, shot: Shot) -> None:
    """In the evening the button below the check-in: a few words over it. At two, the command."""
    await chi.taps("Signposts")
    await chi.is_warned("If a life is in danger now")
    await shot("over-the-button")
    await screen.presses("OK")
    await hours_pass(screen, 6)
    await chi.chooses_command("/signposts")
    await chi.may_tap("Text or chat")
    await shot("signposts")
    await chi.taps("Text or chat")
    await chi.may_tap("Back")
    await shot("text-or-chat")
    await chi.taps("Back")
    await chi.may_tap("Worried about someone")


async def somebody_is_worried_about(screen: Screen, chi: Person, shot: Shot) -> None:
    """Somebody else is on Chi's mind, who lives in another country."""
    await chi.taps("Worried about someone")
    await chi.sees_alone("You are worried about someone")
    await shot("worried-about-someone")
    await chi.taps("Back")
    await chi.may_tap("Another country")
    await chi.taps("Another country")
    await chi.sees_alone("Which country?")
    await shot("another-country")
    name = screen.tongue.country(ABROAD)
    await chi.taps(name[0])
    await chi.may_tap(name)
    await shot("by-letter")
    await chi.taps(name)
    await chi.may_tap("My card")
    await shot("the-other-country")


async def ones_own_words(chi: Person, shot: Shot) -> None:
    """What Chi wrote for this, seen by nobody else."""
    await chi.taps("My card")
    await chi.sees_alone(chi.screen.tongue.own(CARD))
    await shot("ones-own-words")


async def the_morning(screen: Screen, chi: Person, shot: Shot) -> None:
    """The check-in has closed, nobody has asked anything, and the next one comes."""
    await hours_pass(screen, 7)
    await chi.sees("has closed")
    await chi.chooses_command("/checkins")
    await chi.sees_alone("The next check-ins")
    await shot("the-morning")


async def hours_pass(screen: Screen, hours: int) -> None:
    """Hours go by."""
    for _ in range(hours):
        await screen.clock_moves("+1 h")
