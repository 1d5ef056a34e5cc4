"""Late ones: taken in with somebody left out, or as the third of two who both say yes (P20, P5).

Belongs here: looking for a place, and the question to the two. May not enter: the name of who comes
late before both have said yes; telling anybody of a no.
"""

from collections.abc import Awaitable, Callable

from domain.pairs.calling import ANEW, LATE
from domain.refusals.pairs import OfferGone
from domain.rounds import seat_late
from handlers import wording
from handlers.alone import for_each
from handlers.keyboards import Keyboard
from handlers.notes import Screen
from handlers.pairs import nextday
from handlers.pairs.letters import write
from handlers.pairs.meeting import show_pair_of
from handlers.pairs.present import group_of, my_seat, others
from handlers.pairs.rounds.present import Entrant, entrants, needs_of, past_of, planned, with_needs
from handlers.step import Step
from storage import groups, outbox
from storage.engine import Transaction
from storage.groups import Group
from storage.outbox import Addressee
from storage.pairs import apart, joined, meetings, rounds, standing
from storage.pairs.joined import Join
from storage.pairs.meetings import Guest, Pair
from storage.pairs.rounds import Round

BringTogether = Callable[[Transaction, Round, list[tuple[Entrant, Join]], int], Awaitable[None]]


async def look(tx: Transaction, now: int, bring_together: BringTogether) -> int:
    """Look for a place for each late one; answers for how many there was something to do."""
    done = 0
    for join in await joined.unanswered(tx):
        if join.asks_id is None or not await meetings.goes_on(tx, join.asks_id, now):
            await joined.move_join(tx, join, "declined")
            done += 1

    async def take_in(tx: Transaction, join: Join, now: int) -> None:
        await _take_in(tx, join.id, now, bring_together)

    return done + await for_each(tx, await joined.still_late(tx, now - ANEW), take_in, now)


async def _take_in(tx: Transaction, join_id: int, now: int, bring_together: BringTogether) -> None:
    join = await joined.join_by_id(tx, join_id)
    which = join and await rounds.get(tx, join.round_id)
    group = which and await groups.get(tx, which.group_id)
    if not join or not which or not group or join.state != "late":
        return  # another late one has found them a moment ago
    await joined.set_tried(tx, join.id, now)
    if await planned(tx, group) is None:
        return
    free = {
        each.member_id: each
        for each in await joined.joins_of(tx, which.id)
        if each.state in ("left_out", "late")
    }
    here = await entrants(tx, group, free.values(), now)
    if join.member_id not in here:
        return
    pairs = await _pairs_of(tx, which, group, now)
    people = here | {member: each for two in pairs.values() for member, each in two.items()}
    found = seat_late(
        here[join.member_id].needs,
        [needs_of(list(two.values())) for two in pairs.values()],
        [each.needs for member, each in here.items() if member != join.member_id],
        await past_of(tx, people, now),
    )
    if found is None:
        return
    if len(found) == 2:
        await bring_together(tx, which, [(here[each], free[each]) for each in found], now)
        return
    others_of = set(found) - {join.member_id}
    pair_id = next(pair for pair, two in pairs.items() if set(two) == others_of)
    await _ask(tx, join, pair_id, people, now)


async def _pairs_of(
    tx: Transaction, which: Round, group: Group, now: int
) -> dict[int, dict[int, Entrant]]:
    """The twos of the round that can be asked, by pair and member."""
    found = {}
    for pair in await meetings.to_ask(tx, which.id):
        seats = await meetings.seats(tx, pair.id)
        there = await standing.members_by_id(tx, [seat.member_id for seat in seats])
        allowed = [each for each in there.values() if each.standing.is_allowed(now)]
        two = await with_needs(tx, group, allowed, now)
        if len(two) == 2 and await meetings.goes_on(tx, pair.id, now):
            found[pair.id] = two
    return found


async def _ask(
    tx: Transaction, join: Join, pair_id: int, people: dict[int, Entrant], now: int
) -> None:
    """Ask the two, who hear that somebody came late, and not who."""
    pair = await meetings.get(tx, pair_id)
    assert pair is not None  # it was found a moment ago
    await meetings.move_third(tx, pair, "asked")
    await joined.move_join(tx, join, "asked", pair.id)
    for seat in await meetings.seats(tx, pair.id):
        await write(
            tx,
            "pair_third",
            pair.id,
            group_id=pair.group_id,
            person_id=people[seat.member_id].member.person_id,
            now=now,
            not_after=min(now + LATE, pair.ends_at),
        )


