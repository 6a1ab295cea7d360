"""What pages draw with: fonts, pictures, forms; what is none of these is left out.

A viewer passes over a font that is a number, and our programs may not stumble over it either.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import pikepdf
from pikepdf import Dictionary

from chapbook.tools.pdf.foreign import spelling

_KINDS = ("/Font", "/XObject", "/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/Properties")

_FITS: dict[str, type | tuple[type, ...]] = {
    "/Font": pikepdf.Dictionary,
    "/XObject": pikepdf.Stream,
    "/ExtGState": pikepdf.Dictionary,
}
"""What the entries of a kind must be."""


def mend(pages: Iterable[Any]) -> None:
    """Leave in the resources of *pages*, and of the forms on them, what can be drawn with.

    Many programs let all pages and forms share theirs, so each is looked at once.
    """
    known: set[Any] = set()
    for page in pages:
        for holder in holders(page):
            held = holder.get("/Resources")
            if not isinstance(held, pikepdf.Dictionary):
                holder.Resources = Dictionary()
            elif _is_new(held, known):
                _mend(held, known)


def _is_new(thing: Any, known: set[Any]) -> bool:
    """Tell whether *thing* was not met before; what is no object of its own is always new."""
    if not thing.is_indirect:
        return True
    is_new = thing.objgen not in known
    known.add(thing.objgen)
    return is_new


def _mend(resources: Any, known: set[Any]) -> None:
    for kind in _KINDS:
        held = resources.get(kind)
        if held is not None and not isinstance(held, pikepdf.Dictionary):
            del resources[kind]
        elif held is not None and _is_new(held, known):
            _mend_kind(held, kind, known)


def _mend_kind(held: Any, kind: str, known: set[Any]) -> None:
    for name, thing in list(held.items()):
        if kind in _FITS and not isinstance(thing, _FITS[kind]):
            del held[name]
        elif kind == "/Font" and _is_new(thing, known):
            _mend_font(thing)


def _mend_font(font: Any) -> None:
    """Take out of *font* a description that is none, and let its name be text.

    Source: ISO 32000-2, 9.8.
    """
    within = font.get("/DescendantFonts")
    if within is not None and not _is_font_list(within):
        del font["/DescendantFonts"]
    for each in (font, *font.get("/DescendantFonts", [])):
        if "/FontDescriptor" in each and not isinstance(each.FontDescriptor, pikepdf.Dictionary):
            del each["/FontDescriptor"]
        spelling.respell(each, "/BaseFont")
        if "/FontDescriptor" in each:
            spelling.respell(each.FontDescriptor, "/FontName")


def _is_font_list(within: Any) -> bool:
    fonts = list(within) if isinstance(within, pikepdf.Array) else []
    return bool(fonts) and all(isinstance(each, pikepdf.Dictionary) for each in fonts)


def holders(page: Any) -> Iterator[Any]:
    """Yield *page* and every form on it, those within others, too."""
    waiting, known = [page], set[Any]()
    while waiting:
        holder = waiting.pop()
        yield holder
        for thing in entries(holder, "/XObject"):
            is_form = isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Form"
            if is_form and thing.objgen not in known:
                known.add(thing.objgen)
                waiting.append(thing)


def entries(holder: Any, kind: str) -> list[Any]:
    """Return what *holder*, a page or a form, has of a *kind* such as ``/Font``."""
    held = of(holder).get(kind)
    return list(held.values()) if isinstance(held, pikepdf.Dictionary) else []


def of(holder: Any) -> Any:
    """Return the resources of *holder*; an empty dictionary where it has none."""
    held = holder.get("/Resources")
    return held if isinstance(held, pikepdf.Dictionary) else Dictionary()
