"""`kith sandbox`: a stand-in for Telegram, the bot, and a ready-made group, in one process.

Belongs here: joining the sandbox with Kith, and the group a newcomer meets. May not enter:
anything that `kith run` does otherwise; the bot here talks HTTP like any other.
"""

import asyncio
import secrets
import sys
import tempfile
import webbrowser
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.app import Kith, open_kith
from domain.pairs.rules import SETTLING
from domain.schedule import WORKDAYS, Schedule, next_occurrence
from sandbox.clock import Clock
from sandbox.server import serve
from sandbox.stage import Sandbox
from storage import checkins, groups, people
from storage.pairs import standing

ZONE = "Europe/London"
BEGIN = datetime(2026, 11, 23, 8, 55, tzinfo=ZoneInfo(ZONE)).timestamp()
"""A Monday, five minutes before the group's check-in."""
AHEAD = 5 * 60
"""Seconds before the next check-in at which a kept sandbox begins again."""
NINE = 9 * 60
MEMBERS = ("Ana", "Ben", "Chi", "Dee", "Eli", "Fay")
"""Six, so that two can meet (P31); the fourth is the steward."""
WINDOW = 12 * 3600
"""Seconds for which the ready-made check-in takes answers."""


class PortTaken(Exception):
    """The page's port cannot be used; the text says why."""


@asynccontextmanager
async def _served(sandbox: Sandbox, port: int) -> AsyncIterator[str]:
    """The sandbox on its port. Raises PortTaken."""
    async with AsyncExitStack() as stack:
        try:
            address = await stack.enter_async_context(serve(sandbox, port=port))
        except OSError as failure:
            raise PortTaken(failure.strerror or "") from failure
        except OverflowError as failure:
            raise PortTaken("it is none from 0 to 65535") from failure
        yield address


async def run(*, port: int, browser: bool, empty: bool, data: Path | None) -> None:
    """Serve until cancelled. Without `data`, everything is gone afterwards. Raises PortTaken."""
    with ExitStack() as stack:
        folder = data or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kith-")))
        folder.mkdir(parents=True, exist_ok=True)
        # Update ids must differ from those of a kept database's earlier run: chance sets the first.
        sandbox = Sandbox(Clock(BEGIN, running=True), seed=secrets.randbits(32))
        async with opened(sandbox, folder, port=port) as (address, kith):
            if not empty:
                await ready_made(sandbox, kith)
                # What a kept database has left from yesterday is about messages that are gone; the
                # new sandbox counts from one again, and a late edit would hit today's post.
                await kith.catch_up()
            _announce(address, browser=browser, empty=empty)
            await kith.run()


@asynccontextmanager
async def opened(
    sandbox: Sandbox, folder: Path, *, port: int = 0
) -> AsyncIterator[tuple[str, Kith]]:
    """The sandbox on its port, and a Kith that lives through what its clock is told."""
    async with (
        _served(sandbox, port) as address,
        open_kith(
            token=sandbox.token,
            api=address,
            database_url=f"sqlite+aiosqlite:///{folder / 'kith.db'}",
            key_file=folder / "kith.key",
            clock=sandbox.clock,
            open_to_all=True,
        ) as kith,
    ):
        sandbox.clock.follow(kith.catch_up)
        async with _looking_out(sandbox.clock, kith):
            yield address, kith


@asynccontextmanager
async def _looking_out(clock: Clock, kith: Kith) -> AsyncIterator[None]:
    """The clock may ask for the next check-in; whoever asked is answered before the block ends."""
    asking = asyncio.Lock()

    async def next_checkin() -> int | None:
        async with asking, kith.database.transaction() as tx:
            return await checkins.next_due(tx)

    clock.look_out(next_checkin)
    try:
        yield
    finally:
        clock.look_out(None)
        async with asking:
            pass


async def ready_made(sandbox: Sandbox, kith: Kith) -> None:
    """The *Tuesday circle*, which has agreed to a weather check-in on weekdays at nine."""
    there = [sandbox.world.add_person(name) for name in MEMBERS]
    circle = sandbox.world.add_group("Tuesday circle", members=there, admins=[there[3]])
    next_at = await agree(kith, circle.id, int(BEGIN))
    await settle(kith, circle.id, [each.id for each in circle.people()], int(BEGIN))
    sandbox.clock.set(max(BEGIN, next_at - AHEAD))


async def agree(kith: Kith, chat_id: int, now: int) -> int:
    """Set the group up in Kith, unless a kept database has it; answers its next check-in."""
    rule = Schedule(WORKDAYS, NINE, ZONE)
    next_at = next_occurrence(rule, now).at
    async with kith.database.transaction() as tx:
        group = await groups.by_chat(tx, chat_id) or await groups.add(tx, chat_id, ZONE, "en")
        rows = await checkins.schedules_of(tx, group.id)
        if rows:
            return rows[0].next_at or next_at
        await groups.set_up(tx, group.id, zone=ZONE, country="GB", agreed_at=now)
        await checkins.add_schedule(
            tx, group.id, kind="weather", rule=rule, window=WINDOW, next_at=next_at
        )
    return next_at


async def settle(kith: Kith, chat_id: int, telegram_ids: Sequence[int], now: int) -> None:
    """Turn pairs on, and let these members be there for long enough to ask for company (P30)."""
    async with kith.database.transaction() as tx:
        group = await groups.by_chat(tx, chat_id)
        assert group is not None  # it has agreed a moment ago
        await standing.set_open(tx, group.id, now - SETTLING)
        for telegram_id in telegram_ids:
            person = await people.remember(tx, telegram_id)
            member_id = await people.seen(tx, group.id, person.id, now)
            await standing.backdate(tx, member_id, now - SETTLING)


def _announce(address: str, *, browser: bool, empty: bool) -> None:
    print(f"ready {address}", flush=True)
    if sys.stdout.isatty():
        print(f"The page shows {'nobody yet' if empty else 'Tuesday circle'}. Ctrl-C ends it.")
        if browser:
            webbrowser.open(address)
