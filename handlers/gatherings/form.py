"""Putting a gathering together, with buttons that nobody else sees (F1).

Belongs here: the proposer's side until it stands in the group. May not enter: who comes (`coming`).
Where it is, is somebody's own words: they are written in the private chat, and rest sealed.
"""

from collections.abc import Callable, Sequence
from datetime import timedelta

from telegram import InlineKeyboardButton

from domain import gatherings as rules
from domain.delivery import Lane
from domain.people import shown_name
from domain.refusals import ButtonGone
from domain.refusals.gatherings import GatheringOver
from domain.schedule import local_date
from domain.sketches import MINUTES
from domain.speaking import CLOSING
from handlers import fields, wording
from handlers.doors import door
from handlers.gatherings import words
from handlers.gatherings.coming import show as show_coming
from handlers.gatherings.present import Here, found, here
from handlers.keyboards import SCREEN_LIFE, Keyboard
from handlers.notes import Screen
from handlers.step import Step
from storage import buttons, checkins, gatherings, outbox, people
from storage.engine import Transaction
from storage.gatherings import DRAFT, OPEN, Gathering
from storage.groups import Group
from storage.outbox import Wanted

BESIDE = 3
"""Buttons beside each other on a page."""


async def begin(step: Step) -> None:
    """Begin one, or go on with what was begun."""
    who = await here(step)
    topic = int(step.pressed.choice) if step.pressed.choice else None
    plan = rules.first_plan(step.now, who.group.zone)
    await gatherings.begin(step.tx, who.group.id, who.member_id, plan, topic)


async def show_begun(step: Step) -> None:
    """What was begun."""
    who = await here(step)
    draft = await gatherings.draft_of(step.tx, who.member_id)
    if draft is None:
        raise ButtonGone
    await _show(step, who, draft)


async def choose(step: Step) -> None:
    """Another kind, day, time, length, limit, rhythm, or one's name with it or not."""
    who, draft = await _mine(step)
    name, _, value = (step.pressed.choice or "").partition("=")
    if name == "name":
        await gatherings.sign(step.tx, draft.id, shown_name(step.first_name) if value else None)
    else:
        plan = rules.chosen(draft.plan, name, value, who.group.zone, step.now)
        await gatherings.replan(step.tx, draft.id, plan)


async def show_draft(step: Step) -> None:
    """Everything that is chosen, and the way to post it."""
    await _show(step, *await _mine(step))


async def show_page(step: Step) -> None:
    """One question, with its answers as buttons."""
    who, draft = await _mine(step)
    keyboard = _keyboard(step, who)
    page = step.pressed.choice
    say, plan = who.group.language, draft.plan
    if page == "kind":
        told = wording.text(say, "gatherings.which_kind")
        kinds = [(wording.text(say, f"gatherings.kind.{each}"), each) for each in rules.KINDS]
        _grid(keyboard, draft, "kind", kinds, 2)
    elif page == "day":
        told = wording.text(say, "gatherings.which_day")
        today = local_date(step.now, who.group.zone)
        days = [today + timedelta(days=each) for each in range(rules.DAYS_AHEAD)]
        named = [(wording.short_date(say, day), day.isoformat()) for day in days]
        _grid(keyboard, draft, "day", named, BESIDE)
    elif page == "time":
        told = wording.text(say, "gatherings.which_time", zone=who.group.zone)
        hour, minute = divmod(plan.minute, 60)
        hours = [(f"{each:02}:{minute:02}", str(each * 60 + minute)) for each in range(24)]
        _grid(keyboard, draft, "minute", hours, 6)
        minutes = [(f"{hour:02}:{each:02}", str(hour * 60 + each)) for each in MINUTES]
        _grid(keyboard, draft, "minute", minutes, 4)
    else:
        raise ButtonGone
    keyboard.row(keyboard.tap(wording.text(say, "button.back"), "gatherings.draft", draft.id))
    step.show(Screen(told, await keyboard.save(step.tx)))


async def drop(step: Step) -> None:
    """Forget what was begun."""
    _, draft = await _mine(step)
    await gatherings.drop(step.tx, draft.id)


async def show_dropped(step: Step) -> None:
    """Nothing was proposed, and nothing of it is kept."""
    step.show(Screen(wording.text((await here(step)).group.language, "gatherings.dropped")))


async def post(step: Step) -> None:
    """Put it before the group. Raises DatePast, GatheringsEnough."""
    who, draft = await _mine(step)
    rules.require_ahead(draft.plan, step.now)
    rules.require_room(await gatherings.count_of(step.tx, who.member_id))
    await gatherings.open_up(step.tx, draft.id, draft.plan.at + rules.SERIES)
    await announce(step.tx, who.group, draft.id, step.now)


