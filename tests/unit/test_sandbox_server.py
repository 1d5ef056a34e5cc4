"""The sandbox over HTTP: a real client in process, and a real socket."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import timedelta

import httpx
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter
from telegram.request import HTTPXRequest

from sandbox.clients import tap
from sandbox.clock import Clock
from sandbox.faults import Fault
from sandbox.messages import Message
from sandbox.server import application, serve
from sandbox.stage import Sandbox


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox(Clock(1_800_000_000))


def request(sandbox: Sandbox) -> HTTPXRequest:
    transport = httpx.ASGITransport(application(sandbox))
    return HTTPXRequest(httpx_kwargs={"transport": transport})


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[Bot]:
    requests = request(sandbox), request(sandbox)
    bot = Bot(
        sandbox.token,
        base_url="http://sandbox/bot",
        request=requests[0],
        get_updates_request=requests[1],
    )
    async with bot:
        yield bot


@pytest.fixture
async def http(sandbox: Sandbox) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(application(sandbox))
    async with httpx.AsyncClient(transport=transport, base_url="http://sandbox") as client:
        yield client


@pytest.fixture
async def socketed(sandbox: Sandbox) -> AsyncIterator[httpx.AsyncClient]:
    async with serve(sandbox) as address, httpx.AsyncClient(base_url=address) as client:
        yield client


def circle(sandbox: Sandbox) -> int:
    return sandbox.world.add_group("Circle", members=[sandbox.world.add_person("Ana")]).id


def path(sandbox: Sandbox, method: str) -> str:
    return f"/bot{sandbox.token}/{method}"


async def test_ptb_speaks_with_it(sandbox: Sandbox, bot: Bot) -> None:
    chat = circle(sandbox)
    assert (await bot.get_me()).username == "kith_bot"
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("A", callback_data="a")]])
    sent = await bot.send_message(chat, "How is it? 🌧", reply_markup=markup)
    assert (sent.text, sent.reply_markup) == ("How is it? 🌧", markup)
    ana, post = sandbox.world.people.popitem()[1], sandbox.world.timeline
    message = post(sandbox.world.chats[chat]).find((0, sent.message_id))
    assert message is not None
    tap(sandbox.world, ana, message, "a")
    (update,) = await bot.get_updates(timeout=0)
    assert update.callback_query is not None
    assert update.callback_query.message is not None
    assert update.callback_query.message.message_id == sent.message_id
    assert await update.callback_query.answer("noted")
    assert await bot.get_updates(offset=update.update_id + 1, timeout=0) == ()
    assert sandbox.ledger.confirmed == [update.update_id]


async def test_ptb_raises_what_telegram_would_make_it_raise(
    sandbox: Sandbox, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # without it PTB warns of a change to come
    chat = circle(sandbox)
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(5, "hi")
    with pytest.raises(Forbidden, match="bot can't initiate"):
        await bot.send_message(next(iter(sandbox.world.people)), "hi")
    sandbox.faults.plan(Fault("sendMessage", "429", retry_after=7))
    with pytest.raises(RetryAfter) as flooded:
        await bot.send_message(chat, "hi")
    assert flooded.value.retry_after == timedelta(seconds=7)
    with pytest.raises(BadRequest, match="Unknown parameter"):
        await bot.send_message(chat, "hi", api_kwargs={"nonsense": 1})
    with pytest.raises(InvalidToken):
        await Bot("5:wrong", base_url="http://sandbox/bot", request=request(sandbox)).get_me()


async def test_a_reset_in_process_is_a_connection_error(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.faults.plan(Fault("getMe", "reset"))
    with pytest.raises(NetworkError) as caught:
        await bot.get_me()
    assert isinstance(caught.value.__cause__, ConnectionResetError)


async def test_a_hang_in_process_lasts_until_it_is_cancelled(sandbox: Sandbox, bot: Bot) -> None:
    chat = circle(sandbox)
    sandbox.faults.plan(Fault("sendMessage", "hang_after"))
    sending = asyncio.create_task(bot.send_message(chat, "hi"))
    await asyncio.wait({sending}, timeout=0.2)
    assert len(sandbox.ledger.delivered) == 1
    assert not sending.done()
    sending.cancel()
    with pytest.raises(asyncio.CancelledError):
        await sending


async def test_parameters_come_in_all_forms(sandbox: Sandbox, http: httpx.AsyncClient) -> None:
    address, chat = path(sandbox, "sendmessage"), circle(sandbox)
    form = {"chat_id": str(chat), "text": "ä & ö", "disable_notification": "true"}
    whole = {name: (None, value) for name, value in form.items()}
    answers = [
        await http.get(address, params=form),
        await http.post(address, data=form),
        await http.post(address, files=whole),
        await http.post(address, json={"chat_id": chat, "text": "ä & ö"}),
        await http.post(f"{address}?chat_id={chat}", data={"text": "ä & ö"}),
    ]
    assert [each.json()["result"]["text"] for each in answers] == ["ä & ö"] * 5
    assert [each["method"] for each in sandbox.ledger.calls] == ["sendMessage"] * 5


async def test_what_cannot_be_read_is_refused_and_recorded(
    sandbox: Sandbox, http: httpx.AsyncClient
) -> None:
    address = path(sandbox, "sendMessage")
    broken = await http.post(address, content=b"{", headers={"content-type": "application/json"})
    assert broken.json()["description"] == "Bad Request: the body must be a JSON object"
    upload = await http.post(address, files={"photo": ("a.png", b"x")})
    assert upload.json()["description"] == "Not built in the sandbox: files, as photo"
    assert (broken.status_code, upload.status_code) == (400, 501)
    assert [each["answer"]["error_code"] for each in sandbox.ledger.calls] == [400, 501]


async def test_wrong_tokens_and_methods(sandbox: Sandbox, http: httpx.AsyncClient) -> None:
    wrong = await http.get("/bot5:wrong/getMe")
    assert wrong.status_code == 401
    assert wrong.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}
    unknown = await http.get(path(sandbox, "getNonsense"))
    assert unknown.json() == {"ok": False, "error_code": 404, "description": "Not Found"}


async def test_every_answer_carries_the_virtual_date(
    sandbox: Sandbox, http: httpx.AsyncClient
) -> None:
    for address in (path(sandbox, "getMe"), "/sandbox", "/", "/nowhere"):
        assert (await http.get(address)).headers["date"] == "Fri, 15 Jan 2027 08:00:00 GMT"
    sandbox.clock.advance(60)
    assert (await http.get("/")).headers["date"] == "Fri, 15 Jan 2027 08:01:00 GMT"


async def test_the_page_needs_nothing_from_elsewhere(http: httpx.AsyncClient) -> None:
    for address, kind in (("/", "html"), ("/page.js", "javascript"), ("/page.css", "css")):
        answer = await http.get(address)
        assert kind in answer.headers["content-type"]
        assert "http://" not in answer.text
        assert "https://" not in answer.text


async def test_a_socket_answers_with_one_date(
    sandbox: Sandbox, socketed: httpx.AsyncClient
) -> None:
    answer = await socketed.get(path(sandbox, "getMe"))
    assert answer.json()["ok"]
    assert answer.headers.get_list("date") == ["Fri, 15 Jan 2027 08:00:00 GMT"]


@pytest.mark.parametrize(("kind", "posted"), [("reset", 0), ("reset_after", 1)])
async def test_a_reset_drops_the_connection(
    sandbox: Sandbox, socketed: httpx.AsyncClient, kind: str, posted: int
) -> None:
    sandbox.faults.plan(Fault("sendMessage", kind))
    form = {"chat_id": str(circle(sandbox)), "text": "hi"}
    with pytest.raises((httpx.ReadError, httpx.RemoteProtocolError)):
        await socketed.post(path(sandbox, "sendMessage"), data=form)
    assert len(sandbox.ledger.delivered) == posted
    assert (await socketed.post(path(sandbox, "sendMessage"), data=form)).json()["ok"]


@pytest.mark.parametrize(("kind", "posted"), [("hang", 0), ("hang_after", 1), ("half_open", 0)])
async def test_a_silence_lasts_until_the_client_gives_up(
    sandbox: Sandbox, socketed: httpx.AsyncClient, kind: str, posted: int
) -> None:
    sandbox.faults.plan(Fault("sendMessage", kind))
    form = {"chat_id": str(circle(sandbox)), "text": "hi"}
    with pytest.raises(httpx.ReadTimeout):
        await socketed.post(path(sandbox, "sendMessage"), data=form, timeout=0.2)
    assert len(sandbox.ledger.delivered) == posted
    assert (await socketed.post(path(sandbox, "sendMessage"), data=form)).json()["ok"]


@pytest.mark.parametrize("method", ["getUpdates", "sendMessage"])
@pytest.mark.parametrize(("kind", "sees_the_end"), [("hang", True), ("half_open", False)])
async def test_a_half_open_connection_does_not_even_see_the_end(
    sandbox: Sandbox, method: str, kind: str, sees_the_end: bool
) -> None:
    sandbox.faults.plan(Fault(method, kind))
    query = f"chat_id={circle(sandbox)}&text=hi" if method == "sendMessage" else "timeout=30"
    async with serve(sandbox) as address:
        reader, writer = await asyncio.open_connection("127.0.0.1", int(address.split(":")[-1]))
        writer.write(f"GET {path(sandbox, method)}?{query} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        await _struck(sandbox)
        writer.write_eof()
        answer = asyncio.create_task(reader.read())
        await asyncio.wait({answer}, timeout=0.3)
        assert answer.done() == sees_the_end
    # When the sandbox ends, the connection does, without a word in all its life.
    with suppress(ConnectionResetError):
        assert await answer == b""
    writer.close()


async def _struck(sandbox: Sandbox) -> None:
    async with asyncio.timeout(5):
        while not sandbox.ledger.calls:
            await asyncio.sleep(0.01)


async def test_a_silent_poll_takes_no_updates(
    sandbox: Sandbox, socketed: httpx.AsyncClient
) -> None:
    person = sandbox.world.add_person("Ana")
    post = sandbox.world.post(Message(sandbox.world.chats[person.id], sandbox.world.bot, 0, "hi"))
    made = tap(sandbox.world, person, post, "a").update_id
    assert made is not None
    sandbox.faults.plan(Fault("getUpdates", "half_open"))
    with pytest.raises(httpx.ReadTimeout):
        await socketed.get(f"{path(sandbox, 'getUpdates')}?offset={made + 1}", timeout=0.2)
    answer = await socketed.get(path(sandbox, "getUpdates"))
    assert [each["update_id"] for each in answer.json()["result"]] == [made]


async def test_a_poll_ends_with_its_client(sandbox: Sandbox, socketed: httpx.AsyncClient) -> None:
    address = path(sandbox, "getUpdates")
    with pytest.raises(httpx.ReadTimeout):
        await socketed.get(address, params={"timeout": 30}, timeout=0.2)
    person = sandbox.world.add_person("Ana")
    post = sandbox.world.post(Message(sandbox.world.chats[person.id], sandbox.world.bot, 0, "hi"))
    made = tap(sandbox.world, person, post, "a")
    answer = await socketed.get(address, params={"timeout": 30})
    assert [each["update_id"] for each in answer.json()["result"]] == [made.update_id]


async def test_leaving_does_not_wait_for_polls_or_hangs(sandbox: Sandbox) -> None:
    sandbox.faults.plan(Fault("getMe", "hang"))
    async with httpx.AsyncClient() as client:
        async with serve(sandbox) as address:
            calls = ("getUpdates?timeout=30", "getMe")
            addresses = [address + path(sandbox, each) for each in calls]
            waiting = [asyncio.create_task(client.get(each, timeout=60)) for each in addresses]
            await asyncio.wait(waiting, timeout=0.2)
            assert [each["method"] for each in sandbox.ledger.calls] == ["getMe"]
        ended = await asyncio.wait_for(asyncio.gather(*waiting, return_exceptions=True), 5)
    assert all(isinstance(each, httpx.TransportError) for each in ended)


async def test_a_taken_port_is_an_os_error(sandbox: Sandbox) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(OSError, match="in use"):
        async with serve(sandbox, port=taken.getsockname()[1]):
            pass
