"""Reading the bodies of control calls.

Belongs here: which keys a body has and what they must be. May not enter: their effect.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request

from sandbox.parameters import json_object
from sandbox.refusals import ControlError, Refused

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """What a value must be, in words and as a test."""

    words: str
    fits: Callable[[object], bool]


def _is_integer(value: object) -> bool:
    return type(value) is int


def _is_number(value: object) -> bool:
    return type(value) in (int, float)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _list_of(fits: Callable[[object], bool]) -> Callable[[object], bool]:
    return lambda value: isinstance(value, list) and all(fits(each) for each in value)


INTEGER = Kind("a whole number", _is_integer)
NUMBER = Kind("a number", _is_number)
TEXT = Kind("a text that is not empty", _is_text)
BOOLEAN = Kind("true or false", lambda value: isinstance(value, bool))
INTEGERS = Kind("a list of whole numbers", _list_of(_is_integer))
TEXTS = Kind("a list of texts", _list_of(_is_text))
FORUM = Kind(
    "true, false or a list of topic names",
    lambda value: isinstance(value, bool) or _list_of(_is_text)(value),
)
INSTANT = Kind(
    "epoch seconds or an ISO 8601 text", lambda value: _is_number(value) or _is_text(value)
)


@dataclass(frozen=True, slots=True)
class Form:
    """The keys that a body must have and may have."""

    required: Mapping[str, Kind] = field(default_factory=dict)
    optional: Mapping[str, Kind] = field(default_factory=dict)

    async def read(self, request: Request) -> Json:
        """The body. Raises ControlError, naming the key that is wrong."""
        content = await _content(request)
        known = {**self.required, **self.optional}
        for key in self.required:
            if key not in content:
                raise ControlError(f"{key}: missing; give {self.required[key].words}.")
        for key, value in content.items():
            if key not in known:
                raise ControlError(f"{key}: no such key; there are {', '.join(known) or 'none'}.")
            if not known[key].fits(value):
                raise ControlError(f"{key}: must be {known[key].words}.")
        return content


def exactly_one(content: Json, *keys: str) -> None:
    """Raise ControlError unless exactly one of the keys is given."""
    if sum(key in content for key in keys) != 1:
        raise ControlError(f"{' or '.join(keys)}: give exactly one of them.")


async def _content(request: Request) -> Json:
    body = await request.body()
    try:
        return json_object(body) if body else {}
    except Refused as refusal:
        raise ControlError("The body must be a JSON object.") from refusal
