"""A Telegram that costs next to nothing.

Belongs here: an answer to each call. May not enter: Kith, so that a peer's process stays small.
"""

import json
from dataclasses import dataclass, field
from typing import Any

from telegram.request import BaseRequest, RequestData

NOW = 1_796_025_600
"""When it is: Monday 2026-11-30, 08:00 in London."""

Row = dict[str, Any]


@dataclass
class Nod(BaseRequest):
    """A Telegram that says yes to everything, at once. `posted`: the last message that was sent."""

    posted: Row = field(default_factory=dict)
    calls: int = 0

    @property
    def read_timeout(self) -> float | None:
        return 15.0

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        """Yes."""
        del method
        self.calls += 1
        result: Any = True
        if url.endswith("/getMe"):
            result = {"id": 1, "is_bot": True, "first_name": "Kith", "username": "kith_bot"}
        if url.endswith("/sendMessage") and request_data:
            self.posted = request_data.json_parameters
            chat = {"id": int(self.posted["chat_id"]), "type": "supergroup"}
            result = {"message_id": self.calls, "date": NOW, "chat": chat}
        return 200, json.dumps({"ok": True, "result": result}).encode()
