"""A group's own questions (C15): any member proposes one, the group keeps it.

Belongs here: the field, the proposal in the group, the taps on it, and taking one out again. May
not enter: which question comes next (domain), the posts that bring it (`checkins`).
"""

from domain.changes import GROUP, Change
from domain.delivery import Lane
from domain.prompts import KEEPERS, PROPOSAL_LIFE, WORDS_LIMIT, own_question
from domain.refusals import ButtonGone, ProposalClosed
from domain.writing import shortened
from handlers import fields, wording
from handlers.changes.making import make
from handlers.keyboards import Keyboard
from handlers.notes import Edit, Post, Screen
from handlers.proposals import gate
from handlers.proposals.gate import group_of, insider, wish
from handlers.schedules.screens import back_tap, own_keyboard
from handlers.step import Step
from storage import checkins, groups, outbox, people
from storage.checkins import Prompt
from storage.engine import Transaction
from storage.groups import Group
from storage.outbox import Wanted

ERASED_AFTER = 86_400
"""Seconds after which a question that rests is erased."""
EDITABLE = 7200
"""Seconds in which the post of one that rests can still be edited."""
LIST_ROOM = 3500
"""UTF-16 units for the questions on the list; where there are many, each is shown shorter."""
PROPOSED = "prompt_proposal"
DECIDED = "prompt_decided"


async def open_field(step: Step) -> None:
    """Use the link up; the next line in private is proposed to the group."""
    await _group(step, step.pressed.group_id)
    await fields.open_by_link(step, "prompts.propose")


async def show_field(step: Step) -> None:
    """Which door is open, until when, and what becomes of the line."""
    group = await _group(step, step.opened.group_id if step.opened else None)
    await fields.show_open(step, group.language, group.zone, "prompts.field", limit=WORDS_LIMIT)


async def propose(step: Step) -> None:
    """Put the question before the group; no name stands with it. Raises PromptUnfit."""
    group = await _group(step, step.opened.group_id if step.opened else None)
    words = own_question(step.message.text or "")
    prompt_id = await checkins.propose_prompt(step.tx, group.id, words, step.now)
    await checkins.want_prompt(step.tx, prompt_id, await insider(step, group))
    post = Wanted(PROPOSED, prompt_id, group.id, Lane.POSTS, step.now, step.now + PROPOSAL_LIFE)
    await outbox.ask(step.tx, post)
    await fields.use(step)


async def show_proposed(step: Step) -> None:
    """It stands in the group, without a name."""
    group = await _group(step, step.opened.group_id if step.opened else None)
    step.show(Screen(wording.text(group.language, "prompts.proposed")))


async def want(step: Step) -> None:
    """One more wants it; with enough of us it is kept. Raises ProposalClosed."""
    found = await _proposal(step)
    if found.kept_at is not None:
        return
    person = await people.remember(step.tx, step.telegram_id)
    member = await people.seen(step.tx, found.group_id, person.id, step.now)
    if await checkins.want_prompt(step.tx, found.id, member) >= KEEPERS:
        group = await _group(step, found.group_id)
        change = Change("question", found.id, found.words)
        await make(step.tx, group, change, step.now, way=GROUP)
        await _decide(step.tx, found.id, found.group_id, step.now)


async def show_wanted(step: Step) -> None:
    """Say what the tap did, without how many others there were."""
    found = await _proposal(step)
    group = await _group(step, found.group_id)
    said = wording.text(group.language, "prompts.kept_now" if found.kept_at else "prompts.wanted")
    step.answer(said)


async def render_proposal(tx: Transaction, prompt_id: int, _: int) -> Post | None:
    """The proposal, or None when it is decided."""
    found = await checkins.prompt(tx, prompt_id)
    group = None if found is None else await groups.get(tx, found.group_id)
    if found is None or group is None or found.kept_at is not None or not group.is_open:
        return None
    end = found.proposed_at + PROPOSAL_LIFE
    keyboard = Keyboard(group.id, None, end)
    keyboard.row(
        keyboard.tap(wording.text(group.language, "button.keep_it"), "prompts.want", found.id)
    )
    day = wording.day(group.language, end, group.zone)
    words = wording.text(group.language, "prompts.proposal", question=found.words, day=day)
    return Post(group.chat_id, None, words, await keyboard.save(tx))


