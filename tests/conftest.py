"""What tests of several kinds share.

Belongs here: the PostgreSQL server, one a session, and the option `--torture`. May not enter:
anything of one kind of test.
"""

from collections.abc import AsyncIterator, Iterator

import pytest

from tests import postgres


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--torture`: the long dose of the torture tests, with its results written down."""
    parser.addoption("--torture", action="store_true", help="the long dose of tests/torture")


@pytest.fixture(scope="session")
def postgres_socket() -> Iterator[str]:
    """The folder of the socket of a running PostgreSQL."""
    with postgres.running() as server:
        yield server.socket


@pytest.fixture
async def postgres_url(postgres_socket: str) -> AsyncIterator[str]:
    """The address of an empty PostgreSQL database."""
    async with postgres.empty_database(postgres_socket) as url:
        yield url
