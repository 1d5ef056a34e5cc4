"""Roles and turns at rest, on both engines."""

from storage import people, roles
from storage.engine import Database
from tests.integration.conftest import NOON, Circle


async def test_a_turn_knows_who_is_willing_who_passed_and_who_held_it(
    database: Database, circle: Circle
) -> None:
    async with database.transaction() as tx:
        await roles.add(tx, circle.group, "own:Tea maker", NOON)
        (role,) = await roles.of_group(tx, circle.group)
        assert role.name == "own:Tea maker"
        assert await roles.due(tx, NOON - 1) == []
        assert await roles.due(tx, NOON) == [role.id]
        for member in (circle.ana_member, circle.ben_member):
            await roles.set_willing(tx, role.id, member, willing=True)
            await roles.set_willing(tx, role.id, member, willing=True)
        turn = await roles.begin(tx, role.id, NOON)
        await roles.note_passed(tx, turn, circle.ana_member)
        await roles.note_held(tx, turn, circle.ben_member, NOON)
        last, passed = await roles.willing(tx, turn)
        assert last == {circle.ana_member: 0, circle.ben_member: NOON}
        assert passed == {circle.ana_member}
        again = await roles.begin(tx, role.id, NOON + 1)
        assert (await roles.willing(tx, again))[1] == set()
        assert await roles.turn(tx, turn.id) is None


async def test_a_turn_of_somebody_who_left_moves_on(database: Database, circle: Circle) -> None:
    async with database.transaction() as tx:
        await roles.add(tx, circle.group, "host", NOON)
        (role,) = await roles.of_group(tx, circle.group)
        await roles.set_willing(tx, role.id, circle.ana_member, willing=True)
        turn = await roles.begin(tx, role.id, NOON)
        assert await roles.to_move(tx, NOON) == [turn.id]
        await roles.change(
            tx, turn.id, state="held", member_id=circle.ana_member, look_at=NOON + 99
        )
        assert await roles.to_move(tx, NOON + 999) == []
        assert await roles.person_of(tx, circle.ana_member) == circle.ana
        await people.leave(tx, circle.group, circle.ana)
        assert await roles.to_move(tx, NOON) == [turn.id]
        assert not await roles.is_willing(tx, role.id, circle.ana_member)
