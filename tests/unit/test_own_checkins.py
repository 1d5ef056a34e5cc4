"""When a member's own check-in comes, and how long it is known (C2, C5, C9, C13)."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from domain.own_checkins import KEPT_DAYS, first_of, known_until, next_at
from domain.preferences import Preferences
from domain.schedule import Schedule

NOON = 1_795_521_600  # Tuesday 24 November 2026, 12:00 UTC
DAY = 86_400
EVENINGS = Schedule(frozenset(range(7)), 18 * 60, "UTC")


def local(at: int | None) -> str:
    assert at is not None
    return datetime.fromtimestamp(at, UTC).strftime("%d %H:%M")


def test_it_comes_in_the_members_own_zone() -> None:
    assert local(next_at(EVENINGS, Preferences(zone="Asia/Tokyo"), NOON)) == "25 09:00"
    assert local(next_at(EVENINGS, Preferences(), NOON)) == "24 18:00"


def test_what_falls_into_quiet_hours_waits_for_their_end() -> None:
    quiet = Preferences(zone="UTC", quiet_from=17 * 60, quiet_to=8 * 60)
    assert local(next_at(EVENINGS, quiet, NOON)) == "25 08:00"


def test_while_they_are_away_nothing_comes() -> None:
    assert next_at(EVENINGS, Preferences(away=True), NOON) is None
    back = Preferences(away_until=NOON + 2 * DAY)
    assert local(next_at(EVENINGS, back, NOON)) == "26 18:00"
    assert [local(each.at) for each in first_of(EVENINGS, back, NOON, 3)] == [
        "26 18:00",
        "27 18:00",
        "28 18:00",
    ]


@given(away_for=st.integers(0, 400 * DAY), zone=st.sampled_from(["UTC", "Asia/Tokyo"]))
def test_nothing_is_due_before_they_are_back(away_for: int, zone: str) -> None:
    chosen = Preferences(zone=zone, away_until=NOON + away_for)
    at = next_at(EVENINGS, chosen, NOON)
    assert at is not None
    assert not chosen.is_away(at)
    assert at - (NOON + away_for) <= DAY


def test_an_answer_is_kept_as_long_as_was_chosen_and_one_is_known_for_a_few_days() -> None:
    assert KEPT_DAYS[0] == 0
    assert max(KEPT_DAYS) == 365
    assert known_until(NOON, 0) == NOON + 3 * DAY
    for days in KEPT_DAYS[1:]:
        assert known_until(NOON, days) == NOON + days * DAY
