"""What the documents name is there: make targets, files, exit codes."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

from bot.cli import EXIT_CODES, Exit
from tests.project.tree import ROOT, committed, text

PAGES = [path for path in committed() if path.suffix == ".md"]


def said_to_make(page: str) -> set[str]:
    """Targets in lines of code and in back-ticks."""
    return set(re.findall(r"(?:^    |`)make ([a-z]+)", page, re.MULTILINE))


def targets(makefile: str) -> set[str]:
    return set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))


def asked_of_pytest(makefile: str) -> list[list[str]]:
    """The arguments of each call of pytest."""
    calls = re.findall(r"^\t\$\(BIN\)/pytest(.*)$", makefile, re.MULTILINE)
    return [shlex.split(call) for call in calls]


def is_understood(arguments: list[str]) -> bool:
    """Whether pytest, asked for the same, finds tests."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "-qq", "-p", "no:cacheprovider"]
    asked = subprocess.run([*command, *arguments], cwd=ROOT, capture_output=True, check=False)
    return asked.returncode == 0


def dead_links(folder: Path, page: str) -> list[str]:
    """Links to files that are not there."""
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", page)
    return [link for link in links if "://" not in link and not (folder / link).exists()]


def test_every_make_target_that_a_page_names_exists() -> None:
    there = targets(text(Path("Makefile")))
    assert {"run", "test"} <= said_to_make(text(Path("README.md")))
    for page in PAGES:
        assert said_to_make(text(page)) <= there, page
    assert said_to_make("    make tea\n\nSay `make fun`, and make haste.") == {"tea", "fun"}
    assert targets("run: x\n\techo\n.PHONY: help\n") == {"run"}


def test_what_the_makefile_asks_of_pytest_is_understood() -> None:
    calls = asked_of_pytest(text(Path("Makefile")))
    assert ["tests/torture"] in calls
    assert ["--ignore", "tests/torture", "--numprocesses", "auto"] in calls  # and all the others
    for arguments in calls:
        assert is_understood(arguments), arguments
    assert not is_understood(["tests/project", "--unheard-of"])
    assert asked_of_pytest("\t$(BIN)/pytest a -k 'b c'\n") == [["a", "-k", "b c"]]


def test_no_page_links_to_a_file_that_is_not_there() -> None:
    for page in PAGES:
        assert dead_links((ROOT / page).parent, text(page)) == [], page
    assert dead_links(ROOT, "[a](nowhere.md) [b](README.md#x) [c](https://a.org)") == ["nowhere.md"]


def test_the_readme_and_the_help_tell_every_exit_code() -> None:
    told = text(Path("README.md")).partition("`kith` ends with")[2].partition("\n\n")[0]
    for page in (told, EXIT_CODES):
        assert {int(code) for code in re.findall(r"\b\d\b", page)} == set(Exit)
