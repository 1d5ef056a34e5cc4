"""Pairs in the private chat: `/pair` there, and whom one would rather not meet (P9, M3).

Belongs here: what one sees of one's own. May not enter: asking; that begins in the group.
"""

from domain.refusals import NobodyPicked
from handlers import wording
from handlers.keyboards import Keyboard
from handlers.notes import Picker, Screen
from handlers.pairs.form import show_standing
from handlers.pairs.letters import SCREEN_LIFE
from handlers.pairs.meeting import show_pair_of
from handlers.pairs.present import group_of
from handlers.pairs.rounds.inviting import show_place
from handlers.step import Step
from storage import buttons, people
from storage.pairs import apart, meetings, requests, rounds, standing

KEEP, UNDO = 1, 2
"""What a picked person is picked for; Telegram gives the number back."""


async def show_mine(step: Step) -> None:
    """One's live pairs, standing lines and rounds, or where to ask; and whom one would rather not
    meet."""
    person = await people.remember(step.tx, step.telegram_id)
    shown = False
    for seat in await meetings.live_seats_of(step.tx, person.id):
        await show_pair_of(step, seat.pair_id)
        shown = True
    for member in await standing.memberships(step.tx, person.id):
        request = await requests.standing_of(step.tx, member.id)
        if request is not None and request.state != "found":
            group = await group_of(step, member.group_id)
            await show_standing(step, group, member, request)
            shown = True
        for join in await rounds.joined_by(step.tx, [member.id]):
            which = await rounds.get(step.tx, join.round_id)
            if which is not None:
                await show_place(step, which, await group_of(step, member.group_id), member)
                shown = True
    words = wording.text(wording.DEFAULT, "pairs.mine")
    if shown:
        words = wording.text(wording.DEFAULT, "pairs.mine_else")
    keyboard = Keyboard(None, person.id, step.now + SCREEN_LIFE)
    label = wording.text(wording.DEFAULT, "pairs.button.rather_not")
    keyboard.row(keyboard.tap(label, "pairs.pick", None, str(KEEP)))
    label = wording.text(wording.DEFAULT, "pairs.button.undo_rather_not")
    keyboard.row(keyboard.tap(label, "pairs.pick", None, str(UNDO)))
    label = wording.text(wording.DEFAULT, "me.button.likes")
    keyboard.row(keyboard.tap(label, "me.section", None, "likes"))
    step.show(Screen(words, await keyboard.save(step.tx)))


async def arrive(step: Step) -> None:
    """The link from before a first pair: they pressed Start."""
    person = await people.remember(step.tx, step.telegram_id)
    await people.set_reachable(step.tx, person.id, reachable=True)
    await buttons.use(step.tx, step.pressed.token, step.update.update_id)


async def show_picker(step: Step) -> None:
    """Telegram's own list to pick somebody from; Kith sees nobody but who is picked."""
    undo = step.pressed.choice == str(UNDO)
    if undo:
        words = wording.text(wording.DEFAULT, "pairs.pick_undo")
    else:
        words = wording.text(wording.DEFAULT, "pairs.pick_keep")
    label = wording.text(wording.DEFAULT, "pairs.pick")
    step.notes.append(Picker(words, label, UNDO if undo else KEEP))


async def picked(step: Step) -> None:
    """Keep apart, or no longer: as one keyed hash, whoever it is (P9). Raises NobodyPicked."""
    person = await people.remember(step.tx, step.telegram_id)
    for other in _others(step):
        met = await people.find(step.tx, other)
        await standing.lock(step.tx, [person.id, *([met.id] if met else [])])
        tie = apart.tie(step.tx, step.telegram_id, other)
        if _is_undo(step):
            await apart.undo(step.tx, tie)
        else:
            await apart.keep(step.tx, tie)


async def show_picked(step: Step) -> None:
    """Kept, or undone; nobody is told."""
    _others(step)
    if _is_undo(step):
        step.show(Screen(wording.text(wording.DEFAULT, "pairs.picked_undo")))
    else:
        step.show(Screen(wording.text(wording.DEFAULT, "pairs.picked_keep")))


def _others(step: Step) -> list[int]:
    shared = step.message.users_shared
    found = [each.user_id for each in shared.users] if shared else []
    others = [each for each in found if each != step.telegram_id]
    if not others:
        raise NobodyPicked
    return others


def _is_undo(step: Step) -> bool:
    shared = step.message.users_shared
    return shared is not None and shared.request_id == UNDO
