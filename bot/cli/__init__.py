"""The command line: `kith run`, `kith check`, `kith sandbox` and others.

Belongs here: joining the commands. May not enter: how any of it works. `ending` says what goes
wrong, in words and exit codes; the other modules hold the commands.
"""

import typer

from bot.cli import check, keeping, running, signposts
from bot.cli.ending import EXIT_CODES as EXIT_CODES
from bot.cli.ending import Exit as Exit

app = typer.Typer(
    name="kith",
    help="A quiet Telegram bot for peer support groups.",
    epilog=EXIT_CODES,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for commands in (running.app, check.app, keeping.app):
    app.add_typer(commands)
app.add_typer(signposts.app, name="signposts")


def main() -> None:
    """The console script."""
    app()
