"""The product's own signposts equal what was collected, row by row, but for what is listed here.

Numbers stand exactly as printed there. Whoever changes a row by care adds it to AMENDED with the
reason; what a named person checked goes into the file of a host, not into these.
"""

import csv
from pathlib import Path

from tests.project.tree import ROOT

DATA = ROOT / "domain" / "signposts" / "data"
COLLECTED = ROOT / "tests" / "data"
SOURCE = "{} public directories, collected 2026-11-23"
LINES = (
    "country", "kind", "name", "phone", "text", "text_word", "chat_url", "web_url", "hours",
    "zone", "languages", "free", "particular", "source", "listed_by", "last_seen", "checked_at",
)  # fmt: skip
EMERGENCY = ("country", "phone", "role", "source", "listed_by", "last_seen", "checked_at")

Row = dict[str, str]

HOURS = {
    "24/7": ("24/7", ""),
    "daily 14:00-18:00": ("daily 14:00-18:00", "America/Aruba"),
    "daily 15:00-03:00": ("daily 15:00-03:00", "Asia/Dhaka"),
    "every day from 4pm to 12am and is confidential": ("daily 16:00-24:00", "Asia/Nicosia"),
    "Mon-Sat 10:00-20:00 IST": ("Mon-Sat 10:00-20:00", "Asia/Kolkata"),
    "daily 16:00-21:00; 08:00 on the 10th to 08:00 on the 11th each month": (
        "daily 16:00-21:00; 10th 08:00-08:00",
        "Asia/Tokyo",
    ),
}
"""As printed, and in the form that a program reads; the zone is the one of the country."""

TEXTS = {"85258 (text SHOUT)": ("85258", "SHOUT"), "741741 (text HOME)": ("741741", "HOME")}
"""A word to send is no part of the number."""

PARTICULAR = {
    ("AE", "Helpline For Indian expats"),
    ("AU", "MensLine"),
    ("BG", "Национална гореща линия за пострадали от насилие за България"),
    ("BI", "SOS FED - SOS Femmes en Detresse"),
    ("CA", "First Nations and Inuit Hope for Wellness Helpline"),
    ("CN", "红枫妇女热线Maple Women Hotline"),
    ("DE", "Muslimisches SeelsorgeTelefon"),
    ("LT", "Pagalbos Moterims Linija"),
    ("SI", "SOS telefon za ženske in otroke - žrtve nasilja"),
    ("US", "Childhelp National Child Abuse Hotline"),
    ("US", "Disaster Distress Helpline"),
    ("US", "Physician Support Line"),
    ("US", "Postpartum Support International"),
    ("US", "SAMHSA's National Helpline"),
    ("ZA", "Stop Gender Violence HelpLine"),
}
"""By their own names for particular people or one trouble: never the first line for everybody."""

AMENDED: dict[tuple[str, str], Row] = {
    # It is written to, not called, by its own page.
    ("DE", "krisenchat"): {"phone": "", "text": "01573 5998143"},
    # Its name says women in distress. Where that is punished, a wrong sign is dangerous.
    ("BI", "SOS FED - SOS Femmes en Detresse"): {"kind": "other"},
    # The name stood there twice.
    ("DJ", "Gender Based Violence HelplineGender Based Violence Helpline"): {
        "name": "Gender Based Violence Helpline"
    },
    # An address without the mark by which somebody is followed.
    ("GR", "Εθνική Τηλεφωνική Γραμμή για τα Παιδιά SOS 1056"): {
        "web_url": "https://www.hamogelo.gr/gr/el/paidia-thimata-vias:sos-1056/"
    },
    # An address without a search in the page.
    ("UY", "Línea Nacional de Prevención del Suicidio"): {
        "web_url": "https://www.gub.uy/ministerio-salud-publica/comunicacion/noticias/"
        "linea-de-prevencion-del-suicidio-0800-0767"
    },
}

ROLE_DOUBTED = {
    # The other way round than in every neighbour with the same numbers (GP, MF, NC, PF).
    ("MQ", "15"),
    ("MQ", "17"),
    # Collected as the fire brigade, whose own number is 910, and who says that 911 is not theirs
    # (fijivillage.com, 8 September 2020).
    ("FJ", "911"),
    # Collected as all services; by itself a number of the police, who planned to join the others
    # to it (thethaiger.com), and 1669 for an ambulance stands beside it in most lists.
    ("TH", "191"),
}
"""Shown without a role, beside the other numbers, until somebody has checked. Looked at and left as
collected: SN 18 (ambulance), since the fire brigade there says of 18 that it fetches the ill too
(enqueteplus.com, April 2020)."""

ADDED = [
    # 112 was all that was collected, and is the police; 119 brings an ambulance.
    {
        "country": "KR",
        "phone": "119",
        "role": "ambulance",
        "source": "citiesinsider.com, read 2026-11-26",
        "listed_by": "1",
        "last_seen": "2026-11",
        "checked_at": "",
    }
]
"""Emergency numbers that the collection lacks."""


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def line(row: Row) -> Row:
    """The product's row of a collected one."""
    hours, zone = HOURS[row["hours"]] if row["hours"] else ("", "")
    text, word = TEXTS.get(row["text"], (row["text"], ""))
    key = (row["country"], row["name"])
    return {
        **row,
        "name": row["name"].strip("\u200e "),
        "text": text,
        "text_word": word,
        "hours": hours,
        "zone": zone,
        "languages": row["languages"].replace(" and 18 more", ", +"),
        "particular": "yes" if key in PARTICULAR else "",
        "source": SOURCE.format(row["listed_by"]),
        "checked_at": "",
        **AMENDED.get(key, {}),
    }


def emergency(row: Row) -> Row:
    """The product's row of a collected one."""
    doubted = (row["country"], row["phone"]) in ROLE_DOUBTED
    own = {"source": SOURCE.format(row["listed_by"]), "checked_at": ""}
    return {**row, **own, **({"role": ""} if doubted else {})}


def test_every_line_equals_what_was_collected() -> None:
    collected = read(COLLECTED / "signposts-collected.csv")
    assert len(collected) == 216
    assert read(DATA / "lines.csv") == [line(row) for row in collected]


def test_every_emergency_number_equals_what_was_collected() -> None:
    collected = read(COLLECTED / "emergency-collected.csv")
    assert len({row["country"] for row in collected}) == 240
    product = read(DATA / "emergency.csv")
    assert [row for row in product if row not in ADDED] == [emergency(row) for row in collected]
    assert [row for row in product if row in ADDED] == ADDED


def test_the_columns_are_those_that_the_documents_name() -> None:
    for name, columns in (("lines.csv", LINES), ("emergency.csv", EMERGENCY)):
        header = (DATA / name).read_text("utf-8").splitlines()[0]
        assert header.split(",") == list(columns)


def test_all_that_is_listed_here_is_there() -> None:
    rows = read(COLLECTED / "signposts-collected.csv")
    keys = {(row["country"], row["name"]) for row in rows}
    assert keys >= PARTICULAR | set(AMENDED)
    assert {row["hours"] for row in rows} - {""} == set(HOURS)
    assert {row["text"] for row in rows} >= set(TEXTS)


def test_a_digit_that_changed_is_found() -> None:
    collected = read(COLLECTED / "signposts-collected.csv")
    changed = [{**line(row), "phone": row["phone"] + "0"} for row in collected]
    assert read(DATA / "lines.csv") != changed
