"""What somebody asks the signposts for, written into a button or a link without a stored row.

Belongs here: the two forms, and reading them. May not enter: who asks.

Such a button needs no database, works for anybody at any time, and a forged one only shows
signposts to whoever made it. At most 64 bytes (Bot API: callback_data).
"""

import re
from dataclasses import dataclass

from telegram import InlineKeyboardButton

from domain.signposts.lines import KINDS

COMMANDS = frozenset({"signposts", "crisis", "support"})
"""All three lead to the same (S1)."""

SHOWN = "sp:"
"""How data begins that is answered from memory."""
KEPT = "sp!"
"""How data begins that changes something, and so goes through the turn."""
LINK = "signposts"
"""How the parameter of a link into the private chat begins."""

VIEWS = frozenset(
    {"first", "more", "kind", "written", "countries", "letter", "worried", "listener", "wrong"}
)

_COUNTRY = re.compile(r"[A-Z]{2}")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Request:
    """A screen that is asked for. `country`: one that was tapped; `detail`: a kind or a letter."""

    view: str = "first"
    country: str | None = None
    detail: str = ""

    @property
    def data(self) -> str:
        """As the data of a button."""
        parts = (self.view, self.country or "", self.detail)
        return SHOWN + ":".join(parts).rstrip(":")


def of_data(data: str) -> Request:
    """What a button's data asks for; anything that makes no sense asks for the first screen."""
    view, country, detail = [*data.removeprefix(SHOWN).split(":"), "", ""][:3]
    if view not in VIEWS or (view == "kind" and detail not in KINDS):
        return Request()
    if view == "letter" and not _LETTER.fullmatch(detail):
        return Request("countries")
    return Request(view, country if _COUNTRY.fullmatch(country) else None, detail)


def of_link(parameter: str) -> Request:
    """What the parameter of a link asks for: "signposts", or "signposts-GB"."""
    _, _, country = parameter.partition("-")
    return Request(country=country if _COUNTRY.fullmatch(country) else None)


def link(username: str, country: str | None) -> str:
    """An address that opens the private chat with the first screen."""
    told = f"{LINK}-{country}" if country else LINK
    return f"https://t.me/{username}?start={told}"


def tap(
    label: str, view: str, country: str | None = None, detail: str = ""
) -> InlineKeyboardButton:
    """A button that shows something, from memory."""
    return InlineKeyboardButton(label, callback_data=Request(view, country, detail).data)


def change(label: str, act: str, *about: str) -> InlineKeyboardButton:
    """A button that changes something; `act` is one of `routes.OPEN_TAPS`."""
    return InlineKeyboardButton(label, callback_data=KEPT + ":".join((act, *about)))


def of_change(data: str) -> tuple[str, list[str]] | None:
    """The act and what it is about, or None for the data of any other button."""
    if not data.startswith(KEPT):
        return None
    act, *about = data.removeprefix(KEPT).split(":")
    return act, about