# The question to the two


async def reason(tx: Transaction, pair_id: int, to: Addressee, now: int) -> tuple[int, int] | None:
    """The letter stands as long as the pair goes on and is asked."""
    pair = await meetings.get(tx, pair_id)
    if pair is None or pair.third != "asked" or await joined.asking(tx, pair_id) is None:
        return None
    here = {seat.person_id for seat in await meetings.seats(tx, pair_id)}
    if to.person_id not in here or not await meetings.goes_on(tx, pair_id, now):
        return None
    return pair.group_id, pair.ends_at


async def show_question(step: Step) -> None:
    """Somebody came late: may they be the third? Raises OfferGone."""
    pair, _ = await _asked(step)
    _, seat = await my_seat(step, pair.id)
    group = await group_of(step, pair.group_id)
    keyboard = Keyboard(group.id, seat.person_id, pair.ends_at)
    yes = wording.text(group.language, "rounds.button.welcome")
    no = wording.text(group.language, "pairs.button.not_now")
    keyboard.row(
        keyboard.tap(yes, "pairs.third", pair.id), keyboard.tap(no, "pairs.no_third", pair.id)
    )
    words = wording.text(group.language, "rounds.third")
    step.show(Screen(words, await keyboard.save(step.tx)))


async def welcome(step: Step) -> None:
    """One of the two says yes; with the other's yes they are three. Raises OfferGone."""
    pair, join = await _asked(step)
    _, seat = await my_seat(step, pair.id)
    await meetings.set_seat(step.tx, seat.id, {"welcomes": True})
    if all(each.welcomes for each in await others(step, seat)):
        await _admit(step, pair, join)


async def _admit(step: Step, pair: Pair, join: Join) -> None:
    """Everything is asked once more, with everybody held (I5, I6)."""
    ids = [seat.member_id for seat in await meetings.seats(step.tx, pair.id)]
    there = await standing.members_by_id(step.tx, [join.member_id, *ids])
    await standing.lock(step.tx, [member.person_id for member in there.values()])
    there = await standing.members_by_id(step.tx, list(there))
    guest = there.get(join.member_id)
    if guest is None or not guest.may_meet(step.now):
        raise OfferGone
    if await apart.any_of(step.tx, [member.telegram_id for member in there.values()]):
        raise OfferGone
    two = [there[each] for each in ids]
    await meetings.admit(step.tx, pair, Guest(guest, join.name), two, step.now)
    await nextday.after_time(step.tx, pair, None)
    await joined.leave(step.tx, [join.id])
    await standing.wait(step.tx, guest.id, 0)
    await outbox.withdraw(step.tx, "pair_round_news", join.round_id, guest.person_id)
    for member in there.values():
        if member.telegram_id != step.telegram_id:
            await write(
                step.tx,
                "pair_met",
                pair.id,
                group_id=pair.group_id,
                person_id=member.person_id,
                now=step.now,
                not_after=pair.ends_at,
            )


async def show_welcome(step: Step) -> None:
    """The three, or that the other's yes is awaited."""
    pair, seat = await my_seat(step, step.pressed.object_id)
    if pair.size > 2:
        await show_pair_of(step, pair.id)
        return
    await _asked(step)
    group = await group_of(step, pair.group_id)
    away = await others(step, seat)
    words = wording.text(group.language, "rounds.welcomed", name=away[0].name or "")
    step.show(Screen(words))


async def decline(step: Step) -> None:
    """Not this time: nobody is told. Another two may be asked. Raises OfferGone."""
    pair, join = await _asked(step)
    await my_seat(step, pair.id)
    await meetings.move_third(step.tx, pair, "declined")
    await joined.move_join(step.tx, join, "declined")


async def show_declined(step: Step) -> None:
    """Nobody was told."""
    pair, _ = await my_seat(step, step.pressed.object_id)
    group = await group_of(step, pair.group_id)
    step.show(Screen(wording.text(group.language, "rounds.third_declined")))


async def _asked(step: Step) -> tuple[Pair, Join]:
    """The pair behind the button, and the late one it is asked about. Raises OfferGone."""
    object_id = step.pressed.object_id
    pair = None if object_id is None else await meetings.get(step.tx, object_id)
    join = None if pair is None else await joined.asking(step.tx, pair.id)
    if pair is None or join is None or pair.third != "asked":
        raise OfferGone
    return pair, join
