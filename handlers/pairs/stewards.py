"""Words to a steward of one's choice, and what a steward can do after them (P28, G6, G7).

Belongs here: choosing a steward, the field, the letter, stopping somebody's pair-ups. May not
enter: a list of members. A steward can act on one person alone: the one that words they were sent
are about; and that person is told, and how to answer.
"""

from domain.pairs.rules import LETTER
from domain.people import shown_name
from domain.refusals import ButtonGone
from domain.refusals.pairs import PairWordsUnfit, StewardGone
from domain.writing import several_lines
from handlers import fields, wording
from handlers.keyboards import Keyboard
from handlers.language import spoken_to
from handlers.notes import Screen
from handlers.pairs.ending import end_pair
from handlers.pairs.letters import SCREEN_LIFE, write
from handlers.pairs.present import any_seat, group_of, me, others
from handlers.step import Step
from storage import people
from storage.engine import Transaction
from storage.groups import Group
from storage.outbox import Addressee
from storage.pairs import meetings, reports, standing
from storage.pairs.reports import Concern

WORDS_LIMIT = 1_000
"""Characters of words to a steward."""


async def steward_taps(
    step: Step, group: Group, keyboard: Keyboard, pair_id: int | None, without: set[int]
) -> bool:
    """A button for each steward whom Kith can write to; whoever it may be about is left out.

    Answers whether there is any.
    """
    found = False
    for telegram_id, name in step.rights.admins.get(group.chat_id, {}).items():
        steward = await people.find(step.tx, telegram_id)
        if steward is None or not steward.reachable or telegram_id == step.telegram_id:
            continue
        if steward.id not in without:
            label = wording.text(group.language, "pairs.button.to_steward", name=shown_name(name))
            keyboard.row(keyboard.tap(label, "pairs.to_steward", pair_id, str(steward.id)))
            found = True
    return found


async def show_standing(step: Step) -> None:
    """How one's own pair-ups stand, and how to answer (P28)."""
    group = await group_of(step, step.pressed.group_id)
    member = await me(step, group.id)
    language = group.language
    keyboard = Keyboard(group.id, member.person_id, step.now + SCREEN_LIFE)
    until = member.standing.rests_until
    if member.standing.stopped_at is not None:
        words = wording.text(language, "pairs.standing_stopped")
    elif until is not None and until > step.now:
        at = wording.moment(language, until, group.zone)
        words = wording.text(language, "pairs.standing_rests", until=at)
    else:
        words = wording.text(language, "pairs.standing_open")
    if not await steward_taps(step, group, keyboard, None, set()):
        words += "\n\n" + wording.text(language, "pairs.no_stewards")
    step.show(Screen(words, await keyboard.save(step.tx) if keyboard.rows else None))


# The words


async def open_words(step: Step) -> None:
    """The next line goes to that steward, once. Raises StewardGone."""
    await _steward(step, step.pressed.group_id, step.pressed.choice)
    person = await people.remember(step.tx, step.telegram_id)
    await fields.open_for(step, person.id, "pairs.concern")


async def show_words(step: Step) -> None:
    """Which door is open; from the tapped button, since the field was opened just now."""
    group, name, _ = await _steward(step, step.pressed.group_id, step.pressed.choice)
    if step.opened is None:
        raise ButtonGone
    await fields.show_open(
        step, group.language, group.zone, "pairs.concern_field", name=name, limit=WORDS_LIMIT
    )


async def send_words(step: Step) -> None:
    """Keep the words, sealed, until they are old; the steward gets a letter. Raises
    PairWordsUnfit."""
    opened = step.opened
    assert opened is not None  # only a line in a field gets here
    group, _, steward_id = await _steward(step, opened.group_id, opened.choice)
    words = several_lines(step.message.text or "", WORDS_LIMIT)
    if words is None:
        raise PairWordsUnfit(limit=WORDS_LIMIT)
    concern_id = await reports.write(
        step.tx,
        group.id,
        by_id=opened.person_id,
        to_id=steward_id,
        about_id=await _about(step, opened.object_id),
        words=words,
        name=shown_name(step.first_name),
        at=step.now,
    )
    await write(
        step.tx,
        "pair_concern",
        concern_id,
        group_id=group.id,
        person_id=steward_id,
        now=step.now,
        not_after=step.now + LETTER,
    )
    await fields.use(step)


