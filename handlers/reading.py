"""A line of Kith's in the group, read in one's own language by whoever taps below it (M7).

Belongs here: the button below each post, and what it shows. May not enter: the words of a post; it
is rendered again from what it is about. Nothing is kept of who reads what.
"""

from dataclasses import replace

from telegram import InlineKeyboardMarkup

from domain.changes import Change
from domain.phrases import Language, phrases_of
from domain.refusals import ButtonGone
from handlers import wording
from handlers.keyboards import Keyboard
from handlers.language import of_reader
from handlers.notes import Edit, Post, Removal, Screen
from handlers.posts import KINDS, Kind, Outgoing
from handlers.proposals import gate
from handlers.proposals.gate import group_of, wish
from handlers.proposals.proposing import show_languages
from handlers.step import Step
from storage import buttons, groups
from storage.engine import Transaction
from storage.groups import Group
from storage.outbox import Post as Claimed

READABLE = 60 * 86_400
"""Seconds for which the button below a post works."""
SHOW = "reading.show"
BESIDE = 2
"""Buttons in a row."""


# The button


async def render(tx: Transaction, claimed: Claimed, now: int) -> Outgoing | None:
    """The claimed post as of now, with the button below it, or None when its reason is gone."""
    kind, object_id = claimed.kind, claimed.object_id
    outgoing = await KINDS[kind].render(tx, object_id, now)
    if outgoing is None or isinstance(outgoing, Removal) or not KINDS[kind].has_words:
        return outgoing
    if isinstance(outgoing, Edit) and outgoing.keyboard is None:
        return outgoing  # one line that says what is over
    group = await groups.get(tx, claimed.group_id or 0)
    if group is None or not group.reading:
        return outgoing
    kept = {}
    if isinstance(outgoing, Edit):
        kept = await buttons.public_of(tx, group.id, object_id, [SHOW])
    ours = Keyboard(group.id, None, now + READABLE, kept)
    tap = ours.tap(wording.text(group.language, "button.my_language"), SHOW, object_id, kind)
    await ours.save(tx)
    rows = [list(row) for row in outgoing.keyboard.inline_keyboard] if outgoing.keyboard else []
    if rows and len(rows[-1]) < BESIDE:
        rows[-1].append(tap)
    else:
        rows.append([tap])
    return replace(outgoing, keyboard=InlineKeyboardMarkup(rows))


# What it shows


async def show(step: Step) -> None:
    """The line in the language of the one who tapped, seen by them alone. Raises ButtonGone."""
    group = await _group(step)
    name, _, chosen = (step.pressed.choice or "").partition("=")
    if name not in KINDS or (chosen and chosen not in wording.languages()):
        raise ButtonGone
    language = chosen or await of_reader(step)
    if language == group.language:
        await _show_choice(step, group, name)
        return
    with wording.read_in(Language(language, phrases_of(group.language))):
        step.show(await _screen(step, KINDS[name], group))


async def _screen(step: Step, kind: Kind, group: Group) -> Screen:
    render = kind.again or kind.render
    post = await render(step.tx, step.pressed.object_id or 0, step.now)
    if not isinstance(post, Post | Edit) or post.chat_id != group.chat_id:
        return Screen(wording.text(group.language, "reading.over"))
    words = f"{post.text}\n\n{wording.text(group.language, 'reading.own_words')}"
    return Screen(words, post.keyboard, post.times, only_here=True)


async def _show_choice(step: Step, group: Group, name: str) -> None:
    """Kith knows of no other language of theirs: each of the others, for this line alone."""
    keyboard = Keyboard(group.id, None, step.now + READABLE)
    taps = [
        keyboard.tap(wording.own_name(each), SHOW, step.pressed.object_id, f"{name}={each}")
        for each in wording.languages()
        if each != group.language
    ]
    for start in range(0, len(taps), BESIDE):
        keyboard.row(*taps[start : start + BESIDE])
    words = wording.text(group.language, "reading.which")
    step.show(Screen(words, await keyboard.save(step.tx), only_here=True))


async def _group(step: Step) -> Group:
    group = await groups.by_chat(step.tx, step.chat.id)
    if group is None:
        raise ButtonGone
    return group


# What the group chooses


async def want(step: Step) -> None:
    """It is changed, or shown as what the group would read."""
    await wish(step, await group_of(step), Change("reading", None, step.pressed.choice or ""))


async def show_wanted(step: Step) -> None:
    """How it is now, or what would be proposed."""
    await gate.show(step, await group_of(step), "reading", show_languages)
