"""Every change of a setting is announced in the group, and stands in /log (G8)."""

import pytest

from domain.changes import STEWARDS, Change
from domain.people import shown_name
from handlers.changes.kinds import KINDS
from storage import changes, groups
from storage.changes import Made
from tests.e2e.scene import Person, Scene


async def quietens(dee: Person, label: str = "21:00 to 08:00") -> None:
    await dee.says("/checkins", ephemeral=True)
    await dee.taps("All check-ins")
    await dee.taps("Quiet hours")
    await dee.taps(label)


async def test_the_group_reads_what_a_steward_changed(
    scene: Scene, ana: Person, dee: Person
) -> None:
    await quietens(dee)
    await scene.passes(seconds=3)
    post = await ana.sees("Quiet hours, new:\n21:00 to 08:00")
    assert "A steward changed this." in post["text"]
    assert "Dee" not in post["text"]


async def test_the_log_says_who_while_they_are_a_steward(
    scene: Scene, ana: Person, ben: Person, dee: Person
) -> None:
    await quietens(dee)
    await quietens(dee, "22:00 to 07:00")
    await ana.says("/log", ephemeral=True)
    log = await ana.sees("What was changed here")
    assert log["text"].index("To: 22:00") < log["text"].index("new:\n21:00")
    assert f"Monday 23 November, by {shown_name('Dee')}, as a steward" in log["text"]
    await ben.sees_nothing_of("What was changed here")
    await scene.post(f"groups/{scene.circle}/demote", person=dee.id)
    await ana.says("/log", ephemeral=True)
    assert "by a steward" in (await ana.sees("What was changed here"))["text"]


async def test_what_is_so_already_is_not_said_again(scene: Scene, ana: Person, dee: Person) -> None:
    await quietens(dee)
    await quietens(dee)
    await scene.passes(seconds=3)
    posts = [each for each in await ana.looks() if "Quiet hours, new" in each["text"]]
    assert len(posts) == 1


@pytest.mark.parametrize(
    ("taps", "said"),
    [
        (["Leave the next one out"], "Nothing comes before Tuesday 24 November."),
        (["Pause", "Away until we say"], "It is away until we say."),
        (["Change", "Time", "08:00", "Save"], "To: The weather"),
        (["Remove", "Remove"], "A check-in, taken out:"),
    ],
)
async def test_every_change_of_a_check_in_is_said(
    scene: Scene, ana: Person, dee: Person, taps: list[str], said: str
) -> None:
    await dee.says("/checkins", ephemeral=True)
    for label in taps:
        await dee.taps(label)
    await scene.passes(seconds=3)
    await ana.sees(said)


async def test_older_changes_are_a_page_away(scene: Scene, ana: Person) -> None:
    async with scene.kith.database.transaction() as tx:
        for number in range(12):
            await changes.add(tx, 1, Made("line", "", f"line {number}", STEWARDS, None, number))
    await ana.says("/log", ephemeral=True)
    await ana.sees("line 7")
    await ana.sees_nothing_of("line 6")
    await ana.taps("Older")
    await ana.taps("Older")
    await ana.sees("line 0")
    await ana.taps("Newer")
    await ana.sees("line 6")


async def test_where_nothing_was_changed_the_log_says_so(ana: Person) -> None:
    await ana.says("/log", ephemeral=True)
    await ana.sees("Nothing was changed here yet.")


async def test_a_change_and_its_announcement_are_saved_together(
    scene: Scene, dee: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What cannot be announced does not take effect."""

    async def fails(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("storage.outbox.ask", fails)
    await quietens(dee)
    dee.hears("Nothing was saved")
    async with scene.kith.database.transaction() as tx:
        group = await groups.get(tx, 1)
        assert group is not None
        assert await KINDS["quiet"].now(tx, group, Change("quiet", None, "")) == ""
        assert await changes.newest(tx, 1, 5) == []
