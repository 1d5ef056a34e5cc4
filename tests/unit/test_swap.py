"""A file that groups give each other: written, read, and refused (G16)."""

import contextlib
import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import swap
from domain.refusals import Refusal, SwapHuge, SwapUnfit
from domain.schedule import Schedule
from domain.sketches import Sketch

ZONE, TODAY = "Europe/Kyiv", date(2026, 11, 23)
RULE = Schedule(frozenset({0, 4}), 9 * 60 + 30, "Europe/London", every=2, begins=date(2020, 1, 6))


def read(content: object) -> swap.Swap:
    return swap.read(json.dumps(content).encode(), ZONE, TODAY)


def test_an_agreement_goes_out_and_comes_in() -> None:
    lines = ("We speak for ourselves.", "Ми не даємо порад.")
    taken = swap.read(swap.of_lines(swap.AGREEMENT, lines), ZONE, TODAY)
    assert taken == swap.Swap(swap.AGREEMENT, lines)


def test_questions_come_in_once_each() -> None:
    taken = read({"kith": 1, "questions": ["What helped?", "What  helped?", "What else?"]})
    assert taken.lines == ("What helped?", "What else?")


def test_a_check_in_takes_the_zone_and_the_day_of_the_group_that_takes_it() -> None:
    sketch = Sketch(7, 3, "weather", "mixed", "all", RULE, topic=99)
    content = swap.of_checkin(sketch)
    assert not {"Europe/London", "2020", "99"} & set(content.decode().split('"'))
    taken = swap.read(content, ZONE, TODAY).sketch
    assert taken is not None
    assert (taken.schedule_id, taken.topic) == (None, None)
    assert (taken.kind, taken.mode) == ("weather", "all")
    assert taken.rule == Schedule(frozenset({0, 4}), 570, ZONE, every=2, begins=TODAY)


CHECKIN: dict[str, Any] = {"kind": "weather", "weekdays": [1], "time": "18:00"}


@pytest.mark.parametrize(
    "content",
    [
        [],
        "kith",
        {"kith": 1},
        {"kith": 2, "agreement": ["a"]},
        {"kith": True, "agreement": ["a"]},
        {"agreement": ["a"]},
        {"kith": 1, "agreement": ["a"], "questions": ["b"]},
        {"kith": 1, "agreement": []},
        {"kith": 1, "agreement": "a"},
        {"kith": 1, "agreement": [1]},
        {"kith": 1, "agreement": ["a"] * 21},
        {"kith": 1, "agreement": ["a" * 161]},
        {"kith": 1, "agreement": ["a\u202eb"]},
        {"kith": 1, "questions": ["q"] * 13 + [str(n) for n in range(13)]},
        {"kith": 1, "questions": ["see t.me/somewhere"]},
        {"kith": 1, "members": ["Ana"]},
        {"kith": 1, "checkin": CHECKIN | {"kind": "survey"}},
        {"kith": 1, "checkin": CHECKIN | {"weekdays": [7]}},
        {"kith": 1, "checkin": CHECKIN | {"weekdays": [True]}},
        {"kith": 1, "checkin": CHECKIN | {"weekdays": []}},
        {"kith": 1, "checkin": CHECKIN | {"day_of_month": 3}},
        {"kith": 1, "checkin": CHECKIN | {"every": 5}},
        {"kith": 1, "checkin": CHECKIN | {"time": "24:00"}},
        {"kith": 1, "checkin": CHECKIN | {"time": "9:00"}},
        {"kith": 1, "checkin": CHECKIN | {"time": "٠٩:00"}},
        {"kith": 1, "checkin": CHECKIN | {"questions": "theirs"}},
        {"kith": 1, "checkin": CHECKIN | {"result": ["group"]}},
    ],
)
def test_what_is_not_as_it_should_be_is_refused(content: object) -> None:
    with pytest.raises(Refusal):
        read(content)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b"MZ\x90\x00",
        b'{"kith": 1, "agreement": NaN}',
        b'{"kith": ' + b"9" * 5000 + b"}",
        b"[" * 8000,
    ],
)
def test_what_is_no_file_of_kiths_is_refused(content: bytes) -> None:
    with pytest.raises(SwapUnfit):
        swap.read(content, ZONE, TODAY)


def test_a_huge_one_is_not_opened() -> None:
    with pytest.raises(SwapHuge):
        swap.read(b" " * (swap.LARGEST + 1), ZONE, TODAY)


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)
NEARLY = st.fixed_dictionaries(
    {"kith": st.just(1)},
    optional={"agreement": ANY_JSON, "questions": ANY_JSON, "checkin": ANY_JSON},
)


@given(st.binary() | (ANY_JSON | NEARLY).map(lambda held: json.dumps(held).encode()))
def test_whatever_comes_in_is_read_or_refused(content: bytes) -> None:
    with contextlib.suppress(Refusal):
        swap.read(content, ZONE, TODAY)
