"""Everything rests when one of us has died, and only the group goes on (G13)."""

import pytest
from sqlalchemy import func, select

from domain import parting
from storage import parting as stored
from storage import people
from storage.groups import Group
from storage.schema import comings, metadata, parting_voices
from tests.e2e.gatherings.planning import follows, proposes
from tests.e2e.scene import Person, Scene
from tests.e2e.steering.rounds import (
    OBJECT,
    agrees,
    decides,
    week_passes,
)

LINE = "Everything of mine rests here from now on"
WEATHER = "How is the weather"


async def lets_rest(*who: Person) -> None:
    """They say that everything shall rest."""
    for each in who:
        await each.says("/loss", ephemeral=True)
        await each.taps("Let everything rest")
    await who[-1].scene.passes(seconds=2)


async def picks(who: Person, other: Person) -> None:
    """In private, they pick whom the group has lost from Telegram's list."""
    await who.says("/loss", ephemeral=True)
    await follows(who, "Whom we have lost")
    await picked(who, other)


async def picked(who: Person, other: Person) -> None:
    """Telegram tells Kith whom they picked, for the circle."""
    body = {"from": who.id, "request_id": -1, "person": other.id}
    await who.scene.post("pick", **body)
    await who.scene.settled()


async def count(scene: Scene, table: str) -> int:
    async with scene.kith.database.transaction() as tx:
        query = select(func.count()).select_from(metadata.tables[table])
        return int((await tx.execute(query)).scalar_one())


async def test_two_let_everything_rest_and_nobody_reads_who(
    scene: Scene, ana: Person, ben: Person, chi: Person
) -> None:
    await lets_rest(ana)
    await ana.sees("When one more of us does")
    await chi.sees_nothing_of(LINE)
    await lets_rest(ben)
    line = await chi.sees(LINE)
    assert "Ana" not in line["text"]
    assert "Ben" not in line["text"]
    await scene.days_pass(3)
    await chi.sees_nothing_of(WEATHER)
    await chi.says("/pair", ephemeral=True)
    await chi.sees("Everything rests here for now")
    await chi.says("/gatherings", ephemeral=True)
    await chi.sees("Everything rests here for now")
    assert await count(scene, "parting_voices") == 0


