"""Speaking in turns: equal ones, with a name by one's own tap, gone when it is over (F3 to F6)."""

from typing import Any

import pytest
from sqlalchemy import func, select

from domain.people import shown_name
from storage.schema import speakers
from tests.e2e.gatherings.planning import proposes
from tests.e2e.scene import Person, Scene

SPEAK, DONE = "Speak, with my first name", "My turn is over"


@pytest.fixture
async def call(scene: Scene, ana: Person) -> Scene:
    """A call that has begun a moment ago."""
    await proposes(ana)
    await scene.passes(hours=33, minutes=6)
    return scene


def speaks(who: Person) -> str:
    return f"{shown_name(who.name)} speaks now"


async def newest(who: Person) -> str:
    """What Kith said last to all."""
    return str([each["text"] for each in await who.looks() if not each["only_you"]][-1])


async def moves(scene: Scene, **time: Any) -> None:
    await scene.passes(**time)
    await scene.passes(seconds=2)


async def test_it_opens_with_a_round_and_ten_minutes_before_its_end_it_closes_with_one(
    call: Scene, ben: Person
) -> None:
    await ben.sees("An opening round: how are you here, in a word, or pass.")
    await ben.sees_nothing_of("A closing round")
    await moves(call, minutes=50)
    await ben.sees("A closing round: a word that you take along, or none.")


async def test_one_after_the_other_for_the_same_time(
    call: Scene, ana: Person, ben: Person, chi: Person
) -> None:
    await ben.taps(SPEAK)
    ben.hears("It is your turn.")
    await chi.taps(SPEAK)
    chi.hears("You are in the queue")
    await moves(call, seconds=2)
    assert speaks(ben) in await newest(ana)
    await moves(call, minutes=3)
    assert speaks(ben) in await newest(ana)
    await moves(call, minutes=2)
    assert speaks(chi) in await newest(ana)
    await moves(call, minutes=5)
    assert "Nobody waits to speak." in await newest(ana)
    await moves(call, seconds=5)
    await ana.sees_nothing_of("speaks now")


@pytest.mark.parametrize("equal", [True, False], ids=["as it is", "first come, first served"])
async def test_who_spoke_less_comes_first(
    call: Scene, ana: Person, ben: Person, monkeypatch: pytest.MonkeyPatch, equal: bool
) -> None:
    chi = call.people["Chi"]
    if not equal:
        monkeypatch.setattr(
            "handlers.gatherings.speaking.in_order",
            lambda waiting: sorted(waiting, key=lambda each: each.asked_at),
        )
    await ben.taps(SPEAK)
    await moves(call, seconds=2)
    await ben.taps(SPEAK)
    await moves(call, seconds=2)
    await chi.taps(SPEAK)
    await ben.taps(DONE)
    await moves(call, seconds=2)
    assert (speaks(chi) in await newest(ana)) is equal


async def test_only_who_speaks_gives_the_turn_on(
    call: Scene, ana: Person, ben: Person, chi: Person
) -> None:
    await ben.taps(SPEAK)
    await moves(call, seconds=2)
    await chi.taps(DONE)
    assert "Your turn is given on" not in (chi.heard or "")
    assert speaks(ben) in await newest(ana)
    await ben.taps(DONE)
    ben.hears("Your turn is given on.")


async def test_a_second_tap_steps_out(call: Scene, ana: Person, ben: Person, chi: Person) -> None:
    await ben.taps(SPEAK)
    await chi.taps(SPEAK)
    await chi.taps(SPEAK)
    chi.hears("Listening is as good as speaking.")
    await moves(call, minutes=5)
    await ana.sees_nothing_of(speaks(chi))


async def test_who_leaves_gives_the_turn_on_and_no_name_is_left_when_it_is_over(
    call: Scene, ana: Person, ben: Person, chi: Person
) -> None:
    await ben.taps(SPEAK)
    await chi.taps(SPEAK)
    await call.post(f"groups/{call.circle}/leave", person=ben.id)
    await call.settled()
    await moves(call, seconds=3)
    assert speaks(chi) in await newest(ana)
    await moves(call, hours=1)
    async with call.kith.database.transaction() as tx:
        count = await tx.execute(select(func.count()).select_from(speakers))
        assert count.scalar_one() == 0


async def test_a_topic_and_a_quiet_card_come_to_who_asks_alone(
    call: Scene, ana: Person, ben: Person
) -> None:
    await ana.taps("A topic")
    await ana.sees("If it helps, a question.")
    await ana.taps("Another one")
    await ana.taps("A quiet card")
    await ana.sees("There is nothing to get right")
    await ben.sees_nothing_of("If it helps, a question.")
    await ben.sees_nothing_of("There is nothing to get right")
