"""Signposts: at once, seen by the one who asks alone, and asked for by anybody (S1 to S21)."""

import pytest

from tests.e2e.scene import Person, Scene
from tests.e2e.test_turn import pending


async def test_a_private_command_shows_the_first_screen(scene: Scene, ana: Person) -> None:
    await ana.whispers("/signposts")
    await ana.sees("Which country?", at=ana.id)
    await ana.taps("U", at=ana.id)
    await ana.taps("United Kingdom", at=ana.id)
    seen = await ana.sees("If a life is in danger now: 999 (all services).", at=ana.id)
    assert "Samaritans\u2069: call 116 123. 24/7, free, English." in seen["text"]
    assert "text SHOUT to 85258" in seen["text"]
    assert "findahelpline.com" in seen["text"]
    assert 'need not be "serious enough"' in seen["text"]
    assert "Nobody has read anything, nobody was told." in seen["text"]


@pytest.mark.parametrize("command", ["/signposts", "/crisis", "/support", "/signposts@kith_bot"])
async def test_an_ephemeral_command_is_answered_inside_the_group_unseen(
    scene: Scene, ana: Person, ben: Person, command: str
) -> None:
    await ana.says(command, ephemeral=True)
    seen = await ana.sees("999 (all services)")
    assert seen["only_you"]
    await ben.sees_nothing_of("999")


async def test_the_button_on_a_check_in_gives_the_essential_at_once_and_the_screen_below(
    scene: Scene, ana: Person, ben: Person
) -> None:
    await scene.passes(minutes=6)
    await ana.taps("Signposts")
    ana.hears("999 (all services)")
    ana.hears("116 123")
    assert (await ana.sees("116 123"))["only_you"]
    await ben.sees_nothing_of("116 123")


async def test_whoever_presses_start_on_a_link_gets_the_country_of_the_link(
    scene: Scene, ana: Person
) -> None:
    await ana.says("/signposts", ephemeral=True)
    await ana.taps("Keep this in my private chat")
    assert "999 (all services)" in (await ana.sees("Samaritans", at=ana.id))["text"]


async def test_asking_again_with_the_same_offset_answers_once(scene: Scene, ana: Person) -> None:
    await scene.goes_deaf()
    await scene.post("say", **{"from": ana.id, "chat": ana.id, "text": "/crisis"})
    batch = pending(scene)[-1:]
    for _ in range(3):
        assert scene.kith.signposts.take(batch) == []
        await scene.kith.signposts.finish()
    told = [each["text"] for each in await ana.looks(ana.id) if "Which country" in each["text"]]
    assert len(told) == 1
