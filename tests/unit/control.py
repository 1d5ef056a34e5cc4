"""A client of the control interface.

Belongs here: asking it, and reading what it answers. May not enter: what is asked.
"""

from typing import Any

import httpx

from sandbox.stage import Sandbox


class Control:
    """A client of the control interface; answers bodies, and fails on an unexpected status."""

    def __init__(self, sandbox: Sandbox, http: httpx.AsyncClient) -> None:
        self.sandbox = sandbox
        self._http = http

    async def get(self, path: str, status: int = 200, method: str = "GET") -> Any:
        return self._read(await self._http.request(method, path), status)

    async def post(self, path: str, status: int = 200, **body: Any) -> Any:
        return self._read(await self._http.post(path, json=body), status)

    async def say(self, person: int, chat: int, text: str, status: int = 200, **more: Any) -> Any:
        body = {"from": person, "chat": chat, "text": text} | more
        return await self.post("/sandbox/say", status, **body)

    async def press(self, person: int, chat: int, status: int = 200, **more: Any) -> Any:
        return await self.post("/sandbox/press", status, **({"from": person, "chat": chat} | more))

    async def view(self, person: int, chat: int) -> list[dict[str, Any]]:
        answer = await self.get(f"/sandbox/view?person={person}&chat={chat}")
        messages: list[dict[str, Any]] = answer["messages"]
        return messages

    async def bot(self, method: str, **params: Any) -> Any:
        body = (await self.sandbox.call(method, params)).body
        assert body is not None
        return body["result"]

    @staticmethod
    def _read(answer: httpx.Response, status: int) -> Any:
        assert answer.status_code == status, answer.text
        return answer.json() if status == 200 else answer.json()["error"]


def buttons(*row: tuple[str, str]) -> dict[str, Any]:
    made = [
        {"text": label, ("url" if to.startswith("http") else "callback_data"): to}
        for label, to in row
    ]
    return {"inline_keyboard": [made]}
