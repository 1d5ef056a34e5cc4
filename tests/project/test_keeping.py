"""`kith backup`, `kith restore`, `kith keys`, as a host types them in a terminal (O7)."""

import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import pytest

from bot.config import Settings, load
from bot.operate.erasing import Erasing
from bot.operate.lock import only_one
from storage import erasure, people, toolbox
from storage.engine import Transaction
from storage.keys import open_storage
from tests.project.process import finished

SETTINGS = """\
[telegram]
token = "123456:{token}"
[storage]
database = "kith.db"
key_file = "kith.key"
[backup]
folder = "backups"
recipient = "{recipient}"
"""
WORD = "Zwielichtmarke"
ANA, BEN = 5_001, 5_002
NOW = 2_000_000_000

Found = TypeVar("Found")


async def kith(folder: Path, *arguments: str) -> tuple[int, str]:
    """A command with the settings of that folder."""
    return await finished(folder, *arguments, "--config", "kith.toml")


@pytest.fixture
async def host(tmp_path: Path) -> Path:
    """A folder with settings, a pair of keys for backups, and a database with Ana and Ben."""
    code, told = await finished(tmp_path, "keys", "backup", "--out", "secret.key")
    assert code == 0
    recipient = re.search(r'recipient = "(age1\w+)"', told)
    assert recipient
    settings = SETTINGS.format(token="A" * 35, recipient=recipient[1])
    (tmp_path / "kith.toml").write_text(settings)

    async def begin(tx: Transaction) -> None:
        for telegram_id in (ANA, BEN):
            person = await people.remember(tx, telegram_id)
            await toolbox.write(tx, person.id, "hard", 1, WORD)

    await inside(tmp_path, begin)
    return tmp_path


async def inside(folder: Path, act: Callable[[Transaction], Awaitable[Found]]) -> Found:
    """Something done in the database while no command runs."""
    settings = settings_of(folder)
    database, _ = await open_storage(settings.database_url, settings.storage.key_file)
    try:
        async with database.transaction() as tx:
            return await act(tx)
    finally:
        await database.close()


def settings_of(folder: Path) -> Settings:
    """What the commands read."""
    return load(folder / "kith.toml")


async def known(tx: Transaction) -> set[int]:
    """Who of the two is known, with whole words."""
    found = set()
    for telegram_id in (ANA, BEN):
        person = await people.find(tx, telegram_id)
        if person and [line.words for line in await toolbox.lines(tx, person.id)] == [WORD]:
            found.add(telegram_id)
    return found


async def backed_up(host: Path) -> Path:
    """The file that `kith backup` says it made."""
    code, told = await kith(host, "backup")
    assert code == 0, told
    made = re.fullmatch(r"Made, and tried out: (\S+\.age)\n", told)
    assert made, told
    return host / made[1]


async def erased(host: Path, telegram_id: int) -> None:
    """They are erased while Kith runs, and it is noted beside the backups."""
    settings = settings_of(host)
    database, _ = await open_storage(settings.database_url, settings.storage.key_file)
    try:
        async with database.transaction() as tx:
            person = await people.find(tx, telegram_id)
            assert person
            await erasure.erase(tx, person, NOW)
        await Erasing(database, None, settings.backup.folder, lambda: NOW).finish()
    finally:
        await database.close()


async def test_a_backup_comes_back_and_the_erased_do_not(host: Path) -> None:
    made = await backed_up(host)
    assert made.stat().st_mode & 0o777 == 0o600
    assert (host / "secret.key").stat().st_mode & 0o777 == 0o600
    await erased(host, BEN)
    arguments = ("restore", str(made), "--identity", "secret.key")
    code, told = await kith(host, *arguments)
    assert code == 4
    assert "would lose it. If that is meant, say --overwrite-newer." in told
    assert await inside(host, known) == {ANA}
    code, told = await kith(host, *arguments, "--overwrite-newer")
    assert code == 0, told
    assert "people: 2\n" in told
    assert told.endswith("Restored. Erased again: 1.\n")
    assert await inside(host, known) == {ANA}


