"""A round as of now: its group, its dates, and who in it may meet.

Belongs here: the look-ups that the tap and the draw share. May not enter: changes, words.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from domain.pairs.rules import DAY
from domain.refusals.pairs import RoundOver
from domain.rounds import Joined, Past
from handlers.pairs.present import group_of, has_pairs
from handlers.step import Step
from storage import preferences
from storage.engine import Transaction
from storage.groups import Group
from storage.pairs import apart, likes, past, rounds, standing
from storage.pairs.joined import Join
from storage.pairs.rounds import Planned, Round
from storage.pairs.standing import Member


@dataclass(frozen=True, slots=True)
class Entrant:
    """Somebody whom a draw may give somebody now."""

    member: Member
    needs: Joined


async def planned(tx: Transaction, group: Group) -> Planned | None:
    """The plan of a group that has rounds now, else None (G14)."""
    found = await rounds.planned(tx, group.id)
    if found is None or not found.is_on or not await has_pairs(tx, group):
        return None
    return found


async def round_of(step: Step) -> tuple[Round, Group]:
    """The round behind the button, and its group. Raises RoundOver."""
    object_id = step.pressed.object_id
    which = None if object_id is None else await rounds.get(step.tx, object_id)
    if which is None or which.state == "over":
        raise RoundOver
    return which, await group_of(step, which.group_id)


async def entrants(
    tx: Transaction, group: Group, joins: Collection[Join], now: int
) -> dict[int, Entrant]:
    """By member, those who may meet as of now; nobody else decides about them meanwhile.

    Left out are those who are gone, away (P2), too new, under 18, resting, stopped, or in a pair of
    this group already (P30, I5), and those whom Kith could not tell.
    """
    there = await standing.members_by_id(tx, [join.member_id for join in joins])
    await standing.lock(tx, [member.person_id for member in there.values()])
    there = await standing.members_by_id(tx, list(there))
    free = [member for member in there.values() if member.may_meet(now)]
    return await with_needs(tx, group, free, now)


async def with_needs(
    tx: Transaction, group: Group, members: Collection[Member], now: int
) -> dict[int, Entrant]:
    """By member, those of them who are not away, with what each needs (P10, P11)."""
    persons = [member.person_id for member in members]
    chosen, liked = await preferences.several(tx, persons), await likes.of(tx, persons)
    return {
        member.id: Entrant(
            member,
            liked[member.person_id].joined(
                member.id,
                waited=member.waited,
                awake=chosen[member.person_id].awake_hours(now, group.zone),
                spoken=group.language,
            ),
        )
        for member in members
        if not chosen[member.person_id].is_away(now)
    }


async def past_of(tx: Transaction, people: Mapping[int, Entrant], now: int) -> Past:
    """Who has met whom, in days, and who is kept apart, in either direction (P6, P9)."""
    met = await past.of(tx, list(people))
    ago = {couple: (now - at) // DAY + 1 for couple, at in met.items()}
    ids = {each: entrant.member.telegram_id for each, entrant in people.items()}
    return Past(ago, await apart.couples(tx, ids))


def needs_of(people: Sequence[Entrant]) -> list[Joined]:
    """What a draw knows of them."""
    return [each.needs for each in people]
