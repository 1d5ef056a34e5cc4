"""Everything that a group can set is reached from /settings, in at most four taps (A1, A9)."""

from collections.abc import Iterator
from typing import Any

import pytest

from domain.agreement import lines_of
from domain.changes import STEWARDS, Change
from handlers import wording
from handlers.changes.kinds import KINDS
from handlers.changes.making import make
from handlers.keyboards import token_of
from handlers.routes import TAPS
from handlers.settings.tree import DOORS, ROOMS
from sandbox.faults import Fault
from storage import buttons, checkins, groups
from storage.buttons import Button
from tests.e2e.scene import Person, Scene

MOST = 4
"""Taps behind /settings until a thing is set, or its field is open."""
SET_BY = {
    "schedule": "sketches.save",
    "pause": "schedules.pause",
    "day": "settings.day",
    "word": "words.rename",
    "question": "prompts.take_out",
    "questions": "swap.take",
    "quiet": "quiet.hours",
    "break": "quiet.set_break",
    "pairs": "pairs.switch",
    "outside": "pairs.outside",
    "introduction": "pairs.introduction",
    "rounds": "pairs.rounds_keep",
    "line": "signposts.add_line",
    "agreement": "agreement.write",
    "review": "proposals.wish review",
    "language": "proposals.wish language",
    "entry": "entry.wish",
    "phrase": "phrases.find",
    "reading": "reading.wish",
    "steering": "proposals.wish steering",
    "role": "roles.wish",
    "welcome": "welcome.write",
    "evidence": "proposals.wish evidence",
    "evidence_lines": "evidence.lines",
    "report": "evidence.write",
    "steward": "settings.ask",
    "closing": "proposals.wish closing",
    "hold": "holds.ask",
}
"""By what is set, the tap or the field that sets it. A hold is no change of a setting (G8)."""


TUESDAY, GARDEN = "\u2068Tuesday circle\u2069", "\u2068Garden\u2069"
"""As Telegram calls the groups, kept from turning the words around them."""


OF_ALL = {"stillness"}
"""What no steward sets: everything rests when two members say so, and goes on from /loss (G13)."""


async def test_each_thing_that_can_be_set_is_four_taps_away(scene: Scene, dee: Person) -> None:
    assert set(SET_BY) | OF_ALL == {*KINDS, "hold"}
    await everything_is_there(scene)
    found = await walked(scene, dee)
    far = {kind: found.get(action) for kind, action in SET_BY.items() if action not in found}
    assert not far, f"not within {MOST} taps: {far}"
    assert max(found[action] for action in SET_BY.values()) <= MOST


async def everything_is_there(scene: Scene) -> None:
    """A group that has an agreement, pairs, looks back, and has a question of its own."""
    now = int(scene.sandbox.clock.now())
    async with scene.kith.database.transaction() as tx:
        group = await groups.by_chat(tx, scene.circle)
        assert group is not None
        words = wording.text("en", "agreement.short")
        assert lines_of(words)
        asked = await checkins.propose_prompt(tx, group.id, "What grows here?", now)
        for change in (
            Change("agreement", None, words),
            Change("pairs", None, "on"),
            Change("evidence", None, "on"),
            Change("question", asked, "What grows here?"),
        ):
            await make(tx, group, change, now, way=STEWARDS)


async def walked(scene: Scene, steward: Person) -> dict[str, int]:
    """Each act that is within reach, with the number of taps to it; nothing is changed."""
    found: dict[str, int] = {}
    seen: set[str] = set()
    paths: list[tuple[str, ...]] = [()]
    while paths:
        path = paths.pop(0)
        for label, row in await screen_behind(scene, steward, path):
            name = act(row)
            found.setdefault(name, len(path) + 1)
            if name not in seen and is_only_shown(row) and len(path) + 1 < MOST:
                seen.add(name)
                paths.append((*path, label))
    return found


