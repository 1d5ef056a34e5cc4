"""What is stored: whether this program and this key fit it, and which signposts it needs.

Belongs here: looking at the database, which is opened for reading only unless it fits. May not
enter: anything of a person.
"""

from collections.abc import AsyncIterator, Iterator

from bot.config import ConfigMistakes, Settings
from bot.operate import signposts
from bot.operate.check.findings import Finding, fine, mend, note
from bot.operate.lock import file_of
from storage.errors import StorageError
from storage.look import Seen
from storage.look import look as seen_at
from storage.migrate import known_revisions
from storage.vault import KeyFileError, read_key_file


async def look(settings: Settings, _now: int) -> AsyncIterator[Finding]:
    """The database, and the countries of its groups."""
    file = file_of(settings.database_url)
    if file is not None and not file.exists():
        yield fine("database", "It will be made at the first start.")
        return
    try:
        seen = await seen_at(settings.database_url)
    except StorageError as failure:
        yield mend("database", str(failure), "Look at storage.database, and at the disk.")
        return
    findings = list(_database(settings, seen))
    for finding in findings:
        yield finding
    if seen.revision == seen.newest and len(findings) == 1:
        async for finding in _signposts(settings):
            yield finding


def _database(settings: Settings, seen: Seen) -> Iterator[Finding]:
    if not seen.whole:
        yield mend("database", "It is damaged.", "Stop Kith, and restore a backup: kith restore")
        return
    if seen.revision is not None and seen.revision not in known_revisions():
        do = "Install that version, or restore a backup of this one: kith restore"
        yield mend("database", "It belongs to a newer version of Kith.", do)
    elif seen.revision not in (None, seen.newest):
        do = "Nothing to do: the next start brings it up to date, after a copy."
        yield note("database", "It is of an older version of Kith.", do)
    if seen.fingerprint is not None and not _fits(settings, seen.fingerprint):
        do = "Restore the key file that belongs to it from your copy."
        yield mend("key", f"{settings.storage.key_file} does not fit the database.", do)
    if seen.revision in (None, seen.newest):
        yield fine("database", "It is whole, and of this version.")


def _fits(settings: Settings, fingerprint: bytes) -> bool:
    """Whether the key file holds that key; one that cannot be read was told of already."""
    try:
        return read_key_file(settings.storage.key_file).of(fingerprint) is not None
    except KeyFileError:
        return True


async def _signposts(settings: Settings) -> AsyncIterator[Finding]:
    """Numbers that were called wrong, and countries of groups that nobody has checked (S7)."""
    try:
        known = signposts.load(settings)
        told = await signposts.reported(settings, known)
    except (ConfigMistakes, StorageError):
        return  # told of already
    for sentence in told:
        country = sentence[:2]
        yield note("signposts", sentence + ".", f"Call the lines: kith signposts verify {country}")
    if not told:
        yield fine("signposts", "The lines of all groups' countries were checked within a year.")
