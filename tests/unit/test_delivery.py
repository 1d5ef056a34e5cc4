"""What becomes of a post after a failure: each class, each fault, each cause."""

from email.utils import formatdate

import aiohttp
import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.clock import TOLERANCE, Clock
from bot.delivery.faults import fault_of, is_done, never_left
from bot.delivery.pace import GROUP_PER_MINUTE, MINUTE, PER_SECOND, SLACK, Pace
from domain.delivery import Fate, Fault, Sending, after
from sandbox import flood

NOW = 1_000


@pytest.mark.parametrize("sending", Sending)
def test_what_was_certainly_not_sent_is_tried_again_and_a_refusal_is_final(
    sending: Sending,
) -> None:
    assert after(Fault.NOT_SENT, sending, 0, NOW) == Fate("due", NOW + 5)
    assert after(Fault.REFUSED, sending, 0, NOW) == Fate("dead")


@pytest.mark.parametrize(
    ("sending", "fates"),
    [
        (Sending.AT_MOST_ONCE, ["unknown"]),
        (Sending.SAME_BUTTON, [NOW + 60, "unknown"]),
        (Sending.MUST_ARRIVE, [NOW + 5, NOW + 5, "unknown"]),
        (Sending.LATEST_WINS, [NOW + 5] * 9),
    ],
)
def test_what_is_unknown_is_sent_again_only_as_often_as_its_class_allows(
    sending: Sending, fates: list[int | str]
) -> None:
    found = [after(Fault.UNKNOWN, sending, doubts, NOW) for doubts in range(len(fates))]
    assert [fate.due_at or fate.state for fate in found] == fates
    assert all(fate.doubted for fate in found)


def caused(failure: TelegramError, cause: Exception) -> TelegramError:
    """A failure as the client raises it, with what was behind it."""
    failure.__cause__ = cause
    return failure


@pytest.mark.parametrize(
    ("failure", "fault"),
    [
        (caused(TimedOut(), aiohttp.ConnectionTimeoutError()), Fault.NOT_SENT),
        (RetryAfter(30), Fault.NOT_SENT),
        (ChatMigrated(-100), Fault.NOT_SENT),
        (InvalidToken(), Fault.NOT_SENT),
        (BadRequest("chat not found"), Fault.REFUSED),
        (Forbidden("bot was kicked"), Fault.REFUSED),
        (caused(TimedOut(), aiohttp.SocketTimeoutError()), Fault.UNKNOWN),
        (caused(TimedOut(), TimeoutError()), Fault.UNKNOWN),
        (caused(NetworkError("x"), aiohttp.ClientOSError()), Fault.UNKNOWN),
        (caused(NetworkError("x"), aiohttp.ServerDisconnectedError()), Fault.UNKNOWN),
        (NetworkError("Bad Gateway"), Fault.UNKNOWN),
    ],
)
def test_the_cause_decides(failure: TelegramError, fault: Fault) -> None:
    assert fault_of(failure) is fault


def test_only_what_never_left_says_something_about_all_chats() -> None:
    assert never_left(caused(TimedOut(), aiohttp.ConnectionTimeoutError()))
    assert never_left(InvalidToken())
    assert not never_left(RetryAfter(5))
    assert not never_left(NetworkError("Bad Gateway"))


def test_an_edit_with_nothing_left_to_edit_is_done() -> None:
    assert is_done(BadRequest("Message is not modified: specified new message content"))
    assert is_done(BadRequest("Message to edit not found"))
    assert not is_done(BadRequest("Chat not found"))


class Hand:
    """A clock that a test moves by hand."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def hand() -> Hand:
    """The clock."""
    return Hand()


def test_a_chat_gets_one_message_a_second(hand: Hand) -> None:
    pace = Pace(hand)
    pace.sent(7)
    assert not pace.is_free(7)
    assert pace.is_free(8)
    hand.now += 1
    assert pace.is_free(7)


def test_a_group_gets_eighteen_in_any_minute(hand: Hand) -> None:
    pace = Pace(hand)
    for _ in range(GROUP_PER_MINUTE):
        assert pace.is_free(-1)
        pace.sent(-1)
        hand.now += 1
    assert pace.busy() == {-1: 1_000 + MINUTE}
    hand.now = 1_000 + MINUTE
    assert pace.is_free(-1)
    pace.sent(-1)
    assert pace.busy() == {-1: 1_001 + MINUTE}


def test_all_chats_together_get_twenty_five_in_any_second(hand: Hand) -> None:
    pace = Pace(hand)
    for chat in range(PER_SECOND):
        pace.sent(chat)  # as replies, which do not wait
    assert pace.free_at() == pytest.approx(1_001, abs=SLACK)
    assert pace.free_at() >= 1_001 - SLACK
    hand.now = 1_000.5
    assert pace.free_at() > hand.now


def busiest_second(hand: Hand) -> int:
    """Posts as fast as they may go, and twenty replies a second, which begin with them."""
    pace, sent = Pace(hand), list[float]()
    for step in range(300):
        hand.now = 1_000 + step / 100
        if step % 5 == 0:
            pace.sent(1_000 + step)
            sent.append(hand.now)
        if pace.free_at() <= hand.now:
            pace.sent(-1_000 - step)
            sent.append(hand.now)
    return max(sum(at <= each < at + 1 for each in sent) for at in sent)


def test_replies_that_begin_with_the_posts_find_room(hand: Hand) -> None:
    assert busiest_second(hand) <= flood.OVERALL[0]


def test_posts_that_go_all_at_once_leave_no_room(
    hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rule turned off: a whole second of posts at its beginning."""
    monkeypatch.setattr("bot.delivery.pace.SLACK", 1.0)
    assert busiest_second(hand) > flood.OVERALL[0]


def test_a_flooded_chat_is_parked_and_nobody_else(hand: Hand) -> None:
    pace = Pace(hand)
    pace.park(-1, 30)
    assert pace.busy() == {-1: 1_030}
    assert pace.is_free(-2)
    assert pace.free_at() <= hand.now
    hand.now = 1_030
    assert pace.busy() == {}


def test_when_nothing_reaches_telegram_nothing_is_tried_for_a_while(hand: Hand) -> None:
    pace = Pace(hand)
    pace.park_all(5)
    assert pace.free_at() == 1_005


def date(at: float) -> str:
    """A time as a `Date` header says it."""
    return formatdate(at, usegmt=True)


@pytest.mark.parametrize(("seconds", "agrees"), [(0, True), (59, True), (62, False), (-62, False)])
def test_a_clock_that_telegram_does_not_share_is_not_gone_by(seconds: int, agrees: bool) -> None:
    clock = Clock(lambda: 1_000_000.0)
    clock.hear(date(1_000_000.0 - seconds))
    assert clock.agrees is agrees
    clock.hear(None)
    clock.hear("no date at all")
    assert clock.agrees is agrees
    clock.hear(date(1_000_000.0 + TOLERANCE))
    assert clock.agrees
