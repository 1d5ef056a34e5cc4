"""The message catalogs: what the code asks for is there, and it speaks as peer support does."""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from domain.changes import WAYS
from domain.checkins import ANSWERS, MODES, WORD_LIMIT
from domain.evidence import NEEDS, OPINIONS
from domain.few_words import AMOUNTS
from domain.gatherings import IN_WRITING, LENGTHS, REPEATS
from domain.gatherings import KINDS as GATHERINGS
from domain.pairs.asking import CHOICES
from domain.pairs.calling import CHOICES as ROUNDS
from domain.pairs.meeting import QUESTIONS
from domain.phrases import UNKIND
from domain.prompts import BANK, PRACTICE, SERIES, SOURCES
from domain.proposals import ANSWERS as ANSWERS_TO_PROPOSALS
from domain.proposals import PROPOSAL, STANDING
from domain.refusals import Refusal
from domain.retention import RETENTION
from domain.roles import ROLES as TASKS_THAT_GO_ROUND
from domain.setup import SUGGESTED
from domain.signposts.lines import ROLES
from domain.sketches import EVERY, MONTHLY, ONCE
from domain.toolbox import NAME, PARTS
from domain.turns import CHOICES as TURNS
from handlers import menus, zones
from handlers.agreement import BEGINNINGS
from handlers.changes.kinds import KINDS
from handlers.evidence.rounds import DEFAULT_LINES
from handlers.sections import SECTIONS
from handlers.settings.tree import DOORS, ROOMS
from handlers.signposts.further import TOPICS
from tests.project.tree import ROOT, python_files, text

LOCALE = ROOT / "handlers" / "locale"
LANGUAGES = sorted(folder.name for folder in LOCALE.iterdir())

KEY_AT = {"text": 1, "show_open": 3, "_add_field": 3, "_text": 0, "_tap": 0, "_go": 0, "_field": 0}
"""Functions that are given the id of a text, and as which argument."""
FAMILIES = {
    "weather.": ANSWERS,
    "prompt.": (*BANK, *(f"{PRACTICE}.{number}" for number in range(1, SERIES[PRACTICE] + 1))),
    "post.": MODES,
    "mode.": MODES,
    "source.": SOURCES,
    "repeat.": (*map(str, EVERY), MONTHLY, ONCE),
    "button.sketch_": ("kind", "prompts", "mode", "repeat", "days", "time"),
    "told.": AMOUNTS,
    "refusal.": tuple(refusal.reason for refusal in Refusal.__subclasses__()),
    "command.": (*menus.PRIVATE, *menus.STEWARDS),
    "region.": zones.REGIONS,
    "kind.": tuple(SUGGESTED),
    "trial.state_": ("talk", "rested", "begun", "settled"),
    "trial.news_": ("begun", "over", "settled"),
    "button.change_": ("zone", "kind", "days", "time"),
    "signposts.kind.": TOPICS,
    "signposts.now.": ("open", "closed"),
    "signposts.role.": tuple(role.partition(" ")[0] for role in ROLES),
    "change.kind.": tuple(KINDS),
    "change.by_": WAYS,
    "steering.": WAYS,
    "role.": TASKS_THAT_GO_ROUND,
    "privacy.button.": ("home", "kept", "others"),
    "role.week_": ("asked", "held", "taken"),
    "role.at_": ("asked", "held", "taken"),
    "card.": TASKS_THAT_GO_ROUND,
    "round.state_": PROPOSAL.states - STANDING,
    "round.answer_": ANSWERS_TO_PROPOSALS,
    "round.seconded_": ("carried", "moved"),
    "button.answer_": ANSWERS_TO_PROPOSALS,
    "button.begin_": BEGINNINGS,
    "log.by_": WAYS,
    "kept.": tuple(kept.kind for kept in RETENTION),
    "me.button.": tuple(SECTIONS),
    "settings.door.": tuple(DOORS),
    "settings.room.": tuple(ROOMS),
    "toolbox.part.": (*PARTS, NAME),
    "toolbox.ask.": (*PARTS, NAME),
    **{f"pairs.{name}.": keys for name, keys in CHOICES.items()},
    "pairs.question.": QUESTIONS,
    "turns.times.": TURNS["times"],
    "rounds.rhythm.": ROUNDS["rhythm"],
    "rounds.company.": ROUNDS["company"],
    "gatherings.kind.": GATHERINGS,
    "gatherings.begins.": tuple(IN_WRITING),
    "gatherings.for.": tuple(map(str, LENGTHS)),
    "gatherings.weeks.": tuple(map(str, REPEATS)),
    "evidence.line_": DEFAULT_LINES,
    "evidence.opinion_": OPINIONS,
    "evidence.need_": NEEDS,
    "evidence.button.": ("write", "lines"),
    "gatherings.button.": ("kind", "day", "time"),
}
"""What stands behind the ids that are put together, as in f"weather.{key}"."""

MOST_CHARACTERS = 200
"""Of an answer over a button (Bot API, answerCallbackQuery)."""
OVER_A_BUTTON = (
    r"checkin\.|refusal\.|trouble$|private\.written_to_you$|signposts\.(alert|country_|wrong_told)"
    r"|round\.(answer|seconded)_"
)
LONG = {
    "bot": "b" * 32,
    "country": "C" * 48,
    "month": "M" * 16,
    "most": "12",
    "word": "W" * WORD_LIMIT,
    "until": "00:00",
    "time": "00:00",
    "limit": str(WORD_LIMIT),
    "zone": "America/Argentina/ComodRivadavia",
    "day": "mercredi 30 septembre".center(32),
    "days": "14",
}
"""The longest that each place in an answer can be filled with, and some room in other languages."""


