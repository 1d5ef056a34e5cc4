"""Listening turns from the screens of a pair: wanted by one, begun by all, stopped by any (P23).

Belongs here: the screens and what a tap on them keeps. May not enter: when a word is said
(`turning`); what is said in a turn.
"""

from random import SystemRandom

from domain.pairs.meeting import drawn_order
from domain.refusals import NotNow
from domain.turns import CHOICES, WAITING, Sketch, decoded, words
from handlers import wording
from handlers.keyboards import Keyboard
from handlers.notes import Screen
from handlers.pairs.letters import write
from handlers.pairs.meeting import named
from handlers.pairs.present import group_of, my_seat, others
from handlers.step import Step
from storage.groups import Group
from storage.pairs import meetings, turns
from storage.pairs.meetings import Pair, Seat
from storage.pairs.turns import Turns

TOLD = 60
"""Seconds in which it is still told that turns were stopped."""

_rng = SystemRandom()


async def show(step: Step) -> None:
    """The turns as they are now: to be put together, waiting, or running."""
    pair, seat = await my_seat(step, step.pressed.object_id)
    group = await group_of(step, pair.group_id)
    found = await turns.of_pair(step.tx, pair.id)
    if found is None or found.state == "over":
        sketch = decoded(step.pressed.choice) if step.pressed.choice else Sketch()
        await _show_sketch(step, group, pair, seat, sketch)
    elif found.state == "wanted":
        await _show_wanted(step, group, pair, seat, found)
    else:
        await _show_running(step, group, pair, seat, found)


async def _show_sketch(step: Step, group: Group, pair: Pair, seat: Seat, sketch: Sketch) -> None:
    keyboard = Keyboard(group.id, seat.person_id, pair.ends_at)
    taps = [
        keyboard.tap(
            choice_word(group, sketch, name), "pairs.turns", pair.id, sketch.turned(name).encoded
        )
        for name in CHOICES
    ]
    keyboard.row(*taps)
    ask = wording.text(group.language, "turns.button.ask")
    keyboard.row(keyboard.tap(ask, "pairs.want_turns", pair.id, sketch.encoded))
    _back(group, keyboard, pair)
    whole = words(sketch, pair.size)[-1].after // 60
    text = wording.text(group.language, "turns.sketch", minutes=whole)
    step.show(Screen(text, await keyboard.save(step.tx)))


async def _show_wanted(step: Step, group: Group, pair: Pair, seat: Seat, found: Turns) -> None:
    ready = {each.member_id for each in await turns.places(step.tx, found.id) if each.ready}
    away = await others(step, seat)
    keyboard = Keyboard(group.id, seat.person_id, pair.ends_at)
    values = {
        "plan": plan_words(group, found.sketch),
        "until": wording.clock_time(group.language, found.next_at or step.now, group.zone),
    }
    if seat.member_id in ready:
        waits = [each for each in away if each.member_id not in ready]
        names = named(group.language, waits)
        text = wording.text(group.language, "turns.waiting", names=names, **values)
        label = wording.text(group.language, "pairs.button.take_back")
        keyboard.row(keyboard.tap(label, "pairs.stop_turns", pair.id))
    else:
        names = named(group.language, [each for each in away if each.member_id in ready])
        text = wording.text(group.language, "turns.wanted", names=names, **values)
        label = wording.text(group.language, "turns.button.begin")
        keyboard.row(keyboard.tap(label, "pairs.begin_turns", pair.id))
    _back(group, keyboard, pair)
    step.show(Screen(text, await keyboard.save(step.tx)))


async def _show_running(step: Step, group: Group, pair: Pair, seat: Seat, found: Turns) -> None:
    keyboard = Keyboard(group.id, seat.person_id, pair.ends_at)
    label = wording.text(group.language, "turns.button.stop")
    keyboard.row(keyboard.tap(label, "pairs.stop_turns", pair.id))
    _back(group, keyboard, pair)
    end = found.begun_at + words(found.sketch, pair.size)[-1].after
    until = wording.clock_time(group.language, end, group.zone)
    text = wording.text(group.language, "turns.running", until=until, zone=group.zone)
    step.show(Screen(text, await keyboard.save(step.tx)))


