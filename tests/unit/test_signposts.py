"""Signposts: what stands first, hours, rows, and every country's first screen (S2 to S9)."""

import re
from datetime import UTC, date, datetime

import pytest

from bot.operate import signposts
from domain.refusals import LineUnfit, TooManyLines
from domain.signposts import hours
from domain.signposts.lines import Directory, EmergencyNumber, Line, emergency_line
from domain.signposts.local import LINE_LIMIT, MOST_LINES, own_line, require_room
from domain.signposts.rows import LINE_COLUMNS, directory, read_lines
from handlers.signposts.lines import country_name
from handlers.signposts.request import Request, of_data, of_link
from handlers.signposts.screens import ALERT, VIEWS, essential, screen
from handlers.signposts.sight import Place, Sight

NOW = int(datetime(2026, 11, 26, 12, tzinfo=UTC).timestamp())
ALL = signposts.directory()


def sight(request: Request, place: Place | None = None, now: int = NOW) -> Sight:
    return Sight(request, place or Place("en", private=True), ALL, now, "k" * 32)


def made(name: str, **differs: object) -> Line:
    values: dict[str, object] = {
        "country": "XX", "kind": "crisis", "name": name, "phones": ("1",), "source": "s",
        "listed_by": 2, "last_seen": "2026-06",
    }  # fmt: skip
    return Line(**values | differs)  # type: ignore[arg-type]


def first(*lines: Line, now: int = NOW) -> list[str]:
    return [each.name for each in Directory({"XX": lines}).first_sight("XX", now).shown]


def numbers(*told: tuple[str, str]) -> tuple[list[str], list[str]]:
    roles = [tuple(role.split(", ")) if role else () for _, role in told]
    line = emergency_line(
        EmergencyNumber(number, role, "s", 1, "2026-11")
        for (number, _), role in zip(told, roles, strict=True)
    )
    return [each.number for each in line.told], [each.number for each in line.untold]


def test_each_countrys_first_screen_says_a_number_with_its_role_or_that_none_is_known() -> None:
    assert len(ALL.emergency) == 240
    without = []
    for country in ALL.countries:
        words = screen(sight(Request(country=country))).text
        head = words.splitlines()[0]
        known = ALL.first_sight(country, NOW).emergency
        for each in known.told:
            assert re.search(rf"(?<!\S){re.escape(each.number)} \([a-z, ]+\)", head), country
        for each in known.untold:
            assert each.number in head, country
            assert "my sources do not say" in head, country
        if not known.numbers:
            assert "I know no number here" in head
            without.append(country)
        assert "findahelpline.com" in words
        assert country_name("en", country) in words
    assert without == ["CD", "SX"]  # only the fire service is listed there


def test_numbers_appear_exactly_as_in_the_data_and_nothing_stale_stands_first() -> None:
    shown = 0
    for country in ALL.countries:
        words = screen(sight(Request(country=country))).text
        for each in ALL.first_sight(country, NOW).shown:
            assert each.is_fresh(NOW)
            assert not each.particular
            for number in (*each.phones, each.text):
                assert number in words, (country, number)
            shown += 1
        told = {number for each in ALL.of(country) for number in (*each.phones, each.text)}
        told |= {each.number for each in ALL.emergency.get(country, ())}
        labels = screen(sight(Request(country=country))).keyboard
        assert labels is not None
        copied = {b.copy_text.text for row in labels.inline_keyboard for b in row if b.copy_text}
        assert copied <= told, country
    assert shown > 50


