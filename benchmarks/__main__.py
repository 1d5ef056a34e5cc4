"""All measurements, one after the other: `python -m benchmarks [NAME...] [--long]`.

Belongs here: which there are, and the one table at the end. May not enter: measuring; each question
is a module that is run by itself, so that none finds the memory or the caches of another.
"""

import argparse
import importlib
import subprocess
import sys
import time

from benchmarks.lines import Line, show

SHORT = (
    "draw",
    "round",
    "insider",
    "calls",
    "taps",
    "broadcast",
    "schedules",
    "growth",
    "memory",
)
"""The questions, in the order in which they are asked."""
LONG = frozenset({"broadcast", "schedules", "growth", "memory"})
"""Those that know `--long`."""
SHORTER = {"insider": ("--groups", "1000")}
"""What keeps the others within minutes."""


def about(name: str) -> str:
    """The first line of what a module says of itself."""
    return str(importlib.import_module(f"benchmarks.{name}").__doc__).splitlines()[0]


def ask(name: str, *, long: bool) -> list[Line]:
    """Run one module, show what it says, and keep its results. Raises CalledProcessError."""
    command = [sys.executable, "-u", "-m", f"benchmarks.{name}"]
    command += (["--long"] if name in LONG else []) if long else SHORTER.get(name, ())
    print(f"\n{' '.join(['python', *command[2:]])}: {about(name)}", flush=True)
    found = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for text in process.stdout:
            line = Line.read(text)
            if line is None:
                print("   ", text.rstrip(), flush=True)
            else:
                found.append(line)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return found


def main() -> int:
    """1 if a question could not be answered; a goal that is missed is an answer."""
    told = "\n".join(f"  {name:<10} {about(name)}" for name in SHORT)
    options = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description=f"Measure, each thing beside a peer or a limit of the same run.\n\n{told}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    options.add_argument("names", nargs="*", metavar="NAME", help="only these")
    options.add_argument("--long", action="store_true", help="the large doses; takes hours")
    asked = options.parse_args()
    if unknown := set(asked.names) - set(SHORT):
        options.error(f"there is no {', '.join(sorted(unknown))}")
    lines, failed, began = [], [], time.monotonic()
    for name in asked.names or SHORT:
        try:
            lines += ask(name, long=asked.long)
        except subprocess.CalledProcessError as failure:
            failed.append(name)
            print(f"    {name} ended with {failure.returncode}", flush=True)
    print(f"\nAfter {time.monotonic() - began:.0f} s:\n")
    show(lines)
    if failed:
        print(f"Not measured: {', '.join(failed)}", file=sys.stderr)
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
