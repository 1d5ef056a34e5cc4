"""A group says Kith's sentences in its own words: found, written, seen before, and taken back."""

import pytest

from domain.changes import GROUP, STEWARDS, Change
from domain.phrases import MOST, is_open, value_of
from domain.refusals import ButtonGone, PhrasesFull
from handlers import wording
from handlers.changes.making import make
from storage import groups, phrases, steering
from tests.e2e.scene import Person, Scene
from tests.e2e.test_language import german

OURS = "Tap a weather, or none. Open until {until} ({zone})."
SEEN = "Tap a weather, or none. Open until 21:00 (Europe/London)."


@pytest.fixture
async def writing(scene: Scene, dee: Person) -> Person:
    """Dee has found the sentence of the check-in, and its field is open."""
    await finds(dee, "how is the weather with you today")
    await dee.taps("1. How is the weather with you today?…", at=dee.id)
    await dee.sees("I say:\n\nHow is the weather", at=dee.id)
    await dee.taps("Say it otherwise", at=dee.id)
    await dee.sees("What stands in braces has to be in it too.", at=dee.id)
    return dee


async def finds(steward: Person, words: str) -> None:
    await steward.says("/settings", ephemeral=True)
    for label in ("Deciding together", "In our own words", "Find a sentence"):
        await steward.taps(label)
    await steward.whispers(words)


async def at_the_check_in(scene: Scene) -> None:
    await scene.passes(minutes=6)


async def test_it_is_shown_before_it_counts_and_then_kith_says_it_so(
    scene: Scene, ana: Person, writing: Person
) -> None:
    await writing.whispers(OURS)
    await writing.sees("It will read like this", at=writing.id)
    await writing.sees("08:55 (Europe/London)", at=writing.id)
    await ana.sees_nothing_of("Tap a weather")
    await writing.taps("Save", at=writing.id)
    await writing.sees("in your own words", at=writing.id)
    await scene.passes(seconds=3)
    told = await ana.sees("What Kith says here")
    assert OURS in told["text"]
    assert "How is the weather with you today?" in told["text"], "and what it was"
    await at_the_check_in(scene)
    await ana.sees(SEEN)


async def test_nothing_is_said_so_before_it_is_saved(
    scene: Scene, ana: Person, writing: Person
) -> None:
    await writing.whispers(OURS)
    await writing.taps("Leave it", at=writing.id)
    await at_the_check_in(scene)
    await ana.sees("How is the weather with you today?")


async def test_back_to_kiths_words(scene: Scene, ana: Person, writing: Person) -> None:
    await writing.whispers(OURS)
    await writing.taps("Save", at=writing.id)
    await writing.taps("Tap a weather, or none. Open until…", at=writing.id)
    await writing.sees("In mine:\n\nHow is the weather", at=writing.id)
    await writing.taps("Back to Kith's words", at=writing.id)
    await at_the_check_in(scene)
    await ana.sees("How is the weather with you today?")
    async with scene.kith.database.transaction() as tx:
        assert await phrases.of_group(tx, 1) == {}


@pytest.mark.parametrize(
    ("words", "no"),
    [
        ("Tap a weather.", "What stands in braces has to be in it as well"),
        (OURS.replace(".", "!"), "something in it that I do not say"),
        ("x" * 161, "longer than 160 characters"),
    ],
)
async def test_what_does_not_fit_is_said_and_the_field_stays_open(
    scene: Scene, writing: Person, words: str, no: str
) -> None:
    await writing.whispers(words)
    await writing.sees(no, at=writing.id)
    await writing.whispers(OURS)
    await writing.sees("It will read like this", at=writing.id)


async def test_signposts_and_buttons_are_not_found(scene: Scene, dee: Person) -> None:
    await finds(dee, wording.text("en", "button.signposts"))
    screen = (await dee.looks(dee.id))[-1]
    assert "Signposts" not in [line.partition(". ")[2] for line in screen["text"].splitlines()]


async def test_a_forged_change_of_a_protected_sentence_is_refused(scene: Scene) -> None:
    for key in ("signposts.first", "button.answer_object", "refusal.button_gone", "no.such"):
        with pytest.raises(ButtonGone):
            await changes(scene, key, "Nothing here.")


async def changes(scene: Scene, key: str, words: str) -> None:
    async with scene.kith.database.transaction() as tx:
        group = await groups.by_chat(tx, scene.circle)
        assert group is not None
        change = Change("phrase", None, value_of("en", key, words))
        await make(tx, group, change, int(scene.sandbox.clock.now()), way=STEWARDS)


async def test_there_is_an_end_to_it(scene: Scene) -> None:
    ours = wording.sentences("en")
    plain = [key for key in ours if is_open(key) and "{" not in ours[key]]
    for key in plain[:MOST]:
        await changes(scene, key, "In our words.")
    with pytest.raises(PhrasesFull):
        await changes(scene, plain[MOST], "In our words.")
    await changes(scene, plain[0], "In other words.")


async def test_only_a_steward_changes_it_and_others_propose(scene: Scene, ana: Person) -> None:
    await ana.says("/propose", ephemeral=True)
    await ana.taps("In our own words")
    await ana.taps("Find a sentence")
    await ana.whispers("how is the weather with you today")
    await ana.taps("1. How is the weather with you today?…", at=ana.id)
    await ana.taps("Say it otherwise", at=ana.id)
    await ana.whispers(OURS)
    await ana.sees("This needs all of us.", at=ana.id)
    await ana.taps("Propose it", at=ana.id)
    await scene.passes(seconds=3)
    await ana.sees(OURS)


async def test_where_the_group_decides_a_steward_proposes_too(
    scene: Scene, ana: Person, writing: Person
) -> None:
    async with scene.kith.database.transaction() as tx:
        await steering.set_way(tx, 1, GROUP)
    await writing.whispers(OURS)
    await writing.taps("Propose it", at=writing.id)
    await at_the_check_in(scene)
    await ana.sees("How is the weather with you today?")


async def test_who_reads_in_their_own_language_reads_kiths_words(
    scene: Scene, writing: Person
) -> None:
    eva = await german(scene, "Eva")
    await writing.whispers(OURS)
    await writing.taps("Save", at=writing.id)
    await at_the_check_in(scene)
    await eva.sees(SEEN)
    await eva.taps(wording.text("en", "button.my_language"))
    await eva.sees("Wie ist das Wetter bei dir heute?")


async def test_another_group_hears_nothing_of_it(scene: Scene, writing: Person) -> None:
    await writing.whispers(OURS)
    await writing.taps("Save", at=writing.id)
    fay = await scene.person("Fay")
    scene.circle = await scene.group("Sunday walk", [fay], [fay])
    await at_the_check_in(scene)
    await fay.sees("How is the weather with you today?")
