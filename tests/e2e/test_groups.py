"""Groups change: they move, Kith is thrown out of them, somebody blocks it (A5, O13)."""

from typing import Any

import pytest
from sqlalchemy import delete, func, select, update

from storage import checkins, groups, outbox, people
from storage.schema import answers, group_aliases, metadata
from storage.schema import groups as groups_table
from storage.schema import people as people_table
from storage.schema import schedules as schedules_table
from tests.e2e.scene import Person, Scene
from tests.e2e.test_turn import pending

MOVES = pytest.mark.fair(
    "a forum was a supergroup from the beginning: it does not move", "generous"
)


async def happens(scene: Scene, what: str, **more: Any) -> dict[str, Any]:
    """Something happens to the circle, and Kith has heard of it."""
    told = await scene.post(f"groups/{scene.circle}/{what}", **more)
    await scene.settled()
    return told


async def bot_returns(scene: Scene) -> None:
    await happens(scene, "join", person=scene.sandbox.world.bot.id)


async def stored(scene: Scene, column: Any) -> list[Any]:
    """What a column holds now."""
    async with scene.kith.database.transaction() as tx:
        return list((await tx.execute(select(column))).scalars())


def weather_posts(scene: Scene) -> list[int]:
    """The chats in which a check-in was really posted, in order."""
    return [
        each["chat"] for each in scene.sandbox.ledger.delivered if "weather" in each.get("text", "")
    ]


def sends(scene: Scene) -> list[dict[str, Any]]:
    """Every attempt to send a message, also those that were refused."""
    calls = scene.sandbox.ledger.calls
    return [each["params"] for each in calls if each["method"] == "sendMessage"]


# A group becomes a supergroup


@MOVES
async def test_after_a_move_everything_goes_on_in_the_new_chat(
    scene: Scene, ana: Person, dee: Person
) -> None:
    old = scene.circle
    scene.circle = (await happens(scene, "migrate"))["id"]
    await scene.passes(minutes=6)
    assert weather_posts(scene) == [scene.circle] != [old]
    await ana.taps("Windy")
    ana.hears("Windy")
    await dee.says("/checkins", ephemeral=True)
    await dee.taps("Leave the next one out")
    await dee.sees("Left out")


@MOVES
async def test_a_post_from_before_the_move_still_takes_taps(scene: Scene, ana: Person) -> None:
    await scene.passes(minutes=6)
    old = scene.circle
    scene.circle = (await happens(scene, "migrate"))["id"]
    await ana.taps("Windy", at=old)
    ana.hears("Windy")
    assert await stored(scene, answers.c.word) == ["windy"]


@MOVES
async def test_without_the_old_id_that_tap_is_lost(scene: Scene, ana: Person) -> None:
    """The switch: the alias is what lets a tap from the old chat in."""
    await scene.passes(minutes=6)
    old = scene.circle
    scene.circle = (await happens(scene, "migrate"))["id"]
    async with scene.kith.database.transaction() as tx:
        await tx.execute(delete(group_aliases))
    await ana.taps("Windy", at=old)
    ana.hears("does not work any more")
    assert await stored(scene, answers.c.word) == []


@pytest.mark.parametrize("order", [(0, 1), (1, 0), (0, 1, 0, 1), (1, 1), (0,)])
@MOVES
async def test_a_move_is_told_in_any_order_and_as_often_as_it_likes(
    scene: Scene, order: tuple[int, ...]
) -> None:
    await scene.goes_deaf()
    moved = (await scene.post(f"groups/{scene.circle}/migrate"))["id"]
    told = pending(scene)[-2:]
    for nth, which in enumerate(order):
        # A new id each time: as if Telegram had said it again, not only delivered it again.
        await scene.kith.turn.take([told[which] | {"update_id": 10**9 + nth}])
    async with scene.kith.database.transaction() as tx:
        group = await groups.by_chat(tx, moved)
        assert group == await groups.by_chat(tx, scene.circle)
        assert group
        assert len(await checkins.schedules_of(tx, group.id)) == 1
    assert await stored(scene, groups_table.c.chat_id) == [moved]
    assert await stored(scene, group_aliases.c.chat_id) == [scene.circle]


@MOVES
async def test_a_post_that_was_due_at_the_move_is_posted_in_the_new_chat_once(
    scene: Scene,
) -> None:
    await scene.post("faults", method="sendMessage", kind="429", times=1)
    await scene.passes(minutes=5)
    assert weather_posts(scene) == []
    moved = (await happens(scene, "migrate"))["id"]
    await scene.passes(minutes=1)
    assert weather_posts(scene) == [moved]


@MOVES
async def test_a_send_into_the_old_chat_tells_of_the_move(scene: Scene) -> None:
    """Telegram's refusal names the new id; nothing else need arrive."""
    await scene.goes_deaf()
    moved = (await scene.post(f"groups/{scene.circle}/migrate"))["id"]
    await scene.passes(minutes=6)
    assert weather_posts(scene) == [moved]
    for update_ in pending(scene):
        await scene.kith.turn.take([update_])
    assert await stored(scene, groups_table.c.chat_id) == [moved]


