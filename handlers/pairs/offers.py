"""The line in the group, "I could", and taking it back (P5, P25, P31).

Belongs here: the side of whoever offers. May not enter: whether the asker sees it; that is decided
a moment later by the clock (`hours`), so that this tap does the same work whoever asked.
"""

from domain.delivery import Lane
from domain.pairs.lives import OFFER
from domain.people import shown_name
from domain.refusals import ButtonGone
from domain.refusals.pairs import LineEnded, OwnLine
from handlers import wording
from handlers.doors import door
from handlers.keyboards import LINK_LIFE, Keyboard
from handlers.notes import Edit, Post, Screen
from handlers.pairs.consent import show_consent
from handlers.pairs.present import come, group_of, has_pairs, me, require_pairs
from handlers.pairs.wishes import line_of
from handlers.step import Step
from storage import buttons, groups, outbox, people
from storage.engine import Transaction
from storage.groups import Group
from storage.outbox import Wanted
from storage.pairs import requests, standing
from storage.pairs.requests import Request
from storage.pairs.standing import Member

TIDYING = 47 * 3600
"""Seconds in which an ended line is still tidied; Telegram allows edits for 48 hours."""
LATE_TAPS = 14 * 86_400
"""Seconds after its end in which a tap on a line is still answered in its own words."""


# The line


async def render_line(tx: Transaction, request_id: int, now: int) -> Post | None:
    """The line of a request, or None when its reason is gone."""
    request = await requests.get(tx, request_id)
    group = request and await groups.get(tx, request.group_id)
    if not request or not group or request.ends_at <= now or request.state == "stopped":
        return None
    return await _line_post(tx, group, request) if await has_pairs(tx, group) else None


async def render_line_again(tx: Transaction, request_id: int, _: int) -> Post | None:
    """The same line until its fixed end, whatever happened: it tells nobody that it did (P31)."""
    request = await requests.get(tx, request_id)
    group = request and await groups.get(tx, request.group_id)
    return await _line_post(tx, group, request) if request and group else None


async def _line_post(tx: Transaction, group: Group, request: Request) -> Post:
    if not request.others:
        return Post(group.chat_id, None, line_of(group, request))
    keyboard = Keyboard(group.id, None, request.ends_at + LATE_TAPS)
    label = wording.text(group.language, "pairs.button.could")
    keyboard.row(keyboard.tap(label, "pairs.offer", request.id))
    return Post(group.chat_id, None, line_of(group, request), await keyboard.save(tx))


async def render_ended(tx: Transaction, request_id: int, _: int) -> Edit | None:
    """The words in place of a line at its fixed end: the same whatever happened (P31)."""
    posted = await outbox.by_object(tx, "pair_line", request_id)
    request = await requests.get(tx, request_id)
    group = request and await groups.get(tx, request.group_id)
    if posted is None or posted.message_id is None or not group:
        return None
    words = wording.text(group.language, "pairs.line_ended")
    return Edit(group.chat_id, posted.message_id, words)


async def render_gathering(tx: Transaction, request_id: int, now: int) -> Post | None:
    """The word in the group when the time for everyone has come."""
    request = await requests.get(tx, request_id)
    group = request and await groups.get(tx, request.group_id)
    if not request or not group or request.ends_at <= now or request.state == "stopped":
        return None
    return _gathering_post(group) if await has_pairs(tx, group) else None


async def render_gathering_again(tx: Transaction, request_id: int, _: int) -> Post | None:
    """The same word, whatever happened since."""
    request = await requests.get(tx, request_id)
    group = request and await groups.get(tx, request.group_id)
    return _gathering_post(group) if group else None


def _gathering_post(group: Group) -> Post:
    return Post(group.chat_id, None, wording.text(group.language, "pairs.gathering"))


async def end_line(tx: Transaction, request: Request, now: int) -> None:
    """The fixed end: the offers and their names are erased, and the line is tidied."""
    await requests.move(tx, request, "ended")
    await requests.forget_offers(tx, [request.id])
    last = now + TIDYING
    line = Wanted("pair_line_ended", request.id, request.group_id, Lane.EDITS, now, last)
    await outbox.renew(tx, line)


# "I could"


