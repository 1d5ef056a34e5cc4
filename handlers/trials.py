"""Trials: what a group is asked to try, what its members say to it, and what becomes of it (G14).

Belongs here: the posts about a proposal, the taps on it, and its decision. May not enter: choosing
what is proposed (`setup`), the rule of the decision (domain). Nobody sees who said what, or how
many; what was said is erased when it is decided.
"""

from domain.checkins import WINDOW
from domain.delivery import Lane
from domain.refusals import ProposalClosed
from domain.schedule import next_occurrence, occurrences
from domain.trials import (
    ASK_BEFORE,
    LENGTH,
    TALK,
    TALK_TIME,
    TRY,
    WAIT,
    State,
    Voice,
    next_look,
    verdict,
)
from handlers import wording
from handlers.alone import for_each
from handlers.keyboards import Keyboard, signposts_button
from handlers.notes import Edit, Post
from handlers.step import Step
from storage import checkins, groups, outbox, people, trials
from storage.engine import Transaction
from storage.groups import Group
from storage.outbox import Wanted
from storage.trials import Trial

FIRST_DATES = 3
"""Dates that a proposal names."""
TIDYING = 47 * 3600
"""Seconds in which a decided proposal is tidied; Telegram allows edits for 48 hours."""
NEWS = 86_400
"""Seconds in which it is still worth saying what was decided."""


# What the group reads


async def render(tx: Transaction, trial_id: int, _: int) -> Post | None:
    """The proposal, or None when it is decided already or Kith is gone."""
    trial, group = await _both(tx, trial_id)
    if trial is None or group is None or trial.state != "open" or group.suspended_at is not None:
        return None
    keyboard = Keyboard(group.id, None, trial.proposed_at + WAIT)
    goes_on = trial.renews_id is not None
    label = wording.text(group.language, "button.go_on" if goes_on else "button.try")
    keyboard.row(
        keyboard.tap(label, "trials.say", trial.id, TRY),
        keyboard.tap(wording.text(group.language, "button.talk"), "trials.say", trial.id, TALK),
    )
    keyboard.row(signposts_button(group.language))
    words = _renewal(group, trial) if goes_on else _proposal(group, trial)
    return Post(group.chat_id, trial.plan.topic, words, await keyboard.save(tx))


def _proposal(group: Group, trial: Trial) -> str:
    return wording.text(
        group.language,
        "trial.proposal",
        what=wording.text(group.language, f"kind.{trial.plan.kind}"),
        dates=_dates(group, trial, trial.proposed_at + TALK_TIME),
        country=wording.country(group.language, trial.plan.country),
    )


def _renewal(group: Group, trial: Trial) -> str:
    end = trial.proposed_at + ASK_BEFORE
    day = wording.day(group.language, end, trial.plan.rule.zone)
    return wording.text(group.language, "trial.renewal", day=day)


async def render_decided(tx: Transaction, trial_id: int, _: int) -> Edit | None:
    """The line in place of a decided proposal, or None when it was never seen to stand there."""
    trial, group = await _both(tx, trial_id)
    posted = await outbox.by_object(tx, "proposal", trial_id)
    if trial is None or group is None or posted is None or posted.message_id is None:
        return None
    words = wording.text(group.language, f"trial.state_{trial.state}")
    return Edit(group.chat_id, posted.message_id, words)


async def render_news(tx: Transaction, trial_id: int, now: int) -> Post | None:
    """That it begins, goes on, or is over: every change of that kind is said in the group (G8)."""
    trial, group = await _both(tx, trial_id)
    if trial is None or group is None or group.suspended_at is not None:
        return None
    dates = _dates(group, trial, now)
    words = wording.text(group.language, f"trial.news_{trial.state}", dates=dates)
    return Post(group.chat_id, trial.plan.topic, words)


def _dates(group: Group, trial: Trial, after: int) -> str:
    rule = trial.plan.rule
    coming = occurrences(rule, after)
    return "\n".join(
        wording.moment(group.language, next(coming).at, rule.zone) for _ in range(FIRST_DATES)
    )


# The taps on it


async def say(step: Step) -> None:
    """Keep what a member says; whoever proposed it has said so already. Raises ProposalClosed."""
    trial, group = await _open_trial(step)
    member_id = await _member(step, group)
    if member_id != trial.member_id:
        await trials.say(step.tx, trial.id, member_id, _voice(step))
    if step.tapped_place:
        await outbox.prove(step.tx, "proposal", trial.id, step.tapped_place)
    await _decide(step.tx, trial, step.now)


async def show_voice(step: Step) -> None:
    """Say, to the one who tapped and nobody else, what is kept now."""
    trial, group = await _both(step.tx, step.pressed.object_id)
    if trial is None or group is None:
        raise ProposalClosed
    member_id = await _member(step, group)
    if trial.state != "open":
        step.answer(wording.text(group.language, "trial.answer_decided"))
    elif member_id == trial.member_id:
        step.answer(wording.text(group.language, "trial.answer_proposer"))
    elif await trials.voice_of(step.tx, trial.id, member_id) == TRY:
        step.answer(wording.text(group.language, "trial.answer_try"))
    else:
        step.answer(wording.text(group.language, "trial.answer_talk"))


