"""The table in docs/rights.md, made from the table of rights: `python -m tests.project.rights`.

Belongs here: putting it into its page. May not enter: who may do what (tests/e2e/rights/table.py).
"""

import re

from tests.e2e.rights import table
from tests.project.tree import ROOT

PAGE = ROOT / "docs" / "rights.md"
_BLOCK = re.compile(r"<!-- table: rights -->\n.*?<!-- end -->\n", re.DOTALL)


def redrawn(page: str) -> str:
    """The page with the table as it is now."""
    rows = ["| who may | buttons, links and fields |", "| --- | --- |"]
    for name, known in table.CLASSES.items():
        tables = (table.TAPS, table.OPEN_TAPS, table.LINKS, table.FIELDS)
        routes = sorted(set().union(*(each.get(name, set()) for each in tables)))
        rows.append(f"| {known.words} | {', '.join(f'`{each}`' for each in routes)} |")
    block = "\n".join(["<!-- table: rights -->", *rows, "<!-- end -->", ""])
    return _BLOCK.sub(lambda _: block, page)


if __name__ == "__main__":
    PAGE.write_text(redrawn(PAGE.read_text("utf-8")), "utf-8")
