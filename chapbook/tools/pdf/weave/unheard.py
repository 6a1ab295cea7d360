"""Marks that no tag holds: what they draw is passed over by a screen reader.

The library that checks claims in every build does not look for them; ISO 14289-1, 7.1, does.
"""

from typing import Any

import pikepdf

from chapbook.tools.pdf.foreign import marks
from chapbook.tools.pdf.weave import tree
from chapbook.tools.pdf.weave.sources import Source
from chapbook.tools.pdf.weave.tree import Tree


def has_some(source: Source, left: Tree) -> bool:
    """Tell whether a page of *source*, or a form on it, draws a mark that *left* does not hold."""
    return any(
        marks.drawn(holder) - left.marks.get(holder.objgen, {}).keys()
        for page in source.pages
        for holder in _holders(page)
    )


def _holders(page: Any) -> list[Any]:
    """Return *page* and the forms on it."""
    forms = (each for each in tree.forms(page, set()) if each.get("/Subtype") == "/Form")
    return [page, *(each for each in forms if isinstance(each, pikepdf.Stream))]
