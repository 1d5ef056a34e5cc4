"""Meeting: the introduction, three times, a calendar file, one's own @name (P12 to P15, M4).

Belongs here: the screens of a live pair. May not enter: its relay (`relay`), its end (`ending`).
"""

from domain.pairs.meeting import times
from domain.people import shown_name
from domain.refusals import ButtonGone
from domain.refusals.pairs import PairOver
from handlers import calendar, wording
from handlers.keyboards import Keyboard
from handlers.language import spoken_to
from handlers.notes import Relayed, Screen
from handlers.pairs import nextday
from handlers.pairs.letters import write
from handlers.pairs.present import group_of, my_seat, others
from handlers.pairs.wishes import wish_words
from handlers.step import Step
from storage.engine import Transaction
from storage.groups import Group
from storage.outbox import Addressee
from storage.pairs import meetings, standing
from storage.pairs.meetings import Pair, Seat


async def reason(tx: Transaction, pair_id: int, to: Addressee, now: int) -> tuple[int, int] | None:
    """A letter about a pair stands as long as the pair goes on and its reader is in it (I6)."""
    pair = await meetings.get(tx, pair_id)
    if pair is None or not await meetings.goes_on(tx, pair_id, now):
        return None
    if all(seat.person_id != to.person_id for seat in await meetings.seats(tx, pair_id)):
        return None
    return pair.group_id, pair.ends_at


def named(language: str, seats: list[Seat]) -> str:
    """The first names of some, in the drawn order."""
    names = [seat.name or "" for seat in seats]
    return wording.text(language, "pairs.and").join(names)


# The introduction


async def show_pair(step: Step) -> None:
    """The pair behind the button."""
    if step.pressed.object_id is None:
        raise PairOver
    await show_pair_of(step, step.pressed.object_id)


async def show_pair_of(step: Step, pair_id: int) -> None:
    """Who meets, the opening question, who begins, and every way on (P12, P15)."""
    pair, seat = await my_seat(step, pair_id)
    group = await group_of(step, pair.group_id)
    language = group.language
    away = await others(step, seat)
    begins = wording.text(language, "pairs.you")
    if seat.place != 0:
        begins = named(language, [each for each in away if each.place == 0])
    words = wording.text(
        language,
        "pairs.met" if pair.round_id is None else "rounds.met",
        names=named(language, away),
        wish=wish_words(language, pair.wish),
        question=wording.text(language, f"pairs.question.{pair.question}"),
        begins=begins,
        until=wording.moment(language, pair.ends_at, group.zone),
    )
    own = (await standing.settings(step.tx, group.id)).introduction
    if own is not None:
        words += "\n\n" + wording.text(language, "pairs.introduction", words=own)
    step.show(Screen(words, await _ways(group, pair, seat).save(step.tx)))


def _ways(group: Group, pair: Pair, seat: Seat) -> Keyboard:
    keyboard = Keyboard(group.id, seat.person_id, pair.ends_at)
    language = group.language
    if seat.ready:
        shut = wording.text(language, "pairs.button.close_relay")
        keyboard.row(keyboard.tap(shut, "pairs.close_relay", pair.id))
    else:
        through = wording.text(language, "pairs.button.write")
        keyboard.row(keyboard.tap(through, "pairs.write", pair.id))
    keyboard.row(
        keyboard.tap(wording.text(language, "pairs.button.times"), "pairs.times", pair.id),
        keyboard.tap(wording.text(language, "pairs.button.name"), "pairs.show_name", pair.id),
    )
    keyboard.row(
        keyboard.tap(wording.text(language, "turns.button.turns"), "pairs.turns", pair.id),
        keyboard.tap(wording.text(language, "pairs.button.end"), "pairs.end", pair.id),
    )
    return keyboard


# Three times


async def suit(step: Step) -> None:
    """One of the three times suits, or does not any more; the one that suits all is agreed."""
    pair, seat = await my_seat(step, step.pressed.object_id)
    turn, _, place = (step.pressed.choice or "").partition(":")
    if turn != str(pair.times_turn) or place not in ("0", "1", "2"):
        raise ButtonGone
    marked = seat.times ^ (1 << int(place))
    await meetings.suits(step.tx, seat.id, marked)
    at = await _agreed(step, pair)
    if at != pair.agreed_at:
        await meetings.agree(step.tx, pair.id, at)
        await nextday.after_time(step.tx, pair, at)
    if (at is not None and at != pair.agreed_at) or (seat.times == 0 and marked):
        await _tell_others(step, pair, seat)


