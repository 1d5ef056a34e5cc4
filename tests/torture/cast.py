"""Two groups in which everything is going on at once, for what people call themselves (I18).

Belongs here: bringing about what would take days of taps: schedules, pairs with an open relay,
gatherings, own check-ins, and what a round of consent decides. May not enter: taps and lines, and
looking at what comes of them.
"""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.app import Kith
from domain import agreement as agreements
from domain import evidence as reports
from domain import phrases
from domain import roles as rules_of_roles
from domain.changes import GROUP, Change
from domain.checkins import NAMES, QUESTION, WEATHER_KIND, WINDOW
from domain.gatherings import CALL, SERIES, Plan, place_words
from domain.own_checkins import KEPT_DAYS
from domain.pairs.asking import Draft
from domain.people import shown_name
from domain.prompts import OWN, own_question
from domain.refusals import Refusal
from domain.schedule import Schedule, next_occurrence
from domain.writing import shortened
from handlers import wording
from handlers.changes.making import make
from handlers.gatherings.form import announce
from sandbox.population import Group as Place
from sandbox.population import Person
from sandbox.world import World
from storage import (
    agreement,
    checkins,
    gatherings,
    groups,
    own_checkins,
    people,
    preferences,
    roles,
)
from storage.engine import Transaction
from storage.groups import Group
from storage.pairs import meetings, relays, standing
from tests.torture.hostile import Hostile

ZONE = "Europe/London"
EVERY_DAY = frozenset(range(7))
LONG = 7 * 86_400
HOUR = 3600
KINDS = ("agreement", "agreement", "questions", "role", "report", "lines", "phrase", "phrase")
"""What a round of consent decides on here."""
PHRASES = tuple(filter(phrases.is_open, wording.sentences("en")))
"""What a group can say in its own words."""


@dataclass(slots=True)
class Circle:
    """A group and its people; the first one is its steward. `members`, `persons`: Kith's own ids.

    `schedule`: its weather; `rounds`: each one's own check-in of today.
    """

    place: Place
    people: list[Person]
    group: int = 0
    schedule: int = 0
    members: dict[int, int] = field(default_factory=dict)
    persons: dict[int, int] = field(default_factory=dict)
    rounds: dict[int, int] = field(default_factory=dict)


def gathered(world: World, hostile: Hostile, languages: tuple[str, str]) -> list[Circle]:
    """The groups as Telegram has them, with all private chats open."""
    found = []
    for language in languages:
        there = [world.add_person(hostile.name() or "-", language=language) for _ in range(12)]
        for each in there:
            each.started = True
        place = world.add_group(hostile.name(), members=there, admins=there[:1], forum=True)
        world.add_topic(place, hostile.name())
        found.append(Circle(place, there))
    return found


async def settle(kith: Kith, circle: Circle, hostile: Hostile, language: str, now: int) -> None:
    """Let everything go on in it that takes longer than a tap."""
    async with kith.database.transaction() as tx:
        group = await groups.add(tx, circle.place.id, ZONE, language)
        circle.group = group.id
        await groups.set_up(tx, group.id, zone=ZONE, country="GB", agreed_at=now)
        await standing.set_open(tx, group.id, now - LONG * 3)
        circle.schedule = await _scheduled(tx, group.id, now, WEATHER_KIND, 9)
        for hour in range(10, 13):
            await _scheduled(tx, group.id, now, QUESTION, hour)
        for each in circle.people:
            await _come(tx, circle, each, now)
        await _pair_up(tx, circle, [1, 2], now)
        await _pair_up(tx, circle, [3, 4, 5], now)
    await _meet(kith, circle, hostile, now)


async def _scheduled(tx: Transaction, group_id: int, now: int, kind: str, hour: int) -> int:
    rule = Schedule(EVERY_DAY, hour * 60, ZONE)
    return await checkins.add_schedule(
        tx,
        group_id,
        kind=kind,
        rule=rule,
        window=WINDOW[kind],
        next_at=next_occurrence(rule, now).at,
        mode=NAMES if kind == WEATHER_KIND else "me",
        prompts=OWN,
    )


