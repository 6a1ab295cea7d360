"""Objects of a PDF as Python's own values, for whoever goes through tens of thousands of them.

qpdf writes an object down at once, as JSON; pikepdf makes an object of its own of each value that
is asked for, which takes twice as long.  In that JSON a name begins with a slash, a string with
``u:`` or ``b:``, and only a reference with a digit, as in ``12 0 R``.

Source: https://qpdf.readthedocs.io/en/stable/json.html#qpdf-json-object-values
"""

import json
from typing import Any

import pikepdf


def reference(thing: Any) -> str:
    """Return how *thing*, an indirect object, is referred to."""
    number, generation = thing.objgen
    return f"{number} {generation} R"


class Plain:
    """The objects of one file."""

    def __init__(self, file: pikepdf.Pdf) -> None:
        self._object = file.get_object
        self._read = json.JSONDecoder().raw_decode

    def of(self, value: Any) -> Any:
        """Return what *value* refers to; *value* itself if it is no reference, and no object."""
        if isinstance(value, str) and value[:1].isdigit():
            number, generation, _ = value.split()
            value = self._object((int(number), int(generation)))
        if not isinstance(value, pikepdf.Object):
            return value
        return self._read(value.to_json(dereference=True).decode())[0]

    def listed(self, value: Any) -> list[Any]:
        """Return the values of an array; one that stands alone, and nothing, as an array, too."""
        held = self.of(value)
        if held is None:
            return []
        return held if isinstance(held, list) else [value]