# What becomes of it


async def tick(tx: Transaction, now: int) -> int:
    """Decide what time decides: proposals, the question near the end of a try, and its end."""
    return await for_each(tx, await trials.due(tx, now), _move_on, now)


async def _move_on(tx: Transaction, trial: Trial, now: int) -> None:
    if trial.state == "open":
        await _decide(tx, trial, now)
    elif trial.ends_at is not None and now < trial.ends_at:
        await _ask_to_go_on(tx, trial, now)
    else:
        await _end(tx, trial, now)


async def _decide(tx: Transaction, trial: Trial, now: int) -> None:
    tries, talks = await trials.voices(tx, trial.id)
    state = verdict(tries, talks, now - trial.proposed_at)
    if state == "open":
        await trials.note(tx, trial.id, look_at=next_look(trial.proposed_at, now))
        return
    await trials.forget_voices(tx, trial.id)
    if state == "begun" and trial.renews_id is not None:
        await _go_on(tx, trial, now)
    elif state == "begun":
        await _begin(tx, trial, now)
    else:
        await _close(tx, trial, state, now)


async def _begin(tx: Transaction, trial: Trial, now: int) -> None:
    """The group has said yes: its first check-in has a time from now on."""
    plan = trial.plan
    await checkins.remove_schedules(tx, trial.group_id)  # of an earlier try, which has ended
    await groups.set_up(
        tx, trial.group_id, zone=plan.rule.zone, country=plan.country, agreed_at=now
    )
    schedule_id = await checkins.add_schedule(
        tx,
        trial.group_id,
        kind=plan.kind,
        rule=plan.rule,
        window=WINDOW[plan.kind],
        topic=plan.topic,
        next_at=next_occurrence(plan.rule, now).at,
    )
    ends_at = now + LENGTH
    look_at = ends_at - ASK_BEFORE
    await trials.note(tx, trial.id, schedule_id=schedule_id, ends_at=ends_at)
    await _close(tx, trial, "begun", now, look_at=look_at)


async def _ask_to_go_on(tx: Transaction, trial: Trial, now: int) -> None:
    look_at = next_look(now, now)
    renewal = await trials.propose(
        tx, trial.group_id, trial.plan, now=now, look_at=look_at, renews_id=trial.id
    )
    if renewal is not None:
        await _post(tx, "proposal", renewal, trial.group_id, now)
    await trials.note(tx, trial.id, look_at=trial.ends_at)


async def _go_on(tx: Transaction, renewal: Trial, now: int) -> None:
    """It goes on for good; what had ended meanwhile begins again, and leaves out the past."""
    assert renewal.renews_id is not None  # what is no renewal begins
    tried = await trials.get(tx, renewal.renews_id)
    if tried is not None and tried.state == "over":
        await _resume(tx, tried, now)
    await trials.note(tx, renewal.renews_id, state="settled", look_at=None)
    await _close(tx, renewal, "settled", now)


async def _resume(tx: Transaction, tried: Trial, now: int) -> None:
    plan = tried.plan
    await groups.set_up(
        tx, tried.group_id, zone=plan.rule.zone, country=plan.country, agreed_at=now
    )
    for row in await checkins.schedules_of(tx, tried.group_id):
        if row.next_at is not None:
            await checkins.set_next(tx, row.id, next_occurrence(row.rule, now).at)


async def _end(tx: Transaction, trial: Trial, now: int) -> None:
    """Nobody has to stop it: without a yes it stops by itself."""
    await groups.take_back_yes(tx, trial.group_id)
    await trials.note(tx, trial.id, state="over", look_at=None)
    await _post(tx, "trial_news", trial.id, trial.group_id, now)


async def _close(
    tx: Transaction, trial: Trial, state: State, now: int, look_at: int | None = None
) -> None:
    await trials.note(tx, trial.id, state=state, look_at=look_at)
    line = Wanted("proposal_decided", trial.id, trial.group_id, Lane.EDITS, now, now + TIDYING)
    await outbox.renew(tx, line)
    if state in ("begun", "settled"):
        await _post(tx, "trial_news", trial.id, trial.group_id, now)


async def _post(tx: Transaction, kind: str, trial_id: int, group_id: int, now: int) -> None:
    await outbox.renew(tx, Wanted(kind, trial_id, group_id, Lane.POSTS, now, now + NEWS))


async def _open_trial(step: Step) -> tuple[Trial, Group]:
    """The open proposal behind the button. Raises ProposalClosed."""
    trial, group = await _both(step.tx, step.pressed.object_id)
    if trial is None or group is None or trial.state != "open":
        raise ProposalClosed
    return trial, group


def _voice(step: Step) -> Voice:
    return "try" if step.pressed.choice == TRY else "talk"


async def _both(tx: Transaction, trial_id: int | None) -> tuple[Trial | None, Group | None]:
    trial = None if trial_id is None else await trials.get(tx, trial_id)
    return trial, None if trial is None else await groups.get(tx, trial.group_id)


async def _member(step: Step, group: Group) -> int:
    person = await people.remember(step.tx, step.telegram_id)
    return await people.seen(step.tx, group.id, person.id, step.now)
