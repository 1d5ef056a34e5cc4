"""Quiet hours and being away, for a moment in time."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from domain.preferences import Preferences

NIGHT = Preferences(zone="Europe/London", quiet_from=22 * 60, quiet_to=8 * 60)
NOON = Preferences(zone="Europe/London", quiet_from=12 * 60, quiet_to=13 * 60)


def at(time: str, day: int = 24) -> int:
    """UTC seconds of a time in London."""
    local = datetime.fromisoformat(f"2026-11-{day}T{time}")
    return int(local.replace(tzinfo=ZoneInfo("Europe/London")).timestamp())


@pytest.mark.parametrize(
    ("chosen", "now", "until"),
    [
        (NIGHT, at("21:59"), None),
        (NIGHT, at("22:00"), at("08:00", 25)),
        (NIGHT, at("00:30"), at("08:00")),
        (NIGHT, at("07:59"), at("08:00")),
        (NIGHT, at("08:00"), None),
        (NOON, at("11:59"), None),
        (NOON, at("12:00"), at("13:00")),
        (NOON, at("13:00"), None),
        (Preferences(), at("03:00"), None),
    ],
)
def test_it_is_quiet_until_the_end(chosen: Preferences, now: int, until: int | None) -> None:
    assert chosen.quiet_until(now) == until


def test_away_has_an_end_or_none() -> None:
    assert Preferences(away=True).is_away(10**10)
    assert Preferences(away_until=5).is_away(4)
    assert not Preferences(away_until=5).is_away(5)
    assert not Preferences().is_away(5)