async def render_decided(tx: Transaction, prompt_id: int, _: int) -> Edit | None:
    """What stands in place of the proposal."""
    posted = await outbox.by_object(tx, PROPOSED, prompt_id)
    found = await checkins.prompt(tx, prompt_id)
    group = None if found is None else await groups.get(tx, found.group_id)
    if posted is None or posted.message_id is None or found is None or group is None:
        return None
    words = wording.text(
        group.language,
        "prompts.kept" if found.kept_at else "prompts.rested",
        question=found.words,
    )
    return Edit(group.chat_id, posted.message_id, words)


async def show_own(step: Step) -> None:
    """The group's own questions; each can be taken out, or proposed to be."""
    group = await group_of(step)
    keyboard, listed = await own_keyboard(step, group.id), []
    kept = await checkins.kept_prompts(step.tx, group.id)
    room = LIST_ROOM // max(1, len(kept))
    for number, prompt_id in enumerate(kept, 1):
        found = await checkins.prompt(step.tx, prompt_id)
        if found is not None:
            listed.append(f"{number}. {shortened(found.words, room)}")
            label = wording.text(group.language, "button.take_out_prompt", number=number)
            keyboard.row(keyboard.tap(label, "prompts.take_out", prompt_id))
    keyboard.row(back_tap(step, group, keyboard))
    title = wording.text(group.language, "prompts.own" if listed else "prompts.none")
    words = "\n".join([title, *listed])
    step.show(Screen(words, await keyboard.save(step.tx)))


async def show_taken_out(step: Step) -> None:
    """The questions as they are now, or what would be proposed."""
    await gate.show(step, await group_of(step), "question", show_own)


async def take_out(step: Step) -> None:
    """Erase one of the group's own questions, or show what would be proposed."""
    group = await group_of(step)
    found = await checkins.prompt(step.tx, step.pressed.object_id or 0)
    if found is None or found.group_id != group.id:
        raise ButtonGone
    await wish(step, group, Change("question", found.id, ""))


async def tick(tx: Transaction, now: int) -> int:
    """What nobody kept in time rests, and nobody is reminded; a day later it is erased."""
    done = 0
    for prompt_id, group_id in await checkins.rested_prompts(tx, now - PROPOSAL_LIFE):
        if await outbox.by_object(tx, DECIDED, prompt_id) is None:
            await _decide(tx, prompt_id, group_id, now)
            done += 1
    for prompt_id, _ in await checkins.rested_prompts(tx, now - PROPOSAL_LIFE - ERASED_AFTER):
        await checkins.remove_prompt(tx, prompt_id)
        done += 1
    return done


async def _decide(tx: Transaction, prompt_id: int, group_id: int, now: int) -> None:
    await outbox.renew(tx, Wanted(DECIDED, prompt_id, group_id, Lane.EDITS, now, now + EDITABLE))


async def _proposal(step: Step) -> Prompt:
    """The question behind the button. Raises ProposalClosed when it rests or is gone."""
    found = await checkins.prompt(step.tx, step.pressed.object_id or 0)
    if found is None or found.group_id != step.pressed.group_id:
        raise ProposalClosed
    if found.kept_at is None and found.proposed_at + PROPOSAL_LIFE <= step.now:
        raise ProposalClosed
    return found


async def _group(step: Step, group_id: int | None) -> Group:
    """The group, for somebody who was seen in it. Raises ButtonGone."""
    group = None if group_id is None else await groups.get(step.tx, group_id)
    person = await people.find(step.tx, step.telegram_id)
    if group is None or person is None:
        raise ButtonGone
    if await people.member_seen_at(step.tx, group.id, person.id) is None:
        raise ButtonGone
    return group
