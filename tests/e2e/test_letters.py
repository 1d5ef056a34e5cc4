"""Letters: posts of the outbox to one person, in their private chat."""

import pytest

from domain.delivery import Lane, Sending
from handlers import posts
from handlers.notes import Post
from handlers.posts import LetterKind
from storage import groups, outbox, people, preferences
from storage.engine import Transaction
from storage.outbox import Addressee, Wanted
from tests.e2e.scene import Person, Scene

DAY = 86_400


async def words_of(_: Transaction, object_id: int, to: Addressee, __: int) -> Post:
    """A letter that says which one it is."""
    return Post(to.chat_id, None, f"Letter {object_id}.")


@pytest.fixture(autouse=True)
def letters(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kind of letter, as a feature would add one."""
    monkeypatch.setitem(posts.LETTERS, "letter", LetterKind(words_of, Sending.MUST_ARRIVE))


async def write(scene: Scene, person: Person, number: int = 1) -> None:
    """Ask for a letter to somebody."""
    now = int(scene.sandbox.clock.now())
    async with scene.kith.database.transaction() as tx:
        known = await people.remember(tx, person.id)
        group = await groups.by_chat(tx, scene.circle)
        assert group
        await people.seen(tx, group.id, known.id, now)
        wanted = Wanted("letter", number, None, Lane.PRIVATE, now, now + DAY, known.id)
        await outbox.ask(tx, wanted)
    await scene.passes(seconds=1)


async def state(scene: Scene, person: Person, number: int = 1) -> str:
    """What the outbox says of a letter."""
    async with scene.kith.database.transaction() as tx:
        known = await people.remember(tx, person.id)
        letter = await outbox.by_object(tx, "letter", number, known.id)
    assert letter
    return letter.state


async def test_a_letter_is_seen_by_its_person_alone(scene: Scene, ana: Person, ben: Person) -> None:
    for person in (ana, ben):
        await person.whispers("/start")
    await write(scene, ana)
    await ana.sees("Letter 1.", at=ana.id)
    await ben.sees_nothing_of("Letter", at=ben.id)
    await ana.sees_nothing_of("Letter")
    assert await state(scene, ana) == "sent"


async def test_nothing_is_tried_with_who_never_pressed_start(scene: Scene, ana: Person) -> None:
    await write(scene, ana)
    assert await state(scene, ana) == "cancelled"


async def test_who_blocked_kith_unseen_is_left_alone_from_then_on(
    scene: Scene, ana: Person, ben: Person
) -> None:
    for person in (ana, ben):
        await person.whispers("/start")
    await scene.post("faults", method="sendMessage", kind="403", chat=ana.id, times=1)
    await write(scene, ana)
    assert await state(scene, ana) == "dead"
    await write(scene, ana, 2)
    assert await state(scene, ana, 2) == "cancelled"
    await ana.whispers("hello")
    await write(scene, ana, 3)
    await ana.sees("Letter 3.", at=ana.id)


async def test_letters_to_one_person_keep_a_pace_that_holds_up_nobody_else(
    scene: Scene, ana: Person, ben: Person
) -> None:
    for person in (ana, ben):
        await person.whispers("/start")
    await scene.post(
        "faults", method="sendMessage", kind="429", chat=ana.id, times=1, retry_after=30
    )
    await write(scene, ana)
    await write(scene, ben)
    await ben.sees("Letter 1.", at=ben.id)
    await ana.sees_nothing_of("Letter", at=ana.id)
    await scene.passes(seconds=31)
    await ana.sees("Letter 1.", at=ana.id)


async def prefers(scene: Scene, person: Person, **chosen: object) -> None:
    """Choose something on /me."""
    async with scene.kith.database.transaction() as tx:
        known = await people.remember(tx, person.id)
        await preferences.choose(tx, known.id, **chosen)


async def test_a_letter_waits_for_the_end_of_quiet_hours(scene: Scene, ana: Person) -> None:
    await ana.whispers("/start")
    await prefers(scene, ana, quiet_from=8 * 60, quiet_to=9 * 60, zone="Europe/London")
    await write(scene, ana)  # at 08:55
    await scene.passes(minutes=3)
    await ana.sees_nothing_of("Letter", at=ana.id)
    await scene.passes(minutes=2)
    await ana.sees("Letter 1.", at=ana.id)


async def test_who_is_away_is_sent_nothing_and_what_must_arrive_does(
    scene: Scene, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ana.whispers("/start")
    await prefers(scene, ana, away=True)
    await write(scene, ana)
    assert await state(scene, ana) == "cancelled"
    urgent = LetterKind(words_of, Sending.MUST_ARRIVE, gentle=False)
    monkeypatch.setitem(posts.LETTERS, "letter", urgent)
    await write(scene, ana, 2)
    await ana.sees("Letter 2.", at=ana.id)
