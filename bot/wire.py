"""Every call that Kith makes to Telegram.

Belongs here: the Bot API as far as Kith uses it, with what python-telegram-bot does not model yet
(10.3: ephemeral messages and commands) passed through as parameters. May not enter: when or why
something is said.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

from telegram import (
    BotCommand,
    BotCommandScope,
    InlineKeyboardMarkup,
    InputFile,
    KeyboardButton,
    KeyboardButtonRequestUsers,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
)
from telegram.error import TelegramError

from bot.client import Client
from bot.fitting import ANSWER, MESSAGE, fitting
from bot.marks import entities

UPDATES = ("message", "callback_query", "my_chat_member", "chat_join_request")
"""What Kith asks to be handed; it does not ask for anything else."""
BATCH = 100
POLL_SLACK = 10.0
"""Seconds beyond the long poll after which a silent connection counts as lost."""
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

Raw = dict[str, Any]


class Pace(Protocol):
    """Whoever keeps the pace is told of each message and edit on its way."""

    def sent(self, chat_id: int) -> None:
        """Count it."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a message for one member answers: their tap, or their ephemeral command.

    A bot that is no admin needs one of them, at most 15 seconds old (Bot API, "Ephemeral messages
    and commands").
    """

    receiver: int
    tap_id: str | None = None
    command_id: int | None = None

    def parameters(self) -> dict[str, Any]:
        """The request's parameters that say so."""
        to: dict[str, Any] = {"receiver_user_id": self.receiver}
        if self.tap_id is not None:
            to["callback_query_id"] = self.tap_id
        reply = {"reply_parameters": {"ephemeral_message_id": self.command_id}}
        return {"ephemeral_message_parameters": to} | (reply if self.command_id else {})


def seconds_of(span: int | timedelta) -> float:
    """The client gives spans of time as either, by its settings."""
    return span.total_seconds() if isinstance(span, timedelta) else float(span)


def has_answered(failure: TelegramError) -> bool:
    """Whether Telegram itself said it, be it in a page of HTML, rather than the way there."""
    return failure.__cause__ is None or isinstance(failure.__cause__, TelegramError)


class Wire:
    """Kith's side of the Bot API. Raises telegram.error.TelegramError like its client."""

    def __init__(self, bot: Client, pace: Pace) -> None:
        self._bot = bot
        self._pace = pace
        self.said: list[tuple[int, int]] = []
        """The numbers of new messages in private chats, each with its chat; whoever keeps them
        takes them out (D4)."""

    def _saying(self, chat_id: int, message_id: int) -> int:
        if chat_id > 0:
            self.said.append((chat_id, message_id))
        return message_id

    async def updates(self, offset: int | None, hold: int) -> list[Raw]:
        """A batch, unparsed. `offset` confirms all before it; `hold`: seconds of long poll."""
        parameters: dict[str, Any] = {
            "limit": BATCH,
            "timeout": hold,
            "allowed_updates": list(UPDATES),
        }
        if offset is not None:
            parameters["offset"] = offset
        # The client's own get_updates would parse everything; the privacy filter must come first.
        # It reads this spelling as "getUpdates", which has connections of its own.
        batch: list[Raw] = await self._bot.do_api_request(
            "get_Updates", parameters, read_timeout=hold + POLL_SLACK
        )
        return batch

    async def answer(self, tap_id: str, text: str | None, *, alert: bool) -> None:
        """A word over the tapped button; `None` only ends the waiting."""
        words = None if text is None else fitting(text, ANSWER)
        await self._bot.answer_callback_query(tap_id, text=words, show_alert=alert)

    async def open(self, tap_id: str, url: str) -> None:
        """Open an address of this bot at Telegram for whoever tapped."""
        await self._bot.answer_callback_query(tap_id, url=url)

    async def post(
        self,
        chat_id: int,
        text: str,
        keyboard: InlineKeyboardMarkup | None,
        topic: int | None,
        *,
        times: Mapping[str, int] | None = None,
    ) -> int:
        """A silent message (C12); answers its id."""
        self._pace.sent(chat_id)
        text = fitting(text, MESSAGE)
        message = await self._bot.send_message(
            chat_id,
            text,
            entities=entities(text, times),
            message_thread_id=topic,
            reply_markup=keyboard,
            disable_notification=True,
            link_preview_options=_NO_PREVIEW,
        )
        return self._saying(chat_id, message.message_id)

    async def document(self, chat_id: int, name: str, content: bytes, words: str) -> int:
        """A file, silent as a post is; answers the id of its message."""
        self._pace.sent(chat_id)
        message = await self._bot.send_document(
            chat_id,
            InputFile(content, filename=name),
            caption=words,
            disable_notification=True,
            disable_content_type_detection=True,
        )
        return self._saying(chat_id, message.message_id)

    async def pass_on(self, chat_id: int, text: str, copied: tuple[int, int] | None = None) -> None:
        """Words for another person, perhaps below a picture of their writer (chat, number)."""
        self._pace.sent(chat_id)
        options: dict[str, Any] = {"protect_content": True}  # not to be forwarded or saved
        if copied is None:
            options |= {"text": text, "link_preview_options": _NO_PREVIEW}
            message_id = (await self._bot.send_message(chat_id, **options)).message_id
        else:
            options["caption"] = text
            message_id = (await self._bot.copy_message(chat_id, *copied, **options)).message_id
        self._saying(chat_id, message_id)

    async def ask_for_person(self, chat_id: int, text: str, label: str, request_id: int) -> None:
        """A message with a button that lets its reader pick one person from Telegram's own list."""
        self._pace.sent(chat_id)
        pick = KeyboardButtonRequestUsers(request_id, user_is_bot=False, max_quantity=1)
        button = KeyboardButton(label, request_users=pick)
        keyboard = ReplyKeyboardMarkup.from_button(button, one_time_keyboard=True)
        message = await self._bot.send_message(chat_id, text, reply_markup=keyboard)
        self._saying(chat_id, message.message_id)

    async def whisper(  # noqa: PLR0913 - what a message is made of
        self,
        chat_id: int,
        text: str,
        keyboard: InlineKeyboardMarkup | None,
        occasion: Occasion,
        topic: int | None = None,
        *,
        times: Mapping[str, int] | None = None,
    ) -> None:
        """A message in a group that one member sees (Bot API 10.3, ephemeral messages)."""
        self._pace.sent(chat_id)
        text = fitting(text, MESSAGE)
        await self._bot.send_message(
            chat_id,
            text,
            entities=entities(text, times),
            message_thread_id=topic,
            reply_markup=keyboard,
            link_preview_options=_NO_PREVIEW,
            api_kwargs=occasion.parameters(),
        )

    async def edit(
        self,
        chat_id: int,
        message_id: int,
        text: str,
        keyboard: InlineKeyboardMarkup | None,
        *,
        times: Mapping[str, int] | None = None,
    ) -> None:
        """Another text and keyboard for a message of Kith's."""
        self._pace.sent(chat_id)
        text = fitting(text, MESSAGE)
        await self._bot.edit_message_text(
            text,
            entities=entities(text, times),
            chat_id=chat_id,
            message_id=message_id,
            reply_markup=keyboard,
            link_preview_options=_NO_PREVIEW,
        )

    async def remove(self, chat_id: int, message_id: int) -> None:
        """Take a message away."""
        await self._bot.delete_message(chat_id, message_id)

    async def edit_whisper(  # noqa: PLR0913 - what a message is made of
        self,
        chat_id: int,
        receiver: int,
        ephemeral_id: int,
        text: str,
        keyboard: InlineKeyboardMarkup | None,
        *,
        times: Mapping[str, int] | None = None,
    ) -> None:
        """Another text and keyboard for a message that one member sees."""
        self._pace.sent(chat_id)
        text = fitting(text, MESSAGE)
        await self._bot.do_api_request(
            "editEphemeralMessageText",
            {
                "chat_id": chat_id,
                "receiver_user_id": receiver,
                "ephemeral_message_id": ephemeral_id,
                "text": text,
                "entities": entities(text, times),
                "reply_markup": keyboard,
                "link_preview_options": _NO_PREVIEW,
            },
        )

    async def admins(self, chat_id: int) -> dict[int, str]:
        """Who the admins of a chat are at this moment: the first name of each person, by id."""
        admins = [each.user for each in await self._bot.get_chat_administrators(chat_id)]
        return {each.id: each.first_name for each in admins if not each.is_bot}

    async def size(self, chat_id: int) -> int:
        """How many people a chat has, this bot not counted (other programs cannot be told)."""
        return await self._bot.get_chat_member_count(chat_id) - 1

    async def title(self, chat_id: int) -> str:
        """What a group is called at this moment."""
        return (await self._bot.get_chat(chat_id)).title or ""

    async def file(self, file_id: str) -> bytes:
        """What is in a file that somebody sent."""
        found = await self._bot.get_file(file_id)
        return bytes(await found.download_as_bytearray())

    async def admit(self, chat_id: int, person: int) -> None:
        """Let somebody in who asked to join; it takes an admin's right to invite."""
        await self._bot.approve_chat_join_request(chat_id, person)

    async def leave_chat(self, chat_id: int) -> None:
        """Go from a group."""
        await self._bot.leave_chat(chat_id)

    async def set_menu(
        self, commands: Sequence[tuple[str, str]], scope: BotCommandScope, language: str | None
    ) -> None:
        """The commands offered in a kind of chat, each seen only by who uses it (10.3), to those
        whose Telegram is in that language; None: to all others."""
        entries = [BotCommand(*each, api_kwargs={"is_ephemeral": True}) for each in commands]
        await self._bot.set_my_commands(entries, scope=scope, language_code=language)

    async def has_webhook(self) -> bool:
        """Whether Telegram sends the updates to an address instead of waiting to be asked."""
        return bool((await self._bot.get_webhook_info()).url)

    async def set_webhook(self, url: str, secret: str) -> None:
        """Have updates sent to `url`, each with the secret in a header; what waits is kept."""
        await self._bot.set_webhook(
            url, max_connections=BATCH, allowed_updates=UPDATES, secret_token=secret
        )

    async def end_webhook(self) -> None:
        """Let updates be asked for again; those that wait are kept."""
        await self._bot.delete_webhook(drop_pending_updates=False)

    async def rebuild(self) -> None:
        """Ask for updates over new connections from now on; a poll under way fails."""
        await self._bot.redial()
