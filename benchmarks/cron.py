"""APScheduler with a cron job a schedule, as a bot without a schedule of its own would have it.

Belongs here: its two stores, and the same questions that Kith is asked. May not enter: anything to
make it look slower than it is. Its jobs do nothing.
"""

import asyncio
import json
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.schedulers.base import STATE_RUNNING
from apscheduler.triggers.cron import CronTrigger

from benchmarks.process import rss

TICKS = 20


async def nothing() -> None:
    """The job."""


def store(folder: Path, *, kept: bool) -> Any:
    """One in memory, or one in a file."""
    return SQLAlchemyJobStore(f"sqlite:///{folder / 'jobs.db'}") if kept else MemoryJobStore()


def add(scheduler: Any, size: int) -> None:
    """A job each, with an id: what its documentation asks of a program that starts."""
    for each in range(size):
        trigger = CronTrigger(hour=9, minute=each % 60, timezone=UTC)
        scheduler.add_job(
            nothing,
            trigger,
            id=str(each),
            replace_existing=True,
            misfire_grace_time=None,
            coalesce=True,
        )


async def asked(folder: Path, size: int, due: int, *, kept: bool) -> dict[str, float]:
    """CPU seconds of each: from the start of the process until it is ready, and so on."""
    scheduler = AsyncIOScheduler(timezone=UTC, jobstores={"default": store(folder, kept=kept)})
    scheduler.start(paused=True)
    add(scheduler, size)
    ready = time.process_time()
    scheduler.state = STATE_RUNNING  # and no timer of its own
    began = time.process_time()
    for _ in range(TICKS):
        scheduler._process_jobs()
    tick = (time.process_time() - began) / TICKS
    past = datetime.now(UTC) - timedelta(seconds=1)
    for each in range(due):
        scheduler.modify_job(str(each), next_run_time=past)
    began = time.process_time()
    scheduler._process_jobs()
    claimed = time.process_time() - began
    await asyncio.sleep(0.1)
    scheduler.shutdown(wait=False)
    return {"ready": ready, "tick": tick, "claimed": claimed, "memory": rss()}


if __name__ == "__main__":
    where, many, how_many, in_file = json.loads(sys.argv[2])
    print(json.dumps(asyncio.run(asked(Path(where), many, how_many, kept=in_file))))
