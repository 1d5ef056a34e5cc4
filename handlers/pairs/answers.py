"""The asker's answers: one offer at a time, yes or not this time (P5, P25).

Belongs here: the letter about an offer, and what an answer does. May not enter: telling the one who
offered anything but a yes.
"""

from random import SystemRandom

from domain.pairs.meeting import drawn_order, drawn_question
from domain.pairs.rules import LIFE
from domain.people import shown_name
from domain.refusals.pairs import OfferGone
from handlers import wording
from handlers.keyboards import Keyboard
from handlers.language import spoken_to
from handlers.notes import Screen
from handlers.pairs.letters import write
from handlers.pairs.meeting import show_pair_of
from handlers.pairs.present import group_of, me
from handlers.pairs.wishes import wish_words
from handlers.step import Step
from storage import groups
from storage.engine import Transaction
from storage.outbox import Addressee
from storage.pairs import apart, meetings, requests, standing
from storage.pairs.meetings import Guest
from storage.pairs.requests import Offer, Request

_rng = SystemRandom()


async def reason(tx: Transaction, offer_id: int, to: Addressee, now: int) -> tuple[int, int] | None:
    """The letter about an offer stands as long as the offer is shown to this asker."""
    offer = await requests.offer_by_id(tx, offer_id)
    request = offer and await requests.get(tx, offer.request_id)
    if not offer or not request or offer.state != "shown" or request.member_id is None:
        return None
    asker = (await standing.members_by_id(tx, [request.member_id])).get(request.member_id)
    if asker is None or asker.person_id != to.person_id or request.ends_at <= now:
        return None
    return request.group_id, request.ends_at


async def show_offer(step: Step) -> None:
    """Who could, with the three ways to answer."""
    offer, request = await _shown(step)
    group = await group_of(step, request.group_id)
    asker = await me(step, group.id)
    keyboard = Keyboard(group.id, asker.person_id, request.ends_at)
    keyboard.row(
        keyboard.tap(wording.text(group.language, "pairs.button.yes"), "pairs.yes", offer.id),
        keyboard.tap(wording.text(group.language, "pairs.button.not_now"), "pairs.no", offer.id),
    )
    stop = wording.text(group.language, "pairs.button.stop")
    keyboard.row(keyboard.tap(stop, "pairs.stop_asking", request.id))
    words = wording.text(
        group.language,
        "pairs.could",
        name=offer.name,
        wish=wish_words(group.language, request.wish),
        until=wording.moment(group.language, request.ends_at, group.zone),
    )
    step.show(Screen(words, await keyboard.save(step.tx)))


async def no(step: Step) -> None:
    """Not this time: nobody is told."""
    offer, _ = await _shown(step)
    await requests.move_offer(step.tx, offer, "declined")


async def show_no(step: Step) -> None:
    """Nobody was told; the next one is shown if there is one."""
    step.show(Screen(wording.text(await spoken_to(step), "pairs.declined")))


async def yes(step: Step) -> None:
    """The second yes: with it they meet, or, for a trio, wait for one more. Raises OfferGone."""
    offer, request = await _shown(step)
    chosen = [
        each
        for each in (await requests.offers_to(step.tx, [request.id]))[request.id]
        if each.state == "chosen"
    ]
    await requests.move_offer(step.tx, offer, "chosen")
    coming = [*chosen, offer]
    if len(coming) >= request.others:
        await _meet(step, request, coming)


async def _meet(step: Step, request: Request, coming: list[Offer]) -> None:
    """Everything is asked once more, with everybody held: then they are introduced (I5, I6)."""
    assert request.member_id is not None  # the asker has just answered
    ids = [request.member_id, *(offer.member_id for offer in coming)]
    there = await standing.members_by_id(step.tx, ids)
    await standing.lock(step.tx, [member.person_id for member in there.values()])
    there = await standing.members_by_id(step.tx, ids)
    if set(there) != set(ids) or not all(each.may_meet(step.now) for each in there.values()):
        raise OfferGone
    if await apart.any_of(step.tx, [member.telegram_id for member in there.values()]):
        raise OfferGone
    names = {offer.member_id: offer.name for offer in coming}
    names[request.member_id] = shown_name(step.first_name)
    guests = [Guest(there[each], names[each]) for each in drawn_order(ids, _rng)]
    await _introduce(step, request, guests)
    for offer in coming:
        current = await requests.offer_by_id(step.tx, offer.id)
        assert current is not None  # this transaction holds it
        await requests.move_offer(step.tx, current, "met")
    await requests.move(step.tx, request, "filled")


async def _introduce(step: Step, request: Request, guests: list[Guest]) -> None:
    end = step.now + LIFE
    pair_id = await meetings.begin(
        step.tx,
        request.group_id,
        guests,
        wish=request.wish,
        question=drawn_question(_rng),
        begun_at=step.now,
        ends_at=end,
    )
    for guest in guests:
        if guest.member.id != request.member_id:
            await write(
                step.tx,
                "pair_met",
                pair_id,
                group_id=request.group_id,
                person_id=guest.member.person_id,
                now=step.now,
                not_after=end,
            )


async def show_yes(step: Step) -> None:
    """The introduction, or that one more is awaited."""
    group = await groups.get(step.tx, step.pressed.group_id or 0)
    asker = group and await me(step, group.id)
    if not group or not asker:
        raise OfferGone
    seats = await meetings.live_seats_of(step.tx, asker.person_id)
    here = [seat for seat in seats if seat.member_id == asker.id]
    if here:
        await show_pair_of(step, here[0].pair_id)
        return
    offer = step.pressed.object_id and await requests.offer_by_id(step.tx, step.pressed.object_id)
    if not offer or offer.state != "chosen":
        raise OfferGone
    step.show(Screen(wording.text(group.language, "pairs.one_more")))


async def _shown(step: Step) -> tuple[Offer, Request]:
    """The offer behind the button, while it is shown to the one who tapped, and fits as of now.

    Raises OfferGone, whatever the reason.
    """
    object_id = step.pressed.object_id
    offer = None if object_id is None else await requests.offer_by_id(step.tx, object_id)
    request = offer and await requests.get(step.tx, offer.request_id)
    if not offer or not request or offer.state != "shown":
        raise OfferGone
    if request.state != "open" or request.ends_at <= step.now:
        raise OfferGone
    asker = await me(step, request.group_id)
    member = (await standing.members_by_id(step.tx, [offer.member_id])).get(offer.member_id)
    if asker.id != request.member_id or member is None or not member.may_meet(step.now):
        raise OfferGone
    if await apart.any_of(step.tx, [asker.telegram_id, member.telegram_id]):
        raise OfferGone
    return offer, request
