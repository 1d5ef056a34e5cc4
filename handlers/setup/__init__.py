"""Set-up: a steward chooses, seen by nobody else, and then the group is asked (A2, A8, G14).

Belongs here: what each tap of it changes. May not enter: what the screens look like (`screens`),
the cities (`zones`), what the group says to the proposal (`trials`).

It works in the group, on a screen that only the steward sees, and in their private chat. Two
stewards who set up at once each have a draft; the first proposal counts.
"""

from dataclasses import replace

from domain.delivery import Lane
from domain.refusals import ButtonGone, GroupAgreed, GroupUnknown, ProposalStands
from domain.setup import DRAFT_LIFE, SUGGESTED, Draft, moved, toggled
from domain.trials import WAIT, next_look
from handlers import zones
from handlers.step import Step
from storage import buttons, groups, outbox, people, setup, trials
from storage.engine import Transaction
from storage.groups import Group
from storage.outbox import Wanted


async def home(step: Step) -> Group:
    """The group that is set up, for a steward of it as of now.

    Raises GroupUnknown, GroupAgreed, NotSteward, RightsUnknown.
    """
    button = step.button
    if button is not None and button.group_id is not None:
        group = await groups.get(step.tx, button.group_id)
    else:
        group = await groups.by_chat(step.tx, step.chat.id)
    if group is None:
        raise GroupUnknown
    step.rights.require_steward(group.chat_id, step.telegram_id)
    if group.agreed_at is not None:
        raise GroupAgreed
    return group


async def draft_of(step: Step, group: Group) -> tuple[int, Draft]:
    """Who sets up (our id), and what they have chosen so far."""
    person = await people.remember(step.tx, step.telegram_id)
    return person.id, await setup.draft(step.tx, group.id, person.id)


async def begin(step: Step) -> None:
    """/setup: posts will go to the topic in which it was written, if there are topics."""
    await _change(step, topic=step.topic)


async def arrive(step: Step) -> None:
    """Go on in private: the link is used up, and Kith can write to the steward there."""
    await home(step)
    person = await people.remember(step.tx, step.telegram_id)
    await people.set_reachable(step.tx, person.id, reachable=True)
    await buttons.use(step.tx, step.pressed.token, step.update.update_id)


async def choose_zone(step: Step) -> None:
    """Keep the zone, and with it the country of its city, which the last step shows."""
    zone = _choice(step)
    if not zones.is_place(zone):
        raise ButtonGone
    await _change(step, zone=zone, country=zones.country_of(zone))


async def choose_kind(step: Step) -> None:
    """Keep what is posted, and the days that are usual for it."""
    kind = _choice(step)
    if kind not in SUGGESTED:
        raise ButtonGone
    await _change(step, kind=kind, weekdays=SUGGESTED[kind])


async def toggle_day(step: Step) -> None:
    """Add a weekday, or take it away."""
    group = await home(step)
    _, draft = await draft_of(step, group)
    await _change(step, weekdays=toggled(draft.weekdays, int(_choice(step))))


async def choose_time(step: Step) -> None:
    """Keep the time of day."""
    await _change(step, minute=moved(int(_choice(step)), 0))


async def choose_country(step: Step) -> None:
    """Let signposts show the country of the zone at once, or ask each person which."""
    group = await home(step)
    _, draft = await draft_of(step, group)
    country = None if draft.country or draft.zone is None else zones.country_of(draft.zone)
    await _change(step, country=country)


async def drop(step: Step) -> None:
    """Forget what was chosen."""
    group = await home(step)
    person_id, _ = await draft_of(step, group)
    await setup.drop(step.tx, group.id, person_id)


async def propose(step: Step) -> None:
    """Put the draft before the group. Raises ProposalStands when one is there already."""
    group = await home(step)
    person_id, draft = await draft_of(step, group)
    if draft.kind is None or draft.next_step != "review":
        raise ButtonGone
    plan = trials.Plan(draft.kind, draft.rule, draft.country, draft.topic)
    trial_id = await trials.propose(
        step.tx,
        group.id,
        plan,
        now=step.now,
        look_at=next_look(step.now, step.now),
        member_id=await people.seen(step.tx, group.id, person_id, step.now),
    )
    if trial_id is None:
        raise ProposalStands
    await setup.forget(step.tx, group.id)
    end = step.now + WAIT
    await outbox.ask(step.tx, Wanted("proposal", trial_id, group.id, Lane.POSTS, step.now, end))


async def forget(tx: Transaction, now: int) -> None:
    """Forget the drafts that were left alone for long."""
    await setup.forget_before(tx, now - DRAFT_LIFE)


def _choice(step: Step) -> str:
    choice = step.pressed.choice
    if choice is None:
        raise ButtonGone
    return choice


async def _change(step: Step, **chosen: object) -> None:
    group = await home(step)
    person_id, draft = await draft_of(step, group)
    await setup.keep(step.tx, group.id, person_id, replace(draft, **chosen), step.now)  # type: ignore[arg-type]
