"""Erased means gone: no byte of anybody in any file after a minute (I12); and a stolen disk tells
nobody who they are (D6).

Belongs here: many people who are erased, and whoever looks into the files afterwards. May not
enter: how an erasure is done.
"""

import base64
import hashlib
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from storage import connect, people, toolbox
from storage.engine import Database
from storage.schema import people as people_table
from storage.schema import toolbox as toolbox_table
from storage.vault import Vault
from tests.e2e.scene import Person, Scene, opened
from tests.logged import gathered
from tests.torture.results import Results

SECONDS = 60
LEAST = 24
"""Bytes of a sealed value that are looked for: no chance makes so many alike."""


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A temporary directory of this test's own."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


async def settle_in(scene: Scene, count: int) -> list[Person]:
    """So many people, each with words of their own in the toolbox, a tap and a screen."""
    there = [await scene.person(f"Marked{number}") for number in range(count)]
    scene.circle = await scene.group("Circle", there, [])
    await scene.passes(minutes=6)
    for number, person in enumerate(there):
        await person.taps("Windy")
        await person.whispers("/me")
        for label in ("Toolbox", "Yes, keep it", "When it is hard", "Write"):
            await person.taps(label, at=person.id)
        await person.whispers(f"Zwielichtmarke {number}")
    return there


async def sealed(scene: Scene) -> set[bytes]:
    """What is stored of people, as it rests: each is a mark that nobody else has."""
    query = select(people_table.c.sealed_id), select(toolbox_table.c.words)
    async with scene.kith.database.transaction() as tx:
        return {row[0] for each in query for row in await tx.execute(each)}


async def erase(scene: Scene, there: list[Person]) -> None:
    """All of them, and a minute."""
    for person in there:
        await person.whispers("/me")
        for label in ("My data", "Erase me", "Erase me now"):
            await person.taps(label, at=person.id)
    for _ in range(6):
        await scene.passes(seconds=SECONDS / 6)


def bytes_in(folder: Path) -> bytes:
    """Every file of the folder, the key left out."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return b"\n".join(path.read_bytes() for path in files if path.name != "kith.key")


def plain(person: Person, words: str) -> Iterator[bytes]:
    """The forms in which somebody could stand in a file unsealed."""
    yield from (
        text.encode(form) for text in (person.name, words) for form in ("utf-8", "utf-16-le")
    )
    yield str(person.id).encode()
    yield from (person.id.to_bytes(5, order) for order in ("big", "little"))


def marks_in(found: bytes, marks: set[bytes], there: list[Person]) -> int:
    """How many marks can still be read."""
    rest = [mark for mark in marks if mark[:LEAST] in found or mark[-LEAST:] in found]
    for number, person in enumerate(there):
        rest += [form for form in plain(person, f"Zwielichtmarke {number}") if form in found]
    return len(rest)


async def left_after_a_minute(folder: Path, count: int) -> tuple[int, int]:
    """How many marks there were, and how many are left in files and in the logs."""
    with gathered() as logs:
        async with opened(folder) as scene:
            there = await settle_in(scene, count)
            marks = await sealed(scene)
            assert marks_in(bytes_in(folder), marks, []) == len(marks) == 2 * count
            await erase(scene, there)
            found = bytes_in(folder) + "\n".join(logs.lines).encode()
            return len(marks), marks_in(found, marks, there)


async def test_nothing_of_the_erased_is_left_in_any_file(
    tmp_path: Path, dose: Callable[[int, int], int], results: Results
) -> None:
    count = dose(20, 500)
    marks, left = await left_after_a_minute(tmp_path, count)
    assert left == 0
    results.say("I12", f"{count} people erased, {marks} marks", f"{left} found after {SECONDS} s")


async def test_without_the_checkpoint_the_log_tells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The switch: a checkpoint that is not made, and believed."""

    async def believed(_: Database) -> bool:
        return True

    monkeypatch.setattr(Database, "checkpoint", believed)
    _, left = await left_after_a_minute(tmp_path, 2)
    assert left > 0


async def test_without_secure_delete_the_file_tells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The switch: pages that are freed and not overwritten."""
    monkeypatch.setitem(connect._PRAGMAS, "secure_delete", "OFF")
    _, left = await left_after_a_minute(tmp_path, 2)
    assert left > 0


# A stolen disk


def guesses(telegram_id: int) -> Iterator[bytes]:
    """What somebody without the key would look for, for each id of a dictionary."""
    for packed in (str(telegram_id).encode(), telegram_id.to_bytes(8, "big", signed=True)):
        yield packed[-5:] if len(packed) == 8 else packed
        for name in ("md5", "sha1", "sha256", "sha512", "blake2b"):
            digest = hashlib.new(name, packed).digest()
            yield from (digest[:20], digest.hex()[:40].encode(), base64.b64encode(digest)[:24])
        # A key that somebody would try: none, and one of nothing.
        for key in (b"", bytes(32)):
            yield hashlib.blake2b(packed, key=key, digest_size=32).digest()
            yield Vault(bytes(32)).lookup(telegram_id)


async def stolen(folder: Path) -> tuple[bytes, list[Person]]:
    """The files and logs of a Kith with five people, without its key."""
    with gathered() as logs:
        async with opened(folder) as scene:
            there = await settle_in(scene, 5)
            async with scene.kith.database.transaction() as tx:
                person = await people.find(tx, there[0].id)
                assert person
                assert await toolbox.lines(tx, person.id)
            return bytes_in(folder) + "\n".join(logs.lines).encode(), there


def recovered(found: bytes, there: list[Person]) -> set[int]:
    """The ids of a dictionary that the files confirm; all of these people are in it."""
    first = min(person.id for person in there)
    dictionary = range(first - 500, first + 500)
    assert {person.id for person in there} <= set(dictionary)
    return {each for each in dictionary if any(guess in found for guess in guesses(each))}


async def test_a_stolen_disk_tells_nobody(tmp_path: Path, results: Results) -> None:
    found, there = await stolen(tmp_path)
    assert recovered(found, there) == set()
    readable = [
        form
        for number, person in enumerate(there)
        for form in plain(person, f"Zwielichtmarke {number}")
        if form in found
    ]
    assert readable == []
    results.say("D6", "1,000 ids, 5 of them there", "0 ids, 0 names, 0 words recovered")


async def test_a_hash_without_a_key_would_tell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The switch: a look-up that anybody can compute is a list of names."""

    def keyless(_: Vault, telegram_id: int) -> bytes:
        return hashlib.sha256(str(telegram_id).encode()).digest()

    monkeypatch.setattr(Vault, "lookup", keyless)
    found, there = await stolen(tmp_path)
    assert recovered(found, there) == {person.id for person in there}
