"""config.example.toml shows every setting with its default and why, and it loads."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from bot.config import Settings, load
from tests.project.tree import text

EXAMPLE = text(Path("config.example.toml"))
TOKEN = "123456:" + "A" * 35


def settings() -> Iterator[tuple[str, str, Any]]:
    """Table, key and default of everything that can be set."""
    for table, section in Settings.model_fields.items():
        assert isinstance(section.annotation, type)
        assert issubclass(section.annotation, BaseModel)
        for key, field in section.annotation.model_fields.items():
            yield table, key, field.default


def shown(example: str) -> dict[tuple[str, str], tuple[Any, bool]]:
    """By table and key: the value, commented out or not, and whether a line above says why."""
    found: dict[tuple[str, str], tuple[Any, bool]] = {}
    table, above = "", ""
    for line in example.splitlines():
        if line.startswith("["):
            table = line.strip("[] ")
        elif setting := re.fullmatch(r"(?:# )?([a-z_]+) = (.+)", line):
            value = tomllib.loads(f"value = {setting[2]}")["value"]
            found[table, setting[1]] = value, above.startswith("# ")
        above = line
    return found


def mistakes(example: str) -> list[str]:
    """What is left out, unknown, unexplained, or shown with another value than its default."""
    there = shown(example)
    wrong = [
        f"{table}.{key} is unknown" for table, key in there.keys() - {s[:2] for s in settings()}
    ]
    for table, key, default in settings():
        value, why = there.get((table, key), (None, False))
        if not why:
            wrong.append(f"{table}.{key} is not explained")
        if default is not None and str(value) != str(default):
            wrong.append(f"{table}.{key} is not shown with its default")
    return wrong


def test_every_setting_stands_there_with_its_default_and_a_line_why() -> None:
    assert mistakes(EXAMPLE) == []


def test_the_rule_finds_what_is_missing_wrong_unknown_and_unexplained() -> None:
    def after(old: str, new: str) -> list[str]:
        assert old in EXAMPLE
        return mistakes(EXAMPLE.replace(old, new))

    assert after('level = "INFO"', 'level = "DEBUG"') == ["log.level is not shown with its default"]
    assert len(after('level = "INFO"', "")) == 2
    assert after("[storage]", '[storage]\n# Why not.\nspeed = "high"') == [
        "storage.speed is unknown"
    ]
    assert after("# The Bot API's", "\n") == ["telegram.api is not explained"]


def test_a_copy_of_the_example_loads_once_there_is_a_token(tmp_path: Path) -> None:
    (tmp_path / "kith.toml").write_text(EXAMPLE)
    (tmp_path / "token").write_text(f"{TOKEN}\n")
    loaded = load(tmp_path / "kith.toml")
    assert loaded.token() == TOKEN
    assert loaded.telegram.api == "https://api.telegram.org"
    assert loaded.database_url == f"sqlite+aiosqlite:///{tmp_path / 'data' / 'kith.db'}"
    assert loaded.storage.key_file == tmp_path / "data" / "kith.key"
    assert loaded.log.level == "INFO"
