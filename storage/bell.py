"""The bell: whoever writes a post is heard by all replicas (PostgreSQL, LISTEN and NOTIFY).

Belongs here: hearing it, over a connection of its own. May not enter: ringing it, which a trigger
of the database does whoever writes, with the commit; and what is done then. A ring says nothing but
"look": what was missed is found by whoever looks.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine

from storage.errors import StorageError, storage_error

CHANNEL = "kith_outbox"


@asynccontextmanager
async def heard(engine: AsyncEngine, ring: Callable[[], None]) -> AsyncIterator[asyncio.Event]:
    """Call `ring` at each ring while the block runs; gives what is set when the line is lost.

    Raises StorageError when there is none.
    """
    lost = asyncio.Event()
    try:
        async with engine.connect() as connection:
            driver: Any = (await connection.get_raw_connection()).driver_connection
            driver.add_termination_listener(lambda _: lost.set())
            await driver.add_listener(CHANNEL, lambda *_: ring())
            yield lost
            await connection.invalidate()
    except StorageError:
        raise
    except Exception as error:
        # The driver is spoken to without SQLAlchemy here, so its errors come as they are.
        raise storage_error(error) or (StorageError() if lost.is_set() else error) from error