def test_every_screen_of_every_country_can_be_sent_and_begins_with_the_emergency_line() -> None:
    for country in ALL.countries:
        for view in sorted(VIEWS):
            detail = {"kind": "listening", "letter": "A"}.get(view, "")
            made = screen(sight(Request(view, country, detail)))
            assert made.text.startswith("If a life is in danger now"), (country, view)
            assert len(made.text) < 4096
            assert made.keyboard is not None
            for button in (each for row in made.keyboard.inline_keyboard for each in row):
                data = button.callback_data
                assert data is None or len(str(data).encode()) <= 64
        assert len(essential(sight(Request(country=country))).encode("utf-16-le")) // 2 <= ALERT


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ([("112", "all services"), ("110", "police")], (["112"], [])),
        ([("1", "fire"), ("2", "police"), ("3", "ambulance, fire")], (["3"], [])),
        ([("1", "fire"), ("2", "police"), ("3", "")], (["2"], ["3"])),
        ([("1", ""), ("2", ""), ("3", "fire")], ([], ["1", "2"])),
        ([("1", "fire")], ([], [])),
        ([("9", "all services"), ("8", "all services")], (["9", "8"], [])),
    ],
)
def test_the_emergency_line(
    told: list[tuple[str, str]], shown: tuple[list[str], list[str]]
) -> None:
    assert numbers(*told) == shown


def test_what_is_stale_or_for_particular_people_never_stands_first() -> None:
    assert first(made("a", last_seen="2024-12")) == []
    assert first(made("a", listed_by=1)) == []
    assert first(made("a", particular=True)) == []
    assert first(made("a", phones=(), chat_url="https://a.org")) == []
    assert first(made("a", last_seen="2025-01")) == ["a"]
    later = int(datetime(2029, 11, 26, tzinfo=UTC).timestamp())
    assert first(made("a"), now=later) == []


def test_a_persons_check_lets_a_line_stand_first_for_a_year() -> None:
    line = made("a", last_seen="2023-12", listed_by=0, checked_at=date(2026, 1, 5))
    assert first(line) == ["a"]
    assert first(line, now=NOW + 60 * 86_400) == []


def test_a_line_for_young_people_stands_beside_one_for_everybody_or_not_at_all() -> None:
    assert first(made("y", kind="youth")) == []
    assert first(made("y", kind="youth"), made("c")) == ["c", "y"]


def test_softer_lines_stand_first_only_where_there_is_no_crisis_line() -> None:
    assert first(made("soft", kind="listening")) == ["soft"]
    assert first(made("soft", kind="listening"), made("c", listed_by=2)) == ["c"]


def test_beside_a_line_that_takes_only_calls_stands_one_to_write_to() -> None:
    call, other, text = made("call", listed_by=9), made("b", listed_by=8), made("t", text="7")
    assert first(call, other, text) == ["call", "t"]
    assert first(call, other) == ["call", "b"]


@pytest.mark.parametrize(
    ("written", "at", "is_open"),
    [
        ("daily 14:00-18:00", "2026-11-26T14:00", True),
        ("daily 14:00-18:00", "2026-11-26T18:00", False),
        ("daily 15:00-03:00", "2026-11-26T02:59", True),
        ("daily 15:00-03:00", "2026-11-26T03:00", False),
        ("daily 16:00-24:00", "2026-11-26T23:59", True),
        ("Mon-Sat 10:00-20:00", "2026-11-29T12:00", False),
        ("Sat 22:00-02:00", "2026-11-29T01:00", True),
        ("daily 16:00-21:00; 10th 08:00-08:00", "2026-11-11T07:59", True),
        ("daily 16:00-21:00; 10th 08:00-08:00", "2026-11-11T08:00", False),
    ],
)
def test_open_now_is_told_in_the_lines_own_zone(written: str, at: str, is_open: bool) -> None:
    for zone, offset in (("Asia/Kolkata", "+05:30"), ("America/Aruba", "-04:00")):
        instant = int(datetime.fromisoformat(at + offset).timestamp())
        parsed = hours.parse(written, zone)
        assert parsed is not None
        assert parsed.open_at(instant) is is_open


@pytest.mark.parametrize(
    ("written", "zone"),
    [("daily 14:00-18:00", ""), ("daily 14-18", "UTC"), ("Mun 10:00-11:00", "UTC"),
     ("Sat-Mon 10:00-11:00", "UTC"), ("daily 10:00-25:00", "UTC"), ("daily 10:00-11:00", "Mars")],
)  # fmt: skip
def test_hours_that_no_program_could_read_are_refused(written: str, zone: str) -> None:
    with pytest.raises(ValueError, match=r"hours|days|day|zone"):
        hours.parse(written, zone)


