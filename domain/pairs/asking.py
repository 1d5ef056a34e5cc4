"""Asking for company: what a request says, and how it is put together with taps (P4, P24).

Belongs here: the closed lists of a request, and turning from one choice to the next. May not enter:
words (they live in the catalogs) or who may ask (`rules`).
"""

from dataclasses import dataclass, fields, replace
from datetime import timedelta

from domain.refusals import ButtonGone
from domain.schedule import instant, local_date

HOUR = 3600
EVENING = 19 * 60
"""Minutes after midnight at which "this evening" begins."""
SOON = 30 * 60
"""Seconds until "soon" begins where everyone is asked."""

CHOICES = {
    "company": ("one", "two", "everyone"),
    "kind": ("talk", "listen", "silence", "walk", "eating", "practical"),
    "length": ("15", "30", "60"),
    "medium": ("writing", "call", "place"),
    "when": ("soon", "today", "tomorrow", "week"),
    "asking": ("2", "6", "24"),
}
"""By field. `company`: with how many others; `length`: minutes; `asking`: for how many hours the
line stands in the group."""

OTHERS = {"one": 1, "two": 2, "everyone": 0}
"""How many yeses a request waits for; none where everyone is asked, since nobody is introduced."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A request as it stands on the form, each field a key of its list."""

    company: str = "one"
    kind: str = "talk"
    length: str = "30"
    medium: str = "writing"
    when: str = "soon"
    asking: str = "6"

    @property
    def encoded(self) -> str:
        """The draft as the choice of a button."""
        return ".".join(getattr(self, each.name) for each in fields(self))

    def turned(self, name: str, *, small: bool) -> "Draft":
        """The draft with the next choice of a field. `small`: the group is (P31)."""
        keys = choices(name, small=small)
        now = getattr(self, name)
        following = keys[(keys.index(now) + 1) % len(keys)] if now in keys else keys[0]
        return replace(self, **{name: following})


def decoded(choice: str | None) -> Draft:
    """The draft behind a button. Raises ButtonGone for anything that is none."""
    keys = (choice or "").split(".")
    if len(keys) != len(CHOICES):
        raise ButtonGone
    if any(key not in known for key, known in zip(keys, CHOICES.values(), strict=True)):
        raise ButtonGone
    return Draft(*keys)


def choices(name: str, *, small: bool) -> tuple[str, ...]:
    """What a field can be; in a small group, company is asked of everyone (P31)."""
    return ("everyone",) if small and name == "company" else CHOICES[name]


def first_draft(*, small: bool) -> Draft:
    """What the form begins with."""
    return Draft(company="everyone") if small else Draft()


def begins_at(draft: Draft, now: int, zone: str) -> int:
    """When company of everyone begins (UTC seconds)."""
    if draft.when == "soon":
        return now + SOON
    days = {"today": 0, "tomorrow": 1, "week": 3}[draft.when]
    day = local_date(now, zone) + timedelta(days=days)
    evening = instant(day, EVENING, zone)
    return evening if evening is not None and evening > now else now + HOUR


def ends_at(draft: Draft, now: int, zone: str) -> int:
    """When the line of a request ends, whatever happened (P31); UTC seconds."""
    if draft.company == "everyone":
        return begins_at(draft, now, zone) + int(draft.length) * 60
    return now + int(draft.asking) * HOUR
