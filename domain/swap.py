"""What groups give each other: an agreement, questions, a check-in, as a nameless file (G16).

Belongs here: the file, written and read. May not enter: where it comes from or goes to. A file
that comes in is a stranger's: what is not exactly as it should be is refused, and nothing is kept.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NoReturn

from domain.agreement import whole
from domain.checkins import KINDS, ME, MODES
from domain.prompts import MIXED, SOURCES, own_question
from domain.refusals import SwapHuge, SwapUnfit
from domain.schedule import Schedule
from domain.sketches import EVERY, Sketch
from domain.writing import is_clean

NAME = "kith-swap.json"
LARGEST = 16 * 1024
"""Bytes: an agreement as long as can be, in letters of three bytes each, fits."""
VERSION = 1
MOST_QUESTIONS = 12
"""In one file, so that the group reads them all before it decides."""
AGREEMENT, QUESTIONS, CHECKIN = "agreement", "questions", "checkin"
_DAYS = range(7)
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")


@dataclass(frozen=True, slots=True)
class Swap:
    """What a file holds. `lines`: of an agreement, or questions; `sketch`: of a check-in."""

    kind: str
    lines: tuple[str, ...] = ()
    sketch: Sketch | None = None


def of_lines(kind: str, lines: Sequence[str]) -> bytes:
    """A file of an agreement or of questions."""
    return _written({kind: list(lines)})


def of_checkin(sketch: Sketch) -> bytes:
    """A file of a check-in: its rhythm, and nothing of the group that has it."""
    rule = sketch.rule
    told = {
        "kind": sketch.kind,
        "questions": sketch.prompts,
        "result": sketch.mode,
        "weekdays": sorted(rule.weekdays),
        "day_of_month": rule.month_day,
        "every": rule.every,
        "time": f"{rule.minute // 60:02}:{rule.minute % 60:02}",
    }
    return _written({CHECKIN: told})


def _written(content: dict[str, Any]) -> bytes:
    return json.dumps({"kith": VERSION} | content, ensure_ascii=False, indent=2).encode()


def require_size(size: int) -> None:
    """Raise SwapHuge for a file that is larger than any of Kith's."""
    if size > LARGEST:
        raise SwapHuge(most=LARGEST // 1024)


def read(content: bytes, zone: str, today: date) -> Swap:
    """What a file holds, as it would be in a group of that zone.

    Raises SwapHuge, SwapUnfit; and LineUnfit, TooManyLines, PromptUnfit for what could not be
    proposed by hand either.
    """
    require_size(len(content))
    held = _opened(content)
    version = held.pop("kith", None)
    if version != VERSION or isinstance(version, bool) or len(held) != 1:
        raise SwapUnfit
    [(kind, value)] = held.items()
    if kind == AGREEMENT:
        return Swap(kind, tuple(whole(_texts(value)).splitlines()))
    if kind == QUESTIONS:
        questions = dict.fromkeys(map(own_question, _texts(value)))
        if not 0 < len(questions) <= MOST_QUESTIONS:
            raise SwapUnfit
        return Swap(kind, tuple(questions))
    if kind == CHECKIN and isinstance(value, dict):
        return Swap(kind, sketch=_sketch(value, zone, today))
    raise SwapUnfit


def _opened(content: bytes) -> dict[str, Any]:
    try:
        held = json.loads(content.decode(), parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise SwapUnfit from None
    if not isinstance(held, dict):
        raise SwapUnfit
    return held


def _refuse(_: str) -> NoReturn:
    raise ValueError("no number")


def _texts(value: object) -> list[str]:
    if not isinstance(value, list) or not value:
        raise SwapUnfit
    if not all(isinstance(each, str) and is_clean(each) for each in value):
        raise SwapUnfit
    return value


def _sketch(told: dict[str, Any], zone: str, today: date) -> Sketch:
    kind = _one_of(told.get("kind"), tuple(KINDS))
    prompts = _one_of(told.get("questions", MIXED), SOURCES)
    mode = _one_of(told.get("result", ME), tuple(MODES))
    days, month_day = told.get("weekdays", []), told.get("day_of_month")
    if not isinstance(days, list) or not all(_is_number(each, _DAYS) for each in days):
        raise SwapUnfit
    if month_day is not None and not _is_number(month_day, range(1, 32)):
        raise SwapUnfit
    if bool(days) == (month_day is not None):
        raise SwapUnfit
    every = told.get("every", 1)
    if not _is_number(every, EVERY):
        raise SwapUnfit
    begins = today if every > 1 else None
    minute = _minute(told.get("time"))
    rule = Schedule(frozenset(days), minute, zone, every=every, begins=begins, month_day=month_day)
    return Sketch(None, 0, kind, prompts, mode, rule)


def _one_of(value: object, known: Sequence[str]) -> str:
    if not isinstance(value, str) or value not in known:
        raise SwapUnfit
    return value


def _is_number(value: object, among: Sequence[int]) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value in among


def _minute(value: object) -> int:
    clock = _CLOCK.fullmatch(value) if isinstance(value, str) else None
    if clock is None:
        raise SwapUnfit
    return int(clock[1]) * 60 + int(clock[2])
