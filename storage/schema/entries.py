"""The table of those who asked to join a group.

Belongs here: columns, keys, constraints. May not enter: statements, or why somebody was not let in.
"""

from sqlalchemy import Column, Integer, Table

from storage.schema.columns import erased_with, metadata, number

# Somebody who asked to join; `version`: of the agreement that they have gone along with.
entries = Table(
    "entries",
    metadata,
    erased_with("groups.id", "group_id", primary_key=True, autoincrement=False),
    erased_with("people.id", "person_id", primary_key=True, autoincrement=False, index=True),
    Column("version", Integer),
    number("asked_at", index=True),
)
