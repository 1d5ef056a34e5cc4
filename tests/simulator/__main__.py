"""`python -m tests.simulator SEED [SEED...]`: play months again, and tell what happened in each.

Belongs here: the seeds, and a file for each month. May not enter: judging (`verdict`).
"""

import asyncio
import sys
import tempfile
from pathlib import Path

from bot.operate.logs import set_up
from storage.vault import create_key_file, read_key_file
from tests import templates
from tests.simulator.month import DAYS, Month, played
from tests.simulator.verdict import wrong


def main(seeds: list[int]) -> int:
    """1 if something did not hold."""
    set_up("CRITICAL")
    found = 0
    with tempfile.TemporaryDirectory(prefix="kith-simulator-") as folder:
        for seed in seeds:
            month = one(Path(folder), seed)
            print(f"seed {seed}:", *month.told, *wrong(month), sep="\n  ")
            found += len(wrong(month))
        print(f"{len(seeds)} months, {found} things wrong")
    return int(found > 0)


def one(folder: Path, seed: int, days: int = DAYS) -> Month:
    """A month, or some days of it, in a file of its own."""
    key = folder / "kith.key"
    if not key.exists():
        create_key_file(key)
    file = folder / f"{seed}.db"
    file.unlink(missing_ok=True)
    asyncio.run(templates.sqlite(file))
    month = played(file, read_key_file(key), seed, days)
    month.disk._direct.close()
    return month


if __name__ == "__main__":
    sys.exit(main([int(each) for each in sys.argv[1:]]))
