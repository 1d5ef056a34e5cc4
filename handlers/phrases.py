"""What Kith says in a group, in the group's own words: found, written, seen as it will be, kept.

Belongs here: those screens, for stewards, and for members who propose. May not enter: which
sentences, and what may stand in them (domain). A sentence is found by some of its words, typed, or
copied from where it stands.
"""

from domain.changes import STEWARDS, Change
from domain.phrases import fit, found, is_open, limit_of, of_value, phrases_of, value_of
from domain.refusals import ButtonGone
from handlers import fields, wording
from handlers.changes.kinds import KINDS
from handlers.changes.making import require_moving
from handlers.doors import door
from handlers.keyboards import SCREEN_LIFE, Keyboard
from handlers.notes import Screen
from handlers.proposals import gate
from handlers.proposals.gate import group_of, insider, way_of, wish
from handlers.step import Step
from storage import people, proposals
from storage.groups import Group
from storage.proposals import Draft

KIND = "phrase"
BEGINNING = 36
"""Characters of a sentence on a button."""


async def show_list(step: Step) -> None:
    """What the group says in its own words, and the way to more."""
    group = await group_of(step)
    keyboard = await _keyboard(step, group)
    theirs = phrases_of(group.language).get(group.language, {})
    for key, words in sorted(theirs.items()):
        keyboard.row(keyboard.tap(_beginning(words), "phrases.look", group.id, key))
    label = wording.text(group.language, "phrases.button.find")
    keyboard.row(door(step, keyboard, label, "phrases.find", about=group.id))
    words = wording.text(group.language, "phrases.list" if theirs else "phrases.none")
    step.show(Screen(words, await keyboard.save(step.tx)))


# Finding one


async def open_search(step: Step) -> None:
    """Use the link up; the next line in private is looked for."""
    await group_of(step)
    await fields.open_by_link(step, "phrases.find")


async def show_search(step: Step) -> None:
    """Which door is open, until when, and what becomes of the line."""
    group = await group_of(step)
    await fields.show_open(step, group.language, group.zone, "phrases.search")


async def find(step: Step) -> None:
    """Nothing is kept of what was looked for."""
    await group_of(step)
    await fields.use(step)


async def show_found(step: Step) -> None:
    """The sentences that come closest, each a button."""
    group = await group_of(step)
    said = {key: _said(group, key) for key in wording.sentences(group.language) if is_open(key)}
    keyboard, listed = await _keyboard(step, group), list[str]()
    for number, key in enumerate(found(said, step.message.text or ""), 1):
        listed.append(f"{number}. {said[key]}")
        label = f"{number}. {_beginning(said[key])}"
        keyboard.row(keyboard.tap(label, "phrases.look", group.id, key))
    label = wording.text(group.language, "phrases.button.find")
    keyboard.row(door(step, keyboard, label, "phrases.find", about=group.id))
    title = wording.text(group.language, "phrases.found" if listed else "phrases.nothing")
    step.show(Screen("\n\n".join([title, *listed]), await keyboard.save(step.tx)))


# One of them


async def show_one(step: Step) -> None:
    """How it is said, how Kith says it, and what can be done about it. Raises ButtonGone."""
    group = await group_of(step)
    key = _open(group, step.pressed.choice)
    keyboard, say = await _keyboard(step, group), group.language
    label = wording.text(say, "phrases.button.write")
    keyboard.row(door(step, keyboard, label, "phrases.write", about=group.id, choice=key))
    ours, theirs = wording.sentences(say)[key], _said(group, key)
    if theirs != ours:
        label = wording.text(say, "phrases.button.ours")
        keyboard.row(keyboard.tap(label, "phrases.drop", group.id, key))
        words = wording.text(say, "phrases.changed", theirs=theirs, ours=ours)
    else:
        words = wording.text(say, "phrases.ours", ours=ours)
    keyboard.row(keyboard.tap(wording.text(say, "button.back"), "phrases.list", group.id))
    step.show(Screen(words, await keyboard.save(step.tx)))


async def drop(step: Step) -> None:
    """Kith's own words again, or that is what would be proposed."""
    group = await group_of(step)
    key = _open(group, step.pressed.choice)
    await wish(step, group, Change(KIND, None, value_of(group.language, key, "")))


async def show_dropped(step: Step) -> None:
    """What is in the group's words now, or what would be proposed."""
    await gate.show(step, await group_of(step), KIND, show_list)


