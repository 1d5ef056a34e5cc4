"""Groups, the ids their chats had before, and the codes that let Kith into one."""

import secrets

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from domain.delivery import Fate, Lane
from storage import checkins, groups, invites, outbox, people
from storage.engine import Database, Transaction
from storage.outbox import Wanted
from storage.schema import group_aliases
from storage.schema import invites as invites_table
from tests.integration.conftest import HOUR, NOON, Circle

SUPERGROUP = -1002147483648001  # beyond 32 bits, as those of supergroups are
BEFORE = -1001
CODE = secrets.token_bytes(16)


async def test_a_group_is_found_by_its_chat_and_by_its_id(database: Database) -> None:
    async with database.transaction() as tx:
        group = await groups.add(tx, SUPERGROUP, "Europe/London", "en")
        assert await groups.by_chat(tx, SUPERGROUP) == group == await groups.get(tx, group.id)
        assert (group.country, group.agreed_at, group.suspended_at) == (None, None, None)


async def test_a_group_keeps_its_settings(database: Database) -> None:
    async with database.transaction() as tx:
        group = await groups.add(tx, -5, "Europe/Kyiv", "uk", country="UA", agreed_at=7)
    assert group == groups.Group(group.id, -5, "Europe/Kyiv", "uk", "UA", 7)


async def test_a_group_is_set_up_later(database: Database) -> None:
    async with database.transaction() as tx:
        group = await groups.add(tx, -5, "UTC", "en")
        await groups.set_up(tx, group.id, zone="Europe/Kyiv", country="UA", agreed_at=7)
        expected = groups.Group(group.id, -5, "Europe/Kyiv", "en", "UA", 7)
        assert await groups.get(tx, group.id) == expected


async def test_an_unknown_chat_has_no_group(database: Database) -> None:
    async with database.transaction() as tx:
        assert await groups.by_chat(tx, -5) is None
        assert await groups.get(tx, 1) is None


async def test_a_chat_has_one_group(database: Database) -> None:
    async with database.transaction() as tx:
        await groups.add(tx, -5, "Europe/London", "en")
        with pytest.raises(IntegrityError):
            async with tx.savepoint():
                await groups.add(tx, -5, "Europe/London", "en")


async def test_the_id_of_a_removed_group_never_comes_back(database: Database) -> None:
    async with database.transaction() as tx:
        group = await groups.add(tx, -5, "Europe/London", "en")
        await groups.remove(tx, group.id)
        assert await groups.get(tx, group.id) is None
        assert (await groups.add(tx, -5, "Europe/London", "en")).id > group.id


# A group becomes a supergroup


async def aliases(tx: Transaction) -> list[int]:
    return list((await tx.execute(select(group_aliases.c.chat_id))).scalars())


async def test_a_group_moves_with_all_it_has_and_is_found_by_both_ids(
    database: Database, circle: Circle
) -> None:
    async with database.transaction() as tx:
        await groups.migrate(tx, BEFORE, SUPERGROUP)
        moved = await groups.by_chat(tx, SUPERGROUP)
        assert moved == await groups.by_chat(tx, BEFORE)
        assert moved
        assert (moved.id, moved.chat_id, moved.zone) == (circle.group, SUPERGROUP, "Europe/London")
        assert [row.id for row in await checkins.schedules_of(tx, circle.group)] == [
            circle.schedule
        ]
        assert await people.member_seen_at(tx, circle.group, circle.ana) == NOON
        assert await groups.strangers(tx, [BEFORE, SUPERGROUP, -7]) == {-7}


async def test_a_move_told_twice_changes_nothing_more(database: Database, circle: Circle) -> None:
    async with database.transaction() as tx:
        for _ in range(3):
            await groups.migrate(tx, BEFORE, SUPERGROUP)
        assert await aliases(tx) == [BEFORE]
        await groups.migrate(tx, -7, -8)
        assert await aliases(tx) == [BEFORE]
        assert await groups.strangers(tx, [-7, -8]) == {-7, -8}


async def test_a_group_added_anew_under_the_new_id_gives_way(
    database: Database, circle: Circle
) -> None:
    async with database.transaction() as tx:
        await groups.add(tx, SUPERGROUP, "UTC", "en")
        await groups.migrate(tx, BEFORE, SUPERGROUP)
        moved = await groups.by_chat(tx, SUPERGROUP)
    assert moved
    assert moved.id == circle.group


async def test_a_group_set_up_anew_under_the_new_id_stays(
    database: Database, circle: Circle
) -> None:
    async with database.transaction() as tx:
        anew = await groups.add(tx, SUPERGROUP, "UTC", "en", agreed_at=NOON)
        await groups.migrate(tx, BEFORE, SUPERGROUP)
        assert await groups.by_chat(tx, SUPERGROUP) == anew
        assert await groups.by_chat(tx, BEFORE) == anew
        assert await groups.get(tx, circle.group) is None


async def test_a_message_of_the_old_chat_is_never_edited_in_the_new_one(
    database: Database, circle: Circle
) -> None:
    post = Wanted("checkin", circle.checkin, circle.group, Lane.POSTS, NOON, NOON + HOUR)
    async with database.transaction() as tx:
        await outbox.ask(tx, post)
        [waiting] = await outbox.waiting(tx, NOON, 9)
        await outbox.claim(tx, waiting.id, NOON)
        await outbox.settle(tx, waiting.id, Fate("sent", message_id=77), BEFORE)
        await groups.migrate(tx, BEFORE, SUPERGROUP)
        sent = await outbox.by_object(tx, "checkin", circle.checkin)
    assert sent
    assert (sent.state, sent.message_id) == ("sent", None)


