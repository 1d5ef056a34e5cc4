"""The tree of settings as a steward has it on a phone (A1, A7, A10).

Belongs here: what Dee taps and sees, step by step, through the page alone. May not enter: how it is
photographed (`pictures`), and that everything is in reach (`tests/e2e/settings/test_tree`).
"""

from tests.browser.screen import Screen
from tests.browser.story import Shot

BACK = "Settings"


async def told(screen: Screen, shot: Shot) -> None:
    """From /settings through its rooms; `shot` is called with a name for each."""
    dee = screen.person("Dee")
    await dee.chooses_command("/settings")
    await dee.sees_alone("What is set in this group.")
    await shot("settings")
    await dee.taps("Quiet")
    await dee.sees_alone("When nothing comes.")
    await shot("quiet")
    await dee.taps("Quiet hours")
    await dee.sees_alone("What falls into them waits")
    await shot("quiet-hours")
    await dee.taps(BACK)
    await dee.taps("Coming in")
    await dee.sees_alone("What somebody meets who comes in.")
    await shot("coming-in")
    await dee.taps("Back")
    await dee.taps("Deciding together")
    await dee.sees_alone("What is decided together.")
    await shot("deciding-together")
    await dee.taps("Stewards")
    await dee.sees_alone("The stewards are the admins")
    await shot("stewards")
    await dee.taps(BACK)
    await dee.taps("Check-ins")
    await dee.sees_alone("The next check-ins")
    await shot("check-ins")
    await dee.taps(BACK)
    await dee.taps("The next seven days")
    await dee.sees_alone("What comes in the next seven days.")
    await shot("seven-days")
    await dee.taps("Wed 25 Nov · The weather, 09:00")
    await dee.sees_alone("How is the weather with you today?")
    await shot("one-of-them")
    await dee.taps("Leave this one out")
    await dee.sees_alone("left out")
    await shot("left-out")
    await dee.taps("Back")
    await dee.taps(BACK)
    await dee.taps("Numbers without names")
    await dee.sees_alone("Kith does not count.")
    await shot("numbers")
    await dee.taps(BACK)
    await in_own_words(screen, shot)
    await in_ones_own_language(screen, shot)


async def in_own_words(screen: Screen, shot: Shot) -> None:
    """A sentence is found by some of its words, and said otherwise."""
    dee = screen.person("Dee")
    await dee.taps("Deciding together")
    await dee.taps("In our own words")
    await dee.sees_alone("All that I say here is in my words so far.")
    await dee.taps("Find a sentence")
    await dee.opens("Kith")
    await dee.says("the weather with you today")
    await dee.sees("Is it one of these?")
    await dee.taps("1. How is the weather with you today?…")
    await dee.taps("Say it otherwise")
    await dee.sees("You will see it before it counts.")
    await shot("say-it-otherwise")
    await dee.says(
        "What is your sky like? One tap, or none; only you see it. Until {until} ({zone})."
    )
    await dee.sees("Nothing is changed yet.")
    await dee.button("Save").scroll_into_view_if_needed()
    await shot("as-it-will-be")
    await dee.taps("Save")


async def in_ones_own_language(screen: Screen, shot: Shot) -> None:
    """Ana reads the post in another language than the group's."""
    ana = screen.person("Ana")
    await screen.clock_moves("To the next check-in")
    await ana.sees("only you see it. Until 21:00")
    await ana.taps("A/Я My language")
    await ana.sees_alone("I know of no other language of yours.")
    await shot("my-language")
    await ana.taps("Français")
    await ana.sees_alone("météo intérieure")
    await shot("in-french")
