"""Gatherings in the group, and letters about them.

Belongs here: the post, the word at the hour, what stands in their place, letters. May not enter: a
name, but for the proposer's where they say it; when any of it is due.
"""

from domain.gatherings import APART, BEGUN
from handlers import wording
from handlers.gatherings import words
from handlers.gatherings.speaking import add_ways
from handlers.keyboards import Keyboard, signposts_button
from handlers.notes import Edit, Post
from storage import gatherings, groups, holds, outbox, people, preferences
from storage.engine import Transaction
from storage.gatherings import OFF, OPEN, Gathering
from storage.groups import Group
from storage.outbox import Addressee


async def render(tx: Transaction, gathering_id: int, now: int) -> Post | None:
    """The proposal. One of a series that would come during a hold is left out (F9); one that
    somebody proposes is not scheduled, and stands."""
    gathering, group = await _both(tx, gathering_id)
    if gathering is None or group is None or gathering.state != OPEN or not group.is_open:
        return None
    if gathering.is_later and await holds.until(tx, group.id, now) is not None:
        return None
    say, plan = group.language, gathering.plan
    keyboard = Keyboard(group.id, None, plan.ends_at)
    look = keyboard.tap(
        wording.text(say, "gatherings.button.look"), "gatherings.look", gathering.id
    )
    if plan.has_places:
        come = wording.text(say, "gatherings.button.come")
        keyboard.row(keyboard.tap(come, "gatherings.come", gathering.id), look)
    else:
        keyboard.row(look)
    keyboard.row(signposts_button(say))
    told, times = words.lines(group, gathering)
    end = wording.text(say, "gatherings.post" if plan.has_places else "gatherings.post_apart")
    text = "\n".join([*told, "", end])
    return Post(group.chat_id, gathering.topic, text, await keyboard.save(tx), times)


async def render_begins(tx: Transaction, gathering_id: int, _: int) -> Post | None:
    """The word at its hour."""
    gathering, group = await _both(tx, gathering_id)
    if gathering is None or group is None or gathering.state != OPEN or not group.is_open:
        return None
    told = [wording.text(group.language, f"gatherings.begins.{gathering.plan.kind}")]
    if gathering.place:
        told.append(wording.text(group.language, "gatherings.where", place=gathering.place))
    keyboard = Keyboard(group.id, None, gathering.plan.ends_at)
    add_ways(keyboard, group, gathering, in_turns=gathering.plan.kind not in APART)
    markup = await keyboard.save(tx)
    return Post(group.chat_id, gathering.topic, "\n".join(told), markup)


async def render_ended(tx: Transaction, gathering_id: int, _: int) -> Edit | None:
    """The line in its place (M5)."""
    gathering, group = await _both(tx, gathering_id)
    posted = await outbox.by_object(tx, "gathering", gathering_id)
    if gathering is None or group is None or posted is None or posted.message_id is None:
        return None
    line = wording.text(
        group.language,
        "gatherings.state_off" if gathering.state == OFF else "gatherings.state_over",
        what=words.kind(group, gathering),
    )
    return Edit(group.chat_id, posted.message_id, line)


async def render_off(tx: Transaction, gathering_id: int, _: int) -> Post | None:
    """That it does not take place, where it would be looked for; never why, nor who says so."""
    gathering, group = await _both(tx, gathering_id)
    posted = await outbox.by_object(tx, "gathering", gathering_id)
    # After the group has moved, a post that was read there has no number any more (A5).
    if gathering is None or group is None or posted is None or posted.state != "sent":
        return None
    if group.still_since is not None:
        return None  # whoever proposed it may be the one who has died (G13)
    return Post(group.chat_id, gathering.topic, _off(group, gathering))


def _off(group: Group, gathering: Gathering) -> str:
    moment = wording.moment(group.language, gathering.plan.at, group.zone)
    what = words.kind(group, gathering)
    return wording.text(group.language, "gatherings.off", what=what, moment=moment)


# Letters: times are the reader's own (C5)


async def render_reminder(
    tx: Transaction, gathering_id: int, to: Addressee, now: int
) -> Post | None:
    """The reminder that its reader asked for, unless they come no more."""
    found = await _for_reader(tx, gathering_id, to)
    if found is None or found[0].plan.at + BEGUN <= now:
        return None
    gathering, group, zone = found
    moment = wording.moment(group.language, gathering.plan.at, zone)
    what = words.kind(group, gathering)
    told = [wording.text(group.language, "gatherings.reminder", what=what, moment=moment)]
    if gathering.place:
        told.append(wording.text(group.language, "gatherings.where", place=gathering.place))
    return await _letter(tx, gathering, group, to, "\n".join(told))


async def render_moved_up(tx: Transaction, gathering_id: int, to: Addressee, _: int) -> Post | None:
    """A place has become free, and is its reader's."""
    found = await _for_reader(tx, gathering_id, to)
    if found is None:
        return None
    gathering, group, zone = found
    moment = wording.moment(group.language, gathering.plan.at, zone)
    what = words.kind(group, gathering)
    line = wording.text(group.language, "gatherings.moved_up", what=what, moment=moment)
    return await _letter(tx, gathering, group, to, line)


async def render_off_letter(
    tx: Transaction, gathering_id: int, to: Addressee, _: int
) -> Post | None:
    """That it does not take place, for somebody who would have come."""
    gathering, group = await _both(tx, gathering_id)
    if gathering is None or group is None or gathering.state != OFF:
        return None
    if group.still_since is not None:
        return None
    return Post(to.chat_id, None, _off(group, gathering))


async def _for_reader(
    tx: Transaction, gathering_id: int, to: Addressee
) -> tuple[Gathering, Group, str] | None:
    """The gathering, its group and its reader's zone; None when the reader does not come."""
    gathering, group = await _both(tx, gathering_id)
    if gathering is None or group is None or gathering.state != OPEN or to.person_id is None:
        return None
    member = await people.member_of(tx, group.id, to.person_id)
    comes = member and await gatherings.coming(tx, gathering.id, member[0])
    if member is None or (gathering.plan.has_places and not (comes and comes.has_place)):
        return None
    zone = (await preferences.get(tx, to.person_id)).zone
    return gathering, group, zone or group.zone


async def _letter(
    tx: Transaction, gathering: Gathering, group: Group, to: Addressee, line: str
) -> Post:
    keyboard = Keyboard(group.id, to.person_id, gathering.plan.ends_at)
    look = wording.text(group.language, "gatherings.button.look")
    keyboard.row(keyboard.tap(look, "gatherings.look", gathering.id))
    return Post(to.chat_id, None, line, await keyboard.save(tx))


async def _both(tx: Transaction, gathering_id: int) -> tuple[Gathering | None, Group | None]:
    gathering = await gatherings.get(tx, gathering_id)
    return gathering, None if gathering is None else await groups.get(tx, gathering.group_id)
