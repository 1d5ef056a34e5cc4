"""`kith check`: a doctor for the host (O10).

Belongs here: its options, and how what was found is printed. May not enter: looking.
"""

import asyncio
import json
import time
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.ending import EXIT_CODES, ConfigFile, Exit
from bot.operate.check import Finding, State, examine
from bot.operate.logs import set_up

app = typer.Typer()

MARKS = {State.FINE: "   ", State.NOTE: " ! ", State.MEND: ">> "}


@app.command(epilog=EXIT_CODES)
def check(
    config: ConfigFile = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print a list for programs.")] = False,
) -> None:
    """Look at everything a host can mend, and say what to do; this changes nothing."""
    set_up("ERROR")
    found = asyncio.run(_found(config, say=not as_json))
    if as_json:
        print(json.dumps([asdict(each) for each in found], indent=2, ensure_ascii=False))
    if any(each.state is State.MEND for each in found):
        raise typer.Exit(Exit.TO_MEND)


async def _found(config: Path | None, *, say: bool) -> list[Finding]:
    """Everything, told as it is found: asking Telegram can take seconds."""
    found = []
    async for each in examine(config, int(time.time())):
        found.append(each)
        if say:
            print(f"{MARKS[each.state]}{each.about:<10} {each.says}", flush=True)
            if each.do:
                print(f"{'':14}{each.do}", flush=True)
    return found
