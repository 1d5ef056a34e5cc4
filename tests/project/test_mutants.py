"""The changes of `make mutants` fit the code: each can be made, and its test is there."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.mutants.changes import CHANGES, Change

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.name)
def test_a_change_can_be_made_and_has_its_test(change: Change) -> None:
    source = (ROOT / change.file).read_text("utf-8")
    assert source.count(change.was) == 1
    assert change.becomes != change.was
    ast.parse(source.replace(change.was, change.becomes))
    file, _, name = change.test.partition("::")
    assert f"def {name or 'test_'}" in (ROOT / file).read_text("utf-8")


def test_there_are_enough_and_they_can_be_listed() -> None:
    assert len({each.name for each in CHANGES}) == len(CHANGES) >= 25
    command = [sys.executable, "-m", "tests.mutants", "--list"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert len(listed.splitlines()) == len(CHANGES)
