"""Stewards who are chosen in Kith, beside Telegram's admins (A2, G9)."""

import re

import pytest

from bot.intake import prepare
from domain.refusals import NotSteward, RightsUnknown
from handlers.rights import Rights
from storage import groups, steering
from tests.e2e.scene import Person, Scene

SETTINGS = "What is set in this group."
ONLY = "Only stewards of the group can change this."


async def asks(steward: Person) -> str:
    """An admin asks one more of us; what is sent to them is a line for the private chat."""
    await steward.says("/settings", ephemeral=True)
    for label in ("Deciding together", "Stewards", "Ask one more of us"):
        await steward.taps(label)
    link = re.search(r"\?start=(\S+)", (await steward.looks())[-1]["text"])
    assert link
    return f"/start {link[1]}"


async def is_chosen(steward: Person, other: Person) -> None:
    await other.says("/agreement", ephemeral=True)  # seen in the group
    await other.whispers(await asks(steward))
    await other.taps("Yes, I will", at=other.id)


async def test_somebody_says_yes_the_group_reads_it_and_they_see_to_settings(
    scene: Scene, ana: Person, ben: Person, dee: Person
) -> None:
    await is_chosen(dee, ana)
    await scene.passes(seconds=5)
    await ben.sees("Stewards in Kith beside the admins, new:\none of us")
    await ben.sees_nothing_of("Ana")
    await ana.says("/settings", ephemeral=True)
    for label in ("Quiet", "Quiet hours", "21:00 to 08:00"):
        await ana.taps(label)
    await scene.passes(seconds=5)
    await ben.sees("21:00 to 08:00")
    with pytest.raises(AssertionError, match="sees no button"):
        await asks(ana)  # who was chosen chooses nobody
    await ana.taps("I lay it down")
    await ana.says("/settings", ephemeral=True)
    await ana.sees(ONLY)


async def test_an_admin_ends_it_for_all_who_were_chosen(
    scene: Scene, ana: Person, dee: Person
) -> None:
    await is_chosen(dee, ana)
    await dee.says("/settings", ephemeral=True)
    for label in ("Deciding together", "Stewards", "Only the admins again"):
        await dee.taps(label)
    await ana.says("/settings", ephemeral=True)
    await ana.sees(ONLY)


async def test_the_link_works_once_and_for_nobody_from_elsewhere(
    scene: Scene, ana: Person, ben: Person, dee: Person
) -> None:
    eve = await scene.person("Eve")
    line = await asks(dee)
    await eve.whispers(line)
    await eve.sees_nothing_of("An admin of a group", at=eve.id)
    for each in (ana, ben):
        await each.says("/agreement", ephemeral=True)
        await each.whispers(line)
    await ana.sees("An admin of a group of yours asks", at=ana.id)
    await ben.sees_nothing_of("An admin of a group", at=ben.id)
    await ana.taps("Leave it", at=ana.id)
    await ana.sees("Nobody is told.", at=ana.id)


async def test_who_asked_is_an_admin_still_when_they_answer(
    scene: Scene, ana: Person, dee: Person
) -> None:
    await ana.says("/agreement", ephemeral=True)
    await ana.whispers(await asks(dee))
    await scene.post(f"groups/{scene.circle}/demote", person=dee.id)
    await ana.taps("Yes, I will", at=ana.id)
    ana.hears("does not work any more")


async def test_where_all_decide_it_is_put_before_the_group(
    scene: Scene, ana: Person, ben: Person, dee: Person
) -> None:
    async with scene.kith.database.transaction() as tx:
        group = await groups.by_chat(tx, scene.circle)
        assert group
        await steering.set_way(tx, group.id, "group")
    await is_chosen(dee, ana)
    await ana.sees("Stewards in Kith beside the admins, new:\none of us", at=ana.id)
    await ana.says("/settings", ephemeral=True)
    await ana.sees(ONLY)
    await ana.taps("Propose it", at=ana.id)
    await scene.passes(seconds=5)
    await ben.sees("One of us proposes:")


@pytest.mark.parametrize("is_on", [True, False])
async def test_it_ends_with_being_seen_in_the_group(
    scene: Scene, ana: Person, dee: Person, monkeypatch: pytest.MonkeyPatch, is_on: bool
) -> None:
    if not is_on:
        monkeypatch.setattr(prepare, "MEMBER_SEEN", 10**9)
    await is_chosen(dee, ana)
    await ana.whispers("/settings")
    await ana.taps("\u2068Tuesday circle\u2069", at=ana.id)
    await scene.days_pass(10)
    await ana.taps("Quiet", at=ana.id)
    await scene.days_pass(5)
    await ana.whispers("/settings")
    shown = (await ana.looks(ana.id))[-1]["text"]
    assert ("Which of your groups?" in shown) != is_on


def test_who_was_chosen_is_a_steward_where_telegram_says_who_the_admins_are() -> None:
    rights = Rights({-1: {5: "Dee"}}, {-1: frozenset({6}), -2: frozenset({6})})
    rights.require_steward(-1, 6)
    assert not rights.is_admin(-1, 6)
    with pytest.raises(RightsUnknown):
        rights.require_steward(-2, 6)
    with pytest.raises(NotSteward):
        rights.require_steward(-1, 7)
