"""Meeting: three times, a calendar file, one's own @name (P14, P15, M4)."""

from icalendar import Calendar

from handlers import calendar
from tests.e2e.pairs.circle import LETTER, Circle, named
from tests.e2e.scene import Person


async def test_a_time_that_suits_both_is_agreed_and_can_be_put_into_a_calendar(
    circle: Circle, ana: Person, ben: Person
) -> None:
    await circle.meet(ana, ben)
    await ana.taps("Three times", at=ana.id)
    screen = await ana.sees("Which of these suit you?", at=ana.id)
    first, second, third = (row[0]["label"] for row in screen["buttons"][:3])
    for label in (first, second):
        await ana.taps(label, at=ana.id)
    await ana.sees(f"{first}: you", at=ana.id)
    await circle.scene.passes(seconds=2)
    await ben.sees(LETTER, at=ben.id)
    await circle.opens(ben)
    await ben.sees(f"{second}: {named(ana)}", at=ben.id)
    await ben.taps(third, at=ben.id)
    await ben.sees_nothing_of("It suits all of you", at=ben.id)
    await ben.taps(second, at=ben.id)
    await ben.sees(f"It suits all of you: {second}", at=ben.id)
    await ben.taps("Calendar file", at=ben.id)
    await ben.sees("kith.ics", at=ben.id)
    await circle.scene.passes(seconds=2)
    await circle.opens(ana)
    await ana.sees(f"It suits all of you: {second}", at=ana.id)
    await ana.taps(second, at=ana.id)
    await ana.sees_nothing_of("It suits all of you", at=ana.id)


async def test_other_times_are_other_ones_for_both(
    circle: Circle, ana: Person, ben: Person
) -> None:
    await circle.meet(ana, ben)
    await ana.taps("Three times", at=ana.id)
    before = await ana.sees("Which of these suit you?", at=ana.id)
    await ben.taps("Three times", at=ben.id)
    old = before["buttons"][0][0]
    await ana.taps("Other times", at=ana.id)
    after = await ana.sees("Which of these suit you?", at=ana.id)
    assert after["buttons"][0][0]["label"] != old["label"]
    await ben.taps(old["label"], at=ben.id)
    ben.hears("does not work any more")


async def test_who_begins_is_the_same_for_both(circle: Circle, ana: Person, ben: Person) -> None:
    await circle.meet(ana, ben)
    mine, theirs = [
        (await each.sees("Who begins was drawn", at=each.id))["text"] for each in (ana, ben)
    ]
    ana_begins = "was drawn: you." in mine
    assert ana_begins == (f"was drawn: {named(ana)}." in theirs)
    assert ana_begins != ("was drawn: you." in theirs)


async def test_an_at_name_is_seen_when_its_owner_taps_and_not_before(
    circle: Circle, ana: Person, ben: Person
) -> None:
    circle.scene.sandbox.world.person(ana.id).username = "ana_of_the_circle"
    await circle.meet(ana, ben)
    await ben.taps("Show my @name", at=ben.id)
    ben.hears("no @name, and none is needed")
    await ana.sees_nothing_of("@", at=ana.id)
    await ben.sees_nothing_of("ana_of_the_circle", at=ben.id)
    await ana.taps("Show my @name", at=ana.id)
    ana.hears("Shown, once.")
    await ben.sees(f"{named(ana)} shows you a Telegram name: @ana_of_the_circle", at=ben.id)


def test_a_calendar_file_holds_a_time_and_no_name() -> None:
    content = calendar.event("7", "Company", 1_764_000_000, minutes=30, now=1_763_000_000)
    [event] = Calendar.from_ical(content).walk("VEVENT")
    assert int(event.decoded("dtstart").timestamp()) == 1_764_000_000
    assert event.decoded("duration").total_seconds() == 1_800
    assert str(event["summary"]) == "Company"
    assert "attendee" not in content.decode().lower()


async def test_the_groups_own_words_stand_in_every_introduction(
    circle: Circle, ana: Person, ben: Person, dee: Person
) -> None:
    await dee.says("/pair", ephemeral=True)
    await dee.taps("Pair-ups in this group")
    await dee.taps("Our words for introductions")
    await dee.whispers("We say first how much time we have.")
    await dee.sees("The group adds: We say first", at=dee.id)
    await circle.scene.passes(seconds=2)
    await ana.sees("We say first how much time we have.")  # announced, as every change (G8)
    await circle.meet(ana, ben)
    for each in (ana, ben):
        await each.sees("The group adds: We say first how much time we have.", at=each.id)


async def test_a_dash_takes_them_away_and_too_long_ones_change_nothing(
    circle: Circle, dee: Person
) -> None:
    for line, seen in (("a" * 201, "It takes 1 to 200 characters"), ("-", "Nothing is added")):
        await dee.says("/pair", ephemeral=True)
        await dee.taps("Pair-ups in this group")
        await dee.taps("Our words for introductions")
        await dee.whispers(line)
        await dee.sees(seen, at=dee.id)


async def test_a_member_proposes_them(
    circle: Circle, ana: Person, ben: Person, chi: Person
) -> None:
    await ana.says("/propose", ephemeral=True)
    await ana.taps("Our words for introductions")
    await ana.whispers("We begin with a breath.")
    await ana.taps("Propose it", at=ana.id)
    await circle.scene.passes(seconds=3)
    await ben.sees("We begin with a breath.")
