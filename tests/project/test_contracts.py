"""Imports run one way (pyproject.toml, import-linter)."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from tests.project.tree import PACKAGES, ROOT

LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")

PLANTED = {
    "domain/planted.py": "import asyncio\nimport storage.engine\nimport sandbox.clock\n",
    "sandbox/planted.py": "import domain.people\n",
    "handlers/planted.py": "import sqlalchemy\n",
    "bot/intake/planted.py": "import bot.delivery.faults\n",
}
"""Something that breaks each of the contracts."""


def checked(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [LINT_IMPORTS, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False
    )


def test_the_contracts_hold() -> None:
    answer = checked(ROOT)
    assert answer.returncode == 0, answer.stdout


def test_each_contract_can_be_broken(tmp_path: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package)
    for place, source in PLANTED.items():
        (tmp_path / place).write_text(source)
    answer = checked(tmp_path)
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    contracts = settings["tool"]["importlinter"]["contracts"]
    assert answer.returncode == 1
    assert f"0 kept, {len(contracts)} broken" in answer.stdout
