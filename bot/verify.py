"""`kith signposts`: what a host sees of the signposts, and paging through lines to check them.

Belongs here: options, questions and what a person reads. May not enter: how files are kept.
"""

import asyncio
import time
from datetime import UTC, datetime
from pathlib import Path

import typer

from bot.config import Settings, load
from bot.operate import signposts
from domain.signposts.lines import Directory, in_order
from handlers import wording
from handlers.signposts import lines as words


def check(config: Path | None) -> None:
    """Say what is wrong or grows old. Raises ConfigMistakes, StorageError, KeyFileError."""
    settings, known = _known(config)
    now = int(time.time())
    for sentence in [
        *asyncio.run(signposts.reported(settings, known)),
        *signposts.aged(known, now),
    ]:
        print(sentence)
    lines = sum(len(known.of(country)) for country in known.countries)
    print(f"{lines} lines, {len(known.countries)} countries and territories; no mistakes.")


def show(country: str, config: Path | None) -> None:
    """Print what people see. Raises ConfigMistakes."""
    _, known = _known(config)
    _require(known, country)
    print(signposts.shown(known, country, int(time.time())))


def verify(country: str, by: str, config: Path | None) -> None:
    """Page through the lines, and remember which were right. Raises as `check` does."""
    settings, known = _known(config)
    _require(known, country)
    now, checked = int(time.time()), []
    # In English, as all that the host's commands print.
    for each in in_order(known.of(country), now):
        print(f"\n{words.line(wording.DEFAULT, each, now)}\n{each.web_url}\nSource: {each.source}")
        answer = typer.prompt("Called, and it is right? (y, n, or q to stop)", default="n")
        if answer == "q":
            break
        if answer == "y":
            today = datetime.fromtimestamp(now, UTC).date()
            signposts.note_check(signposts.checks_file(settings), each, by, today)
            checked.append(each.key)
        else:
            print("Left as it is. Another number goes into the file of signposts.file.")
    asyncio.run(signposts.settle(settings, checked))
    print(f"{len(checked)} checked; kept in {signposts.checks_file(settings)}.")


def _known(config: Path | None) -> tuple[Settings, Directory]:
    settings = load(config)
    return settings, signposts.load(settings)


def _require(known: Directory, country: str) -> None:
    if country not in known.countries:
        raise typer.BadParameter(f"{country}: no such country; write it like GB.")
