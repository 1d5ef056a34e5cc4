"""What people write: as much of it as can stand beside Kith's own sentences (decision 0142).

Belongs here: the one way in which words and names are cleaned, measured and shortened. May not
enter: what the words are for, or judging what they say. Lengths are UTF-16 units, as Telegram
counts, so that what fits here fits into a message.
"""

import re
import unicodedata

STACK = 4
"""Marks over or under one letter; Hebrew with its vowels has so many, and more run over lines."""
JOINERS = "\u200c\u200d"
"""Letters nobody sees that words and emoji need between others: Persian, families."""
_STYLES = "\ufe0e\ufe0f"
_FLAG, _TAGS = "\U0001f3f4", range(0xE0020, 0xE0080)
"""Flags of countries in a country are a black flag and letters that nobody sees."""
_BLANK = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
"""Letters that print nothing; as a name they are none."""
_BREAKS = re.compile("\r\n|[\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_ISOLATE, _POP = "\u2068", "\u2069"
_TURNING = ("R", "AL", "AN")


def units(text: str) -> int:
    """The length of a text as Telegram counts it."""
    return len(text) + sum(letter > "\uffff" for letter in text)


def shortened(text: str, most: int) -> str:
    """The text, or as much of it as fits into so many units with a sign that more was there."""
    if units(text) <= most:
        return text
    begun = text.encode("utf-16-le")[: 2 * (most - 2)].decode("utf-16-le", "ignore")
    line = begun.rpartition("\n")[2]
    is_open = line.count(_ISOLATE) > line.count(_POP)
    return f"{begun}…{_POP}" if is_open else f"{begun}…"


def cleaned(text: str, stack: int = STACK) -> str:
    """The text without what could turn, cover or break the sentence around it.

    Controls, marks of direction and halves of letters go, and marks beyond `stack`; of breaks only
    that of a line stays one.
    """
    kept: list[str] = []
    marks, before = stack, ""  # a mark that begins a line would stand over what is before it
    for letter in _BREAKS.sub("\n", unicodedata.normalize("NFC", text)):
        if letter == "\n" or letter.isspace():
            kept.append(letter if letter == "\n" else " ")
            marks = stack
        elif letter in _STYLES or letter in JOINERS:
            if before.strip(JOINERS + (_STYLES if letter in _STYLES else "")):
                kept.append(letter)  # it belongs to a letter; alone it is nothing
        elif letter in _BLANK or _is_hidden(letter, before):
            continue
        elif unicodedata.category(letter)[0] == "M":
            marks += 1
            if marks > stack:
                continue
            kept.append(letter)
        else:
            kept.append(letter)
            marks = 0
        before = kept[-1].strip() if kept else ""
    return "".join(kept)


def is_clean(text: str) -> bool:
    """Whether cleaning leaves the text as it is."""
    return cleaned(text) == unicodedata.normalize("NFC", text)


def _is_hidden(letter: str, before: str) -> bool:
    """Whether nobody sees it; but the letters of a flag are seen together."""
    number = ord(letter)
    if number in _TAGS:
        return not before or (before != _FLAG and ord(before) not in _TAGS)
    return unicodedata.category(letter) in ("Cc", "Cf", "Cs") or number & 0xFFFE == 0xFFFE


def one_line(text: str, most: int) -> str | None:
    """The text as one line; None where nothing of it can be seen, or it has more units."""
    words = " ".join(cleaned(text).split())
    return words if _is_seen(words) and units(words) <= most else None


def several_lines(text: str, most: int) -> str | None:
    """The text line by line, as it was written; None as for one line."""
    words = "\n".join(line.rstrip() for line in cleaned(text).strip().split("\n"))
    return words if _is_seen(words) and units(words) <= most else None


def apart(words: str) -> str:
    """Words of one line, so that they do not turn what stands beside them.

    Those that run from right to left stand in isolates; all others are left as they are.
    """
    turns = any(unicodedata.bidirectional(letter) in _TURNING for letter in words)
    return f"{_ISOLATE}{words}{_POP}" if turns else words


def _is_seen(words: str) -> bool:
    return bool(words.strip(f" \n{JOINERS}{_STYLES}"))
