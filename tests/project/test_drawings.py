"""The drawings in docs/pairs.md are those of the tables."""

from domain.pairs.lives import LIVES
from tests.project.drawings import PAGE, redrawn


def test_the_drawings_are_those_of_the_tables() -> None:
    page = PAGE.read_text("utf-8")
    assert all(f"<!-- drawing: {life.name} -->" in page for life in LIVES)
    assert redrawn(page) == page, "run: python -m tests.project.drawings"


def test_an_old_drawing_is_noticed() -> None:
    page = PAGE.read_text("utf-8")
    assert redrawn(page.replace("shown --> chosen", "shown --> met")) == page
