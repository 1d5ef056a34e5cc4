"""docs/attacks.md names every promise of the README, and each attempt on it has its test."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "attacks.md").read_text("utf-8")
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", PAGE)
HEADS = re.findall(r"^## (.+)$", PAGE, re.MULTILINE)


def promises() -> list[str]:
    """What the README promises, each on one line."""
    readme = (ROOT / "README.md").read_text("utf-8")
    section = readme.partition("## What Kith promises")[2].partition("\n## ")[0]
    return [" ".join(each.split()) for each in section.partition("\n\n`make")[0].split("\n* ")[1:]]


def without_an_attempt(promises: list[str], heads: list[str]) -> list[str]:
    """The promises that no head begins."""
    return [each for each in promises if not any(each.startswith(head) for head in heads)]


def test_every_promise_is_attacked() -> None:
    assert len(promises()) > 8
    assert without_an_attempt(promises(), HEADS) == []
    assert without_an_attempt(["Kith sings."], HEADS) == ["Kith sings."]


@pytest.mark.parametrize(("file", "name"), NAMED, ids=lambda each: each)
def test_every_attempt_is_a_test(file: str, name: str) -> None:
    assert f"def {name}(" in (ROOT / file).read_text("utf-8")


def test_every_row_names_one() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| ") and "attempt |" not in line]
    rows = [line for line in rows if not line.startswith("| ---")]
    assert len(rows) == len(NAMED)
    sections = [*re.finditer(r"^## .+$", PAGE, re.MULTILINE)]
    ends = [each.start() for each in sections] + [len(PAGE)]
    assert all(PAGE[begin:end].count("::test_") >= 3 for begin, end in pairwise(ends))
