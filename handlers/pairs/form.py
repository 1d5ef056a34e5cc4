"""Asking for company: `/pair`, the form, the line (P4, P24, P30, P31).

Belongs here: the asker's side until the line stands. May not enter: offers to it (`offers`).

The form is seen by the asker alone. It is kept nowhere: each of its buttons holds the draft as it
would be after the tap.
"""

from telegram import InlineKeyboardButton

from domain.delivery import Lane
from domain.pairs.asking import CHOICES, Draft, begins_at, choices, decoded, ends_at, first_draft
from domain.pairs.rules import DAY, is_small, require_may_ask
from domain.refusals import ButtonGone, GroupUnknown
from domain.refusals.pairs import GroupSmall
from handlers import wording
from handlers.doors import door
from handlers.keyboards import Keyboard, signposts_button
from handlers.language import spoken_to
from handlers.notes import Post, Screen
from handlers.pairs.consent import show_consent
from handlers.pairs.letters import SCREEN_LIFE
from handlers.pairs.present import come, group_of, me, require_pairs
from handlers.pairs.settings import settings_tap, show_settings
from handlers.pairs.wishes import choice_word, line_words
from handlers.step import Step
from storage import buttons, groups, outbox, people
from storage.engine import Transaction
from storage.groups import Group
from storage.outbox import Addressee, Wanted
from storage.pairs import requests, standing
from storage.pairs.standing import Member

GATHERING_LATENESS = 15 * 60
"""Seconds after its time in which the word to everyone may still be posted."""


async def arrive(step: Step) -> None:
    """`/pair` in a group, or "I'd like company" there: a sight of who is asking."""
    group = await _here(step)
    if group:
        await come(step, group)


async def show_pair(step: Step) -> None:
    """Answer `/pair` in a group: the form; stewards of a group without pairs see the settings."""
    group = await _here(step)
    if group is None:
        raise GroupUnknown
    chosen = await standing.settings(step.tx, group.id)
    steward = step.rights.is_steward(group.chat_id, step.telegram_id)
    if chosen.open_since is None and steward:
        await show_settings(step, group)
    else:
        await _show_first(step, group)


async def _here(step: Step) -> Group | None:
    if step.button is not None:
        return await group_of(step, step.button.group_id)
    return await groups.by_chat(step.tx, step.chat.id)


async def _show_first(step: Step, group: Group) -> None:
    """The form as it begins, or what has to come before it."""
    asker = await _may_ask(step, group)
    if not asker.standing.is_adult:
        await show_consent(step, group, "pairs.adult")
        return
    await _show_form(step, group, asker, first_draft(small=_small(step, group)))


async def _may_ask(step: Step, group: Group) -> Member:
    """The one who acted, if nothing keeps them from asking here.

    Raises PairsOff, PairsTooNew, PairsResting, PairsStopped, AlreadyPaired, AlreadyAsking,
    AskedOften.
    """
    await require_pairs(step, group)
    asker = await me(step, group.id)
    asker.standing.require_open(step.now)
    asker.standing.require_free()
    asked = await requests.asked_by(step.tx, asker.person_id, step.now - DAY)
    require_may_ask(asked, step.now)
    return asker


def _small(step: Step, group: Group) -> bool:
    """Raises RightsUnknown: where Telegram does not say, nobody is asked for (P31)."""
    return is_small(step.size_of(group.chat_id))


async def consent(step: Step) -> None:
    """ "I am 18 or over" (P30)."""
    group = await group_of(step, step.pressed.group_id)
    await come(step, group)
    await standing.set_adult(step.tx, (await me(step, group.id)).id, step.now)


async def show_form(step: Step) -> None:
    """The form as it stands in the tapped button."""
    group = await group_of(step, step.pressed.group_id)
    if step.pressed.choice is None:
        await _show_first(step, group)
        return
    asker = await _may_ask(step, group)
    await _show_form(step, group, asker, decoded(step.pressed.choice))


async def _show_form(step: Step, group: Group, asker: Member, draft: Draft) -> None:
    line = line_words(group, draft, step.now, ends_at(draft, step.now, group.zone))
    keyboard = Keyboard(group.id, asker.person_id, step.now + SCREEN_LIFE)
    small = _small(step, group)
    taps = [
        keyboard.tap(
            _capital(choice_word(group.language, name, getattr(draft, name))),
            "pairs.turn",
            None,
            draft.turned(name, small=small).encoded,
        )
        for name in _shown(draft, small=small)
    ]
    for start in range(0, len(taps), 2):
        keyboard.row(*taps[start : start + 2])
    keyboard.row(_asking(step, group, asker, keyboard, draft))
    keyboard.row(keyboard.tap(wording.text(group.language, "pairs.button.leave"), "pairs.leave"))
    if step.rights.is_steward(group.chat_id, step.telegram_id):
        keyboard.row(settings_tap(keyboard, group))
    words = wording.text(group.language, "pairs.form", line=line)
    if _was_seen_typing(step):
        words += "\n\n" + wording.text(group.language, "pairs.seen_typing")
    step.show(Screen(words, await keyboard.save(step.tx)))