async def offer(step: Step) -> None:
    """Keep the offer, if nothing of their own stands in the way; the screen tells what does."""
    request, group = await _line(step)
    await come(step, group)
    member = await _may_offer(step, request, group)
    if member.standing.is_adult and member.reachable:
        name = shown_name(step.first_name)
        await requests.offer(step.tx, request.id, member.id, name)


async def consent_and_offer(step: Step) -> None:
    """ "I am 18 or over", on the way to an offer (P30)."""
    request, group = await _line(step)
    await come(step, group)
    member = await _may_offer(step, request, group)
    await standing.set_adult(step.tx, member.id, step.now)


async def reach_and_offer(step: Step) -> None:
    """The link into the private chat, on the way to an offer."""
    person = await people.remember(step.tx, step.telegram_id)
    await people.set_reachable(step.tx, person.id, reachable=True)
    await buttons.use(step.tx, step.pressed.token, step.update.update_id)
    await offer(step)


async def take_back(step: Step) -> None:
    """Take the offer back; the answer is the same whatever became of it meanwhile (P25)."""
    request, group = await _line(step)
    member = await me(step, group.id)
    known = await requests.offer_of(step.tx, request.id, member.id)
    if known is not None and known.state in OFFER.before("taken_back"):
        await requests.move_offer(step.tx, known, "taken_back")


async def show_offered(step: Step) -> None:
    """Until when they would hear, and that silence says nothing about them."""
    request, group = await _line(step)
    member = await _may_offer(step, request, group)
    if not member.standing.is_adult:
        await show_consent(step, group, "pairs.adult_offer", request.id)
        return
    if not member.reachable:
        await _show_way(step, request, group, member)
        return
    until = wording.moment(group.language, request.ends_at, group.zone)
    keyboard = Keyboard(group.id, member.person_id, request.ends_at + LATE_TAPS)
    label = wording.text(group.language, "pairs.button.take_back")
    keyboard.row(keyboard.tap(label, "pairs.take_back", request.id))
    words = wording.text(group.language, "pairs.thanks", until=until)
    step.show(Screen(words, await keyboard.save(step.tx)))


async def show_adult(step: Step) -> None:
    """After the consent: the tap that offers, once more."""
    request, group = await _line(step)
    member = await me(step, group.id)
    keyboard = Keyboard(group.id, member.person_id, request.ends_at)
    label = wording.text(group.language, "pairs.button.could")
    keyboard.row(keyboard.tap(label, "pairs.offer", request.id))
    words = wording.text(group.language, "pairs.could_again", line=line_of(group, request))
    step.show(Screen(words, await keyboard.save(step.tx)))


async def show_taken_back(step: Step) -> None:
    """Taken back, and how to undo it."""
    request, group = await _line(step)
    member = await me(step, group.id)
    keyboard = Keyboard(group.id, member.person_id, request.ends_at)
    label = wording.text(group.language, "pairs.button.could")
    keyboard.row(keyboard.tap(label, "pairs.offer", request.id))
    words = wording.text(group.language, "pairs.taken_back")
    step.show(Screen(words, await keyboard.save(step.tx)))


async def _line(step: Step) -> tuple[Request, Group]:
    """The request behind the line, and its group. Raises LineEnded, ButtonGone."""
    if step.pressed.object_id is None:
        raise ButtonGone
    request = await requests.get(step.tx, step.pressed.object_id)
    if request is None or request.ends_at <= step.now:
        raise LineEnded
    return request, await group_of(step, request.group_id)


async def _may_offer(step: Step, request: Request, group: Group) -> Member:
    """The one who tapped, if nothing of their own keeps them from offering.

    Raises OwnLine, PairsOff, PairsTooNew, PairsResting, PairsStopped, AlreadyPaired.
    """
    await require_pairs(step, group)
    member = await me(step, group.id)
    if member.id == request.member_id:
        raise OwnLine
    member.standing.require_open(step.now)
    member.standing.require_free()
    return member


async def _show_way(step: Step, request: Request, group: Group, member: Member) -> None:
    """Kith has to be able to write to them: a link that opens the private chat, and offers."""
    keyboard = Keyboard(group.id, member.person_id, step.now + LINK_LIFE)
    keyboard.row(
        door(
            step,
            keyboard,
            wording.text(group.language, "pairs.button.go_private"),
            "pairs.offer",
            about=request.id,
        )
    )
    words = wording.text(group.language, "pairs.way")
    step.show(Screen(words, await keyboard.save(step.tx)))
