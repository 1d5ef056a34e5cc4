"""A steward sets a group up, seen by nobody else, and the group is asked (A2, A8, C3, C4, G14)."""

import pytest

from domain.setup import DRAFT_LIFE, Draft
from storage import groups, setup, trials
from tests.e2e.scene import Person, Scene

HELLO = "I am Kith, a program"


@pytest.fixture
async def fresh(scene: Scene, ana: Person, ben: Person, chi: Person, dee: Person) -> int:
    """A group that Kith has just come into; Dee is its steward, and Chi another one."""
    scene.circle = await scene.group("Evening circle", [ana, ben], [dee, chi], agreed=False)
    await scene.settled()
    await scene.passes(seconds=1)
    return scene.circle


async def sets_up(who: Person, *, at: int | None = None, kind: str = "The weather") -> int:
    """From the joining message to the proposal; answers the number of taps."""
    taps = ["Set it up (stewards)", "Europe", "More", "London", kind, "On these days", "09:00"]
    for label in [*taps, "Ask the group"]:
        await who.taps(label, at=at if label != taps[0] else None)
    return len(taps) + 1


@pytest.mark.usefixtures("fresh")
async def test_kith_says_what_it_is_and_nothing_starts(
    scene: Scene, ana: Person, ben: Person
) -> None:
    await ana.sees("Nothing starts before the group says so")
    await scene.days_pass(8)
    posts = [each for each in await ben.looks() if each["from_name"] == "Kith"]
    assert len(posts) == 1


@pytest.mark.usefixtures("fresh")
async def test_a_steward_sets_up_in_under_ten_taps_seen_by_nobody_else(
    scene: Scene, dee: Person, ana: Person, chi: Person
) -> None:
    assert await sets_up(dee) < 10
    await dee.sees("It stands in the group now")
    for other in (ana, chi):
        await other.sees_nothing_of("Where is the group at home")
        await other.sees_nothing_of("It stands in the group")
    await scene.passes(seconds=2)
    proposal = await ana.sees("A proposal, for four weeks: The weather")
    assert "Wednesday 25 November, 09:00 (Europe/London)" in proposal["text"]
    assert "United Kingdom" in proposal["text"]
    assert proposal["silent"]


@pytest.mark.usefixtures("fresh")
async def test_three_dates_are_shown_before_anything_is_proposed(dee: Person) -> None:
    for label in ("Set it up (stewards)", "Europe", "More", "London"):
        await dee.taps(label)
    for label in ("A question", "On these days", "19:00"):
        await dee.taps(label)
    review = await dee.sees("The group would be asked for this")
    assert review["only_you"]
    days = [line for line in review["text"].splitlines() if line.startswith("Tuesday")]
    assert len(days) == 3


@pytest.mark.usefixtures("fresh")
async def test_everything_can_be_changed_before_it_is_proposed(dee: Person) -> None:
    for label in ("Set it up (stewards)", "Europe", "More", "London", "The weather"):
        await dee.taps(label)
    for label in ("On these days", "09:00", "15 min later"):
        await dee.taps(label)
    await dee.sees("09:15 (Europe/London)")
    for label in ("Other days", "✓ Mon", "On these days"):
        await dee.taps(label)
    review = await dee.sees("The group would be asked for this")
    assert "Monday" not in review["text"]
    for label in ("Another place", "Africa", "More", "More", "Tunis"):
        await dee.taps(label)
    await dee.sees("Signposts: Tunisia.")
    await dee.taps("Ask each person for a country")
    await dee.sees("each of you is asked for a country")
    for label in ("Something else", "A question", "On these days"):
        await dee.taps(label)
    await dee.sees("A question\nTuesday 1 December, 09:15 (Africa/Tunis)")


@pytest.mark.usefixtures("fresh")
async def test_a_member_who_taps_the_stewards_button_changes_nothing(
    ana: Person, dee: Person, scene: Scene
) -> None:
    await ana.taps("Set it up (stewards)")
    ana.hears("Only stewards of the group can change this")
    await dee.taps("Set it up (stewards)")
    screen = await dee.sees("Where is the group at home")
    await scene.post(f"groups/{scene.circle}/demote", person=dee.id)
    await dee.presses(scene.circle, screen, label="Europe")
    dee.hears("Only stewards of the group can change this")


async def test_two_stewards_at_once_do_not_get_in_each_others_way(
    scene: Scene, fresh: int, dee: Person, chi: Person, ana: Person
) -> None:
    for label in ("Set it up (stewards)", "Europe", "More", "London", "The weather"):
        await dee.taps(label)
    await sets_up(chi, kind="A question")
    await chi.sees("It stands in the group now")
    # Dee's draft went with it: what stands is one proposal, not two.
    await dee.taps("On these days")
    await dee.sees("Where is the group at home")
    for label in ("Europe", "More", "London", "The weather", "On these days", "09:00"):
        await dee.taps(label)
    await dee.taps("Ask the group")
    dee.hears("A proposal stands in the group already")
    await scene.passes(minutes=1)  # so much was said in the group just now
    proposals = [each for each in await ana.looks() if "A proposal" in each["text"]]
    assert len(proposals) == 1
    assert "A question" in proposals[0]["text"]


async def test_a_draft_waits_for_its_steward_and_is_forgotten_in_the_end(
    scene: Scene, fresh: int, dee: Person
) -> None:
    for label in ("Set it up (stewards)", "Europe", "More", "London", "The weather"):
        await dee.taps(label)
    await scene.passes(hours=25)
    await dee.says("/setup", ephemeral=True)
    await dee.taps("On these days")  # the question that was open yesterday
    await dee.sees("In Europe/London it is")
    await scene.days_pass(DRAFT_LIFE / 86_400 + 1)
    async with scene.kith.database.transaction() as tx:
        group = await groups.by_chat(tx, fresh)
        assert group
        assert (await setup.draft(tx, group.id, 1)).zone is None
    await dee.says("/setup", ephemeral=True)
    await dee.sees("Where is the group at home")


