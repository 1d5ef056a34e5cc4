"""Kith speaks to a group in the group's language, and to each person in their own (A12, M6)."""

import pytest

from handlers import wording
from storage import groups
from tests.e2e.scene import Person, Scene
from tests.e2e.steering.rounds import decides


async def german(scene: Scene, name: str) -> Person:
    """Somebody whose Telegram is in German, in the circle."""
    added = await scene.post("people", name=name, language="de")
    person = Person(scene, added["id"], name)
    scene.people[name] = person
    await scene.post(f"groups/{scene.circle}/join", person=person.id)
    await scene.settled()
    return person


async def speaks(scene: Scene, language: str) -> None:
    async with scene.kith.database.transaction() as tx:
        await groups.set_language(tx, 1, language)


async def test_the_group_decides_in_which_language_kith_speaks_there(
    scene: Scene, ana: Person, ben: Person, chi: Person
) -> None:
    await ana.says("/propose", ephemeral=True)
    await ana.taps("Language here")
    await ana.sees("Here I speak English.")
    await ana.taps("Español")
    await ana.taps("Propose it")
    await scene.passes(seconds=3)
    await decides(scene, ben, chi)
    await ana.says("/hold", ephemeral=True)
    await ana.taps("24 horas")
    await scene.passes(seconds=3)
    await ben.sees("Los mensajes programados callan hasta")
    await ben.says("/signposts", ephemeral=True)
    await ben.sees("Si ahora hay una vida en peligro")  # which is answered from memory


async def test_in_private_it_is_ones_own(scene: Scene) -> None:
    eva = await german(scene, "Eva")
    await eva.whispers("/start")
    await eva.sees("Ich bin Kith", at=eva.id)
    await eva.whispers("/help")
    assert "Wann die nächsten Blitzlichter sind" in (await eva.looks(eva.id))[-1]["text"]
    await eva.says("/help", ephemeral=True)
    assert "I am Kith" in (await eva.looks())[-1]["text"], "the group speaks English"


@pytest.mark.fair("the place is the private chat there, whose language is another", "old-phones")
async def test_a_no_of_the_rules_is_said_in_the_language_of_the_place(
    scene: Scene, ana: Person
) -> None:
    await speaks(scene, "de")
    await ana.says("/hold", ephemeral=True)
    await ana.taps("24 Stunden")
    await scene.passes(minutes=1)
    await ana.says("/hold", ephemeral=True)
    await ana.taps("24 Stunden")
    ana.hears("14 Tagen")


async def test_privacy_is_read_in_three_pages_in_ones_own_language(scene: Scene) -> None:
    eva = await german(scene, "Eva")
    await eva.whispers("/privacy")
    await eva.taps("Was gespeichert ist, wie lange", at=eva.id)
    await eva.taps("Was sonst behalten wird", at=eva.id)
    await eva.sees("Sicherung", at=eva.id)


async def test_the_menu_of_commands_is_in_the_language_of_ones_telegram(
    scene: Scene, ana: Person
) -> None:
    eva = await german(scene, "Eva")
    menus = [
        (await scene.get(f"/view?person={each.id}&chat={scene.circle}"))["commands"]
        for each in (ana, eva)
    ]
    english, theirs = [{each["command"]: each["description"] for each in menu} for menu in menus]
    assert english["hold"] == wording.text("en", "command.hold")
    assert theirs["hold"] == wording.text("de", "command.hold")


async def test_whoever_brings_kith_along_is_greeted_in_their_language(scene: Scene) -> None:
    eva = await german(scene, "Eva")
    scene.circle = await scene.group("Runde", [eva], [eva], agreed=False)
    await scene.passes(seconds=3)
    async with scene.kith.database.transaction() as tx:
        group = await groups.by_chat(tx, scene.circle)
        assert group is not None
        assert group.language == "de"
    await eva.sees("Ich bin Kith")
