"""The cells of the matrix, and what the table says of each.

Belongs here: one cell for each route, role and place, and what may come of it. May not enter:
playing them (`play`).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from handlers import routes
from handlers.signposts.request import COMMANDS as SIGNPOSTS
from storage.schema import metadata
from tests.e2e.rights import pressed, table
from tests.e2e.rights.cast import PLACES, Cast
from tests.e2e.rights.play import Cell
from tests.e2e.rights.table import GONE, NOT_BEGUN, ONLY_STEWARDS, PASS, may

ABOUT_RIGHTS = {GONE, ONLY_STEWARDS, NOT_BEGUN, "rights_unknown"}
"""What is heard by whoever may not; other words say that there is nothing to do now."""
SET = frozenset(
    {"agreements", "changes", "groups", "local_lines", "pair_settings", "quiet_times", "roles"}
    | {"round_plans", "schedules", "steering", "welcomes"}
)
"""Tables of what is set in a group."""
assert set(metadata.tables) >= SET


@dataclass(frozen=True, slots=True)
class Said:
    """What the table says: let through (`passes`), refused, or either; and what may be written.

    `must`: it sets something.
    """

    passes: bool | None
    words: frozenset[str] = frozenset()
    may_set: bool = False
    must: bool = False

    def wrong(self, outcome: str) -> bool:
        """Whether that outcome is not what the table says."""
        if outcome.startswith("trouble"):
            return True
        if self.passes is None:
            return False
        if self.passes:
            return outcome in ABOUT_RIGHTS
        return outcome not in self.words if self.words else outcome == PASS


def all_of(cast: Cast, role: str) -> Iterator[tuple[Cell, Said]]:
    """Every command, button, link and field, in every place, for one role."""
    for place in PLACES:
        yield from _taps(cast, role, place)
        yield from _open_taps(role, place)
        yield from _commands(role, place)
        yield from _links(cast, role, place)
    yield from _fields(cast, role)


def _taps(cast: Cast, role: str, place: str) -> Iterator[tuple[Cell, Said]]:
    for name in routes.TAPS:
        where = table.class_of(table.TAPS, name)
        thing, choice = pressed.about(cast, name, place), pressed.choice(cast, name)
        is_post = where.startswith("post")
        cell = Cell("tap", name, role, place, thing, choice, not is_post, where == "self")
        if role in table.NOBODY or place == "other":
            yield cell, Said(passes=False, words=frozenset({GONE}))
        else:
            yield cell, _said(where, role, place)
        if role == "member" and not is_post:
            foreign = Cell(
                "tap", name, role, place, thing, choice, True, where == "self", "steward"
            )
            yield foreign, Said(passes=False, words=frozenset({GONE}))


def _said(where: str, role: str, place: str) -> Said:
    if where == "self":
        return _own(place)
    known, is_steward = table.CLASSES[where], role in table.STEWARDS[place]
    if place == "unset" and where != "set_up":
        # Nothing is there yet; what matters is that nothing is set before the group says yes.
        return Said(passes=False if known.group == "stewards" and not is_steward else None)
    who = known.private if place == "private" else known.group
    if may(who, role, place):
        is_over = where == "set_up" and place != "unset"
        may_set = is_steward or where == "inside"
        return Said(None if is_over else True, may_set=may_set, must=known.sets and is_steward)
    if where == "theirs":
        return Said(passes=False)
    here = role in table.INSIDERS or place != "private"
    words = {known.others} if (here or known.others == ONLY_STEWARDS) and who != "none" else {GONE}
    return Said(passes=False, words=frozenset(words | ({GONE} if place == "private" else set())))


def _own(place: str) -> Said:
    if place != "private":
        return Said(passes=False, words=frozenset({GONE}))
    return Said(passes=None)


def _open_taps(role: str, place: str) -> Iterator[tuple[Cell, Said]]:
    for name in routes.OPEN_TAPS:
        where, cell = table.class_of(table.OPEN_TAPS, name), Cell("open", name, role, place)
        if role in table.NOBODY:
            yield cell, Said(passes=False, words=frozenset({GONE}))
        elif where == "self":
            yield cell, Said(passes=None)
        elif place == "unset":
            yield cell, Said(passes=None if role == "steward" else False)
        elif place == "private":
            yield cell, Said(passes=False)
        else:
            yield cell, Said(passes=role in table.STEWARDS[place])


def _commands(role: str, place: str) -> Iterator[tuple[Cell, Said]]:
    for name in {*routes.GROUP_COMMANDS, *routes.PRIVATE_COMMANDS} | SIGNPOSTS:
        where, cell = table.class_of(table.COMMANDS, name), Cell("command", name, role, place)
        if place == "private" or role in table.NOBODY or where == "all":
            yield cell, Said(passes=True)
        elif where == "stewards":
            is_steward = role in table.STEWARDS[place]
            words = frozenset({ONLY_STEWARDS})
            yield cell, Said(passes=is_steward, words=words)
        elif place == "unset" and role != "steward":
            yield cell, Said(passes=False, words=frozenset({NOT_BEGUN}))
        else:
            yield cell, Said(passes=None if place == "unset" else True)


def _links(cast: Cast, role: str, place: str) -> Iterator[tuple[Cell, Said]]:
    for name in routes.LINKS:
        where = table.class_of(table.LINKS, name)
        thing, choice = pressed.about(cast, name, place), pressed.choice(cast, name)
        of = "member" if role in table.NOBODY else ""
        cell = Cell("link", name, role, place, thing, choice, True, where == "self", of)
        if place != "private":
            yield cell, Said(passes=True)  # it opens no private chat: it is a /start like any other
        elif role in table.NOBODY:
            yield cell, Said(passes=False, words=frozenset({GONE}))
        else:
            yield cell, _said(where, role, place)


def _fields(cast: Cast, role: str) -> Iterator[tuple[Cell, Said]]:
    for name in routes.FIELDS:
        where = table.class_of(table.FIELDS, name)
        thing, choice = pressed.about(cast, name, "private"), pressed.choice(cast, name)
        cell = Cell("field", name, role, "private", thing, choice, True, where == "self")
        if role in table.NOBODY:
            yield cell, Said(passes=True)
        else:
            yield cell, _said(where, role, "private")
