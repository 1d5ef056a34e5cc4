"""Buttons: what the opaque token in a message stands for.

Belongs here: statements on `buttons`. May not enter: labels, making tokens, authorising a tap.
"""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import insert, select, update

from storage.engine import Transaction
from storage.schema import buttons

# SQLite takes 32,766 variables in a statement (sqlite.org/limits.html), PostgreSQL 65,535.
_MOST_TOKENS = 30_000


@dataclass(frozen=True, slots=True)
class Button:
    """What a tap means, where (`group_id`), and who alone may press it (`person_id`).

    `token` has 16 random bytes, `expires_at` is in UTC seconds, `choice` a key of a closed list.
    `used_by`: the update that used it up, for buttons that work once.
    """

    token: bytes
    action: str
    object_id: int | None
    choice: str | None
    group_id: int | None
    person_id: int | None
    expires_at: int
    used_by: int | None = None


async def add(tx: Transaction, new: Sequence[Button]) -> None:
    """Store buttons."""
    if new:
        await tx.execute(insert(buttons), [asdict(button) for button in new])


async def find(tx: Transaction, tokens: Sequence[bytes]) -> dict[bytes, Button]:
    """The buttons of these tokens, expired ones included; unknown tokens are left out."""
    found: dict[bytes, Button] = {}
    for start in range(0, len(tokens), _MOST_TOKENS):
        some = tokens[start : start + _MOST_TOKENS]
        rows = (await tx.execute(select(buttons).where(buttons.c.token.in_(some)))).mappings()
        found |= {row["token"]: Button(**row) for row in rows}
    return found


async def public_of(
    tx: Transaction, group_id: int, object_id: int, actions: Collection[str]
) -> dict[tuple[str, str | None], bytes]:
    """The tokens of an object's buttons that everybody in the group may press, by action and
    choice, so that a post that is edited keeps them."""
    query = select(buttons.c.action, buttons.c.choice, buttons.c.token)
    query = query.where(buttons.c.group_id == group_id, buttons.c.object_id == object_id)
    query = query.where(buttons.c.action.in_(actions), buttons.c.person_id.is_(None))
    return {(row.action, row.choice): row.token for row in await tx.execute(query)}


async def use(tx: Transaction, token: bytes, update_id: int) -> None:
    """Note that an update has used the button up."""
    await tx.execute(update(buttons).where(buttons.c.token == token).values(used_by=update_id))
