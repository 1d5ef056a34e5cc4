"""A group's own questions, proposed and kept (C15).

Belongs here: statements on `prompts` and `prompt_voices`. May not enter: when one is kept (domain).
The words rest sealed; who proposed one is not stored, but is the first who wants it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, delete, func, insert, select, update

from storage.engine import Transaction
from storage.looks import When
from storage.schema import prompt_voices, prompts

_WORDS = "prompts.words"


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question. `kept_at`: when the group kept it, None while it is proposed; UTC seconds."""

    id: int
    group_id: int
    words: str
    proposed_at: int
    kept_at: int | None


async def propose_prompt(tx: Transaction, group_id: int, words: str, now: int) -> int:
    """Add a proposed question; answers its id."""
    row = insert(prompts).values(
        group_id=group_id, words=tx.vault.seal_words(words, _WORDS), proposed_at=now
    )
    return int((await tx.execute(row.returning(prompts.c.id))).scalar_one())


async def prompt(tx: Transaction, prompt_id: int) -> Prompt | None:
    """The question with this id."""
    query = select(prompts).where(prompts.c.id == prompt_id)
    row = (await tx.execute(query)).mappings().one_or_none()
    if row is None:
        return None
    return Prompt(**{**row, "words": tx.vault.open_words(row["words"], _WORDS)})


async def kept_prompts(tx: Transaction, group_id: int) -> list[int]:
    """Ids of the questions that the group has kept, oldest first."""
    query = select(prompts.c.id).where(prompts.c.group_id == group_id)
    query = query.where(prompts.c.kept_at.is_not(None)).order_by(prompts.c.id)
    return list((await tx.execute(query)).scalars())


async def want_prompt(tx: Transaction, prompt_id: int, member_id: int) -> int:
    """Note that a member wants it, once; answers how many do, for the rule and nobody else."""
    row = tx.insert(prompt_voices).values(prompt_id=prompt_id, member_id=member_id)
    await tx.execute(row.on_conflict_do_nothing())
    query = select(func.count()).where(prompt_voices.c.prompt_id == prompt_id)
    return int((await tx.execute(query)).scalar_one())


async def keep_prompt(tx: Transaction, prompt_id: int, now: int) -> None:
    """The group keeps it; who wanted it is erased."""
    await tx.execute(update(prompts).where(prompts.c.id == prompt_id).values(kept_at=now))
    await tx.execute(delete(prompt_voices).where(prompt_voices.c.prompt_id == prompt_id))


async def remove_prompt(tx: Transaction, prompt_id: int) -> None:
    """Erase a question."""
    await tx.execute(delete(prompts).where(prompts.c.id == prompt_id))


async def rested_prompts(tx: Transaction, proposed_before: int) -> Sequence[tuple[int, int]]:
    """Proposed questions from before that time that nobody kept: ids, and those of their groups."""
    rows = await tx.execute(rested_at(proposed_before))
    return [(row.id, row.group_id) for row in rows]


def rested_at(proposed_before: When) -> Select[Any]:
    """What `rested_prompts` looks for."""
    query = select(prompts.c.id, prompts.c.group_id)
    return query.where(prompts.c.kept_at.is_(None), prompts.c.proposed_at <= proposed_before)
