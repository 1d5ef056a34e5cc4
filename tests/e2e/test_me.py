"""/me: one's own settings, toolbox and card, on one screen in the private chat (M1, D11, C19)."""

import json

import pytest

from domain.retention import RETENTION
from storage import people, preferences
from storage.schema import toolbox as toolbox_table
from tests.e2e.scene import Person, Scene

WORDS = "Sit with me, leave the phone."


@pytest.fixture
async def me(scene: Scene, ana: Person) -> Person:
    """Ana, who tapped in the circle once, and looks at /me."""
    await scene.passes(minutes=6)
    await ana.taps("Windy")
    await ana.whispers("/me")
    return ana


async def section(person: Person, *labels: str) -> None:
    """Tap through the screens of the private chat."""
    for label in labels:
        await person.taps(label, at=person.id)


async def test_one_screen_says_everything(me: Person) -> None:
    screen = await me.sees("Yours, and seen by you alone", at=me.id)
    assert "Tuesday circle" in screen["text"]
    assert "next check-in Tuesday 24 November, 09:00 (Europe/London)" in screen["text"]
    labels = {button["label"] for row in screen["buttons"] for button in row}
    assert labels >= {"Away", "Quiet hours", "Time zone", "Country", "Toolbox", "My data"}


async def test_the_screen_is_edited_in_place(me: Person) -> None:
    before = len(await me.looks(me.id))
    await section(me, "Away", "Yes, keep it", "Until I say", "Back", "Quiet hours", "Back")
    assert len(await me.looks(me.id)) == before
    await me.sees("Away until you say.", at=me.id)


async def test_nothing_is_kept_before_a_yes(scene: Scene, me: Person) -> None:
    await section(me, "Toolbox")
    await me.sees("Shall I keep it?", at=me.id)
    await section(me, "Back", "Away", "Back")
    async with scene.kith.database.transaction() as tx:
        person = await people.find(tx, me.id)
        assert person
        assert (await preferences.get(tx, person.id)).agreed_at is None


async def test_what_is_chosen_is_shown_and_can_be_forgotten(me: Person) -> None:
    await section(me, "Time zone", "Yes, keep it", "Australia, Pacific", "Apia", "Back")
    await section(me, "Country", "A", "Austria", "Back", "Quiet hours", "22:00 to 08:00", "Back")
    await section(me, "Away", "7 d", "Back")
    shown = await me.sees("Yours, and seen by you alone", at=me.id)
    for line in ("Pacific/Apia", "Austria", "Quiet from 22:00 to 08:00", "Away until Monday 30"):
        assert line in shown["text"]
    await section(me, "My data", "Forget my settings", "Back")
    for line in ("Pacific/Apia", "Austria", "Quiet from", "Away until"):
        await me.sees_nothing_of(line, at=me.id)


async def test_in_a_group_there_is_only_a_door(scene: Scene, ana: Person, ben: Person) -> None:
    await ana.says("/me", ephemeral=True)
    door = await ana.sees("This is for your private chat")
    await ben.sees_nothing_of("private chat")
    [[button]] = door["buttons"]
    token = button["url"].partition("start=")[2]
    await ben.whispers(f"/start {token}")
    await ben.sees("This button does not work any more", at=ben.id)
    await ana.whispers(f"/start {token}")
    await ana.sees("Yours, and seen by you alone", at=ana.id)


async def test_own_words_are_kept_sealed_and_taken_out_again(scene: Scene, me: Person) -> None:
    await section(me, "Toolbox", "Yes, keep it", "When it is hard", "Write")
    await me.sees("The next message you write here is kept", at=me.id)
    await me.whispers(WORDS)
    await section(me, "When it is hard")
    await me.sees(WORDS, at=me.id)
    async with scene.kith.database.transaction() as tx:
        [row] = (await tx.execute(toolbox_table.select())).mappings()
    assert WORDS.encode() not in row["words"]
    await section(me, "Write anew")
    await me.whispers("Another word.\nOn two lines.")
    await section(me, "When it is hard")
    await me.sees("Another word.\nOn two lines.", at=me.id)
    await section(me, "Take it out")
    async with scene.kith.database.transaction() as tx:
        assert list(await tx.execute(toolbox_table.select())) == []


async def test_words_that_are_too_long_leave_the_place_open(me: Person) -> None:
    await section(me, "Toolbox", "Yes, keep it", "First signs", "Write")
    await me.whispers("x" * 1001)
    await me.sees("This takes 1 to 1000 characters", at=me.id)
    await me.whispers("x" * 1000)
    await me.sees("Kept.", at=me.id)
    await me.whispers("and this is read by nobody")
    await me.sees("Nobody has read this", at=me.id)


