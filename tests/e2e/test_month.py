"""A month of three groups in one go: the ledger shows the expected posts and no other."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.app import Kith
from bot.demo import BEGIN
from domain.checkins import QUESTION, WEATHER_KIND
from domain.prompts import MIXED, PRACTICE
from domain.schedule import WORKDAYS, Schedule, next_at
from storage import checkins, groups
from storage.checkins import Quiet
from storage.engine import Transaction
from tests.e2e.scene import Scene, opened

DAYS = 31
HOUR = 3600
NOBODY = frozenset[int]()

PLANS = {
    "London": (
        "Europe/London",
        [
            (WEATHER_KIND, Schedule(WORKDAYS, 540, "UTC"), MIXED),
            (QUESTION, Schedule(frozenset({2}), 600, "UTC"), PRACTICE),
        ],
    ),
    "Kyiv": (
        "Europe/Kyiv",
        [
            (QUESTION, Schedule(NOBODY, 540, "UTC", month_day=31), MIXED),
            (QUESTION, Schedule(NOBODY, 720, "UTC", once_on=date(2026, 12, 6)), MIXED),
        ],
    ),
    "Lisbon": (
        "Europe/Lisbon",
        [
            (
                QUESTION,
                Schedule(frozenset({3}), 1380, "UTC", every=2, begins=date(2026, 11, 23)),
                MIXED,
            )
        ],
    ),
}
"""Each with its zone and schedules. Lisbon has quiet hours from 22 to 8, London a break."""

BREAK = (date(2026, 12, 7), date(2026, 12, 14))


def expected() -> Counter[tuple[str, datetime]]:
    """Group and instant of every post, reckoned by hand from a calendar."""
    days = [date(2026, 11, 23) + timedelta(days=ahead) for ahead in range(DAYS)]
    posts: Counter[tuple[str, datetime]] = Counter()
    for day in days:
        if not BREAK[0] <= day < BREAK[1]:
            if day.weekday() < 5:
                posts["London", local(day, 9, "Europe/London")] += 1
            if day.weekday() == 2:
                posts["London", local(day, 10, "Europe/London")] += 1
        if day == date(2026, 11, 30):
            posts["Kyiv", local(day, 9, "Europe/Kyiv")] += 1
        if day == date(2026, 12, 6):
            posts["Kyiv", local(day, 12, "Europe/Kyiv")] += 1
        if day in (date(2026, 11, 26), date(2026, 12, 10)):
            posts["Lisbon", local(day + timedelta(days=1), 8, "Europe/Lisbon")] += 1
    return posts


def local(day: date, hour: int, zone: str) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo(zone)).astimezone(UTC)


async def begin(scene: Scene) -> dict[int, str]:
    """The three groups with their plans, by chat."""
    chats = {}
    for name, (zone, plans) in PLANS.items():
        member = await scene.person(name)
        chat = await scene.group(name, [member], [member], agreed=False)
        chats[chat] = name
        async with scene.kith.database.transaction() as tx:
            group = await groups.by_chat(tx, chat) or await groups.add(tx, chat, zone, "en")
            await groups.set_up(tx, group.id, zone=zone, country=None, agreed_at=int(BEGIN))
            if name == "Lisbon":
                await checkins.keep_quiet(tx, group.id, Quiet(22 * 60, 8 * 60))
            if name == "London":
                away = [day.isoformat() for day in BREAK]
                await checkins.keep_quiet(tx, group.id, Quiet(None, None, *away))
            for plan in plans:
                await add(tx, group.id, zone, plan)
    return chats


async def add(tx: Transaction, group_id: int, zone: str, plan: tuple[str, Schedule, str]) -> None:
    """One schedule, as the screens would save it."""
    kind, rule, prompts = plan
    rule = replace(rule, zone=zone)
    window = 12 * HOUR
    made = await checkins.add_schedule(
        tx, group_id, kind=kind, rule=rule, window=window, prompts=prompts
    )
    row = await checkins.schedule(tx, made)
    assert row
    await checkins.set_next(tx, made, next_at(row.rule, int(BEGIN)))


async def next_look(kith: Kith, now: float) -> float:
    """When Kith itself holds that a check-in of anybody is due next, or tomorrow at the latest.

    Between two such times a tick finds nothing; a post at any other time stands in the ledger.
    """
    async with kith.database.transaction() as tx:
        due = await checkins.next_due(tx)
    return min(now + 24 * HOUR, max(now, due or now + 24 * HOUR))


async def live_through(scene: Scene) -> None:
    """All days of the month, with everything that Kith does by itself."""
    clock, kith = scene.sandbox.clock, scene.kith
    end = BEGIN + DAYS * 24 * HOUR
    while clock.now() < end:
        clock.set(min(end, await next_look(kith, clock.now())))
        await kith.tick.run()
        while (free_at := await kith.outbox.deliver_due()) is not None:
            await kith.outbox.finish()
            clock.set(max(clock.now() + 0.1, free_at))
        await kith.outbox.finish()


async def test_a_month_of_three_groups_has_exactly_the_expected_posts(tmp_path: Path) -> None:
    async with opened(tmp_path) as scene:
        chats = await begin(scene)
        await live_through(scene)
        seen = Counter(
            (chats[each["chat"]], nearest_hour(each["at"]))
            for each in scene.sandbox.ledger.delivered
            if "Hello. I am Kith" not in each["text"]
        )
        texts = [each["text"] for each in scene.sandbox.ledger.delivered]
    assert seen == expected()
    practice = [text for text in texts if text.startswith("Week ")]
    assert [text.split(":")[0] for text in practice] == [
        f"Week {number} of 12" for number in range(1, len(practice) + 1)
    ]


def nearest_hour(at: float) -> datetime:
    """The hour at which something was posted, a few minutes late."""
    return datetime.fromtimestamp(at // HOUR * HOUR, UTC)
