"""The client that reaches Telegram: python-telegram-bot's, whose polling can be dialled anew.

Belongs here: which connections it has. May not enter: how they work
(`connections`), calls (`wire`).
"""

from collections.abc import Callable
from typing import TypeAlias

from telegram.ext import ExtBot
from telegram.request import BaseRequest

from bot.connections import Connections, Hear

Dial: TypeAlias = Callable[[Hear, int], BaseRequest]
"""Makes a set of so many connections at most."""


class Client(ExtBot[None]):
    """python-telegram-bot's client, whose polling can be dialled anew.

    It keeps one set of connections for polling and one for everything else.
    """

    async def redial(self) -> None:
        """Close the connections for polling and open new ones; what is being sent goes on."""
        polling, _ = self._request
        await polling.shutdown()
        await polling.initialize()


def open_bot(token: str, api: str, hear: Hear, dial: Dial = Connections) -> Client:
    """A client. `api`: base address; `hear`: told the `Date` of each answer."""
    return Client(
        token,
        base_url=f"{api.rstrip('/')}/bot",
        base_file_url=f"{api.rstrip('/')}/file/bot",
        request=dial(hear, 64),
        get_updates_request=dial(hear, 2),
    )
