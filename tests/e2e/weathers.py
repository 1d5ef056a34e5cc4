"""Conditions of the world in which the tests of this folder run, and must hold.

Belongs here: which weathers there are, as plain values, and which one it is now. May not enter: how
people act and look in them (`scene`, `phones`), and which tests run in which (`forecast`).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from domain.people import shown_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Weather:
    """What is otherwise than in fair weather, where people have names as in a book, a new Telegram,
    no @username, nobody has pressed Start, and Kith is a plain member of a plain group.

    `person`, `title`: around the names of people and groups. `started`: everybody has pressed Start
    long ago. `usernames`: everybody has one. `old_phones`: they show no message that one person
    alone sees, and give commands so that all see them. `admin`: Kith is one. `forum`: groups are.
    `among`: how the paths of the tests begin that have all been run in it; an ordinary run tries
    those, and a weather without any only where it is named.
    """

    name: str
    words: str
    person: str = "{}"
    title: str = "{}"
    started: bool = False
    usernames: bool = False
    old_phones: bool = False
    admin: bool = False
    forum: bool = False
    among: tuple[str, ...] = ()

    def called(self, name: str) -> str:
        """What somebody whom the tests call so is called at Telegram."""
        return self.person.replace("{}", name)

    def titled(self, title: str) -> str:
        """The same of a group."""
        return self.title.replace("{}", title)


FAIR = Weather(name="fair", words="as the tests were written")

WEATHERS = (
    Weather(
        name="old-phones",
        words="no Telegram shows what one person sees",
        old_phones=True,
        among=("tests/e2e/test_c", "tests/e2e/test_m", "tests/e2e/test_s"),
    ),
    Weather(
        name="generous",
        words="Kith is an admin of a forum, everybody has pressed Start and has an @username",
        started=True,
        usernames=True,
        admin=True,
        forum=True,
    ),
    Weather(
        name="hostile-names",
        words="names with markup, bidi controls, stacked marks, braces",
        person="\u202e{}<b>&{0}%s\u0301\u0301\u0301\u0301\u0301\u200f`*_[\U0001f469\u200d\U0001f469",
        title="<i>{}\u202e{x}%d\u0301\u0301\u0301\u0301\u2067&amp;@everybody",
        among=("tests/e2e/test_", "tests/e2e/s", "tests/e2e/gatherings/"),
    ),
)
"""`FAIR` is none of them: it is there in every run."""

BY_NAME = {each.name: each for each in (FAIR, *WEATHERS)}

_now = [FAIR]


def now() -> Weather:
    """The weather of the test that runs."""
    return _now[-1]


@contextmanager
def over(weather: Weather) -> Iterator[None]:
    """It is so for a while."""
    _now.append(weather)
    try:
        yield
    finally:
        _now.pop()


class Names:
    """What people and groups are called by the tests, and what stands for that on a phone.

    Only what went through the one sanitiser is known again: a name that got somewhere in another
    way stays as it is, and the test does not find its person.
    """

    def __init__(self) -> None:
        self._shown: dict[str, str] = {}

    def add(self, plain: str, there: str) -> None:
        """Somebody, or a group, called otherwise at Telegram."""
        if plain != there:
            self._shown[shown_name(plain)] = shown_name(there)

    def plain(self, text: str) -> str:
        """A text of Kith's, with the names of the tests in it."""
        for plain, there in self._shown.items():
            text = text.replace(there, plain)
        return text

    def there(self, text: str) -> str:
        """A text of a test's, as it stands on the phone."""
        for plain, there in self._shown.items():
            text = text.replace(plain, there)
        return text
