"""Which marks pages draw: what structure elements refer to (ISO 32000-2, 14.7.5)."""

import re
from typing import Any

import pikepdf

from chapbook.tools.pdf.foreign.drawing import content

_MARK = re.compile(rb"/MCID\s+(\d+)")
_HELD = re.compile(rb"/MCID\s+(\d+)[^>]*>>\s*BDC\b(.*?)\bEMC\b", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_STRING = re.compile(rb"\(((?:[^()\\]|\\.)*)\)", re.DOTALL)
_NAMED = re.compile(rb"/[^\s/<>\[\]()]+\s*/([^\s/<>\[\]()]+)\s+BDC\b")
_FEW_BYTES = 24
"""So much text, twelve letters of two bytes, may be a page number that nobody has to hear."""

_SHOWN = re.compile(rb"[\])>]\s*T[jJ]\b")


def drawn(page: Any) -> set[int]:
    """Return the number of every mark that *page*, or a form, itself draws, empty ones, too."""
    data = content(page)
    found = {int(number) for number in _MARK.findall(data)}
    return found | _by_name(page, data)


def short(page: Any) -> set[int]:
    """Return the number of every mark on *page* with nothing in it, or only a few letters."""
    return {int(number) for number, held in _HELD.findall(content(page)) if _is_short(held)}


def _is_short(held: bytes) -> bool:
    """Tell whether *held*, what a mark draws, is nothing, or a few letters."""
    letters = sum(len(each) // 2 for each in _HEX.findall(held))
    letters += sum(map(len, _STRING.findall(held)))
    return letters <= _FEW_BYTES and b" Do" not in held


def has_words(page: Any) -> bool:
    """Tell whether *page* sets letters outside what it marks as furniture, if it marks that."""
    data = content(page)
    is_furniture = b"/Artifact" in data and not _MARK.search(data)
    return bool(_SHOWN.search(data)) and not is_furniture


def _by_name(page: Any, data: bytes) -> set[int]:
    """Return the marks of *page* whose numbers stand among its resources."""
    resources = page.get("/Resources")
    held = resources.get("/Properties") if isinstance(resources, pikepdf.Dictionary) else None
    if not isinstance(held, pikepdf.Dictionary):
        return set()
    named = {"/" + name.decode("latin-1") for name in _NAMED.findall(data)}
    said = (held[name] for name in named if name in held)
    return {
        int(each.MCID) for each in said if isinstance(each, pikepdf.Dictionary) and "/MCID" in each
    }
