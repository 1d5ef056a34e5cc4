"""Which tests of this folder run in which weather.

Belongs here: the choice, by a seed, or by name. May not enter: what a weather is (`weathers`).

Every test runs in fair weather. In an ordinary run up to three other weathers, chosen by the seed,
are tried by some tests each; the header says which. `--weather NAME` runs every test in that one.
"""

from dataclasses import dataclass
from random import Random

import pytest

from tests.e2e.weathers import BY_NAME, FAIR, WEATHERS, Weather

ALL = "all"
"""In place of a name: each of them, one after the other."""
A_RUN = 3
"""Weathers of an ordinary run, at most."""
SEED = 739947
"""What an ordinary run goes by, so that one that fails tells of what was changed, and not of the
day. `make weathers` runs everything; others are tried with `--weathers-seed`."""
SHARE = 1 / 25
"""Of the tests, for each of them: together they add an eighth to the time of all."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """`named`: every test runs in these; else some are tried by some tests, as the seed says."""

    seed: int
    named: tuple[Weather, ...] = ()

    @property
    def tried(self) -> tuple[Weather, ...]:
        """The weathers of this run, beside the fair one."""
        known = [each for each in WEATHERS if each.among]
        return self.named or tuple(Random(self.seed).sample(known, min(A_RUN, len(known))))

    def of(self, test: str, markers: list[pytest.Mark]) -> list[Weather]:
        """The weathers in which a test runs, the fair one first. `markers`: why not in some."""
        bearable = [each for each in self.tried if bears(each, markers)]
        if self.named:
            return bearable
        return [FAIR, *(each for each in bearable if self._draws(each, test))]

    def _draws(self, weather: Weather, test: str) -> bool:
        lot = Random(f"{self.seed} {weather.name} {test}").random()
        return test.startswith(weather.among) and lot < SHARE

    def __str__(self) -> str:
        if self.named:
            return "; ".join(f"weather: {each.name} ({each.words})" for each in self.named)
        names = ", ".join(each.name for each in self.tried)
        return f"weathers: {names} (again: --weathers-seed {self.seed})"


def bears(weather: Weather, markers: list[pytest.Mark]) -> bool:
    """Whether a test with these markers runs in that weather.

    `@pytest.mark.fair("why", "old-phones")`: not in that one; without a name, in fair weather only.
    """
    spared = {name for mark in markers for name in mark.args[1:] or BY_NAME}
    return weather is FAIR or weather.name not in spared


def bears_some(tried: tuple[Weather, ...], test: pytest.Item) -> bool:
    """Whether a test runs in one of these."""
    return any(bears(each, list(test.iter_markers("fair"))) for each in tried)


def made(config: pytest.Config) -> Forecast:
    """The forecast of this run, the same in each of its processes."""
    name = config.getoption("weather")
    named = WEATHERS if name == ALL else (BY_NAME[name],) if name else ()
    return Forecast(config.getoption("weathers_seed"), named)
