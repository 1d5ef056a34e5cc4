"""How often the bot may post and edit.

Belongs here: Telegram's flood limits as sliding windows over the virtual time. May not enter:
failures on purpose (`faults`).

The numbers: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this.
Telegram lets short bursts pass, says so without numbers, and does not tell how edits and ephemeral
messages count. Here nothing passes, and each of them counts as a post (design: edits share the
flood limits). Answers to taps, deletes and questions are free.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from math import ceil

from sandbox.refusals import Flooded

PER_CHAT = (1, 1)
"""Posts and edits in one chat, and in how many seconds."""

PER_GROUP = (20, 60)
"""Posts and edits in one group, and in how many seconds."""

OVERALL = (30, 1)
"""Posts and edits of the token, and in how many seconds."""

_SPEAKING = ("send", "edit")
"""How the names of the methods that count begin."""


class Window:
    """A sliding window with room for `most` calls in `span` seconds."""

    def __init__(self, most: int, span: float) -> None:
        self._latest: deque[float] = deque(maxlen=most)
        self._span = span

    def count(self, now: float) -> None:
        """A call was made."""
        self._latest.append(now)

    def wait(self, now: float) -> float:
        """Seconds until there is room again; 0 where there is."""
        if len(self._latest) < (self._latest.maxlen or 0):
            return 0
        since = now - self._latest[0]
        # Below 0 where the clock was set back: such a call is not in the last seconds.
        return self._span - since if 0 <= since < self._span else 0


class FloodLimits:
    """The limits of one token. `clock`: epoch seconds UTC.

    `strict`: whether they hold; while they do not, nothing is counted. `refused`: how many calls
    each limit refused, by its kind.
    """

    def __init__(self, clock: Callable[[], float], *, strict: bool) -> None:
        self.strict = strict
        self.refused = {"overall": 0, "group": 0, "chat": 0}
        self._now = clock
        self._overall = Window(*OVERALL)
        self._groups: defaultdict[object, Window] = defaultdict(lambda: Window(*PER_GROUP))
        self._chats: defaultdict[object, Window] = defaultdict(lambda: Window(*PER_CHAT))

    @contextmanager
    def applied(self, method: str, chat: object) -> Iterator[None]:
        """Do a call within the limits; what is refused, here or inside, does not count.

        Raises Flooded. Where several limits are reached, the widest is named.
        """
        windows = self._windows(method, chat)
        for kind, window in windows.items():
            self._require_room(kind, window)
        yield
        for window in windows.values():
            window.count(self._now())

    def _windows(self, method: str, chat: object) -> Mapping[str, Window]:
        if not self.strict or not method.startswith(_SPEAKING):
            return {}
        windows = {"overall": self._overall}
        if isinstance(chat, int) and chat < 0:
            windows["group"] = self._groups[chat]
        return windows | {"chat": self._chats[chat]}

    def _require_room(self, kind: str, window: Window) -> None:
        seconds = window.wait(self._now())
        if seconds > 0:
            self.refused[kind] += 1
            raise Flooded(ceil(seconds), kind)
