"""How the sandbox says no: to the bot as Telegram does, to whoever drives it in a sentence.

Belongs here: the exceptions and Telegram's own texts that are used in several places. May not
enter: when they are raised.
"""

from typing import Any


class Refused(Exception):
    """A Bot API call that fails, with the error body that the bot gets."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        """The answer in Telegram's form (https://core.telegram.org/bots/api#making-requests)."""
        body = {"ok": False, "error_code": self.code, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


class Flooded(Refused):
    """A call too many. `limit`: chat, group or overall; None where it is only pretended."""

    def __init__(self, seconds: int, limit: str | None = None) -> None:
        super().__init__(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
        self.limit = limit


def bad_request(description: str, **parameters: int) -> Refused:
    """A refusal with code 400."""
    return Refused(400, f"Bad Request: {description}", **parameters)


def chat_not_found() -> Refused:
    """No such chat."""
    return bad_request("chat not found")


def upgraded(supergroup: int) -> Refused:
    """The group has another id now."""
    text = "group chat was upgraded to a supergroup chat"
    return bad_request(text, migrate_to_chat_id=supergroup)


def topic_closed() -> Refused:
    """The topic takes messages from admins only."""
    return bad_request("TOPIC_CLOSED")


def thread_not_found() -> Refused:
    """No such topic."""
    return bad_request("message thread not found")


def edit_not_found() -> Refused:
    """The message is gone."""
    return bad_request("message to edit not found")


def not_modified() -> Refused:
    """An edit that changes nothing."""
    return bad_request(
        "message is not modified: specified new message content and reply markup are exactly the "
        "same as a current content and reply markup of the message"
    )


def forbidden(description: str) -> Refused:
    """A refusal with code 403."""
    return Refused(403, f"Forbidden: {description}")


def blocked() -> Refused:
    """The person blocked the bot."""
    return forbidden("bot was blocked by the user")


def cannot_initiate() -> Refused:
    """The person never pressed Start."""
    return forbidden("bot can't initiate conversation with a user")


def kicked(kind: str = "group") -> Refused:
    """The bot was thrown out. `kind`: group or supergroup."""
    return forbidden(f"bot was kicked from the {kind} chat")


def expired_query() -> Refused:
    """A callback query that is unknown or too old."""
    return bad_request("query is too old and response timeout expired or query ID is invalid")


def not_built(what: str) -> Refused:
    """Telegram knows it, the sandbox does not; a test that needs it shall notice."""
    return Refused(501, f"Not built in the sandbox: {what}")


def unauthorized() -> Refused:
    """The token is none of this bot."""
    return Refused(401, "Unauthorized")


def not_found() -> Refused:
    """No such method."""
    return Refused(404, "Not Found")


def conflict(description: str) -> Refused:
    """A refusal with code 409."""
    return Refused(409, f"Conflict: {description}")


def other_poller() -> Refused:
    """Another getUpdates took the place of this one."""
    return conflict(
        "terminated by other getUpdates request; make sure that only one bot instance is running"
    )


class ControlError(Exception):
    """A call of the control interface that cannot be done; `str()` is a sentence that says why."""

    status = 400


class Absent(ControlError):
    """The person, chat, message or button is not there, or that person cannot see it."""

    status = 404
