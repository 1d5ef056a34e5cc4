"""A circle of eight that has turned pairs on: Ana asks, Ben, Chi and Eli could, Dee is the steward.

Belongs here: who is there and settled. May not enter: what they do.
"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.e2e.pairs.circle import Circle, gathered
from tests.e2e.pairs.showing import shown_too_much
from tests.e2e.scene import Person, opened


@pytest.fixture
async def circle(tmp_path: Path) -> AsyncIterator[Circle]:
    """Everybody has pressed Start, is there for long enough, and said that they are 18 or over.

    At the end, every payload of the test is scanned (I7).
    """
    async with opened(tmp_path) as scene:
        circle = await gathered(scene)
        yield circle
        if not circle.forgives:
            assert shown_too_much(scene.sandbox.world, scene.sandbox.ledger.calls) == []


@pytest.fixture
def ana(circle: Circle) -> Person:
    """Who asks."""
    return circle.people["Ana"]


@pytest.fixture
def ben(circle: Circle) -> Person:
    """Who could."""
    return circle.people["Ben"]


@pytest.fixture
def chi(circle: Circle) -> Person:
    """Who could too."""
    return circle.people["Chi"]


@pytest.fixture
def eli(circle: Circle) -> Person:
    """And who could too."""
    return circle.people["Eli"]


@pytest.fixture
def dee(circle: Circle) -> Person:
    """The steward."""
    return circle.people["Dee"]
