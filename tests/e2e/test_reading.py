"""A line of Kith's in the group, read in one's own language by whoever taps below it (M7)."""

import pytest
from sqlalchemy import func, select

from handlers import wording
from handlers.posts import KINDS
from storage import people, preferences
from storage.schema import metadata
from tests.e2e.scene import Person, Scene
from tests.e2e.test_language import german, speaks

BUTTON = wording.text("en", "button.my_language")
OWN_WORDS = "bleibt in ihren Worten"


@pytest.fixture
async def eva(scene: Scene) -> Person:
    """A member whose Telegram is in German."""
    return await german(scene, "Eva")


async def at_the_check_in(scene: Scene) -> None:
    await scene.passes(minutes=6)


def labels(message: dict[str, list[list[dict[str, str]]]]) -> list[list[str]]:
    return [[each["label"] for each in row] for row in message["buttons"]]


async def test_who_taps_reads_the_check_in_in_their_language_and_nobody_else_does(
    scene: Scene, ana: Person, eva: Person
) -> None:
    await at_the_check_in(scene)
    await eva.taps(BUTTON)
    seen = await eva.sees("Wie ist das Wetter bei dir heute?")
    assert seen["only_you"]
    assert OWN_WORDS in seen["text"]
    assert labels(seen)[0] == ["Klar", "Wechselhaft", "Windig"]
    await ana.sees_nothing_of("Wetter")
    await eva.sees("How is the weather with you today?")  # the post itself stays


async def test_a_tap_on_what_they_read_counts_as_one_on_the_post(scene: Scene, eva: Person) -> None:
    await at_the_check_in(scene)
    await eva.taps(BUTTON)
    await eva.taps("Neblig")
    eva.hears("Foggy")  # in the group Kith speaks the group's language
    await eva.taps("Wegweiser")
    await eva.sees("If a life is in danger")


async def test_reading_keeps_nothing_of_who_reads(scene: Scene, ana: Person) -> None:
    await speaks(scene, "de")
    await at_the_check_in(scene)
    before = await rows(scene)
    await ana.taps(wording.text("de", "button.my_language"))
    await ana.sees("Seen by you alone.")
    after = await rows(scene)
    assert {name for name in after if after[name] != before[name]} == {"buttons", "updates"}
    async with scene.kith.database.transaction() as tx:
        assert await people.find(tx, ana.id) is None


async def rows(scene: Scene) -> dict[str, int]:
    async with scene.kith.database.transaction() as tx:
        return {
            name: (await tx.execute(select(func.count()).select_from(table))).scalar_one()
            for name, table in metadata.tables.items()
        }


async def test_what_somebody_chose_on_me_comes_before_what_telegram_says(
    scene: Scene, ana: Person
) -> None:
    async with scene.kith.database.transaction() as tx:
        person = await people.remember(tx, ana.id)
        await people.seen(tx, 1, person.id, int(scene.sandbox.clock.now()))
        await preferences.choose(tx, person.id, language="uk")
    await at_the_check_in(scene)
    await ana.taps(BUTTON)
    await ana.sees("Це бачиш лише ти.")


async def test_who_has_no_other_language_hears_so_and_may_tap_one(
    scene: Scene, ana: Person
) -> None:
    await at_the_check_in(scene)
    await ana.taps(BUTTON)
    asked = await ana.sees("I know of no other language of yours.")
    assert "/me" in asked["text"]
    assert labels(asked) == [["Deutsch", "Español"], ["Français", "Português"], ["Українська"]]
    await ana.taps("Français")
    await ana.sees("reste dans leurs mots")
    await ana.sees_nothing_of("I know of no other language of yours.")  # one screen, edited


async def test_the_groups_own_words_stay_as_they_are(
    scene: Scene, ana: Person, eva: Person
) -> None:
    await ana.says("/agreement", ephemeral=True)
    await ana.taps("Begin with the short one")
    await ana.taps("Propose it")
    await scene.passes(seconds=3)
    line = wording.text("en", "agreement.short").splitlines()[0]
    await eva.taps(BUTTON)
    seen = await eva.sees(OWN_WORDS)
    assert line in seen["text"]
    await eva.taps("Damit kann ich leben")
    eva.hears(wording.text("en", "round.answer_live"))


async def test_where_telegram_is_old_it_comes_in_private_without_buttons(
    scene: Scene, eva: Person
) -> None:
    await eva.whispers("/start")
    await at_the_check_in(scene)
    await scene.post("faults", method="sendMessage", kind="400", rate=1, chat=scene.circle)
    await eva.taps(BUTTON)
    seen = await eva.sees("Wie ist das Wetter bei dir heute?", at=eva.id)
    assert seen["buttons"] == []


async def test_what_is_over_has_no_button_and_is_not_shown(scene: Scene, eva: Person) -> None:
    await at_the_check_in(scene)
    post = await eva.sees("How is the weather with you today?")
    await scene.days_pass(2)
    closed = await eva.sees("closed")
    assert closed["buttons"] == []
    data = [each["data"] for row in post["buttons"] for each in row if each["label"] == BUTTON]
    await eva.presses(scene.circle, closed, data=data[0])
    await eva.sees("nicht mehr in einer anderen Sprache")


async def test_a_hold_does_not_hide_what_stands_there(
    scene: Scene, ana: Person, eva: Person
) -> None:
    await at_the_check_in(scene)
    await ana.says("/hold", ephemeral=True)
    await ana.taps("24 hours")
    await scene.passes(seconds=3)
    await eva.taps(BUTTON)  # on the line about the hold
    await eva.sees("Geplante Beiträge ruhen bis")


# The group's choice


async def test_a_steward_turns_it_off_and_the_group_reads_it(
    scene: Scene, ana: Person, dee: Person
) -> None:
    await dee.says("/settings", ephemeral=True)
    for label in ("Deciding together", "Language", "No A/Я below posts"):
        await dee.taps(label)
    await scene.passes(seconds=3)
    told = await ana.sees("without the A/Я button")
    assert told["buttons"] == []
    await at_the_check_in(scene)
    post = await ana.sees("How is the weather")
    assert not [row for row in labels(post) if BUTTON in row]
    await dee.taps("Show A/Я below posts")
    await scene.passes(seconds=3)
    told = await ana.sees("Below what I post stands a button.")
    assert labels(told) == [[BUTTON]]


async def test_a_member_proposes_it(scene: Scene, ana: Person) -> None:
    await ana.says("/propose", ephemeral=True)
    await ana.taps("Language here")
    await ana.taps("No A/Я below posts")
    await ana.sees("The group would read")
    await ana.taps("Propose it")
    await scene.passes(seconds=3)
    await ana.sees("without the A/Я button")


def test_a_card_of_ones_own_and_the_last_word_have_no_button() -> None:
    assert {name for name, kind in KINDS.items() if not kind.has_words} == {"card", "last_word"}