@pytest.mark.usefixtures("fresh")
async def test_what_was_chosen_can_be_forgotten(scene: Scene, dee: Person, ana: Person) -> None:
    for label in ("Set it up (stewards)", "Europe", "More", "London", "Forget this"):
        await dee.taps(label)
    await dee.sees("Nothing of it is kept")
    await dee.says("/setup", ephemeral=True)
    await dee.sees("Where is the group at home")
    await scene.passes(hours=1)
    await ana.sees_nothing_of("proposal")


@pytest.mark.usefixtures("fresh")
async def test_set_up_goes_on_in_the_private_chat(scene: Scene, dee: Person, ana: Person) -> None:
    await dee.taps("Set it up (stewards)")
    await dee.taps("Go on in my private chat")
    await dee.sees("Where is the group at home", at=dee.id)
    for label in ("Europe", "More", "London", "The weather", "On these days", "09:00"):
        await dee.taps(label, at=dee.id)
    await dee.taps("Ask the group", at=dee.id)
    await dee.sees("It stands in the group now", at=dee.id)
    await scene.passes(seconds=2)
    await ana.sees("A proposal, for four weeks")


@pytest.mark.usefixtures("fresh")
async def test_the_link_into_the_private_chat_is_one_persons_once(
    scene: Scene, dee: Person, ana: Person
) -> None:
    await dee.taps("Set it up (stewards)")
    screen = await dee.sees("Where is the group at home")
    link = next(each["url"] for row in screen["buttons"] for each in row if "url" in each)
    await ana.whispers("/start " + link.partition("start=")[2])
    await ana.sees("This button does not work any more", at=ana.id)
    await dee.whispers("/start " + link.partition("start=")[2])
    await dee.whispers("/start " + link.partition("start=")[2])
    await dee.sees("This button does not work any more", at=dee.id)


@pytest.mark.usefixtures("fresh")
async def test_a_zone_typed_in_private_is_not_read_and_set_up_goes_on(dee: Person) -> None:
    await dee.taps("Set it up (stewards)")
    await dee.taps("Go on in my private chat")
    await dee.whispers("Europe/London")
    await dee.sees("Nobody has read this", at=dee.id)
    await dee.taps("Europe", at=dee.id)
    await dee.sees("Which of these places", at=dee.id)


async def test_set_up_in_private_alone_says_where_it_begins(dee: Person) -> None:
    await dee.whispers("/setup")
    await dee.sees("Set-up begins in your group", at=dee.id)


async def test_kith_removed_during_set_up_and_added_again_goes_on_where_it_was(
    scene: Scene, fresh: int, dee: Person
) -> None:
    for label in ("Set it up (stewards)", "Europe", "More", "London"):
        await dee.taps(label)
    bot = scene.sandbox.world.bot.id
    await scene.post(f"groups/{fresh}/leave", person=bot)
    await scene.passes(hours=1)
    await scene.post(f"groups/{fresh}/join", person=bot)
    await scene.settled()
    await scene.passes(seconds=2)
    assert len([each for each in await dee.looks() if HELLO in each["text"]]) == 2
    await dee.taps("Set it up (stewards)")
    await dee.sees("What would you like to put to the group?")


async def test_a_group_that_has_said_yes_is_not_set_up_again(scene: Scene, dee: Person) -> None:
    await dee.says("/setup", ephemeral=True)
    await dee.sees("The group has said yes already")


async def test_posts_go_to_the_topic_in_which_set_up_was_asked_for(
    scene: Scene, dee: Person, ana: Person
) -> None:
    forum = await scene.post(
        "groups", title="Forum", members=[ana.id], admins=[dee.id], forum=["Arrivals"]
    )
    scene.circle = forum["id"]
    topic = forum["topics"][0]["id"]
    await scene.settled()
    await dee.says("/setup", ephemeral=True, topic=topic)
    for label in ("Europe", "More", "London", "The weather", "On these days", "09:00"):
        await dee.taps(label)
    await dee.taps("Ask the group")
    await scene.passes(seconds=1)
    await scene.passes(minutes=1)  # after the hello, and all that was said so far
    assert (await ana.sees("A proposal"))["topic"] == topic


@pytest.mark.fair("makes Kith an admin itself", "generous")
async def test_made_an_admin_kith_says_what_that_changes(
    scene: Scene, fresh: int, ana: Person
) -> None:
    await scene.post(f"groups/{fresh}/promote", person=scene.sandbox.world.bot.id)
    await scene.settled()
    await scene.passes(seconds=2)
    await ana.sees("Telegram hands me every message written here. I drop them unread")


async def test_help_lists_what_can_be_asked(dee: Person, ana: Person) -> None:
    await ana.says("/help", ephemeral=True)
    await ana.sees("/checkins: When the next check-ins are")
    await dee.sees_nothing_of("/checkins: When")
    await ana.whispers("/help")
    await ana.sees("/help: What you can ask me", at=ana.id)


async def test_a_trial_is_one_a_group(scene: Scene, fresh: int) -> None:
    """The switch for two stewards at once: without the index, the second proposal would stand."""
    async with scene.kith.database.transaction() as tx:
        group = await groups.by_chat(tx, fresh)
        assert group
        plan = trials.Plan(
            "weather", Draft("UTC", None, "weather", frozenset({1}), 540).rule, None, None
        )
        assert await trials.propose(tx, group.id, plan, now=0, look_at=1) is not None
        assert await trials.propose(tx, group.id, plan, now=0, look_at=1) is None
