"""Rounds at rest: what is kept of them, and for how long, on both engines (P6, P10)."""

from datetime import date

from domain.pairs.asking import Draft
from domain.pairs.likes import Likes
from domain.pairs.rules import DAY
from storage import people
from storage.engine import Database
from storage.pairs import likes, meetings, past, rounds, standing
from storage.pairs.meetings import Guest
from tests.integration.conftest import NOON, Circle


async def test_who_has_met_is_noted_for_every_pair_and_forgotten_with_either(
    database: Database, circle: Circle
) -> None:
    async with database.transaction() as tx:
        ids = [circle.ana_member, circle.ben_member]
        there = await standing.members_by_id(tx, ids)
        for at in (NOON, NOON + DAY):
            pair_id = await meetings.begin(
                tx, circle.group, [Guest(there[each], "Name") for each in ids],
                wish=Draft(), question="day", begun_at=at, ends_at=at,
            )  # fmt: skip
            pair = await meetings.get(tx, pair_id)
            assert pair
            await meetings.end(tx, pair, at)
        low, high = sorted(ids)
        assert await past.of(tx, ids) == {(low, high): NOON + DAY}
        await past.forget_before(tx, NOON + DAY)
        assert await past.of(tx, ids)
        await people.leave(tx, circle.group, circle.ben)
        assert await past.of(tx, ids) == {}


async def test_a_group_is_invited_to_one_round_at_a_time_and_once_for_a_date(
    database: Database, circle: Circle
) -> None:
    async with database.transaction() as tx:
        first = await rounds.call(tx, circle.group, date(2026, 1, 6), NOON)
        assert first
        assert await rounds.call(tx, circle.group, date(2026, 1, 6), NOON) is None
        assert await rounds.call(tx, circle.group, date(2026, 1, 13), NOON) is None
        which = await rounds.get(tx, first)
        assert which
        await rounds.move(tx, which, "drawn")
        assert await rounds.call(tx, circle.group, date(2026, 1, 6), NOON) is None
        assert await rounds.call(tx, circle.group, date(2026, 1, 13), NOON)


async def test_how_somebody_likes_to_meet_is_kept_until_nothing_is_left_of_it(
    database: Database, circle: Circle
) -> None:
    liked = Likes(frozenset({"call", "writing"}), frozenset({"15"}), frozenset({"uk"}), True)
    async with database.transaction() as tx:
        await likes.keep(tx, circle.ana, liked)
        assert await likes.of(tx, [circle.ana, circle.ben]) == {
            circle.ana: liked,
            circle.ben: Likes(),
        }
        await likes.keep(tx, circle.ana, Likes())
        assert await likes.of(tx, [circle.ana]) == {circle.ana: Likes()}
