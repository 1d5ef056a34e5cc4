"""What becomes of a proposal (G4): the table walked cell by cell, and the rule of the outcome."""

from itertools import product

import pytest

from domain import proposals as rules
from domain.changes import GROUP, TWO
from domain.proposals import LEAVE, LIVE, OBJECT, PROPOSAL, STANDING, TALK, needed, outcome
from domain.refusals import NotNow

EVENTS = {event for _, event in PROPOSAL.moves}
CELLS = sorted(product(PROPOSAL.states, EVENTS))
EXPECTED = {
    "open": {
        "agreed": "carried",
        "too_few": "rested",
        "to_talk": "talk",
        "ground_moved": "moved",
        "taken_back": "withdrawn",
    },
    "talk": {
        "agreed": "carried",
        "too_few": "rested",
        "objected": "objected",
        "ground_moved": "moved",
        "taken_back": "withdrawn",
    },
}


@pytest.mark.parametrize(("state", "event"), CELLS)
def test_every_cell(state: str, event: str) -> None:
    expected = EXPECTED.get(state, {}).get(event)
    if expected is None:
        with pytest.raises(NotNow):
            PROPOSAL.after(state, event)
    else:
        assert PROPOSAL.after(state, event) == expected


def test_what_is_decided_stays_decided() -> None:
    assert {state for state, _ in PROPOSAL.moves} == STANDING


@pytest.mark.parametrize(
    ("state", "said", "enough", "event"),
    [
        ("open", {}, 2, "too_few"),
        ("open", {LIVE: 1}, 2, "too_few"),
        ("open", {LIVE: 2}, 2, "agreed"),
        ("open", {LIVE: 1, LEAVE: 1}, 2, "agreed"),
        ("open", {LEAVE: 9}, 2, "too_few"),
        ("open", {LIVE: 9, TALK: 1}, 2, "to_talk"),
        ("open", {LIVE: 9, OBJECT: 1}, 2, "to_talk"),
        ("open", {OBJECT: 1}, 2, "to_talk"),
        ("open", {LIVE: 1}, 1, "agreed"),
        ("open", {LEAVE: 1}, 1, "too_few"),
        ("talk", {LIVE: 9, OBJECT: 1}, 2, "objected"),
        ("talk", {LIVE: 2, TALK: 3}, 2, "agreed"),
        ("talk", {TALK: 3}, 2, "too_few"),
        ("talk", {}, 2, "too_few"),
    ],
)
def test_the_outcome(state: str, said: dict[str, int], enough: int, event: str) -> None:
    assert outcome(state, GROUP, said, enough) == event
    assert PROPOSAL.after(state, event)


def test_nobodys_silence_is_a_second_stewards_yes() -> None:
    assert outcome("open", TWO, {LIVE: 9}, 1) == "too_few"


def test_every_outcome_is_a_move_from_its_state() -> None:
    counts = product(range(4), repeat=4)
    for state, (live, leave, talk, against) in product(STANDING, counts):
        said = {LIVE: live, LEAVE: leave, TALK: talk, OBJECT: against}
        after = PROPOSAL.after(state, outcome(state, GROUP, said, 2))
        assert not (after == "carried" and against)
        assert not (after == "carried" and live + leave < 2)


def test_a_group_of_two_needs_the_other_one() -> None:
    assert [needed(size) for size in (1, 2, 3, 30)] == [1, 1, 2, 2]
    assert rules.SPAN == rules.TALKING == 7 * 86_400