def _shown(draft: Draft, *, small: bool) -> list[str]:
    """The fields that can be turned; with everyone, the line ends when the time is over."""
    without = {"asking", "medium"} if draft.company == "everyone" else set()
    return [name for name in CHOICES if name not in without and len(choices(name, small=small)) > 1]


def _asking(
    step: Step, group: Group, asker: Member, keyboard: Keyboard, draft: Draft
) -> InlineKeyboardButton:
    """The button that asks; whom Kith cannot write to opens the private chat first."""
    if asker.reachable:
        label = wording.text(group.language, "pairs.button.ask")
        return keyboard.tap(label, "pairs.send", None, draft.encoded)
    return door(
        step,
        keyboard,
        wording.text(group.language, "pairs.button.go_private"),
        "pairs.review",
        about=group.id,
        choice=draft.encoded,
    )


def _was_seen_typing(step: Step) -> bool:
    """Whether `/pair` stands in the group for all to see, and a line right after it would tell."""
    typed = step.update.message
    return typed is not None and "ephemeral_message_id" not in typed.api_kwargs


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


# The line


async def reach(step: Step) -> None:
    """The link from the form: Kith can write to the asker from now on."""
    person = await people.remember(step.tx, step.telegram_id)
    await people.set_reachable(step.tx, person.id, reachable=True)
    await buttons.use(step.tx, step.pressed.token, step.update.update_id)


async def ask(step: Step) -> None:
    """Keep the request, and ask for its line. Raises GroupSmall and what `_may_ask` does."""
    group = await group_of(step, step.pressed.group_id)
    draft = decoded(step.pressed.choice)
    await come(step, group)
    await standing.lock(step.tx, [(await me(step, group.id)).person_id])
    asker = await _may_ask(step, group)
    if not asker.reachable or not asker.standing.is_adult:
        raise ButtonGone
    if _small(step, group) and draft.company != "everyone":
        raise GroupSmall
    await _keep(step, group, asker, draft)


async def _keep(step: Step, group: Group, asker: Member, draft: Draft) -> None:
    end = ends_at(draft, step.now, group.zone)
    request_id = await requests.add(
        step.tx, group.id, asker.id, wish=draft, asked_at=step.now, ends_at=end
    )
    line = Wanted("pair_line", request_id, group.id, Lane.POSTS, step.now, end)
    await outbox.ask(step.tx, line)
    if draft.company == "everyone":
        begin = begins_at(draft, step.now, group.zone)
        last = begin + GATHERING_LATENESS
        word = Wanted("pair_gathering", request_id, group.id, Lane.POSTS, begin, last)
        await outbox.ask(step.tx, word)


async def show_asked(step: Step) -> None:
    """What happens now, until when, and how to stop it."""
    group = await group_of(step, step.pressed.group_id)
    asker = await me(step, group.id)
    request = await requests.standing_of(step.tx, asker.id)
    if request is None:
        raise ButtonGone
    await show_standing(step, group, asker, request)


async def show_standing(step: Step, group: Group, asker: Member, request: requests.Request) -> None:
    """The asker's own view of their line."""
    until = wording.moment(group.language, request.ends_at, group.zone)
    if request.state != "open":
        words = wording.text(group.language, "pairs.stopped_asking", until=until)
        step.show(Screen(words))
        return
    keyboard = Keyboard(group.id, asker.person_id, request.ends_at)
    label = wording.text(group.language, "pairs.button.stop")
    keyboard.row(keyboard.tap(label, "pairs.stop_asking", request.id))
    if request.others:
        words = wording.text(group.language, "pairs.asked", until=until)
    else:
        words = wording.text(group.language, "pairs.asked_everyone")
    step.show(Screen(words, await keyboard.save(step.tx)))


async def stop_asking(step: Step) -> None:
    """Take no more yeses; the line stays until its fixed end, so that it tells nothing (P31)."""
    group = await group_of(step, step.pressed.group_id)
    request = await requests.standing_of(step.tx, (await me(step, group.id)).id)
    if request is None or request.id != step.pressed.object_id:
        raise ButtonGone
    if request.state == "open":
        await requests.move(step.tx, request, "stopped")


async def render_over(tx: Transaction, request_id: int, to: Addressee, _: int) -> Post | None:
    """After the end of a line that led to nobody: other ways to company, never why (P25)."""
    request = await requests.get(tx, request_id)
    group = request and await groups.get(tx, request.group_id)
    if not request or not group:
        return None
    keyboard = Keyboard(group.id, to.person_id, request.ends_at + SCREEN_LIFE)
    label = wording.text(group.language, "pairs.button.company")
    keyboard.row(keyboard.tap(label, "pairs.ask"), signposts_button(group.language))
    words = wording.text(group.language, "pairs.asked_over")
    return Post(to.chat_id, None, words, await keyboard.save(tx))


async def show_left(step: Step) -> None:
    """Nothing was asked."""
    step.show(Screen(wording.text(await spoken_to(step), "pairs.left")))
