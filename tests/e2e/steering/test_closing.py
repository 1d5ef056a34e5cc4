"""A group closes well: it decides so, says farewell, and nothing is left (G13)."""

from sqlalchemy import select

from storage import groups
from storage.schema import metadata
from tests.e2e.scene import Person, Scene
from tests.e2e.steering.rounds import (
    OBJECT,
    agrees,
    begins_an_agreement,
    decides,
    week_passes,
)
from tests.e2e.steering.test_parting import lets_rest


async def proposes_to_close(who: Person) -> None:
    """They propose that the group closes."""
    await who.says("/closing", ephemeral=True)
    await who.taps("Propose to close")
    await who.taps("Propose it")
    await who.scene.passes(seconds=3)


async def test_a_group_closes_with_a_farewell_and_nothing_is_left(
    scene: Scene, ana: Person, ben: Person, chi: Person
) -> None:
    await ana.whispers("/start")
    await begins_an_agreement(ana)
    await decides(scene, ben, chi)
    await proposes_to_close(ana)
    await decides(scene, ben, chi)
    await ben.sees("3. What I wish you.")
    await ana.taps("A copy of our agreement")
    file = (await ana.sees("kith-agreement.txt", at=ana.id))["file"]
    assert file.startswith("1. ")
    await scene.days_pass(13)
    await ben.sees_nothing_of("my last word here")
    await scene.days_pass(1.1)
    await ben.sees("my last word here")
    await scene.passes(minutes=5)
    async with scene.kith.database.transaction() as tx:
        assert await groups.by_chat(tx, scene.circle) is None
        for table in metadata.tables.values():
            if "group_id" in table.columns:
                assert (await tx.execute(select(table))).all() == [], table.name


async def test_a_group_that_changes_its_mind_stays(
    scene: Scene, ana: Person, ben: Person, chi: Person
) -> None:
    await proposes_to_close(ana)
    await decides(scene, ben, chi)
    await ben.says("/closing", ephemeral=True)
    await ben.taps("Propose to stay")
    await ben.taps("Propose it")
    await scene.passes(seconds=3)
    await decides(scene, ana, chi)
    await ana.sees("We do not close.")
    await scene.days_pass(15)
    await ana.sees_nothing_of("my last word here")


async def test_one_objection_keeps_a_group(
    scene: Scene, ana: Person, ben: Person, chi: Person
) -> None:
    await proposes_to_close(ana)
    await agrees(scene, ben)
    await agrees(scene, chi, answer=OBJECT)
    await week_passes(scene)
    await week_passes(scene)
    async with scene.kith.database.transaction() as tx:
        group = await groups.by_chat(tx, scene.circle)
        assert group is not None
        assert group.closes_at is None


async def test_a_rest_holds_the_closing_back(
    scene: Scene, ana: Person, ben: Person, chi: Person
) -> None:
    await proposes_to_close(ana)
    await decides(scene, ben, chi)
    await lets_rest(ana, ben)
    await scene.days_pass(16)
    async with scene.kith.database.transaction() as tx:
        assert await groups.by_chat(tx, scene.circle) is not None
    await ana.sees_nothing_of("my last word here")
