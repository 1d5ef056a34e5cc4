"""The people of Tuesday circle: Ana, Ben and Chi, and Dee, who is its steward.

Belongs here: who is there at the beginning of a test. May not enter: what they do.
"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.e2e.scene import Person, Scene, opened


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
