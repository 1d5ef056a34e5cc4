"""The files of the house, as the tests of this folder walk them.

Belongs here: which files there are. May not enter: what must hold of them.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from pathspec import GitIgnoreSpec

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "handlers", "storage", "domain", "sandbox")


def committed(root: Path = ROOT) -> list[Path]:
    """What git keeps or would keep, relative to `root`: all that .gitignore does not name.

    Git itself is not asked, because an unpacked source archive has none.
    """
    rules = (root / ".gitignore").read_text().splitlines()
    ignored = GitIgnoreSpec.from_lines([".git/", *rules])
    return [path for path in _walk(root, ignored) if not ignored.match_file(path)]


def python_files(*packages: str) -> list[Path]:
    """The Python files of these packages, or all of them."""
    files = [path for path in committed() if path.suffix == ".py"]
    return [path for path in files if not packages or path.parts[0] in packages]


def text(path: Path) -> str:
    """What a file of the house says; nothing where it is no text."""
    try:
        return (ROOT / path).read_text("utf-8")
    except UnicodeDecodeError:
        return ""


def _walk(root: Path, ignored: GitIgnoreSpec) -> Iterator[Path]:
    for name, folders, files in os.walk(root):
        folder = Path(name).relative_to(root)
        folders[:] = [each for each in folders if not ignored.match_file(f"{folder / each}/")]
        yield from (folder / each for each in files)
