"""Being erased: at once or after a day to think, with a receipt, and without a trace (D4)."""

from pathlib import Path

import pytest

from domain.delivery import Lane, Sending
from handlers import posts
from handlers.notes import Post
from handlers.posts import LetterKind
from storage import outbox, people
from storage.engine import Database, Transaction
from storage.outbox import Addressee, Wanted
from tests.e2e.scene import Person, Scene
from tests.e2e.test_me import WORDS, section

RECEIPT = "You are erased, and this is my last message"


@pytest.fixture
async def me(scene: Scene, ana: Person) -> Person:
    """Ana, with something in every corner: an answer, settings, a toolbox, a card that stands."""
    await scene.passes(minutes=6)
    await ana.taps("Windy")
    await ana.whispers("/me")
    await section(ana, "Toolbox", "Yes, keep it", "When it is hard", "Write")
    await ana.whispers(WORDS)
    await section(ana, "When it is hard", "Put it on my card")
    await ana.whispers("/me")
    await section(ana, "My card", "Show it in \u2068Tuesday circle\u2069", "12 h")
    await scene.passes(seconds=2)
    return ana


async def known(scene: Scene, person: Person) -> bool:
    """Whether Kith knows them."""
    async with scene.kith.database.transaction() as tx:
        return await people.find(tx, person.id) is not None


async def erased_now(person: Person) -> None:
    """Tap through to it."""
    await person.whispers("/me")
    await section(person, "My data", "Erase me", "Erase me now")


async def test_within_a_minute_nothing_is_left_but_the_receipt(
    scene: Scene, me: Person, ben: Person
) -> None:
    await ben.sees(WORDS)
    await erased_now(me)
    assert not await known(scene, me)
    for _ in range(10):
        await scene.passes(seconds=6)
    receipt = await me.sees(RECEIPT, at=me.id)
    assert "traces" not in receipt["text"]
    await ben.sees_nothing_of(WORDS)
    from_kith = [each["text"] for each in await me.looks(me.id) if each["from"] != me.id]
    assert from_kith == [receipt["text"]]
    await scene.passes(hours=1)
    async with scene.kith.database.transaction() as tx:
        assert await outbox.waiting(tx, int(scene.sandbox.clock.now()) + 10**6, 99) == []
    await me.whispers("/me")
    shown = await me.sees("Yours, and seen by you alone", at=me.id)
    assert "I have not seen you in one yet" in shown["text"]


async def test_a_day_to_think_ends_in_staying_or_in_going(
    scene: Scene, me: Person, ben: Person
) -> None:
    await me.whispers("/me")
    await section(me, "My data", "Erase me", "Erase me in a day")
    await me.sees("You asked to be erased. It happens on", at=me.id)
    await section(me, "I stay")
    await scene.passes(hours=25)
    assert await known(scene, me)
    await me.whispers("/me")
    await section(me, "My data", "Erase me", "Erase me in a day")
    await scene.passes(hours=23)
    assert await known(scene, me)
    await scene.passes(hours=1, minutes=1)
    assert not await known(scene, me)
    await me.sees(RECEIPT, at=me.id)


async def test_the_receipt_comes_again_after_a_doubt_and_not_to_who_blocked(
    scene: Scene, me: Person
) -> None:
    await scene.post("faults", method="sendMessage", kind="502", chat=me.id, times=1)
    await me.whispers("/me")  # lost, and said again below
    await erased_now(me)
    await scene.passes(seconds=30)
    await me.sees(RECEIPT, at=me.id)


async def test_a_reader_in_the_way_is_said_in_the_receipt(
    scene: Scene, me: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The switch: a checkpoint that is believed without looking at its row says nothing of it."""

    async def in_the_way(_: Database) -> bool:
        return False

    monkeypatch.setattr(Database, "checkpoint", in_the_way)
    await erased_now(me)
    await scene.passes(seconds=50)
    await me.sees_nothing_of(RECEIPT, at=me.id)
    await scene.passes(seconds=20)
    receipt = await me.sees(RECEIPT, at=me.id)
    assert "may still hold traces" in receipt["text"]


async def test_what_a_feature_prepares_still_knows_the_person(
    scene: Scene, me: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    async def prepare(tx: Transaction, person_id: int, _: int) -> None:
        person = await people.get(tx, person_id)
        assert person
        asked.append(person.telegram_id)

    monkeypatch.setattr("handlers.me.data.BEFORE_ERASING", (prepare,))
    await erased_now(me)
    assert asked == [me.id]


async def test_copies_from_before_a_migration_go_too(
    scene: Scene, me: Person, tmp_path: Path
) -> None:
    copy = tmp_path / "kith.db.before-0002"
    copy.write_bytes(b"an old one")
    await erased_now(me)
    await scene.passes(seconds=2)
    assert not copy.exists()


async def test_letters_of_the_last_two_days_are_taken_away(
    scene: Scene, me: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def words_of(_: Transaction, number: int, to: Addressee, __: int) -> Post:
        return Post(to.chat_id, None, f"Letter {number}.")

    monkeypatch.setitem(posts.LETTERS, "letter", LetterKind(words_of, Sending.MUST_ARRIVE))
    for number in (1, 2):
        now = int(scene.sandbox.clock.now())
        async with scene.kith.database.transaction() as tx:
            person = await people.remember(tx, me.id)
            wanted = Wanted("letter", number, None, Lane.PRIVATE, now, now + 60, person.id)
            await outbox.ask(tx, wanted)
        await scene.passes(seconds=1)
        await scene.passes(hours=47 if number == 1 else 2)
    await me.sees("Letter 1.", at=me.id)
    await erased_now(me)
    for _ in range(10):
        await scene.passes(seconds=6)
    await me.sees("Letter 1.", at=me.id)
    await me.sees_nothing_of("Letter 2.", at=me.id)
