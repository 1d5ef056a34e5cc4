"""What people leave behind at the signposts: a country, a line of the group, a wrong number (S2,
S16, S17); and the ways for old clients and for webhooks (S10, S18).

Belongs here: the few taps that keep something, and further taps. May not enter: first answers
(test_signposts, test_ladder).
"""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.config import Settings, Telegram
from bot.operate import signposts
from tests.e2e.scene import Person, Scene
from tests.e2e.test_ladder import NUMBER, nobody_else_sees, refuses
from tests.e2e.test_no_trace import kept
from tests.e2e.test_turn import locked, pending
from tests.e2e.test_webhook import PATH, telegram

LINE = "Jo, 0800 1234, evenings"
ADDED = f"Added by your group: {LINE}"


async def adds_a_line(dee: Person) -> None:
    """A steward goes the whole way, to a line of the group's own."""
    await dee.says("/signposts", ephemeral=True)
    await dee.taps("Other topics")
    await dee.taps("Local lines (stewards)")
    await dee.taps("Add a line")
    await dee.whispers(LINE)
    await dee.sees(f"Saved. The group's own lines are now:\n\n{LINE}", at=dee.id)


@pytest.mark.fair("a group's own lines hang on its screen in the group", "old-phones")
async def test_a_group_adds_a_line_of_its_own_and_takes_it_away(
    scene: Scene, dee: Person, ben: Person, tmp_path: Path
) -> None:
    await adds_a_line(dee)
    await ben.says("/signposts", ephemeral=True)
    seen = (await ben.sees(ADDED))["text"]
    assert seen.index("999") < seen.index(ADDED) < seen.index("Samaritans")
    await ben.says("/signposts", to=ben.id)
    await ben.sees_nothing_of(LINE, at=ben.id)
    with closing(sqlite3.connect(tmp_path / "kith.db")) as database:
        assert LINE.encode() not in database.execute("SELECT words FROM local_lines").fetchone()[0]
    await dee.says("/signposts", ephemeral=True)
    await dee.taps("Other topics")
    await dee.taps("Local lines (stewards)")
    await dee.taps(f"Take away: {LINE}")
    await ben.says("/crisis", ephemeral=True)
    assert LINE not in (await ben.looks())[-1]["text"]


@pytest.mark.fair("a group's own lines hang on its screen in the group", "old-phones")
async def test_a_groups_line_is_there_while_the_storage_is_locked(
    scene: Scene, dee: Person, ben: Person, tmp_path: Path
) -> None:
    await adds_a_line(dee)
    async with locked(tmp_path):
        await ben.says("/signposts", ephemeral=True)
        await ben.sees(ADDED)


@pytest.mark.fair("a group's own lines hang on its screen in the group", "old-phones")
async def test_only_stewards_add_lines(scene: Scene, ben: Person, tmp_path: Path) -> None:
    await ben.says("/signposts", ephemeral=True)
    await ben.taps("Other topics")
    await ben.taps("Local lines (stewards)")
    ben.hears("Only stewards of the group")
    await ben.sees_nothing_of("The group's own lines")
    assert kept(tmp_path)["local_lines"] == []


async def test_a_country_is_kept_only_by_a_tap_and_forgotten_by_another(
    scene: Scene, ana: Person, tmp_path: Path
) -> None:
    await ana.whispers("/signposts")
    await ana.taps("P", at=ana.id)
    await ana.taps("Portugal", at=ana.id)
    assert kept(tmp_path)["own_countries"] == []
    await ana.taps("Remember Portugal for me", at=ana.id)
    ana.hears("Remembered, for you alone: Portugal.")
    await ana.says("/signposts", ephemeral=True)
    await ana.sees("If a life is in danger now: 112")
    await ana.taps("Forget my country")
    ana.hears("I remember no country for you.")
    assert kept(tmp_path)["own_countries"] == []
    await ana.whispers("/signposts")
    await ana.sees("Which country? I keep nothing", at=ana.id)


