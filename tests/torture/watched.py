"""What Kith says in a life, read call by call, and the buttons that lie about then (I18).

Belongs here: reading the ledger and the logs, and who sees which button. May not enter: acts.
"""

from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from handlers.keyboards import token_of
from sandbox.messages import Message
from sandbox.population import Group
from storage import buttons
from storage.buttons import Button
from tests.e2e.scene import Scene
from tests.logged import Gathered, odd
from tests.torture import leaks

NAMING = (
    "checkins.answer", "checkins.show_name", "gatherings.name", "gatherings.choose",
    "speaking.ask", "pairs.offer",
    "pairs.yes", "pairs.show_name", "pairs.adult_offer", "pairs.want_turns", "pairs.see_concern",
    "concerns.see_answer",
)  # fmt: skip
"""Taps that show somebody's name to somebody else, or that have to come before."""
FAILED = {"turn.failed", "delivery.not_rendered", "delivery.storage_failed", "turn.not_remembered"}


@dataclass(frozen=True, slots=True)
class Seen:
    """A button that somebody sees, with the row behind it."""

    message: Message
    data: str
    row: Button

    @property
    def is_link(self) -> bool:
        """Whether it opens the private chat."""
        return self.data.startswith("http")


class Watch:
    """Everything that was said. `wrong`: what must not have been in it; `calls`: how many."""

    def __init__(self, scene: Scene, logs: Gathered) -> None:
        self.scene, self.logs = scene, logs
        self.world = scene.sandbox.world
        self.wrong: list[str] = []
        self.calls = 0
        self.seen: dict[int, deque[Seen]] = defaultdict(lambda: deque(maxlen=40))
        self.naming: dict[int, dict[str, Seen]] = defaultdict(dict)

    async def read(self) -> list[Seen]:
        """Look at every call, and at the logs; answers the buttons, which lie about from now on."""
        ledger = self.scene.sandbox.ledger
        calls, ledger.calls = ledger.calls, []
        ledger.delivered, ledger.confirmed = [], []
        found: list[tuple[list[int], Message, str]] = []
        for call in calls:
            wrong = leaks.of_call(call)
            self.wrong += [f"{call['method']}: {each}" for each in wrong]
            found += self._buttons(call)
        self.calls += len(calls)
        tokens = {data: token_of(data.rpartition("start=")[2]) for _, _, data in found}
        async with self.scene.kith.database.transaction() as tx:
            rows = await buttons.find(tx, [each for each in tokens.values() if each])
        self._look_at_logs()
        buttons_seen = []
        for people, message, data in found:
            row = rows.get(tokens[data] or b"")
            if row is not None:
                buttons_seen.append(Seen(message, data, row))
                for each in people:
                    self.seen[each].append(buttons_seen[-1])
                    if row.action in NAMING:
                        self.naming[each][row.action] = buttons_seen[-1]
        return buttons_seen

    def _look_at_logs(self) -> None:
        for event in self.logs.events:
            if event["event"] in FAILED or event.get("level") == "error":
                self.wrong.append(str(event))
        self.wrong += [f"logged: {event}" for event in odd(self.logs.events)]
        self.logs.events.clear()

    def _buttons(self, call: dict[str, Any]) -> Iterator[tuple[list[int], Message, str]]:
        """Who sees which buttons of it: their data, or where they lead."""
        params, answer = call["params"], call["answer"] or {}
        markup = params.get("reply_markup") or {}
        if not answer.get("ok") or "inline_keyboard" not in markup:
            return
        sent = answer["result"]
        message = self._message(params, sent)
        if message is None:
            return
        receiver = message.receiver
        people = [message.chat.id if receiver is None else receiver.id]
        if isinstance(message.chat, Group) and receiver is None:
            people = list(message.chat.members)
        for row in markup["inline_keyboard"]:
            for each in row:
                data = each.get("callback_data") or each.get("url")
                if data:
                    yield people, message, data

    def _message(self, params: dict[str, Any], sent: Any) -> Message | None:
        chat = self.world.chats[int(params["chat_id"])]
        if isinstance(sent, dict):
            ephemeral = sent.get("ephemeral_message_id")
            receiver = sent.get("receiver_user", {}).get("id")
        else:
            ephemeral, receiver = params["ephemeral_message_id"], params["receiver_user_id"]
        key = (0, sent["message_id"]) if ephemeral is None else (receiver, ephemeral)
        return self.world.timeline(chat).find(key)
