"""The tables of set-up and of what a group is asked to try.

Belongs here: columns, keys, constraints. May not enter: statements.
"""

from typing import get_args

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    text,
)

from domain.trials import State, Voice
from storage.schema.columns import ID, erased_with, metadata, number, own_id

# What a steward has chosen so far; two who set up at once do not get in each other's way.
setups = Table(
    "setups",
    metadata,
    erased_with("groups.id", "group_id", primary_key=True),
    erased_with("people.id", "person_id", primary_key=True, index=True),
    Column("zone", Text),
    Column("country", Text),
    Column("kind", Text),
    Column("weekdays", Integer, nullable=False, server_default=text("0")),
    Column("minute", Integer),
    Column("topic", BigInteger),
    number("changed_at", index=True),
)

trials = Table(
    "trials",
    metadata,
    own_id(),
    erased_with("groups.id", "group_id", index=True),
    # Whoever proposed it; a proposal outlives their leaving.
    Column("member_id", ID, ForeignKey("members.id", ondelete="SET NULL"), index=True),
    # The try that this one asks to go on with.
    Column("renews_id", ID, ForeignKey("trials.id", ondelete="CASCADE"), index=True),
    Column("schedule_id", ID, ForeignKey("schedules.id", ondelete="SET NULL"), index=True),
    Column("zone", Text, nullable=False),
    Column("country", Text),
    Column("kind", Text, nullable=False),
    Column("weekdays", Integer, nullable=False),
    Column("minute", Integer, nullable=False),
    Column("topic", BigInteger),
    Column("state", Text, nullable=False),
    number("proposed_at"),
    Column("ends_at", BigInteger),
    Column("look_at", BigInteger, index=True),
    CheckConstraint(f"state IN {get_args(State)}", name="state"),
    sqlite_autoincrement=True,
)
Index(
    "ix_trials_open",
    trials.c.group_id,
    unique=True,
    sqlite_where=trials.c.state == "open",
    postgresql_where=trials.c.state == "open",
)

trial_voices = Table(
    "trial_voices",
    metadata,
    erased_with("trials.id", "trial_id", primary_key=True),
    erased_with("members.id", "member_id", primary_key=True, index=True),
    Column("voice", Text, nullable=False),
    CheckConstraint(f"voice IN {get_args(Voice)}", name="voice"),
)