async def _agreed(step: Step, pair: Pair) -> int | None:
    """The first of the proposed times that suits everybody."""
    group = await group_of(step, pair.group_id)
    seats = await meetings.seats(step.tx, pair.id)
    proposed = times(pair.wish.when, pair.begun_at, group.zone, pair.times_turn)
    for place, at in enumerate(proposed):
        if len(seats) == pair.size and all(each.times >> place & 1 for each in seats):
            return at
    return None


async def other_times(step: Step) -> None:
    """Three other times; a second tap on the same screen changes nothing more."""
    pair, seat = await my_seat(step, step.pressed.object_id)
    if step.pressed.choice == str(pair.times_turn):
        await meetings.propose(step.tx, pair.id, pair.times_turn + 1)
        await nextday.after_time(step.tx, pair, None)
        await _tell_others(step, pair, seat)


async def _tell_others(step: Step, pair: Pair, seat: Seat) -> None:
    for other in await others(step, seat):
        await write(
            step.tx,
            "pair_times",
            pair.id,
            group_id=pair.group_id,
            person_id=other.person_id,
            now=step.now,
            not_after=pair.ends_at,
        )


async def show_times(step: Step) -> None:
    """The three times, and whom each suits so far (P14)."""
    pair, seat = await my_seat(step, step.pressed.object_id)
    group = await group_of(step, pair.group_id)
    language = group.language
    away = await others(step, seat)
    keyboard = Keyboard(group.id, seat.person_id, pair.ends_at)
    lines = []
    for place, at in enumerate(times(pair.wish.when, pair.begun_at, group.zone, pair.times_turn)):
        moment = wording.moment(language, at, group.zone)
        suited = [each for each in away if each.times >> place & 1]
        own = seat.times >> place & 1
        names = [wording.text(language, "pairs.you")] if own else []
        names += [each.name or "" for each in suited]
        whom = wording.text(language, "pairs.and").join(names)
        key = wording.text(language, "pairs.suits", at=moment, names=whom) if whom else moment
        lines.append(key)
        keyboard.row(keyboard.tap(moment, "pairs.suits", pair.id, f"{pair.times_turn}:{place}"))
    if pair.agreed_at is not None and calendar.is_there():
        label = wording.text(language, "pairs.button.calendar")
        keyboard.row(keyboard.tap(label, "pairs.calendar", pair.id))
    keyboard.row(
        keyboard.tap(
            wording.text(language, "pairs.button.other_times"),
            "pairs.other_times",
            pair.id,
            str(pair.times_turn),
        ),
        keyboard.tap(wording.text(language, "pairs.button.back"), "pairs.look", pair.id),
    )
    words = wording.text(language, "pairs.times", times="\n".join(lines))
    if pair.agreed_at is not None:
        at_words = wording.moment(language, pair.agreed_at, group.zone)
        words = wording.text(language, "pairs.time_agreed", at=at_words) + "\n\n" + words
    step.show(Screen(words, await keyboard.save(step.tx)))


async def show_calendar(step: Step) -> None:
    """The agreed time as a file for a calendar; no name stands in it."""
    pair, _ = await my_seat(step, step.pressed.object_id)
    if pair.agreed_at is None or not calendar.is_there():
        raise ButtonGone
    group = await group_of(step, pair.group_id)
    title = wording.text(group.language, "pairs.calendar_title")
    content = calendar.event(
        str(pair.id), title, pair.agreed_at, minutes=int(pair.wish.length), now=step.now
    )
    words = wording.text(group.language, "pairs.calendar_file")
    step.notes.append(calendar.file(content, words))


# One's own @name


async def show_name(step: Step) -> None:
    """Its owner has tapped "show it": the others of the pair see the @name, once (M4)."""
    pair, seat = await my_seat(step, step.pressed.object_id)
    user = step.update.effective_user
    if user is None or not user.username:
        return
    group = await group_of(step, pair.group_id)
    words = wording.text(
        group.language,
        "pairs.name_shown",
        name=shown_name(step.first_name),
        username=user.username,
    )
    doubt = wording.text(group.language, "pairs.may_not_have")
    away = await others(step, seat)
    there = await standing.members_by_id(step.tx, [each.member_id for each in away])
    step.notes += [Relayed(each.telegram_id, words, doubt) for each in there.values()]


async def answer_name(step: Step) -> None:
    """What became of it; delivered again, nobody knows whether it arrived."""
    await my_seat(step, step.pressed.object_id)
    user = step.update.effective_user
    if user is None or not user.username:
        step.answer(wording.text(await spoken_to(step), "pairs.no_username"), alert=True)
    elif step.repeated:
        step.answer(wording.text(await spoken_to(step), "pairs.may_not_have"), alert=True)
    else:
        step.answer(wording.text(await spoken_to(step), "pairs.name_given"), alert=True)