@pytest.mark.fair("a letter leaves its number behind, so that it can be taken away", "old-phones")
async def test_a_wrong_number_reaches_the_operator_and_not_who_told(
    scene: Scene, ana: Person, tmp_path: Path
) -> None:
    await scene.passes(minutes=6)
    await ana.taps("Signposts")
    await ana.taps("This number is wrong")
    before = kept(tmp_path)
    await ana.taps("Samaritans")
    ana.hears("Noted for whoever runs this Kith: the number, not who told.")
    after = kept(tmp_path)
    changed = {name for name, rows in after.items() if rows != before[name]}
    assert changed == {"wrong_numbers"}
    ((line, country, _),) = after["wrong_numbers"]
    assert country == "GB"
    known = scene.kith.signposts._directory
    assert known.by_key("GB", str(line))
    settings = Settings(telegram=Telegram(token="1234567:" + "A" * 35))  # type: ignore[arg-type]
    settings.storage.database = str(tmp_path / "kith.db")
    settings.storage.key_file = tmp_path / "kith.key"
    told = " ".join(await signposts.reported(settings, known))
    assert "GB: somebody said on 2026-11-23 that this number is wrong: Samaritans" in told
    assert str(ana.id) not in told


async def test_an_emergency_number_can_be_told_wrong_too(scene: Scene, ana: Person) -> None:
    await ana.says("/signposts", ephemeral=True)
    await ana.taps("This number is wrong")
    await ana.taps("999")
    ana.hears("Noted")


@pytest.mark.parametrize("forged", ["sp!wrong:GB:", "sp!wrong:GB:'; --", "sp!keep:??", "sp!gone"])
async def test_a_forged_tap_keeps_nothing(
    scene: Scene, ana: Person, tmp_path: Path, forged: str
) -> None:
    await scene.passes(minutes=6)
    before = kept(tmp_path)
    post = await ana.sees("weather")
    await ana.presses(scene.circle, post, data=forged)
    assert kept(tmp_path) == before


async def test_an_old_telegram_hears_the_essential_on_each_tap(scene: Scene, ana: Person) -> None:
    scene.sandbox.world.people[ana.id].sees_ephemeral = False
    await scene.passes(minutes=6)
    for _ in range(3):
        ana.heard = None
        await ana.taps("Signposts")
        ana.hears(NUMBER)
    await nobody_else_sees(scene, ana)


@pytest.mark.parametrize("label", ["Text or chat", "Other topics", "Worried about someone"])
@pytest.mark.fair("is about the edit of what one person sees", "old-phones")
async def test_a_further_tap_that_cannot_be_shown_is_answered_over_the_button(
    scene: Scene, ana: Person, label: str
) -> None:
    await scene.passes(minutes=6)
    await ana.taps("Signposts")
    await scene.post("faults", method="editEphemeralMessageText", kind="400", rate=1)
    await refuses(scene, "sendMessage")
    await ana.taps(label)
    ana.hears("999 (all services)")
    await nobody_else_sees(scene, ana)


async def test_what_may_vanish_is_kept_in_private_with_further_taps(
    scene: Scene, ana: Person
) -> None:
    await scene.passes(minutes=6)
    await ana.taps("Signposts")
    await ana.taps("Keep this in my private chat")
    await ana.sees(NUMBER, at=ana.id)
    await ana.taps("Text or chat", at=ana.id)
    await ana.sees("SHOUT to 85258", at=ana.id)
    await ana.taps("Back", at=ana.id)
    await ana.sees(NUMBER, at=ana.id)
    await nobody_else_sees(scene, ana)


async def test_a_call_to_the_webhook_is_answered_while_the_storage_is_locked(
    scene: Scene, ana: Person, tmp_path: Path
) -> None:
    await scene.goes_deaf()
    await scene.post("say", **{"from": ana.id, "chat": ana.id, "text": "/crisis"})
    asked = pending(scene)[-1]
    async with telegram(scene, scene.kith.turn) as client, locked(tmp_path):
        for _ in range(2):  # Telegram may deliver it again
            assert (await client.post(PATH, json=asked)).status_code == 200
    told = [each for each in await ana.looks(ana.id) if "life is in danger" in each["text"]]
    assert len(told) == 1
