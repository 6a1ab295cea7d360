"""The tree of a file that is woven as many pieces, divided among them."""

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array

from chapbook.tools.pdf.weave.sources import Number, Source
from chapbook.tools.pdf.weave.tree import listed


def standing(source: Source) -> tuple[frozenset[Number], ...]:
    """Return for each element below the one document of *source* the pages that it stands on.

    Nothing where the tree is built otherwise.
    """
    trunk = _trunk(source)
    if trunk is None:
        return ()
    return tuple(frozenset(_pages(kid)) for kid in listed(trunk.get("/K")))


def thin(source: Source, known: tuple[frozenset[Number], ...]) -> None:
    """Take out of the tree of *source* the branches that, by ``standing``, are on no chosen page.

    So many pieces of one file are not gone through wholly for each of them.
    """
    trunk = _trunk(source)
    if trunk is None or not known:
        return
    pairs = zip(listed(trunk.K), known, strict=True)
    trunk.K = Array([kid for kid, pages in pairs if pages & source.order.keys()])


def _trunk(source: Source) -> Any:
    """Return the only element below the root; nothing where it has content or there are more."""
    root = source.file.Root.get("/StructTreeRoot")
    tops = listed(root.get("/K")) if isinstance(root, pikepdf.Dictionary) else []
    kids = listed(tops[0].get("/K")) if len(tops) == 1 else []
    is_plain = bool(kids) and all(isinstance(k, pikepdf.Dictionary) and "/S" in k for k in kids)
    return tops[0] if is_plain else None


def _pages(element: Any) -> Iterator[Number]:
    """Yield the pages that *element* and those below it name."""
    seen: set[Number] = set()
    waiting = [element]
    while waiting:
        each = waiting.pop()
        if each.is_indirect and each.objgen in seen:
            continue
        seen.add(each.objgen)
        if "/Pg" in each:
            yield each.Pg.objgen
        waiting += [kid for kid in listed(each.get("/K")) if isinstance(kid, pikepdf.Dictionary)]
