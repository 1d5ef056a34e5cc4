"""The files that hold secrets, and the files a host wrote.

Belongs here: whether each is there, can be read, and is for its owner alone. May not enter: what
the database holds (`stored`).
"""

import stat
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

from bot.config import ConfigMistakes, Settings
from bot.operate import signposts
from bot.operate.check.findings import Finding, fine, mend
from bot.operate.lock import file_of
from storage.vault import KeyFileError, read_key_file

OTHERS = stat.S_IRWXG | stat.S_IRWXO


async def look(settings: Settings, _now: int) -> AsyncIterator[Finding]:
    """The token's file, the webhook's secret, the key, the database's file, the signposts' file."""
    for finding in (
        *_secret("token", settings.telegram.token_file, settings.token),
        *_secret("webhook", settings.webhook.secret_file, settings.webhook_secret),
        *_key(settings),
        *_database(settings),
        *_signposts(settings),
    ):
        yield finding


def _secret(about: str, path: Path | None, read: object) -> Iterator[Finding]:
    """A file with one secret in it, if the settings name one."""
    if path is None:
        return
    try:
        assert callable(read)
        read()
    except ConfigMistakes as mistakes:
        for mistake in mistakes.mistakes:
            yield mend(about, mistake, "Write it there, on one line.")
        return
    yield _for_its_owner(about, path)


def _key(settings: Settings) -> Iterator[Finding]:
    path = settings.storage.key_file
    file = file_of(settings.database_url)
    if not path.exists():
        if file is not None and file.exists():
            yield mend("key", f"{path} is not there.", "Restore it from the copy that you keep.")
        else:
            yield fine("key", "It will be made at the first start. Keep a copy elsewhere then.")
        return
    try:
        read_key_file(path)
    except KeyFileError as failure:
        yield mend("key", str(failure), "Or restore the file from the copy that you keep.")
        return
    yield fine("key", f"{path} can be read, by its owner alone.")


def _database(settings: Settings) -> Iterator[Finding]:
    path = file_of(settings.database_url)
    if path is not None and path.exists():
        yield _for_its_owner("database", path)


def _for_its_owner(about: str, path: Path) -> Finding:
    if path.stat().st_mode & OTHERS:
        return mend(about, f"Others on this machine can open {path}.", f"Run: chmod 600 {path}")
    return fine(about, f"{path} is for its owner alone.")


def _signposts(settings: Settings) -> Iterator[Finding]:
    try:
        signposts.load(settings)
    except ConfigMistakes as mistakes:
        for mistake in mistakes.mistakes:
            yield mend("signposts", mistake, "Correct that line; kith signposts check reads again.")
        return
    if settings.signposts.file is not None:
        yield fine("signposts", f"{settings.signposts.file} has no mistakes.")
