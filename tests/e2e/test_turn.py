"""The turn: what was said to be saved is saved, once, and one failure harms nobody else (I1)."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update
from structlog.testing import capture_logs
from telegram.error import NetworkError
from telegram.ext import ExtBot

from bot.mute import Mute, SpokeInsideTurn
from handlers.step import Context
from storage.errors import StorageBusy
from storage.schema import answers, schedules
from tests.e2e.scene import Person, Scene


def pending(scene: Scene) -> list[dict[str, Any]]:
    """What Telegram would deliver now."""
    waiting = scene.sandbox.world.updates.take(100, scene.sandbox.clock.now())
    return [each.shape() for each in waiting]


async def taps_unheard(
    scene: Scene, who: Person, label: str, at: int | None = None
) -> dict[str, Any]:
    """A tap while Kith does not poll; gives the update as Telegram will deliver it."""
    await scene.goes_deaf()
    post = await who.sees("weather", at=at)
    message_id = post["message_id"]
    body = {"from": who.id, "chat": at or scene.circle, "message_id": message_id, "label": label}
    await scene.post("press", **body, wait=0)
    return pending(scene)[-1]


def answered(scene: Scene) -> list[str]:
    """What was said over buttons, in order."""
    calls = [each for each in scene.sandbox.ledger.calls if each["method"] == "answerCallbackQuery"]
    return [each["params"].get("text", "") for each in calls]


async def stored(scene: Scene) -> list[str]:
    """The words that are kept, whoever's they are."""
    async with scene.kith.database.transaction() as tx:
        return list((await tx.execute(select(answers.c.word))).scalars())


async def test_a_tap_delivered_again_changes_nothing_and_is_answered_as_things_are(
    scene: Scene, ana: Person
) -> None:
    await scene.passes(minutes=6)
    windy = await taps_unheard(scene, ana, "Windy")
    foggy = await taps_unheard(scene, ana, "Foggy")
    await scene.kith.turn.take([windy])
    await scene.kith.turn.take([foggy])
    await scene.kith.turn.take([windy])
    assert await stored(scene) == ["foggy"]
    assert ["Windy" in answered(scene)[0], "Foggy" in answered(scene)[2]] == [True, True]


@pytest.mark.fair("presses on what one person sees, by its id", "old-phones")
async def test_a_link_and_a_line_delivered_again_find_what_they_did(
    scene: Scene, dee: Person
) -> None:
    await dee.says("/checkins", ephemeral=True)
    await dee.taps("Our words")
    await scene.goes_deaf()
    screen = await dee.sees("words for the weather")
    identity = {"ephemeral_message_id": screen["ephemeral_message_id"], "label": "Windy"}
    await scene.post("press", **{"from": dee.id, "chat": scene.circle}, **identity)
    link = pending(scene)[-1]
    await scene.post("say", **{"from": dee.id, "chat": dee.id, "text": "Breezy"})
    line = pending(scene)[-1]
    for again in (link, link, line, line):
        await scene.kith.turn.take([again])
    texts = [each["text"] for each in await dee.looks(dee.id)]
    assert sum("becomes the group's word" in text for text in texts) == 2
    assert sum("Saved." in text for text in texts) == 2
    assert not any("Nobody has read" in text or "not work" in text for text in texts)


async def test_a_handler_that_fails_loses_only_its_own_update(
    scene: Scene, ana: Person, ben: Person
) -> None:
    other = await scene.group("Broken circle", [ben], [])
    await scene.passes(minutes=6)
    async with scene.kith.database.transaction() as tx:
        row = update(schedules).where(schedules.c.id == 2)
        await tx.execute(row.values(words=b"\x01 not what was sealed"))
    good = await taps_unheard(scene, ana, "Windy")
    post = await ben.sees("weather", at=other)
    body = {"from": ben.id, "chat": other, "message_id": post["message_id"]}
    await scene.post("press", **body, label="Windy", wait=0)
    bad = pending(scene)[-1]
    with capture_logs() as logs:
        await scene.kith.turn.take([bad, good])
    assert [each["event"] for each in logs].count("turn.failed") == 1
    assert await stored(scene) == ["windy"]
    assert "Nothing was saved" in answered(scene)[0]
    assert "Windy" in answered(scene)[1]


@asynccontextmanager
async def locked(folder: Path) -> AsyncIterator[None]:
    """Another process writes to the database for as long as the block runs.

    It waits for its turn without keeping Kith, in the same loop, from ending its own.
    """
    with closing(sqlite3.connect(folder / "kith.db", timeout=0)) as connection:
        while not _is_begun(connection):
            await asyncio.sleep(0)
        yield


def _is_begun(connection: sqlite3.Connection) -> bool:
    with suppress(sqlite3.OperationalError):
        connection.execute("BEGIN IMMEDIATE")
    return connection.in_transaction


async def test_while_the_storage_is_locked_nothing_is_said_to_be_saved(
    scene: Scene, ana: Person, tmp_path: Path
) -> None:
    await scene.passes(minutes=6)
    windy = await taps_unheard(scene, ana, "Windy")
    async with locked(tmp_path):
        with pytest.raises(StorageBusy):
            await scene.kith.turn.take([windy])
    assert answered(scene) == []
    assert scene.sandbox.world.updates.waiting(scene.sandbox.clock.now())
    await scene.kith.poller.poll()
    assert await stored(scene) == ["windy"]
    assert "Windy" in answered(scene)[0]


async def test_inside_a_turn_there_is_no_bot_and_no_network(scene: Scene) -> None:
    with pytest.raises(RuntimeError, match="no bot"):
        _ = Context(scene.kith.turn.application).bot
    me = scene.kith.turn.application.bot.bot
    async with ExtBot[None]("1:x", request=Mute(me), get_updates_request=Mute(me)) as bot:
        assert bot.username == "kith_bot"
        with pytest.raises(NetworkError) as refused:
            await bot.send_message(1, "hello")
        assert isinstance(refused.value.__cause__, SpokeInsideTurn)


async def test_a_button_from_another_group_works_nowhere_else(scene: Scene, ana: Person) -> None:
    other = await scene.group("Other circle", [ana], [])
    await scene.passes(minutes=6)
    there = await ana.sees("weather", at=other)
    here = await ana.sees("weather")
    await ana.presses(scene.circle, here, data=there["buttons"][0][0]["data"])
    ana.hears("does not work any more")
    assert await stored(scene) == []


@pytest.mark.parametrize("data", ["x", "checkins.answer", "A" * 22, "A" * 64, "ÄÖÜ", "-_" * 11])
async def test_forged_buttons_change_nothing(scene: Scene, ana: Person, data: str) -> None:
    await scene.passes(minutes=6)
    await ana.presses(scene.circle, await ana.sees("weather"), data=data)
    ana.hears("does not work any more")
    assert await stored(scene) == []
