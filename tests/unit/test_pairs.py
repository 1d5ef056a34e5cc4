"""The rules of pairs: lives, asking, who may, and meeting (P4, P5, P14, P15, P25, P30, P31)."""

from itertools import product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.lives import Life, drawing
from domain.pairs import asking, meeting, rules
from domain.pairs.asking import CHOICES, Draft, decoded
from domain.pairs.lives import LIVES, OFFER, REQUEST
from domain.pairs.rules import DAY, SETTLING, Standing
from domain.refusals import ButtonGone, NotNow, Refusal
from domain.refusals.pairs import (
    AlreadyAsking,
    AlreadyPaired,
    AskedOften,
    PairsResting,
    PairsStopped,
    PairsTooNew,
)

NOW = 1_764_000_000
ZONE = "Europe/London"


@pytest.mark.parametrize("life", LIVES, ids=lambda life: life.name)
def test_every_state_can_be_reached_and_nothing_leads_to_a_state_unknown(life: Life) -> None:
    reached = {life.begin}
    for _ in life.states:
        reached |= {after for (state, _), after in life.moves.items() if state in reached}
    assert reached == life.states


@pytest.mark.parametrize("life", LIVES, ids=lambda life: life.name)
def test_what_is_not_in_the_table_does_not_happen(life: Life) -> None:
    events = {event for _, event in life.moves}
    for state, event in product(life.states, events):
        if (state, event) in life.moves:
            assert life.after(state, event) == life.moves[state, event]
        else:
            with pytest.raises(NotNow):
                life.after(state, event)


def test_a_request_is_over_by_its_fixed_end_and_by_nothing_else() -> None:
    assert {event for (_, event), after in REQUEST.moves.items() if after == "over"} == {"ended"}
    assert REQUEST.before("ended") == REQUEST.states - {"over"}


def test_offering_and_taking_back_is_possible_in_every_state_but_met() -> None:
    """Else what a tap does would tell what the asker did (P25)."""
    assert OFFER.before("offered") == OFFER.states - {"met"}
    assert OFFER.before("taken_back") == OFFER.states - {"met", "taken_back"}


def test_a_no_is_not_undone_by_offering_again() -> None:
    state = OFFER.after(OFFER.after("declined", "taken_back"), "offered")
    assert state == "declined"


@given(st.sampled_from(list(product(*CHOICES.values()))))
def test_a_draft_survives_being_a_button(keys: tuple[str, ...]) -> None:
    draft = Draft(*keys)
    assert decoded(draft.encoded) == draft
    assert len(draft.encoded) < 64


@pytest.mark.parametrize("choice", [None, "", "one", "one.talk.30.writing.soon", "a.b.c.d.e.f"])
def test_what_is_no_draft_is_no_button(choice: str | None) -> None:
    with pytest.raises(ButtonGone):
        decoded(choice)


@pytest.mark.parametrize("name", CHOICES)
def test_turning_goes_once_through_all_choices(name: str) -> None:
    draft, seen = Draft(), []
    for _ in CHOICES[name]:
        draft = draft.turned(name, small=False)
        seen.append(getattr(draft, name))
    assert sorted(seen) == sorted(CHOICES[name])
    assert draft == Draft()


def test_a_small_group_asks_everyone() -> None:
    assert asking.first_draft(small=True).company == "everyone"
    assert Draft().turned("company", small=True).company == "everyone"
    assert [rules.is_small(size) for size in (2, 5, 6)] == [True, True, False]


@given(st.sampled_from(CHOICES["when"]), st.integers(NOW, NOW + 400 * DAY))
def test_a_line_ends_at_a_time_that_its_draft_alone_decides(when: str, now: int) -> None:
    everyone = Draft(company="everyone", when=when)
    begins, ends = (
        asking.begins_at(everyone, now, ZONE),
        asking.ends_at(everyone, now, ZONE),
    )
    assert now < begins <= now + 4 * DAY
    assert ends == begins + 30 * 60
    assert asking.ends_at(Draft(when=when, asking="6"), now, ZONE) == now + 6 * 3600


def test_who_may_meet() -> None:
    settled = NOW - SETTLING
    good = Standing(settled, adult_at=NOW)
    assert good.may_meet(NOW)
    assert Standing(settled, NOW, rests_until=NOW).may_meet(NOW)
    for other in (
        Standing(settled + 1, NOW),
        Standing(settled),
        Standing(settled, NOW, rests_until=NOW + 1),
        Standing(settled, NOW, stopped_at=NOW),
        Standing(settled, NOW, is_paired=True),
        Standing(settled, NOW, agrees=False),
    ):
        assert not other.may_meet(NOW)


def refused(standing: Standing) -> Refusal | None:
    try:
        standing.require_open(NOW)
        standing.require_free()
    except Refusal as refusal:
        return refusal
    return None


def test_who_may_not_is_told_why() -> None:
    settled = NOW - SETTLING
    assert refused(Standing(settled, NOW)) is None
    new = refused(Standing(settled + 1, NOW))
    assert isinstance(new, PairsTooNew)
    assert new.values == {"days": 1}
    resting = refused(Standing(settled, NOW, rests_until=NOW + 3 * DAY))
    assert isinstance(resting, PairsResting)
    assert resting.values == {"days": 3}
    assert isinstance(refused(Standing(settled, NOW, stopped_at=1)), PairsStopped)
    assert isinstance(refused(Standing(settled, NOW, is_paired=True)), AlreadyPaired)


def test_one_line_at_a_time_and_three_a_day() -> None:
    rules.require_may_ask([], NOW)
    rules.require_may_ask([(NOW - 100, NOW)] * 2, NOW)
    rules.require_may_ask([(NOW - DAY, NOW - 1)] * 3, NOW)
    with pytest.raises(AlreadyAsking):
        rules.require_may_ask([(NOW - 100, NOW + 1)], NOW)
    with pytest.raises(AskedOften):
        rules.require_may_ask([(NOW - 100, NOW)] * 3, NOW)


@given(
    st.sampled_from(CHOICES["when"]),
    st.integers(NOW, NOW + 400 * DAY),
    st.sampled_from([ZONE, "Pacific/Apia", "America/St_Johns", "UTC"]),
)
def test_times_lie_ahead_and_none_comes_twice(when: str, since: int, zone: str) -> None:
    found = [at for turn in range(4) for at in meeting.times(when, since, zone, turn)]
    assert len(found) == 4 * meeting.TIMES
    assert all(at > since for at in found)
    assert len(set(found)) == len(found)
    assert found == sorted(found)


def test_who_begins_is_drawn_evenly() -> None:
    rng = Random(7)
    first = [meeting.drawn_order(["ana", "ben", "chi"], rng)[0] for _ in range(3_000)]
    assert all(900 < first.count(name) < 1_100 for name in ("ana", "ben", "chi"))
    assert {meeting.drawn_question(rng) for _ in range(500)} == set(meeting.QUESTIONS)


def test_the_drawing_shows_every_move() -> None:
    for life in LIVES:
        drawn = drawing(life)
        assert drawn.count("-->") == len(life.moves) + 1
