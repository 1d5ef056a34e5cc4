"""Buttons: opaque tokens of stored rows.

Belongs here: making a keyboard together with its rows. May not enter: what a button does; its row
names the action, the object, who may press and until when (UTC seconds).
"""

import base64
import binascii
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from handlers import wording
from storage import buttons
from storage.buttons import Button
from storage.engine import Transaction

TOKEN_BYTES = 16

SCREEN_LIFE = 86_400
"""Seconds for which the buttons of a screen work."""
LINK_LIFE = 15 * 60
"""Seconds for which a link into the private chat works; once (threats: guessed private links)."""
OPENING = "hello"
"""The parameter of a link that only opens the private chat."""
SIGNPOSTS = "sp:first"
"""The data of a button that shows the signposts, from memory: it has no row, and never expires."""
LISTENER = "sp:listener"
"""The same, for the card for whoever has listened (S20)."""


def token_text(token: bytes) -> str:
    """The form of a token in callback data and in a link: 22 characters, as Telegram allows."""
    return base64.urlsafe_b64encode(token).rstrip(b"=").decode()


def token_of(data: str) -> bytes | None:
    """The token in callback data, or None for anything else, however it is made."""
    try:
        token = base64.b64decode(data + "==", altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    return token if len(token) == TOKEN_BYTES and token_text(token) == data else None


def opening_link(username: str) -> str:
    """An address that opens the private chat with the bot of that name."""
    return f"https://t.me/{username}?start={OPENING}"


def signposts_button(language: str) -> InlineKeyboardButton:
    """The way to the signposts, for every place where somebody may need them (S21)."""
    return InlineKeyboardButton(wording.text(language, "button.signposts"), callback_data=SIGNPOSTS)


def listener_button(language: str) -> InlineKeyboardButton:
    """The way to the card for whoever has listened (S20, P29)."""
    return InlineKeyboardButton(wording.text(language, "button.listener"), callback_data=LISTENER)


@dataclass(slots=True)
class Keyboard:
    """Rows of buttons that share who may press them and until when.

    `person_id`: the only one who may press, or None for everybody in the group. `kept`: tokens
    that buttons of a post have already, by action and choice; those keep theirs.
    """

    group_id: int | None
    person_id: int | None
    expires_at: int
    kept: Mapping[tuple[str, str | None], bytes] = field(default_factory=dict)
    rows: list[list[InlineKeyboardButton]] = field(default_factory=list)
    _new: list[Button] = field(default_factory=list)

    def tap(
        self, label: str, action: str, object_id: int | None = None, choice: str | None = None
    ) -> InlineKeyboardButton:
        """A button that acts when tapped."""
        token = self._add(action, object_id, choice, self.expires_at)
        return InlineKeyboardButton(label, callback_data=token)

    def link(  # noqa: PLR0913 - a link is a tap with an address and an end of its own
        self,
        label: str,
        username: str,
        action: str,
        *,
        object_id: int,
        choice: str | None,
        expires_at: int,
    ) -> InlineKeyboardButton:
        """A button that opens the private chat, where its action is taken up."""
        token = self._add(action, object_id, choice, expires_at)
        return InlineKeyboardButton(label, url=f"https://t.me/{username}?start={token}")

    def row(self, *taps: InlineKeyboardButton) -> None:
        """Put buttons beside each other."""
        self.rows.append(list(taps))

    async def save(self, tx: Transaction) -> InlineKeyboardMarkup:
        """Store the rows behind the buttons; they are good once the transaction commits."""
        await buttons.add(tx, self._new)
        return InlineKeyboardMarkup(self.rows)

    def _add(self, action: str, object_id: int | None, choice: str | None, expires: int) -> str:
        if (action, choice) in self.kept:
            return token_text(self.kept[action, choice])
        token = secrets.token_bytes(TOKEN_BYTES)
        self._new.append(
            Button(token, action, object_id, choice, self.group_id, self.person_id, expires)
        )
        return token_text(token)
