"""What time decides about rounds: inviting, drawing, ending (P3, P6 to P8).

Belongs here: the tick. May not enter: answers to taps; who fits with whom (`domain/rounds`). A draw
is one transaction: who is there, who is away, who is kept apart, the pairs and their letters.
"""

from random import SystemRandom

from domain.delivery import Lane
from domain.pairs.calling import LATE, SHORTEST, calls, newest
from domain.pairs.likes import wish_of
from domain.pairs.meeting import drawn_order, drawn_question
from domain.pairs.rules import AFTERWARDS, DAY, LIFE, MET
from domain.rounds import draw
from handlers.alone import for_each
from handlers.pairs.letters import write
from handlers.pairs.rounds import late
from handlers.pairs.rounds.present import (
    Entrant,
    entrants,
    needs_of,
    past_of,
    planned,
)
from storage import groups, holds, outbox
from storage.engine import Transaction
from storage.groups import Group
from storage.outbox import Wanted
from storage.pairs import joined, meetings, past, rounds, standing
from storage.pairs.joined import Join
from storage.pairs.meetings import Guest
from storage.pairs.rounds import Planned, Round

_rng = SystemRandom()


async def tick(tx: Transaction, now: int) -> int:
    """Decide what has become due; answers how much it was."""
    done = await for_each(tx, await rounds.to_invite(tx, now), _invite, now)
    done += await for_each(tx, await rounds.to_fall(tx), _fall, now)
    done += await for_each(tx, await rounds.to_draw(tx, now), draw_round, now)
    done += await for_each(tx, await rounds.to_close(tx, now - LATE), _close, now)
    return done + await late.look(tx, now, bring_together)


async def forget(tx: Transaction, now: int) -> None:
    """Erase what has served its time."""
    await rounds.forget_before(tx, now - AFTERWARDS)
    await past.forget_before(tx, now - MET)


# Inviting


async def _invite(tx: Transaction, plan: Planned, now: int) -> None:
    """Invite to the newest round that is due, unless the group is quiet just now (F9)."""
    group = await groups.get(tx, plan.group_id)
    assert group is not None  # its plan goes with it
    times = await rounds.times_of(tx, group, plan)
    call, next_at = newest(plan.plan, times, plan.next_at or now, now)
    await rounds.set_next(tx, group.id, next_at)
    if call is None or await holds.until(tx, group.id, call.invite_at) is not None:
        return
    called = await rounds.call(tx, group.id, call.local_date, call.draw_at)
    if called is not None:
        end = call.draw_at - SHORTEST
        post = Wanted("pair_round", called, group.id, Lane.POSTS, call.invite_at, end)
        await outbox.ask(tx, post)


# Drawing


async def draw_round(tx: Transaction, which: Round, now: int) -> None:
    """Bring together whom the draw gives each other; whoever is left out is told, and comes first
    next time. On a break of the group nobody is drawn."""
    group = await groups.get(tx, which.group_id)
    plan = None if group is None else await planned(tx, group)
    if group is None or plan is None or await _is_on_a_break(tx, group, plan, which):
        await _fall(tx, which, now)
        return
    joins = await joined.joins_of(tx, which.id)
    here = await entrants(tx, group, joins, now)
    shuffled = drawn_order(needs_of(list(here.values())), _rng)
    drawn = draw(shuffled, await past_of(tx, here, now), prefer_trios=plan.plan.prefers_trios)
    await rounds.move(tx, which, "drawn")
    names = {join.member_id: join for join in joins}
    for together in drawn.together:
        there = [(here[each], names[each]) for each in together]
        await bring_together(tx, which, there, now)
    seated = {each for together in drawn.together for each in together}
    for join in joins:
        if join.member_id not in seated:
            await _leave_out(tx, which, join, here.get(join.member_id), now)
    await tell_group(tx, which, now)


async def _is_on_a_break(tx: Transaction, group: Group, plan: Planned, which: Round) -> bool:
    away = (await rounds.times_of(tx, group, plan)).away
    return away is not None and away[0].isoformat() <= which.local_date < away[1].isoformat()


async def bring_together(
    tx: Transaction, which: Round, there: list[tuple[Entrant, Join]], now: int
) -> None:
    """Begin a pair of these, in a drawn order, and let each know by letter."""
    guests = [Guest(entrant.member, join.name) for entrant, join in there]
    pair_id = await meetings.begin(
        tx,
        which.group_id,
        drawn_order(guests, _rng),
        wish=wish_of(needs_of([entrant for entrant, _ in there])),
        question=drawn_question(_rng),
        begun_at=now,
        ends_at=(end := await _last_moment(tx, which, now)),
        round_id=which.id,
    )
    await joined.leave(tx, [join.id for _, join in there])
    for entrant, _ in there:
        member = entrant.member
        await standing.wait(tx, member.id, 0)
        await outbox.withdraw(tx, "pair_round_news", which.id, member.person_id)
        await write(
            tx,
            "pair_met",
            pair_id,
            group_id=which.group_id,
            person_id=member.person_id,
            now=now,
            not_after=end,
        )


async def _last_moment(tx: Transaction, which: Round, now: int) -> int:
    """When a pair of this round closes by the clock: before the next draw, so that all are free."""
    group = await groups.get(tx, which.group_id)
    plan = await rounds.planned(tx, which.group_id)
    assert group is not None  # the round goes with its group
    assert plan is not None  # so does its plan, and a round was called by one
    following = calls(plan.plan, await rounds.times_of(tx, group, plan), which.draw_at - LIFE)
    return min(now + LIFE, next(each.draw_at for each in following if each.draw_at > now))


async def _leave_out(
    tx: Transaction, which: Round, join: Join, entrant: Entrant | None, now: int
) -> None:
    await joined.move_join(tx, join, "left_out")
    if entrant is not None:
        await standing.wait(tx, join.member_id, entrant.member.waited + 1)
    await _tell(tx, which, join, now)


# Ending


async def _fall(tx: Transaction, which: Round, now: int) -> None:
    await _end(tx, which, "fell", now)


async def _close(tx: Transaction, which: Round, now: int) -> None:
    await _end(tx, which, "ended", now)


async def _end(tx: Transaction, which: Round, event: str, now: int) -> None:
    """No more of this round: who has joined is forgotten; whoever still waits hears of it."""
    joins = await joined.joins_of(tx, which.id)
    await rounds.move(tx, which, event)
    await joined.leave(tx, [join.id for join in joins])
    for join in joins:
        if join.state != "left_out":
            await _tell(tx, which, join, now)
    await tell_group(tx, which, now)


async def _tell(tx: Transaction, which: Round, join: Join, now: int) -> None:
    """Let one who has joined know that there is nobody for them, unless they are gone."""
    for member in (await standing.members_by_id(tx, [join.member_id])).values():
        await write(
            tx,
            "pair_round_news",
            which.id,
            group_id=which.group_id,
            person_id=member.person_id,
            now=now,
            not_after=now + DAY,
        )


async def tell_group(tx: Transaction, which: Round, now: int) -> None:
    """Let the invitation say how it is now; nobody learns who joined, or how many (P18)."""
    end = now + LATE
    line = Wanted("pair_round_now", which.id, which.group_id, Lane.EDITS, now, end)
    await outbox.renew(tx, line)
