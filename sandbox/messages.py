"""Messages and taps.

Belongs here: plain records of them. May not enter: who may send or see one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sandbox.population import Chat, Person, User

Json = dict[str, Any]
Key = tuple[int, int]
"""What names a message inside a chat: (0, message_id) or (receiver, ephemeral_message_id)."""


@dataclass(eq=False, slots=True)
class Message:
    """A message of a chat. An ephemeral one has message_id 0, a receiver and its own id.

    `date` and `edit_date`: epoch seconds UTC. `service`: what happened, in Telegram's fields, where
    the message is no text. `extras`: further fields that the sender gave. `stands_for`: the id of
    the public message that an ephemeral one is shown in place of, to its receiver. `silent`: sent
    without a sound. `file`: what is in the file that it carries. `picks`: buttons under the chat
    that let its reader pick somebody.
    """

    chat: Chat
    sender: User
    date: int
    text: str = ""
    message_id: int = 0
    ephemeral_message_id: int | None = None
    receiver: User | None = None
    topic: int | None = None
    reply_to: "Message | None" = None
    markup: Json | None = None
    entities: list[Json] = field(default_factory=list)
    extras: Json = field(default_factory=dict)
    service: Json = field(default_factory=dict)
    edit_date: int | None = None
    stands_for: int | None = None
    silent: bool = False
    file: str | None = None
    picks: list[Json] = field(default_factory=list)

    @property
    def key(self) -> Key:
        """What names it inside its chat."""
        if self.receiver is None or self.ephemeral_message_id is None:
            return (0, self.message_id)
        return (self.receiver.id, self.ephemeral_message_id)

    def buttons(self) -> list[list[Json]]:
        """The rows of its inline keyboard."""
        rows: list[list[Json]] = (self.markup or {}).get("inline_keyboard", [])
        return rows


@dataclass(frozen=True, slots=True)
class TapAnswer:
    """What the bot answered to a tap."""

    text: str | None
    show_alert: bool
    url: str | None


@dataclass(eq=False, slots=True)
class Tap:
    """A callback query. `at`: when the button was pressed, epoch seconds UTC.

    `update_id` is None when the bot does not get it; `on_answer` is called once, at the answer.
    """

    id: str
    person: Person
    message: Message
    data: str
    at: float
    update_id: int | None = None
    answer: TapAnswer | None = None
    on_answer: list[Callable[[], None]] = field(default_factory=list)

    def settle(self, answer: TapAnswer) -> None:
        """Keep the first answer, as clients do, and tell who waits for it."""
        if self.answer is None:
            self.answer = answer
            for listener in self.on_answer:
                listener()


class Timeline:
    """The messages of one chat, oldest first, and the chat's own counter of message ids."""

    def __init__(self) -> None:
        self._messages: dict[Key, Message] = {}
        self._last_id = 0

    def __iter__(self) -> Iterator[Message]:
        return iter(self._messages.values())

    def next_id(self) -> int:
        """A message id that nothing else in this chat has."""
        self._last_id += 1
        return self._last_id

    def add(self, message: Message) -> None:
        """Append a message; a public one gets its id here."""
        if message.receiver is None and not message.message_id:
            message.message_id = self.next_id()
        self._messages[message.key] = message

    def find(self, key: Key) -> Message | None:
        """The message of that key, if it is still there."""
        return self._messages.get(key)

    def remove(self, message: Message) -> None:
        """Take a message away, for everybody."""
        del self._messages[message.key]
