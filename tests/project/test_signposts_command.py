"""`kith signposts`: what a host sees, and remembering who checked when (S7, S17)."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import Exit, app
from bot.config import ConfigMistakes, load
from bot.operate import signposts
from domain.signposts.rows import LINE_COLUMNS

NOW = int(datetime(2026, 11, 26, tzinfo=UTC).timestamp())
ROW = "GB,crisis,Night café,0123 456,,,,,24/7,,en,yes,,our own call,0,2026-11,2026-11-20"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """Settings with a file of lines beside them."""
    path = tmp_path / "kith.toml"
    token = "123456:" + "A" * 35
    path.write_text(f'[telegram]\ntoken = "{token}"\n[signposts]\nfile = "own.csv"\n')
    (tmp_path / "own.csv").write_text(f"{','.join(LINE_COLUMNS)}\n{ROW}\n")
    return path


def run(*words: str, told: str = "") -> tuple[int, str]:
    done = CliRunner().invoke(app, ["signposts", *words], input=told)
    return done.exit_code, done.output


def test_a_hosts_line_is_shown_with_the_day_of_its_check(config: Path) -> None:
    code, told = run("show", "GB", "--config", str(config))
    assert code == 0
    assert "Night café\u2069: call 0123 456." in told
    assert "Checked 20 November 2026." in told


def test_every_mistake_in_the_hosts_file_is_told_with_its_line(config: Path) -> None:
    broken = ROW.replace("our own call", "") + "\n" + ROW.replace("crisis", "hotline")
    (config.parent / "own.csv").write_text(f"{','.join(LINE_COLUMNS)}\n{broken}\n")
    with pytest.raises(ConfigMistakes) as refused:
        signposts.load(load(config))
    assert ["line 2: source" in refused.value.mistakes[0], len(refused.value.mistakes)] == [True, 2]
    code, told = run("check", "--config", str(config))
    assert code == Exit.CONFIGURATION
    assert "line 3: kind" in told


def test_what_was_checked_is_remembered_with_who_and_when(config: Path) -> None:
    code, told = run("verify", "NP", "--by", "Dee", "--config", str(config), told="y\n")
    assert code == 0
    assert "1 checked" in told
    kept = (config.parent / signposts.CHECKED).read_text().splitlines()
    assert kept[1].endswith(f"{datetime.now(UTC).date()},Dee")
    (line,) = signposts.load(load(config)).of("NP")
    assert isinstance(line.checked_at, date)


def test_a_number_that_changed_since_counts_as_unchecked(config: Path) -> None:
    run("verify", "GB", "--by", "Dee", "--config", str(config), told="y\nq\n")
    before = [each for each in signposts.load(load(config)).of("GB") if each.checked_at]
    changed = ROW.replace("0123 456", "0123 457").removesuffix("2026-11-20")
    (config.parent / "own.csv").write_text(f"{','.join(LINE_COLUMNS)}\n{changed}\n")
    after = [each for each in signposts.load(load(config)).of("GB") if each.checked_at]
    assert [each.name for each in before] == ["Night café"]
    assert after == []


def test_a_country_that_is_none_is_refused(config: Path) -> None:
    code, _ = run("show", "Britain", "--config", str(config))
    assert code == Exit.USAGE
