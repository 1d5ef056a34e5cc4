"""The line of a request in one's own language: it tells nobody what has happened (M7, P31)."""

from typing import Any

from handlers import wording
from tests.e2e.pairs.circle import Circle
from tests.e2e.scene import Person
from tests.e2e.test_language import german


async def test_the_line_of_company_reads_the_same_whatever_happened(
    circle: Circle, ana: Person, ben: Person
) -> None:
    eva = await german(circle.scene, "Eva")
    await circle.asks(ana)
    line = await eva.sees("Someone here would like")
    assert [[each["label"] for each in row] for row in line["buttons"]] == [
        ["I could", wording.text("en", "button.my_language")]
    ]
    before = await read(circle, eva, line)
    assert "Jemand hier" in before["text"]
    assert before["buttons"][0][0]["label"] == wording.text("de", "pairs.button.could")
    await circle.could(ben)
    await ana.taps("Stop asking")
    await circle.scene.passes(seconds=2)
    assert (await read(circle, eva, line))["text"] == before["text"]


async def read(circle: Circle, reader: Person, line: dict[str, Any]) -> dict[str, Any]:
    await reader.presses(circle.scene.circle, line, label=wording.text("en", "button.my_language"))
    return (await reader.looks())[-1]
