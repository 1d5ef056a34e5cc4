"""When is the next one: what comes for me, from all my groups and from myself (M2).

Belongs here: the screen, on /me and as /checkins in the private chat. May not enter: which things
there are (`coming`).
"""

from handlers import coming, wording
from handlers.own import asking, back, screen
from handlers.step import Step

SHOWN = 8
"""Things that are shown."""


async def show(step: Step) -> None:
    """The next things, each with its time."""
    me = await asking(step)
    found = (await coming.of(step, me))[:SHOWN]
    keyboard = me.keyboard(step)
    back(me, keyboard)
    lines = [f"{wording.moment(me.language, each.at, each.zone)}\n{each.words}" for each in found]
    title = wording.text(me.language, "coming.title" if found else "coming.none")
    await screen(step, keyboard, "\n\n".join([title, *lines]))
