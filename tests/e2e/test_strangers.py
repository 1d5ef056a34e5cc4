"""Unknown groups: Kith says a line and leaves, and keeps nothing of them (O8)."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.operate.invite import new_link
from domain.groups import GRACE, INVITE_LIFE
from storage import groups
from storage.schema import metadata
from tests.e2e.scene import Person, Scene, opened

GOODBYE = "This Kith belongs to other groups"


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    """A Kith that is closed, as it is by default; Ana has added it to a group."""
    async with opened(tmp_path, open_to_all=False) as scene:
        ana = await scene.person("Ana")
        scene.circle = await scene.group("Strangers", [ana], [ana], agreed=False)
        await scene.settled()
        yield scene


async def link(scene: Scene) -> str:
    """What the operator gets from `kith invite`."""
    now = int(scene.sandbox.clock.now())
    return await new_link(scene.kith.database, "kith_bot", now)


async def adds_by(who: Person, link: str) -> None:
    """Telegram adds the bot, and sends the code of the link in the name of who followed it."""
    await who.says(f"/start@kith_bot {link.partition('startgroup=')[2]}")


def is_there(scene: Scene) -> bool:
    return scene.sandbox.world.group(scene.circle).has_bot


def goodbyes(scene: Scene) -> int:
    return sum(GOODBYE in each.get("text", "") for each in scene.sandbox.ledger.delivered)


async def known(scene: Scene) -> groups.Group | None:
    async with scene.kith.database.transaction() as tx:
        return await groups.by_chat(tx, scene.circle)


async def test_an_unknown_group_is_left_with_a_line_and_nothing_is_stored(
    scene: Scene, ana: Person
) -> None:
    await ana.says("/checkins@kith_bot")
    await scene.passes(seconds=GRACE)
    await ana.sees(GOODBYE)
    assert not is_there(scene)
    await scene.settled()
    async with scene.kith.database.transaction() as tx:
        rows = [
            value
            for table in metadata.sorted_tables
            for row in await tx.execute(select(table))
            for value in row
        ]
    assert scene.circle not in rows
    await scene.passes(hours=1)
    assert goodbyes(scene) == 1


async def test_a_code_lets_kith_into_one_group_that_has_agreed_to_nothing_yet(
    scene: Scene, ana: Person
) -> None:
    invite = await link(scene)
    assert invite.startswith("https://t.me/kith_bot?startgroup=")
    await adds_by(ana, invite)
    await scene.passes(hours=1)
    assert is_there(scene)
    group = await known(scene)
    assert group
    assert (group.zone, group.language, group.agreed_at) == ("UTC", "en", None)
    assert goodbyes(scene) == 0

    scene.circle = await scene.group("Other strangers", [ana], [ana], agreed=False)
    await adds_by(ana, invite)
    await scene.passes(seconds=GRACE)
    assert not is_there(scene)


async def test_without_a_code_kith_does_not_stay(scene: Scene, ana: Person) -> None:
    for words in ("", " hello", " " + "A" * 22, " " + "A" * 64):
        await ana.says(f"/start@kith_bot{words}")
    assert await known(scene) is None
    await scene.passes(seconds=GRACE)
    assert not is_there(scene)


async def test_an_old_code_does_nothing(scene: Scene, ana: Person) -> None:
    invite = await link(scene)
    scene.sandbox.clock.advance(INVITE_LIFE)
    await adds_by(ana, invite)
    assert await known(scene) is None


async def test_a_code_is_not_used_up_by_a_group_that_is_known(scene: Scene, ana: Person) -> None:
    first, second = await link(scene), await link(scene)
    for invite in (first, second):
        await adds_by(ana, invite)
    scene.circle = await scene.group("Other circle", [ana], [ana], agreed=False)
    await adds_by(ana, second)
    assert await known(scene)


async def test_the_code_may_come_within_the_grace_and_not_after_it(
    scene: Scene, ana: Person
) -> None:
    invite = await link(scene)
    await scene.passes(seconds=GRACE - 1)
    assert is_there(scene)
    await adds_by(ana, invite)
    await scene.passes(hours=1)
    assert is_there(scene)


async def test_a_restart_forgets_and_what_comes_next_begins_the_grace_again(
    scene: Scene, ana: Person
) -> None:
    scene.kith.strangers._since.clear()  # all that a restart takes away
    await scene.passes(hours=1)
    assert is_there(scene)
    await ana.says("/checkins@kith_bot")
    await scene.passes(seconds=GRACE)
    assert not is_there(scene)


async def test_where_nothing_can_be_said_kith_leaves_all_the_same(
    scene: Scene, ana: Person
) -> None:
    await scene.post("faults", method="sendMessage", kind="400", times=1)
    await scene.passes(seconds=GRACE)
    await ana.sees_nothing_of(GOODBYE)
    assert not is_there(scene)


async def test_thrown_out_within_the_grace_kith_says_nothing(scene: Scene) -> None:
    await scene.post(f"groups/{scene.circle}/leave")
    await scene.settled()
    await scene.passes(hours=1)
    assert goodbyes(scene) == 0


async def test_an_open_kith_stays_in_every_group(tmp_path: Path) -> None:
    """The switch: being closed is what makes Kith leave."""
    (tmp_path / "open").mkdir()
    async with opened(tmp_path / "open") as scene:
        ana = await scene.person("Ana")
        scene.circle = await scene.group("Circle", [ana], [ana], agreed=False)
        await scene.settled()
        await scene.passes(hours=1)
        assert is_there(scene)
        group = await known(scene)
    assert group
    assert group.agreed_at is None
