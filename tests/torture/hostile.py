"""Names, titles and texts that mean harm, drawn from a seed (I18).

Belongs here: what is in them, and how they are put together. May not enter: Kith's rules about
them. Letters that a lone half of a pair stands for are not among them: Telegram sends UTF-8, which
has none; a file that somebody hands over can name one, and `a_file` does.
"""

import json
from random import Random

from sandbox.entities import utf16_length

MARK = "nmx"
"""Stands in every link of a name, and nowhere else: a name must make no link."""
NUMBER = "5550100991"
"""The digits of the number that some people are called."""
MESSAGE = 4096
"""UTF-16 units that somebody can send at once."""
LENGTHS = (1, 2, 20, 30, 32, 60, 120, 160, 199, 200, 201, 500, 999, 1000, 1001, 4096)

MARKUP = (
    "<b>bold</b>", "</p><script>alert(1)</script>", "<a href='https://x.example'>x</a>", "<!--",
    "&lt;i&gt;", "&amp;", "&#0;", "&#x202e;", "*b*", "_i_", "__u__", "~s~", "||hidden||", "`c`",
    "```pre```", "[x](tg://user?id=1)", "\\_\\*\\[\\]", "]]>", "'\"><img src=x onerror=alert(1)>",
)  # fmt: skip
TURNS = tuple("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
NOTHINGS = (
    "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u034f", "\u180e", "\u3164",
    "\u115f", "\uffa0", "\u2800", "\u00a0", "\u3000", "\ufe0f", "\U000e0041", "\u17b5",
)  # fmt: skip
CONTROLS = ("\x00", "\x07", "\x08", "\x1b[31m", "\x1f", "\x7f", "\x85", "\x9b", "\ufffe", "\ue000")
LINES = ("\n", "\r\n", "\r", "\t", "\u2028", "\u2029", "\v", "\f", " ", "     ")
STACKS = (
    "Z" + "\u0301\u0302\u0303\u0304" * 9, "\u0336" * 5, "e\u0301", "a\u0488\u20dd\u0489",
    "o" + "\u0316\u200d" * 8, "\u0300" + "\u0301\u034f" * 6, "\u0e17\u0e35\u0e48",
)  # fmt: skip
LETTERS = (
    "Ana", "María", "أحمد", "עברית", "שָׁלוֹם", "می\u200cخواهم", "ไทย", "नमस्ते", "Київ", "中文", "ﷺ",
    "𝕬𝖓𝖆", "😀", "👨\u200d👩\u200d👧\u200d👦", "🇬🇧", "👍🏽", "❤️", "👨\u200d", "\U0010fffd", "a1",
    "١٢٣", "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "12:30",
)  # fmt: skip
LINKS = (
    "/start", "/crisis@kith_bot", "/nobody_knows", "@everyone", "@kith_bot", "#tag", "$USD",
    "tg://user?id=777000", "https://evil.example/x?y=z&q=<b>", "www.evil.example", "evil.example",
    "t.me/joinchat/AAAA", "a@evil.example", "javascript:alert(1)", "+44 20 7946 0958",
    "4111 1111 1111 1111",
)  # fmt: skip
FORMS = (
    "{name}", "{0}", "{}", "{words}", "{name.__class__}", "{line!r:>99}", "{{", "}}", "{", "}",
    "%s", "%(name)s", "%(x)d", "%n", "%", "$name", "${name}", "weather.clear", "button.cancel",
    "prompts.kept", "msgid", "\\n", "\\u202e", "&nbsp;",
)  # fmt: skip
CODE = (
    "'; DROP TABLE people; --", '" OR 1=1', "Robert');", '{"kith": 1}', "[[[", "null", "-1", "1:1",
    "../../etc/passwd", "C:\\nul", "file:///etc/passwd", "own:host", "gathering:own:x", "clear=x",
    "name=", "pairs=on", "-", "BEGIN:VEVENT\r\nSUMMARY:x", "1e999", "NaN", "\\x00",
)  # fmt: skip
KINDS = (MARKUP, TURNS, NOTHINGS, CONTROLS, LINES, STACKS, LETTERS, LINKS, FORMS, CODE)

NAME_LINKS = tuple(
    each.replace("M", MARK)
    for each in ("@M", "/M", "/M@kith_bot", "#M", "$M", "https://M.example", "www.M.example",
                 "M.example", "t.me/M", "tg://M", "a@M.example", "//M", "@\u200dM", ".M.com")
)  # fmt: skip
NAME_NUMBERS = ("+1 555 010 0991", "+15550100991", "(555) 010-0991 +1", "1-555-010-0991")


class Hostile:
    """Draws them. `drawn`: how many so far; `names`: the last ones."""

    def __init__(self, seed: int) -> None:
        self.rng = Random(seed)
        self.drawn = 0
        self.names = [""]

    def name(self) -> str:
        """What somebody calls themselves, or their group: anything at all, also nothing."""
        self.drawn += 1
        self.names = [*self.names[-50:], self._name()]
        return self.names[-1]

    def _name(self) -> str:
        kind = self.rng.random()
        if kind < 0.03:
            return self.rng.choice(["", " ", *NOTHINGS, "\u202e\u200b", "Deleted Account"])
        if kind < 0.3:
            links = (*NAME_LINKS, *NAME_NUMBERS)
            return self._of([self.rng.choice(links), self._piece(), self._piece()])
        return self._some(self.rng.choice([1, 2, 32, 64, 128, 300]))

    def words(self) -> str:
        """What somebody writes: a client sends no empty message."""
        self.drawn += 1
        text = self._some(self.rng.choice(LENGTHS))
        return text if text.strip() else "x"

    def a_file(self) -> bytes:
        """A file of another group's, as it could be, or not at all."""
        self.drawn += 1
        texts = [
            self._some(self.rng.choice([5, 60, 160, 200]))
            for _ in range(self.rng.choice([1, 3, 12, 20]))
        ]
        if self.rng.random() < 0.2:
            texts.append(self.rng.choice(["\ud83d", "a\udc00", "\ude00\ud83d"]))
        key = self.rng.choice(["agreement", "questions", "checkin", self.words()])
        held = json.dumps({"kith": self.rng.choice([1, 1, 1, 2, "1"]), key: texts})
        return held.encode() if self.rng.random() < 0.9 else self.words().encode()

    def _piece(self) -> str:
        return self.rng.choice(self.rng.choice(KINDS))

    def _of(self, pieces: list[str]) -> str:
        self.rng.shuffle(pieces)
        return self.rng.choice(["", " ", ""]).join(pieces)

    def _some(self, length: int) -> str:
        """Pieces of a few kinds, up to about so many UTF-16 units."""
        kinds = self.rng.sample(KINDS, self.rng.choice([1, 2, 3, len(KINDS)]))
        if self.rng.random() < 0.2:  # one piece over and over: long, and astral where it is
            kinds = [(self._piece(),)]
        found, rest = [], min(length, MESSAGE)
        while rest > 0:
            piece = self.rng.choice(self.rng.choice(kinds))
            found.append(piece)
            rest -= utf16_length(piece)
        whole = self.rng.choice(["", " "]).join(found)
        return whole.encode("utf-16-le")[: 2 * MESSAGE].decode("utf-16-le", "ignore")
