"""Objects of a PDF as Python's own values, for whoever goes through tens of thousands of them.

qpdf writes an object down at once, as JSON; pikepdf makes an object of its own of each value that
is asked for, which takes half as long again.  In that JSON a name begins with a slash, a string
with ``u:`` or ``b:``, and only a reference with a digit, as in ``12 0 R``.

Source: https://qpdf.readthedocs.io/en/stable/json.html#qpdf-json-object-values
"""

import json
from typing import Any

import pikepdf


def reference(thing: Any) -> str:
    """Return how *thing*, an indirect object, is referred to."""
    number, generation = thing.objgen
    return f"{number} {generation} R"


def is_reference(value: str) -> bool:
    """Tell whether *value* refers to an object."""
    return value[:1].isdigit()


class Plain:
    """The objects of one file."""

    def __init__(self, file: pikepdf.Pdf) -> None:
        self._file = file
        self._read = json.JSONDecoder().raw_decode

    def object(self, name: str) -> Any:
        """Return what the reference *name* stands for; ``None`` for nothing."""
        number, generation, _ = name.split()
        return self._file.get_object((int(number), int(generation)))

    def of(self, value: Any) -> Any:
        """Return what *value* refers to; *value* itself if it is no reference, and no object."""
        if isinstance(value, str):
            if not is_reference(value):
                return value
            value = self.object(value)
        if not isinstance(value, pikepdf.Object):
            return value
        return self._read(value.to_json(dereference=True).decode())[0]

    def listed(self, value: Any) -> list[Any]:
        """Return the values of an array; one that stands alone, and nothing, as an array, too."""
        held = self.of(value)
        if held is None:
            return []
        return held if isinstance(held, list) else [value]
