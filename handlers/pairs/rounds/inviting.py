"""The invitation to a round, joining it by one tap, and leaving it again (P1, P5, P20).

Belongs here: the post, and the screens of whoever joins. May not enter: who has joined, or how
many; no screen and no post tells.

Joining is the yes of P5: to be introduced, by first name, to whom the draw gives. The invitation
says so before the tap.
"""

from domain.pairs.calling import LATE
from domain.people import shown_name
from domain.refusals.pairs import AlreadyPaired, RoundOver, RoundsAway
from handlers import wording
from handlers.doors import door
from handlers.keyboards import LINK_LIFE, Keyboard, signposts_button
from handlers.notes import Edit, Post, Screen
from handlers.pairs.consent import show_consent
from handlers.pairs.letters import SCREEN_LIFE
from handlers.pairs.present import come, group_of, me, require_pairs
from handlers.pairs.rounds.present import planned, round_of
from handlers.step import Step
from storage import buttons, groups, holds, outbox, people, preferences
from storage.engine import Transaction
from storage.groups import Group
from storage.outbox import Addressee
from storage.pairs import joined, meetings, rounds, standing
from storage.pairs.joined import Join
from storage.pairs.rounds import Round
from storage.pairs.standing import Member

LATE_TAPS = 14 * 86_400
"""Seconds after its end in which a tap on an invitation is still answered in its own words."""


# The post


async def render(tx: Transaction, round_id: int, now: int) -> Post | None:
    """The invitation, or None when its reason is gone."""
    which = await rounds.get(tx, round_id)
    group = which and await groups.get(tx, which.group_id)
    if not which or not group or which.state != "open" or which.draw_at <= now:
        return None
    if await planned(tx, group) is None or await holds.until(tx, group.id, now) is not None:
        return None
    keyboard = Keyboard(group.id, None, which.draw_at + LATE + LATE_TAPS)
    label = wording.text(group.language, "rounds.button.join")
    keyboard.row(keyboard.tap(label, "pairs.join_round", which.id))
    at = wording.moment(group.language, which.draw_at, group.zone)
    words = wording.text(group.language, "rounds.invitation", at=at)
    return Post(group.chat_id, None, words, await keyboard.save(tx))


async def render_now(tx: Transaction, round_id: int, now: int) -> Edit | None:
    """What stands in place of an invitation: that late ones are taken in, or that it is over."""
    posted = await outbox.by_object(tx, "pair_round", round_id)
    which = await rounds.get(tx, round_id)
    group = which and await groups.get(tx, which.group_id)
    if posted is None or posted.message_id is None or not which or not group:
        return None
    until = which.draw_at + LATE
    if which.state != "drawn" or until <= now:
        words = wording.text(group.language, "rounds.over")
        return Edit(group.chat_id, posted.message_id, words)
    keyboard = Keyboard(group.id, None, until + LATE_TAPS)
    label = wording.text(group.language, "rounds.button.late")
    keyboard.row(keyboard.tap(label, "pairs.join_round", which.id))
    moment = wording.moment(group.language, until, group.zone)
    words = wording.text(group.language, "rounds.drawn", until=moment)
    return Edit(group.chat_id, posted.message_id, words, await keyboard.save(tx))


# Joining


async def join(step: Step) -> None:
    """Join this round, if nothing of their own stands in the way; the screen tells what does."""
    which, group = await round_of(step)
    await come(step, group)
    if step.chat.type != "private" and step.tapped_place:
        await outbox.prove(step.tx, "pair_round", which.id, step.tapped_place)
    member = await _may_join(step, which, group)
    if member.standing.is_adult and member.reachable:
        await joined.join(step.tx, which, member.id, shown_name(step.first_name))


async def consent(step: Step) -> None:
    """ "I am 18 or over", on the way to a round (P30)."""
    which, group = await round_of(step)
    await come(step, group)
    member = await _may_join(step, which, group)
    await standing.set_adult(step.tx, member.id, step.now)


async def reach_and_join(step: Step) -> None:
    """The link into the private chat, on the way to a round."""
    person = await people.remember(step.tx, step.telegram_id)
    await people.set_reachable(step.tx, person.id, reachable=True)
    await buttons.use(step.tx, step.pressed.token, step.update.update_id)
    await join(step)


async def leave(step: Step) -> None:
    """Leave it again; nobody is told."""
    which, group = await round_of(step)
    member = await me(step, group.id)
    known = await joined.join_of(step.tx, which.id, member.id)
    if known is None:
        return
    asked = known.asks_id and await meetings.get(step.tx, known.asks_id)
    if asked:
        await meetings.move_third(step.tx, asked, "declined")
    await joined.leave(step.tx, [known.id])


