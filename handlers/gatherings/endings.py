"""What ends a gathering: its time, whoever proposed it, or their leaving.

Belongs here: the tick, calling off. May not enter: how anything is told (`posts`).
"""

from domain.delivery import Lane
from domain.gatherings import DRAFT_LIFE, LEAD, TIDIED, next_of
from handlers import wording
from handlers.gatherings.form import announce
from handlers.gatherings.present import here, standing
from handlers.keyboards import Keyboard
from handlers.notes import Screen
from handlers.step import Step
from storage import gatherings, groups, outbox, people
from storage.engine import Transaction
from storage.gatherings import OFF, OPEN, OVER, Gathering
from storage.outbox import Wanted

TIDYING = 47 * 3600
"""Seconds in which the post is still tidied; Telegram allows edits for 48 hours."""


async def tick(tx: Transaction, now: int) -> int:
    """End what is over, call off what lost its proposer, and let those who wait move up."""
    ending = await gatherings.ending(tx, now)
    for gathering in ending:
        if gathering.plan.ends_at <= now:
            await _end(tx, gathering, now)
        else:
            await _call_off(tx, gathering, now)
    free = await gatherings.with_free_places(tx)
    for gathering in free:
        await _move_up(tx, gathering, now)
    return len(ending) + len(free)


async def forget(tx: Transaction, now: int) -> None:
    """Erase what is left of those that are over, and what was never proposed."""
    await gatherings.forget_before(tx, now - TIDIED, now - DRAFT_LIFE)


async def _end(tx: Transaction, gathering: Gathering, now: int) -> None:
    """Who came is erased; the next one of a series stands from now on."""
    group = await groups.get(tx, gathering.group_id)
    assert group is not None  # it cannot outlive its group
    following = next_of(gathering.plan, gathering.until, group.zone)
    if following is not None and gathering.member_id is not None:
        next_id = await gatherings.follow(tx, gathering, following)
        at = max(now, following.at - LEAD[following.weeks])
        await announce(tx, group, next_id, at)
    await gatherings.end(tx, gathering.id, OVER)
    await _tidy(tx, gathering, now)


async def _call_off(tx: Transaction, gathering: Gathering, now: int, by: int | None = None) -> None:
    """It does not take place: the group reads it, and who would have come is written to, but for
    the person who has just called it off."""
    end = gathering.plan.ends_at
    for person_id in set(await gatherings.comers(tx, gathering.id)) - {by}:
        letter = Wanted(
            "gathering_off_letter",
            gathering.id,
            gathering.group_id,
            Lane.PRIVATE,
            now,
            end,
            person_id,
        )
        await outbox.ask(tx, letter)
    await gatherings.end(tx, gathering.id, OFF)
    news = Wanted("gathering_off", gathering.id, gathering.group_id, Lane.POSTS, now, end)
    await outbox.ask(tx, news)
    await _tidy(tx, gathering, now)


async def _tidy(tx: Transaction, gathering: Gathering, now: int) -> None:
    line = Wanted(
        "gathering_ended", gathering.id, gathering.group_id, Lane.EDITS, now, now + TIDYING
    )
    await outbox.renew(tx, line)


async def _move_up(tx: Transaction, gathering: Gathering, now: int) -> None:
    """Whoever waits longest has a place now; nobody else is told."""
    for member_id in await gatherings.move_up(tx, gathering):
        person = await people.of_member(tx, member_id)
        if person is not None:
            end = gathering.plan.at
            letter = Wanted(
                "gathering_moved_up",
                gathering.id,
                gathering.group_id,
                Lane.PRIVATE,
                now,
                end,
                person.id,
            )
            await outbox.ask(tx, letter)


async def call_off_of(tx: Transaction, person_id: int, now: int) -> None:
    """Before somebody is erased: what they proposed goes, with their words."""
    for gathering in await gatherings.of_person(tx, person_id):
        if gathering.state == OPEN:
            await _call_off(tx, gathering, now)
        else:
            await gatherings.drop(tx, gathering.id)


# By hand


async def call_off(step: Step) -> None:
    """Whoever proposed it, or a steward, calls it off."""
    gathering = await _may_end(step)
    await _call_off(step.tx, gathering, step.now, by=(await here(step)).person.id)


async def show_ask(step: Step) -> None:
    """What happens then, before it does."""
    gathering = await _may_end(step)
    who = await here(step)
    say = who.group.language
    keyboard = Keyboard(who.group.id, who.person.id, gathering.plan.ends_at)
    off = wording.text(say, "gatherings.button.off")
    keyboard.row(
        keyboard.tap(off, "gatherings.off", gathering.id),
        keyboard.tap(wording.text(say, "button.back"), "gatherings.look", gathering.id),
    )
    step.show(Screen(wording.text(say, "gatherings.ask_off"), await keyboard.save(step.tx)))


async def show_off(step: Step) -> None:
    """It is off."""
    say = (await here(step)).group.language
    step.show(Screen(wording.text(say, "gatherings.called_off")))


async def _may_end(step: Step) -> Gathering:
    """The gathering behind the button. Raises NotSteward, RightsUnknown for anybody else."""
    who = await here(step)
    gathering = await standing(step, who)
    if gathering.member_id != who.member_id:
        step.rights.require_steward(who.group.chat_id, step.telegram_id)
    return gathering
