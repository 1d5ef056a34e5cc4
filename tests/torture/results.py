"""What the torture measured, printed and written down.

Belongs here: the table in docs/reliability.md. May not enter: judging.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "reliability.md"
HEAD = "| invariant | dose | seed | result | date |"


@dataclass(frozen=True, slots=True)
class Results:
    """`written`: whether the row replaces the one of its invariant on the page."""

    written: bool

    def say(self, invariant: str, dose: str, result: str, seed: int | None = None) -> None:
        """One row: what must hold, how hard it was tried, what came out."""
        today = datetime.now(UTC).date()
        row = f"| {invariant} | {dose} | {'' if seed is None else seed} | {result} | {today} |"
        print(row)
        if self.written:
            PAGE.write_text(_with(row, invariant, PAGE.read_text("utf-8")), "utf-8")


def _with(row: str, invariant: str, page: str) -> str:
    """The page with this row in its table, in place of an older one of the same invariant."""
    before, head, table = page.partition(HEAD)
    rows, blank, after = table.partition("\n\n")
    lines = rows.splitlines()
    kept = [line for line in lines[2:] if not line.startswith(f"| {invariant} |")]
    return before + head + "\n".join([*lines[:2], *sorted([*kept, row])]) + blank + after
