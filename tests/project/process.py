"""Kith as people start it: the console script, as a process of its own, outside the checkout.

Belongs here: starting it and reading its first line. May not enter: Kith's own parts.
"""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests import payloads

KITH = Path(sys.executable).with_name("kith")
READY = 20.0
"""Real seconds for the line `ready`."""
STOPPED = 10.0
"""Real seconds for ending after SIGTERM (I16)."""


@dataclass(frozen=True)
class Sandbox:
    """A running `kith sandbox`: its process, and a client of its address."""

    process: Process
    client: httpx.AsyncClient

    async def stopped(self) -> int:
        """Send SIGTERM; the exit code."""
        self.process.terminate()
        async with asyncio.timeout(STOPPED):
            return await self.process.wait()


async def started(folder: Path, *arguments: str, errors: int | None, **env: str) -> Process:
    """`kith` with these arguments, at work in `folder`."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("KITH_")}
    return await asyncio.create_subprocess_exec(
        KITH, *arguments, cwd=folder, env=clean | env, stdout=PIPE, stderr=errors
    )


async def finished(folder: Path, *arguments: str, **env: str) -> tuple[int, str]:
    """Run `kith` to its end: the exit code, and all that it printed."""
    process = await started(folder, *arguments, errors=STDOUT, **env)
    try:
        async with asyncio.timeout(READY):
            told, _ = await process.communicate()
    finally:
        await _gone(process)
    assert process.returncode is not None
    return process.returncode, told.decode()


@asynccontextmanager
async def sandbox(folder: Path, *options: str, **env: str) -> AsyncIterator[Sandbox]:
    """`kith sandbox` on a free port, ready."""
    arguments = ("sandbox", "--port", "0", "--no-browser", *options)
    process = await started(folder, *arguments, errors=None, **env)
    try:
        assert process.stdout is not None
        async with asyncio.timeout(READY):
            line = (await process.stdout.readline()).decode()
        assert line.startswith("ready http://127.0.0.1:"), line
        address = line.removeprefix("ready ").strip()
        async with httpx.AsyncClient(base_url=address) as client:
            yield Sandbox(process, client)
            if process.returncode is None:
                payloads.check((await client.get("/sandbox/ledger")).json()["calls"])
    finally:
        await _gone(process)


async def _gone(process: Process) -> None:
    if process.returncode is None:
        process.kill()
    await process.communicate()
