"""A year of weekly rounds: Kith's draw beside a shuffle and a greedy draw (P6, P8).

Belongs here: the three ways to draw and what is counted. May not enter: the draw itself.
Run it with `python -m benchmarks.draw`.
"""

import argparse
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from random import Random

from benchmarks.lines import Line
from domain.rounds import Drawn, Joined, Past, Two, draw, two, weight

WEEKS = 52
SIZES = (9, 12, 25, 200)
PAUSING = 0.15
"""Chance of a member to pause in a week."""
APART = 0.03
"""Share of twos that must not be paired."""
LARGE, LIMIT = 1_000, 2.0
"""Members of the largest draw, and the seconds it may take."""

Way = Callable[[Sequence[Joined], Past], Drawn]


def shuffled(joined: Sequence[Joined], past: Past) -> Drawn:
    """As most bots do it: two by two in a random order; whoever may not meet is left out."""
    together, left = [], []
    for at in range(0, len(joined) - 1, 2):
        one, other = joined[at], joined[at + 1]
        if weight(one, other, past) is None:
            left += [one.id, other.id]
        else:
            together.append(two(one.id, other.id))
    return _with_odd_one(joined, together, left, past)


def greedy(joined: Sequence[Joined], past: Past) -> Drawn:
    """The best two first, then the best of those that remain."""
    lines = [
        (worth, one.id, other.id)
        for one, other in combinations(joined, 2)
        if (worth := weight(one, other, past)) is not None
    ]
    free = {each.id for each in joined}
    together = []
    for _, one, other in sorted(lines, key=lambda line: -line[0]):
        if one in free and other in free:
            together.append(two(one, other))
            free -= {one, other}
    odd = len(joined) % 2
    left = sorted(free)
    return _with_odd_one(
        joined, together, left[:-1] if odd else left, past, left[-1:] if odd else []
    )


def _with_odd_one(
    joined: Sequence[Joined],
    together: list[Two],
    left: list[int],
    past: Past,
    odd: Sequence[int] | None = None,
) -> Drawn:
    """An odd one joins the first two in which all may meet."""
    people = {each.id: each for each in joined}
    if odd is None:
        odd = [joined[-1].id] if len(joined) % 2 else []
    groups: list[tuple[int, ...]] = list(together)
    for one in odd:
        for at, group in enumerate(groups):
            if all(weight(people[one], people[each], past) is not None for each in group):
                groups[at] = (*group, one)
                break
        else:
            left = [*left, one]
    return Drawn(tuple(groups), tuple(left))


@dataclass
class Year:
    """What a year of rounds came to. `twos`: how many twos there are who may meet."""

    twos: int
    needless: int = 0
    """Twos that met again although a draw without any repeat was possible that week."""
    meetings: int = 0
    repeats: int = 0
    left_out: int = 0
    longest_wait: int = 0
    gaps: list[int] = field(default_factory=list)
    """Weeks between two meetings of the same two."""
    seconds: list[float] = field(default_factory=list)

    @property
    def too_many(self) -> int:
        """Repeats beyond those that so many meetings of so many twos cannot do without."""
        return self.repeats - max(0, self.meetings - self.twos)

    @property
    def soonest(self) -> int:
        """Weeks after which the tenth of the repeats that came soonest had come."""
        return sorted(self.gaps)[len(self.gaps) // 10] if self.gaps else 0

    @property
    def middle(self) -> float:
        """Weeks between two meetings of the same two, in the middle of all repeats."""
        return statistics.median(self.gaps) if self.gaps else 0


def year(way: Way, size: int, seed: int) -> Year:
    """52 weekly rounds of one group. The same seed gives the same pauses."""
    rng, chance = Random(seed), Random(seed + 1)
    every = list(combinations(range(size), 2))
    apart = frozenset(pair for pair in every if rng.random() < APART)
    result = Year(len(every) - len(apart))
    met_in: dict[Two, int] = {}
    waited = dict.fromkeys(range(size), 0)
    for week in range(WEEKS):
        here = [each for each in range(size) if rng.random() >= PAUSING]
        joined = [Joined(each, waited[each]) for each in here]
        chance.shuffle(joined)
        past = Past({pair: week - at for pair, at in met_in.items()}, apart)
        began = time.perf_counter()
        drawn = way(joined, past)
        result.seconds.append(time.perf_counter() - began)
        meetings = {two(*pair) for group in drawn.together for pair in combinations(group, 2)}
        again = [pair for pair in meetings if pair in met_in]
        if again and _could_all_be_new(joined, past):
            result.needless += len(again)
        result.meetings += len(meetings)
        result.repeats += len(again)
        result.gaps += [week - met_in[pair] for pair in again]
        met_in |= dict.fromkeys(meetings, week)
        for each in here:
            waited[each] = waited[each] + 1 if each in drawn.left_out else 0
        result.left_out += len(drawn.left_out)
        result.longest_wait = max(result.longest_wait, *waited.values())
    return result


def _could_all_be_new(joined: Sequence[Joined], past: Past) -> bool:
    """Whether this week a draw without a repeat seats as many as one with repeats would."""
    new_only = draw(joined, Past({}, {*past.apart, *past.ago}))
    at_all = draw(joined, past)
    return len(new_only.left_out) <= len(at_all.left_out)


WAYS: dict[str, Way] = {"Kith": draw, "greedy": greedy, "shuffle": shuffled}


def main() -> None:
    """Print the table, and one line of JSON a result."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=9)
    seed = parser.parse_args().seed
    print(
        f"{WEEKS} weekly rounds, {PAUSING:.0%} pausing, {APART:.0%} of all twos apart, seed {seed}"
    )
    print(
        "members  way      meetings  repeats  needless  too many  soonest tenth  middle  left out"
        "  longest wait  seconds"
    )
    results = {}
    for size in SIZES:
        for name, way in WAYS.items():
            done = results[size, name] = year(way, size, seed)
            print(
                f"{size:>7}  {name:<8} {done.meetings:>8}  {done.repeats:>7}  {done.needless:>8}"
                f"  {done.too_many:>8}  {done.soonest:>13}  {done.middle:>6}  {done.left_out:>8}"
                f"  {done.longest_wait:>12}  {statistics.median(done.seconds):>7.4f}",
                flush=True,
            )
    large = Random(seed).sample([Joined(each) for each in range(LARGE)], LARGE)
    began = time.perf_counter()
    drawn = draw(large, Past({}, frozenset()))
    seconds = time.perf_counter() - began
    print(f"\n{LARGE} members: {len(drawn.together)} groups in {seconds:.2f} s (limit {LIMIT} s)\n")
    for (size, name), done in results.items():
        if name != "Kith":
            ours = results[size, "Kith"]
            _say(f"draw/needless/{size}/{name}", ours.needless, "repeats", name, done.needless)
            _say(f"draw/too_many/{size}/{name}", ours.too_many, "repeats", name, done.too_many)
            _say(f"draw/soonest/{size}/{name}", ours.soonest, "weeks", name, done.soonest)
            _say(f"draw/left_out/{size}/{name}", ours.left_out, "people", name, done.left_out)
            _say(f"draw/wait/{size}/{name}", ours.longest_wait, "rounds", name, done.longest_wait)
    _say(f"draw/{LARGE}", seconds, "s", "limit", LIMIT)


def _say(name: str, value: float, unit: str, peer: str, peer_value: float) -> None:
    goal = "<= 1" if peer == "limit" else None
    print(Line(name, value, unit, peer, peer_value, goal).json())


if __name__ == "__main__":
    main()
