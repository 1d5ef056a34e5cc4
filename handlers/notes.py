"""What a handler wants to say once its change is committed.

Belongs here: plain values. May not enter: how they reach anybody (`bot` speaks them).

Notes are for the one person who acted. What anybody else relies on is an outbox row instead.
"""

from dataclasses import dataclass

from telegram import InlineKeyboardMarkup


@dataclass(frozen=True, slots=True)
class Answer:
    """A word over the tapped button, at most 200 characters; `None` only ends the waiting."""

    text: str | None = None
    alert: bool = False


@dataclass(frozen=True, slots=True)
class Screen:
    """A message for the one who acted: their own screen edited, or a new one only they see."""

    text: str
    keyboard: InlineKeyboardMarkup | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file for the one who acted, in their private chat, with a line above it."""

    name: str
    content: bytes
    words: str


Note = Answer | Screen | Document


@dataclass(frozen=True, slots=True)
class Post:
    """A message of the outbox, rendered at the claim. `topic`: a forum topic, or None."""

    chat_id: int
    topic: int | None
    text: str
    keyboard: InlineKeyboardMarkup | None = None


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
