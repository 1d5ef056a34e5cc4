"""Who is here, as of now: the group, the member who acted, their seat.

Belongs here: the look-ups that authorise every act of pairs against the present state. May not
enter: words, changes.
"""

from domain.refusals import AllRests, ButtonGone
from domain.refusals.pairs import PairOver, PairsOff
from handlers.step import Step
from storage import groups, people
from storage.engine import Transaction
from storage.groups import Group
from storage.pairs import meetings, standing
from storage.pairs.meetings import Pair, Seat
from storage.pairs.standing import Member


async def group_of(step: Step, group_id: int | None) -> Group:
    """The group behind a button. Raises ButtonGone."""
    group = None if group_id is None else await groups.get(step.tx, group_id)
    if group is None:
        raise ButtonGone
    return group


async def has_pairs(tx: Transaction, group: Group) -> bool:
    """Whether pairs are on in the group (G14)."""
    chosen = await standing.settings(tx, group.id)
    return group.is_open and chosen.open_since is not None


async def require_pairs(step: Step, group: Group) -> None:
    """Raise PairsOff unless pairs are on in the group, AllRests where everything rests."""
    if group.still_since is not None:
        raise AllRests
    if not await has_pairs(step.tx, group):
        raise PairsOff


async def me(step: Step, group_id: int) -> Member:
    """The one who acted, as a member of the group. Raises ButtonGone."""
    person = await people.find(step.tx, step.telegram_id)
    found = person and await standing.member(step.tx, group_id, person.id)
    if not found:
        raise ButtonGone
    return found


async def come(step: Step, group: Group) -> None:
    """A tap or command in the group is a sight of them there (design: rights)."""
    if step.chat.type != "private":
        person = await people.remember(step.tx, step.telegram_id)
        await people.seen(step.tx, group.id, person.id, step.now)


async def my_seat(step: Step, pair_id: int | None) -> tuple[Pair, Seat]:
    """The pair behind the button, which goes on, and the seat of the one who acted.

    Raises PairOver, also when somebody is gone or kept apart and the clock has not ended it yet.
    """
    pair, seat = await any_seat(step, pair_id)
    if not await meetings.goes_on(step.tx, pair.id, step.now):
        raise PairOver
    return pair, seat


async def any_seat(step: Step, pair_id: int | None) -> tuple[Pair, Seat]:
    """The pair behind the button, live or not, and the seat in it. Raises PairOver."""
    pair = None if pair_id is None else await meetings.get(step.tx, pair_id)
    person = await people.find(step.tx, step.telegram_id)
    if pair is None or person is None:
        raise PairOver
    for seat in await meetings.seats(step.tx, pair.id):
        if seat.person_id == person.id:
            return pair, seat
    raise PairOver


async def others(step: Step, seat: Seat) -> list[Seat]:
    """The other seats of the pair."""
    return [each for each in await meetings.seats(step.tx, seat.pair_id) if each.id != seat.id]
