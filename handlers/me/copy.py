"""A copy of everything that is kept of me: one file for machines, one page for people (D3).

Belongs here: both files. May not enter: which rows are in them (storage/export).
"""

import json
from datetime import UTC, datetime
from html import escape
from typing import Any

from domain.retention import RETENTION
from handlers import wording
from handlers.notes import Document
from handlers.own import asking
from handlers.step import Step
from storage import export

_TIMES = ("_at", "until", "_after")
_FIRST_TIME = 10**9
"""A number below this is no time of Kith's, which is younger."""


async def send(step: Step) -> None:
    """Note both files."""
    me = await asking(step)
    found = await export.of(step.tx, me.person)
    words = wording.text(me.language, "copy.for_machines")
    file = json.dumps(found, ensure_ascii=False, indent=2).encode()
    step.send(Document("kith.json", file, words))
    words = wording.text(me.language, "copy.for_people")
    step.send(Document("kith.html", _page(me.language, found).encode(), words))


def _page(language: str, found: dict[str, list[dict[str, Any]]]) -> str:
    """A page without anything from elsewhere: each kind of thing with what it is for."""
    title = escape(wording.text(language, "copy.title"))
    parts = [f"<!doctype html><meta charset='utf-8'><title>{title}</title><h1>{title}</h1>"]
    for kept in RETENTION:
        rows = [row for table in kept.tables for row in found.get(table, [])]
        if rows:
            what = wording.kept(language, kept)
            parts.append(f"<h2>{escape(what)}</h2>")
            parts += [_table(row) for row in rows]
    return "\n".join(parts)


def _table(row: dict[str, Any]) -> str:
    cells = (
        f"<dt>{escape(name)}</dt><dd>{escape(_value(name, value))}</dd>"
        for name, value in row.items()
        if value is not None
    )
    return f"<dl>{''.join(cells)}</dl>"


def _value(name: str, value: Any) -> str:
    if isinstance(value, int) and name.endswith(_TIMES) and value > _FIRST_TIME:
        return datetime.fromtimestamp(value, UTC).strftime("%Y-%m-%d %H:%M UTC")
    return str(value)
