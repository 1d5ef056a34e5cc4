"""Who may do what a steward may, as Telegram said a moment ago.

Belongs here: the one test for stewards: the admins that Telegram names, and whoever was chosen in
Kith beside them (A2). May not enter: asking Telegram (the turn does it before the transaction
opens), or any memory of earlier answers: a demoted admin has no rights at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.refusals import NotSteward, RightsUnknown

IMPERSONAL = frozenset({1087968824, 136817688, 777000})
"""Anonymous admin, channel, linked channel: Telegram's ids that stand for no person."""


@dataclass(frozen=True, slots=True)
class Rights:
    """The admins of the chats that this batch asked about; a chat is absent when unanswered."""

    admins: Mapping[int, Mapping[int, str]] = field(default_factory=dict)
    """By chat, the first name of each by Telegram id; programs are none."""
    chosen: Mapping[int, frozenset[int]] = field(default_factory=dict)
    """By chat, the Telegram ids of those who were chosen in Kith, and were seen there of late."""

    def is_admin(self, chat_id: int, telegram_id: int) -> bool:
        """Whether the person is an admin of that chat; False where Telegram did not say."""
        return telegram_id not in IMPERSONAL and telegram_id in self.admins.get(chat_id, ())

    def is_steward(self, chat_id: int, telegram_id: int) -> bool:
        """Whether they are an admin, or chosen beside them; False where Telegram did not say."""
        beside = chat_id in self.admins and telegram_id in self.chosen.get(chat_id, ())
        return beside or self.is_admin(chat_id, telegram_id)

    def stewards_of(self, chat_id: int) -> frozenset[int]:
        """All of them. Raises KeyError where Telegram did not say."""
        return frozenset(self.admins[chat_id]) | self.chosen.get(chat_id, frozenset())

    def require_steward(self, chat_id: int, telegram_id: int) -> None:
        """Raise NotSteward, or RightsUnknown where Telegram did not say: it fails closed."""
        if chat_id not in self.admins:
            raise RightsUnknown
        if not self.is_steward(chat_id, telegram_id):
            raise NotSteward
