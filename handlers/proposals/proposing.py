"""/propose: what can be proposed, and putting it before the group (G4).

Belongs here: the proposer's side. May not enter: answers, outcomes.
"""

from datetime import timedelta

from domain.agreement import REVIEWS
from domain.changes import GROUP, STEWARDS, WAYS, Change
from domain.delivery import Lane
from domain.proposals import DRAFT_LIFE, PROPOSAL, SPAN, STANDING, needed
from domain.refusals import ButtonGone, NotNow, ProposalMoved, ProposesAlready
from domain.schedule import local_date
from handlers import wording
from handlers.changes.kinds import KINDS
from handlers.changes.making import difference
from handlers.doors import door
from handlers.keyboards import SCREEN_LIFE, Keyboard
from handlers.notes import Screen
from handlers.pairs.settings import introduction_link
from handlers.proposals.gate import group_of, insider, show_draft, way_of, wish
from handlers.proposals.rounds import close
from handlers.step import Step
from storage import groups, outbox, people, proposals, steering, welcomes
from storage.engine import Transaction
from storage.groups import Group
from storage.outbox import Wanted
from storage.pairs import standing
from storage.proposals import Draft

BY_TAP = ("pairs", "steering", "review", "language", "evidence", "closing", "stillness")
"""Kinds whose values are few enough to stand on buttons."""


async def show_menu(step: Step) -> None:
    """What can be proposed here, seen by the one who asks."""
    group = await group_of(step)
    member_id = await insider(step, group)
    person = await people.remember(step.tx, step.telegram_id)
    keyboard, say = Keyboard(group.id, person.id, step.now + SCREEN_LIFE), group.language
    words = wording.text(say, "propose.menu")
    mine = await proposals.standing_of(step.tx, member_id)
    if mine is not None:
        what = difference(group, mine.change.kind, mine.before, mine.change.value)
        words = wording.text(say, "propose.mine", what=what)
        label = wording.text(say, "button.take_it_back")
        keyboard.row(keyboard.tap(label, "proposals.take_back", mine.id))
    else:
        await _add_doors(step, group, keyboard)
    step.show(Screen(words, await keyboard.save(step.tx)))


async def _add_doors(step: Step, group: Group, keyboard: Keyboard) -> None:
    say = group.language
    keyboard.row(keyboard.tap(wording.text(say, "button.our_agreement"), "agreement.show"))
    if await way_of(step, group, "quiet") != STEWARDS:  # who may do it at once has other screens
        _add_settings(step, group, keyboard)
    is_on = (await standing.settings(step.tx, group.id)).open_since is not None
    label = wording.text(say, "button.pairs_off" if is_on else "button.pairs_on")
    keyboard.row(keyboard.tap(label, "proposals.wish", None, "pairs=" + ("" if is_on else "on")))
    if is_on:
        keyboard.row(keyboard.tap(wording.text(say, "pairs.button.rounds"), "pairs.rounds"))
    own = [
        door(
            step,
            keyboard,
            wording.text(say, "welcome.button.words"),
            "welcome.write",
            about=group.id,
        )
    ]
    if await welcomes.words_of(step.tx, group.id):
        label = wording.text(say, "welcome.button.silence")
        own.append(keyboard.tap(label, "welcome.silence"))
    keyboard.row(*own)
    keyboard.row(
        keyboard.tap(wording.text(say, "button.roles"), "roles.others"),
        keyboard.tap(wording.text(say, "button.steering"), "proposals.steering"),
    )
    label = wording.text(say, "button.group_language")
    phrases = wording.text(say, "button.phrases")
    keyboard.row(
        keyboard.tap(label, "proposals.language"), keyboard.tap(phrases, "phrases.list", group.id)
    )


def _add_settings(step: Step, group: Group, keyboard: Keyboard) -> None:
    say = group.language
    keyboard.row(
        keyboard.tap(wording.text(say, "button.checkins"), "schedules.wanted", group.id),
        keyboard.tap(wording.text(say, "button.add"), "sketches.new", group.id),
    )
    keyboard.row(
        keyboard.tap(wording.text(say, "button.quiet"), "quiet.show_hours", group.id),
        keyboard.tap(wording.text(say, "button.break"), "quiet.break", group.id),
    )
    outside = door(
        step, keyboard, wording.text(say, "pairs.button.outside"), "pairs.outside", about=group.id
    )
    keyboard.row(
        keyboard.tap(wording.text(say, "button.own_prompts"), "prompts.own", group.id),
        keyboard.tap(wording.text(say, "button.our_lines"), "signposts.lines", group.id),
    )
    keyboard.row(outside, introduction_link(step, group, keyboard))


