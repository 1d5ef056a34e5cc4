"""What a host owes the people: backups, and a name (O7, O12).

Belongs here: whether backups are made, and how old the newest is; whether /privacy names anybody.
May not enter: opening one; Kith has no key for that.
"""

import os
from collections.abc import AsyncIterator
from pathlib import Path

from bot.config import Settings
from bot.operate.backup import is_recipient
from bot.operate.check.findings import Finding, fine, mend, note
from bot.operate.upkeep import backups_of

LATE = 36 * 3600
"""Seconds after which the newest backup is too old: one is made each night."""
HOUR = 3600


async def look(settings: Settings, now: int) -> AsyncIterator[Finding]:
    """The backups, and the operator's name."""
    yield _backups(settings, now)
    if settings.operator.name and settings.operator.contact:
        yield fine("operator", "/privacy names who runs this Kith.")
    else:
        yield note(
            "operator",
            "/privacy does not say who runs this Kith, or how to reach them.",
            "Set operator.name and operator.contact.",
        )


def _backups(settings: Settings, now: int) -> Finding:
    backups = backups_of(settings)
    if backups is None:
        return note("backups", "None are made.", "Make a pair of keys: kith keys backup")
    if not is_recipient(backups.recipient):
        return mend(
            "backups",
            "backup.recipient is no key that a backup can be encrypted to.",
            "Copy it again, or make a new pair: kith keys backup",
        )
    if not _can_write(backups.folder):
        do = "Give that folder to Kith's user."
        return mend("backups", f"Kith cannot write to {backups.folder}.", do)
    times = backups.times()
    if not times:
        return note("backups", "There is none yet.", "Make the first one now: kith backup")
    hours = (now - max(times)) // HOUR
    if now - max(times) > LATE:
        do = "Look into the log for backup.failed, and try: kith backup"
        return mend("backups", f"The newest was made {hours} hours ago.", do)
    return fine("backups", f"The newest was made {hours} hours ago.")


def _can_write(folder: Path) -> bool:
    there = next(each for each in (folder, *folder.absolute().parents) if each.exists())
    return os.access(there, os.W_OK | os.X_OK)
