"""`kith check` finds each planted fault, says what to do, and changes nothing (O10)."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.operate.check import State, machine
from bot.operate.lock import only_one
from sandbox.faults import Fault
from tests.project.home import PLANTED, Home, at
from tests.project.process import finished


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[Home]:
    async with at(tmp_path) as home:
        yield home


async def test_where_all_is_well_it_says_so_and_changes_nothing(home: Home) -> None:
    before = _files(home.folder)
    assert await home.troubles() == []
    after = {name: held for name, held in _files(home.folder).items() if not name.endswith(".lock")}
    assert after == before
    about = {each.about for each in await home.found()}
    assert about >= {"settings", "token", "key", "disk", "zones", "backups", "database", "clock"}


async def test_before_the_first_start_nothing_is_made(home: Home) -> None:
    for name in ("kith.db", "kith.key"):
        (home.database.parent / name).unlink()
    before = _files(home.folder)
    found = [each.says for each in await home.found()]
    assert "It will be made at the first start." in found
    assert _files(home.folder) == before


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("fault", PLANTED)
async def test_a_planted_fault_is_found_with_what_to_do(fault: str, home: Home) -> None:
    plant, about, state, words = PLANTED[fault]
    planting = plant(home)
    if planting is not None:
        await planting
    [found] = await home.troubles()
    assert (found.about, found.state) == (about, state)
    assert words in found.says
    assert found.do


async def test_another_program_that_asks_is_found(home: Home) -> None:
    home.sandbox.faults.plan(Fault(method="getUpdates", kind="409", times=1))
    (found,) = [each for each in await home.found() if each.about == "updates"]
    assert found.state is State.MEND
    assert "/revoke" in found.do


def test_a_disk_that_is_nearly_full_is_found(tmp_path: Path) -> None:
    assert machine.room(tmp_path).state is State.FINE
    assert machine.room(tmp_path, scarce=0, little=1 << 62).state is State.NOTE
    assert machine.room(tmp_path / "not" / "there", scarce=1 << 62).state is State.MEND


async def test_the_command_prints_it_and_its_exit_code_means_something(home: Home) -> None:
    home.sandbox.world.bot.joins = False
    with only_one(home.url):
        code, told = await finished(home.folder, "check", "--config", "kith.toml")
        again, listed = await finished(home.folder, "check", "--config", "kith.toml", "--json")
        home.sandbox.world.bot.joins = True
        well, _ = await finished(home.folder, "check", "--config", "kith.toml")
    assert (code, again, well) == (7, 7, 0)
    assert ">> groups     No group can add this bot.\n              At BotFather" in told
    assert [each["about"] for each in json.loads(listed) if each["state"] == "mend"] == ["groups"]
    assert home.sandbox.token not in told + listed
