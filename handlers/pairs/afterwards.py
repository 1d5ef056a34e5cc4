"""Afterwards: "this did not feel right", keeping apart, and what two reports bring (P9, P28).

Belongs here: the screens for the one who says so. May not enter: telling the other that anything
was said, or who said it; words to a steward (`stewards`).
"""

from collections.abc import Collection

from domain.pairs.rules import AFTERWARDS, REST
from domain.refusals.pairs import NotOfThem, PairOver
from handlers import wording
from handlers.keyboards import Keyboard, signposts_button
from handlers.language import spoken_to
from handlers.notes import Screen
from handlers.pairs.letters import write
from handlers.pairs.nextday import leave_alone
from handlers.pairs.present import any_seat, group_of, others
from handlers.pairs.stewards import steward_taps
from handlers.step import Step
from storage import people
from storage.engine import Transaction
from storage.groups import Group
from storage.outbox import Addressee
from storage.pairs import apart, meetings, reports, standing
from storage.pairs.meetings import Pair, Seat


async def report(step: Step) -> None:
    """Keep that it did not feel right, without words; two about one person let theirs rest.

    In a trio nobody is meant by it, until one of the two is picked (`report_one`).
    """
    pair, seat = await open_pair(step, step.pressed.object_id)
    await leave_alone(step.tx, pair.id, seat.person_id)
    away = await others(step, seat)
    if pair.size == 2 and away:
        await _keep(step, pair, seat, away[0])


async def report_one(step: Step, pair_id: int, picked: Collection[int]) -> None:
    """Keep it about the one of a trio who was picked, by Telegram id; the last pick counts.

    Raises NotOfThem, PairOver.
    """
    pair, seat = await open_pair(step, pair_id)
    found = [person.id for each in picked if (person := await people.find(step.tx, each))]
    about = [each for each in await others(step, seat) if each.person_id in found]
    if not about:
        raise NotOfThem
    await _keep(step, pair, seat, about[0])


async def _keep(step: Step, pair: Pair, seat: Seat, about: Seat) -> None:
    await reports.add(step.tx, about.member_id, seat.member_id, pair.id, step.now)
    since = step.now - AFTERWARDS
    if await reports.is_repeated(step.tx, about.member_id, seat.member_id, since):
        await _let_rest(step, pair, about)


async def _let_rest(step: Step, pair: Pair, about: Seat) -> None:
    end = step.now + REST
    await standing.rest(step.tx, about.member_id, end)
    await write(
        step.tx,
        "pair_standing",
        about.member_id,
        group_id=pair.group_id,
        person_id=about.person_id,
        now=step.now,
        not_after=end,
    )


async def reason(
    tx: Transaction, member_id: int, to: Addressee, now: int
) -> tuple[int, int] | None:
    """The letter about one's own standing goes to that person alone."""
    member = (await standing.members_by_id(tx, [member_id])).get(member_id)
    if member is None or member.person_id != to.person_id:
        return None
    return member.group_id, now + AFTERWARDS


async def keep_apart(step: Step) -> None:
    """Silent, both ways, until undone; also from somebody who is gone by now (P9)."""
    pair, seat = await open_pair(step, step.pressed.object_id)
    there = await meetings.seats(step.tx, pair.id)
    await standing.lock(step.tx, [each.person_id for each in there])
    for tie in await meetings.ties(step.tx, seat):
        await apart.keep(step.tx, tie)


async def undo_apart(step: Step) -> None:
    """Not apart any more, as far as this one goes."""
    _, seat = await open_pair(step, step.pressed.object_id)
    for tie in await meetings.ties(step.tx, seat):
        await apart.undo(step.tx, tie)


async def show_report(step: Step) -> None:
    """What can be done now; nothing has to be."""
    pair, seat = await open_pair(step, step.pressed.object_id)
    group = await group_of(step, pair.group_id)
    keeps_away = any(
        [await apart.wants(step.tx, tie) for tie in await meetings.ties(step.tx, seat)]
    )
    keyboard = Keyboard(group.id, seat.person_id, pair.ends_at + AFTERWARDS)
    _add_ways(keyboard, group.language, pair, keeps_away=keeps_away)
    away = {each.person_id for each in await others(step, seat)}
    known = await steward_taps(step, group, keyboard, pair.id, away)
    enough = keyboard.tap(wording.text(group.language, "pairs.button.leave_it"), "pairs.enough")
    keyboard.row(enough, signposts_button(group.language))
    words = [await _heard(step, group.language, pair, seat)]
    if keeps_away:
        words.append(_kept_apart(group.language, pair))
    words += await _helpers(step, group, stewards=known)
    step.show(Screen("\n\n".join(words), await keyboard.save(step.tx)))


def _add_ways(keyboard: Keyboard, say: str, pair: Pair, *, keeps_away: bool) -> None:
    if pair.size != 2:
        keyboard.row(keyboard.tap(wording.text(say, "pairs.button.about"), "pairs.about", pair.id))
    if keeps_away:
        together = wording.text(say, "pairs.button.together")
        keyboard.row(keyboard.tap(together, "pairs.together", pair.id))
        return
    label = wording.text(say, "pairs.button.apart" if pair.size == 2 else "pairs.button.apart_both")
    keyboard.row(keyboard.tap(label, "pairs.apart", pair.id))


async def _heard(step: Step, say: str, pair: Pair, seat: Seat) -> str:
    if pair.size == 2 or await reports.about(step.tx, pair.id, seat.member_id) is not None:
        return wording.text(say, "pairs.report")
    return wording.text(say, "pairs.report_trio")


def _kept_apart(say: str, pair: Pair) -> str:
    return wording.text(say, "pairs.kept_apart" if pair.size == 2 else "pairs.kept_apart_both")


async def _helpers(step: Step, group: Group, *, stewards: bool) -> list[str]:
    """Whom one can turn to besides, in words."""
    words = [] if stewards else [wording.text(group.language, "pairs.no_stewards")]
    chosen = await standing.settings(step.tx, group.id)
    if chosen.outside:
        words.append(wording.text(group.language, "pairs.outside", outside=chosen.outside))
    return words


async def show_enough(step: Step) -> None:
    """Left at that."""
    step.show(Screen(wording.text(await spoken_to(step), "pairs.enough")))


async def open_pair(step: Step, pair_id: int | None) -> tuple[Pair, Seat]:
    """The pair of the one who acts, for 90 days after its end (P28). Raises PairOver."""
    pair, seat = await any_seat(step, pair_id)
    if pair.ends_at + AFTERWARDS <= step.now:
        raise PairOver
    return pair, seat
