"""A file that is woven, opened: its chosen pages, and the names of places on them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from chapbook.tools.pdf.weave import numbered
from chapbook.tools.pdf.weave.piece import Piece, Reason

Number = tuple[int, int]
"""The number and generation of an object."""

INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
"""What a page may have from the nodes above it (ISO 32000-1, table 30)."""

_DEEPEST = 60
"""More nodes than this above a page are a circle."""


@dataclass(slots=True, kw_only=True)
class Source:
    """An opened piece; the steps change it in memory, never on disk."""

    piece: Piece
    file: pikepdf.Pdf
    pages: list[Any]
    """The chosen pages in their order."""
    indices: tuple[int, ...]
    """Where each stood in its file, 0-based."""
    order: dict[Number, int]
    """The place of each chosen page among them, 0-based."""
    is_whole: bool
    """Whether no page was left."""
    names: dict[str, Any] = field(default_factory=dict)
    """Each named destination on a chosen page: an array that begins with the page."""
    lost_names: frozenset[str] = frozenset()
    """Those on pages that were left."""
    dropped: set[Number] = field(default_factory=set)
    """Annotations that were taken out."""
    left: Counter[Reason] = field(default_factory=Counter)
    led_inside: int = 0
    is_tagged: bool = False
    is_heard: bool = True
    """Whether tags hold all that is marked for them."""

    def holds(self, page: Any) -> bool:
        """Tell whether *page* is one of those chosen."""
        return isinstance(page, pikepdf.Dictionary) and page.objgen in self.order


@contextmanager
def opened(pieces: Sequence[Piece]) -> Iterator[list[Source]]:
    """Open all *pieces*; they stay open while the woven file is written, which reads from them."""
    with ExitStack() as stack:
        yield [_source(stack.enter_context(pikepdf.open(each.path)), each) for each in pieces]


def _source(file: pikepdf.Pdf, piece: Piece) -> Source:
    count = len(file.pages)
    wanted = range(count) if piece.page_indices is None else piece.page_indices
    indices = tuple(dict.fromkeys(wanted))
    listed = [page.obj for page in file.pages]
    pages = [listed[index] for index in indices]
    for page in pages:
        _complete(page)
    source = Source(
        piece=piece,
        file=file,
        pages=pages,
        indices=indices,
        order={page.objgen: place for place, page in enumerate(pages)},
        is_whole=len(indices) == count,
    )
    _read_names(source)
    return source


def _complete(page: Any) -> None:
    """Give *page* what it has from above."""
    missing = [key for key in INHERITED if key not in page]
    above = page
    for _ in range(_DEEPEST):
        above = above.get("/Parent")
        if above is None or not missing:
            return
        for key in [key for key in missing if key in above]:
            page[key] = above[key]
            missing.remove(key)


def _read_names(source: Source) -> None:
    """Find all named destinations, of the tree and of the older dictionary (12.3.2.3)."""
    root: Any = source.file.Root
    tree = root.get("/Names", {}).get("/Dests")
    found: dict[str, Any] = {} if tree is None else _listed(tree)
    old = root.get("/Dests", {})
    found |= {key[1:]: old[key] for key in old.keys()}  # noqa: SIM118 -- not a dict
    lost = set()
    for name, target in found.items():
        place = destination(source, target)
        if place is not None and source.holds(place[0]):
            source.names[name] = place
        elif place is not None:
            lost.add(name)
    source.lost_names = frozenset(lost)


def _listed(tree: Any) -> dict[str, Any]:
    """Return the entries of a name tree; names that are no text are left."""
    found = numbered.entries(tree, "/Names")
    return {str(name): value for name, value in found if isinstance(name, pikepdf.String)}


def destination(source: Source, target: Any) -> Any:
    """Return the explicit destination that *target* is or holds; nothing where it is none.

    Some programs write the index of a page for the page itself.
    """
    if isinstance(target, pikepdf.Dictionary):
        target = target.get("/D")
    if not isinstance(target, pikepdf.Array) or not len(target):
        return None
    first: Any = target[0]
    if isinstance(first, pikepdf.Dictionary):
        return target if first.get("/Type") == "/Page" else None
    index: Any = first
    if isinstance(index, int) and 0 <= index < len(source.file.pages):
        return pikepdf.Array([source.file.pages[index].obj, *list(target)[1:]])
    return None
