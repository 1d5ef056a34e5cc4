"""What the bot asked for and what was really delivered: the ground truth of the tests.

Belongs here: append-only records, cheap to keep by the ten thousand. May not enter: judging them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.messages import Message
from sandbox.population import Person

Json = dict[str, Any]


@dataclass(slots=True)
class Ledger:
    """The records, oldest first.

    `calls`: {method, params, answer}, where answer is None if the bot got none; a call that a flood
    limit refused has `limit` too: chat, group or overall. `delivered`:
    {chat, message_id, text, at}, where an ephemeral message has ephemeral_message_id and receiver
    in place of message_id; `at` in epoch seconds UTC. `confirmed`: update ids.
    """

    calls: list[Json] = field(default_factory=list)
    delivered: list[Json] = field(default_factory=list)
    confirmed: list[int] = field(default_factory=list)

    def called(
        self,
        method: str,
        params: Mapping[str, object],
        answer: Json | None,
        limit: str | None = None,
    ) -> None:
        """Record a call; of the updates that getUpdates gave, only the ids are kept.

        A poll that brought nothing is not recorded.
        """
        if method == "getUpdates" and answer and answer["ok"]:
            ids = [{"update_id": each["update_id"]} for each in answer["result"]]
            if not ids:
                return
            answer = {"ok": True, "result": ids}
        entry: Json = {"method": method, "params": params, "answer": answer}
        self.calls.append(entry | ({"limit": limit} if limit else {}))

    def posted(self, message: Message, at: float) -> None:
        """Record a message of the bot that somebody can see."""
        receiver = message.receiver
        entry: Json = {"chat": message.chat.id, "text": message.text, "at": at}
        if receiver is None:
            self.delivered.append(entry | {"message_id": message.message_id})
        elif isinstance(receiver, Person) and receiver.sees_ephemeral:
            identity = {"ephemeral_message_id": message.ephemeral_message_id}
            self.delivered.append(entry | identity | {"receiver": receiver.id})

    def confirm(self, update_ids: Iterable[int]) -> None:
        """Record updates that the bot will not get again."""
        self.confirmed.extend(update_ids)
