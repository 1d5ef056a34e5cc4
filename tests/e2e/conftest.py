"""The people of Tuesday circle: Ana, Ben and Chi, and Dee, who is its steward.

Belongs here: who is there at the beginning of a test. May not enter: what they do.
"""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.e2e import clean, forecast, weathers
from tests.e2e.scene import OPENED, Person, Scene, opened
from tests.logged import Gathered
from tests.logged import logged_plainly as logged_plainly


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Let a test run in the weathers of this run."""
    test = metafunc.definition
    found = forecast.made(metafunc.config).of(test.nodeid, list(test.iter_markers("fair")))
    if found and found != [weathers.FAIR]:
        ids = [each.name for each in found]
        metafunc.parametrize("weather", found, ids=ids, indirect=True)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where every test shall run in some weathers, leave out those that say why in none of them."""
    tried = forecast.made(config).named
    spared = [each for each in items if tried and not forecast.bears_some(tried, each)]
    if spared:
        config.hook.pytest_deselected(items=spared)
        items[:] = [each for each in items if each not in spared]


@pytest.fixture(autouse=True)
def weather(request: pytest.FixtureRequest) -> Iterator[weathers.Weather]:
    """The weather of this test."""
    with weathers.over(getattr(request, "param", weathers.FAIR)):
        yield weathers.now()


@pytest.fixture(autouse=True)
def clean_logs(logged_plainly: Gathered) -> Iterator[None]:
    """No test of this folder leaves anything of anybody in the logs, at DEBUG (I20)."""
    OPENED.clear()
    yield
    assert clean.traces(logged_plainly) == set()


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    """Tuesday circle, on Monday at 08:55; its check-in is at nine."""
    async with opened(tmp_path) as scene:
        ana, ben, chi, dee = [await scene.person(name) for name in ("Ana", "Ben", "Chi", "Dee")]
        scene.circle = await scene.group("Tuesday circle", [ana, ben, chi, dee], [dee])
        yield scene


@pytest.fixture
def ana(scene: Scene) -> Person:
    """A member."""
    return scene.people["Ana"]


@pytest.fixture
def ben(scene: Scene) -> Person:
    """A member."""
    return scene.people["Ben"]


@pytest.fixture
def chi(scene: Scene) -> Person:
    """A member."""
    return scene.people["Chi"]


@pytest.fixture
def dee(scene: Scene) -> Person:
    """The steward."""
    return scene.people["Dee"]
