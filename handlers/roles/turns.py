"""Turns: the draw, the letter to whoever was drawn, taking it or passing (G11).

Belongs here: what time and two taps do to a turn. May not enter: names; whoever has a role says so
themselves. Nobody hears who was asked, who passed, or who was silent.
"""

import secrets

from telegram import InlineKeyboardButton

from domain.delivery import Lane
from domain.refusals import NotNow
from domain.roles import (
    ASKED,
    LEAD,
    TURN,
    WEEK,
    at_gatherings,
    drawn,
    is_own,
    next_draw,
    task,
)
from handlers import wording
from handlers.alone import for_each
from handlers.changes.roles import task_of
from handlers.gatherings.words import kind
from handlers.keyboards import Keyboard
from handlers.notes import Post, Screen
from handlers.step import Step
from storage import gatherings, groups, outbox, people, roles
from storage.engine import Transaction
from storage.gatherings import OPEN, Gathering
from storage.groups import Group
from storage.outbox import Addressee, Wanted
from storage.roles import Role, Turn

_RNG = secrets.SystemRandom()
NEWS = 86_400
"""Seconds in which the group reads that a role is taken."""
LOOK_AGAIN = 3600
"""Seconds after which a turn that nobody was found for is looked at again."""


async def tick(tx: Transaction, now: int) -> int:
    """New turns on their day; and the draw goes on where somebody passed, was silent, or left."""
    begun = await for_each(tx, await roles.due(tx, now), _begin, now)
    return begun + await for_each(tx, await roles.to_move(tx, now), _move_on, now)


async def _begin(tx: Transaction, role_id: int, now: int) -> None:
    role = await roles.get(tx, role_id)
    group = await groups.get(tx, role.group_id) if role else None
    assert role is not None  # it was found a moment ago
    assert group is not None  # a role cannot outlive its group
    if at_gatherings(role.name):
        await roles.set_next(tx, role.id, now + LOOK_AGAIN)
        await _begin_for_next(tx, role, now)
        return
    await roles.set_next(tx, role.id, next_draw(group.zone, now))
    await _draw(tx, await roles.begin(tx, role.id, now), role, now)


async def _begin_for_next(tx: Transaction, role: Role, now: int) -> None:
    """A turn for the next gathering that people come to, once it is near; one at a time."""
    coming = [each for each in await gatherings.standing(tx, role.group_id) if each.plan.has_places]
    if not coming or coming[0].plan.at - LEAD > now:
        return
    last = await roles.turn_of(tx, role.id)
    if last is None or last.gathering_id != coming[0].id:
        turn = await roles.begin(tx, role.id, now, coming[0].id)
        await _draw(tx, turn, role, now)


async def _move_on(tx: Transaction, turn_id: int, now: int) -> None:
    turn = await roles.turn(tx, turn_id)
    role = await roles.get(tx, turn.role_id) if turn else None
    assert turn is not None  # it was found a moment ago
    assert role is not None  # a turn cannot outlive its role
    gathering = await _gathering(tx, turn)
    if turn.gathering_id is not None and (gathering is None or gathering.state != OPEN):
        await roles.change(tx, turn.id, state=TURN.after(turn.state, "over"))
    elif turn.state == "open":
        await _draw(tx, turn, role, now)
    elif turn.member_id is None or not await roles.still_comes(tx, turn):
        await _go_on(tx, turn, role, "gone", now)
    else:
        await _go_on(tx, turn, role, "silent", now)


async def _go_on(tx: Transaction, turn: Turn, role: Role, event: str, now: int) -> None:
    """Whoever was drawn is not it, for whatever reason: the draw goes on."""
    state = TURN.after(turn.state, event)
    if turn.member_id is not None:
        await roles.note_passed(tx, turn, turn.member_id)
    await roles.change(tx, turn.id, state=state, member_id=None, look_at=now)
    opened = await roles.turn(tx, turn.id)
    assert opened is not None  # it was changed a moment ago
    await _draw(tx, opened, role, now)


async def _draw(tx: Transaction, turn: Turn, role: Role, now: int) -> None:
    last, passed = await roles.willing(tx, turn)
    chosen = drawn(set(last), passed, last, _RNG)
    person_id = None if chosen is None else await roles.person_of(tx, chosen)
    if chosen is None or person_id is None:
        await roles.change(tx, turn.id, look_at=now + LOOK_AGAIN)
        return
    state, end = TURN.after(turn.state, "drawn"), now + ASKED
    await roles.change(tx, turn.id, state=state, member_id=chosen, look_at=end)
    letter = Wanted("role_asked", turn.id, role.group_id, Lane.PRIVATE, now, end, person_id)
    await outbox.renew(tx, letter)


