"""A draw through the real storage: who may not meet never does, in twos or threes (I5, I6, P2, P9).

Each case is a group in which everybody has joined a round, and something is in the way of some.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from domain.pairs.asking import Draft
from domain.pairs.calling import Plan
from domain.pairs.likes import Likes
from domain.pairs.rules import DAY, SETTLING
from domain.preferences import Preferences
from handlers.pairs.rounds.drawing import draw_round
from storage import groups, people, preferences
from storage.engine import Database, Transaction
from storage.pairs import apart, joined, likes, meetings, past, rounds, standing
from storage.pairs.meetings import Guest
from storage.pairs.rounds import Planned, Round
from storage.schema import pair_seats, pairs
from storage.vault import Vault
from tests import templates
from tests.integration.conftest import NOON

IN_THE_WAY = ("away", "left", "blocked", "new", "young", "resting", "stopped", "paired")
OTHERWISE = ("", "", "", "", "threes only")
FIRST = 1_000
"""The Telegram id of the first one; the next one has the next."""


@dataclass(frozen=True)
class Case:
    """`people`: what is the matter with each; `apart`: who keeps whom away; `met`: who has met."""

    people: tuple[str, ...]
    apart: frozenset[tuple[int, int]] = frozenset()
    met: frozenset[tuple[int, int]] = frozenset()
    trios: bool = False


@st.composite
def cases(make: st.DrawFn) -> Case:
    count = make(st.integers(0, 8))
    matter = st.sampled_from([*OTHERWISE, *OTHERWISE, *IN_THE_WAY])
    couples = list(combinations(range(count), 2))
    some = st.frozensets(st.sampled_from(couples)) if couples else st.just(frozenset())
    return Case(
        tuple(make(st.lists(matter, min_size=count, max_size=count))),
        make(some),
        make(some),
        make(st.booleans()),
    )


class Undone(Exception):
    """A case leaves nothing behind."""


async def joins(tx: Transaction, group_id: int, which: Round, number: int) -> int:
    """Somebody who is there for long enough and has joined; answers our number of the member."""
    person = await people.remember(tx, FIRST + number)
    member = await people.seen(tx, group_id, person.id, NOON)
    await people.set_reachable(tx, person.id, reachable=True)
    await standing.backdate(tx, member, NOON - SETTLING)
    await standing.set_adult(tx, member, NOON)
    await joined.join(tx, which, member, f"Name{number}")
    return member


async def befalls(tx: Transaction, group_id: int, member: int, matter: str) -> None:
    """What is the matter with one of them."""
    found = (await standing.members_by_id(tx, [member]))[member]
    match matter:
        case "away":
            await preferences.choose(tx, found.person_id, away=True)
        case "left":
            await people.leave(tx, group_id, found.person_id)
        case "blocked":
            await people.set_reachable(tx, found.person_id, reachable=False)
        case "new":
            await standing.backdate(tx, member, NOON - DAY)
        case "young":
            await standing._stand(tx, member, {"adult_at": None})
        case "resting":
            await standing.rest(tx, member, NOON + DAY)
        case "stopped":
            await standing.stop(tx, member, NOON)
        case "paired":
            await _paired(tx, group_id, found)
        case "threes only":
            await likes.keep(tx, found.person_id, Likes(trio_only=True))


async def _paired(tx: Transaction, group_id: int, member: standing.Member) -> None:
    """They are in a pair already, with somebody who has not joined."""
    other = await people.remember(tx, FIRST + member.telegram_id)
    await people.seen(tx, group_id, other.id, NOON)
    company = await standing.member(tx, group_id, other.id)
    assert company
    guests = [Guest(member, "Name"), Guest(company, "Name")]
    await meetings.begin(
        tx, group_id, guests, wish=Draft(), question="day", begun_at=NOON, ends_at=NOON + DAY
    )


async def opened(tx: Transaction, *, trios: bool) -> Round:
    """A round of a new group, to be drawn now."""
    group = await groups.add(tx, -2001, "UTC", "en", agreed_at=NOON)
    await standing.set_open(tx, group.id, NOON)
    plan = Plan(company="trios" if trios else "twos")
    await rounds.keep_plan(tx, Planned(group.id, NOON, plan, date(2023, 1, 1), NOON + DAY))
    called = await rounds.call(tx, group.id, date(2023, 11, 14), NOON)
    which = called and await rounds.get(tx, called)
    assert which
    return which


async def broken(tx: Transaction, case: Case) -> list[str]:
    """Lets a case happen; answers which rules its draw has broken."""
    which = await opened(tx, trios=case.trios)
    ids = [await joins(tx, which.group_id, which, each) for each in range(len(case.people))]
    for one, other in case.apart:
        await apart.keep(tx, apart.tie(tx, FIRST + other, FIRST + one))
    for one, other in case.met:
        await past.met(tx, [ids[one], ids[other]], NOON - 30 * DAY)
    for member, matter in zip(ids, case.people, strict=True):
        await befalls(tx, which.group_id, member, matter)
    await draw_round(tx, which, NOON)
    return [*await _together_wrongly(tx, which, case, ids), *await _forgotten(tx, which, case, ids)]


async def _together_wrongly(tx: Transaction, which: Round, case: Case, ids: list[int]) -> list[str]:
    wrong = []
    for together in await _drawn(tx, which, ids):
        if len(together) not in {2, 3}:
            wrong.append("size")
        wrong += [f"{matter} is paired" for each in together
                  if (matter := case.people[each]) in IN_THE_WAY]  # fmt: skip
        wrong += ["apart" for couple in combinations(together, 2) if couple in case.apart]
        if len(together) == 2:
            wrong += ["a two" for each in together if case.people[each] == "threes only"]
    return wrong


async def _drawn(tx: Transaction, which: Round, ids: list[int]) -> list[list[int]]:
    """Whom the round has brought together, by their place in the case."""
    found: dict[int, list[int]] = {}
    query = select(pair_seats.c.pair_id, pair_seats.c.member_id)
    query = query.join(pairs, pairs.c.id == pair_seats.c.pair_id)
    for row in await tx.execute(query.where(pairs.c.round_id == which.id)):
        found.setdefault(row.pair_id, []).append(ids.index(row.member_id))
    return [sorted(together) for together in found.values()]


async def _forgotten(tx: Transaction, which: Round, case: Case, ids: list[int]) -> list[str]:
    """Everybody who is still there meets somebody or is kept for late ones, and never both."""
    kept = {join.member_id: join.state for join in await joined.joins_of(tx, which.id)}
    seated = {ids[each] for together in await _drawn(tx, which, ids) for each in together}
    there = {ids[each] for each, matter in enumerate(case.people) if matter != "left"}
    fine = kept.keys() | seated == there and not kept.keys() & seated
    return [] if fine and set(kept.values()) <= {"left_out"} else ["somebody is forgotten"]


class House:
    """A database that every case finds as it was, in a loop of its own."""

    def __init__(self, url: str) -> None:
        self._runner = asyncio.Runner()
        self._database = self._runner.run(self._open(url))

    async def _open(self, url: str) -> Database:
        await templates.begin(url)
        return await Database.open(url, Vault(b"k" * 32), lock_wait=10)

    def tries(self, case: Case) -> list[str]:
        """Which rules a draw breaks."""
        return self._runner.run(self._try(case))

    async def _try(self, case: Case) -> list[str]:
        found: list[str] = []
        try:
            async with self._database.transaction() as tx:
                found = await broken(tx, case)
                raise Undone
        except Undone:
            return found

    def close(self) -> None:
        """Close the database."""
        self._runner.run(self._database.close())
        self._runner.close()


@contextmanager
def house(url: str) -> Iterator[House]:
    """A database of that kind."""
    opened = House(url)
    try:
        yield opened
    finally:
        opened.close()


def test_no_draw_brings_together_who_may_not_meet(url: str) -> None:
    with house(url) as there:

        @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
        @given(cases())
        def holds(case: Case) -> None:
            assert there.tries(case) == []

        holds()


THREE = Case(("", "", ""))


@pytest.mark.parametrize("matter", [each for each in IN_THE_WAY if each not in {"away", "left"}])
def test_without_the_look_at_how_somebody_stands_they_are_paired(
    sqlite_url: str, matter: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = replace(THREE, people=("", "", matter))
    with house(sqlite_url) as there:
        assert there.tries(case) == []
        monkeypatch.setattr(standing.Member, "may_meet", lambda *_: True)
        if matter == "paired":  # the database stands behind this one (I5)
            with pytest.raises(IntegrityError):
                there.tries(case)
            return
        assert there.tries(case) == [f"{matter} is paired"]


def test_without_the_look_at_who_is_away_they_are_paired(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = replace(THREE, people=("", "", "away"))
    with house(sqlite_url) as there:
        assert there.tries(case) == []
        monkeypatch.setattr(Preferences, "is_away", lambda *_: False)
        assert there.tries(case) == ["away is paired"]


@pytest.mark.parametrize("trios", [False, True])
def test_without_the_look_at_who_is_kept_apart_they_are_paired(
    sqlite_url: str, trios: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def nobody(*_: object) -> set[tuple[int, int]]:
        return set()

    case = Case(("", "", ""), apart=frozenset({(0, 2), (1, 2), (0, 1)}), trios=trios)
    with house(sqlite_url) as there:
        assert there.tries(case) == []
        monkeypatch.setattr(apart, "couples", nobody)
        assert set(there.tries(case)) == {"apart"}
