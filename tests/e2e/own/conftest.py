"""Ana, in Kyiv, with a check-in of her own.

Belongs here: what she has when a test begins. May not enter: what she does.
"""

import pytest

from tests.e2e.own.screens import section
from tests.e2e.scene import Person, Scene


@pytest.fixture
async def me(ana: Person) -> Person:
    """Ana, whose zone is Kyiv, two hours before the circle's."""
    await ana.whispers("/me")
    await section(ana, "Time zone", "Yes, keep it", "Europe", "Kyiv", "Back")
    return ana


@pytest.fixture
async def asked(scene: Scene, me: Person) -> Person:
    """Ana, who has the weather asked at two on every Monday, and keeps nothing of it."""
    await section(me, "My own check-in", "Put one together", "Kind", "The weather", "Days")
    await section(me, "Mon", "✓ Tue", "On these days", "Time", "14:00", "Save")
    return me


@pytest.fixture
async def wondering(scene: Scene, me: Person) -> Person:
    """Ana, who has a question asked at two on every Monday, and keeps her answers."""
    await section(me, "My own check-in", "Put one together", "Days", "Mon", "✓ Tue")
    await section(me, "On these days", "Time", "14:00", "Save", "What I answered")
    await section(me, "How long it is kept", "30 days")
    return me
