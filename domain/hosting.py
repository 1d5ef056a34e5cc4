"""Who runs Kith, as far as they have named themselves (O12).

Belongs here: the value that the configuration fills and /privacy reads out. May not enter: how it
is configured.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Host:
    """`name`: who runs it; `contact`: how to reach them; `complaint`: where else to turn.

    Empty where the host has not said. `backups`: whether encrypted backups are made.
    """

    name: str = ""
    contact: str = ""
    complaint: str = ""
    backups: bool = False
