"""Connections without a socket, for tests whose time is the sandbox's.

Belongs here: python-telegram-bot's own requests over httpx, which can call an application in
process. May not enter: what is asked. Real sockets are used by the torture tests and the page's.
"""

from typing import Any

import httpx
from telegram.request import BaseRequest, HTTPXRequest

from bot.client import Dial
from bot.connections import Hear


def through(transport: httpx.AsyncBaseTransport) -> Dial:
    """Connections that end in `transport`."""

    def dial(hear: Hear, most: int) -> BaseRequest:
        async def heard(response: httpx.Response) -> None:
            hear(response.headers.get("Date"))

        options: dict[str, Any] = {"transport": transport, "event_hooks": {"response": [heard]}}
        return HTTPXRequest(connection_pool_size=most, read_timeout=15.0, httpx_kwargs=options)

    return dial
