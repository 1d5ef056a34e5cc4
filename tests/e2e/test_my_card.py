"""My card on the signposts, below the lines, for whoever wrote one (S13)."""

import pytest

from storage.errors import StorageBusy
from tests.e2e.scene import Person, Scene

WORDS = "Sit with me, leave the phone."
CARD = "My card"


def labels(message: dict[str, object]) -> list[str]:
    """What stands on its buttons."""
    rows = message["buttons"]
    assert isinstance(rows, list)
    return [button["label"] for row in rows for button in row]


@pytest.fixture
async def carded(scene: Scene, ana: Person) -> Person:
    """Ana, who wrote something for when it is hard."""
    await ana.whispers("/me")
    for label in ("Toolbox", "Yes, keep it", "When it is hard", "Write"):
        await ana.taps(label, at=ana.id)
    await ana.whispers(WORDS)
    await scene.passes(seconds=2)
    return ana


async def test_it_stands_below_the_lines_and_only_its_person_reads_it(
    scene: Scene, carded: Person, ben: Person
) -> None:
    await carded.says("/signposts", ephemeral=True)
    await ben.says("/signposts", ephemeral=True)
    assert CARD in labels(await carded.sees("999 (all services)"))
    assert CARD not in labels(await ben.sees("999 (all services)"))
    await carded.taps(CARD)
    shown = await carded.sees(WORDS)
    assert shown["only_you"]
    assert shown["text"].startswith("My card\n\nWhen it is hard:")
    assert labels(shown) == ["Signposts"]
    await ben.sees_nothing_of(WORDS)


async def test_it_is_there_before_a_country_is_chosen_and_the_lines_come_back(
    carded: Person,
) -> None:
    await carded.whispers("/signposts")
    assert CARD in labels(await carded.sees("Which country?", at=carded.id))
    await carded.taps(CARD, at=carded.id)
    await carded.sees(WORDS, at=carded.id)
    await carded.taps("Signposts", at=carded.id)
    await carded.sees("Which country?", at=carded.id)


async def test_a_forged_button_shows_only_what_is_ones_own(
    scene: Scene, carded: Person, ben: Person
) -> None:
    await ben.says("/signposts", ephemeral=True)
    screen = await ben.sees("999 (all services)")
    await ben.presses(scene.circle, screen, data="sp!card")
    await ben.sees("You have written nothing for when it is hard.")
    await ben.sees_nothing_of(WORDS)


async def test_taken_out_it_is_gone_from_the_signposts(scene: Scene, carded: Person) -> None:
    await carded.taps("When it is hard", at=carded.id)
    await carded.taps("Take it out", at=carded.id)
    await scene.passes(seconds=2)
    await carded.says("/signposts", ephemeral=True)
    assert CARD not in labels(await carded.sees("999 (all services)"))


async def test_the_signposts_come_while_the_database_does_not(
    scene: Scene, carded: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise StorageBusy

    monkeypatch.setattr(scene.kith.database, "transaction", busy)
    await scene.goes_deaf()
    await scene.post("say", **{"from": carded.id, "chat": carded.id, "text": "/signposts"})
    raw = [each.shape() for each in scene.sandbox.world.updates.take(100, 0)]
    assert scene.kith.signposts.take(raw) == []
    await scene.kith.signposts.finish()
    assert CARD in labels(await carded.sees("Which country?", at=carded.id))
