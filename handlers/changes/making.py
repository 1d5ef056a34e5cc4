"""Making a change: it takes effect, stands in the log and is announced, in one transaction (G8).

Belongs here: that, and the words about a change. May not enter: how it was decided.
"""

from domain.changes import FROM_THE_FIRST, NEWS, STEWARDS, Change
from domain.delivery import Lane
from domain.parting import GOING_ON
from domain.refusals import AllRests, GroupUnknown
from handlers import wording
from handlers.changes.kinds import KINDS
from handlers.notes import Post
from handlers.step import Step
from storage import changes, groups, outbox, people
from storage.changes import Made
from storage.engine import Transaction
from storage.groups import Group
from storage.outbox import Wanted


async def by_steward(step: Step, group: Group, change: Change) -> None:
    """A steward makes it. Raises NotSteward, RightsUnknown, what the kind raises."""
    step.rights.require_steward(group.chat_id, step.telegram_id)
    person = await people.remember(step.tx, step.telegram_id)
    found = await people.member_of(step.tx, group.id, person.id)
    if step.chat.type != "private" or found is None:
        member_id = await people.seen(step.tx, group.id, person.id, step.now)
    else:
        member_id = found[0]
    await make(step.tx, group, change, step.now, way=STEWARDS, member_id=member_id)


async def make(  # noqa: PLR0913 - what, when, how and by whom
    tx: Transaction,
    group: Group,
    change: Change,
    now: int,
    *,
    way: str,
    member_id: int | None = None,
) -> None:
    """Let it take effect, decided in that way; what is so already is left alone.

    `member_id`: the steward who did it. Raises AllRests, what the kind raises.
    """
    require_moving(group, change.kind)
    kind = KINDS[change.kind]
    await groups.lock(tx, group.id)
    before = await kind.now(tx, group, change)
    if before == change.value:
        return
    await kind.apply(tx, group, change, now)
    made = Made(change.kind, before, change.value, way, member_id, now)
    change_id = await changes.add(tx, group.id, made)
    await outbox.ask(tx, Wanted("change", change_id, group.id, Lane.POSTS, now, now + NEWS))


def require_moving(group: Group, kind: str) -> None:
    """Raise GroupUnknown where the group has not said yes, but for the language in which it is
    asked (G14), and AllRests where everything rests, unless it is about going on (G13)."""
    if group.agreed_at is None and kind != FROM_THE_FIRST:
        raise GroupUnknown
    if group.still_since is not None and kind != GOING_ON:
        raise AllRests


def difference(group: Group, kind: str, before: str, after: str) -> str:
    """What exactly changes, in words."""
    say, known = group.language, KINDS[kind]
    what = wording.text(say, f"change.kind.{kind}")
    if known.lines is not None:
        return f"{what}\n{known.lines(group, before, after)}"
    if not after:
        return wording.text(say, "change.removed", what=what, before=known.words(group, before))
    if not before:
        return wording.text(say, "change.added", what=what, after=known.words(group, after))
    old, new = known.words(group, before), known.words(group, after)
    return wording.text(say, "change.changed", what=what, before=old, after=new)


async def render(tx: Transaction, change_id: int, _: int) -> Post | None:
    """The announcement in the group, or None where Kith has nothing to say."""
    found = await changes.get(tx, change_id)
    group = await groups.get(tx, found[0]) if found else None
    if found is None or group is None or not group.is_open:
        return None
    made = found[1]
    words = difference(group, made.kind, made.before, made.after)
    by = wording.text(group.language, f"change.by_{made.way}")
    return Post(group.chat_id, None, f"{words}\n\n{by}")
