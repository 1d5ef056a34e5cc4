"""/roles: which there are, who is willing (seen by them alone), and proposing others (G11).

Belongs here: the screen, and being willing. May not enter: the draw (`turns`).
"""

from domain.changes import Change
from domain.refusals import ButtonGone, NotReachable
from domain.roles import AT_GATHERINGS, NAME_LIMIT, OWN, ROLES, own_name
from handlers import fields, wording
from handlers.changes.roles import name_of
from handlers.doors import door
from handlers.keyboards import SCREEN_LIFE, Keyboard
from handlers.notes import Screen
from handlers.proposals.gate import group_of, insider, show_draft, wish
from handlers.step import Step
from storage import people, roles
from storage.groups import Group
from storage.roles import Role

OFFERED = (*ROLES, *(f"{AT_GATHERINGS}{role}" for role in ROLES))
"""For a week, and for each gathering."""


async def show(step: Step) -> None:
    """The roles of the group, and what the one who asks has said to each."""
    group = await group_of(step)
    member_id = await insider(step, group)
    keyboard, lines = await _own_keyboard(step, group), []
    for role in await roles.of_group(step.tx, group.id):
        lines.append(await _line(step, group, role))
        await _add_willing(step, group, keyboard, role, member_id)
    label = wording.text(group.language, "button.propose_role")
    keyboard.row(keyboard.tap(label, "roles.others"))
    label = wording.text(group.language, "button.not_needed")
    keyboard.row(keyboard.tap(label, "handing.card"))
    title = wording.text(group.language, "roles.title" if lines else "roles.none")
    step.show(Screen("\n".join([title, *lines]), await keyboard.save(step.tx)))


async def _line(step: Step, group: Group, role: Role) -> str:
    turn = await roles.turn_of(step.tx, role.id)
    name, say = name_of(group, role.name), group.language
    if turn is None or turn.state != "held":
        return wording.text(say, "roles.open", role=name)
    if turn.gathering_id is not None:
        return wording.text(say, "roles.taken_at", role=name)
    return wording.text(say, "roles.taken", role=name)


async def _add_willing(
    step: Step, group: Group, keyboard: Keyboard, role: Role, member_id: int
) -> None:
    willing = await roles.is_willing(step.tx, role.id, member_id)
    label = wording.text(
        group.language,
        "button.willing_no" if willing else "button.willing",
        role=name_of(group, role.name),
    )
    keyboard.row(keyboard.tap(label, "roles.willing", role.id, "no" if willing else "yes"))


async def say_willing(step: Step) -> None:
    """They are willing, or no more. Raises NotReachable: whoever is drawn is told in private."""
    group = await group_of(step)
    role = await roles.get(step.tx, step.pressed.object_id or 0)
    if role is None or role.group_id != group.id:
        raise ButtonGone
    person = await people.remember(step.tx, step.telegram_id)
    willing = step.pressed.choice == "yes"
    if willing and not person.reachable:
        raise NotReachable
    await roles.set_willing(step.tx, role.id, await insider(step, group), willing)


async def show_others(step: Step) -> None:
    """Roles that could be there, or go."""
    group = await group_of(step)
    keyboard, say = await _own_keyboard(step, group), group.language
    there = await roles.of_group(step.tx, group.id)
    for name in OFFERED:
        if name not in {each.name for each in there}:
            label = wording.text(say, "button.role_new", role=name_of(group, name))
            keyboard.row(keyboard.tap(label, "roles.wish", None, name))
    for when in ("", AT_GATHERINGS):
        own = wording.text(say, "button.role_own_at" if when else "button.role_own")
        link = door(step, keyboard, own, "roles.write", about=group.id, choice=when or None)
        keyboard.row(link)
    for role in there:
        label = wording.text(say, "button.role_out", role=name_of(group, role.name))
        keyboard.row(keyboard.tap(label, "roles.wish", role.id, ""))
    keyboard.row(keyboard.tap(wording.text(say, "button.back"), "roles.show"))
    step.show(Screen(wording.text(say, "roles.others"), await keyboard.save(step.tx)))


async def want(step: Step) -> None:
    """A role that comes with Kith, or one that goes, as a draft. Raises ButtonGone."""
    group, value = await group_of(step), step.pressed.choice or ""
    if value not in ("", *OFFERED):
        raise ButtonGone
    await wish(step, group, Change("role", step.pressed.object_id, value), by_all=True)


async def show_wanted(step: Step) -> None:
    """What the group would read."""
    await show_draft(step, await group_of(step))


async def open_field(step: Step) -> None:
    """Use the link up; the next line in private becomes the name of a role."""
    await group_of(step)
    await fields.open_by_link(step, "roles.write")


async def show_field(step: Step) -> None:
    """Which door is open, until when, and what becomes of the line."""
    group = await group_of(step)
    await fields.show_open(step, group.language, group.zone, "roles.field", limit=NAME_LIMIT)


async def write(step: Step) -> None:
    """A role in the group's own words, as a draft. Raises LineUnfit."""
    group = await group_of(step)
    name = own_name(step.message.text or "")
    when = step.opened.choice if step.opened and step.opened.choice else ""
    await wish(step, group, Change("role", None, f"{when}{OWN}{name}"), by_all=True)
    await fields.use(step)


async def _own_keyboard(step: Step, group: Group) -> Keyboard:
    person = await people.remember(step.tx, step.telegram_id)
    return Keyboard(group.id, person.id, step.now + SCREEN_LIFE)