async def _may_join(step: Step, which: Round, group: Group) -> Member:
    """The one who tapped, if nothing of their own keeps them from joining.

    Raises RoundOver, PairsOff, RoundsAway, PairsTooNew, PairsResting, PairsStopped, AlreadyPaired.
    """
    await require_pairs(step, group)
    is_late = which.state == "drawn"
    last = which.draw_at + LATE if is_late else which.draw_at
    if last <= step.now or await planned(step.tx, group) is None:
        raise RoundOver
    member = await me(step, group.id)
    member.standing.require_open(step.now)
    if (await preferences.get(step.tx, member.person_id)).is_away(step.now):
        raise RoundsAway
    for seat in await meetings.live_seats_of(step.tx, member.person_id):
        pair = await meetings.get(step.tx, seat.pair_id)
        if seat.member_id == member.id and pair and (is_late or pair.ends_at > which.draw_at):
            raise AlreadyPaired
    return member


# What they see


async def show_joined(step: Step) -> None:
    """What happens now, or what has to come before it."""
    which, group = await round_of(step)
    member = await _may_join(step, which, group)
    if not member.standing.is_adult:
        await show_consent(step, group, "pairs.adult_round", which.id)
    elif not member.reachable:
        await _show_way(step, which, group, member)
    else:
        await show_place(step, which, group, member)


async def show_place(step: Step, which: Round, group: Group, member: Member) -> None:
    """That they have joined, until when, and how to leave; or how to join, if they have not."""
    known = await joined.join_of(step.tx, which.id, member.id)
    keyboard = Keyboard(group.id, member.person_id, which.draw_at + LATE)
    if known is None:
        label = wording.text(group.language, "rounds.button.join")
        keyboard.row(keyboard.tap(label, "pairs.join_round", which.id))
        words = wording.text(group.language, "rounds.left")
    else:
        label = wording.text(group.language, "rounds.button.leave")
        keyboard.row(keyboard.tap(label, "pairs.leave_round", which.id))
        words = _joined_words(group, which, known)
    step.show(Screen(words, await keyboard.save(step.tx)))


def _joined_words(group: Group, which: Round, known: Join) -> str:
    if known.state == "joined":
        at = wording.moment(group.language, which.draw_at, group.zone)
        return wording.text(group.language, "rounds.joined", at=at)
    until = wording.moment(group.language, which.draw_at + LATE, group.zone)
    return wording.text(group.language, "rounds.joined_late", until=until)


async def show_adult(step: Step) -> None:
    """After the consent: the tap that joins, once more, with what it is a yes to."""
    which, group = await round_of(step)
    member = await me(step, group.id)
    keyboard = Keyboard(group.id, member.person_id, step.now + SCREEN_LIFE)
    label = wording.text(group.language, "rounds.button.join")
    keyboard.row(keyboard.tap(label, "pairs.join_round", which.id))
    words = wording.text(group.language, "rounds.join_again")
    step.show(Screen(words, await keyboard.save(step.tx)))


async def show_left(step: Step) -> None:
    """Left, and how to undo it while it can be joined."""
    which, group = await round_of(step)
    await show_place(step, which, group, await me(step, group.id))


async def _show_way(step: Step, which: Round, group: Group, member: Member) -> None:
    """Kith has to be able to write to them: a link that opens the private chat, and joins."""
    keyboard = Keyboard(group.id, member.person_id, step.now + LINK_LIFE)
    keyboard.row(
        door(
            step,
            keyboard,
            wording.text(group.language, "pairs.button.go_private"),
            "pairs.join_round",
            about=which.id,
        )
    )
    words = wording.text(group.language, "rounds.way")
    step.show(Screen(words, await keyboard.save(step.tx)))


# News of a round for whom it has nobody


async def reason(tx: Transaction, round_id: int, to: Addressee, now: int) -> tuple[int, int] | None:
    """The letter goes to whoever is still in the group, and in no pair of it."""
    which = await rounds.get(tx, round_id)
    if which is None or to.person_id is None:
        return None
    if await standing.member(tx, which.group_id, to.person_id) is None:
        return None
    return which.group_id, now + SCREEN_LIFE


async def show_news(step: Step) -> None:
    """That the draw has nobody for them, or that there was none: they missed nothing (P8)."""
    object_id = step.pressed.object_id
    which = None if object_id is None else await rounds.get(step.tx, object_id)
    if which is None:
        raise RoundOver
    group = await group_of(step, which.group_id)
    member = await me(step, group.id)
    known = await joined.join_of(step.tx, which.id, member.id)
    keyboard = Keyboard(group.id, member.person_id, step.now + SCREEN_LIFE)
    language = group.language
    words = [wording.text(language, "rounds.left_out")]
    if member.waited:
        words.append(wording.text(language, "rounds.first_next_time"))
    company = keyboard.tap(wording.text(language, "pairs.button.company"), "pairs.ask")
    if known is None:
        keyboard.row(company, signposts_button(language))
    else:
        until = wording.moment(language, which.draw_at + LATE, group.zone)
        words.append(wording.text(language, "rounds.late_ones", until=until))
        leave_it = wording.text(language, "pairs.button.leave")
        keyboard.row(company, keyboard.tap(leave_it, "pairs.leave_round", which.id))
        keyboard.row(signposts_button(language))
    step.show(Screen("\n\n".join(words), await keyboard.save(step.tx)))