async def test_a_post_that_was_under_way_at_the_move_has_no_number_in_the_new_chat(
    database: Database, circle: Circle
) -> None:
    post = Wanted("checkin", circle.checkin, circle.group, Lane.POSTS, NOON, NOON + HOUR)
    async with database.transaction() as tx:
        await outbox.ask(tx, post)
        [waiting] = await outbox.waiting(tx, NOON, 9)
        await outbox.claim(tx, waiting.id, NOON)
        await groups.migrate(tx, BEFORE, SUPERGROUP)
        assert await outbox.settle(tx, waiting.id, Fate("sent", message_id=77), BEFORE)
        sent = await outbox.by_object(tx, "checkin", circle.checkin)
    assert sent
    assert (sent.state, sent.message_id) == ("sent", None)


async def test_a_tap_in_the_old_chat_proves_a_post_and_gives_it_no_number(
    database: Database, circle: Circle
) -> None:
    post = Wanted("checkin", circle.checkin, circle.group, Lane.POSTS, NOON, NOON + HOUR)
    async with database.transaction() as tx:
        await outbox.ask(tx, post)
        [waiting] = await outbox.waiting(tx, NOON, 9)
        await outbox.claim(tx, waiting.id, NOON)
        await outbox.settle(tx, waiting.id, Fate("unknown", doubted=True), BEFORE)
        await groups.migrate(tx, BEFORE, SUPERGROUP)
        await outbox.prove(tx, "checkin", circle.checkin, (BEFORE, 77))
        proven = await outbox.by_object(tx, "checkin", circle.checkin)
    assert proven
    assert (proven.state, proven.message_id) == ("sent", None)


# Kith is gone from a group


async def test_a_suspended_group_has_nothing_due(database: Database, circle: Circle) -> None:
    async with database.transaction() as tx:
        assert len(await checkins.due(tx, NOON, 9)) == 1
        await groups.suspend(tx, circle.group, NOON)
        assert await checkins.due(tx, NOON, 9) == []
        await groups.resume(tx, circle.group)
        assert len(await checkins.due(tx, NOON, 9)) == 1


async def test_a_group_that_has_not_agreed_has_nothing_due(
    database: Database, circle: Circle
) -> None:
    async with database.transaction() as tx:
        quiet = await groups.add(tx, -5, "Europe/London", "en")
        row = (await checkins.schedules_of(tx, circle.group))[0]
        await checkins.add_schedule(
            tx, quiet.id, kind="weather", rule=row.rule, window=HOUR, next_at=NOON
        )
        assert [due.group_id for due in await checkins.due(tx, NOON, 9)] == [circle.group]


async def test_a_paused_schedule_is_not_due(database: Database, circle: Circle) -> None:
    async with database.transaction() as tx:
        await checkins.pause(tx, circle.schedule, "topic_closed")
        assert await checkins.due(tx, NOON, 9) == []
        [row] = await checkins.schedules_of(tx, circle.group)
        assert row.paused_reason == "topic_closed"
        await checkins.pause(tx, circle.schedule, None)
        assert len(await checkins.due(tx, NOON, 9)) == 1


async def test_the_time_away_counts_from_the_first_day(database: Database, circle: Circle) -> None:
    async with database.transaction() as tx:
        await groups.suspend(tx, circle.group, NOON)
        await groups.suspend(tx, circle.group, NOON + 9)
        assert await groups.remove_suspended(tx, NOON - 1) == 0
        assert await groups.remove_suspended(tx, NOON) == 1
        assert await groups.get(tx, circle.group) is None


async def test_people_of_no_group_are_forgotten_unless_kith_can_write_to_them(
    database: Database, circle: Circle
) -> None:
    async with database.transaction() as tx:
        await people.set_reachable(tx, circle.ben, reachable=True)
        await people.forget_strangers(tx)
        assert await people.get(tx, circle.ana)
        await groups.remove(tx, circle.group)
        await people.forget_strangers(tx)
        assert await people.get(tx, circle.ana) is None
        assert await people.get(tx, circle.ben)


# Codes


async def test_a_code_works_once_and_in_time(database: Database) -> None:
    async with database.transaction() as tx:
        await invites.add(tx, CODE, NOON)
        assert not await invites.use(tx, CODE, NOON)
        assert not await invites.use(tx, bytes(16), NOON - 1)
        assert await invites.use(tx, CODE, NOON - 1)
        assert not await invites.use(tx, CODE, NOON - 1)


async def test_a_code_rests_as_a_keyed_hash_and_is_forgotten(database: Database) -> None:
    stored = select(invites_table.c.code_hash)
    async with database.transaction() as tx:
        await invites.add(tx, CODE, NOON)
        assert (await tx.execute(stored)).scalars().all() == [tx.vault.hash_code(CODE)]
        await invites.forget_expired(tx, NOON - 1)
        assert (await tx.execute(stored)).scalars().all()
        await invites.forget_expired(tx, NOON)
        assert (await tx.execute(stored)).scalars().all() == []
