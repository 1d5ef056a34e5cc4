"""The tables of a group's agreement, of what is proposed in it, and of who decides.

Belongs here: columns, keys, constraints. May not enter: statements.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
)

from storage.schema.columns import ID, erased_with, metadata, number, own_id

# Who decides on changes, and when the group wants to look at its agreement again.
steering = Table(
    "steering",
    metadata,
    erased_with("groups.id", "group_id", primary_key=True, autoincrement=False),
    Column("way", Text),
    Column("review_on", Text),
    Column("review_at", BigInteger, index=True),
    # When the tasks of the stewards were last offered to all (G15).
    Column("handed_at", BigInteger),
    # "on" where whoever asks to join reads the agreement first (G2).
    Column("entry", Text),
)

# The versions of an agreement.
agreements = Table(
    "agreements",
    metadata,
    own_id(),
    erased_with("groups.id", "group_id"),
    Column("version", Integer, nullable=False),
    Column("words", LargeBinary, nullable=False),
    number("since"),
    UniqueConstraint("group_id", "version"),
    sqlite_autoincrement=True,
)

# The newest version that a member has gone along with.
agreement_yes = Table(
    "agreement_yes",
    metadata,
    erased_with("members.id", "member_id", primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
)

# What somebody was shown and has not proposed yet: theirs alone, one at a time.
drafts = Table(
    "drafts",
    metadata,
    own_id(),
    erased_with("members.id", "member_id", unique=True),
    erased_with("groups.id", "group_id", index=True),
    Column("kind", Text, nullable=False),
    Column("object_id", BigInteger),
    Column("before", LargeBinary, nullable=False),
    Column("after", LargeBinary, nullable=False),
    Column("way", Text, nullable=False),
    number("made_at", index=True),
    sqlite_autoincrement=True,
)

# What is before a group, or was; who proposed it is known while they are a member.
proposals = Table(
    "proposals",
    metadata,
    own_id(),
    erased_with("groups.id", "group_id", index=True),
    Column("member_id", ID, ForeignKey("members.id", ondelete="SET NULL"), index=True),
    Column("kind", Text, nullable=False),
    Column("object_id", BigInteger),
    Column("before", LargeBinary, nullable=False),
    Column("after", LargeBinary, nullable=False),
    Column("way", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("needed", Integer, nullable=False),
    number("made_at"),
    number("ends_at", index=True),
    sqlite_autoincrement=True,
)

# Erased when it is decided.
proposal_answers = Table(
    "proposal_answers",
    metadata,
    erased_with("proposals.id", "proposal_id", primary_key=True),
    erased_with("members.id", "member_id", primary_key=True, index=True),
    Column("answer", Text, nullable=False),
)
