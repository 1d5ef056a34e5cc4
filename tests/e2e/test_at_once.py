"""Taps that come at once are carried together, and mean what they would mean one by one (I1)."""

from collections.abc import Sequence
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.intake.turn import Turn
from handlers.step import Step
from storage.errors import StorageError
from tests.e2e.scene import Person, Scene
from tests.e2e.test_turn import answered, stored, taps_unheard
from tests.integration.test_statements import statements


async def test_they_count_in_their_order(scene: Scene, ana: Person, ben: Person) -> None:
    await scene.passes(minutes=6)
    taps = [
        await taps_unheard(scene, who, label)
        for who, label in [(ana, "Windy"), (ben, "Stormy"), (ana, "Take it back"), (ana, "Foggy")]
    ]
    await scene.kith.turn.take(taps)
    assert sorted(await stored(scene)) == ["foggy", "stormy"]
    back = await taps_unheard(scene, ben, "Take it back")
    await scene.kith.turn.take([await taps_unheard(scene, ben, "Still"), back])
    assert await stored(scene) == ["foggy"]


async def test_each_is_answered_with_their_own_word(
    scene: Scene, ana: Person, ben: Person, chi: Person
) -> None:
    await scene.passes(minutes=6)
    said = {"Windy": ana, "Stormy": ben, "Foggy": chi}
    await scene.kith.turn.take([await taps_unheard(scene, said[word], word) for word in said])
    for word, answer in zip(said, answered(scene), strict=True):
        assert word in answer
        assert not any(other in answer for other in said if other != word)


async def test_three_take_as_many_statements_as_one(
    scene: Scene, ana: Person, ben: Person, chi: Person
) -> None:
    await scene.passes(minutes=6)
    words = ("Windy", "Foggy")
    taps = [[await taps_unheard(scene, who, word) for who in (ana, ben, chi)] for word in words]
    await scene.kith.turn.take(taps[0])  # people are new only once
    await scene.kith.turn.take([await taps_unheard(scene, ana, "Windy")])
    with statements() as one:
        await scene.kith.turn.take([await taps_unheard(scene, ana, "Windy")])
    with statements() as three:
        await scene.kith.turn.take(taps[1])
    assert len(three) == len(one)


async def test_taps_on_several_check_ins_are_carried_together_too(
    scene: Scene, ana: Person, ben: Person
) -> None:
    other = await scene.group("Thursday circle", [ben], [])
    await scene.passes(minutes=6)
    await ben.sees("weather", at=other)
    taps = [await taps_unheard(scene, ana, "Windy"), await taps_unheard(scene, ben, "Foggy", other)]
    with capture_logs() as logs:
        await scene.kith.turn.take(taps)
    assert sorted(await stored(scene)) == ["foggy", "windy"]
    assert "turn.parted" not in [each["event"] for each in logs]


async def elsewhere(scene: Scene, who: Person) -> dict[str, Any]:
    """A tap of the same kind, as it would come from another chat."""
    tap: dict[str, Any] = await taps_unheard(scene, who, "Stormy")
    tap["callback_query"]["message"]["chat"]["id"] -= 1
    return tap


async def test_one_that_may_not_be_done_keeps_none_of_the_others_away(
    scene: Scene, ana: Person, ben: Person
) -> None:
    await scene.passes(minutes=6)
    forged = await elsewhere(scene, ben)
    with capture_logs() as logs:
        await scene.kith.turn.take([forged, await taps_unheard(scene, ana, "Windy")])
    assert await stored(scene) == ["windy"]
    assert [each["event"] for each in logs].count("turn.parted") == 1


async def test_without_trying_each_alone_the_others_would_be_lost(
    scene: Scene, ana: Person, ben: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The switch: what fails together is given up together."""

    async def once(turn: Turn, run: Sequence[Step]) -> None:
        try:
            async with run[0].tx.savepoint():
                await turn._attempt(run)
        except StorageError:
            raise
        except Exception:
            return

    monkeypatch.setattr(Turn, "_carry", once)
    await scene.passes(minutes=6)
    forged = await elsewhere(scene, ben)
    await scene.kith.turn.take([forged, await taps_unheard(scene, ana, "Windy")])
    assert await stored(scene) == []