@MOVES
async def test_the_joining_of_the_supergroup_may_be_told_first(scene: Scene) -> None:
    """tdlib/telegram-bot-api issue 266: Kith is told that it joined the supergroup, too."""
    await scene.goes_deaf()
    moved = (await scene.post(f"groups/{scene.circle}/migrate"))["id"]
    told = pending(scene)[-2:]
    joined = scene.sandbox.world.group(moved)
    joined.bot_status = "left"
    await scene.post(f"groups/{moved}/join", person=scene.sandbox.world.bot.id)
    joining = [each for each in pending(scene) if "my_chat_member" in each][-1]
    for each in (joining, *told):
        await scene.kith.turn.take([each])
    assert await stored(scene, groups_table.c.chat_id) == [moved]
    assert len(await stored(scene, schedules_table.c.id)) == 1


@MOVES
async def test_leaving_the_old_chat_is_not_leaving_the_group(scene: Scene) -> None:
    """tdlib/telegram-bot-api issue 266: the old chat may be told of as left, much later."""
    old = scene.circle
    scene.circle = (await happens(scene, "migrate"))["id"]
    await scene.goes_deaf()
    await scene.post(f"groups/{scene.circle}/leave")
    left = pending(scene)[-1]
    change = left["my_chat_member"]
    of_old = change | {"chat": change["chat"] | {"id": old, "type": "group"}}
    await scene.kith.turn.take([left | {"update_id": 10**9, "my_chat_member": of_old}])
    assert await stored(scene, groups_table.c.suspended_at) == [None]
    await scene.kith.turn.take([left])
    assert await stored(scene, groups_table.c.suspended_at) != [None]


# Kith is thrown out, and comes back


async def test_a_group_without_kith_gets_nothing_and_goes_on_when_it_is_back(
    scene: Scene, ana: Person
) -> None:
    await happens(scene, "leave")
    before = len(sends(scene))
    await scene.passes(hours=24 * 3, minutes=15)
    assert sends(scene)[before:] == []
    await bot_returns(scene)
    await scene.passes(minutes=15)
    assert weather_posts(scene) == []  # what fell into the time away is left out
    await scene.passes(hours=24)
    await ana.sees("weather")
    assert weather_posts(scene) == [scene.circle]


async def test_without_the_suspension_kith_knocks_at_a_closed_door(scene: Scene) -> None:
    """The switch: being suspended is what keeps Kith from posting there."""
    await happens(scene, "leave")
    async with scene.kith.database.transaction() as tx:
        await tx.execute(update(groups_table).values(suspended_at=None))
    before = len(sends(scene))
    await scene.passes(minutes=6)
    assert len(sends(scene)) > before


async def test_a_post_already_due_is_cancelled_when_kith_is_thrown_out(scene: Scene) -> None:
    await scene.post("faults", method="sendMessage", kind="429", times=1)
    await scene.passes(minutes=5)
    await happens(scene, "leave")
    await scene.passes(minutes=1)
    [checkin] = await stored(scene, metadata.tables["checkins"].c.id)
    async with scene.kith.database.transaction() as tx:
        post = await outbox.by_object(tx, "checkin", checkin)
    assert post
    assert post.state == "cancelled"


async def test_thirty_days_later_everything_is_erased(scene: Scene, ana: Person) -> None:
    await scene.passes(minutes=6)
    await ana.taps("Windy")
    await happens(scene, "leave")
    await scene.is_down(hours=24 * 30 - 1)
    assert await stored(scene, groups_table.c.id)
    assert await stored(scene, people_table.c.id)
    await scene.is_down(hours=2)
    await scene.kith.catch_up()
    async with scene.kith.database.transaction() as tx:
        left = {
            table.name: (await tx.execute(select(func.count()).select_from(table))).scalar_one()
            for table in metadata.sorted_tables
        }
    assert {name for name, rows in left.items() if rows} == {"keys"}


async def test_back_within_thirty_days_nothing_is_erased(scene: Scene) -> None:
    await happens(scene, "leave")
    await scene.is_down(hours=24 * 29)
    await bot_returns(scene)
    await scene.is_down(hours=24 * 29)
    assert await stored(scene, groups_table.c.chat_id) == [scene.circle]


async def test_another_right_of_kith_changes_nothing(scene: Scene) -> None:
    bot = scene.sandbox.world.bot.id
    for change in ("promote", "demote"):
        await happens(scene, change, person=bot)
    assert await stored(scene, groups_table.c.suspended_at) == [None]
    await scene.passes(minutes=6)
    assert weather_posts(scene) == [scene.circle]


# Somebody blocks Kith


async def reachable(scene: Scene, who: Person) -> bool | None:
    async with scene.kith.database.transaction() as tx:
        person = await people.find(tx, who.id)
    return person.reachable if person else None


async def test_who_blocks_kith_is_not_written_to_until_they_are_back(
    scene: Scene, ana: Person
) -> None:
    await ana.whispers("/start")
    assert await reachable(scene, ana)
    await scene.post(f"people/{ana.id}/block")
    await scene.settled()
    assert await reachable(scene, ana) is False
    await scene.post(f"people/{ana.id}/unblock")
    await scene.settled()
    assert await reachable(scene, ana)


async def test_a_line_in_private_shows_that_somebody_is_back(scene: Scene, ana: Person) -> None:
    await ana.whispers("/start")
    async with scene.kith.database.transaction() as tx:
        person = await people.find(tx, ana.id)
        assert person
        await people.set_reachable(tx, person.id, reachable=False)
    await ana.whispers("hello again")
    assert await reachable(scene, ana)


async def test_blocking_makes_nobody_known(scene: Scene, ben: Person) -> None:
    await scene.post(f"people/{ben.id}/block")
    await scene.post(f"people/{ben.id}/unblock")
    await ben.whispers("hello")
    assert await reachable(scene, ben) is None
