"""Any member proposes, nobody is counted, and what passes is carried out (G4)."""

import pytest
from sqlalchemy import select

from domain import proposals as rules
from handlers.changes import making
from handlers.proposals import rounds
from storage import agreement
from storage.engine import Transaction
from storage.groups import Group
from storage.proposals import Proposal
from storage.schema import proposal_answers
from tests.e2e.scene import Person, Scene
from tests.e2e.steering.rounds import (
    LEAVE,
    LIVE,
    OBJECT,
    TALK,
    agrees,
    begins_an_agreement,
    decides,
    week_passes,
    writes_a_line,
)

FIRST = "What is said here stays here."


async def lines(scene: Scene) -> list[str]:
    async with scene.kith.database.transaction() as tx:
        return (await agreement.newest(tx, 1)).words.splitlines()


async def test_a_member_proposes_and_two_others_let_it_pass(
    scene: Scene, ana: Person, ben: Person, chi: Person
) -> None:
    await ana.says("/agreement", ephemeral=True)
    await ana.taps("Begin with the short one")
    await ana.sees("Nothing is before the group yet.")
    await ben.sees_nothing_of(FIRST)
    await ana.taps("Propose it")
    await scene.passes(seconds=3)
    post = await ben.sees(f"+ 1. {FIRST}")
    assert "Ana" not in post["text"]
    await ben.taps(LIVE)
    ben.hears("Nobody sees who said what")
    await chi.taps(LEAVE)
    await scene.days_pass(6)
    assert await lines(scene) == []
    await scene.days_pass(1.1)
    assert (await lines(scene))[0] == FIRST
    await ben.sees("We decided this together.")
    await scene.passes(seconds=5)
    decided = await ben.sees("We agreed to this, and it is done.")
    assert decided["buttons"] == []


async def test_what_was_said_is_erased_when_it_is_decided(
    scene: Scene, ana: Person, ben: Person, chi: Person
) -> None:
    await begins_an_agreement(ana)
    await decides(scene, ben, chi)
    async with scene.kith.database.transaction() as tx:
        assert (await tx.execute(select(proposal_answers))).all() == []


@pytest.mark.parametrize("said", [[], [LIVE], [LEAVE, LEAVE]])
@pytest.mark.fair("counts all that stands in the group", "old-phones")
async def test_with_too_few_answers_it_rests_and_nobody_is_reminded(
    scene: Scene, ana: Person, ben: Person, chi: Person, said: list[str]
) -> None:
    await begins_an_agreement(ana)
    for person, label in zip((ben, chi), said, strict=False):
        await person.taps(label)
    before = len([each for each in await ben.looks() if "weather" not in each["text"]])
    await week_passes(scene)
    await ben.sees("This proposal rests: few had something to say to it")
    after = [each for each in await ben.looks() if "weather" not in each["text"].lower()]
    assert len([each for each in after if "check-in of" not in each["text"]]) == before
    assert await lines(scene) == []


async def test_the_proposers_own_tap_counts_for_nothing(
    scene: Scene, ana: Person, ben: Person
) -> None:
    await begins_an_agreement(ana)
    await ana.taps(LIVE)
    ana.hears("your yes is in it already")
    await decides(scene, ben)
    assert await lines(scene) == []


async def test_an_objection_adds_seven_days_and_a_talk_and_nobody_sees_whose(
    scene: Scene, ana: Person, ben: Person, chi: Person, dee: Person
) -> None:
    await begins_an_agreement(ana)
    await agrees(scene, chi, dee)
    await ben.taps(OBJECT)
    ben.hears("Nobody sees that it was you")
    await scene.days_pass(6)
    await chi.sees_nothing_of("objects to this")
    await scene.days_pass(1.1)
    news = await chi.sees("One of us objects to this, or would like to talk about it")
    assert "Ben" not in news["text"]
    assert await lines(scene) == []
    await week_passes(scene)
    await chi.sees("This proposal rests, since an objection stands.")
    assert await lines(scene) == []


async def test_whoever_objected_can_say_something_else_after_the_talk(
    scene: Scene, ana: Person, ben: Person, chi: Person
) -> None:
    await begins_an_agreement(ana)
    await agrees(scene, chi)
    await ben.taps(OBJECT)
    await week_passes(scene)
    await ben.taps(LIVE)
    await week_passes(scene)
    assert (await lines(scene))[0] == FIRST


