"""A wish for company in words: the line of the group, and what each choice is called.

Belongs here: putting choices into sentences. May not enter: names, or what is stored.
"""

from domain.pairs.asking import Draft, begins_at
from handlers import wording
from storage.groups import Group
from storage.pairs.requests import Request


def choice_word(language: str, name: str, key: str) -> str:
    """What a choice of the form is called."""
    match name:
        case "company":
            return wording.text(language, f"pairs.company.{key}")
        case "kind":
            return wording.text(language, f"pairs.kind.{key}")
        case "length":
            return wording.text(language, f"pairs.length.{key}")
        case "medium":
            return wording.text(language, f"pairs.medium.{key}")
        case "when":
            return wording.text(language, f"pairs.when.{key}")
    return wording.text(language, f"pairs.asking.{key}")


def wish_words(language: str, wish: Draft) -> str:
    """The wish in a few words: kind, length, when, how."""
    return wording.text(
        language,
        "pairs.wish",
        kind=choice_word(language, "kind", wish.kind),
        length=choice_word(language, "length", wish.length),
        when=choice_word(language, "when", wish.when),
        medium=choice_word(language, "medium", wish.medium),
    )


def line_words(group: Group, wish: Draft, asked_at: int, ends_at: int) -> str:
    """The quiet line of the group, without a name (P4)."""
    language = group.language
    words = wish_words(language, wish)
    if wish.company == "everyone":
        at = wording.moment(language, begins_at(wish, asked_at, group.zone), group.zone)
        return wording.text(language, "pairs.line_everyone", wish=words, at=at)
    company = choice_word(language, "company", wish.company)
    until = wording.moment(language, ends_at, group.zone)
    return wording.text(language, "pairs.line", wish=words, company=company, until=until)


def line_of(group: Group, request: Request) -> str:
    """The line of a request."""
    return line_words(group, request.wish, request.asked_at, request.ends_at)
