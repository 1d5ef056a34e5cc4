"""A sandbox with Ana and her group, driven through its control interface.

Belongs here: who is there at the beginning of a test. May not enter: what happens then.
"""

from collections.abc import AsyncIterator

import httpx
import pytest

from sandbox.clock import Clock
from sandbox.server import application
from sandbox.stage import Sandbox
from tests.unit.control import Control


@pytest.fixture
async def control() -> AsyncIterator[Control]:
    sandbox = Sandbox(Clock(1_800_000_000))
    transport = httpx.ASGITransport(application(sandbox))
    async with httpx.AsyncClient(transport=transport, base_url="http://sandbox") as http:
        yield Control(sandbox, http)


@pytest.fixture
async def ana(control: Control) -> int:
    person: int = (await control.post("/sandbox/people", name="Ana"))["id"]
    return person


@pytest.fixture
async def circle(control: Control, ana: int) -> int:
    group = await control.post("/sandbox/groups", title="Circle", members=[ana], admins=[])
    chat: int = group["id"]
    return chat
