"""The wheel holds the five packages, whole, and Kith starts from it."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.project.process import finished, sandbox
from tests.project.tree import PACKAGES, ROOT, committed

NEEDED = {
    "sandbox/data/bot-api-10.3.json",
    "sandbox/page/index.html",
    "sandbox/page/page.js",
    "handlers/locale/en/LC_MESSAGES/kith.po",
    "storage/migrations/env.py",
    "storage/migrations/script.py.mako",
    "storage/migrations/versions/0001_bones.py",
}
"""Some of what is easily forgotten, because no import names it."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def differences(packed: set[str], kept: set[str]) -> dict[str, set[str]]:
    """What is packed and ought not to be, and what is left out."""
    packed = {name for name in packed if ".dist-info/" not in name}
    wanted = {name for name in kept if name.startswith(tuple(f"{each}/" for each in PACKAGES))}
    return {"strange": packed - wanted, "left out": wanted - packed}


def test_all_of_the_packages_is_packed_and_nothing_else(wheel: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    kept = {path.as_posix() for path in committed()}
    assert differences(packed, kept) == {"strange": set(), "left out": set()}
    assert packed.issuperset(NEEDED)


def test_a_stranger_in_the_wheel_and_a_gap_are_found() -> None:
    packed = {"bot/cli/__init__.py", "tests/conftest.py", "kith_bot-0.1.0.dist-info/METADATA"}
    kept = {"bot/cli/__init__.py", "tests/conftest.py", "sandbox/page/page.js", "Makefile"}
    assert differences(packed, kept) == {
        "strange": {"tests/conftest.py"},
        "left out": {"sandbox/page/page.js"},
    }


def test_the_wheel_brings_the_command(unpacked: Path) -> None:
    (commands,) = unpacked.glob("*.dist-info/entry_points.txt")
    assert "kith = bot.cli:main" in commands.read_text()


def test_the_unpacked_wheel_is_what_runs(unpacked: Path, tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", "import bot.cli as cli; print(cli.main.__name__, cli.__file__)"],
        env=os.environ | {"PYTHONPATH": str(unpacked)},
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    )
    assert told.stdout.split() == ["main", str(unpacked / "bot" / "cli" / "__init__.py")]


@pytest.mark.parametrize("command", [(), ("run",), ("sandbox",)])
async def test_the_command_helps(command: tuple[str, ...], unpacked: Path, tmp_path: Path) -> None:
    code, told = await finished(tmp_path, *command, "--help", PYTHONPATH=str(unpacked))
    assert code == 0
    assert "Usage: kith" in told
    assert "Exit codes:" in told


async def test_an_unknown_option_ends_with_2(unpacked: Path, tmp_path: Path) -> None:
    code, _ = await finished(tmp_path, "run", "--colour", "red", PYTHONPATH=str(unpacked))
    assert code == 2


async def test_the_sandbox_of_the_wheel_has_its_data_and_its_page(
    unpacked: Path, tmp_path: Path
) -> None:
    async with sandbox(tmp_path, "--empty", PYTHONPATH=str(unpacked)) as opened:
        for name in ("/", "/page.js", "/page.css"):
            assert (await opened.client.get(name)).is_success
        assert (await opened.client.get("/sandbox")).json()["groups"] == []
