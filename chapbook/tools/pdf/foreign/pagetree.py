"""The pages of a file, found without trusting the tree that lists them (ISO 32000-2, 7.7.3)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from chapbook.tools.pdf.foreign.reasons import MOST_PAGES, MOST_PAGES_IN_FILE, Refusal, problem

INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
"""What a page may have from the nodes above it (table 31)."""

_DEEPEST = 1_000
"""No program writes a tree of pages with so many levels."""

_Leaf = tuple[Any, dict[str, Any]]
"""What should be a page, and what it has from above."""


def flatten(file: pikepdf.Pdf) -> frozenset[int]:
    """List all pages of *file* in one node, each with what it had from above.

    qpdf would follow for ever a tree whose nodes stand in several others and double each time,
    gives up on one with many levels, and believes what it says of the number of its pages.

    Returns:
        The indices of pages that do not say how large they are.

    Raises:
        Refusal: There is no page, there are too many, some are missing, or they run in a circle.
    """
    leaves: list[_Leaf] = []
    for leaf in _leaves(file.Root.get("/Pages")):
        leaves.append(leaf)
        if len(leaves) > MOST_PAGES_IN_FILE:
            what = f"it has more than {MOST_PAGES_IN_FILE:,} pages"
            raise Refusal(problem("too-large", what=what))
    pages = [leaf for leaf in leaves if isinstance(leaf[0], pikepdf.Dictionary)]
    if not pages:
        raise Refusal(problem("no-pages"))
    if lost := len(leaves) - len(pages):
        what = f"{lost} of the pages that it lists {'is' if lost == 1 else 'are'} not there"
        raise Refusal(problem("truncated", what=what))
    _write(file, pages)
    return frozenset(
        index for index, (page, above) in enumerate(pages) if "/MediaBox" not in {*above, *page}
    )


def _write(file: pikepdf.Pdf, pages: Sequence[_Leaf]) -> None:
    """Let *file* list *pages*; one that stands in it twice becomes two."""
    root: Any = file.make_indirect(Dictionary(Type=Name.Pages, Count=len(pages)))
    kids, known = [], set()
    for leaf, above in pages:
        page = leaf
        if not page.is_indirect or page.objgen in known:
            page = file.make_indirect(Dictionary(page))
        known.add(page.objgen)
        for key, value in above.items():
            if key not in page:
                page[key] = value
        page.Type, page.Parent = Name.Page, root
        kids.append(page)
    root.Kids = Array(kids)
    file.Root.Pages = root


def _leaves(root: Any) -> Iterator[_Leaf]:
    """Yield all below *root* that is no node, in order."""
    waiting: list[tuple[Any, frozenset[Any], dict[str, Any]]] = [(root, frozenset(), {})]
    while waiting:
        node, path, above = waiting.pop()
        if not isinstance(node, pikepdf.Dictionary) or "/Kids" not in node:
            yield node, above
            continue
        if node.objgen in path or len(path) > _DEEPEST:
            raise Refusal(problem("page-tree-loop"))
        if isinstance(node.Kids, pikepdf.Array):
            own = {key: node[key] for key in INHERITED if key in node}
            within = {**above, **own} if own else above
            further = path | {node.objgen}
            waiting += [(kid, further, within) for kid in reversed(list(node.Kids))]


def chosen(file: pikepdf.Pdf, ranges: Sequence[range] | None) -> dict[int, Any]:
    """Return the pages of *file* that *ranges* of their indices choose, each once, by index.

    Raises:
        Refusal: They are too many.
    """
    pages = file.pages
    count = len(pages)
    wanted = [range(count)] if ranges is None else ranges
    indices = dict.fromkeys(index for each in wanted for index in each if index < count)
    if len(indices) > MOST_PAGES:
        raise Refusal(problem("too-many-pages", count=len(indices)))
    return {index: pages[index].obj for index in indices}


def blank_others(file: pikepdf.Pdf, pages: Mapping[int, Any]) -> None:
    """Leave of every page of *file* that is not among *pages*, by index, its place only.

    Nobody asked for it: it may be damaged, and is nobody's to hand on.  Links still lead to it.
    """
    for index, other in enumerate(file.pages):
        if index not in pages:
            page = other.obj
            for key in set(page.keys()) - {"/Type", "/Parent"}:
                del page[key]
            page.MediaBox = Array([0, 0, 612, 792])
            page.Resources = Dictionary()
