"""`kith check`: a look at everything that a host can mend, which changes nothing (O10).

Belongs here: the order of looking. May not enter: mending, options of the command line, and
anything of a person: what is found names files, settings and countries.
"""

from collections.abc import AsyncIterator
from pathlib import Path

from bot.config import ConfigMistakes, load
from bot.operate.check import files, hosting, machine, stored, telegram
from bot.operate.check.findings import Finding as Finding
from bot.operate.check.findings import State as State
from bot.operate.check.findings import fine, mend

LOOKS = (files.look, machine.look, hosting.look, stored.look, telegram.look)


async def examine(config: Path | None, now: int) -> AsyncIterator[Finding]:
    """What was looked at, one by one. `now`: UTC seconds.

    Without settings that can be read there is nothing else to look at.
    """
    try:
        settings = load(config)
    except ConfigMistakes as mistakes:
        for mistake in mistakes.mistakes:
            yield mend("settings", mistake, "Correct it; config.example.toml shows every setting.")
        return
    yield fine("settings", "All can be used.")
    for look in LOOKS:
        async for finding in look(settings, now):
            yield finding
