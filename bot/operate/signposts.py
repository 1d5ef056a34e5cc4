"""Where the signposts come from: the product's own files, a host's file, and what was checked.

Belongs here: reading those files. May not enter: what is shown of them, and who asked.
"""

from functools import cache
from importlib.resources import files

from domain.signposts.lines import Directory
from domain.signposts.rows import Found, read_emergency, read_lines
from domain.signposts.rows import directory as joined


def directory() -> Directory:
    """Everything that Kith brings along."""
    lines, emergency = _own()
    return joined(lines, emergency)


@cache
def _own() -> tuple[Found, Found]:
    data = files("domain") / "signposts" / "data"
    lines = read_lines((data / "lines.csv").read_text("utf-8"))
    emergency = read_emergency((data / "emergency.csv").read_text("utf-8"))
    return lines, emergency
