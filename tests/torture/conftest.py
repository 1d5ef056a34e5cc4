"""How hard the torture is, and where its results are written.

Belongs here: the doses. May not enter: what is tortured.
"""

from collections.abc import Callable

import pytest

from tests.logged import logged_plainly as logged_plainly
from tests.torture.results import Results


@pytest.fixture
def torture(request: pytest.FixtureRequest) -> bool:
    """Whether this is the long dose."""
    return bool(request.config.getoption("--torture"))


@pytest.fixture
def dose(torture: bool) -> Callable[[int, int], int]:
    """Chooses between the short dose, for every run, and the long one."""
    return lambda short, long: long if torture else short


@pytest.fixture
def results(torture: bool) -> Results:
    """Prints what was measured; the long dose is written to docs/reliability.md too."""
    return Results(written=torture)
