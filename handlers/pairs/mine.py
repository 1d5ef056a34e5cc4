"""My pairs on /me, when there are any (M3).

Belongs here: that line, the screen behind it, and a meeting's time among what comes next. May not
enter: what a pair can do (`meeting`).
"""

from handlers import wording
from handlers.own import Coming, Me, asking, back, screen
from handlers.pairs.meeting import named
from handlers.pairs.present import others
from handlers.step import Step
from storage import groups, toolbox
from storage.pairs import meetings
from storage.pairs.meetings import Pair


async def line(step: Step, me: Me) -> str | None:
    """With whom they are in a pair, and until when."""
    said = [
        wording.text(
            me.language,
            "pairs.with",
            names=names,
            until=wording.moment(me.language, pair.ends_at, await _zone(step, me, pair)),
        )
        for pair, names in await _live(step, me)
    ]
    return "\n".join(said) or None


async def show(step: Step) -> None:
    """A button for each pair, or where company is asked for."""
    me = await asking(step)
    keyboard = me.keyboard(step)
    has_card = any(each.on_card for each in await toolbox.lines(step.tx, me.person.id))
    for pair, names in await _live(step, me):
        keyboard.row(keyboard.tap(names, "pairs.look", pair.id))
        if has_card:
            label = wording.text(me.language, "button.show_to", names=names)
            keyboard.row(keyboard.tap(label, "pairs.card", pair.id))
    back(me, keyboard)
    words = await line(step, me) or wording.text(me.language, "pairs.mine")
    await screen(step, keyboard, words)


async def coming(step: Step, me: Me) -> list[Coming]:
    """The times that pairs have agreed on."""
    return [
        Coming(
            pair.agreed_at,
            await _zone(step, me, pair),
            wording.text(me.language, "pairs.meet", names=names),
        )
        for pair, names in await _live(step, me)
        if pair.agreed_at is not None and pair.agreed_at > step.now
    ]


async def _live(step: Step, me: Me) -> list[tuple[Pair, str]]:
    """Their live pairs, each with the names of the others."""
    found = []
    for seat in await meetings.live_seats_of(step.tx, me.person.id):
        pair = await meetings.get(step.tx, seat.pair_id)
        if pair is not None:
            found.append((pair, named(me.language, await others(step, seat))))
    return found


async def _zone(step: Step, me: Me, pair: Pair) -> str:
    group = await groups.get(step.tx, pair.group_id)
    return me.chosen.zone or (group.zone if group else me.zone)
