"""Erasing to the end: the hash beside the backups, no trace in a file, then the receipt (D4).

Belongs here: what lies outside a transaction. May not enter: which rows go (storage/erasure). It is
done in this order, and begun again after a crash: the erasure is finished only when all of it was.
"""

import asyncio
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import structlog

from storage import erasure
from storage.engine import Database
from storage.errors import StorageError

log = structlog.get_logger()

NOTES = "erased"
"""The file beside the backups with a line for each erasure: the keyed hash, and when."""


class Erasing:
    """Finishes what was erased. `beside`: the folder of backups. `clock`: UTC seconds."""

    def __init__(
        self,
        database: Database,
        file: Path | None,
        beside: Path | None,
        clock: Callable[[], float],
    ) -> None:
        self._database = database
        self._file = file
        self._beside = beside
        self._clock = clock
        self._finished_at: int | None = None

    async def finish(self) -> None:
        """Finish what is unfinished; what fails is tried again at the next call.

        Nothing is looked up while nobody was erased here since all was finished.
        """
        written = self._database.writes_to(erasure.NOTED)
        if written == self._finished_at:
            return
        try:
            async with self._database.transaction() as tx:
                unfinished = await erasure.unfinished(tx)
            if not unfinished:
                self._finished_at = written
                return
            await asyncio.to_thread(self._in_files, [row[1:] for row in unfinished])
            if not await self._database.checkpoint():
                log.warning("erasing.reader_in_the_way")
                return
            async with self._database.transaction() as tx:
                await erasure.finish(tx, [row[0] for row in unfinished], int(self._clock()))
            log.info("erasing.finished")
        except (StorageError, OSError) as failure:
            log.error("erasing.failed", failure=type(failure).__name__)

    def _in_files(self, erased: Sequence[tuple[bytes, int]]) -> None:
        if self._beside is not None:
            note(self._beside, erased)
        if self._file is not None:
            for copy in self._file.parent.glob(f"{self._file.name}.before-*"):
                copy.unlink(missing_ok=True)


def note(folder: Path, erased: Sequence[tuple[bytes, int]]) -> None:
    """Write the hashes of the erased beside the backups, and wait until they are on the disk."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _write(folder / NOTES, os.O_APPEND, erased)


def noted(folder: Path) -> list[tuple[bytes, int]]:
    """What was noted; a line that a crash cut off was not, and comes again."""
    path = folder / NOTES
    if not path.exists():
        return []
    lines = [line.split() for line in path.read_text("ascii").splitlines()]
    return [(bytes.fromhex(line[0]), int(line[1])) for line in lines if _is_whole(line)]


def _is_whole(line: Sequence[str]) -> bool:
    return len(line) == 2 and len(line[0]) == 64 and line[1].isdigit()


def forget_notes(folder: Path, before: int) -> None:
    """Leave out the notes from before that time: no backup is as old."""
    kept = [(lookup, at) for lookup, at in noted(folder) if at >= before]
    path = folder / NOTES
    if path.exists() and len(kept) < len(noted(folder)):
        fresh = path.with_suffix(".new")
        _write(fresh, os.O_TRUNC, kept)
        fresh.replace(path)


def _write(path: Path, how: int, erased: Sequence[tuple[bytes, int]]) -> None:
    # A line begins with a new line: one that a crash cut off spoils no other.
    lines = "".join(f"\n{lookup.hex()} {at}\n" for lookup, at in erased)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | how, 0o600), "w") as file:
        file.write(lines)
        file.flush()
        os.fsync(file.fileno())
