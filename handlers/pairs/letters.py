"""Letters of pairs to one person: what stands on a locked screen says nothing (P30).

Belongs here: asking for a letter, and its neutral words with "Open". May not enter: what is read
after opening; that is decided at the tap, from the present state.
"""

from collections.abc import Awaitable, Callable

from domain.delivery import Lane
from handlers import wording
from handlers.keyboards import Keyboard
from handlers.language import of_letter
from handlers.notes import Post
from storage import groups, outbox
from storage.engine import Transaction
from storage.outbox import Addressee, Wanted

SCREEN_LIFE = 86_400
"""Seconds for which the buttons of a screen work."""

Reason = Callable[[Transaction, int, Addressee, int], Awaitable[tuple[int, int] | None]]
"""The group that a letter is about and when its button ends, or None when its reason is gone."""


async def write(  # noqa: PLR0913 - what a letter is made of
    tx: Transaction,
    kind: str,
    object_id: int,
    *,
    group_id: int,
    person_id: int,
    now: int,
    not_after: int,
) -> None:
    """Ask for a letter, again if there was one."""
    wanted = Wanted(kind, object_id, group_id, Lane.PRIVATE, now, not_after, person_id)
    await outbox.renew(tx, wanted)


def opening(action: str, reason: Reason) -> Callable[..., Awaitable[Post | None]]:
    """How a letter is rendered whose content is read after a tap on "Open"."""

    async def render(tx: Transaction, object_id: int, to: Addressee, now: int) -> Post | None:
        found = await reason(tx, object_id, to, now)
        if found is None:
            return None
        group_id, expires_at = found
        keyboard = Keyboard(group_id, to.person_id, expires_at)
        assert to.person_id is not None  # a receipt alone goes to somebody Kith does not know
        say = await of_letter(tx, to.person_id, await groups.get(tx, group_id))
        label = wording.text(say, "pairs.open")
        keyboard.row(keyboard.tap(label, action, object_id))
        words = wording.text(say, "pairs.letter")
        return Post(to.chat_id, None, words, await keyboard.save(tx))

    return render