async def screen_behind(
    scene: Scene, steward: Person, path: tuple[str, ...]
) -> list[tuple[str, Button]]:
    """The buttons of the screen to which these taps lead, with their rows."""
    await steward.says("/settings", ephemeral=True)
    for label in path:
        await steward.taps(label)
    screen = (await steward.looks())[-1]
    assert screen["only_you"]
    labels = dict(tokens(screen))
    async with scene.kith.database.transaction() as tx:
        rows = await buttons.find(tx, list(labels))
    return [(label, rows[token]) for token, label in labels.items() if token in rows]


def tokens(screen: dict[str, Any]) -> Iterator[tuple[bytes, str]]:
    for row in screen["buttons"]:
        for each in row:
            data = each.get("data") or each["url"].rpartition("=")[2]
            if token := token_of(data):
                yield token, each["label"]


def act(row: Button) -> str:
    """The action, with what tells two of a kind apart: a room, or what is wished."""
    if row.action == "settings.room":
        return f"{row.action} {row.choice}"
    if row.action == "proposals.wish":
        return f"{row.action} {str(row.choice).partition('=')[0]}"
    if row.action == "quiet.break":
        return f"{row.action} {row.choice is None}"
    return row.action


def is_only_shown(row: Button) -> bool:
    return row.action in TAPS and (TAPS[row.action].change is None or row.action == "settings.week")


def test_each_door_stands_in_a_room_and_leads_somewhere() -> None:
    doors = {name for rows in ROOMS.values() for row in rows for name in row}
    assert doors == set(DOORS)


# Who sees it, and where


async def test_only_a_steward_sees_them(
    scene: Scene, ana: Person, ben: Person, dee: Person
) -> None:
    await ana.says("/settings", ephemeral=True)
    await ana.sees("Only stewards of the group can change this.")
    await dee.says("/settings", ephemeral=True)
    await dee.sees("What is set in this group.")
    await ben.sees_nothing_of("What is set in this group.")


async def test_one_screen_is_edited_and_has_a_way_back(scene: Scene, dee: Person) -> None:
    await dee.says("/settings", ephemeral=True)
    for label in ("Quiet", "Quiet hours", "21:00 to 08:00", "Settings", "Pair-ups", "Settings"):
        await dee.taps(label)
    theirs = [each for each in await dee.looks() if each["from"] != dee.id and each["only_you"]]
    assert len(theirs) == 1
    await dee.sees("What is set in this group.")


async def test_in_private_a_steward_chooses_among_their_groups(
    scene: Scene, ana: Person, dee: Person
) -> None:
    other = await scene.group("Sunday walk", [dee, ana], [ana])
    third = await scene.group("Garden", [dee], [dee])
    for chat in (scene.circle, other, third):
        await dee.says("/agreement", to=chat, ephemeral=True)
    await dee.whispers("/start")
    await dee.whispers("/settings")
    screen = await dee.sees("Which of your groups?", at=dee.id)
    assert [[each["label"] for each in row] for row in screen["buttons"]] == [
        [TUESDAY],
        [GARDEN],
    ]
    await dee.taps(GARDEN, at=dee.id)
    for label in ("Quiet", "A break", "Settings", "Another group", TUESDAY):
        await dee.taps(label, at=dee.id)
    await dee.sees("What is set in this group.", at=dee.id)


async def test_where_telegram_does_not_answer_it_says_so(scene: Scene, dee: Person) -> None:
    await dee.says("/agreement", ephemeral=True)
    await dee.whispers("/start")
    scene.sandbox.faults.plan(Fault(method="getChatAdministrators", kind="502", rate=1))
    await dee.whispers("/settings")
    await dee.sees(wording.text("en", "refusal.rights_unknown"), at=dee.id)


@pytest.mark.parametrize("room", sorted(ROOMS))
async def test_a_demoted_steward_opens_no_room(scene: Scene, dee: Person, room: str) -> None:
    await dee.says("/settings", ephemeral=True)
    if room != "home":
        await dee.taps({"quiet": "Quiet", "coming_in": "Coming in"}.get(room, "Deciding together"))
    await scene.post(f"groups/{scene.circle}/demote", person=dee.id)
    await dee.taps("Back" if room != "home" else "Quiet")
    dee.hears("Only stewards")
