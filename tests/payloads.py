"""A second opinion on what the bot sends: aiogram's typed methods.

Belongs here: the check of ledger calls. May not enter: the reference that the sandbox itself uses.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import aiogram.methods
from pydantic import BaseModel, ValidationError


def check(calls: Iterable[Mapping[str, Any]]) -> None:
    """Parse each ledger call {method, params} into aiogram's model of the method.

    Raises AssertionError, naming method and field, for what does not parse, and for anything that
    is left in `model_extra` at any depth: aiogram's models keep unknown fields silently.
    """
    for call in calls:
        for path in unknown_fields(_parsed(call), call["method"]):
            raise AssertionError(f"{path}: unknown to aiogram")


def unknown_fields(value: object, path: str) -> Iterator[str]:
    """The paths of all fields that no model knows."""
    if isinstance(value, BaseModel):
        yield from (f"{path}.{name}" for name in value.model_extra or {})
        for name in type(value).model_fields:
            yield from unknown_fields(getattr(value, name), f"{path}.{name}")
    elif isinstance(value, list | tuple):
        for index, each in enumerate(value):
            yield from unknown_fields(each, f"{path}[{index}]")


def _parsed(call: Mapping[str, Any]) -> BaseModel:
    name = call["method"]
    model: type[BaseModel] | None = getattr(aiogram.methods, name[:1].upper() + name[1:], None)
    if model is None:
        raise AssertionError(f"{name}: aiogram knows no such method")
    try:
        return model.model_validate(call["params"])
    except ValidationError as error:
        fields = ", ".join(".".join(map(str, each["loc"])) for each in error.errors())
        raise AssertionError(f"{name}: aiogram refuses {fields}") from error
