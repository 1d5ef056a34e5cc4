"""The client that reaches Telegram: python-telegram-bot's, whose polling can be dialled anew.

Belongs here: connections and time-outs. May not enter: calls (`wire`).
"""

from collections.abc import Callable
from typing import Any

import httpx
from telegram.ext import ExtBot
from telegram.request import BaseRequest, HTTPXRequest

Hear = Callable[[str | None], None]


class Client(ExtBot[None]):
    """python-telegram-bot's client, whose polling can be dialled anew.

    It keeps one set of connections for polling and one for everything else.
    """

    async def redial(self) -> None:
        """Close the connections for polling and open new ones; what is being sent goes on."""
        polling, _ = self._request
        await polling.shutdown()
        await polling.initialize()


def open_bot(token: str, api: str, hear: Hear, transport: Any = None) -> Client:
    """A client.

    `api`: base address; `hear`: told the `Date` of each answer; `transport`: another way (tests).
    """
    return Client(
        token,
        base_url=f"{api.rstrip('/')}/bot",
        base_file_url=f"{api.rstrip('/')}/file/bot",
        request=_request(transport, hear, connections=64),
        get_updates_request=_request(transport, hear, connections=2),
    )


def _request(transport: Any, hear: Hear, connections: int) -> BaseRequest:
    async def heard(response: httpx.Response) -> None:
        hear(response.headers.get("Date"))

    options: dict[str, Any] = {"event_hooks": {"response": [heard]}}
    if transport:
        options["transport"] = transport
    return HTTPXRequest(
        connection_pool_size=connections,
        pool_timeout=10.0,
        read_timeout=15.0,
        httpx_kwargs=options,
    )
