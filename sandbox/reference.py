"""What a Bot API call may carry, by Telegram's own reference.

Belongs here: names, types and required fields of Bot API 10.3, read from
`data/bot-api-10.3.json`. May not enter: what a method does, and limits that the reference does not
list (`limits.py`).
"""

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, partial
from importlib.resources import files
from typing import Any

from sandbox.refusals import bad_request, not_found

Json = dict[str, Any]
Reader = Callable[[object], object]

_ARRAY = "Array of "
_BOOLEANS = {"true": True, "false": False, "1": True, "0": False}
_MISSING = {"text": "message text is empty", "chat_id": "chat_id is empty"}


class Misfit(ValueError):
    """A value that the reference does not allow; `str()` is the end of the error text."""


@dataclass(frozen=True, slots=True)
class _Field:
    types: tuple[str, ...]
    required: bool
    read: Reader


def canonical(method: str) -> str:
    """The method's name as the reference spells it; Telegram ignores case. Raises Refused 404."""
    try:
        return _spellings()[method.lower()]
    except KeyError:
        raise not_found() from None


def accept(method: str, raw: Mapping[str, object]) -> Json:
    """Read the parameters of a call: strings of a form, or values of a JSON body.

    Raises Refused: 404 for an unknown method; 400 for an unknown, missing or wrong parameter, also
    deep inside nested objects.
    """
    fields = _parameters(canonical(method))
    try:
        _require_present(fields, raw)
        return {name: _read_parameter(fields, name, value) for name, value in raw.items()}
    except Misfit as misfit:
        raise bad_request(str(misfit)) from misfit


def require_type(name: str, value: object) -> None:
    """Raise Misfit unless the value is what the reference calls `name` (of what is sent)."""
    _reader(name)(value)


def _require_present(fields: Mapping[str, _Field], raw: Mapping[str, object]) -> None:
    for name, field in fields.items():
        if field.required and name not in raw:
            raise Misfit(_MISSING.get(name, f'parameter "{name}" is required'))


def _read_parameter(fields: Mapping[str, _Field], name: str, value: object) -> object:
    if name not in fields:
        raise Misfit(f'unknown parameter "{name}"')
    field = fields[name]
    try:
        return field.read(_from_text(field.types, value) if isinstance(value, str) else value)
    except (Misfit, ValueError) as wrong:
        reason = wrong if isinstance(wrong, Misfit) else f"must be {' or '.join(field.types)}"
        raise Misfit(f'parameter "{name}": {reason}') from wrong


def _from_text(types: tuple[str, ...], text: str) -> object:
    """The value that a form's string stands for. Raises ValueError."""
    if "Integer" in types and (types == ("Integer",) or text.removeprefix("-").isdecimal()):
        return int(text)
    if "String" in types:
        return text
    if types == ("Boolean",):
        return _boolean(text)
    return json.loads(text)


def _boolean(text: str) -> bool:
    if text.lower() not in _BOOLEANS:
        raise Misfit("must be true or false")
    return _BOOLEANS[text.lower()]


@cache
def _content() -> Json:
    path = files("sandbox") / "data" / "bot-api-10.3.json"
    content: Json = json.loads(path.read_text("utf-8"))
    return content


@cache
def _spellings() -> dict[str, str]:
    return {name.lower(): name for name in _content()["methods"]}


@cache
def _parameters(method: str) -> dict[str, _Field]:
    return _fields(_content()["methods"][method]["params"])


@cache
def _object_fields(name: str) -> dict[str, _Field]:
    return _fields(_content()["types"][name].get("fields", {}))


def _fields(described: Json) -> dict[str, _Field]:
    return {
        name: _Field(types := tuple(each["types"]), each["required"], _one_of(types))
        for name, each in described.items()
    }


def _one_of(types: tuple[str, ...]) -> Reader:
    return _reader(types[0]) if len(types) == 1 else partial(_read_one_of, types)


@cache
def _reader(type_name: str) -> Reader:
    if type_name in _PLAIN:
        return partial(_read_plain, type_name, _PLAIN[type_name])
    if type_name.startswith(_ARRAY):
        return partial(_read_array, type_name.removeprefix(_ARRAY))
    return partial(_read_object, type_name)


_PLAIN: dict[str, tuple[type, ...]] = {
    "Integer": (int,),
    "Float": (int, float),
    "String": (str,),
    "Boolean": (bool,),
}


def _read_plain(name: str, kinds: tuple[type, ...], value: object) -> object:
    if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
        raise Misfit(f"must be {name}")
    return value


def _read_array(item: str, value: object) -> list[object]:
    if not isinstance(value, list):
        raise Misfit(f"must be {_ARRAY}{item}")
    read = _reader(item)
    return [read(each) for each in value]


def _read_object(name: str, value: object) -> object:
    subtypes = _content()["types"][name].get("subtypes", ())
    if name in subtypes:
        return _read_rich(name, value)
    if subtypes:
        return _read_one_of(subtypes, value)
    if not isinstance(value, dict):
        raise Misfit(f"can't parse {name}: must be an object")
    return _read_fields(name, value)


def _read_rich(name: str, value: object) -> object:
    """RichText lists itself among its subtypes: it is also a plain string or a list of itself."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return _read_array(name, value)
    others = [each for each in _content()["types"][name]["subtypes"] if each != name]
    return _read_one_of(others, value)


def _read_fields(name: str, value: Json) -> Json:
    fields = _object_fields(name)
    for key in value:
        if key not in fields:
            raise Misfit(f'can\'t parse {name}: unknown field "{key}"')
    for key, field in fields.items():
        if field.required and key not in value:
            raise Misfit(f"can't parse {name}: Can't find field \"{key}\"")
    return {key: _read_field(name, key, fields[key], each) for key, each in value.items()}


def _read_field(owner: str, key: str, field: _Field, value: object) -> object:
    try:
        return field.read(value)
    except Misfit as misfit:
        if str(misfit).startswith("must be"):
            raise Misfit(f'can\'t parse {owner}: Field "{key}" {misfit}') from misfit
        raise


def _read_one_of(types: Sequence[str], value: object) -> object:
    for name in types:
        with suppress(Misfit):
            return _reader(name)(value)
    closest = max(types, key=lambda name: _likeness(name, value))
    if not _likeness(closest, value):
        raise Misfit(f"must be {' or '.join(types)}")
    return _reader(closest)(value)


def _likeness(name: str, value: object) -> int:
    """How many keys a value shares with a type: what the closest type lacks is worth telling."""
    if name not in _content()["types"] or not isinstance(value, dict):
        return 0
    return len(_object_fields(name).keys() & value.keys())
