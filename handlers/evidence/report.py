"""What a group shows of itself: in words, as a picture, as a file for whoever gives money (G12).

Belongs here: the three forms of one text. May not enter: releasing it (a proposal), names, numbers.
"""

import io
from base64 import b64encode
from html import escape
from importlib.util import find_spec
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING

from domain import evidence as rules
from domain.evidence import Said
from domain.few_words import AMOUNTS
from handlers import wording
from storage.evidence import Round
from storage.groups import Group

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

PICTURE, FILE = "kith-report.png", "kith-report.html"
WIDTH, EDGE = 1200, 96
"""Of the picture, in pixels."""
TEXT, SMALL, LEADING = 40, 30, 1.45
"""Heights of letters, and of a line in them."""
LETTERS = 50
"""In a line of the picture; of the small ones there are a third more."""
PAPER, INK, QUIET, MARK = "#f7f4ec", "#2b3a42", "#5d6b72", "#8fb3a5"


def told_words(group: Group, asked: Round) -> str:
    """What was published of each question, in words."""
    said = [_said(each) for each in (asked.told or "").split()]
    titles = [*asked.lines, wording.text(group.language, "evidence.needed")]
    parts = [
        "\n".join([title, *_lines(group, [each for each in said if each.question == number])])
        for number, title in enumerate(titles)
        if any(each.question == number for each in said)
    ]
    return "\n\n".join(parts)


def _said(written: str) -> Said:
    question, amount, word = written.split(":")
    return Said(int(question), amount, word)


def _lines(group: Group, said: list[Said]) -> list[str]:
    found = []
    for amount in AMOUNTS:
        words = [_word(group, each.word) for each in said if each.amount == amount]
        if words:
            found.append(wording.text(group.language, f"told.{amount}", words=", ".join(words)))
    return found


def _word(group: Group, word: str) -> str:
    if word in rules.OPINIONS:
        return wording.text(group.language, f"evidence.opinion_{word}")
    return wording.text(group.language, f"evidence.need_{word}")


def whole(group: Group, report: str) -> str:
    """The text as it is shown, with the sentence that ends each (G12)."""
    return f"{report}\n\n{wording.text(group.language, 'evidence.end')}"


def page(group: Group, report: str) -> bytes:
    """A page without anything from elsewhere: the picture, and the same in words."""
    title = escape(wording.text(group.language, "evidence.title"))
    parts = [f"<!doctype html><html lang='{group.language}'><meta charset='utf-8'>"]
    parts.append(f"<title>{title}</title><h1>{title}</h1>")
    if has_pictures():
        image = b64encode(picture(group, report)).decode()
        parts.append(f"<img alt='' width='600' src='data:image/png;base64,{image}'>")
    blocks = whole(group, report).split("\n\n")
    parts += ["<p>" + escape(each).replace("\n", "<br>") + "</p>" for each in blocks]
    return "\n".join(parts).encode()


# The picture


def has_pictures() -> bool:
    """Whether the extra `pictures` is installed."""
    return find_spec("PIL") is not None and find_spec("font_source_sans_pro") is not None


def picture(group: Group, report: str) -> bytes:
    """The words on a quiet sheet, as PNG; nothing in it that the text does not say."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - an extra, not there everywhere

    text, small = _font(TEXT), _font(SMALL)
    end = wording.text(group.language, "evidence.end")
    lines = [(line, text, INK) for line in _broken(report, LETTERS)]
    lines += [("", small, INK), *((line, small, QUIET) for line in _broken(end, LETTERS * 4 // 3))]
    height = 2 * EDGE + sum(round(font.size * LEADING) for _, font, _ in lines)
    sheet = Image.new("RGB", (WIDTH, height), PAPER)
    draw, top = ImageDraw.Draw(sheet), EDGE
    draw.rectangle((EDGE // 2, EDGE, EDGE // 2 + 8, height - EDGE), fill=MARK)
    for line, font, ink in lines:
        draw.multiline_text((EDGE, top), line, font=font, fill=ink)
        top += round(font.size * LEADING)
    kept = io.BytesIO()
    sheet.save(kept, "PNG")
    return kept.getvalue()


def _broken(text: str, letters: int) -> list[str]:
    return [part for line in text.splitlines() for part in (wrap(line, letters) or [""])]


def _font(size: int) -> "FreeTypeFont":
    """Source Sans (SIL Open Font License), which has Latin, Cyrillic and Greek."""
    import font_source_sans_pro as font  # noqa: PLC0415 - an extra, not there everywhere
    from PIL import ImageFont  # noqa: PLC0415

    folder = Path(font.__file__).with_name("files")
    return ImageFont.truetype(folder / "SourceSansPro-Regular.ttf", size)
