"""What the signposts need to know without the database: each group's country, language and zone.

Belongs here: that copy, and keeping it true. May not enter: deciding anything. It is read at the
start, again after whatever this process committed to one of its tables, and every half minute for
what another replica did, where there can be one; while the storage fails, what was known stays.
"""

from collections.abc import Callable

import structlog

from handlers import wording
from handlers.signposts.sight import Place
from storage import signposts
from storage.engine import Database
from storage.errors import StorageError
from storage.signposts import Known

log = structlog.get_logger()

LIFE = 30
"""Seconds after which the copy is read again in any case, where others write too."""
HOUR = 3600
"""The same where nobody else does: with 100,000 groups a reading is felt."""


class Memory:
    """The copy. `clock`: UTC seconds."""

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._database = database
        self._clock = clock
        self._known = Known()
        self._written: int | None = None
        self._read_at = 0.0

    async def renew(self) -> None:
        """Read again if anything that it copies may have been written since; never raises."""
        written, now = self._database.writes_to(signposts.COPIED), self._clock()
        life = LIFE if self._database.is_shared else HOUR
        if written == self._written and abs(now - self._read_at) < life:
            return
        try:
            async with self._database.transaction() as tx:
                self._known = await signposts.known(tx)
            self._written, self._read_at = written, now
        except StorageError as failure:
            log.error("memory.storage_failed", failure=type(failure).__name__)

    def language(self, chat: int, tag: str | None) -> str:
        """In which language that chat is spoken to, as `handlers.language` says it. `tag`: the
        language of the Telegram of whoever acts (IETF); in private, what they chose stands in the
        database alone."""
        group = self._known.groups.get(chat)
        return wording.spoken(group.language if group else tag)

    def place(self, chat: int, person: int, *, private: bool, tag: str | None) -> Place:
        """Where somebody asks. `tag`: the language of their Telegram (IETF)."""
        own = self._known.countries.get(person)
        has_card = person in self._known.carded
        group = self._known.groups.get(chat)
        if private or group is None:
            return Place(self.language(chat, tag), private=private, own=own, has_card=has_card)
        return Place(
            self.language(chat, tag),
            private=False,
            country=group.country,
            zone=group.zone,
            own=own,
            local=group.local,
            has_card=has_card,
        )
