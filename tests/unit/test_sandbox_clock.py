"""The movable clock."""

import pytest

from sandbox.clock import Clock


def test_it_stands_still_until_it_is_moved() -> None:
    clock = Clock(1000)
    assert (clock.now(), clock()) == (1000.0, 1000.0)
    clock.advance(2.5)
    assert clock.now() == 1002.5
    clock.set(10)
    assert clock.now() == 10.0


def test_it_goes_back_only_by_set() -> None:
    clock = Clock(1000)
    with pytest.raises(ValueError, match="use set"):
        clock.advance(-1)
    assert clock.now() == 1000.0


def test_a_running_clock_flows_from_where_it_was_set() -> None:
    clock = Clock(1000, running=True)
    first = clock.now()
    while clock.now() == first:  # until the monotonic clock has ticked
        pass
    assert 1000 < clock.now() < 1060
    clock.set(5000)
    assert 5000 <= clock.now() < 5060


async def test_a_walk_stops_every_quarter_of_an_hour_for_who_follows() -> None:
    clock = Clock(100)
    stops: list[float] = []

    async def follow() -> None:
        stops.append(clock.now())

    clock.follow(follow)
    await clock.walk(2000)
    assert stops == [900.0, 1800.0, 2000.0]


async def test_a_jump_tells_nobody_and_a_walk_back_stops_once() -> None:
    clock = Clock(1000)
    stops: list[float] = []

    async def follow() -> None:
        stops.append(clock.now())

    clock.follow(follow)
    clock.advance(86_400)
    assert stops == []
    await clock.walk(10)
    assert stops == [10.0]
