"""Kith talks to Telegram and to the host's own watcher, and to nobody else.

Belongs here: which modules can open a connection at all. A new one is a promise to look at again.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
REACHING = {
    "aiohttp", "asyncpg", "ftplib", "http", "httpx", "requests", "smtplib", "socket",
    "socketserver", "urllib.request", "urllib3", "uvicorn", "websockets", "xmlrpc",
}  # fmt: skip
"""Modules with which a program reaches others, or is reached."""
KNOWN = {
    "bot/connections.py": "Telegram, at the address of the settings",
    "bot/delivery/faults.py": "the kinds of failures alone",
    "bot/listening.py": "listens: for Telegram's calls and for questions about its health",
    "bot/operate/health.py": "the host's own watcher, where one is set",
    "bot/operate/supervised.py": "systemd's socket on this machine",
}


def reached(source: str) -> Iterator[str]:
    """The reaching modules that a source imports."""
    for node in ast.walk(ast.parse(source)):
        names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = [str(node.module), *(f"{node.module}.{each.name}" for each in node.names)]
        yield from (each for each in names if {each, each.partition(".")[0]} & REACHING)


def test_only_these_modules_reach_the_network() -> None:
    found = {
        str(path.relative_to(ROOT))
        for package in ("bot", "handlers", "storage", "domain")
        for path in (ROOT / package).rglob("*.py")
        if any(reached(path.read_text("utf-8")))
    }
    assert found == set(KNOWN)


def test_a_new_one_is_found() -> None:
    assert list(reached("import httpx")) == ["httpx"]
    assert list(reached("from urllib import request")) == ["urllib.request"]
    assert list(reached("from urllib.parse import urlsplit")) == []