def catalog(language: str) -> dict[str, str]:
    with (LOCALE / language / "LC_MESSAGES" / "kith.po").open("rb") as file:
        entries = read_po(file, locale=language)
    return {str(entry.id): str(entry.string) for entry in entries if entry.id}


def asked_for(source: str) -> Iterator[str]:
    """The ids of texts in a module. Fails on one that cannot be known from reading it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and len(node.args) > (place := _key_at(node.func)):
            yield from _ids(node.args[place])


def _key_at(function: ast.expr) -> int:
    match function:
        case ast.Attribute(attr=name) | ast.Name(id=name) if name in KEY_AT:
            return KEY_AT[name]
        case _:
            return 1_000


def _ids(key: ast.expr) -> list[str]:
    match key:
        case ast.Constant(value=str(whole)):
            return [whole]
        case ast.JoinedStr(values=[ast.Constant(value=str(family)), ast.FormattedValue()]):
            return [family + member for member in FAMILIES[family]]
        case ast.IfExp(body=yes, orelse=no):
            return _ids(yes) + _ids(no)
        case ast.Name(id="key"):
            return []  # passed on by a function that stands in KEY_AT itself
        case _:
            raise AssertionError(f"no id of a text can be read from {ast.unparse(key)}")


def all_asked_for() -> set[str]:
    return {key for path in python_files("bot", "handlers") for key in asked_for(text(path))}


def unkind(texts: Mapping[str, str]) -> list[str]:
    return [key for key, words in texts.items() if UNKIND.search(words)]


def too_long(texts: Mapping[str, str]) -> list[str]:
    """Answers over a button that could be longer than Telegram takes."""
    answers = {
        key: words
        for key, words in texts.items()
        if re.match(r"checkin\.|refusal\.|trial\.answer_|trouble$", key)
    }
    answers = {key: words for key, words in texts.items() if re.match(OVER_A_BUTTON, key)}
    return [key for key, words in answers.items() if len(words.format(**LONG)) > MOST_CHARACTERS]


def sentences(source: str) -> list[str]:
    """Texts in code that read like sentences; docstrings are for readers of the code."""
    tree = ast.parse(source)
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    literals = [node for node in ast.walk(tree) if isinstance(node, ast.Constant | ast.JoinedStr)]
    return [words for node in literals if id(node) not in docstrings for words in _sentence(node)]


def _sentence(node: ast.Constant | ast.JoinedStr) -> list[str]:
    words = ast.unparse(node).removeprefix("f")[1:-1]
    return [words] if re.fullmatch(r"[A-Z]\S*(\s+\S+){2,}\.", words) else []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_texts_that_are_asked_for_are_those_that_are_there(language: str) -> None:
    assert set(catalog(language)) == all_asked_for()


def test_ids_are_found_however_they_are_written() -> None:
    source = """
wording.text(language, "one.whole", word=word)
text(language, "its.neighbour")
fields.show_open(step, language, zone, "words.field", word=word)
wording.text(language, f"weather.{key}")
step.answer("not.an.id")
"""
    expected = {"one.whole", "its.neighbour", "words.field", *(f"weather.{key}" for key in ANSWERS)}
    assert set(asked_for(source)) == expected
    with pytest.raises(AssertionError, match="no id of a text"):
        list(asked_for("wording.text(language, table[kind])"))
    with pytest.raises(KeyError):
        list(asked_for('wording.text(language, f"mood.{key}")'))


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_keep_the_voice(language: str) -> None:
    assert unkind(catalog(language)) == []


@pytest.mark.parametrize(
    "planted",
    ["Welcome!", "You missed two.", "Your buddy", "a new streak", "We are here for you.",
     "Please wait, please.", "users", "What is wrong?", "It helps to manage"],
)  # fmt: skip
def test_a_text_in_another_voice_is_found(planted: str) -> None:
    assert unkind({"planted": planted}) == ["planted"]


def test_texts_in_the_voice_pass() -> None:
    good = 'You missed nothing and need do nothing. It need not be "serious enough". {username}'
    assert unkind({"good": good}) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_over_a_button_fits_however_it_is_filled(language: str) -> None:
    assert too_long(catalog(language)) == []


def test_an_answer_that_could_grow_too_long_is_found() -> None:
    filled_up = "x" * 181
    assert too_long({"checkin.a": filled_up + "{word}", "private.b": "x" * 999}) == ["checkin.a"]
    assert too_long({"refusal.a": filled_up + "{until}", "trouble": "x" * 201}) == ["trouble"]
    with pytest.raises(KeyError):
        too_long({"checkin.a": "{name}"})


def test_no_sentence_stands_in_the_code_of_handlers_and_domain() -> None:
    files = python_files("handlers", "domain")
    assert {path: found for path in files if (found := sentences(text(path)))} == {}


def test_a_sentence_in_the_code_is_found() -> None:
    source = '''
"""A module is explained here."""
step.answer("You have answered.")
step.answer(f"Thank you, {name}.")
LIMIT = 3
"""Characters of a word."""
raise ValueError("weekdays: one or more.")
wording.text(language, "checkin.kept")
'''
    assert sentences(source) == ["You have answered.", "Thank you, {name}."]


def test_every_text_can_be_filled() -> None:
    for language in LANGUAGES:
        for words in catalog(language).values():
            assert all(
                name is None or name.isidentifier() for _, name, *_ in Formatter().parse(words)
            )


def test_the_folder_of_catalogs_holds_only_them() -> None:
    files = [path for path in LOCALE.rglob("*") if path.is_file()]
    assert sorted(files) == [LOCALE / each / Path("LC_MESSAGES/kith.po") for each in LANGUAGES]