async def _about(step: Step, pair_id: int | None) -> int | None:
    """The member whom the words are about, where the pair leaves no doubt."""
    if pair_id is None:
        return None
    pair, seat = await any_seat(step, pair_id)
    away = await others(step, seat)
    if pair.size == 2:
        return away[0].member_id if away else None
    return await reports.about(step.tx, pair.id, seat.member_id)


async def show_sent(step: Step) -> None:
    """The words are on their way."""
    step.show(Screen(wording.text(await spoken_to(step), "pairs.concern_sent")))


async def _steward(step: Step, group_id: int | None, choice: str | None) -> tuple[Group, str, int]:
    """The group, and name and our id of the chosen steward, who is one now. Raises StewardGone."""
    group = await group_of(step, group_id)
    person = await people.get(step.tx, int(choice)) if choice and choice.isdigit() else None
    names = step.rights.admins.get(group.chat_id, {})
    if person is None or not person.reachable or person.telegram_id not in names:
        raise StewardGone
    return group, shown_name(names[person.telegram_id]), person.id


# The steward's side


async def reason(tx: Transaction, concern_id: int, to: Addressee, _: int) -> tuple[int, int] | None:
    """The letter to the steward whom the words were written to."""
    concern = await reports.concern(tx, concern_id)
    if concern is None or concern.to_id != to.person_id:
        return None
    return concern.group_id, concern.at + LETTER


async def show_concern(step: Step) -> None:
    """The words, for the steward they were written to, who still is one. Raises NotSteward."""
    concern, group = await read(step)
    language = group.language
    keyboard = Keyboard(group.id, concern.to_id, concern.at + LETTER)
    about = concern.about_id and await standing.members_by_id(step.tx, [concern.about_id])
    said = {"name": concern.name, "words": concern.words}
    words = wording.text(language, "pairs.concern" if about else "concerns.words", **said)
    label = wording.text(language, "concerns.button.answer")
    keyboard.row(keyboard.tap(label, "concerns.answer", concern.id))
    for member in (about or {}).values():
        if member.standing.stopped_at is None:
            label = wording.text(language, "pairs.button.halt")
            keyboard.row(keyboard.tap(label, "pairs.halt", concern.id))
        else:
            label = wording.text(language, "pairs.button.unhalt")
            keyboard.row(keyboard.tap(label, "pairs.unhalt", concern.id))
            words += "\n\n" + wording.text(language, "pairs.halted")
    step.show(Screen(words, await keyboard.save(step.tx)))


async def halt(step: Step) -> None:
    """Stop the pair-ups of the one it is about, in this group; they are told. Raises NotSteward."""
    concern, group = await read(step)
    if concern.about_id is None:
        raise ButtonGone
    await standing.stop(step.tx, concern.about_id, step.now)
    member = await _tell(step, group, concern.about_id)
    for seat in await meetings.live_seats_of(step.tx, member.person_id):
        pair = await meetings.get(step.tx, seat.pair_id)
        if pair is not None and seat.member_id == member.id:
            await end_pair(step.tx, pair, step.now)


async def unhalt(step: Step) -> None:
    """Let them go on; they are told. Raises NotSteward."""
    concern, group = await read(step)
    if concern.about_id is None:
        raise ButtonGone
    await standing.stop(step.tx, concern.about_id, None)
    await _tell(step, group, concern.about_id)


async def _tell(step: Step, group: Group, member_id: int) -> standing.Member:
    found = await standing.members_by_id(step.tx, [member_id])
    if member_id not in found:
        raise ButtonGone
    member = found[member_id]
    await write(
        step.tx,
        "pair_standing",
        member.id,
        group_id=group.id,
        person_id=member.person_id,
        now=step.now,
        not_after=step.now + LETTER,
    )
    return member


async def read(step: Step) -> tuple[Concern, Group]:
    """The words behind the button, for the steward they were written to, who still is one.

    Raises ButtonGone, NotSteward.
    """
    object_id = step.pressed.object_id
    concern = None if object_id is None else await reports.concern(step.tx, object_id)
    person = await people.find(step.tx, step.telegram_id)
    if concern is None or person is None or concern.to_id != person.id:
        raise ButtonGone
    group = await group_of(step, concern.group_id)
    step.rights.require_steward(group.chat_id, step.telegram_id)
    return concern, group
