"""Taps by somebody who left, and on check-ins of long ago: one clear sentence, nothing kept."""

from collections.abc import Collection
from itertools import product
from typing import Any

import pytest
from sqlalchemy import select

from storage import people as stored_people
from storage.engine import Transaction
from storage.schema import answers, members
from tests.e2e.scene import Person, Scene
from tests.e2e.test_turn import answered, taps_unheard


async def kept(scene: Scene) -> list[str]:
    """The words that are kept, whoever's they are."""
    async with scene.kith.database.transaction() as tx:
        return list((await tx.execute(select(answers.c.word))).scalars())


async def known(scene: Scene) -> int:
    """How many members the group knows."""
    async with scene.kith.database.transaction() as tx:
        return len((await tx.execute(select(members.c.id))).all())


async def test_whoever_left_can_tap_nothing_there(scene: Scene, ana: Person) -> None:
    await scene.passes(minutes=6)
    post = await ana.sees("weather")
    await scene.post(f"groups/{scene.circle}/leave", person=ana.id)
    await scene.settled()
    with pytest.raises(AssertionError, match="not in"):
        await ana.presses(scene.circle, post, label="Windy")
    assert await kept(scene) == []
    assert await known(scene) == 0


async def leaves_between_two_deliveries(scene: Scene, ana: Person) -> None:
    """Ana taps, leaves, and Telegram delivers the tap once more."""
    tap: dict[str, Any] = await taps_unheard(scene, ana, "Windy")
    await scene.kith.turn.take([tap])
    assert await kept(scene) == ["windy"]
    await scene.post(f"groups/{scene.circle}/leave", person=ana.id)
    await scene.kith.turn.take([each.shape() for each in scene.sandbox.world.updates.take(100, 0)])
    await scene.kith.turn.take([tap])


async def test_a_tap_that_comes_again_after_its_person_left_keeps_nothing(
    scene: Scene, ana: Person
) -> None:
    await scene.passes(minutes=6)
    await leaves_between_two_deliveries(scene, ana)
    assert await kept(scene) == []
    assert await known(scene) == 0
    assert "Nothing of yours is kept here." in answered(scene)[-1]


async def test_without_that_rule_they_would_be_a_member_again(
    scene: Scene, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The switch: whoever is answered was seen."""

    async def seeing(
        tx: Transaction, group_ids: Collection[int], person_ids: Collection[int]
    ) -> dict[tuple[int, int], int]:
        return await stored_people.seen_all(tx, product(group_ids, person_ids), 0)

    monkeypatch.setattr(stored_people, "members_of", seeing)
    await scene.passes(minutes=6)
    await leaves_between_two_deliveries(scene, ana)
    assert await known(scene) == 1


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (10, "This check-in has closed, so nothing was kept."),
        (31, "This button does not work any more. Nothing was changed."),
        (100, "This button does not work any more. Nothing was changed."),
    ],
)
async def test_a_tap_on_a_check_in_of_long_ago_gets_one_sentence(
    scene: Scene, ana: Person, days: int, said: str
) -> None:
    await scene.passes(minutes=6)
    post = await ana.sees("weather")
    await scene.is_down(hours=24 * days)
    await ana.presses(scene.circle, post, data=post["buttons"][0][0]["data"])
    ana.hears(said)
    assert await kept(scene) == []
