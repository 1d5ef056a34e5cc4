"""kill -9 while data is copied, erased, sealed anew, backed up and restored (D3, D4, O7).

Belongs here: what must hold after each death. May not enter: how a life is lived (`nursery`).
"""

import asyncio
import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.operate import upkeep
from bot.operate.backup import new_identity, opened
from bot.operate.erasing import Erasing, noted
from storage import erasure, people, toolbox
from storage.engine import Transaction
from storage.schema import toolbox as toolbox_table
from storage.vault import SealBroken
from tests.logged import odd_lines
from tests.torture.nursery import ANA, BEN, CHI, DEE, WORK, settings
from tests.torture.results import Results

WORD = "Zwielichtmarke"


class Nursery:
    """Where lives begin, and a folder for each, copied from one."""

    def __init__(self, root: Path, template: Path) -> None:
        self._root = root
        self._template = template
        self._count = 0
        with self.log.open("w") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.torture.nursery"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )

    @property
    def log(self) -> Path:
        """What all lives have logged, at DEBUG."""
        return self._root / "log"

    def close(self) -> None:
        """No more lives."""
        self._process.communicate()

    def live(self, work: str, nth: int) -> tuple[Path, int]:
        """A life that is killed at the n-th point; the folder that it leaves, and its end."""
        self._count += 1
        folder = self._root / f"{work}-{self._count}"
        shutil.copytree(self._template, folder)
        order = {"work": work, "folder": str(folder), "nth": nth}
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return folder, int(self._process.stdout.readline())


async def made(folder: Path) -> None:
    """Ana, Ben and Chi in a backup; then Chi is erased, and Dee comes."""
    folder.mkdir()
    (folder / "recipient").write_text(new_identity(folder / "backup.key"))
    host = settings(folder)
    async with upkeep._storage(host) as database, database.transaction() as tx:
        for telegram_id in (ANA, BEN, CHI):
            person = await people.remember(tx, telegram_id)
            await toolbox.write(tx, person.id, "hard", 1, WORD)
    old = await upkeep.back_up(host)
    old.rename(folder / "old.age")
    async with upkeep._storage(host) as database:
        async with database.transaction() as tx:
            chi = await people.find(tx, CHI)
            assert chi
            await erasure.erase(tx, chi, 2_000_000_000)
            await people.remember(tx, DEE)
        await Erasing(database, None, host.backup.folder, lambda: 2_000_000_000).finish()


@pytest.fixture(scope="module")
def nursery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nursery]:
    """One for all lives."""
    root = tmp_path_factory.mktemp("lives")
    asyncio.run(made(root / "template"))
    nursery = Nursery(root, root / "template")
    yield nursery
    nursery.close()
    assert odd_lines(nursery.log) == []


async def looked_at(folder: Path, look: Callable[[Transaction], Awaitable[Any]]) -> Any:
    """What a new start of Kith finds in the folder."""
    async with upkeep._storage(settings(folder)) as database, database.transaction() as tx:
        return await look(tx)


async def who(tx: Transaction) -> set[int]:
    """Who of the four is known, each with whole words."""
    known = set()
    for telegram_id in (ANA, BEN, CHI, DEE):
        person = await people.find(tx, telegram_id)
        if person is None:
            continue
        known.add(telegram_id)
        assert await people.get(tx, person.id) == person
        words = [line.words for line in await toolbox.lines(tx, person.id)]
        assert words == ([] if telegram_id == DEE else [WORD])
    return known


EVERYBODY = {ANA, BEN, DEE}


async def copied(folder: Path) -> None:
    """Reading changes nothing."""
    assert await looked_at(folder, who) == EVERYBODY


async def erased(folder: Path) -> None:
    """Ana is there whole, or gone whole; and what was begun is finished by the next start."""
    there = await looked_at(folder, who)
    assert there in (EVERYBODY, EVERYBODY - {ANA})
    await WORK["erase"](folder)
    assert await looked_at(folder, who) == EVERYBODY - {ANA}

    async def rest(tx: Transaction) -> tuple[int, bool]:
        left = (await tx.execute(select(func.count()).select_from(toolbox_table))).scalar_one()
        return left, await erasure.is_finished(tx)

    assert await looked_at(folder, rest) == (1, True)
    assert len(noted(folder / "backups")) >= 2


async def rotated(folder: Path) -> None:
    """Whatever is sealed opens with the key that the database asks for."""
    assert await looked_at(folder, who) == EVERYBODY
    await WORK["rotate"](folder)
    assert await looked_at(folder, who) == EVERYBODY


async def backed_up(folder: Path) -> None:
    """What has the name of a backup is a whole one."""
    assert await looked_at(folder, who) == EVERYBODY
    for path in (folder / "backups").glob("*.age"):
        assert len(opened(path, folder / "backup.key").rows["people"]) == len(EVERYBODY)


async def restored(folder: Path) -> None:
    """All of the newer or all of the older; and Chi, who was erased, in neither."""
    assert await looked_at(folder, who) in (EVERYBODY, {ANA, BEN})
    await WORK["restore"](folder)
    assert await looked_at(folder, who) == {ANA, BEN}


AFTER = {
    "copy": copied,
    "erase": erased,
    "rotate": rotated,
    "backup": backed_up,
    "restore": restored,
}


@pytest.mark.parametrize("work", AFTER)
def test_it_is_all_or_nothing_wherever_it_is_killed(
    nursery: Nursery, work: str, dose: Callable[[int, int], int], results: Results
) -> None:
    whole, code = nursery.live(work, 0)
    assert code == 0
    points, kills = int((whole / "passed").read_text()), dose(5, 50)
    for number in range(kills):
        folder, code = nursery.live(work, 1 + number * (points - 1) // max(kills - 1, 1))
        assert code == -signal.SIGKILL
        asyncio.run(AFTER[work](folder))
        shutil.rmtree(folder)
    results.say(f"D4, O7 {work}", f"{kills} kill -9 at {points} points", "whole each time")


def test_a_rotation_in_two_transactions_would_be_noticed(
    nursery: Nursery, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The switch: people sealed with a key that the database does not ask for are not found."""
    folder, code = nursery.live("copy", 0)
    assert code == 0

    async def half(tx: Transaction) -> None:
        row = (await tx.execute(select(toolbox_table.c.id))).scalars().first()
        spoiled = toolbox_table.update().where(toolbox_table.c.id == row)
        await tx.execute(spoiled.values(words=b"sealed with another key"))

    asyncio.run(looked_at(folder, half))
    with pytest.raises(SealBroken):
        asyncio.run(looked_at(folder, who))


def test_without_the_notes_the_erased_would_come_back(nursery: Nursery) -> None:
    """The switch: a restore into an empty place, beside which nothing was noted."""
    folder, code = nursery.live("copy", 0)
    assert code == 0
    (folder / "backups" / "erased").unlink()
    for name in ("kith.db", "kith.db-wal", "kith.db-shm"):
        (folder / name).unlink(missing_ok=True)
    asyncio.run(WORK["restore"](folder))  # type: ignore[arg-type]
    assert asyncio.run(looked_at(folder, who)) == {ANA, BEN, CHI}
