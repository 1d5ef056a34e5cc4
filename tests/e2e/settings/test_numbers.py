"""Numbers without names: of posts, and the same whoever taps (A10)."""

from tests.e2e.scene import Person, Scene


async def test_they_are_of_posts_and_not_of_people(
    scene: Scene, ana: Person, ben: Person, dee: Person
) -> None:
    await scene.passes(minutes=6)
    told = await numbers(dee)
    assert "Check-ins that came: 1" in told
    await ana.taps("Foggy")
    await ben.taps("Clear")
    assert await numbers(dee) == told


async def numbers(steward: Person) -> str:
    await steward.says("/settings", ephemeral=True)
    await steward.taps("Numbers without names")
    return str((await steward.looks())[-1]["text"])
