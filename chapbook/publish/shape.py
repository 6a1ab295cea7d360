"""JSON as typed values: what is read is what was expected, or a `ShapeError`."""

import json
from collections.abc import Callable, Mapping
from typing import TypeVar

Value = TypeVar("Value")


class ShapeError(ValueError):
    """A JSON document does not have the shape it should."""


def parsed(data: bytes) -> Mapping[str, object]:
    """Return *data*, UTF-8 JSON, as an object.

    Raises:
        ShapeError: *data* is not JSON, or not an object.
    """
    try:
        return obj(json.loads(data.decode("utf-8")))
    except (ValueError, RecursionError) as error:
        raise ShapeError(f"it is not JSON ({error})") from error


def written(value: object) -> bytes:
    """Return *value* as the JSON that we publish: the same value, the same bytes."""
    text = json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    # A lone surrogate has no UTF-8; Python's escape for it is also JSON's.
    return text.encode("utf-8", "backslashreplace")


def obj(value: object) -> Mapping[str, object]:
    """Return *value* if it is an object."""
    if not isinstance(value, dict):
        raise ShapeError(f"{value!r} stands where an object should")
    return value


def member(value: Mapping[str, object], key: str) -> object:
    """Return the member *key*, which must exist."""
    if key not in value:
        raise ShapeError(f"{key!r} is missing")
    return value[key]


def text(value: object) -> str:
    """Return *value* if it is a string."""
    if not isinstance(value, str):
        raise ShapeError(f"{value!r} stands where a text should")
    return value


def whole(value: object) -> int:
    """Return *value* if it is a whole number, not negative."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ShapeError(f"{value!r} stands where a whole number should")
    return value


def optional(read: Callable[[object], Value], value: object) -> Value | None:
    """Return *value* through *read*, or None as it is."""
    return None if value is None else read(value)


def each(read: Callable[[object], Value], value: object) -> dict[str, Value]:
    """Return the object *value* with every member through *read*."""
    return {key: read(item) for key, item in obj(value).items()}


def array(read: Callable[[object], Value], value: object) -> tuple[Value, ...]:
    """Return the array *value* with every item through *read*."""
    if not isinstance(value, list):
        raise ShapeError(f"{value!r} stands where an array should")
    return tuple(read(item) for item in value)
