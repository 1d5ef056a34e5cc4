"""The machine: room on its disk, and the time zones it knows.

Belongs here: what Kith needs of the system under it. May not enter: its clock, which only Telegram
can tell (`telegram`).
"""

import os
import shutil
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.config import Settings
from bot.operate.check.findings import Finding, fine, mend, note
from bot.operate.lock import file_of

MEGABYTE = 1_000_000
SCARCE, LITTLE = 200 * MEGABYTE, 1000 * MEGABYTE
"""Bytes of room below which something must be done, or a host should know."""
ZONES_LAST = 540
"""Days after which zone data grows old: governments change their hours, often at short notice."""


async def look(settings: Settings, now: int) -> AsyncIterator[Finding]:
    """The folders that Kith writes to, and the zones."""
    folders = {settings.storage.key_file.parent}
    if (file := file_of(settings.database_url)) is not None:
        folders.add(file.parent)
    for folder in sorted(folders):
        yield room(folder)
    for finding in zones(now):
        yield finding


def room(folder: Path, scarce: int = SCARCE, little: int = LITTLE) -> Finding:
    """Whether Kith can write there, and for how long. `scarce`, `little`: bytes."""
    there = next(each for each in (folder, *folder.absolute().parents) if each.exists())
    if not os.access(there, os.W_OK | os.X_OK):
        return mend("disk", f"Kith cannot write to {there}.", "Give that folder to Kith's user.")
    free = shutil.disk_usage(there).free
    says = f"{free // MEGABYTE} MB are free where {folder} is."
    if free < scarce:
        return mend("disk", says, "Make room: when the disk is full, no answer can be saved.")
    if free < little:
        return note("disk", says, "Make room before long.")
    return fine("disk", says)


def zones(now: int) -> Iterator[Finding]:
    """Whether times of groups can be worked out, by rules that are not old."""
    try:
        ZoneInfo.no_cache("Europe/London").utcoffset(datetime.fromtimestamp(now, UTC))
    except (ZoneInfoNotFoundError, ValueError):
        yield mend("zones", "Time zones cannot be read.", "Install tzdata anew: pip install tzdata")
        return
    year, month = map(int, version("tzdata").split(".")[:2])
    age = (datetime.fromtimestamp(now, UTC).date() - date(year, min(month, 12), 1)).days
    says = f"The zone data is of {year}."
    if age > ZONES_LAST:
        yield note("zones", says, "Bring it up to date: pip install --upgrade tzdata")
    else:
        yield fine("zones", says)