async def _come(tx: Transaction, circle: Circle, who: Person, now: int) -> None:
    """They are there for long enough, of age, have agreed to what /me keeps, and were asked."""
    person = await people.remember(tx, who.id)
    await people.set_reachable(tx, person.id, reachable=True)
    member_id = await people.seen(tx, circle.group, person.id, now)
    await standing.backdate(tx, member_id, now - LONG * 3)
    await standing.set_adult(tx, member_id, now)
    await preferences.choose(tx, person.id, agreed_at=now, zone=ZONE)
    circle.persons[who.id], circle.members[who.id] = person.id, member_id
    await own_checkins.save(
        tx, person.id, kind=QUESTION, prompts="mixed", rule=Schedule(EVERY_DAY, 540, ZONE)
    )
    await own_checkins.keep_for(tx, person.id, KEPT_DAYS[2])
    own = await own_checkins.get(tx, person.id)
    assert own is not None  # it was saved a moment ago
    day = datetime.fromtimestamp(now, UTC).date().isoformat()
    opened = await own_checkins.open_round(
        tx, own, local_date=day, due_at=now, closes_at=now + LONG, prompt="connection.1"
    )
    assert opened is not None
    circle.rounds[who.id] = opened


async def _pair_up(tx: Transaction, circle: Circle, places: list[int], now: int) -> None:
    """They meet, and write to each other through Kith."""
    guests = []
    for each in (circle.people[place] for place in places):
        member = await standing.member(tx, circle.group, circle.persons[each.id])
        assert member is not None
        guests.append(meetings.Guest(member, shown_name(each.first_name)))
    pair_id = await meetings.begin(
        tx,
        circle.group,
        guests,
        wish=Draft(),
        question="day",
        begun_at=now,
        ends_at=now + LONG,
    )
    for seat in await meetings.seats(tx, pair_id):
        await relays.set_ready(tx, seat.id)
    for event in ("wanted", "agreed"):
        pair = await meetings.get(tx, pair_id)
        assert pair is not None
        await relays.move(tx, pair, event, now + LONG)


async def _meet(kith: Kith, circle: Circle, hostile: Hostile, now: int) -> None:
    """Calls that begin within the life, each with the name of whoever proposes it."""
    for who, begins in zip(circle.people[5:8], (600, HOUR, 3 * HOUR), strict=True):
        async with kith.database.transaction() as tx:
            member_id, plan = circle.members[who.id], Plan(CALL, now + begins, 540, 120)
            await gatherings.begin(tx, circle.group, member_id, plan, None)
            draft = await gatherings.draft_of(tx, member_id)
            group = await groups.get(tx, circle.group)
            assert draft is not None
            assert group is not None
            with suppress(Refusal):
                await gatherings.place(tx, draft.id, place_words(hostile.words()))
            await gatherings.sign(tx, draft.id, shown_name(who.first_name))
            await gatherings.open_up(tx, draft.id, plan.at + SERIES)
            await announce(tx, group, draft.id, now)


async def decide(kith: Kith, circle: Circle, hostile: Hostile, now: int) -> None:
    """What a round of consent ends with: a change that no steward makes alone."""
    async with kith.database.transaction() as tx:
        group = await groups.get(tx, circle.group)
        assert group is not None
        with suppress(Refusal):
            change = await _change(tx, group, hostile)
            await make(tx, group, change, now, way=GROUP)


async def _change(tx: Transaction, group: Group, hostile: Hostile) -> Change:
    """Raises what the words raise."""
    kind, words = hostile.rng.choice(KINDS), hostile.words()
    if kind == "role":
        return await _role(tx, group, words)
    if kind == "agreement":
        newest = await agreement.newest(tx, group.id)
        line = agreements.tidied(words)
        place = hostile.rng.randint(1, min(20, len(agreements.lines_of(newest.words)) + 1))
        return Change(kind, None, agreements.with_line(newest.words, place, line))
    if kind == "questions":
        asked = dict.fromkeys(own_question(each) for each in (words, hostile.words()))
        return Change(kind, None, "\n".join(asked))
    if kind == "report":
        return Change(kind, None, "\n".join(reports.report_lines(words)))
    if kind == "lines":
        return Change("evidence_lines", None, "\n".join(reports.own_lines(words)))
    return Change(kind, None, _phrase(group, hostile, words))


async def _role(tx: Transaction, group: Group, words: str) -> Change:
    there = await roles.of_group(tx, group.id)
    if len(there) >= rules_of_roles.MOST_OWN:
        return Change("role", there[0].id, "")
    return Change("role", None, f"{rules_of_roles.OWN}{rules_of_roles.own_name(words)}")


def _phrase(group: Group, hostile: Hostile, words: str) -> str:
    """A sentence of Kith's in their words, with the names that have to be in it."""
    key = hostile.rng.choice(PHRASES)
    ours = wording.sentences(group.language)[key]
    named = "".join(f"{{{name}}}" for name in sorted(phrases.names_in(ours) or ()))
    literal = shortened(words, 100).replace("{", "{{").replace("}", "}}")
    said = phrases.fit(f"{literal}{named}", ours)
    return phrases.value_of(group.language, key, said)
