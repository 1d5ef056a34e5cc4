"""The bot that handlers could reach: it knows its own name, and nothing else.

Belongs here: a request class that refuses. May not enter: a way around it. Inside a turn nothing
may reach the network, and whatever tries is a mistake that must be loud.
"""

import json
from typing import Any

from telegram import User
from telegram.request import BaseRequest


class SpokeInsideTurn(RuntimeError):
    """Something called Telegram before the commit."""


class Mute(BaseRequest):
    """Answers `getMe` from memory, since routing compares names, and refuses everything else."""

    def __init__(self, me: User) -> None:
        self._me = json.dumps({"ok": True, "result": me.to_dict()}).encode()

    @property
    def read_timeout(self) -> float | None:
        """Nothing is ever waited for."""
        return None

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(self, url: str, *_: Any, **__: Any) -> tuple[int, bytes]:
        """Raise SpokeInsideTurn, except for `getMe`."""
        if url.endswith("/getMe"):
            return 200, self._me
        raise SpokeInsideTurn
