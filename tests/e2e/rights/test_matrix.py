"""Every command, button, link and field, for every role, in every kind of chat (I9, G9, A3)."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.intake import prepare
from handlers import routes
from handlers.rights import Rights
from sandbox.faults import Fault
from tests.e2e.rights import table
from tests.e2e.rights.cast import ROLES, Cast, gathered
from tests.e2e.rights.cells import SET, Said, all_of
from tests.e2e.rights.play import Cell, Kept, Player

Told = tuple[Cell, Said]


async def wrong(cast: Cast, told: Sequence[Told]) -> list[str]:
    """The cells of which the table says something else."""
    player, kept = Player(cast), Kept(cast)
    refused = [each for each in told if each[1].passes is False]
    outcomes = await player.play([cell for cell, _ in refused])
    found = [f"{kept.changed()} changed, by those who were refused"] if kept.changed() else []
    for (cell, said), outcome in zip(refused, outcomes, strict=True):
        found += _wrong_about(cell, said, outcome, set())
    others = [each for each in told if each[1].passes is not False]
    tried = await player.try_out([cell for cell, _ in others])
    for (cell, said), (outcome, written) in zip(others, tried, strict=True):
        found += _wrong_about(cell, said, outcome, written)
    return found


def _wrong_about(cell: Cell, said: Said, outcome: str, written: set[str]) -> list[str]:
    where = f"{cell.kind} {cell.name}, {cell.role} in {cell.place}{' of ' * bool(cell.of)}{cell.of}"
    if said.wrong(outcome):
        return [f"{where}: {outcome or 'let through'}"]
    if written & SET and not said.may_set:
        return [f"{where}: {sorted(written & SET)} changed"]
    if said.must and "changes" not in written:
        return [f"{where}: nothing was set ({outcome})"]
    return []


@pytest.mark.parametrize("role", ROLES)
async def test_everything_is_as_the_table_says(tmp_path: Path, role: str) -> None:
    async with gathered(tmp_path) as cast:
        assert await wrong(cast, list(all_of(cast, role))) == []


UNKNOWN = {"stewards", "ruled", "admins", "set_up", "setting", "post_ruled"}
"""Classes for which Telegram has to say who the stewards are."""


@pytest.mark.parametrize("kind", ["502", "429", "hang"])
async def test_where_telegram_does_not_say_who_the_stewards_are_nobody_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(prepare, "PATIENCE", 0.05)
    async with gathered(tmp_path) as cast:
        cast.sandbox.faults.plan(Fault(method="getChatAdministrators", kind=kind, rate=1))
        told = [each for each in all_of(cast, "steward") if asks(each[0])]
        kept = Kept(cast)
        outcomes = await Player(cast).play([cell for cell, _ in told])
        heard = {cell.name: outcome for (cell, _), outcome in zip(told, outcomes, strict=True)}
        assert {name for name in heard if heard[name] != "rights_unknown"} == set()
        assert kept.changed() == set()
        assert len(told) > 80


def asks(cell: Cell) -> bool:
    """Whether only a steward gets through with it there, or it is done at once for one."""
    if cell.kind == "command":
        return cell.place in {"group", "topic"} and cell.name in table.COMMANDS["stewards"]
    if cell.kind != "tap" or cell.place not in {"group", "topic"} or cell.of:
        return False
    return table.class_of(table.TAPS, cell.name) in UNKNOWN


# The rules turned off


async def test_without_the_test_for_stewards_members_would_set_things(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Rights, "is_steward", lambda *_: True)
    monkeypatch.setattr(Rights, "require_steward", lambda *_: None)
    async with gathered(tmp_path) as cast:
        found = "\n".join(await wrong(cast, list(all_of(cast, "demoted"))))
    assert "command settings, demoted in group: let through" in found
    assert "tap pairs.switch, demoted in private: let through" in found
    assert "tap quiet.hours, demoted in group: ['changes', 'quiet_times'] changed" in found


async def test_without_the_test_for_buttons_those_of_others_would_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def anybody(*_: object) -> None:
        """No test at all."""

    monkeypatch.setattr("handlers.routing.authorise", anybody)
    async with gathered(tmp_path) as cast:
        told = [each for each in all_of(cast, "chosen") if each[0].name == "settings.room"]
        found = "\n".join(await wrong(cast, told))
    assert "tap settings.room, chosen in other: let through" in found


async def test_if_ids_of_nobody_could_tap_they_would_be_somebody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.routing.IMPERSONAL", frozenset[int]())
    async with gathered(tmp_path) as cast:
        found = "\n".join(await wrong(cast, list(all_of(cast, "anonymous"))))
    assert "tap checkins.answer, anonymous in group: let through" in found


async def test_if_who_left_counted_as_there_they_would_read_on_in_private(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def always(*_: object) -> int:
        """Nobody is asked for."""
        return 0

    monkeypatch.setattr("handlers.proposals.gate.insider", always)
    async with gathered(tmp_path) as cast:
        found = "\n".join(await wrong(cast, list(all_of(cast, "former"))))
    assert "tap log.page, former in private: let through" in found


def test_every_route_stands_in_one_class() -> None:
    for told, known in (
        (table.TAPS, routes.TAPS),
        (table.OPEN_TAPS, routes.OPEN_TAPS),
        (table.LINKS, routes.LINKS),
        (table.FIELDS, routes.FIELDS),
    ):
        assert set().union(*told.values()) == set(known)
        for name in known:
            assert table.class_of(told, name)
    with pytest.raises(LookupError, match="give it one in table"):
        table.class_of(table.TAPS, "a.new_one")
