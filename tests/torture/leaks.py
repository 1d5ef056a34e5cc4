"""What must not be in anything that Kith sends, whatever people call themselves and write (I18).

Belongs here: looking at one call of the Bot API. May not enter: how the words got there.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import Any

from sandbox.entities import utf16_length
from tests.torture.hostile import MARK, NUMBER

TEXT, CAPTION, ANSWER, DATA, COPIED = 4096, 1024, 200, 64, 256
"""UTF-16 units; of a button's data, bytes (Bot API)."""
LABEL = 256
"""UTF-16 units of a label: the Bot API names no limit, but three lines of a phone are one."""
STACK = 4
"""Marks over one letter: Hebrew with its vowels has as many; more run over the line above."""
OPENING, ISOLATED, CLOSING = "\u2066\u2067\u2068", "\u2068", "\u2069"
BLANK = "\u3164\u115f\u1160\uffa0\u2800\u034f\u17b4\u17b5\ufe0f"
"""Printed, and seen by nobody."""
_LINK = re.compile(rf"[@/#$:.]{MARK}|{MARK}[@/:.]", re.IGNORECASE)
_MOMENT = re.compile(r"\d\d:\d\d")
_FILLED = re.compile(r"<class '|<function|object at 0x")
TAGS = {"html", "meta", "title", "h1", "h2", "img", "p", "br", "dl", "dt", "dd"}
"""Of the pages that Kith makes: nothing in them is anybody's markup."""


def of_call(call: Mapping[str, Any]) -> list[str]:
    """What is wrong with a call, in words; nothing, where all is well."""
    params = call["params"]
    refused = (call["answer"] or {}).get("description", "")
    found = [f"refused: {refused}"] if _is_ours(refused) else []
    found += [f"{name} given" for name in ("parse_mode", "caption_entities") if name in params]
    for name, most in (
        ("text", ANSWER if "Callback" in call["method"] else TEXT),
        ("caption", CAPTION),
    ):
        found += _of_words(params.get(name), most)
    found += _of_marks(params.get("text", ""), params.get("entities") or [])
    markup = params.get("reply_markup") or {}
    for row in [*markup.get("inline_keyboard", ()), *markup.get("keyboard", ())]:
        for button in row:
            found += _of_button(button)
    return [*found, *_of_file(params.get("document", ""))]


def _is_ours(refused: str) -> bool:
    """Whether Telegram refused what was said, rather than when or to whom."""
    known = (
        "not modified",
        "query is too old",
        "to edit not found",
        "to delete not found",
        "can't be deleted",
    )
    return refused.startswith("Bad Request") and not any(each in refused for each in known)


def _of_words(words: str | None, most: int) -> list[str]:
    if words is None:
        return []
    found = (
        []
        if utf16_length(words) <= most
        else [f"{utf16_length(words)} units of {most}: {words[:300]!a}"]
    )
    found += [f"a control: {each!a}" for each in sorted(set(words)) if _is_control(each)]
    found += [f"not closed: {line!a}" for line in words.split("\n") if not _is_closed(line)]
    found += [f"stacked: {words!a}"] * (_highest(words) > STACK)
    found += [f"a link: {each[0]}" for each in [_LINK.search(words)] if each]
    found += ["a number"] * (NUMBER in "".join(filter(str.isdigit, words)))
    found += [f"filled: {words}"] * bool(_FILLED.search(words))
    return [
        *found,
        *([f"a blank name: {words[:600]!a}"] if any(map(_is_blank, _isolated(words))) else []),
    ]


def _is_control(letter: str) -> bool:
    kind = unicodedata.category(letter)
    return letter != "\n" and (
        kind in ("Cc", "Cs", "Zl", "Zp") or letter in "\u202a\u202b\u202c\u202d\u202e"
    )


def _is_closed(line: str) -> bool:
    """Whether each isolate of a line ends in it, and none ends that has not begun."""
    depth = 0
    for letter in line:
        depth += (letter in OPENING) - (letter == CLOSING)
        if depth < 0:
            return False
    return depth == 0


def _highest(words: str) -> int:
    """The most marks that stand over one letter; what nobody sees does not part them."""
    highest = marks = 0
    for letter in words:
        kind = unicodedata.category(letter)
        if kind[0] == "M" and letter not in BLANK:
            marks += 1
            highest = max(highest, marks)
        elif kind != "Cf" and letter not in BLANK:
            marks = 0
    return highest


def _isolated(words: str) -> Iterator[str]:
    """What stands in isolates: names."""
    yield from re.findall(f"{ISOLATED}([^{OPENING}{CLOSING}]*){CLOSING}", words)


def _is_blank(name: str) -> bool:
    return not "".join(
        each for each in name if each not in BLANK and unicodedata.category(each) != "Cf"
    ).strip()


def _of_marks(text: str, marks: list[dict[str, Any]]) -> list[str]:
    """The moments in it, and nothing else, each from its first to its last unit."""
    units, found = text.encode("utf-16-le", "surrogatepass"), []
    for mark in marks:
        begin, end = 2 * mark["offset"], 2 * (mark["offset"] + mark["length"])
        part = units[begin:end].decode("utf-16-le", "replace")
        if mark["type"] != "date_time" or not 0 <= begin < end <= len(units):
            found.append(f"a mark: {mark}")
        elif not _MOMENT.search(part) or not part[0].isalnum() or not _is_whole(text, part):
            found.append(f"a mark over {part!r}")
    return found


def _is_whole(text: str, part: str) -> bool:
    """Whether it is all of what stands between breaks of the line it is in."""
    return any(line == part or part in line.split(" · ") for line in text.splitlines())


def _of_button(button: Mapping[str, Any]) -> list[str]:
    found = _of_words(button["text"], LABEL)
    if not button["text"].strip(f"{BLANK}{OPENING}{CLOSING} "):
        found.append("a blank label")
    if len(button.get("callback_data", "").encode()) > DATA:
        found.append("data too long")
    copied = button.get("copy_text", {}).get("text", "")
    return found + ["a long number to copy"] * (utf16_length(copied) > COPIED)


def _of_file(document: str) -> list[str]:
    name, _, content = document.partition("\n")
    if name.endswith(".json"):
        json.loads(content)
    elif name.endswith(".html"):
        page = _Page()
        page.feed(content)
        return [f"a tag in a file: {each}" for each in page.tags - TAGS]
    elif name.endswith(".ics"):
        begun = [line for line in content.splitlines() if line.startswith("BEGIN:")]
        return [] if begun == ["BEGIN:VCALENDAR", "BEGIN:VEVENT"] else [f"in a calendar: {begun}"]
    return []


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, _: Any) -> None:
        self.tags.add(tag)
