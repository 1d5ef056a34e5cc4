"""How a gathering is told of: in the group, on screens, in letters.

Belongs here: its lines. May not enter: buttons, who comes.
"""

from domain.gatherings import REFLECTION
from domain.schedule import happens_twice
from handlers import wording
from handlers.notes import Times
from storage.gatherings import Gathering
from storage.groups import Group


def lines(group: Group, gathering: Gathering) -> tuple[list[str], Times]:
    """What, when, where, for how many, and the name of whoever proposes it where they say it."""
    say, plan = group.language, gathering.plan
    moment = wording.moment(say, plan.at, group.zone)
    told = [kind(group, gathering), moment]
    if happens_twice(plan.at, group.zone):
        told.append(wording.text(say, "gatherings.twice"))
    told.append(wording.text(say, f"gatherings.for.{plan.length}"))
    if gathering.place:
        told.append(wording.text(say, "gatherings.where", place=gathering.place))
    if plan.has_places and plan.places:
        told.append(wording.text(say, "gatherings.places", places=plan.places))
    if plan.weeks:
        told.append(wording.text(say, f"gatherings.weeks.{plan.weeks}"))
    if gathering.name:
        told.append(wording.text(say, "gatherings.by", name=gathering.name))
    if plan.kind == REFLECTION:
        told.append(wording.text(say, "gatherings.reflection"))
    return told, {moment: plan.at}


def kind(group: Group, gathering: Gathering) -> str:
    """What it is, in a few words."""
    return wording.text(group.language, f"gatherings.kind.{gathering.plan.kind}")