async def test_without_the_note_beside_the_backups_the_erased_would_be_back(host: Path) -> None:
    """The switch: a new database, as after a lost disk, and the notes are lost with it."""
    made = await backed_up(host)
    await erased(host, BEN)
    for file in [*host.glob("kith.db*"), host / "backups" / "erased"]:
        file.unlink(missing_ok=True)
    for file in (host / "backups").iterdir():
        if file != made:
            file.unlink()
    code, told = await kith(host, "restore", str(made), "--identity", "secret.key")
    assert code == 0, told
    assert await inside(host, known) == {ANA, BEN}


async def test_after_a_lost_disk_the_notes_beside_the_backups_are_enough(host: Path) -> None:
    made = await backed_up(host)
    await erased(host, BEN)
    for file in host.glob("kith.db*"):
        file.unlink()
    code, told = await kith(host, "restore", str(made), "--identity", "secret.key")
    assert code == 0, told
    assert await inside(host, known) == {ANA}


async def test_a_new_key_seals_everything_and_older_backups_still_come_back(host: Path) -> None:
    made = await backed_up(host)
    before = (host / "kith.key").read_text()
    code, told = await kith(host, "keys", "rotate")
    assert code == 0, told
    assert "4 of 4\nSealed with a new key." in told
    lines = (host / "kith.key").read_text().splitlines(keepends=True)
    assert lines[1:] == [before]
    assert await inside(host, known) == {ANA, BEN}
    code, told = await kith(host, "restore", str(made), "--identity", "secret.key")
    assert code == 0, told
    assert await inside(host, known) == {ANA, BEN}


async def test_while_kith_runs_a_backup_is_made_and_nothing_is_put_back(host: Path) -> None:
    made = await backed_up(host)
    with only_one(settings_of(host).database_url):
        assert (await kith(host, "backup"))[0] == 0
        for command in (
            ("restore", str(made), "--identity", "secret.key"),
            ("keys", "rotate"),
        ):
            code, told = await kith(host, *command)
            assert (code, told) == (
                6,
                "Another Kith has this database open. Stop that one first.\n",
            )


async def test_wrong_input_gets_one_sentence_and_changes_nothing(host: Path) -> None:
    made = str(await backed_up(host))
    await finished(host, "keys", "backup", "--out", "other.key")
    whole = (host / "kith.db").read_bytes()
    for backup, identity, code, said in (
        (made, "other.key", 2, "is no backup, or this key is not its own."),
        (made, "nowhere.key", 2, "The backup cannot be opened: nowhere.key cannot be read."),
        (made, "kith.toml", 2, "kith.toml does not hold a secret key"),
        ("nowhere.age", "secret.key", 2, "The backup cannot be opened: nowhere.age cannot be"),
        ("kith.toml", "secret.key", 2, "kith.toml is no backup, or this key is not its own."),
        (".", "secret.key", 2, "The backup cannot be opened: . cannot be read."),
    ):
        ended, told = await kith(host, "restore", backup, "--identity", identity)
        assert ended == code, told
        assert said in told
        assert "Traceback" not in told
    assert (host / "kith.db").read_bytes() == whole


async def test_a_secret_key_is_never_written_over(host: Path) -> None:
    before = (host / "secret.key").read_bytes()
    code, told = await finished(host, "keys", "backup", "--out", "secret.key")
    assert (code, told) == (2, "secret.key cannot be written: File exists.\n")
    assert (host / "secret.key").read_bytes() == before


async def test_without_a_public_key_it_is_said_how_to_make_one(host: Path) -> None:
    settings = (host / "kith.toml").read_text()
    (host / "kith.toml").write_text(settings.partition("[backup]")[0])
    code, told = await kith(host, "backup")
    assert code == 3
    assert "Make a pair of keys with: kith keys backup" in told


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["backup"], "Make one more backup now"),
        (["restore"], "the erased"),
        (["keys", "rotate"], "Seal the whole database with a new key"),
        (["keys", "backup"], "Make a pair of keys for backups"),
    ],
)
async def test_each_says_what_it_is_for(tmp_path: Path, command: list[str], said: str) -> None:
    code, told = await finished(tmp_path, *command, "--help", COLUMNS="200")
    assert code == 0
    assert said in " ".join(told.split())
    code, told = await finished(tmp_path, *command, "--unheard-of", COLUMNS="200")
    assert code == 2
    assert "No such option" in told
