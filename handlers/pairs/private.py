"""Pairs in the private chat: `/pair` there (M3).

Belongs here: what one sees of one's own. May not enter: asking, which begins in the group; picking
somebody (`picking`).
"""

from handlers import wording
from handlers.keyboards import Keyboard
from handlers.language import spoken_to
from handlers.notes import Screen
from handlers.pairs.form import show_standing
from handlers.pairs.letters import SCREEN_LIFE
from handlers.pairs.meeting import show_pair_of
from handlers.pairs.present import group_of
from handlers.pairs.rounds.inviting import show_place
from handlers.picking import KEEP, UNDO
from handlers.step import Step
from storage import buttons, people
from storage.pairs import joined, meetings, requests, rounds, standing


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
        for join in await joined.joined_by(step.tx, [member.id]):
            which = await rounds.get(step.tx, join.round_id)
            if which is not None:
                await show_place(step, which, await group_of(step, member.group_id), member)
                shown = True
    words = wording.text(await spoken_to(step), "pairs.mine")
    if shown:
        words = wording.text(await spoken_to(step), "pairs.mine_else")
    keyboard = Keyboard(None, person.id, step.now + SCREEN_LIFE)
    label = wording.text(await spoken_to(step), "pairs.button.rather_not")
    keyboard.row(keyboard.tap(label, "pairs.pick", None, str(KEEP)))
    label = wording.text(await spoken_to(step), "pairs.button.undo_rather_not")
    keyboard.row(keyboard.tap(label, "pairs.pick", None, str(UNDO)))
    label = wording.text(await spoken_to(step), "me.button.likes")
    keyboard.row(keyboard.tap(label, "me.section", None, "likes"))
    step.show(Screen(words, await keyboard.save(step.tx)))


async def arrive(step: Step) -> None:
    """The link from before a first pair: they pressed Start."""
    person = await people.remember(step.tx, step.telegram_id)
    await people.set_reachable(step.tx, person.id, reachable=True)
    await buttons.use(step.tx, step.pressed.token, step.update.update_id)