def own(**values: str) -> str:
    row = dict.fromkeys(LINE_COLUMNS, "") | {
        "country": "GB", "kind": "crisis", "name": "Night café", "phone": "1", "source": "me",
        "listed_by": "0", "last_seen": "2026-11",
    }  # fmt: skip
    return ",".join(LINE_COLUMNS) + "\n" + ",".join((row | values).values()) + "\n"


def test_a_hosts_file_adds_takes_the_place_of_a_line_and_takes_one_away() -> None:
    lines, emergency = signposts.own_files()
    for name, kind, there in (("Night café", "crisis", 1), ("Samaritans", "gone", 0)):
        joined = directory(lines, emergency, read_lines(own(name=name, kind=kind)))
        assert [each.name for each in joined.of("GB")].count(name) == there
    changed = directory(lines, emergency, read_lines(own(name="Samaritans", phone="77")))
    assert [each.phones for each in changed.of("GB") if each.name == "Samaritans"] == [("77",)]


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("source", "", "source"), ("last_seen", "", "last_seen"), ("last_seen", "2026", "month"),
        ("country", "gb", "country"), ("kind", "hotline", "kind"), ("name", "", "name"),
        ("phone", "", "phone, text or chat_url"), ("hours", "always", "hours"),
        ("free", "no", "free"), ("checked_at", "May", "checked_at"),
        ("web_url", "a.org", "web_url"),
        ("languages", "English", "languages"), ("listed_by", "", "listed_by"),
    ],
)  # fmt: skip
def test_each_mistake_in_a_row_is_told_with_its_line(column: str, value: str, said: str) -> None:
    (mistake,) = read_lines(own(**{column: value})).mistakes
    assert mistake.startswith("line 2: ")
    assert said in mistake
    assert read_lines("a,b\n1,2\n").mistakes[0].startswith("line 1: these columns")


def test_forged_data_only_ever_asks_for_a_screen() -> None:
    for data in (
        "sp:",
        "sp:x",
        "sp:kind:GB:x",
        "sp:first:<b>",
        "sp:letter::12",
        "sp:first:ZZ",
        "sp::::",
    ):
        request = of_data(data)
        assert request.view in {*VIEWS, "countries"}
        assert screen(sight(request)).text.startswith("If a life is in danger now")
    assert of_data(Request("kind", "GB", "youth").data) == Request("kind", "GB", "youth")
    assert of_link("signposts-GB") == Request(country="GB")
    assert of_link("signposts-../x") == Request()


def test_a_country_is_tapped_or_kept_or_the_groups_and_never_guessed() -> None:
    group = Place("en", private=False, country="DE", zone="Europe/Berlin")
    kept = Place("en", private=False, country="DE", zone="Europe/Berlin", own="FR")
    zoned = Place("en", private=False, zone="Europe/Berlin")
    assert sight(Request(), group).country == "DE"
    assert sight(Request(), kept).country == "FR"
    assert sight(Request(country="GB"), kept).country == "GB"
    assert sight(Request(), zoned).country is None
    keyboard = screen(sight(Request(), zoned)).keyboard
    assert keyboard is not None
    assert keyboard.inline_keyboard[0][0].text == "Germany"


def test_a_groups_own_line_is_tidied_or_refused() -> None:
    assert own_line("  Night café:\n 0123 ") == "Night café: 0123"
    assert own_line("a\u202eb") == "ab"
    for unfit in ("", " ", "x" * (LINE_LIMIT + 1), "\u202e"):
        with pytest.raises(LineUnfit):
            own_line(unfit)
    require_room(MOST_LINES - 1)
    with pytest.raises(TooManyLines):
        require_room(MOST_LINES)
