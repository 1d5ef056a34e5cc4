"""What one's own check-in asks, and what its person answers to themselves (C2, C8, C21).

Belongs here: what time brings, the letter, the taps on it, the field for own words. May not enter:
looking at answers for any purpose; what is kept is shown to its person (`own_history`).
"""

import secrets

from telegram import InlineKeyboardButton

from domain import own_checkins as rules
from domain.checkins import ANSWERS, HERE, LATENESS, QUESTION, WEATHER, WINDOW, Window
from domain.delivery import Lane
from domain.own_checkins import ANSWER_LIMIT
from domain.prompts import draw, of_source
from domain.refusals import ButtonGone, CheckinClosed
from domain.schedule import Occurrence, latest, newest_due
from domain.toolbox import own_words
from handlers import fields, wording
from handlers.alone import for_each
from handlers.keyboards import Keyboard, signposts_button
from handlers.language import of_letter
from handlers.me.own_checkin import theirs
from handlers.notes import Post
from handlers.own import Me, back, screen
from handlers.step import Step
from storage import outbox, own_checkins
from storage.engine import Transaction
from storage.outbox import Addressee, Wanted
from storage.own_checkins import OwnCheckin, OwnRound

KIND = "own_checkin"
DUE_AT_ONCE = 100
"""Check-ins that one tick opens; the next tick, a second later, takes others."""
LATE_TAPS = 14 * 86_400
"""Seconds after its close in which a tap still gets the kind word about closing (C11)."""

_RNG = secrets.SystemRandom()


# What time brings


async def tick(tx: Transaction, now: int) -> int:
    """Ask those whose time has come."""
    return await for_each(tx, await own_checkins.due(tx, now, DUE_AT_ONCE), _open_newest, now)


async def _open_newest(tx: Transaction, own: OwnCheckin, now: int) -> None:
    assert own.next_at is not None  # a due check-in has a time
    newest = newest_due(own.rule, own.next_at, now)
    if newest and not own.chosen.is_away(newest.at):
        await _open(tx, own, newest)
    await own_checkins.set_next(tx, own.person_id, rules.next_at(own.rule, own.chosen, now))


async def _open(tx: Transaction, own: OwnCheckin, newest: Occurrence) -> None:
    prompt, waiting = None, list(own.waiting)
    if own.kind == QUESTION:
        prompt, waiting = draw(own.waiting, of_source(own.prompts), _RNG)
    opened = await own_checkins.open_round(
        tx,
        own,
        local_date=newest.local_date.isoformat(),
        due_at=newest.at,
        closes_at=newest.at + WINDOW[own.kind],
        prompt=prompt,
    )
    if opened is not None:
        await own_checkins.set_waiting(tx, own.person_id, waiting)
        end = latest(own.rule, newest.at, LATENESS)
        letter = Wanted(KIND, opened, None, Lane.PRIVATE, newest.at, end, own.person_id)
        await outbox.ask(tx, letter)


async def render(tx: Transaction, round_id: int, to: Addressee, now: int) -> Post | None:
    """The letter, or None when it is over, or they removed or paused the check-in meanwhile."""
    asked = await own_checkins.round_of(tx, round_id)
    own = await own_checkins.get(tx, asked.person_id) if asked else None
    if asked is None or own is None or own.rests or asked.closes_at <= now:
        return None
    language = await of_letter(tx, asked.person_id)
    keyboard = _keyboard(language, own, asked)
    return Post(to.chat_id, None, _words(language, own, asked), await keyboard.save(tx))


def _words(language: str, own: OwnCheckin, asked: OwnRound) -> str:
    """What is asked, and what becomes of an answer."""
    is_weather = asked.prompt is None
    words = wording.text(language, "own.ask_weather")
    if not is_weather:
        words = wording.text(language, f"prompt.{asked.prompt}")
    if own.kept_days:
        promise = wording.text(language, "own.answers_kept", days=own.kept_days)
    elif is_weather:
        promise = wording.text(language, "own.weather_not_kept")
    else:
        promise = wording.text(language, "own.question_not_kept")
    return f"{words}\n\n{promise}"


