"""What time decides about pairs: who is shown next, and what ends.

Belongs here: the tick. May not enter: answers to taps. Whether an offer is shown, falls, or waits
is decided here, apart from the tap that made it: that tap looks and takes the same for everybody.
"""

from domain.pairs.rules import AFTERWARDS, DAY, LETTER
from handlers.alone import for_each
from handlers.pairs.ending import close_relay, end_pair
from handlers.pairs.letters import write
from handlers.pairs.offers import end_line
from storage.engine import Transaction
from storage.pairs import apart, meetings, relays, reports, requests, standing
from storage.pairs.requests import Offer, Request
from storage.pairs.standing import Member


async def tick(tx: Transaction, now: int) -> int:
    """Decide what has become due; answers how much it was."""
    done = await for_each(tx, await meetings.to_end(tx, now), end_pair, now)
    done += await for_each(tx, await relays.still(tx, now), close_relay, now)
    done += await for_each(tx, await requests.ending(tx, now), _end, now)
    return done + await _look_after_requests(tx, now)


async def forget(tx: Transaction, now: int) -> None:
    """Erase what has served its time."""
    await requests.forget_before(tx, now - DAY)
    await meetings.forget_before(tx, now - AFTERWARDS)
    await reports.forget_before(tx, now - AFTERWARDS)
    await reports.forget_concerns_before(tx, now - LETTER)


async def _end(tx: Transaction, request: Request, now: int) -> None:
    """The fixed end of a line; an asker who still waited hears of other ways to company (P25)."""
    await end_line(tx, request, now)
    if request.state != "open" or request.member_id is None:
        return
    asker = (await standing.members_by_id(tx, [request.member_id])).get(request.member_id)
    if asker is not None and request.others:
        await write(
            tx,
            "pair_asked_over",
            request.id,
            group_id=request.group_id,
            person_id=asker.person_id,
            now=now,
            not_after=now + DAY,
        )


async def _look_after_requests(tx: Transaction, now: int) -> int:
    """Let requests stop whose asker cannot go on, and show each asker one offer."""
    asked = await requests.still_open(tx)
    if not asked:
        return 0
    offers = await requests.offers_to(tx, [request.id for request in asked])
    ids = {request.member_id for request in asked if request.member_id is not None}
    ids |= {offer.member_id for each in offers.values() for offer in each}
    there = await standing.members_by_id(tx, ids)
    return sum([await _look_after(tx, each, offers[each.id], there, now) for each in asked])


async def _look_after(
    tx: Transaction, request: Request, offers: list[Offer], there: dict[int, Member], now: int
) -> int:
    asker = there.get(request.member_id) if request.member_id is not None else None
    # Where everyone is asked, nobody is introduced, so a pair of the asker is in nobody's way.
    if asker is None or (request.others and not asker.may_meet(now)):
        await requests.move(tx, request, "stopped")
        return 1
    held = [offer for offer in offers if offer.state in ("shown", "chosen")]
    company = [asker]
    fallen = 0
    for offer in held:
        member = there.get(offer.member_id)
        if member is None or not await _fits(tx, member, company, now):
            await requests.move_offer(tx, offer, "fell")
            fallen += 1
        else:
            company.append(member)
    shown = any(offer.state == "shown" and _there(offer, company) for offer in held)
    return fallen + (0 if shown else await _show_next(tx, request, offers, company, there, now))


def _there(offer: Offer, company: list[Member]) -> bool:
    return any(member.id == offer.member_id for member in company)


async def _show_next(  # noqa: PLR0913, PLR0917 - what the choice is made of
    tx: Transaction,
    request: Request,
    offers: list[Offer],
    company: list[Member],
    there: dict[int, Member],
    now: int,
) -> int:
    """Show the asker the first waiting offer that fits (P5)."""
    for offer in offers:
        member = there.get(offer.member_id)
        if offer.state == "waiting" and member and await _fits(tx, member, company, now):
            await requests.move_offer(tx, offer, "shown")
            await write(
                tx,
                "pair_offer",
                offer.id,
                group_id=request.group_id,
                person_id=company[0].person_id,
                now=now,
                not_after=request.ends_at,
            )
            return 1
    return 0


async def _fits(tx: Transaction, member: Member, company: list[Member], now: int) -> bool:
    """Whether a pair of these could begin now, as far as this one goes (I5, I6)."""
    if not member.may_meet(now):
        return False
    ids = [member.telegram_id, *(each.telegram_id for each in company)]
    return not await apart.any_of(tx, ids)
