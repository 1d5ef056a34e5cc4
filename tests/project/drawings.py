"""The drawings in docs/pairs.md, made from the tables: `python -m tests.project.drawings`.

Belongs here: putting them into the page. May not enter: the lives themselves (domain/pairs/lives).
"""

import re

from domain.pairs.lives import LIVES, drawing
from tests.project.tree import ROOT

PAGE = ROOT / "docs" / "pairs.md"


def redrawn(page: str) -> str:
    """The page with each drawing as its table has it now."""
    for life in LIVES:
        block = f"<!-- drawing: {life.name} -->\n```mermaid\n{drawing(life)}\n```\n"
        old = re.compile(rf"<!-- drawing: {life.name} -->\n```mermaid\n.*?```\n", re.DOTALL)
        page = old.sub(block, page)
    return page


if __name__ == "__main__":
    PAGE.write_text(redrawn(PAGE.read_text("utf-8")), "utf-8")