# Writing


async def open_field(step: Step) -> None:
    """Use the link up; the next line in private is the group's wording."""
    _open(await group_of(step), step.pressed.choice)
    await fields.open_by_link(step, "phrases.write")


async def show_field(step: Step) -> None:
    """Which door is open, the sentence, and what has to stay in it."""
    group, key = await _writing(step)
    limit = limit_of(wording.sentences(group.language)[key])
    values = {"said": _said(group, key), "limit": limit}
    await fields.show_open(step, group.language, group.zone, "phrases.field", **values)


async def write(step: Step) -> None:
    """Kept as what they are shown; nothing is said in these words yet.

    Raises AllRests, PhraseLong, PhraseNames, PhraseVoice, NothingChanges.
    """
    group, key = await _writing(step)
    words = fit(step.message.text or "", wording.sentences(group.language)[key])
    change = Change(KIND, None, value_of(group.language, key, words))
    if await way_of(step, group, KIND) != STEWARDS:
        await wish(step, group, change)
    else:
        require_moving(group, KIND)
        before = await KINDS[KIND].now(step.tx, group, change)
        member = await insider(step, group)
        await proposals.draft(
            step.tx, group.id, member, change, before=before, way=STEWARDS, now=step.now
        )
    await fields.use(step)


async def show_written(step: Step) -> None:
    """It, as it will be said; or what would be proposed."""
    group, _ = await _writing(step)
    draft = await _draft(step, group)
    if draft is None or draft.way != STEWARDS:
        await gate.show_draft(step, group)
        return
    keyboard, say = await _keyboard(step, group), group.language
    label = wording.text(say, "button.save")
    keyboard.row(
        keyboard.tap(label, "phrases.save", draft.id),
        keyboard.tap(wording.text(say, "button.leave_it"), "proposals.leave", draft.id),
    )
    example = _filled(step, group, of_value(draft.change.value)[2])
    words = wording.text(say, "phrases.preview", example=example)
    step.show(Screen(words, await keyboard.save(step.tx)))


async def save(step: Step) -> None:
    """From now on it is said so. Raises ButtonGone for what was shown before something newer."""
    group = await group_of(step)
    draft = await _draft(step, group)
    if draft is None or draft.id != step.pressed.object_id or draft.change.kind != KIND:
        raise ButtonGone
    await proposals.forget_draft(step.tx, draft.member_id)
    await wish(step, group, draft.change)


async def show_saved(step: Step) -> None:
    """What is in the group's words now, or what would be proposed."""
    await gate.show(step, await group_of(step), KIND, show_list)


async def _writing(step: Step) -> tuple[Group, str]:
    """The group and the sentence of the open field. Raises ButtonGone."""
    group = await group_of(step)
    return group, _open(group, step.opened.choice if step.opened else None)


async def _draft(step: Step, group: Group) -> Draft | None:
    draft = await proposals.draft_of(step.tx, await insider(step, group))
    return draft if draft and draft.group_id == group.id else None


async def _keyboard(step: Step, group: Group) -> Keyboard:
    person = await people.remember(step.tx, step.telegram_id)
    return Keyboard(group.id, person.id, step.now + SCREEN_LIFE)


def _open(group: Group, key: str | None) -> str:
    """The id of a text that a group may word. Raises ButtonGone."""
    if key is None or key not in wording.sentences(group.language) or not is_open(key):
        raise ButtonGone
    return key


def _said(group: Group, key: str) -> str:
    """How it is said in the group, with its names in braces."""
    theirs = phrases_of(group.language).get(group.language, {})
    return theirs.get(key) or wording.sentences(group.language)[key]


def _beginning(words: str) -> str:
    first = words.partition("\n")[0]
    return first if len(first) <= BEGINNING else first[: BEGINNING - 1].rstrip() + "…"


class _Example(dict[str, str]):
    """What is known of the group; other names stay as they are."""

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


def _filled(step: Step, group: Group, words: str) -> str:
    """The words with an example in each place."""
    say, now, zone = group.language, step.now, group.zone
    known = dict.fromkeys(("until", "time", "at"), wording.clock_time(say, now, zone))
    known |= {"zone": zone, "day": wording.day(say, now, zone)}
    known |= {"moment": wording.moment(say, now, zone)}
    return words.format_map(_Example(known))
