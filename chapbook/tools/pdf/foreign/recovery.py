"""Whether a file, above all one that was put together again, has all that its pages draw."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pikepdf
from pikepdf import Dictionary

from chapbook.tools.pdf.foreign.drawing import content
from chapbook.tools.pdf.foreign.reasons import Refusal, problem
from chapbook.tools.pdf.foreign.report import Problem

_THING = re.compile(rb"/([^\s/<>\[\]()#]+)\s+Do\b")
_FACE = re.compile(rb"/([^\s/<>\[\]()#]+)\s+[-+.\d]+\s+Tf\b")

_LEAVE_OUT = "Download it again, or ask for a whole copy, or leave these pages out with pages:."


def missed(pages: Mapping[int, Any]) -> Iterator[Problem]:
    """Yield what is to be said of *pages*, by index, that name content which is not there.

    A page that names none is blank and meant to be; viewers show the others blank, too.

    Raises:
        Refusal: All that one of them draws is not there.
    """
    gone = {index + 1: _gone(page) for index, page in pages.items()}
    lost = [number for number, parts in gone.items() if parts and all(parts)]
    if lost:
        what = "what is drawn on a page is not in the file, so that it would be blank"
        raise Refusal(problem("truncated", lost, what=what, fix=_LEAVE_OUT))
    if partly := [number for number, parts in gone.items() if any(parts)]:
        yield problem("lost-drawing", partly, count=sum(map(sum, gone.values())))


def _gone(page: Any) -> list[bool]:
    """Return for each part of what *page* draws whether it is missing, or no drawing."""
    said = dict(page.items())  # get() does not tell what is missing from what was never named
    if "/Contents" not in said:
        return []
    held = said["/Contents"]
    parts = list(held) if isinstance(held, pikepdf.Array) else [held]
    return [not isinstance(each, pikepdf.Stream) for each in parts]


def checked(pages: Mapping[int, Any]) -> Problem:
    """Say that *pages* were recovered.

    Raises:
        Refusal: What one of them draws, or draws with, is not there.
    """
    lost = [index + 1 for index, page in pages.items() if _is_lost(page)]
    if lost:
        what = "what is drawn on a page, or a font or picture of it, is not there"
        raise Refusal(problem("truncated", lost, what=what))
    return problem("recovered")


def _is_lost(page: Any) -> bool:
    """Tell whether *page* lacks content, or something that its content names."""
    held = page.get("/Contents")
    parts = list(held) if isinstance(held, pikepdf.Array) else [held]
    if not all(isinstance(each, pikepdf.Stream) for each in parts):
        return True
    try:
        data = content(page)
    except pikepdf.PdfError:
        return True
    wanted = {("/XObject", name) for name in _THING.findall(data)}
    wanted |= {("/Font", name) for name in _FACE.findall(data)}
    resources = page.get("/Resources", Dictionary())
    return any(
        "/" + name.decode("latin-1") not in resources.get(kind, Dictionary())
        for kind, name in wanted
    )
