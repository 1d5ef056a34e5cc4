"""`kith signposts`: look at the signposts, and check them (S7).

Belongs here: options. May not enter: questions and answers (`verify`).
"""

from typing import Annotated

import typer

from bot import verify
from bot.cli.ending import EXIT_CODES, ConfigFile, told

app = typer.Typer(help="Look at the signposts, and check them.", no_args_is_help=True)

Country = Annotated[str, typer.Argument(help="Two capital letters, such as GB.")]


@app.command("check", epilog=EXIT_CODES)
def check(config: ConfigFile = None) -> None:
    """Say which numbers were called wrong, what grows old, and every mistake in your file."""
    told(lambda: verify.check(config))


@app.command("show", epilog=EXIT_CODES)
def show(country: Country, config: ConfigFile = None) -> None:
    """Print what people see of a country, and all its lines."""
    told(lambda: verify.show(country, config))


@app.command("verify", epilog=EXIT_CODES)
def verify_lines(
    country: Country,
    by: Annotated[str, typer.Option(help="Your name: it is kept beside what you checked.")],
    config: ConfigFile = None,
) -> None:
    """Page through the lines of a country, call each, and remember which were right."""
    told(lambda: verify.verify(country, by, config))
