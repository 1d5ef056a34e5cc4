"""A Telegram that shows nothing of what one person sees, and a Kith that cannot know (S10)."""

from typing import Any

import pytest

from bot.intake.phones import SOON
from storage import groups
from tests.e2e.gatherings.planning import proposes
from tests.e2e.scene import Person, Scene

BELOW = "Only you see the answer, below. If nothing is there, tap again."
WRITTEN = "I have written to you in our private chat."
NEUTRAL = "Kith answers in private."
SCREEN = "You have not said that you come"


async def taps(who: Person, label: str = "Reminder and more") -> dict[str, Any]:
    """One tap on the newest post of the circle; what is answered over the button."""
    for post in reversed(await who.looks()):
        if label in [button["label"] for row in post["buttons"] for button in row]:
            body = {"from": who.id, "chat": who.scene.circle, "label": label}
            answer = await who.scene.post("press", **body, message_id=post["message_id"])
            await who.scene.settled()
            return answer
    raise AssertionError(f"no button {label!r}")


@pytest.fixture
async def old(scene: Scene, ana: Person, ben: Person) -> Person:
    """Ben, whose Telegram is old; something is planned, with a button that opens a screen."""
    scene.sandbox.world.people[ben.id].sees_ephemeral = False
    await proposes(ana)
    return ben


ONE_TAP = pytest.mark.fair("counts the taps, where old phones tap until they see something")


@ONE_TAP
async def test_the_first_tap_says_that_a_second_one_brings_the_answer(old: Person) -> None:
    await old.whispers("/start")
    assert (await taps(old))["text"] == BELOW
    await old.sees_nothing_of(SCREEN, at=old.id)
    assert (await taps(old))["text"] == WRITTEN
    await old.sees(SCREEN, at=old.id)


@ONE_TAP
async def test_to_whom_kith_cannot_write_the_second_tap_opens_the_private_chat(old: Person) -> None:
    await taps(old)
    url = (await taps(old))["url"]
    assert url.startswith("https://t.me/kith_bot?start=")
    await old.whispers("/start " + url.partition("=")[2])
    assert (await taps(old))["text"] == WRITTEN
    await old.sees(SCREEN, at=old.id)


@ONE_TAP
async def test_a_second_tap_much_later_begins_anew(scene: Scene, old: Person) -> None:
    await old.whispers("/start")
    await taps(old)
    await scene.passes(seconds=SOON)
    assert (await taps(old))["text"] == BELOW
    await old.sees_nothing_of(SCREEN, at=old.id)


@ONE_TAP
async def test_few_words_stand_over_the_button_as_well(
    old: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.intake.ladder._fits_over_button", lambda _: True)
    first, again = await taps(old), await taps(old)
    assert SCREEN in first["text"]
    assert SCREEN in again["text"]
    assert [first["show_alert"], again["show_alert"]] == [False, True]


@ONE_TAP
async def test_whoever_has_tapped_on_such_a_message_is_told_nothing_more(
    scene: Scene, old: Person, chi: Person
) -> None:
    assert (await taps(chi))["text"] == BELOW
    own = await chi.sees(SCREEN)
    await chi.presses(scene.circle, own, label="I come")
    for _ in range(2):
        assert (await taps(chi))["text"] is None
    assert await chi.looks(chi.id) == []


@ONE_TAP
async def test_in_the_language_of_the_group(scene: Scene, old: Person) -> None:
    await old.whispers("/start")
    async with scene.kith.database.transaction() as tx:
        group = await groups.by_chat(tx, scene.circle)
        assert group is not None
        await groups.set_language(tx, group.id, "de")
    await scene.kith.memory.renew()
    assert (await taps(old))["text"].startswith("Die Antwort steht unten")
    assert (await taps(old))["text"] == "Ich habe dir in unserem privaten Chat geschrieben."


@pytest.mark.fair("makes Kith an admin itself, and no command that only Kith sees", "old-phones")
async def test_an_admin_does_not_answer_a_command_that_all_saw_with_what_nobody_may_see(
    scene: Scene, old: Person
) -> None:
    await scene.post(f"groups/{scene.circle}/promote", person=scene.sandbox.world.bot.id)
    await old.says("/gatherings@kith_bot")
    await old.sees(NEUTRAL)
    await old.whispers("/start")
    await old.says("/gatherings@kith_bot")
    await old.sees("Anybody can propose something", at=old.id)


@ONE_TAP
async def test_the_second_tap_on_signposts_brings_all_of_them(scene: Scene, old: Person) -> None:
    await old.whispers("/start")
    await scene.passes(minutes=6)
    for _ in range(2):
        assert "116 123" in (await taps(old, "Signposts"))["text"]
    await old.sees("Each line has its own rules about confidentiality", at=old.id)
    await old.taps("Text or chat", at=old.id)
    await old.sees("SHOUT to 85258", at=old.id)


async def test_the_pages_of_privacy_can_be_turned_where_the_ladder_brought_them(
    scene: Scene, ana: Person, ben: Person
) -> None:
    await ana.whispers("/start")
    await proposes(ben)
    await ana.says("/privacy@kith_bot")
    await ana.taps("What is kept, and how long", at=ana.id)
    await ana.sees("What I keep of you, and until when:", at=ana.id)
