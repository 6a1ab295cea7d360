"""Judging the EPUB of a pack: is it sound, and does it say what the books of its readings say?"""

import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from itertools import zip_longest

from chapbook.findings import Finding
from chapbook.model import BuiltEdition
from chapbook.pack import BoundReading
from chapbook.tools.pdf import read
from chapbook.tools.pdf.read import UnreadablePdfError
from chapbook.verify import book, markup
from chapbook.verify.epubfile import CONTAINER, Book, opened
from chapbook.verify.markup import Element, UnreadableMarkupError
from chapbook.verify.packs.case import PackCase

UNREADABLE = (zipfile.BadZipFile, zlib.error, KeyError, UnreadableMarkupError)
SCHEME = "pack:"
"""What the addresses of the pack's own pages begin with before they are led anywhere."""


def findings(case: PackCase) -> Iterator[Finding]:
    """Judge the book of a pack."""
    try:
        held = opened(case)
    except UNREADABLE as error:
        yield case.invalid(f"it cannot be opened as an EPUB: {error}")
        return
    yield from book.chapters(case, held)
    for check in (
        *(book.archive, book.manifest, book.spine, book.page_list, book.links, book.identifiers),
        *(book.images, book.resources, book.typefaces),
    ):
        yield from check(case, held)
    yield from unresolved(case, held)
    yield from folios(case, held)
    for reading in case.bound.readings:
        yield from said(case, held, reading)


def unresolved(case: PackCase, held: Book) -> Iterator[Finding]:
    """No link is left in the pack's own words."""
    for path, tree in held.trees.items():
        for link in markup.elements(tree, "a"):
            if (link.get("href") or "").startswith(SCHEME):
                yield case.invalid(f"a link in {path} leads nowhere: {link.get('href')}")


def folios(case: PackCase, held: Book) -> Iterator[Finding]:
    """Markers count the pages of the woven PDF: each of them, once, in its order.

    Source: EPUB Accessibility 1.1, 3.3 (page navigation).
    """
    woven = case.finished.get("pdf")
    if woven is None:
        return
    found = [
        mark.get("aria-label") or ""
        for path in held.spine
        if path in held.trees
        for mark in held.trees[path].iterfind(".//*[@role='doc-pagebreak']")
    ]
    wanted = [str(number + 1) for number in range(_page_count(woven))]
    for label, number in zip_longest(found, wanted):
        if label != number:
            yield case.invalid(f"where page {number} of print should be marked, {label} is")
            return


def _page_count(woven: BuiltEdition) -> int:
    """Return how many pages the woven PDF has."""
    try:
        return len(read.anatomy(woven.path).sizes_mm)
    except (UnreadablePdfError, FileNotFoundError):
        return 0


def said(case: PackCase, held: Book, reading: BoundReading) -> Iterator[Finding]:
    """The pages of a reading say what its own book says, and show the same pictures."""
    path = reading.files.get("epub")
    identifier = reading.reading.identifier
    if path is None:
        return
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    package = str(
        next(markup.elements(markup.tree(members[CONTAINER]), "rootfile")).get("full-path")
    )
    own = Book(
        names=tuple(members), members=members, package=package, opf=markup.tree(members[package])
    )
    folder = posixpath.join(posixpath.dirname(held.package), "readings", identifier)
    for name in own.spine:
        root = markup.tree(members[name])
        if _is_shell(root, name, own):
            continue
        there = posixpath.join(folder, posixpath.relpath(name, posixpath.dirname(package)))
        yield from _page(case, (name, root, members), (there, held))


def _page(
    case: PackCase, own: tuple[str, Element, Mapping[str, bytes]], there: tuple[str, Book]
) -> Iterator[Finding]:
    """Yield how a page of the pack differs from that of the reading's own book."""
    (name, root, members), (path, held) = own, there
    tree = held.trees.get(path)
    if tree is None or path not in held.spine:
        yield case.unlike(f"{path} is not there")
        return
    found, meant = (_words(each) for each in (tree, root))
    if found != meant:
        first = next(n for n, pair in enumerate(zip_longest(found, meant)) if len(set(pair)) > 1)
        excerpt = " ".join(meant[max(0, first - 3) : first + 5])
        yield case.unlike(f'{path} does not say the same as its own book near "{excerpt}"', excerpt)
    pictures, shown = (
        [files.get(Book.path(i.get("src") or "", base)) for i in markup.elements(page, "img")]
        for page, base, files in ((tree, path, held.members), (root, name, members))
    )
    if pictures != shown:
        yield case.unlike(f"{path} does not show the pictures of its own book")


def _words(root: Element) -> list[str]:
    """Return the words of a page."""
    return [word for body in markup.elements(root, "body") for word in markup.text(body).split()]


def _is_shell(root: Element, name: str, own: Book) -> bool:
    """Tell whether a page is the cover or the contents of its own book."""
    kinds = {body.get(f"{{{markup.OPS}}}type") for body in markup.elements(root, "body")}
    return "cover" in kinds or "nav" in (own.manifest[name].get("properties") or "").split()
