"""The scan of I7 finds what it is for, and what it is for does happen without the rule."""

import pytest

from handlers import routes
from handlers.pairs import answers
from handlers.route import Route
from storage.pairs import meetings
from tests.e2e.pairs.circle import Circle, named
from tests.e2e.pairs.showing import shown_too_much
from tests.e2e.scene import Person


def found(circle: Circle) -> list[str]:
    """What the scan says of everything so far."""
    sandbox = circle.scene.sandbox
    return shown_too_much(sandbox.world, sandbox.ledger.calls)


async def test_a_whole_meeting_shows_nothing_too_early(
    circle: Circle, ana: Person, ben: Person
) -> None:
    await circle.meet(ana, ben)
    await circle.talk(ana, ben)
    await ana.whispers("Hello.")
    assert found(circle) == []
    texts = [str(each["params"].get("text")) for each in circle.scene.sandbox.ledger.calls]
    assert any(named(ben) in text for text in texts)


@pytest.mark.parametrize("chat", ["Ben", "Chi", "group"])
async def test_a_name_in_the_wrong_place_is_found(circle: Circle, ana: Person, chat: str) -> None:
    await circle.asks(ana)
    chat_id = circle.scene.circle if chat == "group" else circle.people[chat].id
    params = {"chat_id": chat_id, "text": f"{named(ana)} would like company."}
    calls = [*circle.scene.sandbox.ledger.calls, call(params)]
    assert len(shown_too_much(circle.scene.sandbox.world, calls)) == 1


def call(params: dict[str, object]) -> dict[str, object]:
    """A payload as the ledger has it."""
    return {"method": "sendMessage", "params": params, "answer": None}


async def test_an_introduction_before_the_second_yes_is_found(
    circle: Circle, ana: Person, ben: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rule turned off: showing an offer begins the pair by itself."""
    circle.forgives = True
    await circle.asks(ana)
    await circle.could(ben)
    route = Route(answers.show_yes, answers.yes)
    monkeypatch.setitem(routes.TAPS, "pairs.see_offer", route)
    await circle.opens(ana)
    await circle.scene.passes(seconds=2)
    await circle.opens(ben)
    assert any("Ana is shown to" in each for each in found(circle))


async def test_names_go_when_the_pair_ends(circle: Circle, ana: Person, ben: Person) -> None:
    await circle.meet(ana, ben)
    await ana.taps("End this", at=ana.id)
    async with circle.scene.kith.database.transaction() as tx:
        seats = await meetings.seats(tx, 1)
    assert [seat.name for seat in seats] == [None, None]
