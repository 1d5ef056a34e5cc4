"""Where nobody acts, or nothing can be read, Kith still speaks a language that its reader knows."""

from pathlib import Path

import pytest

from domain.groups import GRACE
from domain.retention import DAY, ERASED
from handlers import wording
from storage import outbox, people, preferences
from storage.engine import Transaction
from tests.e2e.scene import Person, Scene, opened
from tests.e2e.test_language import german, speaks
from tests.e2e.test_me import section

RECEIPT = {
    each: wording.text(each, "erase.receipt", days=ERASED // DAY) for each in wording.languages()
}


async def erases(person: Person, language: str, when: str) -> None:
    """Through /me, in that language; `when`: the id of the last button."""
    await person.whispers("/me")
    for key in ("me.button.data", "button.erase", when):
        await section(person, wording.text(language, key))


async def test_the_receipt_is_in_the_language_in_which_it_was_asked_for(scene: Scene) -> None:
    eva = await german(scene, "Eva")
    await eva.whispers("/start")
    await erases(eva, "de", "button.erase_now")
    await scene.passes(minutes=1)
    await eva.sees(RECEIPT["de"], at=eva.id)


async def test_what_is_noted_of_it_is_sealed_and_goes_with_the_receipt(scene: Scene) -> None:
    async with scene.kith.database.transaction() as tx:
        sealed = outbox.seal(tx, 777, "de")
        assert b"777" not in sealed
        assert b"de" not in sealed.lower()


async def test_without_the_note_it_would_be_english(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The switch: an address that holds no language."""
    sealed = outbox.seal

    def without(tx: Transaction, telegram_id: int, _: str | None = None) -> bytes:
        return sealed(tx, telegram_id)

    monkeypatch.setattr(outbox, "seal", without)
    eva = await german(scene, "Eva")
    await eva.whispers("/start")
    await erases(eva, "de", "button.erase_now")
    await scene.passes(minutes=1)
    await eva.sees(RECEIPT["en"], at=eva.id)


@pytest.mark.parametrize(
    ("group", "chosen", "heard"), [("uk", None, "uk"), ("uk", "fr", "fr"), ("en", None, "en")]
)
async def test_after_a_day_to_think_it_is_what_they_chose_else_their_groups(
    scene: Scene, ana: Person, group: str, chosen: str | None, heard: str
) -> None:
    await speaks(scene, group)
    await scene.kith.memory.renew()
    await scene.passes(minutes=6)
    await ana.taps(wording.text(group, "weather.windy"))
    await ana.whispers("/start")
    if chosen:
        await chooses(scene, ana, chosen)
    await erases(ana, chosen or "en", "button.erase_think")
    await scene.passes(hours=25)
    await ana.sees(RECEIPT[heard], at=ana.id)


async def chooses(scene: Scene, who: Person, language: str) -> None:
    async with scene.kith.database.transaction() as tx:
        person = await people.remember(tx, who.id)
        now = int(scene.sandbox.clock.now())
        await preferences.choose(tx, person.id, agreed_at=now, language=language)


async def test_where_ones_groups_speak_differently_nobody_knows_and_it_is_english(
    scene: Scene, ana: Person
) -> None:
    await speaks(scene, "es")
    other = await scene.group("Sunday walk", [ana], [ana])
    for chat in (scene.circle, other):
        await ana.says("/agreement", to=chat, ephemeral=True)
    await ana.whispers("/start")
    await erases(ana, "en", "button.erase_think")
    await scene.passes(hours=25)
    await ana.sees(RECEIPT["en"], at=ana.id)


async def test_the_neutral_line_is_in_the_groups_language(
    scene: Scene, ana: Person, ben: Person
) -> None:
    await speaks(scene, "pt")
    await scene.passes(minutes=6)
    await ana.says("/checkins")
    await ben.sees(wording.text("pt", "group.answers_in_private"))
    await ben.sees_nothing_of(wording.text("en", "group.answers_in_private"))


async def test_a_group_that_kith_leaves_is_told_in_the_language_of_who_added_it(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, open_to_all=False) as scene:
        made = await scene.post("people", name="Eva", language="de")
        eva = Person(scene, made["id"], "Eva")
        scene.circle = await scene.group("Fremde", [eva], [eva], agreed=False)
        await scene.settled()
        await scene.passes(seconds=GRACE)
        await eva.sees(wording.text("de", "group.stranger"))


async def test_the_letter_of_ones_own_check_in_is_in_the_language_of_ones_groups(
    scene: Scene, ana: Person
) -> None:
    await ana.says("/agreement", ephemeral=True)
    await ana.whispers("/start")
    await ana.whispers("/me")
    await section(ana, "Time zone", "Yes, keep it", "Europe", "Kyiv", "Back")
    await section(ana, "My own check-in", "Put one together", "Kind", "The weather", "Save")
    await speaks(scene, "fr")
    await scene.passes(hours=31, minutes=6)
    await ana.sees(wording.text("fr", "own.ask_weather"), at=ana.id)
