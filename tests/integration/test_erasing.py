"""What goes together with a group, a member or a person."""

from datetime import date

from sqlalchemy import delete, func, select

from domain.pairs.asking import Draft as Wish
from domain.pairs.calling import Plan as Rhythm
from domain.pairs.likes import Likes
from domain.setup import Draft
from storage import buttons, checkins, fields, groups, holds, people, setup, signposts, trials
from storage.buttons import Button
from storage.checkins import Answer, Quiet
from storage.engine import Database, Transaction
from storage.fields import Field
from storage.pairs import joined, likes, meetings, reports, requests, rounds, standing
from storage.pairs.meetings import Guest
from storage.pairs.rounds import Planned
from storage.schema import metadata
from storage.schema import people as people_table
from storage.trials import Plan
from tests.integration.conftest import NOON, RULE, Circle

KEPT_FOR_ITSELF = {"invites", "keys", "outbox", "pair_apart", "updates", "wrong_numbers"}


async def fill(tx: Transaction, circle: Circle) -> None:
    """Two of each, one of Ana and one of Ben, in every table that holds something of a group."""
    await groups.migrate(tx, -1001, -1002)
    await checkins.set_order(tx, circle.group, ["moving.1"])
    await checkins.keep_quiet(tx, circle.group, Quiet(0, 1))
    await holds.add(tx, circle.group, circle.ana_member, NOON, (NOON, NOON + 1))
    prompt = await checkins.propose_prompt(tx, circle.group, "What?", NOON)
    plan = Plan("question", RULE, None, None)
    trial = await trials.propose(
        tx, circle.group, plan, now=NOON, look_at=NOON, member_id=circle.ana_member
    )
    assert trial is not None
    for person, member in ((circle.ana, circle.ana_member), (circle.ben, circle.ben_member)):
        await checkins.record(tx, [(circle.checkin, member, "fog")])
        await setup.keep(tx, circle.group, person, Draft(), NOON)
        await trials.say(tx, trial, member, "try")
        await checkins.want_prompt(tx, prompt, member)
        token = person.to_bytes(16, "big")
        await buttons.add(tx, [Button(token, "x", None, None, circle.group, person, NOON)])
        await fields.open(tx, Field(person, circle.group, "x", None, None, NOON))
        await signposts.keep_country(tx, person, "GB")
        await signposts.add_local(tx, circle.group, "The night café")
    await fill_pairs(tx, circle)
    await fill_rounds(tx, circle)


async def fill_pairs(tx: Transaction, circle: Circle) -> None:
    """Ana asked, Ben could; they met, and Ana wrote to Ben, who is a steward, about him."""
    await standing.set_open(tx, circle.group, NOON)
    ids = (circle.ana_member, circle.ben_member)
    for each in ids:
        await standing.set_adult(tx, each, NOON)
    request = await requests.add(
        tx, circle.group, ids[0], wish=Wish(), asked_at=NOON, ends_at=NOON + 1
    )
    await requests.offer(tx, request, ids[1], "Ben")
    there = await standing.members_by_id(tx, ids)
    pair = await meetings.begin(
        tx,
        circle.group,
        [Guest(there[each], "Name") for each in ids],
        wish=Wish(),
        question="day",
        begun_at=NOON,
        ends_at=NOON + 1,
    )
    await reports.add(tx, ids[1], ids[0], pair, NOON)
    await reports.write(
        tx,
        circle.group,
        by_id=circle.ana,
        to_id=circle.ben,
        about_id=ids[1],
        words="It was hard.",
        name="Ana",
        at=NOON,
    )


async def fill_rounds(tx: Transaction, circle: Circle) -> None:
    """A round that both have joined, and how Ana likes to meet."""
    plan = Planned(circle.group, NOON, Rhythm(), date(2026, 1, 1), NOON)
    await rounds.keep_plan(tx, plan)
    called = await rounds.call(tx, circle.group, date(2026, 1, 6), NOON)
    which = called and await rounds.get(tx, called)
    assert which
    for member in (circle.ana_member, circle.ben_member):
        await joined.join(tx, which, member, "Name")
    await likes.keep(tx, circle.ana, Likes(trio_only=True))


async def counts(tx: Transaction) -> dict[str, int]:
    """How many rows each of these tables has; test_erasure tries all there are."""
    return {
        table.name: (await tx.execute(select(func.count()).select_from(table))).scalar_one()
        for table in metadata.sorted_tables
        if table.name in FULL
    }


FULL = {
    "answers": 2,
    "buttons": 2,
    "checkins": 1,
    "fields": 2,
    "group_aliases": 1,
    "groups": 1,
    "local_lines": 2,
    "holds": 1,
    "members": 2,
    "own_countries": 2,
    "pair_concerns": 1,
    "pair_likes": 1,
    "pair_met": 1,
    "pair_offers": 1,
    "pair_reports": 1,
    "pair_requests": 1,
    "pair_seats": 2,
    "pair_settings": 1,
    "pair_standing": 2,
    "pair_ties": 2,
    "pairs": 1,
    "people": 2,
    "prompt_orders": 1,
    "prompt_voices": 2,
    "prompts": 1,
    "quiet_times": 1,
    "round_joins": 2,
    "round_plans": 1,
    "rounds": 1,
    "schedules": 1,
    "setups": 2,
    "trial_voices": 2,
    "trials": 1,
}


async def test_they_are_tried(database: Database, circle: Circle) -> None:
    async with database.transaction() as tx:
        await fill(tx, circle)
        assert await counts(tx) == FULL


async def test_a_group_takes_everything_of_it_along(database: Database, circle: Circle) -> None:
    async with database.transaction() as tx:
        await fill(tx, circle)
        await groups.remove(tx, circle.group)
        assert await counts(tx) == {
            **dict.fromkeys(FULL, 0),
            "people": 2,
            "own_countries": 2,
            "pair_likes": 1,
        }


async def test_a_person_takes_what_is_theirs_along(database: Database, circle: Circle) -> None:
    async with database.transaction() as tx:
        await fill(tx, circle)
        await tx.execute(delete(people_table).where(people_table.c.id == circle.ana))
        theirs = dict.fromkeys(
            [
                "answers",
                "buttons",
                "fields",
                "members",
                "own_countries",
                "people",
                "prompt_voices",
                "setups",
                "trial_voices",
            ],
            1,
        )
        theirs |= {"pair_concerns": 0, "pair_seats": 1, "pair_standing": 1, "pair_ties": 1}
        theirs |= {"pair_likes": 0, "pair_met": 0, "round_joins": 1}
        assert await counts(tx) == FULL | theirs
        bens = (circle.checkin, circle.ben_member)
        answers = await checkins.answers_of(tx, *([each] for each in bens))
        assert answers == {bens: Answer("fog", has_name=False)}


async def test_who_leaves_takes_the_answers_in_that_group_along(
    database: Database, circle: Circle
) -> None:
    async with database.transaction() as tx:
        await fill(tx, circle)
        await people.leave(tx, circle.group, circle.ana)
        gone = ["answers", "members", "prompt_voices", "trial_voices"]
        gone += ["pair_seats", "pair_standing", "pair_ties", "round_joins"]
        assert await counts(tx) == FULL | dict.fromkeys(gone, 1) | {"pair_met": 0}
