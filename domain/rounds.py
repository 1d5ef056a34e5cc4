"""Rounds: who meets whom when several have joined (P6, P7, P8, P10, P11, P20).

Belongs here: the draw, as an exact maximum-weight matching, and seating somebody who comes late.
May not enter: who has joined or paused, which the caller reads in the transaction of the draw; when
a round is drawn (`pairs/calling`).

What counts, in this order: that nobody is left out, least of all twice; that nobody meets the same
person again while others are there; then the longest time since; then hours awake in common. Among
equals the given order decides, so the caller shuffles. Two who must not be paired are not joined by
any line, whatever it would save.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Any

import rustworkx

HOURS_OF_DAY = frozenset(range(24))

_AGO, _NEW, _WAITED = 10**6, 10**11, 10**15
"""Weights beside that of an hour in common, each larger than all lower ones together for a thousand
members."""
_LONG_AGO = 1_000
"""Days or rounds after which a meeting is as long ago as any."""


@dataclass(frozen=True, slots=True)
class Joined:
    """Somebody who has joined this round.

    `waited`: rounds in a row in which the draw had nobody for them; `languages`, `media`,
    `lengths`: keys of which one in common is enough; `awake`: full hours of the UTC day;
    `trio_only`: there is safety in numbers.
    """

    id: int
    waited: int = 0
    languages: frozenset[str] = frozenset({""})
    media: frozenset[str] = frozenset({""})
    lengths: frozenset[str] = frozenset({""})
    awake: frozenset[int] = HOURS_OF_DAY
    trio_only: bool = False

    @property
    def needs(self) -> "Needs":
        """What all who meet must have something of in common; the hours come last."""
        return self.languages, self.media, self.lengths, self.awake


Needs = tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[int]]


Two = tuple[int, int]


def two(one: int, other: int) -> Two:
    """Two people in one order, as they are stored."""
    return (one, other) if one < other else (other, one)


@dataclass(frozen=True, slots=True)
class Past:
    """What the draw goes by. `ago`: how long ago two last met, in days or rounds, from 1; `apart`:
    those who must not be paired, in either direction (P9)."""

    ago: Mapping[Two, int]
    apart: Collection[Two]


@dataclass(frozen=True, slots=True)
class Drawn:
    """Twos and threes, each in the order of their ids, and who has nobody this time."""

    together: tuple[tuple[int, ...], ...]
    left_out: tuple[int, ...]


def weight(one: Joined, other: Joined, past: Past) -> int | None:
    """How good it is that these two meet; None: they must not, or cannot."""
    key = two(one.id, other.id)
    if key in past.apart:
        return None
    hours = _hours_in_common(one.needs, other.needs)
    if not hours:
        return None
    ago = past.ago.get(key)
    fresh = _NEW if ago is None else min(ago, _LONG_AGO) * _AGO
    return fresh + (one.waited + other.waited) * _WAITED + hours


@lru_cache(maxsize=4096)
def _hours_in_common(*needs: Needs) -> int:
    """Hours in which all are awake, 0 where they lack a language, a medium or a length in common.

    Most people of a group need the same, and a large round asks for every two of them.
    """
    *others, awake = (frozenset[Any].intersection(*each) for each in zip(*needs, strict=True))
    return len(awake) if all(others) else 0


def draw(joined: Sequence[Joined], past: Past, *, prefer_trios: bool = False) -> Drawn:
    """Twos and threes of all who have joined. An odd one makes a two into a three (P7)."""
    thirds = _thirds(joined, prefer_trios=prefer_trios)
    pairs, rest = _matched(joined, past, thirds)
    seated, rest = _seat(pairs, rest, past)
    threes, rest = _threes(rest, past)
    together = sorted(tuple(sorted(each.id for each in group)) for group in [*seated, *threes])
    return Drawn(tuple(together), tuple(sorted(each.id for each in rest)))


def seat_late(
    late: Joined, together: Sequence[Sequence[Joined]], left_out: Sequence[Joined], past: Past
) -> tuple[int, ...] | None:
    """The group that somebody who comes late makes: with one who was left out, or as the third
    of a two (P20). None: nobody can be found without a rule being bent."""
    if not late.trio_only:
        alone = [(each,) for each in left_out if not each.trio_only]
        found = _best(late, alone, past)
        if found:
            return found
    return _best(late, [group for group in together if len(group) == 2], past)


def _best(late: Joined, groups: Iterable[Sequence[Joined]], past: Past) -> tuple[int, ...] | None:
    fits = [(fit, group) for group in groups if (fit := _fit(late, group, past)) is not None]
    if not fits:
        return None
    _, group = max(fits, key=lambda each: each[0])
    return tuple(sorted([late.id, *(each.id for each in group)]))


def _fit(person: Joined, group: Sequence[Joined], past: Past) -> int | None:
    """How well somebody fits with all of a group; None: with one of them, or with all, not."""
    weights = [weight(person, other, past) for other in group]
    known = [each for each in weights if each is not None]
    at_once = _hours_in_common(person.needs, *(each.needs for each in group))
    return sum(known) if at_once and len(known) == len(weights) else None


def _thirds(joined: Sequence[Joined], *, prefer_trios: bool) -> int:
    """How many are kept out of the twos, to make threes of them."""
    only = sum(each.trio_only for each in joined)
    if not prefer_trios:
        return only
    threes, more = divmod(len(joined), 3)
    return max(only, threes - 1 if more == 1 else threes)


def _matched(
    joined: Sequence[Joined], past: Past, thirds: int
) -> tuple[list[tuple[Joined, Joined]], list[Joined]]:
    """The best twos, and who is in none of them.

    Whoever is to be a third is matched with a place that is nobody.
    """
    graph: rustworkx.PyGraph[Joined | None, int] = rustworkx.PyGraph()
    graph.add_nodes_from([*joined, *([None] * thirds)])
    pairable = [(at, each) for at, each in enumerate(joined) if not each.trio_only]
    lines = [
        (at, to, worth)
        for (at, one), (to, other) in combinations(pairable, 2)
        if (worth := weight(one, other, past)) is not None
    ]
    places = range(len(joined), len(joined) + thirds)
    lines += [
        (at, place, _LONG_AGO * _WAITED if each.trio_only else 0)
        for at, each in enumerate(joined)
        for place in places
    ]
    graph.add_edges_from(lines)
    matching = rustworkx.max_weight_matching(graph, max_cardinality=True, weight_fn=int)
    last = len(joined)
    twos = [(joined[a], joined[b]) for a, b in matching if a < last and b < last]
    paired = {each.id for pair in twos for each in pair}
    return twos, [each for each in joined if each.id not in paired]


def _seat(
    pairs: Sequence[tuple[Joined, Joined]], rest: Sequence[Joined], past: Past
) -> tuple[list[tuple[Joined, ...]], list[Joined]]:
    """Those in no two join one each, where all three may meet."""
    graph: rustworkx.PyGraph[int, int] = rustworkx.PyGraph()
    graph.add_nodes_from(range(len(pairs) + len(rest)))
    graph.add_edges_from(
        [
            (at, len(pairs) + to, fit)
            for at, pair in enumerate(pairs)
            for to, person in enumerate(rest)
            if (fit := _fit(person, pair, past)) is not None
        ]
    )
    matching = rustworkx.max_weight_matching(graph, max_cardinality=True, weight_fn=int)
    third = {min(line): rest[max(line) - len(pairs)] for line in matching}
    seated = [(*pair, third[at]) if at in third else pair for at, pair in enumerate(pairs)]
    taken = {each.id for each in third.values()}
    return list(seated), [each for each in rest if each.id not in taken]


def _threes(rest: Sequence[Joined], past: Past) -> tuple[list[tuple[Joined, ...]], list[Joined]]:
    """Threes among those for whom there was no two to join."""
    threes: list[tuple[Joined, ...]] = []
    left = list(rest)
    for three in combinations(rest, 3):
        free = all(each in left for each in three)
        one, *others = three
        fits = _fit(one, others, past) is not None and _fit(others[0], others[1:], past) is not None
        if free and fits:
            threes.append(three)
            left = [each for each in left if each not in three]
    return threes, left
