"""Invites: the operator's one-time codes, each of which lets Kith into one group (O8).

Belongs here: statements on `invites`. May not enter: making a code, which group it was used for.
A code rests only as a keyed hash.
"""

from typing import Any

from sqlalchemy import ColumnElement, Select, delete, insert, select

from storage.engine import Transaction
from storage.looks import When
from storage.schema import invites


async def add(tx: Transaction, code: bytes, expires_at: int) -> None:
    """Let this code work once, until `expires_at` (UTC seconds)."""
    row = insert(invites).values(code_hash=tx.vault.hash_code(code), expires_at=expires_at)
    await tx.execute(row)


async def use(tx: Transaction, code: bytes, now: int) -> bool:
    """Use the code up; answers whether it was good at `now` (UTC seconds)."""
    good = (invites.c.code_hash.in_(tx.vault.hash_codes(code)), invites.c.expires_at > now)
    return bool((await tx.execute(delete(invites).where(*good))).rowcount)


async def forget_expired(tx: Transaction, now: int) -> None:
    """Erase the codes that expired at `now` (UTC seconds) or before."""
    await tx.execute(delete(invites).where(_expired(now)))


def expired_at(now: When) -> Select[Any]:
    """What `forget_expired` looks for."""
    return select(invites).where(_expired(now))


def _expired(now: When) -> ColumnElement[bool]:
    return invites.c.expires_at <= now