async def show_steering(step: Step) -> None:
    """Who decides now, and who else could."""
    group = await group_of(step)
    person = await people.remember(step.tx, step.telegram_id)
    keyboard, say = Keyboard(group.id, person.id, step.now + SCREEN_LIFE), group.language
    now = await steering.way(step.tx, group.id)
    for way in WAYS:
        if way != now:
            label = wording.text(say, f"steering.{way}")
            keyboard.row(keyboard.tap(label, "proposals.wish", None, f"steering={way}"))
    keyboard.row(keyboard.tap(wording.text(say, "button.back"), "proposals.menu"))
    chosen = wording.text(say, f"steering.{now}")
    words = wording.text(say, "propose.steering", now=chosen)
    step.show(Screen(words, await keyboard.save(step.tx)))


async def show_languages(step: Step) -> None:
    """Which languages Kith could speak here instead."""
    group = await group_of(step)
    person = await people.remember(step.tx, step.telegram_id)
    keyboard, say = Keyboard(group.id, person.id, step.now + SCREEN_LIFE), group.language
    others = [each for each in wording.languages() if each != group.language]
    taps = [
        keyboard.tap(wording.own_name(each), "proposals.wish", None, f"language={each}")
        for each in others
    ]
    for start in range(0, len(taps), 2):
        keyboard.row(*taps[start : start + 2])
    label = wording.text(say, "button.reading_off" if group.reading else "button.reading_on")
    keyboard.row(keyboard.tap(label, "reading.wish", None, "" if group.reading else "on"))
    keyboard.row(keyboard.tap(wording.text(say, "button.back"), "proposals.menu"))
    words = wording.text(say, "propose.language", now=wording.own_name(group.language))
    step.show(Screen(words, await keyboard.save(step.tx)))


def review_taps(step: Step, group: Group, keyboard: Keyboard) -> None:
    """Days on which the group could look at its agreement again."""
    today = local_date(step.now, group.zone)
    for days in REVIEWS:
        day = today + timedelta(days=days)
        label = wording.full_date(group.language, day)
        keyboard.row(keyboard.tap(label, "proposals.wish", None, f"review={day.isoformat()}"))


# What a button wants


async def want(step: Step) -> None:
    """A change whose value stands on a button; it is put before the group, whoever wants it."""
    await wish(step, await group_of(step), _change(step), by_all=True)


def _change(step: Step) -> Change:
    kind, _, value = (step.pressed.choice or "").partition("=")
    if kind not in BY_TAP:
        raise ButtonGone
    return Change(kind, step.pressed.object_id, value)


async def show_wanted(step: Step) -> None:
    """What would be proposed."""
    await show_draft(step, await group_of(step))


# Proposing


async def propose(step: Step) -> None:
    """Put it before the group. Raises ProposalMoved, ProposesAlready, RightsUnknown."""
    group, draft = await _draft(step)
    if await proposals.standing_of(step.tx, draft.member_id) is not None:
        raise ProposesAlready
    await groups.lock(step.tx, group.id)
    if await KINDS[draft.change.kind].now(step.tx, group, draft.change) != draft.before:
        raise ProposalMoved
    enough = needed(step.size_of(group.chat_id)) if draft.way == GROUP else 1
    end = step.now + SPAN
    proposal_id = await proposals.propose(step.tx, draft, needed=enough, now=step.now, ends_at=end)
    post = Wanted("round", proposal_id, group.id, Lane.POSTS, step.now, end)
    await outbox.ask(step.tx, post)


async def show_proposed(step: Step) -> None:
    """It stands in the group."""
    group = await group_of(step)
    step.show(Screen(wording.text(group.language, "propose.stands")))


async def leave(step: Step) -> None:
    """Nothing of it is kept."""
    _, draft = await _draft(step)
    await proposals.forget_draft(step.tx, draft.member_id)


async def show_left(step: Step) -> None:
    """Nothing was proposed."""
    group = await group_of(step)
    step.show(Screen(wording.text(group.language, "propose.left")))


async def take_back(step: Step) -> None:
    """Whoever proposed it wants it no more. Raises NotNow."""
    group = await group_of(step)
    mine = await proposals.get(step.tx, step.pressed.object_id or 0)
    if mine is None or mine.member_id != await insider(step, group):
        raise ButtonGone
    if mine.state not in STANDING:
        raise NotNow
    await close(step.tx, mine, PROPOSAL.after(mine.state, "taken_back"), step.now)


async def show_taken_back(step: Step) -> None:
    """It is before the group no more."""
    group = await group_of(step)
    step.show(Screen(wording.text(group.language, "propose.taken_back")))


async def forget(tx: Transaction, now: int) -> None:
    """Forget what was shown and never proposed."""
    await proposals.forget_drafts_before(tx, now - DRAFT_LIFE)


async def _draft(step: Step) -> tuple[Group, Draft]:
    """What the button was made for, if nothing newer was shown since. Raises ButtonGone."""
    group = await group_of(step)
    draft = await proposals.draft_of(step.tx, await insider(step, group))
    if draft is None or draft.id != step.pressed.object_id:
        raise ButtonGone
    return group, draft
