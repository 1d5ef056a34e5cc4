"""What an insider can tell from "a few words for all" (C16): python -m benchmarks.insider

Belongs here: random groups, an insider who knows more than anybody could, and what is left to
guess. May not enter: the rule itself (domain/few_words.py).

In each group there are two check-ins. All who answered the first answer the second in the same way,
but for one person, who is not there; the insider knows that, knows every other answer of both, and
reads every word that is published. Nobody in a real group knows as much. Asked is what the insider
can then tell about the answer of that one person, by Bayes' rule from equal chances.
"""

import argparse
from collections import Counter
from dataclasses import dataclass
from random import Random

from benchmarks.lines import limit
from domain.checkins import ANSWERS
from domain.few_words import EXCHANGED, LEAST_ANSWERS, LEAST_MEMBERS, few_words

MOST_MEMBERS = 40
DRAWS = 150
"""Drawn publications of a group, from which the chance of what was published is estimated."""


@dataclass(frozen=True)
class Guess:
    """What the insider holds likely: the true answer, and the likeliest of all."""

    true: float
    best: float
    is_right: bool


def ceiling() -> float:
    """The most that anybody can ever hold likely after one publication, whatever they know.

    A true answer is told with chance 1 - e + e/n, any other one as that with chance e/n.
    """
    other = EXCHANGED / len(ANSWERS)
    true = 1 - EXCHANGED + other
    return true / (true + (len(ANSWERS) - 1) * other)


def guess(rng: Random) -> Guess | None:
    """One group; None where nothing was published."""
    members = rng.randint(LEAST_MEMBERS, MOST_MEMBERS)
    rest, target = _answers(members, rng)
    published = few_words([*rest, target], members, rng)
    if not published:
        return None
    # The second publication is about answers that the insider knows: it tells them nothing new.
    chances = {word: _chance(published, rest, word, members, rng) for word in ANSWERS}
    total = sum(chances.values())
    likely = max(chances, key=lambda word: chances[word])
    return Guess(chances[target] / total, chances[likely] / total, likely == target)


def _answers(members: int, rng: Random) -> tuple[list[str], str]:
    """Answers of a group that has weather of its own, as groups have."""
    common = [rng.paretovariate(1) for _ in ANSWERS]
    count = rng.randint(LEAST_ANSWERS, members)
    drawn = rng.choices(ANSWERS, common, k=count)
    return drawn[1:], drawn[0]


def _chance(
    published: list[tuple[str, str]], rest: list[str], word: str, members: int, rng: Random
) -> float:
    """How likely these very words are, if the one person had answered `word`.

    Half a hit is added: what was not drawn is not impossible.
    """
    hits = sum(few_words([*rest, word], members, rng) == published for _ in range(DRAWS))
    return (hits + 0.5) / (DRAWS + 1)


def report(groups: int, seed: int) -> None:
    """Print the numbers, in lines."""
    rng = Random(seed)
    guesses = [found for _ in range(groups) if (found := guess(rng))]
    certain = sum(each.best >= 1 for each in guesses)
    mean = sum(each.true for each in guesses) / len(guesses)
    right = Counter(each.is_right for each in guesses)[True] / len(guesses)
    most = max(each.best for each in guesses)
    print(f"groups: {groups} of {LEAST_MEMBERS} to {MOST_MEMBERS}, seed {seed}")
    print(f"groups in which words were published: {len(guesses)}")
    print(f"certain: {certain}")
    print(f"held likely of the true answer, on average: {mean:.2f} (blind: {1 / len(ANSWERS):.2f})")
    print(f"the likeliest is the true one: {right:.2f} of the groups")
    print(f"the most that was held likely of any answer: {most:.2f} (ceiling: {ceiling():.2f})")
    print(limit("insider/most", most, "chance", ceiling()).json())


def main() -> None:
    """Print the report."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--groups", type=int, default=10_000)
    options.add_argument("--seed", type=int, default=16)
    chosen = options.parse_args()
    report(chosen.groups, chosen.seed)


if __name__ == "__main__":
    main()
