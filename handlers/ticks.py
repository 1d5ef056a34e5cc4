"""What time brings: which features have something to do as it passes.

Belongs here: their order, and where each looks for what is due. May not enter: what they do then.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import cache

from domain.groups import ABSENCE
from domain.pairs.calling import ANEW, LATE
from domain.prompts import PROPOSAL_LIFE
from handlers import (
    agreement,
    checkins,
    evidence,
    gatherings,
    groups,
    handing,
    holds,
    parting,
    prompts,
    setup,
    trials,
)
from handlers.gatherings import speaking
from handlers.me import card, data, own_rounds
from handlers.pairs import hours, turning
from handlers.pairs.rounds import drawing
from handlers.parting import loss
from handlers.proposals import proposing, rounds
from handlers.roles import turns
from storage import erasure, invites, own_checkins, proposals, roles, steering, toolbox
from storage import evidence as evidence_rows
from storage import gatherings as gathering_rows
from storage import groups as group_rows
from storage import parting as parting_rows
from storage import speaking as queue_rows
from storage import trials as trial_rows
from storage.checkins import rounds as checkin_rows
from storage.checkins import schedules
from storage.checkins.proposals import rested_at
from storage.engine import Transaction
from storage.looks import Look, Looks
from storage.pairs import joined, meetings, relays, requests
from storage.pairs import rounds as round_rows
from storage.pairs import turns as turn_rows

Feature = Callable[[Transaction, int], Awaitable[int]]


@dataclass(frozen=True, slots=True)
class Chore:
    """`do` runs in the transaction of a tick, with the present time (UTC seconds), and answers how
    much it found to do. It is left out where none of its `looks` finds a row."""

    do: Feature
    looks: tuple[Look, ...]


def _before(seconds: int, look: Look) -> Look:
    """That look, at what is as long ago."""
    return lambda now: look(now - seconds)


TICKS = (
    Chore(trials.tick, (trial_rows.due_at,)),
    Chore(checkins.tick, (schedules.due_at, checkin_rows.closing_at)),
    Chore(prompts.tick, (_before(PROPOSAL_LIFE, rested_at),)),
    Chore(groups.tick, (invites.expired_at, _before(ABSENCE, group_rows.gone_at))),
    Chore(own_rounds.tick, (own_checkins.due_at,)),
    Chore(card.tick, (toolbox.over_at, toolbox.left_over_at)),
    Chore(data.tick, (erasure.farewells_at,)),
    Chore(
        hours.tick,
        (meetings.to_end_at, relays.still_at, requests.ending_at, requests.open_at),
    ),
    Chore(turning.tick, (turn_rows.due_at,)),
    Chore(  # after the pairs that end now, so that whoever is free again can be drawn
        drawing.tick,
        (
            round_rows.to_invite_at,
            round_rows.to_fall_at,
            round_rows.to_draw_at,
            _before(LATE, round_rows.to_close_at),
            joined.unanswered_at,
            _before(ANEW, joined.still_late_at),
        ),
    ),
    Chore(rounds.tick, (proposals.due_at,)),
    Chore(agreement.tick, (steering.reviews_at,)),
    Chore(turns.tick, (roles.due_at, roles.to_move_at)),
    Chore(gatherings.tick, (gathering_rows.ending_at, gathering_rows.with_free_places_at)),
    Chore(speaking.tick, (queue_rows.to_move_on_at,)),
    Chore(parting.tick, (parting_rows.closing_at, parting_rows.closed_at)),
    Chore(evidence.tick, (evidence_rows.due_at, evidence_rows.closing_at)),
)

FORGETTING = (
    setup.forget,
    holds.forget,
    hours.forget,
    drawing.forget,
    proposing.forget,
    gatherings.forget,
    loss.forget,
    handing.tick,
)
"""Each runs once an hour, in the transaction of a tick: what serves nothing any more is erased, and
what has days of time, and goes through all groups, is decided."""


@cache
def looks() -> Looks:
    """Where all of them look, as one statement."""
    return Looks([chore.looks for chore in TICKS])
