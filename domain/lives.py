"""The life of a thing, as a table of values: which state follows which, on what.

Belongs here: the table, and its drawing. May not enter: any life; each feature has its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.refusals import NotNow


@dataclass(frozen=True, slots=True)
class Life:
    """`moves`: the state that follows a state on an event; whatever is not there does not happen.

    `begin`: the state in which it comes into being.
    """

    name: str
    begin: str
    moves: Mapping[tuple[str, str], str]

    @property
    def states(self) -> frozenset[str]:
        """All states."""
        return frozenset({self.begin, *(state for state, _ in self.moves), *self.moves.values()})

    def after(self, state: str, event: str) -> str:
        """The state that follows. Raises NotNow."""
        if (state, event) not in self.moves:
            raise NotNow
        return self.moves[state, event]

    def before(self, event: str) -> frozenset[str]:
        """The states in which the event can happen."""
        return frozenset(state for state, what in self.moves if what == event)


def drawing(life: Life) -> str:
    """The life as a Mermaid state diagram."""
    arrows = [
        f"    {state} --> {following}: {event}" for (state, event), following in life.moves.items()
    ]
    return "\n".join(["stateDiagram-v2", f"    [*] --> {life.begin}", *arrows])
