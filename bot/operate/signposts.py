"""Where the signposts come from: the product's own files, a host's file, and what was checked (S7).

Belongs here: reading and writing those files, and what a host is told about them. May not enter:
what is shown to people (`handlers`), and who asked.
"""

import csv
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path

from bot.config import ConfigMistakes, Settings
from domain.signposts.lines import Directory, Line, in_order
from domain.signposts.rows import Found, read_emergency, read_lines
from domain.signposts.rows import directory as joined
from handlers import wording
from handlers.signposts import lines as words
from handlers.signposts import screens
from handlers.signposts.request import Request
from handlers.signposts.sight import Place, Sight
from storage import signposts
from storage.connect import SQLITE
from storage.keys import open_storage

CHECKED = "signposts-checked.csv"
COLUMNS = ("line", "country", "name", "checked_at", "checked_by")


@cache
def own_files() -> tuple[Found, Found]:
    """The lines and emergency numbers that Kith brings along."""
    data = files("domain") / "signposts" / "data"
    lines = read_lines((data / "lines.csv").read_text("utf-8"))
    emergency = read_emergency((data / "emergency.csv").read_text("utf-8"))
    return lines, emergency


def directory(own: Found | None = None) -> Directory:
    """Everything that Kith brings along, and a host's own lines."""
    lines, emergency = own_files()
    return joined(lines, emergency, own)


def load(settings: Settings) -> Directory:
    """The signposts of these settings, with what was checked. Raises ConfigMistakes."""
    path = settings.signposts.file
    own = None if path is None else _host_file(path)
    return directory(own).with_checks(_checks(checks_file(settings)))


def checks_file(settings: Settings) -> Path:
    """Where it is remembered who checked what: beside the host's file, else the database."""
    if settings.signposts.file is not None:
        return settings.signposts.file.with_name(CHECKED)
    if settings.database_url.startswith(SQLITE):
        return Path(settings.storage.database).with_name(CHECKED)
    return settings.storage.key_file.with_name(CHECKED)


def _host_file(path: Path) -> Found:
    try:
        found = read_lines(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        raise ConfigMistakes([f"signposts.file: {path} cannot be read"]) from None
    if found.mistakes:
        raise ConfigMistakes([f"{path}, {mistake}" for mistake in found.mistakes])
    return found


def _checks(path: Path) -> dict[str, date]:
    """When each line was last checked. Raises ConfigMistakes."""
    if not path.exists():
        return {}
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return {
                row["line"]: date.fromisoformat(row["checked_at"]) for row in csv.DictReader(file)
            }
    except (OSError, UnicodeDecodeError, KeyError, ValueError):
        raise ConfigMistakes([f"{path}: this is not what `verify` writes"]) from None


def note_check(path: Path, line: Line, by: str, today: date) -> None:
    """Remember that `by` has called the line today and found it right."""
    is_new = not path.exists()
    with path.open("a", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        if is_new:
            rows.writerow(COLUMNS)
        rows.writerow([line.key, line.country, line.name, today.isoformat(), by])


def shown(known: Directory, country: str, now: int) -> str:
    """The first screen of a country, and all its lines below."""
    place = Place(wording.DEFAULT, private=True)  # the host's commands speak English
    sight = Sight(Request(country=country), place, known, now, "your_bot")
    told = [words.line(wording.DEFAULT, each, now) for each in in_order(known.of(country), now)]
    return "\n\n".join([screens.screen(sight).text, "-" * 40, *told])


def aged(known: Directory, now: int) -> Iterator[str]:
    """What grows old: a sentence a country in which nothing may stand first any more."""
    for country in known.countries:
        lines = known.of(country)
        if lines and not any(each.is_fresh(now) for each in lines):
            yield f"{country}: no line was seen lately or checked; kith signposts verify {country}"


async def reported(settings: Settings, known: Directory) -> list[str]:
    """Sentences about numbers that people said are wrong, and groups' countries nobody checked.

    Raises StorageError or KeyFileError. Without a database there is nothing to say.
    """
    if not _has_database(settings):
        return []
    database, _ = await open_storage(settings.database_url, settings.storage.key_file)
    try:
        async with database.transaction() as tx:
            wrong, there = await signposts.wrong(tx), await signposts.known(tx)
    finally:
        await database.close()
    countries = {group.country for group in there.groups.values() if group.country}
    now = int(time.time())
    return [
        *(_wrong(known, each) for each in wrong),
        *(
            f"{country}: a group is there, and nobody has checked its lines within a year"
            for country in sorted(countries)
            if not any(each.is_checked(now) for each in known.of(country))
        ),
    ]


def _has_database(settings: Settings) -> bool:
    """Whether there is one; opening it would make one."""
    is_file = settings.database_url.startswith(SQLITE)
    return not is_file or Path(settings.storage.database).exists()


def _wrong(known: Directory, told: signposts.WrongNumber) -> str:
    line = known.by_key(told.country, told.line)
    numbers = (each for each in known.emergency.get(told.country, ()) if each.key == told.line)
    name = line.name if line else next((each.number for each in numbers), "a line that is gone")
    day = datetime.fromtimestamp(told.told_at, UTC).date()
    return f"{told.country}: somebody said on {day} that this number is wrong: {name}"


async def settle(settings: Settings, checked: list[str]) -> None:
    """Forget what was told of lines that are checked now. Raises StorageError or KeyFileError."""
    if not _has_database(settings):
        return
    database, _ = await open_storage(settings.database_url, settings.storage.key_file)
    try:
        async with database.transaction() as tx:
            await signposts.settle_wrong(tx, checked)
    finally:
        await database.close()
