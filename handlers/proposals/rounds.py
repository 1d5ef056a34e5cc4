"""A round: the post, the answers, the end of it; and a second steward's yes (G4, G10).

Belongs here: what the group reads of a proposal, the taps on it, and carrying it out in the
transaction that closes it. May not enter: the rule of the outcome (domain). Nobody sees who said
what, or how many; what was said is erased when it is decided.
"""

from domain.changes import GROUP
from domain.delivery import Lane
from domain.parting import GOING_ON
from domain.proposals import ANSWERS, PROPOSAL, STANDING, TALKING, outcome
from domain.refusals import OwnProposal, ProposalClosed, Refusal
from handlers import wording
from handlers.alone import for_each
from handlers.changes.kinds import KINDS
from handlers.changes.making import difference, make
from handlers.keyboards import Keyboard, signposts_button
from handlers.notes import Edit, Post
from handlers.step import Step
from storage import buttons, groups, outbox, people, proposals
from storage.engine import Transaction
from storage.groups import Group
from storage.outbox import Wanted
from storage.proposals import Proposal

NEWS = 86_400
"""Seconds in which it is still worth saying what became of it, and in which the post is edited."""
TAPS = ("proposals.say", "proposals.second")

# What the group reads


async def render(tx: Transaction, proposal_id: int, _: int) -> Post | None:
    """The proposal with its buttons, or None when it is decided already or Kith is gone."""
    found = await _both(tx, proposal_id)
    if found is None or found[0].state not in STANDING or not _may_be_put(*found):
        return None
    proposal, group = found
    keyboard = await _keyboard(tx, proposal, group)
    return Post(group.chat_id, None, _words(proposal, group), await keyboard.save(tx))


async def render_edit(tx: Transaction, proposal_id: int, _: int) -> Edit | None:
    """The post as it is now: open for longer, or decided and without buttons."""
    found = await _both(tx, proposal_id)
    posted = await outbox.by_object(tx, "round", proposal_id)
    if found is None or posted is None or posted.message_id is None:
        return None
    proposal, group = found
    if proposal.state in STANDING:
        keyboard = await (await _keyboard(tx, proposal, group)).save(tx)
        return Edit(group.chat_id, posted.message_id, _words(proposal, group), keyboard)
    return Edit(group.chat_id, posted.message_id, _decided(proposal, group))


async def render_news(tx: Transaction, proposal_id: int, _: int) -> Post | None:
    """That there is something to talk about, or why nothing is carried out."""
    found = await _both(tx, proposal_id)
    if found is None or not _may_be_put(*found):
        return None
    proposal, group = found
    if proposal.state not in STANDING:
        return Post(group.chat_id, None, _decided(proposal, group))
    day = wording.day(group.language, proposal.ends_at, group.zone)
    words = wording.text(group.language, "round.talk", what=_what(proposal, group), day=day)
    return Post(group.chat_id, None, words)


def _may_be_put(proposal: Proposal, group: Group) -> bool:
    """Where everything rests, one thing alone is put before the group: whether it goes on (G13)."""
    return group.is_open or (group.is_home and proposal.change.kind == GOING_ON)


def _words(proposal: Proposal, group: Group) -> str:
    values = {
        "what": _what(proposal, group),
        "day": wording.day(group.language, proposal.ends_at, group.zone),
    }
    if proposal.way != GROUP:
        return wording.text(group.language, "round.two", **values)
    if proposal.needed == 1:
        return wording.text(group.language, "round.of_two", **values)
    return wording.text(group.language, "round.open", **values)


def _decided(proposal: Proposal, group: Group) -> str:
    became = wording.text(group.language, f"round.state_{proposal.state}")
    return f"{_what(proposal, group)}\n\n{became}"


def _what(proposal: Proposal, group: Group) -> str:
    return difference(group, proposal.change.kind, proposal.before, proposal.change.value)


async def _keyboard(tx: Transaction, proposal: Proposal, group: Group) -> Keyboard:
    """The buttons, with the tokens that they have already."""
    kept = await buttons.public_of(tx, group.id, proposal.id, TAPS)
    end, say = proposal.ends_at + TALKING, group.language
    keyboard = Keyboard(group.id, None, end, kept)
    if proposal.way != GROUP:
        keyboard.row(
            keyboard.tap(wording.text(say, "button.second"), "proposals.second", proposal.id)
        )
        return keyboard
    taps = [
        keyboard.tap(wording.text(say, f"button.answer_{each}"), "proposals.say", proposal.id, each)
        for each in ANSWERS
    ]
    keyboard.row(*taps[:2])
    keyboard.row(*taps[2:])
    keyboard.row(signposts_button(say))
    return keyboard


# The taps on it