async def test_where_a_rest_did_not_count_the_check_in_would_come(
    scene: Scene, ana: Person, ben: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rule turned off."""
    await scene.post("faults", method="sendMessage", kind="429", times=1)
    await scene.passes(minutes=5)
    monkeypatch.setattr(Group, "is_open", Group.is_home)
    await lets_rest(ana, ben)
    await scene.passes(minutes=2)
    await scene.passes(seconds=2)
    await ben.sees(WEATHER)


async def test_a_check_in_that_is_due_already_stays_away(
    scene: Scene, ana: Person, ben: Person
) -> None:
    await scene.post("faults", method="sendMessage", kind="429", times=1)
    await scene.passes(minutes=5)
    await lets_rest(ana, ben)
    await scene.passes(minutes=2)
    await scene.passes(seconds=2)
    await ben.sees_nothing_of(WEATHER)


async def test_one_alone_lets_nothing_rest_however_often(
    scene: Scene, ana: Person, ben: Person
) -> None:
    await lets_rest(ana)
    await ana.taps("Take it back")
    await ana.taps("Let everything rest")
    await ana.says("/loss", ephemeral=True)
    await ana.sees("You have said so")
    await scene.passes(minutes=6)
    await ben.sees(WEATHER)


async def test_where_one_voice_were_enough_one_could_silence_a_group(
    scene: Scene, ana: Person, ben: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rule turned off."""
    monkeypatch.setattr(parting, "VOICES", 1)
    await lets_rest(ana)
    await ben.sees(LINE)


async def test_a_voice_of_long_ago_does_not_count_with_one_of_today(
    scene: Scene, ana: Person, ben: Person
) -> None:
    await lets_rest(ana)
    await scene.days_pass(3.1)
    assert await count(scene, "parting_voices") == 0
    await lets_rest(ben)
    await ben.sees_nothing_of(LINE)


async def test_only_the_group_goes_on_and_what_fell_into_it_is_left_out(
    scene: Scene, ana: Person, ben: Person, chi: Person, dee: Person
) -> None:
    await lets_rest(ana, ben)
    await dee.says("/evidence", ephemeral=True)  # a steward can change nothing meanwhile
    await dee.taps("Propose to look back")
    dee.hears("Everything rests here for now")
    await chi.taps("How it goes on")
    await chi.taps("Propose to go on")
    await chi.taps("Propose it")
    await scene.passes(seconds=3)
    await decides(scene, ana, ben)
    await ana.sees("The rest ends")
    posts = [each for each in await ana.looks() if WEATHER in each["text"]]
    assert len(posts) == 0
    await scene.passes(minutes=6)
    await ana.sees(WEATHER)


async def test_weeks_later_the_line_still_leads_to_going_on(
    scene: Scene, ana: Person, ben: Person, chi: Person
) -> None:
    await lets_rest(ana, ben)
    await scene.days_pass(40)
    await chi.taps("How it goes on")
    await chi.sees("There is no hurry.")


async def test_who_objects_keeps_it_resting(
    scene: Scene, ana: Person, ben: Person, chi: Person
) -> None:
    await lets_rest(ana, ben)
    await chi.taps("How it goes on")
    await chi.taps("Propose to go on")
    await chi.taps("Propose it")
    await scene.passes(seconds=3)
    await agrees(scene, ana)
    await agrees(scene, ben, answer=OBJECT)
    await week_passes(scene)
    await week_passes(scene)
    await ana.sees_nothing_of("We decided this together")
    await ana.sees_nothing_of(WEATHER)


async def test_who_died_leaves_every_list_without_a_message(
    scene: Scene, ana: Person, ben: Person, chi: Person
) -> None:
    await chi.whispers("/start")
    await proposes(ana)
    await chi.taps("I come")
    assert await count(scene, "comings") == 2
    before = len(await chi.looks(chi.id))
    await lets_rest(ana, ben)
    await picks(ana, chi)
    await ana.sees("Noted.", at=ana.id)
    await picks(ana, chi)
    assert await count(scene, "comings") == 2, "one alone takes nobody off a list"
    await picks(ben, chi)
    async with scene.kith.database.transaction() as tx:
        person = await people.find(tx, chi.id)
        assert person is not None
        assert not person.reachable
        assert await people.member_of(tx, 1, person.id) is None
        assert not (await tx.execute(select(parting_voices))).all()
        assert len((await tx.execute(select(comings))).all()) == 1
    await scene.days_pass(2)
    assert len(await chi.looks(chi.id)) == before
    await ben.sees_nothing_of("Chi", at=ben.id)


async def test_what_they_had_proposed_goes_without_a_word(
    scene: Scene, ana: Person, ben: Person, chi: Person
) -> None:
    await ana.whispers("/start")
    await proposes(chi)
    await ana.taps("I come")
    await lets_rest(ana, ben)
    for each in (ana, ben):
        await picks(each, chi)
    await scene.passes(minutes=5)
    await scene.passes(seconds=5)
    for place in (scene.circle, ana.id):
        await ana.sees_nothing_of("No reason was asked.", at=place)
    assert await count(scene, "comings") == 0


async def test_whoever_was_named_by_mistake_is_back_with_a_tap(
    scene: Scene, ana: Person, ben: Person, chi: Person
) -> None:
    await lets_rest(ana, ben)
    await picks(ana, chi)
    await picks(ben, chi)
    await chi.says("/loss", ephemeral=True)
    await chi.whispers("/start")
    async with scene.kith.database.transaction() as tx:
        person = await people.find(tx, chi.id)
        assert person is not None
        assert person.reachable
        assert await people.member_of(tx, 1, person.id) is not None


async def test_nobody_is_named_once_it_goes_on(scene: Scene, ana: Person, ben: Person) -> None:
    await lets_rest(ana, ben)
    await ana.says("/loss", ephemeral=True)
    await follows(ana, "Whom we have lost")
    async with scene.kith.database.transaction() as tx:
        await stored.go_on(tx, 1)
    await picked(ana, ben)
    assert await count(scene, "parting_voices") == 0
