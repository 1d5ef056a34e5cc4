"""Saying that one comes, and what one sees of a gathering then (F2).

Belongs here: taps on the post, one's own screen, the proposer's. May not enter: anybody else's view
of who comes. A name is shown to the proposer alone, and only by its owner's own tap.
"""

from telegram import InlineKeyboardButton

from domain.delivery import Lane
from domain.gatherings import BEGUN, REFLECTION, REMIND_BEFORE, SAFE_FROM
from domain.people import shown_name
from domain.refusals import ButtonGone, NotReachable
from handlers import calendar, wording
from handlers.doors import door, hand
from handlers.gatherings import words
from handlers.gatherings.present import Here, here, standing
from handlers.keyboards import Keyboard, signposts_button
from handlers.notes import Screen
from handlers.step import Step
from storage import buttons, gatherings, outbox, people
from storage.gatherings import Coming, Gathering
from storage.outbox import Wanted

REMINDER = "gathering_reminder"


async def come(step: Step) -> None:
    """Take a place, or wait for one. Raises GatheringOver."""
    who = await here(step)
    gathering = await standing(step, who)
    if not gathering.plan.has_places:
        raise ButtonGone
    await gatherings.lock(step.tx, gathering.id)
    await gatherings.come(step.tx, gathering, who.member_id)
    await _prove(step, gathering)


async def leave(step: Step) -> None:
    """Come not, after all: no reason, and nobody is told."""
    who = await here(step)
    await gatherings.leave(step.tx, (await standing(step, who)).id, who.member_id)


async def name(step: Step) -> None:
    """Let whoever proposed it see one's first name, or no longer."""
    who = await here(step)
    gathering = await standing(step, who)
    shown = shown_name(step.first_name) if step.pressed.choice else None
    await gatherings.show_name(step.tx, gathering.id, who.member_id, shown)


async def remind(step: Step) -> None:
    """Ask for the one reminder, or leave it again. Raises NotReachable."""
    who = await here(step)
    gathering = await standing(step, who)
    if not step.pressed.choice:
        await outbox.withdraw(step.tx, REMINDER, gathering.id, who.person.id)
        return
    if not who.person.reachable:
        raise NotReachable
    at, end = gathering.plan.at - REMIND_BEFORE, gathering.plan.at + BEGUN
    letter = Wanted(
        REMINDER, gathering.id, who.group.id, Lane.PRIVATE, max(at, step.now), end, who.person.id
    )
    await outbox.renew(step.tx, letter)


async def reach(step: Step) -> None:
    """The link into the private chat: Kith can write to them from now on."""
    who = await here(step)
    await people.set_reachable(step.tx, who.person.id, reachable=True)
    await buttons.use(step.tx, step.pressed.token, step.update.update_id)


async def show(step: Step) -> None:
    """The gathering as it is for the one who acted. Raises GatheringOver."""
    who = await here(step)
    gathering = await standing(step, who)
    say = who.group.language
    mine = await gatherings.coming(step.tx, gathering.id, who.member_id)
    told, times = words.lines(who.group, gathering)
    parts = ["\n".join(told)]
    if gathering.plan.has_places:
        parts.append(_place(say, mine, is_own=gathering.member_id == who.member_id))
    if gathering.plan.kind == REFLECTION and mine is not None:
        parts.append(await _enough(step, say, gathering))
    if gathering.member_id == who.member_id:
        parts.append(await _names(step, say, gathering))
    keyboard = await _ways(step, who, gathering, mine)
    step.show(Screen("\n\n".join(parts), await keyboard.save(step.tx), times))


def _place(say: str, mine: Coming | None, *, is_own: bool) -> str:
    if is_own:
        return wording.text(say, "gatherings.own_comes" if mine else "gatherings.own_stays")
    if mine is None:
        return wording.text(say, "gatherings.not_said")
    if not mine.has_place:
        return wording.text(say, "gatherings.waits")
    return wording.text(say, "gatherings.comes_named" if mine.name else "gatherings.comes")