async def announce(tx: Transaction, group: Group, gathering_id: int, at: int) -> None:
    """Ask for its post, and for the word at its hour; whoever proposes it comes."""
    gathering = await gatherings.get(tx, gathering_id)
    assert gathering is not None  # it was opened a moment ago,
    assert gathering.member_id is not None  # by a member
    plan = gathering.plan
    if plan.has_places:
        await gatherings.come(tx, gathering, gathering.member_id)
    quiet = await checkins.quiet_of(tx, group.id)
    at = rules.posted_at(plan, at, quiet.hours, group.zone)
    await outbox.ask(tx, Wanted("gathering", gathering_id, group.id, Lane.POSTS, at, plan.ends_at))
    if plan.kind in rules.IN_WRITING:
        end = plan.at + rules.BEGUN
        word = Wanted("gathering_begins", gathering_id, group.id, Lane.POSTS, plan.at, end)
        await outbox.ask(tx, word)
    if plan.kind in rules.IN_WRITING and plan.has_places:
        begin = plan.ends_at - CLOSING
        closing = Wanted(
            "gathering_closes", gathering_id, group.id, Lane.POSTS, begin, plan.ends_at
        )
        await outbox.ask(tx, closing)


async def show_posted(step: Step) -> None:
    """It stands in the group; what its proposer sees of it from now on."""
    who = await here(step)
    gathering = await found(step, who)
    if gathering.state != OPEN:
        raise GatheringOver
    await show_coming(step)


# Where it is


async def open_where(step: Step) -> None:
    """Use the link up; the next line in private says where it is."""
    who, _ = await _mine(step)
    await people.set_reachable(step.tx, who.person.id, reachable=True)
    await buttons.use(step.tx, step.pressed.token, step.update.update_id)
    await fields.open_for(step, who.person.id, "gatherings.where")


async def show_where(step: Step) -> None:
    """Which door is open, until when, and who will read it."""
    who, _ = await _mine(step)
    group, limit = who.group, rules.WHERE_LIMIT
    await fields.show_open(step, group.language, group.zone, "gatherings.field", limit=limit)


async def keep_where(step: Step) -> None:
    """Keep the line. Raises PlaceUnfit."""
    _, draft = await _mine(step)
    await gatherings.place(step.tx, draft.id, rules.place_words(step.message.text or ""))
    await fields.use(step)


# The screen


async def _mine(step: Step) -> tuple[Here, Gathering]:
    """What the one who acted puts together. Raises ButtonGone once it is posted or dropped."""
    who = await here(step)
    draft = await found(step, who)
    if draft.state != DRAFT or draft.member_id != who.member_id:
        raise ButtonGone
    return who, draft


async def _show(step: Step, who: Here, draft: Gathering) -> None:
    say = who.group.language
    keyboard = _keyboard(step, who)

    def page(name: str) -> InlineKeyboardButton:
        label = wording.text(say, f"gatherings.button.{name}")
        return keyboard.tap(label, "gatherings.page", draft.id, name)

    def turn(label: str, choice: str) -> InlineKeyboardButton:
        return keyboard.tap(label, "gatherings.choose", draft.id, choice)

    keyboard.row(page("kind"), page("day"), page("time"))
    keyboard.row(*_turns(say, draft, turn))
    named = wording.text(
        say, "gatherings.button.nameless" if draft.name else "gatherings.button.name"
    )
    keyboard.row(
        _where(step, who, draft, keyboard), turn(named, "name=" if draft.name else "name=1")
    )
    post_it = wording.text(say, "gatherings.button.post")
    leave = wording.text(say, "gatherings.button.drop")
    keyboard.row(
        keyboard.tap(post_it, "gatherings.post", draft.id),
        keyboard.tap(leave, "gatherings.drop", draft.id),
    )
    told, times = words.lines(who.group, draft)
    told = [wording.text(say, "gatherings.draft"), "\n".join(told)]
    if not draft.name:
        told.append(wording.text(say, "gatherings.no_name"))
    step.show(Screen("\n\n".join(told), await keyboard.save(step.tx), times))


def _turns(
    say: str, draft: Gathering, turn: Callable[[str, str], InlineKeyboardButton]
) -> list[InlineKeyboardButton]:
    """Buttons that go to the next choice of their list."""
    plan = draft.plan
    length = rules.following(rules.LENGTHS, plan.length)
    weeks = rules.following(rules.REPEATS, plan.weeks)
    taps = [
        turn(wording.text(say, f"gatherings.for.{plan.length}"), f"length={length}"),
        turn(wording.text(say, f"gatherings.weeks.{plan.weeks}"), f"weeks={weeks}"),
    ]
    if plan.has_places:
        places = rules.following(rules.PLACES, plan.places)
        label = wording.text(
            say,
            "gatherings.places" if plan.places else "gatherings.no_limit",
            places=plan.places,
        )
        taps.append(turn(label, f"places={places}"))
    return taps


def _where(step: Step, who: Here, draft: Gathering, keyboard: Keyboard) -> InlineKeyboardButton:
    return door(
        step,
        keyboard,
        wording.text(who.group.language, "gatherings.button.where"),
        "gatherings.where",
        about=draft.id,
    )


def _grid(
    keyboard: Keyboard,
    draft: Gathering,
    name: str,
    answers: Sequence[tuple[str, str]],
    width: int,
) -> None:
    taps = [
        keyboard.tap(label, "gatherings.choose", draft.id, f"{name}={value}")
        for label, value in answers
    ]
    for start in range(0, len(taps), width):
        keyboard.row(*taps[start : start + width])


def _keyboard(step: Step, who: Here) -> Keyboard:
    return Keyboard(who.group.id, who.person.id, step.now + SCREEN_LIFE)
