"""The tree: which doors stand in which room, and which screens have the way back (A1).

Belongs here: names. May not enter: what stands behind a door; that is the action of a route.
"""

from dataclasses import dataclass

HOME = "home"


@dataclass(frozen=True, slots=True)
class Door:
    """What a button of the tree leads to: the `action` of a tap, or of a link where `typed`.

    `settings.door.<name>` in the catalogs is its label.
    """

    action: str
    typed: bool = False


ROOM = "settings.room"
"""The action of a door that leads to the room of its own name."""

DOORS = {
    "week": Door("settings.week"),
    "checkins": Door("schedules.list"),
    "questions": Door("prompts.own"),
    "quiet": Door(ROOM),
    "hours": Door("quiet.show_hours"),
    "break": Door("quiet.break"),
    "hold": Door("holds.choose"),
    "pairs": Door("pairs.settings"),
    "lines": Door("signposts.lines"),
    "coming_in": Door(ROOM),
    "welcome": Door("welcome.read"),
    "write_welcome": Door("welcome.write", typed=True),
    "silence": Door("welcome.silence"),
    "entry": Door("entry.choose"),
    "agreement": Door("agreement.show"),
    "together": Door(ROOM),
    "review": Door("agreement.review"),
    "steering": Door("proposals.steering"),
    "roles": Door("roles.others"),
    "evidence": Door("evidence.show"),
    "log": Door("log.page"),
    "stewards": Door("settings.stewards"),
    "numbers": Door("settings.numbers"),
    "language": Door("proposals.language"),
    "phrases": Door("phrases.list"),
    "closing": Door("parting.closing"),
    "swap": Door("swap.show"),
}
"""By name."""

ROOMS = {
    HOME: (
        ("week",),
        ("checkins", "questions"),
        ("quiet", "pairs"),
        ("coming_in", "together"),
        ("lines", "numbers"),
    ),
    "quiet": (("hours", "break"), ("hold",)),
    "coming_in": (("welcome", "write_welcome"), ("silence",), ("agreement", "entry")),
    "together": (
        ("agreement", "review"),
        ("steering", "roles"),
        ("evidence", "log"),
        ("swap", "stewards"),
        ("language", "phrases"),
        ("closing",),
    ),
}
"""By name, the rows of doors in each."""

HUNG = frozenset(
    {
        *(
            door.action
            for door in DOORS.values()
            if door.action.partition(".")[0] != "settings" and not door.typed
        ),
        *("schedules.one", "schedules.pauses", "schedules.pause", "schedules.bring_back"),
        *("schedules.skip", "schedules.removed", "sketches.save", "words.list", "words.rename"),
        *("quiet.hours", "quiet.set_break", "prompts.take_out"),
        *("pairs.switch", "pairs.rounds", "pairs.rounds_keep", "pairs.outside"),
        *("pairs.introduction", "signposts.remove_line", "signposts.add_line"),
        *("welcome.write", "welcome.silence", "entry.wish", "agreement.lines"),
        *("agreement.changed", "holds.ask", "reading.wish", "phrases.look"),
        *("phrases.save", "phrases.drop"),
    }
)
"""Actions below whose screens stewards find the way back to the settings."""
