"""What time says in listening turns: begin, half, swap, end (P23).

Belongs here: the tick, and the quiet words. May not enter: answers to taps (`turns`). What is due
stands in rows, so that turns survive a restart; after an outage only the newest word is said.
"""

from domain.turns import Word, due, is_stale, words
from handlers import wording
from handlers.alone import for_each
from handlers.keyboards import Keyboard, listener_button, signposts_button
from handlers.notes import Post
from handlers.pairs.letters import write
from handlers.pairs.turns import TOLD
from storage import groups
from storage.engine import Transaction
from storage.groups import Group
from storage.outbox import Addressee
from storage.pairs import meetings, turns
from storage.pairs.meetings import Pair, Seat
from storage.pairs.turns import Turns


async def tick(tx: Transaction, now: int) -> int:
    """Say what has become due; what nobody said yes to is forgotten without a word."""
    return await for_each(tx, await turns.due(tx, now), _go_on, now)


async def _go_on(tx: Transaction, which: Turns, now: int) -> None:
    if which.state == "wanted":
        await turns.end(tx, which)
        return
    seats = await meetings.seats(tx, which.pair_id)
    planned = words(which.sketch, len(await turns.places(tx, which.id)))
    since = now - which.begun_at
    newest = due(planned, since)
    assert newest is not None  # the first word is due at the begin
    is_last = newest + 1 == len(planned)
    next_at = None if is_last else which.begun_at + planned[newest + 1].after
    await turns.say(tx, which, newest, next_at)
    if is_last:
        await turns.end(tx, which)
    if not is_stale(planned[newest], since):
        pair = await meetings.get(tx, which.pair_id)
        assert pair is not None  # its turns go with it
        for seat in seats:
            await write(
                tx,
                "turns_word",
                which.id,
                group_id=pair.group_id,
                person_id=seat.person_id,
                now=now,
                not_after=now + TOLD,
            )


async def render_word(tx: Transaction, turns_id: int, to: Addressee, now: int) -> Post | None:
    """The word as it is due now; none when they were stopped, or the pair has ended."""
    found = await _of_reader(tx, turns_id, to, now)
    if found is None:
        return None
    which, pair, group, seat = found
    order = await turns.places(tx, which.id)
    word = words(which.sketch, len(order))[which.said]
    if (which.state == "over") != (word.kind == "end"):
        return None
    language, keyboard = group.language, Keyboard(group.id, seat.person_id, pair.ends_at)
    if word.kind == "half":
        return Post(to.chat_id, None, wording.text(language, "turns.half"))
    if word.kind == "end":
        more = wording.text(language, "turns.button.more")
        keyboard.row(keyboard.tap(more, "pairs.more_turns", pair.id))
        keyboard.row(listener_button(language), signposts_button(language))
        said = wording.text(language, "turns.end")
        return Post(to.chat_id, None, said, await keyboard.save(tx))
    speaker = order[word.turn % len(order)].member_id
    seats = await meetings.seats(tx, pair.id)
    speaks = next(each for each in seats if each.member_id == speaker)
    stop = wording.text(language, "turns.button.stop")
    keyboard.row(keyboard.tap(stop, "pairs.stop_turns", pair.id))
    said = _whose_turn(language, which, word, None if speaks.id == seat.id else speaks.name or "")
    return Post(to.chat_id, None, said, await keyboard.save(tx))


def _whose_turn(language: str, which: Turns, word: Word, name: str | None) -> str:
    """That a turn begins. `name`: of who speaks, None: it is the reader."""
    minutes, is_first = which.sketch.minutes, word.turn == 0
    if name is None:
        return wording.text(
            language, "turns.first_you" if is_first else "turns.swap_you", minutes=minutes
        )
    return wording.text(
        language, "turns.first" if is_first else "turns.swap", minutes=minutes, name=name
    )


async def render_stopped(tx: Transaction, turns_id: int, to: Addressee, now: int) -> Post | None:
    """The same words, whoever stopped them."""
    found = await _of_reader(tx, turns_id, to, now)
    if found is None or found[0].state != "over":
        return None
    return Post(to.chat_id, None, wording.text(found[2].language, "turns.stopped"))


async def reason(tx: Transaction, pair_id: int, to: Addressee, now: int) -> tuple[int, int] | None:
    """The letter stands as long as the others wait for a yes."""
    which = await turns.of_pair(tx, pair_id)
    if which is None or which.state != "wanted":
        return None
    found = await _of_reader(tx, which.id, to, now)
    return None if found is None else (found[2].id, which.next_at or now)


async def _of_reader(
    tx: Transaction, turns_id: int, to: Addressee, now: int
) -> tuple[Turns, Pair, Group, Seat] | None:
    """The turns, while their pair goes on and the reader is in it."""
    which = await turns.get(tx, turns_id)
    pair = None if which is None else await meetings.get(tx, which.pair_id)
    group = None if pair is None else await groups.get(tx, pair.group_id)
    if not which or not pair or not group or not await meetings.goes_on(tx, pair.id, now):
        return None
    mine = [each for each in await meetings.seats(tx, pair.id) if each.person_id == to.person_id]
    return (which, pair, group, mine[0]) if mine else None
