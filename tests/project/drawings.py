"""The drawings in docs/, made from the tables of lives: `python -m tests.project.drawings`.

Belongs here: putting them into their pages. May not enter: the lives themselves (domain).
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from domain.lives import Life, drawing
from domain.pairs.lives import LIVES
from domain.proposals import PROPOSAL
from domain.roles import TURN
from tests.project.tree import ROOT

PAGES: Mapping[Path, Sequence[Life]] = {
    ROOT / "docs" / "pairs.md": LIVES,
    ROOT / "docs" / "steering.md": (PROPOSAL, TURN),
}


def redrawn(page: str, lives: Sequence[Life]) -> str:
    """The page with each drawing as its table has it now."""
    for life in lives:
        block = f"<!-- drawing: {life.name} -->\n```mermaid\n{drawing(life)}\n```\n"
        old = re.compile(rf"<!-- drawing: {life.name} -->\n```mermaid\n.*?```\n", re.DOTALL)
        page = old.sub(block, page)
    return page


if __name__ == "__main__":
    for path, lives in PAGES.items():
        path.write_text(redrawn(path.read_text("utf-8"), lives), "utf-8")
