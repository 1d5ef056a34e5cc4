"""A process of its own for each contender.

Belongs here: starting one, and what the system says of it. May not enter: anything of Kith, which a
peer's process is not to carry.
"""

import json
import resource
import subprocess
import sys
from pathlib import Path

Numbers = dict[str, float]
STATM = Path("/proc/self/statm")


def alone(module: str, order: list[object]) -> Numbers:
    """What `python -m benchmarks.module --one ORDER` came to. Raises CalledProcessError."""
    command = [sys.executable, "-m", f"benchmarks.{module}", "--one", json.dumps(order)]
    answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return dict(json.loads(answer.stdout))


def rss() -> float:
    """MB now; where the system does not say, the most that there was."""
    if STATM.exists():
        return int(STATM.read_text().split()[1]) * resource.getpagesize() / 2**20
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
