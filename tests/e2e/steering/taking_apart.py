"""Taking a copy of the database apart: everything that one copy tells about each of many taps.

Belongs here: the database as it was after each tap, from its own log; what changed by a tap; and a
guess from it by somebody who knows every other answer. May not enter: anything of Kith's, or a key:
this is a stranger with a copy.
"""

import re
import shutil
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

Told = Mapping[Hashable, tuple[str, ...]]
"""What a tap left behind: at each place, its clues."""
Rows = dict[tuple[str, object], dict[str, Any]]


def as_it_was(copy: Path, log_size: int, room: Path) -> Rows:
    """All rows when the log of the database was so long; SQLite ends where a log is cut off."""
    then = room / "then.db"
    shutil.copy(copy, then)
    whole = copy.with_name(copy.name + "-wal").read_bytes()
    then.with_name("then.db-wal").write_bytes(whole[:log_size])
    then.with_name("then.db-shm").unlink(missing_ok=True)
    database = sqlite3.connect(then)
    database.row_factory = sqlite3.Row
    try:
        return dict(_rows(database))
    finally:
        database.close()


def _rows(database: sqlite3.Connection) -> Iterator[tuple[tuple[str, object], dict[str, Any]]]:
    tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    for (name,) in tables:
        for row in database.execute(f"SELECT rowid AS place, * FROM {name}"):
            yield (name, row["place"]), dict(row)


def changes(before: Rows, after: Rows) -> Told:
    """What a tap did: by table, column and kind of clue, what the rows that changed tell."""
    found: dict[Hashable, list[str]] = defaultdict(list)
    for key in before.keys() | after.keys():
        old, new = before.get(key, {}), after.get(key, {})
        if old != new:
            how = (key[0], bool(old), bool(new))
            for column in new or old:
                for kind, clue in _clues(old.get(column), new.get(column)):
                    found[*how, column, kind].append(repr(clue))
    return {where: tuple(sorted(clues)) for where, clues in found.items()}


def _clues(old: Any, new: Any) -> Iterator[tuple[str, object]]:
    """What a value tells: itself, how long it is, and by how much each number in it grew."""
    yield "is", new
    yield "length", len(new) if isinstance(new, str | bytes) else None
    before, after = _numbers(old), _numbers(new)
    if len(before) == len(after):
        yield "grew", [more - less for less, more in zip(before, after, strict=True)]


def _numbers(value: Any) -> list[int]:
    if isinstance(value, bytes):
        value = value.decode("ascii", "ignore")
    return [int(each) for each in re.findall(r"\d{1,12}", str(value))]


def guessed(told: Sequence[Told], answers: Sequence[str]) -> float:
    """How many of the answers are guessed rightly from what each tap did.

    Each by somebody who knows all the others: they take the clue by which those others are guessed
    best from each other, and hold likely what went with the same clue most often.
    """
    places = range(len(answers))
    by_clue = {
        where: [_guess(told, answers, where, at, set()) for at in places]
        for where in set().union(*told)
        # What is always the same tells nothing, nor does what is never the same twice.
        if 1 < len({each.get(where) for each in told}) < len(told)
    }
    right = 0
    for at in places:
        best = max(
            sorted(by_clue, key=repr),
            key=lambda where: sum(
                _guess(told, answers, where, other, {at}) == answers[other]
                for other in places
                if other != at
            ),
        )
        right += by_clue[best][at] == answers[at]
    return right / len(answers)


def _guess(
    told: Sequence[Told], answers: Sequence[str], where: Hashable, at: int, unknown: set[int]
) -> str:
    """What went most often with the clue that this tap left there, among the others known."""
    known = [place for place in range(len(answers)) if place != at and place not in unknown]
    alike = [place for place in known if told[place].get(where) == told[at].get(where)]
    counted = Counter(answers[place] for place in alike or known)
    return max(sorted(counted), key=lambda answer: counted[answer])
