"""The next day, in private: did it come about? Once more after two days, then never (P16, P17).

Belongs here: asking for the two letters, their question, looking back (P29). May not enter: keeping
an answer. What somebody taps only takes away the letter that still waits.
"""

from domain.pairs.rules import ASKED_AGAIN, ASKED_FIRST, DAY, MINUTE
from handlers import wording
from handlers.keyboards import Keyboard, listener_button, signposts_button
from handlers.notes import Screen
from handlers.pairs.letters import write
from handlers.pairs.present import any_seat, group_of
from handlers.step import Step
from storage import outbox
from storage.engine import Transaction
from storage.outbox import Addressee
from storage.pairs import apart, meetings
from storage.pairs.meetings import Pair, Seat

LETTERS = {"pair_happened": ASKED_FIRST, "pair_happened_again": ASKED_AGAIN}
"""By kind, so many seconds after the conversation; each goes to a person once for a pair."""
READ = 7 * DAY
"""Seconds for which the buttons of the question work."""


async def after_time(tx: Transaction, pair: Pair, at: int | None) -> None:
    """Ask after the time that suits all; None: none does any more."""
    end = None if at is None else at + int(pair.wish.length) * MINUTE
    for seat in await meetings.seats(tx, pair.id):
        await _plan(tx, pair, seat, end)


async def after_end(tx: Transaction, pair: Pair, seat: Seat, now: int) -> None:
    """Ask one of them after the end, unless they have met at a time that suited all."""
    if pair.agreed_at is None or pair.agreed_at > now:
        await _plan(tx, pair, seat, now)


async def _plan(tx: Transaction, pair: Pair, seat: Seat, end: int | None) -> None:
    await leave_alone(tx, pair.id, seat.person_id)
    for kind, later in LETTERS.items():
        known = await outbox.by_object(tx, kind, pair.id, seat.person_id)
        if end is not None and known is None:
            await write(
                tx,
                kind,
                pair.id,
                group_id=pair.group_id,
                person_id=seat.person_id,
                now=end + later,
                not_after=end + later + DAY,
            )


async def leave_alone(tx: Transaction, pair_id: int, person_id: int) -> None:
    """Ask this one no more about this pair."""
    for kind in LETTERS:
        await outbox.withdraw(tx, kind, pair_id, person_id)


async def reason(tx: Transaction, pair_id: int, to: Addressee, now: int) -> tuple[int, int] | None:
    """Whoever is still there is asked, but not about somebody whom they keep away."""
    pair = await meetings.get(tx, pair_id)
    if pair is None:
        return None
    for seat in await meetings.seats(tx, pair_id):
        if seat.person_id == to.person_id:
            away = [await apart.wants(tx, tie) for tie in await meetings.ties(tx, seat)]
            return None if any(away) else (pair.group_id, now + READ)
    return None


async def show(step: Step) -> None:
    """The question, with three ways to answer and none that is kept."""
    pair, seat = await any_seat(step, step.pressed.object_id)
    group = await group_of(step, pair.group_id)
    keyboard = Keyboard(group.id, seat.person_id, step.now + READ)
    language = group.language
    keyboard.row(
        keyboard.tap(wording.text(language, "nextday.button.yes"), "pairs.happened", pair.id),
        keyboard.tap(wording.text(language, "nextday.button.no"), "pairs.not_happened", pair.id),
    )
    never = wording.text(language, "nextday.button.never")
    keyboard.row(keyboard.tap(never, "pairs.ask_no_more", pair.id), signposts_button(language))
    day = wording.day(language, pair.agreed_at or pair.begun_at, group.zone)
    words = wording.text(language, "nextday.question", day=day)
    step.show(Screen(words, await keyboard.save(step.tx)))


async def ask_no_more(step: Step) -> None:
    """Answered, or asked to be left alone: what still waits is taken away."""
    pair, seat = await any_seat(step, step.pressed.object_id)
    await leave_alone(step.tx, pair.id, seat.person_id)


async def show_happened(step: Step) -> None:
    """It came about: what one can look at afterwards, and what one can do."""
    pair, seat = await any_seat(step, step.pressed.object_id)
    group = await group_of(step, pair.group_id)
    language = group.language
    keyboard = Keyboard(group.id, seat.person_id, step.now + READ)
    back = wording.text(language, "nextday.button.look_back")
    keyboard.row(keyboard.tap(back, "pairs.look_back", pair.id), listener_button(language))
    right = wording.text(language, "pairs.button.not_right")
    keyboard.row(keyboard.tap(right, "pairs.report", pair.id))
    step.show(Screen(wording.text(language, "nextday.happened"), await keyboard.save(step.tx)))


async def show_not_happened(step: Step) -> None:
    """It did not: nothing follows. A pair that goes on is asked once more, if it was not yet."""
    pair, seat = await any_seat(step, step.pressed.object_id)
    group = await group_of(step, pair.group_id)
    language = group.language
    waits = await outbox.by_object(step.tx, "pair_happened_again", pair.id, seat.person_id)
    words = [wording.text(language, "nextday.not_happened")]
    if waits is not None and waits.state == "due":
        words.append(wording.text(language, "nextday.once_more"))
    keyboard = Keyboard(group.id, seat.person_id, step.now + READ)
    if pair.is_live:
        look = wording.text(language, "pairs.button.times")
        keyboard.row(keyboard.tap(look, "pairs.times", pair.id), signposts_button(language))
    else:
        company = wording.text(language, "pairs.button.company")
        keyboard.row(keyboard.tap(company, "pairs.ask"), signposts_button(language))
    step.show(Screen(" ".join(words), await keyboard.save(step.tx)))


async def not_happened(step: Step) -> None:
    """While the pair goes on, the second question still comes; after its end it does not."""
    pair, seat = await any_seat(step, step.pressed.object_id)
    if not pair.is_live:
        await leave_alone(step.tx, pair.id, seat.person_id)


async def show_no_more(step: Step) -> None:
    """They are left alone with it."""
    pair, _ = await any_seat(step, step.pressed.object_id)
    group = await group_of(step, pair.group_id)
    step.show(Screen(wording.text(group.language, "nextday.no_more")))


async def show_look_back(step: Step) -> None:
    """Four questions to look back with, alone or with the other; no answer is asked for (P29)."""
    pair, seat = await any_seat(step, step.pressed.object_id)
    group = await group_of(step, pair.group_id)
    keyboard = Keyboard(group.id, seat.person_id, step.now + READ)
    back = wording.text(group.language, "pairs.button.back")
    keyboard.row(keyboard.tap(back, "pairs.happened", pair.id), signposts_button(group.language))
    words = wording.text(group.language, "nextday.look_back")
    step.show(Screen(words, await keyboard.save(step.tx)))
