"""Two replicas on PostgreSQL: what one writes and cannot send, the other sends (O11)."""

import asyncio
from pathlib import Path

import pytest

from tests.e2e.scene import PATIENCE, opened


async def test_a_post_of_one_without_pace_left_is_sent_by_the_other_at_once(
    tmp_path: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # So only the bell can wake it: without one it would look again in an hour.
    monkeypatch.setattr("bot.delivery.outbox.IDLE", 3600.0)
    async with (
        opened(tmp_path, database_url=postgres_url) as one,
        opened(tmp_path, database_url=postgres_url, sandbox=one.sandbox) as other,
    ):
        await one.goes_deaf()
        await other.goes_deaf()
        ana = await one.person("Ana")
        one.circle = await one.group("Circle", [ana], [])
        one.sandbox.clock.unfollow(one.kith.catch_up)
        one.sandbox.clock.unfollow(other.kith.catch_up)
        hearing = asyncio.create_task(other.kith.bell.run())
        sending = asyncio.create_task(other.kith.outbox.run())
        await one.passes(minutes=6)
        one.kith.pace.park_all(3600)
        await one.kith.tick.run()
        assert await one.kith.outbox.deliver_due() is not None
        async with asyncio.timeout(PATIENCE * 4):
            while not one.sandbox.ledger.delivered:
                await asyncio.sleep(0)
        other.kith.stopping.set()
        other.kith.outbox.stop()
        await asyncio.gather(hearing, sending)
        [post] = one.sandbox.ledger.delivered
        assert post["chat"] == one.circle
        one.sandbox.clock.follow(one.kith.catch_up)
        one.sandbox.clock.follow(other.kith.catch_up)
