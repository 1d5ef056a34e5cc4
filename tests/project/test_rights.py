"""The table in docs/rights.md is that of the tests."""

from tests.project.rights import PAGE, redrawn


def test_the_page_says_what_the_table_says() -> None:
    page = PAGE.read_text("utf-8")
    assert "<!-- table: rights -->" in page
    assert redrawn(page) == page, "run: python -m tests.project.rights"


def test_an_old_table_is_noticed() -> None:
    page = PAGE.read_text("utf-8")
    assert redrawn(page.replace("| stewards, at once |", "| anybody |")) == page
