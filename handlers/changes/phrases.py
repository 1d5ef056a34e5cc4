"""A sentence of Kith's in a group's own words, as a change: "en post.me=How is it?".

Belongs here: one sentence in one language; no words mean Kith's own. May not enter: finding it.
"""

from domain.changes import Change
from domain.phrases import MOST, fit, is_open, of_value, value_of
from domain.refusals import ButtonGone, PhrasesFull
from handlers import wording
from handlers.changes.kind import Kind
from storage import phrases
from storage.engine import Transaction
from storage.groups import Group


async def _now(tx: Transaction, group: Group, change: Change) -> str:
    language, key, _ = of_value(change.value)
    there = (await phrases.of_group(tx, group.id)).get(language, {})
    return value_of(language, key, there.get(key, ""))


async def _apply(tx: Transaction, group: Group, change: Change, _: int) -> None:
    """Raises ButtonGone, PhrasesFull, PhraseLong, PhraseNames, PhraseVoice."""
    language, key, words = of_value(change.value)
    if language not in wording.languages() or key not in wording.sentences(language):
        raise ButtonGone
    if not is_open(key):
        raise ButtonGone
    if words:
        fit(words, wording.sentences(language)[key])
        await _require_room(tx, group, language, key)
    await phrases.keep(tx, group.id, language, key, words)


async def _require_room(tx: Transaction, group: Group, language: str, key: str) -> None:
    there = (await phrases.of_group(tx, group.id)).get(language, {})
    if key not in there and len(there) >= MOST:
        raise PhrasesFull(most=MOST)


def _words(_: Group, value: str) -> str:
    language, key, words = of_value(value)
    return words or wording.sentences(language).get(key, "")


PHRASE = Kind(_now, _apply, _words)
