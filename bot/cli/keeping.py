"""`kith backup`, `kith restore`, `kith keys`: what a host does by hand with what is stored.

Belongs here: their options, and what is printed. May not enter: how any of it works.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.ending import EXIT_CODES, ConfigFile, Exit, guarded, leave
from bot.config import Settings, load
from bot.operate.backup import new_identity, opened
from bot.operate.logs import set_up
from bot.operate.upkeep import back_up, new_key, put_back

app = typer.Typer()


@app.command("backup", epilog=EXIT_CODES)
def back_up_now(config: ConfigFile = None) -> None:
    """Make one more backup now, encrypted and tried out; also while Kith runs."""
    set_up("WARNING")
    guarded(lambda: _back_up(load(config)))


async def _back_up(settings: Settings) -> None:
    print(f"Made, and tried out: {await back_up(settings)}")


@app.command(epilog=EXIT_CODES)
def restore(
    backup: Annotated[Path, typer.Argument(help="The backup: kith-....age")],
    identity: Annotated[Path, typer.Option(help="The file with the secret key of the backups.")],
    config: ConfigFile = None,
    overwrite_newer: Annotated[
        bool, typer.Option("--overwrite-newer", help="Lose what is newer than the backup.")
    ] = False,
) -> None:
    """Put a backup in place of what is stored, while Kith is stopped; the erased stay erased."""
    set_up("WARNING")
    guarded(lambda: _restore(load(config), backup, identity, overwrite_newer=overwrite_newer))


async def _restore(
    settings: Settings, path: Path, identity: Path, *, overwrite_newer: bool
) -> None:
    contents = opened(path, identity)
    again = await put_back(settings, contents, overwrite_newer=overwrite_newer, say=print)
    print(f"Restored. Erased again: {again}.")


keys = typer.Typer(help="The keys that seal the database and the backups.", no_args_is_help=True)
app.add_typer(keys, name="keys")


@keys.command("rotate", epilog=EXIT_CODES)
def rotate_keys(config: ConfigFile = None) -> None:
    """Seal the whole database with a new key, while Kith is stopped."""
    set_up("WARNING")
    guarded(lambda: _rotate(load(config)))


async def _rotate(settings: Settings) -> None:
    await new_key(settings, _counting())
    print("Sealed with a new key. Copy the key file anew, away from the database.")
    print("Its other lines are older keys, which backups of the last 14 days need.")


def _counting() -> Callable[[int, int], None]:
    """Says how far it is, whenever it is further."""
    said: set[int] = {0}

    def say(done: int, total: int) -> None:
        if done not in said:
            print(f"{done} of {total}")
        said.add(done)

    return say


@keys.command("backup", epilog=EXIT_CODES)
def backup_key(
    out: Annotated[Path, typer.Option(help="Where the secret key goes; keep it elsewhere.")] = Path(
        "kith-backup.key"
    ),
) -> None:
    """Make a pair of keys for backups: the secret one into a file, the public one to be copied."""
    try:
        public = new_identity(out)
    except OSError as failure:
        leave(Exit.USAGE, f"{out} cannot be written: {failure.strerror}.")
    print(f'Write into the settings, under [backup]: recipient = "{public}"')
    print(f"Keep {out} away from this machine: who has it can open every backup.")
