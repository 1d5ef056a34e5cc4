"""`kith invite`: a link for one group, from a terminal."""

import re
from pathlib import Path

from sandbox.clock import Clock
from sandbox.server import serve
from sandbox.stage import Sandbox
from tests import payloads
from tests.project.process import finished
from tests.project.test_run import GOOD

LINK = re.compile(r"https://t\.me/kith_bot\?startgroup=[\w-]{22}\n")


async def test_it_prints_a_link_that_nobody_else_gets_and_keeps_only_its_hash(
    tmp_path: Path,
) -> None:
    telegram = Sandbox(Clock(0))
    async with serve(telegram) as address:
        (tmp_path / "kith.toml").write_text(GOOD.format(token=telegram.token, api=address))
        told = [await finished(tmp_path, "invite", "--config", "kith.toml") for _ in range(2)]
    payloads.check(telegram.ledger.calls)
    assert [code for code, _ in told] == [0, 0]
    links = {link for _, link in told}
    assert len(links) == 2
    assert all(LINK.fullmatch(link) for link in links), links
    stored = b"".join(each.read_bytes() for each in tmp_path.glob("kith.db*"))
    assert not any(link.strip()[-22:].encode() in stored for link in links)


async def test_it_tells_all_mistakes_of_the_settings(tmp_path: Path) -> None:
    code, told = await finished(tmp_path, "invite", "--config", "nowhere.toml")
    assert code == 3
    assert "nowhere.toml" in told
