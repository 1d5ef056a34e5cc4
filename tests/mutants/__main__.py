"""`python -m tests.mutants`: change Kith in a copy, and see which test notices.

Belongs here: the copy, the runs, the list. May not enter: the changes (`changes`).
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.mutants.changes import CHANGES, Change

ROOT = Path(__file__).parents[2]
COPIED = ("bot", "domain", "handlers", "sandbox", "storage", "tests", "docs", "deploy")
PATIENCE = 180
"""Seconds for one test; a change that makes it last longer is not counted as noticed."""
PAGE = ROOT / "docs" / "mutants.md"
HEAD = """\
# Changes that Kith does not survive

Each takes one defence away from the source; a test must notice. `make mutants` makes them one after
the other in a copy, tells who noticed, and ends with 1 if nobody did; `--write` writes this page.

| Kith, changed | noticed by |
| --- | --- |"""
CAUGHT = 1
"""What pytest ends with when a test failed (docs.pytest.org, exit codes)."""


def main() -> int:
    """The exit code: 1 if a change was noticed by nobody, 2 if the tests fail without one."""
    asked = _asked()
    wanted = [each for each in CHANGES if asked.only in each.name]
    if asked.list:
        print("\n".join(f"{each.name}: {each.test}" for each in wanted))
        return 0
    with tempfile.TemporaryDirectory(prefix="kith-mutants-") as folder:
        copy = _copied(Path(folder))
        if not asked.unchecked and not _is_sound(copy, wanted):
            return 2
        print(f"{len(wanted)} changes", flush=True)
        noticed = {each.name: _noticed_by(copy, each) for each in wanted}
    by = [each for each in noticed.values() if each]
    print(f"{len(by)} of {len(wanted)} changes were noticed")
    if asked.write:
        PAGE.write_text(_page(noticed), "utf-8")
    return 0 if len(by) == len(wanted) else 1


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--list", action="store_true", help="name the changes, and run nothing")
    parser.add_argument("--write", action="store_true", help="write the list to docs/mutants.md")
    parser.add_argument("--only", default="", help="those with these words in their name")
    parser.add_argument(
        "--unchecked", action="store_true", help="do not run the tests on Kith as it is first"
    )
    return parser.parse_args()


def _copied(folder: Path) -> Path:
    for name in COPIED:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    for each in (*ROOT.glob("*.toml"), *ROOT.glob("*.md")):
        shutil.copy(each, folder)
    return folder


def _is_sound(copy: Path, wanted: Sequence[Change]) -> bool:
    """Whether the tests pass while nothing is changed; else their failing would say nothing."""
    tests = list(dict.fromkeys(each.test for each in wanted))
    print(f"{len(tests)} tests on Kith as it is", flush=True)
    code, said = _run(copy, *tests, patience=PATIENCE * 10)
    if code:
        print(said)
    return code == 0


def _noticed_by(copy: Path, change: Change) -> str | None:
    """Make the change, run its test, take it back; which test failed, if one did."""
    file = copy / change.file
    source = file.read_text("utf-8")
    began = time.monotonic()
    file.write_text(source.replace(change.was, change.becomes), "utf-8")
    try:
        code, said = _run(copy, change.test, patience=PATIENCE)
    finally:
        file.write_text(source, "utf-8")
    by = _first_failure(said) if code == CAUGHT else None
    verdict = f"noticed by {by}" if by else f"SURVIVED {change.test}"
    print(f"{time.monotonic() - began:4.0f} s  {change.name}: {verdict}", flush=True)
    return by


def _first_failure(said: str) -> str | None:
    failed = [line.split()[1] for line in said.splitlines() if line.startswith("FAILED")]
    return failed[0] if failed else None


def _page(noticed: Mapping[str, str | None]) -> str:
    rows = [f"| {name} | {f'`{by}`' if by else 'nobody'} |" for name, by in noticed.items()]
    return "\n".join([HEAD, *rows]) + "\n"


def _run(copy: Path, *tests: str, patience: float) -> tuple[int | None, str]:
    """pytest's exit code, or None when it took too long, and what it printed."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
    try:
        done = subprocess.run(
            command,
            cwd=copy,
            env=os.environ | {"PYTHONPATH": str(copy)},
            capture_output=True,
            text=True,
            timeout=patience,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None, ""
    return done.returncode, done.stdout


if __name__ == "__main__":
    sys.exit(main())
