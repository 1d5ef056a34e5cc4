"""The queue of updates, with Telegram's rules of keeping and confirming.

Belongs here: what `getUpdates` says about the queue, and where it is to be sent
(https://core.telegram.org/bots/api#getting-updates). May not enter: waiting for an update
(`polling`), sending it (`webhook`) and which happenings make one.
"""

from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from random import Random
from typing import Any

Json = dict[str, Any]

KEPT = 24 * 3600
"""Seconds after which Telegram forgets an update that nobody fetched."""

TAP_LIFE = 150
"""Seconds in which a tap can be delivered and answered (design: Telegram as it is today)."""

QUIET_WEEK = 7 * 86_400
"""Seconds without an update after which the next id is random (Bot API: Update.update_id)."""

UNASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
"""Kinds that come only to a bot that names them in allowed_updates."""

SHOWN = 100
"""Newest updates that are kept in full for looking at, also when they are confirmed."""

_FIRST_IDS = (100_000_000, 900_000_000)


@dataclass(eq=False, slots=True)
class Pending:
    """An update that is not confirmed yet; `born` in epoch seconds UTC."""

    update_id: int
    kind: str
    body: Json
    born: float

    def expired(self, now: float) -> bool:
        """Whether Telegram would have dropped it by now."""
        return now - self.born > (TAP_LIFE if self.kind == "callback_query" else KEPT)

    def shape(self) -> Json:
        """The update in Telegram's form."""
        return {"update_id": self.update_id, self.kind: self.body}


@dataclass(eq=False, slots=True)
class Webhook:
    """Where the bot wants its updates to be sent.

    `last_error`: what the newest failure was, and when, in epoch seconds UTC.
    """

    url: str
    secret_token: str | None
    max_connections: int
    last_error: tuple[str, float] | None = None


class Updates:
    """Updates that wait for the bot, oldest first; `rng` chooses where their ids begin.

    While there is a `webhook`, getUpdates has none of them. `recent` is there to be looked at.
    """

    def __init__(self, rng: Random) -> None:
        self.allowed: tuple[str, ...] = ()
        self.webhook: Webhook | None = None
        self._rng = rng
        self.recent: deque[Pending] = deque(maxlen=SHOWN)
        self._queue: deque[Pending] = deque()
        self._next_id = rng.randint(*_FIRST_IDS)
        self._newest: float | None = None
        self._listeners: list[Callable[[], None]] = []

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call `listener` after each update that was put, and when the webhook was changed."""
        self._listeners.append(listener)

    def put(self, kind: str, body: Json, now: float) -> int | None:
        """Queue an update; answers its id, or None where the bot does not ask for the kind."""
        if not self._asked_for(kind):
            return None
        update_id = self._new_id(now)
        pending = Pending(update_id, kind, body, now)
        self._queue.append(pending)
        self.recent.append(pending)
        self._changed()
        return update_id

    def send_to(self, webhook: Webhook | None) -> None:
        """Set the webhook, or take it away."""
        self.webhook = webhook
        self._changed()

    def allow(self, kinds: list[str]) -> None:
        """Remember which kinds the bot wants; an empty list means all but UNASKED."""
        self.allowed = tuple(kinds)

    def confirm(self, offset: int) -> list[int]:
        """Forget every update below `offset`; answers their ids.

        A negative offset keeps only that many, counted from the newest.
        """
        forgotten: list[int] = []
        surplus = max(0, len(self._queue) + offset) if offset < 0 else 0
        while self._queue and (surplus > len(forgotten) or self._queue[0].update_id < offset):
            forgotten.append(self._queue.popleft().update_id)
        return forgotten

    def settle(self, pending: Pending) -> None:
        """Forget one update, unless it is gone already."""
        with suppress(ValueError):
            self._queue.remove(pending)

    def take(self, limit: int, now: float) -> list[Pending]:
        """The first updates, at most `limit`; they stay until they are confirmed."""
        self._drop_expired(now)
        return list(islice(self._queue, limit))

    def waiting(self, now: float) -> int:
        """How many updates wait."""
        self._drop_expired(now)
        return len(self._queue)

    def clear(self) -> None:
        """Drop all of them (deleteWebhook with drop_pending_updates)."""
        self._queue.clear()

    def _changed(self) -> None:
        for listener in self._listeners:
            listener()

    def _asked_for(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in UNASKED

    def _new_id(self, now: float) -> int:
        if self._newest is not None and now - self._newest > QUIET_WEEK:
            self._next_id = self._rng.randint(*_FIRST_IDS)
        self._newest = now
        self._next_id += 1
        return self._next_id

    def _drop_expired(self, now: float) -> None:
        # The oldest stands first, so nothing has expired where it has not.
        if self._queue and now - self._queue[0].born > TAP_LIFE:
            self._queue = deque(each for each in self._queue if not each.expired(now))
