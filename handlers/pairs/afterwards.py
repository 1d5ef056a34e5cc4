"""Afterwards: "this did not feel right", keeping apart, and what two reports bring (P9, P28).

Belongs here: the screens for the one who says so. May not enter: telling the other that anything
was said, or who said it; words to a steward (`stewards`).
"""

from domain.pairs.rules import AFTERWARDS, REST
from domain.refusals import PairOver
from handlers import wording
from handlers.keyboards import Keyboard, signposts_button
from handlers.notes import Screen
from handlers.pairs.letters import write
from handlers.pairs.nextday import leave_alone
from handlers.pairs.present import any_seat, group_of, others
from handlers.pairs.stewards import steward_taps
from handlers.step import Step
from storage.engine import Transaction
from storage.outbox import Addressee
from storage.pairs import apart, meetings, reports, standing
from storage.pairs.meetings import Pair, Seat


async def report(step: Step) -> None:
    """Keep that it did not feel right, without words; two about one person let theirs rest.

    In a trio nobody is meant by it: which of the two it was is for words to a steward.
    """
    pair, seat = await _open(step)
    await leave_alone(step.tx, pair.id, seat.person_id)
    away = await others(step, seat)
    if pair.size != 2 or not away:
        return
    about = away[0]
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
    pair, seat = await _open(step)
    there = await meetings.seats(step.tx, pair.id)
    await standing.lock(step.tx, [each.person_id for each in there])
    for tie in await meetings.ties(step.tx, seat):
        await apart.keep(step.tx, tie)


async def undo_apart(step: Step) -> None:
    """Not apart any more, as far as this one goes."""
    _, seat = await _open(step)
    for tie in await meetings.ties(step.tx, seat):
        await apart.undo(step.tx, tie)


async def show_report(step: Step) -> None:
    """What can be done now; nothing has to be."""
    pair, seat = await _open(step)
    group = await group_of(step, pair.group_id)
    language = group.language
    keyboard = Keyboard(group.id, seat.person_id, pair.ends_at + AFTERWARDS)
    wanted = [await apart.wants(step.tx, tie) for tie in await meetings.ties(step.tx, seat)]
    if any(wanted):
        together = wording.text(language, "pairs.button.together")
        keyboard.row(keyboard.tap(together, "pairs.together", pair.id))
    else:
        label = wording.text(language, "pairs.button.apart")
        keyboard.row(keyboard.tap(label, "pairs.apart", pair.id))
    away = {each.person_id for each in await others(step, seat)}
    known = await steward_taps(step, group, keyboard, pair.id, away)
    enough = keyboard.tap(wording.text(language, "pairs.button.leave_it"), "pairs.enough")
    keyboard.row(enough, signposts_button(language))
    words = [wording.text(language, "pairs.report")]
    if any(wanted):
        words.append(wording.text(language, "pairs.kept_apart"))
    if not known:
        words.append(wording.text(language, "pairs.no_stewards"))
    chosen = await standing.settings(step.tx, group.id)
    if chosen.outside:
        words.append(wording.text(language, "pairs.outside", outside=chosen.outside))
    step.show(Screen("\n\n".join(words), await keyboard.save(step.tx)))


async def show_enough(step: Step) -> None:
    """Left at that."""
    step.show(Screen(wording.text(wording.DEFAULT, "pairs.enough")))


async def _open(step: Step) -> tuple[Pair, Seat]:
    """The pair behind the button, for 90 days after its end (P28). Raises PairOver."""
    pair, seat = await any_seat(step, step.pressed.object_id)
    if pair.ends_at + AFTERWARDS <= step.now:
        raise PairOver
    return pair, seat
