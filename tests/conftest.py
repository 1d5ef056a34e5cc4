"""What tests of several kinds share.

Belongs here: the PostgreSQL server, one a session, and the options of pytest. May not enter:
anything of one kind of test.
"""

from collections.abc import AsyncIterator, Iterator

import pytest

from tests import postgres
from tests.e2e import forecast
from tests.e2e.weathers import BY_NAME


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--torture`: the long dose of the torture tests, with its results written down.

    `--weather`, `--weathers-seed`: what tests/e2e/forecast.py goes by; else its own seed.
    """
    parser.addoption("--torture", action="store_true", help="the long dose of tests/torture")
    names = [*BY_NAME, forecast.ALL]
    parser.addoption("--weather", choices=names, help="the weather of all tests of tests/e2e")
    parser.addoption("--weathers-seed", type=int, help="choose the weathers of a run again")


def pytest_configure(config: pytest.Config) -> None:
    """Say what the marker is; fix the seed, which the processes of this run then share."""
    config.addinivalue_line("markers", "fair(why, *weathers): not in these; see tests/e2e/forecast")
    if config.option.weathers_seed is None:
        config.option.weathers_seed = forecast.SEED


def pytest_report_header(config: pytest.Config) -> str:
    """The weathers of this run."""
    return str(forecast.made(config))


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
