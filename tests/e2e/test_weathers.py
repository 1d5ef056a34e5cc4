"""The weathers themselves: what they change, and that tests can fail in them."""

from pathlib import Path

import pytest
from telegram.error import Forbidden

from bot.intake.ladder import Ladder
from domain.people import shown_name
from tests.e2e import forecast, weathers
from tests.e2e.gatherings.planning import proposes
from tests.e2e.scene import Scene, opened
from tests.e2e.weathers import BY_NAME, FAIR, WEATHERS

FEW = 1 / 10
"""Of the tests: at most so many may stay out of a weather."""
pytestmark = pytest.mark.fair("chooses its weather itself")


async def plays(scene: Scene) -> None:
    """Something is planned, and somebody who has not pressed Start looks at it."""
    ana, ben = [await scene.person(name) for name in ("Ana", "Ben")]
    scene.circle = await scene.group("Tuesday circle", [ana, ben], [])
    await proposes(ana, "With my first name")
    await ben.sees(f"{shown_name(ana.name)} proposes it.")
    await ben.taps("Reminder and more")
    await ben.sees("You have not said that you come")


@pytest.mark.parametrize("weather", WEATHERS, ids=lambda each: each.name)
async def test_the_play_holds_in_each_weather(weather: weathers.Weather, tmp_path: Path) -> None:
    with weathers.over(weather):
        async with opened(tmp_path) as scene:
            await plays(scene)


@pytest.mark.parametrize("rung", ["_write", "answer", "point"])
async def test_with_old_phones_each_further_rung_is_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rung: str
) -> None:
    async def missing(*_: object, **__: object) -> bool:
        if rung == "_write":
            raise Forbidden("taken away")
        return False

    monkeypatch.setattr(Ladder, rung, missing)
    with weathers.over(BY_NAME["old-phones"]):
        async with opened(tmp_path) as scene:
            with pytest.raises(AssertionError, match=r"does not see|sees no button"):
                await plays(scene)


async def test_with_hostile_names_the_sanitiser_is_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.gatherings.form.shown_name", lambda name: f"\u2068{name}\u2069")
    with weathers.over(BY_NAME["hostile-names"]):
        async with opened(tmp_path) as scene:
            with pytest.raises(AssertionError, match="Ben does not see"):
                await plays(scene)


def test_a_seed_chooses_the_same_again_and_another_seed_others() -> None:
    tests = [f"tests/e2e/test_c{number}" for number in range(2000)]

    def chosen(seed: int) -> list[list[str]]:
        return [[each.name for each in forecast.Forecast(seed).of(test, [])] for test in tests]

    assert chosen(1) == chosen(1) != chosen(2)
    assert all(each[0] == FAIR.name for each in chosen(1))
    more = sum(len(each) - 1 for each in chosen(1)) / len(tests)
    known = {each for each in WEATHERS if each.among}
    assert 0.5 < more / (min(forecast.A_RUN, len(known)) * forecast.SHARE) < 2
    seen = {each for seed in range(20) for each in forecast.Forecast(seed).tried}
    assert seen == known


def test_in_each_weather_nearly_all_tests_run(request: pytest.FixtureRequest) -> None:
    items = {each.nodeid.partition("[")[0]: each for each in request.session.items}
    inside = [each for name, each in items.items() if name.startswith("tests/e2e/")]
    for weather in WEATHERS:
        spared = [
            each for each in inside if not forecast.bears(weather, list(each.iter_markers("fair")))
        ]
        assert len(spared) <= max(FEW * len(inside), 20), weather.name


def test_whoever_stays_inside_says_why(request: pytest.FixtureRequest) -> None:
    for item in request.session.items:
        for mark in item.iter_markers("fair"):
            assert " " in mark.args[0], item.nodeid
            assert set(mark.args[1:]) <= BY_NAME.keys(), item.nodeid