def _keyboard(language: str, own: OwnCheckin, asked: OwnRound) -> Keyboard:
    keyboard = Keyboard(None, own.person_id, asked.closes_at + LATE_TAPS)

    def tap(label: str, action: str, choice: str | None = None) -> InlineKeyboardButton:
        return keyboard.tap(label, action, asked.id, choice)

    if asked.prompt is None:
        words = [tap(_word(language, key), "own.answer", key) for key in (*WEATHER, HERE)]
        for start in range(0, len(words), 3):
            keyboard.row(*words[start : start + 3])
    else:
        own_taps = [tap(_word(language, HERE), "own.answer", HERE)]
        if own.kept_days:
            own_taps.insert(0, tap(wording.text(language, "button.write"), "own.write"))
        keyboard.row(*own_taps)
    if own.kept_days:
        keyboard.row(tap(wording.text(language, "button.take_back"), "own.take_back"))
    company = keyboard.tap(wording.text(language, "button.company"), "me.section", choice="pairs")
    keyboard.row(signposts_button(language), company)
    keyboard.row(keyboard.tap(wording.text(language, "me.button.own"), "own.home"))
    return keyboard


def _word(language: str, key: str) -> str:
    return wording.text(language, f"weather.{key}")


# Answering


async def record(step: Step) -> None:
    """Keep the tapped word, where answers are kept; the last one counts. Raises CheckinClosed."""
    _, own, asked = await _asked(step)
    if step.pressed.choice not in ANSWERS:
        raise ButtonGone
    if own.kept_days:
        await own_checkins.answer(step.tx, asked.id, own.kept_days, word=step.pressed.choice)
    await _prove(step, asked)


async def show_answer(step: Step) -> None:
    """Say what is kept now."""
    me, own, asked = await _asked(step)
    until = wording.clock_time(me.language, asked.closes_at, own.rule.zone)
    if asked.word is not None or asked.words is not None:
        word = shown(me, asked)
        if asked.words is not None:
            word = wording.text(me.language, "own.your_words")
        step.answer(wording.text(me.language, "checkin.kept", word=word, until=until))
    elif step.pressed.choice in ANSWERS:
        word = _word(me.language, step.pressed.choice or HERE)
        step.answer(wording.text(me.language, "checkin.own_not_kept", word=word))
    else:
        step.answer(wording.text(me.language, "checkin.nothing_kept", until=until))


async def take_back(step: Step) -> None:
    """Keep nothing of what was answered. Raises CheckinClosed."""
    _, _, asked = await _asked(step)
    await own_checkins.take_back(step.tx, asked.id)


async def open_field(step: Step) -> None:
    """The next line becomes the answer. Raises CheckinClosed."""
    me, own, asked = await _asked(step)
    if not own.kept_days:
        raise ButtonGone
    await _prove(step, asked)
    await fields.open_for(step, me.person.id, "own.write")


async def show_field(step: Step) -> None:
    """Which door is open, with the question above it."""
    me, own, asked = await _asked(step)
    question = wording.text(me.language, f"prompt.{asked.prompt}")
    await fields.show_open(
        step,
        me.language,
        own.rule.zone,
        "own.field",
        question=question,
        days=own.kept_days,
        limit=ANSWER_LIMIT,
    )


async def write(step: Step) -> None:
    """Keep the words. Raises WordsUnfit, CheckinClosed."""
    _, own, asked = await _asked(step)
    if not own.kept_days:
        raise ButtonGone
    words = own_words(step.message.text or "", ANSWER_LIMIT)
    await own_checkins.answer(step.tx, asked.id, own.kept_days, words=words)
    await fields.use(step)


async def show_written(step: Step) -> None:
    """That it is kept, with the way to it."""
    me, own, _ = await _asked(step)
    keyboard = me.keyboard(step)
    keyboard.row(keyboard.tap(wording.text(me.language, "own.button.history"), "own.history"))
    back(me, keyboard, "own.home")
    await screen(step, keyboard, wording.text(me.language, "own.written", days=own.kept_days))


def shown(me: Me, asked: OwnRound) -> str:
    """An answer as its person reads it."""
    return asked.words or _word(me.language, asked.word or HERE)


async def _asked(step: Step) -> tuple[Me, OwnCheckin, OwnRound]:
    """The check-in behind the button or the field, open, and of the one who acts.

    Raises CheckinClosed, ButtonGone.
    """
    me, own = await theirs(step)
    opened = step.opened if step.button is None else None
    object_id = opened.object_id if opened else step.pressed.object_id
    asked = await own_checkins.round_of(step.tx, object_id or 0)
    if asked is None:
        raise CheckinClosed
    if asked.person_id != me.person.id:
        raise ButtonGone
    Window(asked.closes_at, closed=False).require_open(step.now)
    return me, own, asked


async def _prove(step: Step, asked: OwnRound) -> None:
    """A tap on the letter proves that it arrived."""
    if step.tapped_place:
        await outbox.prove(step.tx, KIND, asked.id, step.tapped_place, asked.person_id)
