"""When rounds are drawn, how somebody likes to meet, and in which hours they are awake."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.pairs.calling import (
    CHOICES,
    SHORTEST,
    Plan,
    Times,
    begun_anew,
    calls,
    coming,
    decoded,
    newest,
)
from domain.pairs.likes import LISTS, TRIO, Likes, wish_of
from domain.preferences import Preferences
from domain.refusals import ButtonGone
from domain.rounds import Joined

DAY = 86_400
ZONE = ZoneInfo("Europe/London")
LONDON = Times("Europe/London", date(2026, 1, 1))


def at(day: int, hour: int, month: int = 3) -> int:
    """A moment in London, in 2026."""
    return int(datetime(2026, month, day, hour, tzinfo=ZONE).timestamp())


def dates(plan: Plan, times: Times = LONDON, count: int = 3) -> list[str]:
    return [str(each.local_date) for each in coming(plan, times, at(2, 9), count)]


def test_every_week_every_two_weeks_and_once_a_month() -> None:
    assert dates(Plan("weekly")) == ["2026-03-10", "2026-03-17", "2026-03-24"]
    fortnightly = Plan("fortnightly")
    anew = begun_anew(fortnightly, LONDON, at(2, 9))
    assert dates(fortnightly, anew) == ["2026-03-10", "2026-03-24", "2026-04-07"]
    assert dates(Plan("monthly")) == ["2026-04-07", "2026-05-05", "2026-06-02"]


def test_a_group_is_invited_three_days_before_at_the_same_hour_whatever_the_clocks_do() -> None:
    [call] = [each for each in coming(Plan("weekly"), LONDON, at(2, 9), 4)
              if each.local_date == date(2026, 3, 31)]  # fmt: skip
    assert (call.invite_at, call.draw_at) == (at(28, 18), at(31, 18))
    assert call.draw_at - call.invite_at == 3 * DAY - 3600


def test_nothing_is_drawn_or_invited_to_on_a_break_of_the_group() -> None:
    away = replace(LONDON, away=(date(2026, 3, 14), date(2026, 3, 20)))
    assert dates(Plan("weekly"), away) == ["2026-03-10", "2026-03-24", "2026-03-31"]


def test_quiet_hours_move_the_draw_and_the_invitation() -> None:
    quiet = replace(LONDON, quiet=(17 * 60, 19 * 60))
    [call] = coming(Plan("weekly"), quiet, at(2, 9), 1)
    assert (call.invite_at, call.draw_at) == (at(7, 19), at(10, 19))


def test_after_an_outage_only_the_newest_is_invited_to_and_none_that_is_too_near() -> None:
    plan = Plan("weekly")
    first, second, third = coming(plan, LONDON, at(2, 9), 3)
    since = first.invite_at
    assert newest(plan, LONDON, since, since) == (first, second.invite_at)
    assert newest(plan, LONDON, since, second.invite_at + 5) == (second, third.invite_at)
    near = first.draw_at - SHORTEST
    assert newest(plan, LONDON, since, near - 1) == (first, second.invite_at)
    assert newest(plan, LONDON, since, near) == (None, second.invite_at)


def test_calls_have_no_end_and_no_date_twice() -> None:
    found = [each.local_date for each, _ in zip(calls(Plan("weekly"), LONDON, 0), range(60))]  # noqa: B905
    assert len(set(found)) == len(found)


def test_a_plan_goes_through_a_button_and_turns() -> None:
    plan = Plan()
    for name, keys in CHOICES.items():
        turned = plan
        for _ in keys:
            turned = turned.turned(name)
            assert decoded(turned.encoded) == turned
        assert turned == plan
    for forged in (None, "", "weekly.1.18", "weekly.7.18.twos", "weekly.1.18.twos.x"):
        with pytest.raises(ButtonGone):
            decoded(forged)


def test_somebody_is_awake_by_day_or_outside_their_quiet_hours() -> None:
    noon = at(2, 12)
    assert Preferences().awake_hours(noon, "Europe/London") == frozenset(range(9, 22))
    there = Preferences(zone="Asia/Tokyo").awake_hours(noon, "Europe/London")
    assert there == frozenset(range(13))
    night = Preferences(zone="Asia/Tokyo", quiet_from=22 * 60, quiet_to=8 * 60)
    assert night.awake_hours(noon, "Europe/London") == frozenset(range(13)) | {23}
    half = Preferences(zone="Asia/Kolkata", quiet_from=22 * 60, quiet_to=8 * 60)
    for hour in range(24):
        local = datetime.fromtimestamp(noon - noon % DAY + hour * 3600, UTC)
        is_night = half.quiet_until(int(local.timestamp())) is not None
        assert (hour in half.awake_hours(noon, "UTC")) is not is_night


def test_nothing_chosen_is_no_need() -> None:
    easy = Likes().joined(1, waited=2, awake=frozenset({1}), spoken="en")
    assert (easy.media, easy.lengths) == (frozenset(LISTS["media"]), frozenset(LISTS["lengths"]))
    assert (easy.waited, easy.languages) == (2, frozenset({"en"}))


def test_a_choice_turns_on_and_off() -> None:
    likes = Likes().turned("media", "call").turned("media", "writing").turned(TRIO, "")
    assert likes == Likes(media=frozenset({"call", "writing"}), trio_only=True)
    assert likes.turned("media", "call").turned("media", "writing").turned(TRIO, "") == Likes()
    for name, key in (("media", "smoke"), ("nothing", "call")):
        with pytest.raises(ButtonGone):
            likes.turned(name, key)


def test_the_wish_of_a_draw_is_what_all_have_in_common() -> None:
    one = Joined(1, media=frozenset({"call", "place"}), lengths=frozenset({"15", "60"}))
    other = Joined(2, media=frozenset({"place"}), lengths=frozenset({"60", "30"}))
    wish = wish_of([one, other])
    assert (wish.medium, wish.length, wish.when, wish.company) == ("place", "60", "week", "one")
    easy = [Likes().joined(each, waited=0, awake=frozenset(), spoken="en") for each in range(3)]
    assert (wish_of(easy).length, wish_of(easy).company) == ("30", "two")
