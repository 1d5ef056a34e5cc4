"""The drawings in docs/ are those of the tables."""

from pathlib import Path

import pytest

from tests.project.drawings import PAGES, redrawn


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_the_drawings_are_those_of_the_tables(path: Path) -> None:
    page, lives = path.read_text("utf-8"), PAGES[path]
    assert all(f"<!-- drawing: {life.name} -->" in page for life in lives)
    assert redrawn(page, lives) == page, "run: python -m tests.project.drawings"


def test_an_old_drawing_is_noticed() -> None:
    path = next(iter(PAGES))
    page = path.read_text("utf-8")
    assert redrawn(page.replace("shown --> chosen", "shown --> met"), PAGES[path]) == page
