"""Files are short, say what belongs in them, and are called by plain names."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.project.tree import committed, python_files, text

MOST_LINES = 300
VAGUE = re.compile(r"(?:util|helper|common|manager|service|callback)s?")
UNKIND = re.compile(r"(?<!im)patient|intervention|streak|inactive|buddy|monitor", re.IGNORECASE)
"""Words that peer support does not use for people (voice); names could hide them from readers."""
OWN_PATH = re.compile(r"(?<![\w.])/(?:work|root|home/\w+|Users/\w+)/")
"""A folder that only one machine has."""
REGISTRIES = {"pypi.org", "files.pythonhosted.org"}


def is_short(source: str) -> bool:
    return len(source.splitlines()) <= MOST_LINES


def says_what_belongs(path: Path, source: str) -> bool:
    """Tests and migrations say what they are about, everything else what may stand in it."""
    docstring = ast.get_docstring(ast.parse(source)) or ""
    if path.name.startswith("test_") or path.parent.name in ("tests", "versions"):
        return bool(docstring)
    if path.parts[0] == "tests" and path.name == "__init__.py":
        return bool(docstring)
    return "Belongs here:" in docstring or "May not enter:" in docstring


def vague_parts(path: Path) -> list[str]:
    words = [
        word for part in path.with_suffix("").parts for word in re.split(r"[^a-z]+", part.lower())
    ]
    return [word for word in words if VAGUE.fullmatch(word)]


def unkind_names(source: str) -> set[str]:
    return {name for name in names(source) if UNKIND.search(name)}


def names(source: str) -> Iterator[str]:
    """Every name that the code gives or uses."""
    for node in ast.walk(ast.parse(source)):
        for place in ("id", "attr", "name", "asname", "arg"):
            name = getattr(node, place, None)
            if isinstance(name, str):
                yield name


def own_paths(content: str) -> list[str]:
    return OWN_PATH.findall(content)


def strange_hosts(lock: str) -> set[str]:
    return set(re.findall(r'https?://([^/"]+)', lock)) - REGISTRIES


def test_no_python_file_is_longer_than_300_lines() -> None:
    assert [path for path in python_files() if not is_short(text(path))] == []
    assert is_short("pass\n" * 300)
    assert not is_short("pass\n" * 301)


def test_every_module_says_what_belongs_in_it() -> None:
    assert [path for path in python_files() if not says_what_belongs(path, text(path))] == []
    assert not says_what_belongs(Path("bot/new.py"), "import os")
    assert not says_what_belongs(Path("bot/new.py"), '"""Things."""')
    assert not says_what_belongs(Path("storage/__init__.py"), "")
    assert not says_what_belongs(Path("tests/e2e/people.py"), '"""People."""')
    assert not says_what_belongs(Path("tests/unit/test_new.py"), "import os")


def test_no_file_or_folder_has_a_name_that_says_nothing() -> None:
    assert [path for path in committed() if vague_parts(path)] == []
    for planted in ("bot/utils.py", "helpers/words.py", "bot/task_manager.py", "x/callbacks.txt"):
        assert vague_parts(Path(planted)), planted
    assert not vague_parts(Path("handlers/routing.py"))
    assert not vague_parts(Path("deploy/kith.service"))  # so systemd wants its units called


def test_no_name_in_the_code_is_a_word_that_peer_support_does_not_use() -> None:
    assert [path for path in python_files() if unkind_names(text(path))] == []
    assert [path for path in committed() if UNKIND.search(str(path))] == []
    assert unkind_names("def find_buddy(x): ...") == {"find_buddy"}
    assert unkind_names("import a as monitoring\nf(days_inactive=1).longestStreak") == {
        "monitoring",
        "days_inactive",
        "longestStreak",
    }
    assert not unkind_names("asyncio.timeout(PATIENCE, impatient)")


def test_no_file_names_a_folder_of_somebodys_machine() -> None:
    assert [path for path in committed() if own_paths(text(path))] == []
    for folder in ("work", "root", "home/ana", "Users/ana"):
        assert own_paths(f"see /{folder}/kith"), folder
    assert not own_paths("https://example.org/work/ and docs/root/")


def test_the_lock_file_names_only_the_public_registry() -> None:
    assert strange_hosts(text(Path("uv.lock"))) == set()
    assert strange_hosts('url = "https://mirror.example/simple"') == {"mirror.example"}


def test_what_git_ignores_is_not_looked_at(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("/data/\n*.log\n")
    for name in ("data", "kept", ".git"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file.txt").touch()
    (tmp_path / "kept" / "today.log").touch()
    assert sorted(map(str, committed(tmp_path))) == [".gitignore", "kept/file.txt"]
