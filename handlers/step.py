"""One update inside a turn: what a handler gets, and what it leaves behind.

Belongs here: the step and the context that carries it through python-telegram-bot. May not enter:
a bot. Nothing inside a transaction can reach the network, because nothing here could.
"""

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, NoReturn

from telegram import Chat, Message, Update
from telegram.ext import CallbackContext, ExtBot

from domain.hosting import Host
from domain.refusals import ButtonGone, RightsUnknown
from handlers.notes import Answer, Document, Note, Screen
from handlers.rights import Rights
from storage.buttons import Button
from storage.engine import Transaction
from storage.fields import Field
from storage.outbox import Place


@dataclass(slots=True, kw_only=True)
class Step:
    """One update being decided.

    `now`: UTC seconds. `repeated`: this update took effect before, so only its answer is due.
    `button`, `opened`: the row behind the tap or link, and the person's open field, as prepared.
    `relay`: the seat whose relay a line in private may be for, as prepared; `sizes`: how many
    people the groups have that were asked about, by chat; `file`: what is in the file that was
    sent, where a field waits for one and Telegram gave it in time.
    `username`: the bot's own, for links into the private chat. `open_to_all`: any group may add
    Kith, without an operator's code. `host`: who runs it. `titles`: what Telegram says that the
    person's groups are called, by chat, where the route asks for it.
    """

    tx: Transaction
    now: int
    update: Update
    username: str
    open_to_all: bool = False
    repeated: bool = False
    button: Button | None = None
    opened: Field | None = None
    host: Host = field(default_factory=Host)
    titles: Mapping[int, str] = field(default_factory=dict)
    rights: Rights = field(default_factory=Rights)
    relay: int | None = None
    sizes: Mapping[int, int] = field(default_factory=dict)
    file: bytes | None = None
    notes: list[Note] = field(default_factory=list)
    failure: Exception | None = None

    @property
    def telegram_id(self) -> int:
        """The person who acted."""
        person = self.update.effective_user
        assert person is not None  # routed updates all have one
        return person.id

    @property
    def chat(self) -> Chat:
        """Where they acted."""
        chat = self.update.effective_chat
        assert chat is not None  # routed updates all have one
        return chat

    @property
    def message(self) -> Message:
        """What they wrote."""
        message = self.update.message
        assert message is not None  # commands and lines all have one
        return message

    @property
    def pressed(self) -> Button:
        """The row behind the tap. Raises ButtonGone."""
        if self.button is None:
            raise ButtonGone
        return self.button

    @property
    def first_name(self) -> str:
        """What the one who acted is called, as Telegram says now; Kith shows it, and keeps none."""
        person = self.update.effective_user
        assert person is not None  # routed updates all have one
        return person.first_name

    def size_of(self, chat_id: int) -> int:
        """How many people a group has. Raises RightsUnknown where Telegram did not say."""
        if chat_id not in self.sizes:
            raise RightsUnknown
        return self.sizes[chat_id]

    @property
    def topic(self) -> int | None:
        """The forum topic in which they acted, if it is one."""
        message = self.update.effective_message
        is_known = isinstance(message, Message) and message.is_topic_message
        return message.message_thread_id if message and is_known else None

    @property
    def tapped_place(self) -> Place | None:
        """Where the public message under the tapped button stands, if it is one."""
        tap = self.update.callback_query
        number = tap.message.message_id if tap and tap.message else None
        return (self.chat.id, number) if number else None

    def begin_anew(self) -> None:
        """Forget what an attempt left behind that was undone."""
        self.notes, self.failure = [], None

    def answer(self, words: str | None, *, alert: bool = False) -> None:
        """Note a word over the tapped button."""
        self.notes.append(Answer(words, alert))

    def show(self, screen: Screen) -> None:
        """Note a screen for the one who acted."""
        self.notes.append(screen)

    def send(self, document: Document) -> None:
        """Note a file for the one who acted."""
        self.notes.append(document)


class Context(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """The context handlers get: the step, and no bot."""

    current: ContextVar[Step] = ContextVar("step")

    @property
    def step(self) -> Step:
        """The update being decided."""
        return self.current.get()

    @property
    def bot(self) -> NoReturn:
        """Absent on purpose: speaking comes after the commit."""
        raise RuntimeError("inside a turn there is no bot: note what is to be said")
