"""Before anything of a person is kept beyond what a tap needs: one screen, and a yes (C19).

Belongs here: asking, agreeing, taking it back. May not enter: what is kept then.
"""

from domain.retention import BACKUPS, DAY
from handlers import wording
from handlers.own import Me, asking, back, screen
from handlers.step import Step
from storage import people, preferences


async def asked_first(step: Step, me: Me, section: str) -> bool:
    """Whether they have not agreed yet; then the question is shown instead of the section."""
    if me.chosen.agreed_at is not None:
        return False
    keyboard = me.keyboard(step)
    keyboard.row(
        keyboard.tap(wording.text(me.language, "button.agree"), "consent.give", choice=section)
    )
    back(me, keyboard)
    await screen(step, keyboard, wording.text(me.language, "consent.ask", days=BACKUPS // DAY))
    return True


async def give(step: Step) -> None:
    """They agree."""
    me = await asking(step)
    await people.set_reachable(step.tx, me.person.id, reachable=True)
    await preferences.choose(step.tx, me.person.id, agreed_at=step.now)
