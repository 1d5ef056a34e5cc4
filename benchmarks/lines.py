"""One line a result: what was measured, and the peer or the limit that it stands beside.

Belongs here: how a result is printed, as JSON and in the table. May not enter: measuring.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Line:
    """A result. `goal`: what its ratio to the peer is to be, as "<= 1.05"; None: none is set."""

    name: str
    value: float
    unit: str
    peer: str
    peer_value: float
    goal: str | None = None

    @property
    def ratio(self) -> float | None:
        """How many times the peer's value; None where that is nought."""
        return self.value / self.peer_value if self.peer_value else None

    @property
    def is_reached(self) -> bool | None:
        """Whether the goal is; None without one. A limit of nought is kept by nought alone."""
        if self.goal is None:
            return None
        sign, number = self.goal.split()
        if self.ratio is None:
            return self.value == 0
        return self.ratio <= float(number) if sign == "<=" else self.ratio >= float(number)

    def json(self) -> str:
        """As one line of JSON."""
        return json.dumps(asdict(self) | {"ratio": self.ratio})

    @classmethod
    def read(cls, text: str) -> Self | None:
        """The result in a line of output, if there is one."""
        try:
            found: dict[str, Any] = json.loads(text)
            found.pop("ratio")
            return cls(**found)
        except (ValueError, KeyError, TypeError, AttributeError):
            return None


def limit(name: str, value: float, unit: str, most: float) -> Line:
    """A result that is to stay below a limit."""
    return Line(name, value, unit, "limit", most, "<= 1")


_HEAD = ("what", "value", "unit", "beside", "its value", "ratio", "goal", "")


def table(lines: Sequence[Line]) -> str:
    """All results, one below the other."""
    rows = [_HEAD, *map(_row, lines)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(_HEAD))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def _row(line: Line) -> tuple[str, ...]:
    said = {True: "reached", False: "MISSED", None: ""}[line.is_reached]
    ratio = "" if line.ratio is None else _short(line.ratio)
    numbers = _short(line.value), line.unit, line.peer, _short(line.peer_value), ratio
    return (line.name, *numbers, line.goal or "", said)


def _short(number: float) -> str:
    return f"{number:,.0f}" if abs(number) >= 1_000 or number == int(number) else f"{number:.3g}"


def show(lines: Sequence[Line]) -> None:
    """Print the table, and then each line as JSON."""
    print(table(lines))
    for line in lines:
        print(line.json())
