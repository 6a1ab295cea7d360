"""Drawing that does not end, ended: what is printed behind it would be swallowed otherwise."""

import re
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Operator

from chapbook.tools.pdf.foreign.drawing import content

_STRING = re.compile(rb"\((?:[^()\\]|\\.)*\)", re.DOTALL)
_SAVES = re.compile(rb"(?:^|(?<=[\s\]>)]))q(?=\s|$)")
_RESTORES = re.compile(rb"(?:^|(?<=[\s\]>)]))Q(?=\s|$)")
_NESTED = 6
"""Brackets in brackets in strings."""

_CLOSES = {"Q": "q", "ET": "BT", "EMC": "BMC"}
_OPENS = {"q": "q", "BT": "BT", "BMC": "BMC", "BDC": "BMC"}


def tidy(file: pikepdf.Pdf, page: Any) -> None:
    """Write what *page* draws anew if it does not end all that it begins.

    Raises:
        pikepdf.PdfError: It cannot be understood.
    """
    _sound(page)
    if _is_finished(content(page)):
        return
    tidied = list(_ended(pikepdf.parse_content_stream(page)))
    page.Contents = file.make_stream(pikepdf.unparse_content_stream(tidied))


def _sound(page: Any) -> None:
    """Leave in the contents of *page* what can be drawn."""
    held = page.get("/Contents")
    if isinstance(held, pikepdf.Array):
        parts = [each for each in held if isinstance(each, pikepdf.Stream)]
        if len(parts) != len(held):
            page.Contents = Array(parts)
    elif held is not None and not isinstance(held, pikepdf.Stream):
        del page["/Contents"]


def _is_finished(data: bytes) -> bool:
    """Tell whether *data* surely ends all that it begins; pictures in it may leave a doubt."""
    for _ in range(_NESTED):
        if b"(" not in data:
            break
        data = _STRING.sub(b" ", data)
    pairs = ((b"(", b")"), (b"[", b"]"), (b"<", b">"), (b"BT", b"ET"), (b"BI", b"EI"))
    return (
        b"(" not in data
        and all(data.count(left) == data.count(right) for left, right in pairs)
        and len(_SAVES.findall(data)) == len(_RESTORES.findall(data))
        and data.count(b"BDC") + data.count(b"BMC") == data.count(b"EMC")
    )


def _ended(instructions: Any) -> Iterator[Any]:
    """Yield *instructions* without ends of what did not begin, and with those that are missing."""
    opened: dict[str, int] = {"q": 0, "BT": 0, "BMC": 0}
    for each in instructions:
        name = str(each.operator)
        if name in _OPENS:
            opened[_OPENS[name]] += 1
        elif name in _CLOSES:
            if not opened[_CLOSES[name]]:
                continue
            opened[_CLOSES[name]] -= 1
        yield each
    for name, begin in (("ET", "BT"), ("EMC", "BMC"), ("Q", "q")):
        for _ in range(opened[begin]):
            yield [], Operator(name)
