"""Real connections to the sandbox: what arrives, and what each failure is called."""

import asyncio
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import RequestData

from bot.client import Client, open_bot
from bot.connections import Connections
from bot.delivery.faults import fault_of, never_left
from domain.delivery import Fault as Meaning
from sandbox.clock import Clock
from sandbox.faults import Fault
from sandbox.population import Person
from sandbox.server import serve
from sandbox.stage import Sandbox


@dataclass
class Line:
    """A client on a socket, somebody it can write to, and the dates it heard."""

    sandbox: Sandbox
    address: str
    bot: Client
    ana: Person
    dates: list[str | None] = field(default_factory=list)


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    """A client that reaches the sandbox over a socket."""
    sandbox = Sandbox(Clock(time.time(), running=True))
    ana = sandbox.world.add_person("Ana")
    ana.started = True
    dates: list[str | None] = []
    async with serve(sandbox) as address, open_bot(sandbox.token, address, dates.append) as bot:
        yield Line(sandbox, address, bot, ana, dates)


async def test_a_call_arrives_and_the_date_is_heard(line: Line) -> None:
    line.dates.clear()
    sent = await line.bot.send_message(line.ana.id, "Hello & welcome – ☕")
    assert sent.text == "Hello & welcome – ☕"
    assert [date is not None for date in line.dates] == [True]


async def test_a_file_arrives(line: Line) -> None:
    sent = await line.bot.send_document(line.ana.id, b"{}", filename="agreement.json")
    assert sent.document is not None
    assert sent.document.file_name == "agreement.json"


async def test_where_nobody_listens_nothing_was_sent(line: Line) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    async with Connections(lambda _: None, 1) as connections:
        with pytest.raises(NetworkError) as failed:
            await connections.post(f"http://127.0.0.1:{port}/bot{line.sandbox.token}/getMe")
    assert fault_of(failed.value) is Meaning.NOT_SENT
    assert never_left(failed.value)
    assert line.sandbox.token not in str(failed.value)


@pytest.mark.parametrize(
    ("kind", "failure"), [("reset", NetworkError), ("hang", TimedOut), ("half_open", TimedOut)]
)
async def test_after_silence_nobody_knows(
    line: Line, kind: str, failure: type[TelegramError]
) -> None:
    line.sandbox.faults.plan(Fault(method="sendMessage", kind=kind))
    with pytest.raises(failure) as failed:
        await line.bot.send_message(line.ana.id, "Hello", read_timeout=0.2)
    assert fault_of(failed.value) is Meaning.UNKNOWN
    assert not never_left(failed.value)
    assert line.sandbox.token not in str(failed.value)


async def test_what_is_closed_says_so_and_opens_again(line: Line) -> None:
    connections = Connections(lambda _: None, 1)
    url = f"{line.address}/bot{line.sandbox.token}/getMe"
    with pytest.raises(TelegramError):
        await connections.post(url, RequestData())
    for _ in range(2):
        async with connections:
            assert await connections.post(url, RequestData())


async def test_polling_can_be_dialled_anew_while_other_calls_go_on(line: Line) -> None:
    await line.bot.redial()
    assert await line.bot.get_updates() == ()


@asynccontextmanager
async def proxy() -> AsyncIterator[tuple[str, list[str]]]:
    """A way out that notes what it is asked for, and answers by itself; its address, the notes."""
    asked: list[str] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        asked.append(head.decode().splitlines()[0])
        body = b'{"ok": true, "result": true}'
        writer.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n")
        writer.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", asked


@pytest.mark.parametrize("variable", ["http_proxy", "all_proxy"])
async def test_the_way_out_that_the_environment_names_is_taken(
    monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    async with proxy() as (address, asked):
        monkeypatch.setenv(variable, address)
        async with Connections(lambda _: None, 1) as connections:
            assert await connections.post("http://telegram.example/bot1:x/getMe")
    assert asked == ["POST http://telegram.example/bot1:x/getMe HTTP/1.1"]


async def test_no_way_out_is_taken_to_a_host_that_is_excepted(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with proxy() as (address, asked):
        monkeypatch.setenv("http_proxy", address)
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        async with Connections(lambda _: None, 1) as connections:
            assert await connections.post(f"{line.address}/bot{line.sandbox.token}/getMe")
    assert asked == []