async def test_people_of_mine_are_up_to_five_and_none_is_fine(me: Person) -> None:
    await section(me, "Toolbox", "Yes, keep it", "People of mine")
    for name in ("Jo", "Sam", "Kim", "Alex", "Mo"):
        await section(me, "Write")
        await me.whispers(name)
        await section(me, "People of mine")
    screen = await me.sees("5. Mo", at=me.id)
    assert "Write" not in {button["label"] for row in screen["buttons"] for button in row}
    await section(me, "Take out 2")
    await me.sees_nothing_of("2. Sam", at=me.id)
    await section(me, "Write")
    await me.whispers("Robin")
    await section(me, "People of mine")
    await me.sees("2. Robin", at=me.id)


async def with_card(me: Person) -> None:
    """A part on the card, and another one that is not."""
    await section(me, "Toolbox", "Yes, keep it", "When it is hard", "Write")
    await me.whispers(WORDS)
    await section(me, "When it is hard", "Put it on my card", "Back", "First signs", "Write")
    await me.whispers("I sleep little.")
    await me.whispers("/me")


async def test_a_card_is_previewed_shown_and_taken_away(
    scene: Scene, me: Person, ben: Person
) -> None:
    await with_card(me)
    await section(me, "My card")
    preview = await me.sees("This is what others would see", at=me.id)
    assert WORDS in preview["text"]
    assert "I sleep little" not in preview["text"]
    [show] = [b["label"] for row in preview["buttons"] for b in row if "Show it in" in b["label"]]
    await section(me, show, "1 h")
    await scene.passes(seconds=2)
    shown = await ben.sees(WORDS)
    assert "A card from one of us" in shown["text"]
    assert "Ana" not in shown["text"]
    await ben.presses(scene.circle, shown, label="Mine: take it away")
    ben.hears("does not work")
    await scene.passes(minutes=58)
    await ben.sees(WORDS)
    await scene.passes(minutes=2)
    await ben.sees_nothing_of(WORDS)


async def test_a_card_goes_when_its_person_says_so(scene: Scene, me: Person, ben: Person) -> None:
    await with_card(me)
    await section(me, "My card", "Show it in \u2068Tuesday circle\u2069", "24 h")
    await scene.passes(seconds=2)
    await ben.sees(WORDS)
    await me.taps("Mine: take it away")
    me.hears("being taken away")
    await scene.passes(seconds=3)
    await ben.sees_nothing_of(WORDS)


async def test_privacy_names_the_host_and_reads_out_the_table(
    scene: Scene, ana: Person, ben: Person
) -> None:
    await ana.says("/privacy", ephemeral=True)
    page = await ana.sees("I am Kith, a program. I do not read your groups.")
    assert "has not named themselves" in page["text"]
    await ben.sees_nothing_of("I am Kith")
    await ana.presses(scene.circle, page, label="What is kept, and how long")
    kept = await ana.sees("What I keep of you, and until when:")
    assert "for 365 days" in kept["text"]
    count = kept["text"].count("– ")
    await ana.presses(scene.circle, kept, label="What else is kept")
    others = await ana.sees("What else I keep:")
    assert count + others["text"].count("– ") == len(RETENTION)


async def test_a_copy_holds_all_that_is_theirs_and_nothing_of_others(
    scene: Scene, me: Person, ben: Person
) -> None:
    await ben.taps("Foggy")
    await section(me, "Toolbox", "Yes, keep it", "When it is hard", "Write")
    await me.whispers(f"{WORDS} <b>&")
    await me.whispers("/signposts")
    for label in ("P", "Portugal", "Remember Portugal for me"):
        await me.taps(label, at=me.id)
    await me.whispers("/me")
    await section(me, "Quiet hours", "22:00 to 08:00", "Back", "My data", "A copy for me")
    file = json.loads((await me.sees("kith.json", at=me.id))["file"])
    assert file["people"] == [{"telegram_id": me.id, "reachable": True}]
    assert file["answers"] == [{"checkin_id": 1, "word": "windy", "name": None}]
    [line] = file["toolbox"]
    assert (line["part"], line["words"]) == ("hard", f"{WORDS} <b>&")
    assert file["preferences"][0]["quiet_to"] == 480
    assert file["own_countries"] == [{"country": "PT"}]
    assert str(ben.id) not in json.dumps(file)
    assert "foggy" not in json.dumps(file)
    page = (await me.sees("kith.html", at=me.id))["file"]
    assert f"{WORDS} &lt;b&gt;&amp;" in page
    assert "your own words in the toolbox" in page
    assert "http" not in page
