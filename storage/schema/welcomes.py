"""The table of welcomes.

Belongs here: columns, keys, constraints. May not enter: statements, or who was welcomed.
"""

from sqlalchemy import Column, LargeBinary, Table

from storage.schema.columns import erased_with, metadata

# A group's own words; no row: it says nothing.
welcomes = Table(
    "welcomes",
    metadata,
    erased_with("groups.id", "group_id", primary_key=True, autoincrement=False),
    Column("words", LargeBinary, nullable=False),
)