async def test_a_wish_to_talk_is_no_objection(
    scene: Scene, ana: Person, ben: Person, chi: Person, dee: Person
) -> None:
    await begins_an_agreement(ana)
    await agrees(scene, chi, dee)
    await ben.taps(TALK)
    await week_passes(scene)
    await ben.sees("One of us objects to this, or would like to talk about it")
    assert await lines(scene) == []
    await week_passes(scene)
    assert (await lines(scene))[0] == FIRST


async def test_an_objection_after_the_end_is_too_late_and_heard_as_such(
    scene: Scene, ana: Person, ben: Person, chi: Person, dee: Person
) -> None:
    await begins_an_agreement(ana)
    await agrees(scene, chi, dee)
    post = await ben.sees(FIRST)
    scene.sandbox.clock.advance(rules.SPAN + 60)  # Kith has not looked yet
    await ben.presses(scene.circle, post, label=OBJECT)
    ben.hears("decided already")
    await scene.passes(hours=1)
    assert (await lines(scene))[0] == FIRST
    await ben.presses(scene.circle, post, data=post["buttons"][1][1]["data"])
    ben.hears("decided already")


async def test_of_two_that_contradict_each_other_the_second_sees_that_the_ground_moved(
    scene: Scene, ana: Person, ben: Person, chi: Person, dee: Person
) -> None:
    await begins_an_agreement(ana)
    await decides(scene, ben, chi)
    await writes_a_line(ana, "We meet on Tuesdays.")
    await agrees(scene, chi, dee)
    await writes_a_line(ben, "We meet on Fridays.")
    await agrees(scene, chi, dee)
    await scene.is_down(hours=24 * 8)  # both end in the same look
    await scene.passes(seconds=10)
    assert (await lines(scene))[-1] == "We meet on Tuesdays."
    await chi.sees("+ 7. We meet on Fridays.\n\nThis proposal rests: what it was about has changed")
    await writes_a_line(ben, "We meet on Fridays.")
    await decides(scene, chi, dee)
    assert (await lines(scene))[-2:] == ["We meet on Tuesdays.", "We meet on Fridays."]


async def test_without_the_look_at_the_ground_the_second_would_undo_the_first(
    scene: Scene, ana: Person, ben: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rule turned off."""
    chi, dee = scene.people["Chi"], scene.people["Dee"]
    await begins_an_agreement(ana)
    await decides(scene, ben, chi)
    for person, day in ((ana, "Tuesdays"), (ben, "Fridays")):
        await writes_a_line(person, f"We meet on {day}.")
        await agrees(scene, chi, dee)

    async def blind(tx: Transaction, proposal: Proposal, group: Group, now: int) -> bool:
        await making.make(tx, group, proposal.change, now, way=proposal.way)
        return True

    monkeypatch.setattr(rounds, "_carry_out", blind)
    await scene.is_down(hours=24 * 8)
    assert (await lines(scene))[-1] == "We meet on Fridays."
    assert "We meet on Tuesdays." not in await lines(scene)


async def test_a_proposer_who_leaves_leaves_the_proposal_to_the_group(
    scene: Scene, ana: Person, ben: Person, chi: Person
) -> None:
    await begins_an_agreement(ana)
    await scene.post(f"groups/{scene.circle}/leave", person=ana.id)
    await scene.settled()
    await decides(scene, ben, chi)
    assert (await lines(scene))[0] == FIRST


async def test_one_who_leaves_takes_their_answer_along(
    scene: Scene, ana: Person, ben: Person, chi: Person, dee: Person
) -> None:
    await begins_an_agreement(ana)
    await agrees(scene, chi, dee)
    await ben.taps(OBJECT)
    await scene.post(f"groups/{scene.circle}/leave", person=ben.id)
    await scene.settled()
    await week_passes(scene)
    assert (await lines(scene))[0] == FIRST


async def test_in_a_group_of_two_the_other_one_decides(scene: Scene) -> None:
    eli, fay = await scene.person("Eli"), await scene.person("Fay")
    scene.circle = await scene.group("Two of us", [eli, fay], [eli])
    await begins_an_agreement(fay)
    await eli.sees("if the other one of us can live with it")
    await eli.taps(LIVE)
    await week_passes(scene)
    async with scene.kith.database.transaction() as tx:
        assert (await agreement.newest(tx, 2)).number == 1
