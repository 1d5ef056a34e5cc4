"""A group's own wording of Kith's sentences.

Belongs here: how it rests, sealed, beside the group. May not enter: which sentences (domain). It is
read with the row of its group: there is nothing else to ask before something can be said.
"""

import json

from sqlalchemy import select, update

from domain.phrases import NONE, Language, Phrases
from storage.engine import Transaction
from storage.schema import groups
from storage.vault import SealBroken, Vault

_WORDS = "groups.phrases"


def spoken(vault: Vault, language: str, sealed: bytes | None) -> Language:
    """The language of a group, with its own words; where those cannot be opened, Kith's are said:
    many groups are read at once, and one that is damaged harms no other (0034)."""
    try:
        return Language(language, json.loads(vault.open_words(sealed, _WORDS)) if sealed else NONE)
    except SealBroken:
        return Language(language)


async def of_group(tx: Transaction, group_id: int) -> Phrases:
    """All of a group's words; nobody else changes them before this transaction ends."""
    query = select(groups.c.phrases).where(groups.c.id == group_id).with_for_update()
    sealed = (await tx.execute(query)).scalar_one_or_none()
    return spoken(tx.vault, "", sealed).phrases


async def keep(tx: Transaction, group_id: int, language: str, key: str, words: str) -> None:
    """Say that in these words from now on; without words, in Kith's."""
    there = {name: dict(said) for name, said in (await of_group(tx, group_id)).items()}
    said = there.setdefault(language, {})
    said.pop(key, None)
    if words:
        said[key] = words
    kept = {name: said for name, said in there.items() if said}
    sealed = tx.vault.seal_words(json.dumps(kept), _WORDS) if kept else None
    await tx.execute(update(groups).where(groups.c.id == group_id).values(phrases=sealed))
