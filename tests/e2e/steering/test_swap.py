"""Groups give each other an agreement, questions, a check-in, as nameless files (G16)."""

import pytest

from domain import swap
from sandbox import clients
from storage import agreement, checkins, groups
from tests.e2e.gatherings.planning import follows
from tests.e2e.scene import Person, Scene
from tests.e2e.steering.rounds import decides

LINES = "We speak for ourselves.\nSilence is fine."


async def hands(who: Person, content: bytes, *, size: int = -1) -> None:
    """They send Kith a file in private."""
    world = who.scene.sandbox.world
    clients.hand(world, world.people[who.id], "kith-swap.json", content, size=size)
    await who.scene.settled()


async def takes_in(who: Person, content: bytes, *, size: int = -1) -> None:
    """They open the door for a file, and send it."""
    await who.says("/swap", ephemeral=True)
    await follows(who, "Take a file in")
    await hands(who, content, size=size)


async def given(who: Person, label: str) -> bytes:
    """The file that they get in private."""
    await who.says("/swap", ephemeral=True)
    await who.taps(label)
    return str((await who.looks(who.id))[-1]["file"]).encode()


async def ours(scene: Scene, group_id: int = 1) -> str:
    async with scene.kith.database.transaction() as tx:
        return (await agreement.newest(tx, group_id)).words


@pytest.fixture
async def agreed(scene: Scene, ana: Person) -> Scene:
    """The group has an agreement, and Ana can be written to."""
    async with scene.kith.database.transaction() as tx:
        await agreement.add(tx, 1, LINES, 0)
    await ana.whispers("/start")
    return scene


async def test_an_agreement_goes_from_one_group_to_another_by_consent(
    agreed: Scene, ana: Person, ben: Person, chi: Person, dee: Person
) -> None:
    file = await given(ana, "Our agreement, as a file")
    ana.hears("in your private chat")
    for name in ("Ana", "Tuesday", str(ana.id), "2026"):
        assert name not in file.decode()
    agreed.circle = await agreed.group("Other circle", [ana, ben, chi, dee], [dee])
    await agreed.settled()
    await takes_in(ana, file)
    shown = await ana.sees("Silence is fine.", at=ana.id)
    assert "Nothing is before the group yet." in shown["text"]
    assert await ours(agreed, 2) == ""
    await ana.taps("Propose it", at=ana.id)
    await agreed.passes(seconds=3)
    await ben.sees("Silence is fine.")
    await decides(agreed, ben, chi)
    assert await ours(agreed, 2) == LINES


async def test_questions_come_in_beside_those_that_are_there(
    scene: Scene, ana: Person, ben: Person, chi: Person
) -> None:
    async with scene.kith.database.transaction() as tx:
        await checkins.keep_prompt(tx, await checkins.propose_prompt(tx, 1, "What helped?", 0), 0)
    await takes_in(ana, swap.of_lines(swap.QUESTIONS, ["What helped?", "What is near?"]))
    shown = await ana.sees("+ What is near?", at=ana.id)
    assert "What helped?" not in shown["text"]
    await ana.taps("Propose it", at=ana.id)
    await scene.passes(seconds=3)
    await decides(scene, ben, chi)
    async with scene.kith.database.transaction() as tx:
        assert len(await checkins.kept_prompts(tx, 1)) == 2


async def test_a_check_in_goes_out_and_comes_in(
    agreed: Scene, ana: Person, ben: Person, chi: Person
) -> None:
    file = await given(ana, "The weather, 09:00, as a file")
    await takes_in(ana, file)
    await ana.taps("Propose it", at=ana.id)
    await agreed.passes(seconds=3)
    await decides(agreed, ben, chi)
    async with agreed.kith.database.transaction() as tx:
        first, second = await checkins.schedules_of(tx, 1)
        assert first.rule.weekdays == second.rule.weekdays
        assert first.rule.minute == second.rule.minute


async def test_a_steward_puts_it_before_the_group_too(agreed: Scene, dee: Person) -> None:
    await takes_in(dee, swap.of_lines(swap.QUESTIONS, ["What is near?"]))
    await dee.sees("Nothing is before the group yet.", at=dee.id)
    async with agreed.kith.database.transaction() as tx:
        assert await checkins.kept_prompts(tx, 1) == []


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\x89PNG\r\n", "I cannot read that as a file of Kith's"),
        (b'{"kith": 1, "members": ["Ana"]}', "I cannot read that as a file of Kith's"),
        (b"{" * 9000, "I cannot read that as a file of Kith's"),
        (b" " * 20_000, "That file is larger than 16 KB"),
    ],
    ids=["a picture", "of another kind", "hostile", "huge"],
)
async def test_what_is_broken_huge_or_hostile_changes_nothing_and_the_door_stays_open(
    agreed: Scene, ana: Person, content: bytes, told: str
) -> None:
    await takes_in(ana, content)
    await ana.sees(told, at=ana.id)
    await hands(ana, swap.of_lines(swap.AGREEMENT, ["Only this."]))
    await ana.sees("Only this.", at=ana.id)
    assert await ours(agreed) == LINES


async def test_one_that_is_larger_than_telegram_says_is_refused_as_well(
    agreed: Scene, ana: Person
) -> None:
    await takes_in(ana, b" " * 20_000, size=10)
    await ana.sees("That file is larger than 16 KB", at=ana.id)


async def test_a_file_outside_an_open_door_is_not_fetched(agreed: Scene, ana: Person) -> None:
    await hands(ana, swap.of_lines(swap.AGREEMENT, ["Only this."]))
    calls = [each["method"] for each in agreed.sandbox.world.ledger.calls]
    assert "getFile" not in calls
    await ana.sees_nothing_of("Only this.", at=ana.id)


async def test_when_telegram_keeps_the_file_back_it_can_be_sent_again(
    agreed: Scene, ana: Person
) -> None:
    await agreed.post("faults", method="getFile", kind="502", times=1)
    await takes_in(ana, swap.of_lines(swap.AGREEMENT, ["Only this."]))
    await ana.sees("Telegram did not hand me the file in time", at=ana.id)
    await hands(ana, swap.of_lines(swap.AGREEMENT, ["Only this."]))
    await ana.sees("Only this.", at=ana.id)


async def test_a_check_in_of_another_group_is_not_given(agreed: Scene, ana: Person) -> None:
    async with agreed.kith.database.transaction() as tx:
        other = await groups.add(tx, -100777, "Europe/London", "en", agreed_at=0)
        assert other.id == 2
    await ana.says("/swap", ephemeral=True)
    assert len([each for each in await ana.looks() if "as a file" in str(each["buttons"])]) == 1
