"""What `kith check` found: about what, how it stands, and what to do.

Belongs here: the value. May not enter: looking.
"""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """`FINE`: nothing to do. `NOTE`: a host should know. `MEND`: something must be done."""

    FINE = "fine"
    NOTE = "note"
    MEND = "mend"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: `says` how it is, `do` what a host can do about it."""

    about: str
    state: State
    says: str
    do: str = ""


def fine(about: str, says: str) -> Finding:
    """Nothing to do."""
    return Finding(about, State.FINE, says)


def note(about: str, says: str, do: str) -> Finding:
    """Kith runs, and a host should know this."""
    return Finding(about, State.NOTE, says, do)


def mend(about: str, says: str, do: str) -> Finding:
    """Something must be done."""
    return Finding(about, State.MEND, says, do)
