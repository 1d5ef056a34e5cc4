"""Asking leaves no trace, and nothing is scanned (S14, S21, D7)."""

import asyncio
import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import structlog

from bot.operate import numbers
from bot.operate.logs import set_up
from sandbox import clients
from sandbox.clients import Words
from tests.e2e.scene import Person, Scene
from tests.e2e.test_turn import stored

LINES = (
    "I want to die", "hello", "I took pills", "/start me", "suicide", "no one would notice", "!!",
    "нічого", "<b>help</b>", "call 116 123", "x" * 4096, "signposts", "crisis now", "🙂",
)  # fmt: skip


@pytest.fixture
def logged() -> Iterator[None]:
    """Logs at DEBUG and numbers, as a host could set them."""
    set_up("DEBUG", numbers.count)
    yield
    structlog.reset_defaults()


async def contents(folder: Path) -> str:
    """A hash over the database and its log; the file beside them only holds locks."""
    with closing(sqlite3.connect(folder / "kith.db", timeout=0)) as connection:
        while connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
            await asyncio.sleep(0)  # somebody was reading, and goes on only when this lets them
    parts = [part for part in (folder / "kith.db", folder / "kith.db-wal") if part.exists()]
    return hashlib.sha256(b"".join(part.read_bytes() for part in parts)).hexdigest()


async def ask(scene: Scene, people: list[Person], count: int) -> None:
    """So many requests, in private and in the group, typed and tapped."""
    world = scene.sandbox.world
    post = next(each for each in world.timeline(world.group(scene.circle)) if each.markup)
    for number in range(count):
        person = world.people[people[number % len(people)].id]
        match number % 3:
            case 0:
                clients.say(world, person, world.chats[person.id], Words("/signposts"))
            case 1:
                group = world.group(scene.circle)
                clients.say(world, person, group, Words("/crisis", ephemeral=True))
            case _:
                data = clients.find_button(post, "Signposts")["callback_data"]
                clients.tap(world, person, post, data)
        if number % 10 == 9:
            await scene.settled()
    await scene.settled()


async def test_a_thousand_requests_leave_the_database_and_the_log_as_they_were(  # noqa: PLR0917 - by name
    logged: None,
    scene: Scene,
    ana: Person,
    ben: Person,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    await scene.passes(minutes=6)
    await ana.whispers("/start")
    await ben.whispers("/start")
    before = await contents(tmp_path), numbers.text()
    capfd.readouterr()
    await ask(scene, [ana, ben], 1_000)
    logs = capfd.readouterr().err
    assert (await contents(tmp_path), numbers.text()) == before
    told = [str(ana.id), str(ben.id), str(scene.circle), "Ana", "Samaritans", "116 123", "crisis"]
    assert [each for each in told if each in logs] == []


async def test_one_row_more_would_be_seen(scene: Scene, ana: Person, tmp_path: Path) -> None:
    before = await contents(tmp_path)
    await ana.whispers("/start")
    assert await contents(tmp_path) != before


async def test_no_message_changes_anything_that_kith_keeps_or_does(
    scene: Scene, ana: Person, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Ten thousand with `--torture`, of all kinds.

    The ids of updates aside, which are kept for two days so that none takes effect twice.
    """
    count = 10_000 if request.config.getoption("--torture") else 1_000
    world = scene.sandbox.world
    scene.sandbox.world.group(scene.circle).bot_status = "administrator"  # it is handed everything
    await ana.whispers("hello")
    honest = len(scene.sandbox.ledger.delivered)
    before = kept(tmp_path)
    person, group = world.people[ana.id], world.group(scene.circle)
    for number in range(count):
        words = Words(f"{LINES[number % len(LINES)]}"[:4096])
        if number % 100:
            clients.say(world, person, group, words)
        else:
            clients.say(world, person, world.chats[ana.id], words)
        if number % 20 == 19:
            await scene.settled()
    await scene.settled()
    assert kept(tmp_path) == before
    answers = [each["text"] for each in scene.sandbox.ledger.delivered[honest:]]
    assert len(answers) == count // 100
    assert {each[:15] for each in answers} <= {"I am a program.", "This button doe"}
    assert await stored(scene) == []


def kept(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but that of the ids of updates."""
    with closing(sqlite3.connect(folder / "kith.db")) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        tables = {name for (name,) in names} - {"updates", "sqlite_sequence"}
        return {each: connection.execute(f"SELECT * FROM {each}").fetchall() for each in tables}
