"""What a handler wants to say once its change is committed.

Belongs here: plain values. May not enter: how they reach anybody (`bot` speaks them).

Notes are for the one person who acted. What anybody else relies on is an outbox row instead; the
one exception is what is relayed, which may not be stored.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from telegram import InlineKeyboardMarkup

Times = Mapping[str, int]
"""Moments in a text, as it names them: Telegram shows each reader that instant (UTC seconds) in
their own time and language, and the words of the text where it cannot."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A word over the tapped button, at most 200 characters; `None` only ends the waiting."""

    text: str | None = None
    alert: bool = False


@dataclass(frozen=True, slots=True)
class Screen:
    """A message for the one who acted: their own screen edited, or a new one only they see.

    `only_here`: its buttons work in the group alone; elsewhere it comes without them.
    """

    text: str
    keyboard: InlineKeyboardMarkup | None = None
    times: Times = field(default_factory=dict)
    only_here: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A file for the one who acted, in their private chat, with a line above it."""

    name: str
    content: bytes
    words: str


@dataclass(frozen=True, slots=True)
class Relayed:
    """Words that somebody has passed on to another person: said at most once, and kept nowhere.

    `doubt`: what the one who acted hears when it may not have arrived. `copied`: the number of
    their own message, a picture or a voice, of which a copy goes there with the text below it.
    """

    chat_id: int
    text: str
    doubt: str
    copied: int | None = None


@dataclass(frozen=True, slots=True)
class Picker:
    """A button under the private chat that opens Telegram's own list of people.

    `request_id`: given back with whoever was picked.
    """

    text: str
    label: str
    request_id: int


@dataclass(frozen=True, slots=True)
class Admit:
    """The one who acted is let into a group that they asked to join.

    `closed`: what they hear when Telegram does not do that.
    """

    chat_id: int
    closed: str


@dataclass(frozen=True, slots=True)
class Aside:
    """One line in the group for a minute, since whoever wrote cannot be answered unseen.

    It tells nobody what was asked. `about`: what keeps two of them apart, or nothing.
    """

    text: str
    keyboard: InlineKeyboardMarkup
    about: str = ""


Note = Answer | Screen | Document | Relayed | Picker | Admit | Aside


@dataclass(frozen=True, slots=True)
class Post:
    """A message of the outbox, rendered at the claim. `topic`: a forum topic, or None."""

    chat_id: int
    topic: int | None
    text: str
    keyboard: InlineKeyboardMarkup | None = None
    times: Times = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Removal:
    """A message of Kith's that is taken away."""

    chat_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class Edit:
    """Another text and keyboard for a message that the outbox sent before."""

    chat_id: int
    message_id: int
    text: str
    keyboard: InlineKeyboardMarkup | None = None
    times: Times = field(default_factory=dict)