async def _enough(step: Step, say: str, gathering: Gathering) -> str:
    """A reflection is made by three or more; how many more is nobody's business."""
    enough = await gatherings.taken(step.tx, gathering.id) >= SAFE_FROM
    return wording.text(say, "gatherings.enough" if enough else "gatherings.few")


async def _names(step: Step, say: str, gathering: Gathering) -> str:
    """What its proposer sees: the same sentence about the others, whether there are any or not."""
    if not gathering.plan.has_places:
        return wording.text(say, "gatherings.yours_apart")
    names = await gatherings.names(step.tx, gathering.id)
    if not names:
        return wording.text(say, "gatherings.yours_nameless")
    return wording.text(say, "gatherings.yours", names=", ".join(names))


async def _ways(step: Step, who: Here, gathering: Gathering, mine: Coming | None) -> Keyboard:
    say = who.group.language
    keyboard = Keyboard(who.group.id, who.person.id, gathering.plan.ends_at)

    def tap(label: str, action: str, choice: str | None = None) -> InlineKeyboardButton:
        return keyboard.tap(label, f"gatherings.{action}", gathering.id, choice)

    if gathering.plan.has_places and mine is None:
        keyboard.row(tap(wording.text(say, "gatherings.button.come"), "come"))
    if mine is not None:
        keyboard.row(tap(wording.text(say, "gatherings.button.leave"), "leave"))
        is_own = gathering.member_id == who.member_id
        if mine.has_place and not is_own:
            label = wording.text(
                say, "gatherings.button.hide" if mine.name else "gatherings.button.tell"
            )
            keyboard.row(tap(label, "name", None if mine.name else "1"))
    keyboard.row(*await _later(step, who, gathering, keyboard))
    steward = step.rights.is_steward(who.group.chat_id, step.telegram_id)
    if steward or gathering.member_id == who.member_id:
        keyboard.row(tap(wording.text(say, "gatherings.button.off"), "ask_off"))
    keyboard.row(signposts_button(say))
    return keyboard


async def _later(
    step: Step, who: Here, gathering: Gathering, keyboard: Keyboard
) -> list[InlineKeyboardButton]:
    """Reminder and calendar; whom Kith cannot write to opens the private chat for them."""
    say = who.group.language
    if not who.person.reachable:
        link = door(
            step,
            keyboard,
            wording.text(say, "gatherings.button.private"),
            "gatherings.look",
            about=gathering.id,
        )
        return [link]
    asked = await outbox.by_object(step.tx, REMINDER, gathering.id, who.person.id)
    waits = asked is not None and asked.state == "due"
    label = wording.text(
        say, "gatherings.button.no_reminder" if waits else "gatherings.button.remind"
    )
    taps = [keyboard.tap(label, "gatherings.remind", gathering.id, None if waits else "1")]
    if calendar.is_there():
        label = wording.text(say, "gatherings.button.calendar")
        taps.append(keyboard.tap(label, "gatherings.calendar", gathering.id))
    return taps


async def send_calendar(step: Step) -> None:
    """The time as a file, in the private chat. Raises NotReachable, GatheringOver."""
    who = await here(step)
    gathering = await standing(step, who)
    if not calendar.is_there():
        raise ButtonGone
    plan, title = gathering.plan, words.kind(who.group, gathering)
    content = calendar.event(
        f"g{gathering.id}",
        title,
        plan.at,
        minutes=plan.length,
        now=step.now,
        place=gathering.place,
    )
    words_with_it = wording.text(who.group.language, "gatherings.calendar_file")
    await hand(step, who.group.language, calendar.file(content, words_with_it))


async def _prove(step: Step, gathering: Gathering) -> None:
    """A tap on the post proves that it arrived."""
    if step.tapped_place:
        await outbox.prove(step.tx, "gathering", gathering.id, step.tapped_place)
