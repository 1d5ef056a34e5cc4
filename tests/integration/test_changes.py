"""The log of changes at rest."""

from domain.changes import STEWARDS
from storage import changes, people
from storage.changes import Made
from storage.engine import Database
from tests.integration.conftest import NOON, Circle


async def test_the_newest_come_first_and_only_those_of_the_group(
    database: Database, circle: Circle
) -> None:
    async with database.transaction() as tx:
        for number in range(3):
            made = Made("line", "", f"line {number}", STEWARDS, circle.ana_member, NOON + number)
            change_id = await changes.add(tx, circle.group, made)
        assert await changes.get(tx, change_id) == (circle.group, made)
        found = await changes.newest(tx, circle.group, 2, without=1)
        assert [each.after for each in found] == ["line 1", "line 0"]
        assert await changes.newest(tx, circle.group + 1, 5) == []


async def test_a_change_outlives_the_steward_who_made_it(
    database: Database, circle: Circle
) -> None:
    async with database.transaction() as tx:
        made = Made("quiet", "", "1260-480", STEWARDS, circle.ana_member, NOON)
        await changes.add(tx, circle.group, made)
        person = await people.of_member(tx, circle.ana_member)
        assert person is not None
        assert person.id == circle.ana
        await people.leave(tx, circle.group, circle.ana)
        assert await people.of_member(tx, circle.ana_member) is None
        (found,) = await changes.newest(tx, circle.group, 5)
        assert found.member_id is None
        assert found.after == "1260-480"
