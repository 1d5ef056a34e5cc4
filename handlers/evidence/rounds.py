"""The times at which a group looks back: they begin, stand in the group, and close (G12).

Belongs here: the tick, the post, what stands in its place. May not enter: questions (`asking`).
"""

from domain import evidence as rules
from domain.delivery import Lane
from domain.few_words import MEMBER_SEEN
from domain.preferences import after_quiet
from handlers import wording
from handlers.alone import for_each
from handlers.evidence.report import told_words
from handlers.keyboards import Keyboard, signposts_button
from handlers.notes import Edit, Post
from storage import checkins, evidence, groups, outbox, people
from storage.engine import Transaction
from storage.evidence import OPEN, Round
from storage.groups import Group
from storage.outbox import Wanted

POST, CLOSED = "evidence", "evidence_closed"
TIDYING = 47 * 3600
"""Seconds in which the post is still edited; Telegram allows it for 48 hours."""
DEFAULT_LINES = ("heard", "listened", "nearer")
"""The lines that come along."""


async def tick(tx: Transaction, now: int) -> int:
    """Begin those whose day has come, and close those whose window is over."""
    begun = await for_each(tx, await evidence.due(tx, now), _begin, now)
    return begun + await for_each(tx, await evidence.closing(tx, now), _close, now)


async def _begin(tx: Transaction, group_id: int, now: int) -> None:
    group = await groups.get(tx, group_id)
    assert group is not None  # it was found a moment ago,
    assert group.agreed_at is not None  # and has begun
    following = rules.next_begin(group.agreed_at, group.zone, now)
    await evidence.set_next(tx, group_id, following)
    hours = (await checkins.quiet_of(tx, group_id)).hours
    at = after_quiet(now, hours, group.zone)
    members = await people.members_seen(tx, group_id, now - MEMBER_SEEN)
    lines = lines_of(group, (await evidence.of_group(tx, group_id)).lines)
    end = at + rules.WINDOW
    begun = await evidence.begin(tx, group_id, rules.way_for(members), lines, end)
    await outbox.ask(tx, Wanted(POST, begun.id, group_id, Lane.POSTS, at, end))


def lines_of(group: Group, own: str) -> list[str]:
    """What each says of whether it was so: the group's own lines, or those that come along."""
    defaults = [wording.text(group.language, f"evidence.line_{each}") for each in DEFAULT_LINES]
    return own.splitlines() or defaults


async def render(tx: Transaction, round_id: int, _: int) -> Post | None:
    """The post, or None when it is over already or Kith is gone."""
    found = await both(tx, round_id)
    if found is None or found[0].state != OPEN or not found[1].is_open:
        return None
    asked, group = found
    keyboard, say = Keyboard(group.id, None, asked.closes_at + rules.WRITING), group.language
    day = wording.day(say, asked.closes_at, group.zone)
    if asked.way == rules.ASKED:
        label = wording.text(say, "evidence.button.begin")
        keyboard.row(keyboard.tap(label, "evidence.begin", asked.id))
        words = wording.text(say, "evidence.asked", day=day)
    else:
        keyboard.row(keyboard.tap(wording.text(say, "evidence.button.write"), "evidence.show"))
        words = wording.text(say, "evidence.together", lines=_guide(group, asked))
    keyboard.row(signposts_button(say))
    return Post(group.chat_id, None, words, await keyboard.save(tx))


def _guide(group: Group, asked: Round) -> str:
    """What a round in a small group goes along: its lines, and what was not there."""
    steps = [*asked.lines, wording.text(group.language, "evidence.needed")]
    return "\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1))


async def render_closed(tx: Transaction, round_id: int, now: int) -> Edit | None:
    """What stands in its place: a few words for all, or that there are none; never a number."""
    found = await both(tx, round_id)
    posted = await outbox.by_object(tx, POST, round_id)
    if found is None or posted is None or posted.message_id is None:
        return None
    asked, group = found
    if asked.way == rules.TOGETHER:
        return None  # what it says goes on being true
    say = group.language
    if not asked.told:
        return Edit(group.chat_id, posted.message_id, wording.text(say, "evidence.nothing"))
    keyboard = Keyboard(group.id, None, now + rules.WRITING)
    keyboard.row(keyboard.tap(wording.text(say, "evidence.button.show"), "evidence.show"))
    told = [told_words(group, asked), wording.text(say, "checkin.by_chance")]
    words = "\n\n".join([*told, wording.text(say, "evidence.end")])
    return Edit(group.chat_id, posted.message_id, words, await keyboard.save(tx))


async def _close(tx: Transaction, asked: Round, now: int) -> None:
    """What can be told is kept; what it was made of is erased."""
    told = None
    if asked.way == rules.ASKED:
        members = await people.members_seen(tx, asked.group_id, now - MEMBER_SEEN)
        said = rules.published(await evidence.tally(tx, asked), members)
        told = " ".join(f"{each.question}:{each.amount}:{each.word}" for each in said) or None
    await evidence.close(tx, asked.id, told)
    line = Wanted(CLOSED, asked.id, asked.group_id, Lane.EDITS, now, now + TIDYING)
    await outbox.renew(tx, line)


async def both(tx: Transaction, round_id: int) -> tuple[Round, Group] | None:
    """One of them, and its group."""
    asked = await evidence.get(tx, round_id)
    group = None if asked is None else await groups.get(tx, asked.group_id)
    return (asked, group) if asked and group else None
