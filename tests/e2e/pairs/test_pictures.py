"""Pictures and voice in the relay: only after all of this pair said yes, and kept nowhere (P27)."""

from pathlib import Path

import pytest

from sandbox import clients
from tests.e2e.pairs.circle import Circle, named
from tests.e2e.scene import Person

MORE, BACK = "Pictures and voice too", "Text only again"
KINDS = pytest.mark.parametrize("kind", ["photo", "voice"])


@pytest.fixture
async def talking(circle: Circle, ana: Person, ben: Person) -> Circle:
    """Ana and Ben are in a pair, and both have opened the relay."""
    await circle.meet(ana, ben)
    await circle.talk(ana, ben)
    return circle


async def sends(circle: Circle, who: Person, kind: str, caption: str = "") -> None:
    """Somebody sends Kith a picture or a voice."""
    world = circle.scene.sandbox.world
    clients.show(world, world.people[who.id], kind, caption)
    await circle.scene.settled()


async def agrees(circle: Circle, who: Person) -> None:
    """A yes to more than text, and a moment in which others hear of it."""
    await who.taps(MORE, at=who.id)
    await circle.scene.passes(seconds=2)


@KINDS
async def test_one_yes_passes_nothing(talking: Circle, ana: Person, ben: Person, kind: str) -> None:
    await agrees(talking, ana)
    await ana.sees(f"once {named(ben)} said yes to that too", at=ana.id)
    await ben.sees(f"{named(ana)} would take pictures and voice here too.", at=ben.id)
    for each in (ana, ben):
        await sends(talking, each, kind, "Zwielichtmarke")
        await each.sees("Only text is passed on.", at=each.id)
    await ben.sees_nothing_of(f"From {named(ana)}", at=ben.id)
    await ana.sees_nothing_of(f"From {named(ben)}", at=ana.id)


@KINDS
async def test_with_both_yeses_it_passes_without_being_forwarded_or_kept(
    talking: Circle, ana: Person, ben: Person, tmp_path: Path, *, kind: str
) -> None:
    await agrees(talking, ana)
    await agrees(talking, ben)
    for each, other in ((ana, ben), (ben, ana)):
        await each.sees(f"You and {named(other)} have said yes to pictures", at=each.id)
    await sends(talking, ana, kind, "Zwielichtmarke")
    await ben.sees(f"{kind}: From {named(ana)}:", at=ben.id)
    await ben.sees(f"From {named(ana)}:\nZwielichtmarke", at=ben.id)
    [call] = [
        each["params"]
        for each in talking.scene.sandbox.ledger.calls
        if each["method"] == "copyMessage"
    ]
    assert (call["chat_id"], call["protect_content"]) == (ben.id, True)
    files = b"".join(each.read_bytes() for each in tmp_path.glob("kith.db*"))
    shown = talking.scene.sandbox.world.timeline(talking.scene.sandbox.world.chats[ana.id])
    picture = next(each.service[kind] for each in shown if kind in each.service)
    number = picture["file_id"] if kind == "voice" else picture[0]["file_id"]
    assert b"Zwielicht" not in files
    assert str(number).encode() not in files


async def test_a_yes_taken_back_holds_for_both(talking: Circle, ana: Person, ben: Person) -> None:
    await agrees(talking, ana)
    await agrees(talking, ben)
    await ben.taps(BACK, at=ben.id)
    await ben.sees("Text only again, for all of you.", at=ben.id)
    await sends(talking, ana, "photo")
    await ana.sees("Only text is passed on.", at=ana.id)
    await ben.sees_nothing_of(f"From {named(ana)}", at=ben.id)


async def test_a_yes_is_for_this_pair_alone(talking: Circle, ana: Person, ben: Person) -> None:
    await agrees(talking, ana)
    await agrees(talking, ben)
    await ana.taps("End this", at=ana.id)
    await talking.scene.passes(hours=25)
    await talking.meet(ana, ben)
    await talking.talk(ana, ben)
    await sends(talking, ana, "photo")
    await ben.sees_nothing_of("photo: From", at=ben.id)


async def test_other_kinds_never_pass(talking: Circle, ana: Person, ben: Person) -> None:
    await agrees(talking, ana)
    await agrees(talking, ben)
    [update] = album_of_one(talking, ana)
    await talking.scene.kith.turn.take([update])
    await ben.sees_nothing_of("Zwielichtmarke", at=ben.id)


def album_of_one(circle: Circle, who: Person) -> list[dict[str, object]]:
    """A file of another kind, as Telegram would deliver it."""
    user = {"id": who.id, "is_bot": False, "first_name": who.name}
    file = {"file_id": "a", "file_unique_id": "b", "file_name": "c.pdf"}
    chat = {"id": who.id, "type": "private", "first_name": who.name}
    message = {"message_id": 1_000, "date": circle.now, "chat": chat, "from": user}
    told = {"document": file, "caption": "Zwielichtmarke"}
    return [{"update_id": 900_000_000, "message": message | told}]


async def test_without_the_look_at_both_yeses_one_would_do(
    talking: Circle, ana: Person, ben: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.pairs.pictures._all_agreed", lambda *_: True)
    await sends(talking, ana, "photo")
    await ben.sees(f"photo: From {named(ana)}:", at=ben.id)