def _back(group: Group, keyboard: Keyboard, pair: Pair) -> None:
    back = wording.text(group.language, "pairs.button.back")
    keyboard.row(keyboard.tap(back, "pairs.look", pair.id))


def choice_word(group: Group, sketch: Sketch, name: str) -> str:
    """What a choice of the sketch is called."""
    key = getattr(sketch, name)
    if name == "minutes":
        return wording.text(group.language, "turns.minutes", minutes=key)
    return wording.text(group.language, f"turns.times.{key}")


def plan_words(group: Group, sketch: Sketch) -> str:
    """The whole sketch in a few words."""
    each, times = (choice_word(group, sketch, name) for name in CHOICES)
    return wording.text(group.language, "turns.plan", times=times, minutes=each)


# What a tap keeps


async def want(step: Step) -> None:
    """One would like turns like these; the others hear of it. Raises NotNow while some run."""
    pair, seat = await my_seat(step, step.pressed.object_id)
    sketch = decoded(step.pressed.choice)
    await _want(step, pair, seat, sketch, dict.fromkeys(await _members(step, pair)))


async def once_more(step: Step) -> None:
    """Another turn for each, in the same order, when all tap this."""
    pair, seat = await my_seat(step, step.pressed.object_id)
    found = await turns.of_pair(step.tx, pair.id)
    if found is None:
        raise NotNow
    if found.state == "wanted":
        await _agree(step, pair, seat, found)
        return
    drawn = {each.member_id: each.place for each in await turns.places(step.tx, found.id)}
    order = {each: drawn.get(each) for each in await _members(step, pair)}
    await _want(step, pair, seat, Sketch(found.sketch.minutes, "1"), order)


async def _members(step: Step, pair: Pair) -> list[int]:
    return [each.member_id for each in await meetings.seats(step.tx, pair.id)]


async def _want(
    step: Step, pair: Pair, seat: Seat, sketch: Sketch, order: dict[int, int | None]
) -> None:
    until = step.now + WAITING
    turns_id = await turns.want(step.tx, pair.id, sketch, order, until)
    await turns.set_ready(step.tx, turns_id, seat.member_id)
    for other in await others(step, seat):
        await _tell(step, "pair_turns", pair.id, pair, other, until)


async def agree(step: Step) -> None:
    """Another one says yes; with the last yes they begin. Raises NotNow."""
    pair, seat = await my_seat(step, step.pressed.object_id)
    found = await turns.of_pair(step.tx, pair.id)
    if found is None or found.state != "wanted":
        raise NotNow
    await _agree(step, pair, seat, found)


async def _agree(step: Step, pair: Pair, seat: Seat, found: Turns) -> None:
    await turns.set_ready(step.tx, found.id, seat.member_id)
    there = await turns.places(step.tx, found.id)
    if {each.member_id for each in there} != set(await _members(step, pair)):
        raise NotNow  # they have become three meanwhile
    if not turns.ready(there):
        return
    order = [each.member_id for each in there]
    if any(each.place is None for each in there):
        order = drawn_order(order, _rng)
    await turns.begin(step.tx, found, order, step.now)


async def stop(step: Step) -> None:
    """Any of them stops the turns, or takes back that they would like some. Raises NotNow."""
    pair, seat = await my_seat(step, step.pressed.object_id)
    found = await turns.of_pair(step.tx, pair.id)
    if found is None:
        raise NotNow
    await turns.end(step.tx, found)
    if found.state == "running":
        for other in await others(step, seat):
            end = step.now + TOLD
            await _tell(step, "turns_stopped", found.id, pair, other, end)


async def show_stopped(step: Step) -> None:
    """No turns now; the conversation goes on."""
    pair, _ = await my_seat(step, step.pressed.object_id)
    group = await group_of(step, pair.group_id)
    step.show(Screen(wording.text(group.language, "turns.stopped")))


async def _tell(  # noqa: PLR0913, PLR0917 - what a letter is made of
    step: Step, kind: str, object_id: int, pair: Pair, other: Seat, not_after: int
) -> None:
    await write(
        step.tx,
        kind,
        object_id,
        group_id=pair.group_id,
        person_id=other.person_id,
        now=step.now,
        not_after=not_after,
    )