async def say(step: Step) -> None:
    """Keep what a member says; whoever proposed it has said so already. Raises ProposalClosed."""
    proposal, group = await _standing(step)
    if step.pressed.choice not in ANSWERS:
        raise ProposalClosed
    member_id = await _member(step, group)
    if member_id != proposal.member_id:
        await proposals.say(step.tx, proposal.id, member_id, step.pressed.choice)
    await _arrived(step, proposal)


async def show_said(step: Step) -> None:
    """Say, to the one who tapped and nobody else, what is kept now."""
    proposal, group = await _standing(step)
    member_id = await _member(step, group)
    if member_id == proposal.member_id:
        step.answer(wording.text(group.language, "round.answer_proposer"))
        return
    answer = await proposals.said(step.tx, proposal.id, member_id)
    if answer is not None:
        step.answer(wording.text(group.language, f"round.answer_{answer}"))


async def second(step: Step) -> None:
    """A second steward says yes: it is carried out now. Raises NotSteward, OwnProposal."""
    proposal, group = await _standing(step)
    step.rights.require_steward(group.chat_id, step.telegram_id)
    member_id = await _member(step, group)
    if member_id == proposal.member_id:
        raise OwnProposal
    await _arrived(step, proposal)
    await _end(step.tx, proposal, group, "agreed", step.now)


async def show_seconded(step: Step) -> None:
    """What became of it, to the one who tapped."""
    found = await _both(step.tx, step.pressed.object_id or 0)
    if found is None:
        raise ProposalClosed
    step.answer(wording.text(found[1].language, f"round.seconded_{found[0].state}"))


async def _arrived(step: Step, proposal: Proposal) -> None:
    if step.tapped_place:
        await outbox.prove(step.tx, "round", proposal.id, step.tapped_place)


# What becomes of it


async def tick(tx: Transaction, now: int) -> int:
    """Close the rounds whose time is over, in the order in which they end."""
    return await for_each(tx, await proposals.due(tx, now), _close_one, now)


async def _close_one(tx: Transaction, proposal_id: int, now: int) -> None:
    found = await _both(tx, proposal_id)
    assert found is not None  # it was found a moment ago
    proposal, group = found
    said = await proposals.answers(tx, proposal.id)
    event = outcome(proposal.state, proposal.way, said, proposal.needed)
    await _end(tx, proposal, group, event, now)


async def _end(tx: Transaction, proposal: Proposal, group: Group, event: str, now: int) -> None:
    """What the event leads to; what passes is carried out here, or the ground has moved."""
    if event == "agreed" and not await _carry_out(tx, proposal, group, now):
        event = "ground_moved"
    state = PROPOSAL.after(proposal.state, event)
    if state == "talk":
        await proposals.note(tx, proposal.id, state=state, ends_at=now + TALKING)
        await _tell(tx, proposal, "round_edit", Lane.EDITS, now)
        await _tell(tx, proposal, "round_news", Lane.POSTS, now)
    else:
        await close(tx, proposal, state, now)


async def _carry_out(tx: Transaction, proposal: Proposal, group: Group, now: int) -> bool:
    """Make the change, unless what it was about is another thing by now."""
    await groups.lock(tx, group.id)
    kind = KINDS[proposal.change.kind]
    if await kind.now(tx, group, proposal.change) != proposal.before:
        return False
    try:
        async with tx.savepoint():
            await make(tx, group, proposal.change, now, way=proposal.way)
    except Refusal:
        return False
    return True


async def close(tx: Transaction, proposal: Proposal, state: str, now: int) -> None:
    """It is decided: what was said is erased, and the post says what became of it."""
    await proposals.note(tx, proposal.id, state=state)
    await proposals.forget_answers(tx, proposal.id)
    await _tell(tx, proposal, "round_edit", Lane.EDITS, now)
    if state in ("moved", "objected"):
        await _tell(tx, proposal, "round_news", Lane.POSTS, now)


async def _tell(tx: Transaction, proposal: Proposal, kind: str, lane: Lane, now: int) -> None:
    await outbox.renew(tx, Wanted(kind, proposal.id, proposal.group_id, lane, now, now + NEWS))


async def _standing(step: Step) -> tuple[Proposal, Group]:
    """The proposal behind the button, which can still be answered. Raises ProposalClosed."""
    found = await _both(step.tx, step.pressed.object_id or 0)
    if found is None or found[0].state not in STANDING or found[0].ends_at <= step.now:
        raise ProposalClosed
    return found


async def _both(tx: Transaction, proposal_id: int) -> tuple[Proposal, Group] | None:
    proposal = await proposals.get(tx, proposal_id)
    group = None if proposal is None else await groups.get(tx, proposal.group_id)
    return (proposal, group) if proposal and group else None


async def _member(step: Step, group: Group) -> int:
    person = await people.remember(step.tx, step.telegram_id)
    return await people.seen(step.tx, group.id, person.id, step.now)
