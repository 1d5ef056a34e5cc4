"""Limits that Telegram enforces and its reference tells only in prose.

Belongs here: lengths of texts and the rules of inline keyboards, commands and webhooks
(https://core.telegram.org/bots/api). May not enter: anything that needs to know the chat, and
limits over time (`flood`).
"""

import re
from typing import Any
from urllib.parse import urlsplit

from sandbox.entities import utf16_length
from sandbox.refusals import bad_request, not_built

TEXT = 4096
"""UTF-16 code units of a message."""

TAP_ANSWER = 200
"""UTF-16 code units of an answer to a tap."""

CALLBACK_DATA = 64
"""Bytes of a button's data."""

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_COMMAND_DESCRIPTION = 256
_LINKS = ("http://", "https://", "tg://")
_LOOKS = {"text", "icon_custom_emoji_id", "style"}
_WEBHOOK_PORTS = {None, 80, 88, 443, 8443}
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_HERE = {"127.0.0.1", "localhost"}

Json = dict[str, Any]


def require_text(text: str) -> None:
    """Raise Refused unless the text can be a message."""
    if not text.strip():
        raise bad_request("message text is empty")
    if utf16_length(text) > TEXT:
        raise bad_request("message is too long")


def require_tap_answer(text: str) -> None:
    """Raise Refused when an answer to a tap is too long."""
    if utf16_length(text) > TAP_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")


def require_keyboard(markup: Json | None) -> None:
    """Raise Refused unless the markup is absent or a valid inline keyboard."""
    if markup is None:
        return
    if "inline_keyboard" not in markup:
        raise not_built("reply_markup other than an inline keyboard")
    for row in markup["inline_keyboard"]:
        for button in row:
            _require_button(button)


def _require_button(button: Json) -> None:
    actions = button.keys() - _LOOKS
    if not button["text"].strip():
        raise bad_request("can't parse inline keyboard button: Text must be non-empty")
    if len(actions) != 1:
        raise bad_request("can't parse inline keyboard button: exactly one action must be given")
    if not 1 <= len(button.get("callback_data", "-").encode()) <= CALLBACK_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    if not button.get("url", _LINKS[0]).startswith(_LINKS):
        raise bad_request("BUTTON_URL_INVALID")


def require_command(command: Json) -> None:
    """Raise Refused unless a bot command has a valid name and description."""
    if not _COMMAND.fullmatch(command["command"]):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= utf16_length(command["description"]) <= _COMMAND_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")


def require_webhook_url(url: str) -> None:
    """Raise Refused unless updates can be sent to that address.

    Like Telegram's own server in local mode, this one sends to any port of its machine over HTTP.
    """
    scheme, host, port = _address(url)
    if host in _HERE:
        return
    if scheme != "https" or not host:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if port not in _WEBHOOK_PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


def _address(url: str) -> tuple[str, str | None, int | None]:
    try:
        parts = urlsplit(url)
        return parts.scheme, parts.hostname, parts.port
    except ValueError:
        raise bad_request("invalid webhook URL specified") from None


def require_secret(token: str | None) -> None:
    """Raise Refused unless the secret of a webhook is absent or has only what Telegram allows."""
    if token is not None and not _SECRET.fullmatch(token):
        raise bad_request("secret token contains unallowed characters")
