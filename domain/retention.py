"""What is kept, and how long: the one table that the upkeep enforces and /privacy reads out (D5).

Belongs here: a line for each kind of thing that is kept. May not enter: statements (storage), the
sentences (the catalogs have one for each kind). A table of the database that stands in no line
fails a test. Spans are seconds.
"""

from dataclasses import dataclass

from domain.changes import LOGGED
from domain.gatherings import TIDIED
from domain.groups import ABSENCE, INVITE_LIFE
from domain.holds import ONCE_IN
from domain.pairs.calling import LATE
from domain.pairs.rules import AFTERWARDS, LETTER, MET
from domain.parting import HEARD
from domain.proposals import DRAFT_LIFE as SHOWN
from domain.setup import DRAFT_LIFE

HOUR, DAY = 3600, 86_400


@dataclass(frozen=True, slots=True)
class Kept:
    """A kind of thing, and the tables that hold it.

    `span`: how long at most after it was needed last, or None where another thing ends it, which
    its sentence names. `of_you`: it is about a person, rather than about a group or the program.
    """

    kind: str
    tables: tuple[str, ...]
    span: int | None = None
    of_you: bool = False


MEMBERSHIP = 365 * DAY
"""After this long without a tap in a group, Kith no longer knows that somebody is in it."""
ENTRY = 7 * DAY
"""For so long Kith remembers that somebody asked to join a group (G2)."""
MESSAGES = 48 * HOUR
"""Telegram lets a bot take its messages away for so long (Bot API, deleteMessage)."""
BACKUPS = 14 * DAY
"""For so long a backup is kept (D4)."""
ERASED = BACKUPS + DAY
"""The hash of somebody erased outlives every backup that could hold them."""

RETENTION = (
    Kept("identity", ("people",), of_you=True),
    Kept("membership", ("members",), MEMBERSHIP, of_you=True),
    Kept("answers", ("answers",), of_you=True),
    Kept("settings", ("preferences", "own_countries"), of_you=True),
    Kept("toolbox", ("toolbox",), of_you=True),
    Kept("own_checkins", ("own_checkins", "own_rounds"), of_you=True),
    Kept("cards", ("cards",), of_you=True),
    Kept("doors", ("fields", "buttons"), of_you=True),
    Kept("steering", ("setups", "trial_voices", "prompt_voices"), DRAFT_LIFE, of_you=True),
    Kept("holds", ("holds",), ONCE_IN, of_you=True),
    Kept("parting", ("parting_voices",), HEARD, of_you=True),
    Kept("roles", ("role_willing", "role_turns"), of_you=True),
    Kept("agreed", ("agreement_yes",), of_you=True),
    Kept("entries", ("entries",), ENTRY, of_you=True),
    Kept("proposed", ("drafts", "proposal_answers"), SHOWN, of_you=True),
    Kept("gatherings", ("gatherings", "comings", "speakers"), TIDIED, of_you=True),
    Kept("pairing", ("pair_standing",), of_you=True),
    Kept("pair_lines", ("pair_requests", "pair_offers"), DAY, of_you=True),
    Kept(
        "pairs",
        ("pairs", "pair_seats", "pair_ties", "turns", "turn_seats"),
        AFTERWARDS,
        of_you=True,
    ),
    Kept("round_joins", ("round_joins",), LATE, of_you=True),
    Kept("pair_met", ("pair_met",), MET, of_you=True),
    Kept("pair_likes", ("pair_likes",), of_you=True),
    Kept("pair_reports", ("pair_reports",), AFTERWARDS, of_you=True),
    Kept("pair_concerns", ("pair_concerns",), LETTER, of_you=True),
    Kept("pair_apart", ("pair_apart",), of_you=True),
    Kept("messages", ("spoken",), MESSAGES, of_you=True),
    Kept("farewells", ("farewells",), of_you=True),
    Kept("erased", ("erased",), ERASED, of_you=True),
    Kept(
        "groups",
        (
            "groups",
            "group_aliases",
            "schedules",
            "trials",
            "prompt_orders",
            "prompts",
            "quiet_times",
            "local_lines",
            "welcomes",
            "pair_settings",
            "agreements",
            "roles",
            "steering",
            "round_plans",
            "evidence",
        ),
        ABSENCE,
    ),
    Kept("changes", ("changes",), LOGGED),
    Kept("proposals", ("proposals",), 90 * DAY),
    Kept("checkins", ("checkins",), 90 * DAY),
    Kept("evidence", ("evidence_tallies", "evidence_marks")),
    Kept("looking_back", ("evidence_rounds",), 90 * DAY),
    Kept("rounds", ("rounds",), AFTERWARDS),
    Kept("posts", ("outbox", "pace"), 30 * DAY),
    Kept("updates", ("updates",), 48 * HOUR),
    Kept("invites", ("invites",), INVITE_LIFE),
    Kept("wrong_numbers", ("wrong_numbers",), 365 * DAY),
    Kept("keys", ("keys",)),
)


def span_of(kind: str) -> int:
    """How long a kind is kept; 0 for what has an end of its own."""
    return next(kept.span or 0 for kept in RETENTION if kept.kind == kind)
