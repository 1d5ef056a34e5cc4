"""Everything that is kept of a person, to hand to them (D3).

Belongs here: reading it, by the table of erasures: what goes with them, and what is theirs
until they go.
May not enter: how it is shown. Of others there is nothing in it: what refers to a person or a
member is left out, and so is what is of no use outside (keyed hashes, tokens).
"""

from typing import Any

from sqlalchemy import Column, LargeBinary, Table, select

from storage.engine import Transaction
from storage.erasure import ERASURE, Goes, Stays, of_persons
from storage.people import Person
from storage.rotation import WORDS
from storage.schema import metadata

Row = dict[str, Any]
_PURPOSES = {words.column: words.purpose for words in WORDS}


async def of(tx: Transaction, person: Person) -> dict[str, list[Row]]:
    """The rows of a person, by table, with their own words opened."""
    found: dict[str, list[Row]] = {}
    for name, lot in ERASURE.items():
        if not isinstance(lot, Stays):
            table = metadata.tables[name]
            untold = lot.untold if isinstance(lot, Goes) else ()
            shown = [each for each in table.columns if _is_shown(each) and each.name not in untold]
            theirs = Goes((lot.own if isinstance(lot, Goes) else None) or lot.columns)
            rows = await tx.execute(select(*shown).where(of_persons(theirs, [person.id])))
            found[name] = [_row(tx, table, dict(row)) for row in rows.mappings()]
    found["people"] = [{"telegram_id": person.telegram_id, "reachable": person.reachable}]
    return found


def _is_shown(column: "Column[Any]") -> bool:
    refers = {key.column.table.name for key in column.foreign_keys}
    if refers & {"people", "members"}:
        return False
    return column in _PURPOSES or not isinstance(column.type, LargeBinary)


def _row(tx: Transaction, table: Table, row: Row) -> Row:
    sealed = [name for name, value in row.items() if isinstance(value, bytes)]
    opened = {
        name: tx.vault.open_words(row[name], _PURPOSES[table.columns[name]]) for name in sealed
    }
    return row | opened
