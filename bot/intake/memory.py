"""What the signposts need to know without the database: each group's country, language and zone.

Belongs here: that copy, and keeping it true. May not enter: deciding anything. It is read at the
start, and again after whatever was committed to one of its tables; while the storage fails, what
was known stays.
"""

import structlog

from handlers import wording
from handlers.signposts.sight import Place
from storage import signposts
from storage.engine import Database
from storage.errors import StorageError
from storage.signposts import Known

log = structlog.get_logger()


class Memory:
    """The copy."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known = Known()
        self._read_at: int | None = None

    async def renew(self) -> None:
        """Read again if anything that it copies was written since; never raises."""
        written = self._database.writes_to(signposts.COPIED)
        if written == self._read_at:
            return
        try:
            async with self._database.transaction() as tx:
                self._known = await signposts.known(tx)
            self._read_at = written
        except StorageError as failure:
            log.error("memory.storage_failed", failure=type(failure).__name__)

    def place(self, chat: int, person: int, *, private: bool, tag: str | None) -> Place:
        """Where somebody asks. `tag`: the language of their Telegram (IETF)."""
        own = self._known.countries.get(person)
        group = self._known.groups.get(chat)
        if private or group is None:
            return Place(wording.spoken(tag), private=private, own=own)
        return Place(
            wording.spoken(group.language),
            private=False,
            country=group.country,
            zone=group.zone,
            own=own,
            local=group.local,
        )