# The letter, and the two taps below it


async def render_asked(tx: Transaction, turn_id: int, to: Addressee, _: int) -> Post | None:
    """The letter to whoever is drawn, or None when somebody else is by now."""
    found = await _found(tx, turn_id)
    if found is None or found[0].state != "asked" or to.person_id is None:
        return None
    turn, group = found[0], found[2]
    if turn.member_id is None or await roles.person_of(tx, turn.member_id) != to.person_id:
        return None
    keyboard, say = Keyboard(group.id, to.person_id, turn.begun_at + WEEK), group.language
    keyboard.row(
        keyboard.tap(wording.text(say, "button.take_role"), "roles.take", turn.id),
        _pass(keyboard, group, turn),
    )
    words = await _told(tx, "asked", found)
    return Post(to.chat_id, None, words, await keyboard.save(tx))


async def take(step: Step) -> None:
    """It is theirs; the group reads that somebody has it. Raises NotNow."""
    turn, role, _ = await _mine(step)
    state = TURN.after(turn.state, "taken")
    assert turn.member_id is not None  # _mine says so
    await roles.change(step.tx, turn.id, state=state, told=True)
    await roles.note_held(step.tx, turn, turn.member_id, turn.begun_at)
    if not turn.told:
        end = step.now + NEWS
        word = Wanted("role_taken", turn.id, role.group_id, Lane.POSTS, step.now, end)
        await outbox.ask(step.tx, word)


async def show_taken(step: Step) -> None:
    """The card: what the role is, and that it can be given back."""
    turn, role, group = await _mine(step)
    if turn.state != "held":
        raise NotNow
    person = await people.remember(step.tx, step.telegram_id)
    keyboard = Keyboard(group.id, person.id, turn.begun_at + WEEK)
    keyboard.row(_pass(keyboard, group, turn))
    words = await _told(step.tx, "held", (turn, role, group))
    card = _card(group, role)
    step.show(Screen(f"{words}\n\n{card}", await keyboard.save(step.tx)))


def _pass(keyboard: Keyboard, group: Group, turn: Turn) -> InlineKeyboardButton:
    label = wording.text(
        group.language,
        "button.pass_role" if turn.gathering_id is None else "button.pass_role_at",
    )
    return keyboard.tap(label, "roles.pass", turn.id)


def _card(group: Group, role: Role) -> str:
    if is_own(role.name):
        return wording.text(group.language, "card.own")
    return wording.text(group.language, f"card.{task(role.name)}")


async def decline(step: Step) -> None:
    """Not this time, without a reason; the draw goes on. Raises NotNow."""
    turn, role, _ = await _mine(step)
    await _go_on(step.tx, turn, role, "passed", step.now)


async def show_declined(step: Step) -> None:
    """Heard, by nobody else."""
    found = await _found(step.tx, step.pressed.object_id or 0)
    if found is None:
        raise NotNow
    step.show(Screen(wording.text(found[2].language, "role.passed")))


async def render_taken(tx: Transaction, turn_id: int, _: int) -> Post | None:
    """That somebody has the role; who it is says so themselves."""
    found = await _found(tx, turn_id)
    if found is None or not found[2].is_open:
        return None
    return Post(found[2].chat_id, None, await _told(tx, "taken", found))


async def _told(tx: Transaction, which: str, found: tuple[Turn, Role, Group]) -> str:
    """A sentence about a turn, for a week or for its gathering."""
    turn, role, group = found
    say, name = group.language, task_of(group, role.name)
    gathering = await _gathering(tx, turn)
    if gathering is None:
        return wording.text(say, f"role.week_{which}", role=name)
    what, day = kind(group, gathering), wording.day(say, gathering.plan.at, group.zone)
    return wording.text(say, f"role.at_{which}", role=name, what=what, day=day)


async def _gathering(tx: Transaction, turn: Turn) -> Gathering | None:
    return None if turn.gathering_id is None else await gatherings.get(tx, turn.gathering_id)


async def _mine(step: Step) -> tuple[Turn, Role, Group]:
    """The turn behind the button, for the one who was drawn. Raises NotNow."""
    found = await _found(step.tx, step.pressed.object_id or 0)
    person = await people.find(step.tx, step.telegram_id)
    if found is None or person is None or found[0].member_id is None:
        raise NotNow
    if await roles.person_of(step.tx, found[0].member_id) != person.id:
        raise NotNow
    return found


async def _found(tx: Transaction, turn_id: int) -> tuple[Turn, Role, Group] | None:
    turn = await roles.turn(tx, turn_id)
    role = await roles.get(tx, turn.role_id) if turn else None
    group = await groups.get(tx, role.group_id) if role else None
    return (turn, role, group) if turn and role and group else None
