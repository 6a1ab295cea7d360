"""Judging the EPUB: the archive, the package, and the links between its chapters.

Source of all clauses: EPUB 3.3, https://www.w3.org/TR/epub-33/.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from itertools import zip_longest
from urllib.parse import unquote, urlsplit

from chapbook.findings import Finding
from chapbook.verify import formulas, likeness, markup
from chapbook.verify.case import Case
from chapbook.verify.content import markup as content
from chapbook.verify.epubfile import Book, Judged, opened
from chapbook.verify.letters import letters
from chapbook.verify.markup import Element, UnreadableMarkupError

MEDIA_TYPE = b"application/epub+zip"
FETCHED = ("src", "href", "data", "poster")


def epub(case: Case) -> Iterator[Finding]:
    """Judge the EPUB."""
    try:
        book = opened(case)
    except (zipfile.BadZipFile, zlib.error, KeyError, UnreadableMarkupError) as error:
        yield case.invalid(f"it cannot be opened as an EPUB: {error}")
        return
    yield from chapters(case, book)
    for check in (
        archive,
        manifest,
        spine,
        navigation,
        page_list,
        links,
        identifiers,
        images,
        resources,
    ):
        yield from check(case, book)
    yield from typefaces(case, book)
    yield from particulars(case, book)
    text = [book.trees[path] for path in book.spine if path in book.trees]
    found = [words for root in text for words in formulas.of_page(root)]
    yield from formulas.in_words(case, found)
    yield from likeness.findings(case, content.of(text, first_level=1))


def chapters(case: Judged, book: Book) -> Iterator[Finding]:
    """Every chapter is well-formed XHTML: readers show an error instead of the rest (5.1)."""
    for path in book.chapters:
        try:
            book.trees[path] = markup.tree(book.members.get(path, b""))
        except UnreadableMarkupError as error:
            if path in book.members:
                yield case.invalid(f"{path} is not well-formed: {error}")


def archive(case: Judged, book: Book) -> Iterator[Finding]:
    """The archive begins with its media type, stored as it is (4.3.2)."""
    with zipfile.ZipFile(case.built.path) as opened:
        first = opened.infolist()[0]
    is_plain = first.compress_type == zipfile.ZIP_STORED and not first.extra
    if first.filename != "mimetype" or not is_plain:
        yield case.invalid("it does not begin with its media type, uncompressed")
    elif book.members["mimetype"] != MEDIA_TYPE:
        yield case.invalid("its media type is not that of an EPUB")


def manifest(case: Judged, book: Book) -> Iterator[Finding]:
    """The package lists every file and nothing else (5.5.6, 5.6.1)."""
    apart = {"mimetype", book.package}
    held = {n for n in book.names if n not in apart and not n.startswith("META-INF/")}
    held = {name for name in held if not name.endswith("/")}
    for name in sorted(held - book.manifest.keys() - book.linked):
        yield case.invalid(f"its manifest does not list {name}")
    for name in sorted((book.manifest.keys() | book.linked) - held):
        yield case.invalid(f"its package lists {name}, which is not there")


def spine(case: Judged, book: Book) -> Iterator[Finding]:
    """The spine names chapters only, and each once (5.7.1)."""
    for path in book.spine:
        if path not in book.chapters:
            yield case.invalid("its spine names something that is no chapter")
    if len(set(book.spine)) != len(book.spine) or not book.spine:
        yield case.invalid("its spine is empty or names a chapter twice")


def navigation(case: Case, book: Book) -> Iterator[Finding]:
    """The contents list every section, in order (7.4.1)."""
    listed = (p for p, i in book.manifest.items() if "nav" in (i.get("properties") or "").split())
    trees = [book.trees[path] for path in listed if path in book.trees]
    entries = [
        letters(markup.text(link))
        for nav in (n for tree in trees for n in markup.elements(tree, "nav"))
        if "toc" in (nav.get(f"{{{markup.OPS}}}type") or "").split()
        for link in markup.elements(nav, "a")
    ]
    remaining = iter(entries)
    for heading in case.article.headings:
        if heading.level == 1 and letters(heading.text) not in remaining:
            yield case.unlike(f'its contents do not list "{heading.text}" in its place')
            return


def page_list(case: Judged, book: Book) -> Iterator[Finding]:
    """The list of pages leads to every marker of a page, in order (7.4.3).

    Source: EPUB Accessibility 1.1, 3.3.
    """
    marked = [
        (mark.get("aria-label"), f"{path}#{mark.get('id')}")
        for path in book.spine
        if path in book.trees
        for mark in book.trees[path].iterfind(_PAGE_BREAK)
    ]
    listed = [
        (markup.text(link).strip(), f"{Book.path(link.get('href'), path)}#{fragment}")
        for path, tree in book.trees.items()
        for nav in markup.elements(tree, "nav")
        if "page-list" in (nav.get(f"{{{markup.OPS}}}type") or "").split()
        for link in markup.elements(nav, "a")
        for fragment in [urlsplit(link.get("href")).fragment]
    ]
    if marked != listed:
        unlike = next((pair for pair in zip_longest(marked, listed) if pair[0] != pair[1]), None)
        yield case.invalid(f"its list of pages and its markers part: {unlike}")


_PAGE_BREAK = ".//*[@role='doc-pagebreak']"


def links(case: Judged, book: Book) -> Iterator[Finding]:
    """Every link inside the book leads to something in it (5.2 of XHTML in EPUB)."""
    known = {path: set(markup.identifiers(tree)) for path, tree in book.trees.items()}
    broken = set(book.chapters) - known.keys()
    for path, tree in book.trees.items():
        for element in markup.elements(tree, "a"):
            address = element.get("href") or ""
            if urlsplit(address).scheme or Book.path(address, path) in broken:
                continue
            if not _leads(address, path, known):
                said = markup.text(element).strip()
                yield case.invalid(f"a link in {path} leads nowhere: {address}", said)
        for attribute, identifier in markup.named(tree):
            if identifier not in known[path]:
                yield case.invalid(f'{attribute}="{identifier}" names nothing in {path}')


def _leads(address: str, path: str, known: dict[str, set[str]]) -> bool:
    """Tell whether *address* in the chapter *path* leads to a chapter, or to an id in one."""
    target = Book.path(address, path) if urlsplit(address).path else path
    identifier = unquote(urlsplit(address).fragment)
    return target in known and (not identifier or identifier in known[target])


def identifiers(case: Judged, book: Book) -> Iterator[Finding]:
    """No id stands twice in a chapter (XML 1.0, validity constraint: ID)."""
    for path, tree in book.trees.items():
        found = markup.identifiers(tree)
        for identifier in sorted({i for i in found if found.count(i) > 1}):
            yield case.invalid(f'the id "{identifier}" stands twice in {path}')


def images(case: Judged, book: Book) -> Iterator[Finding]:
    """Every image says what it shows, or that it is only decoration (EPUB Accessibility 1.1)."""
    for path, tree in book.trees.items():
        for element in markup.elements(tree, "img"):
            if element.get("alt") is None:
                yield case.invalid(f"an image in {path} has no alternative text")


def resources(case: Judged, book: Book) -> Iterator[Finding]:
    """What a chapter or style sheet shows lies in the book: an e-reader is often offline (3.6)."""
    for path, address in _shown(book):
        if address.startswith(("data:", "#")):
            continue
        if urlsplit(address).scheme or urlsplit(address).netloc:
            yield case.invalid(f"{path} fetches {address[:80]}")
        elif Book.path(address, path) not in book.members:
            yield case.invalid(f"{path} needs {address}, which is not there")


def _shown(book: Book) -> Iterator[tuple[str, str]]:
    """Yield every address that a member needs to be shown, after the member's path."""
    for path, tree in book.trees.items():
        for element in markup.elements(tree, *_SHOWN):
            for key, address in element.attrib.items():
                if str(key).rsplit("}", 1)[-1] in FETCHED and not _is_relation(element):
                    yield path, str(address)
    for path, data in book.members.items():
        if path.endswith(".css"):
            for match in re.finditer(r"url\(\s*[\"']?([^\"')]+)", data.decode("utf-8")):
                yield path, match[1]


_SHOWN = ("img", "image", "script", "link", "audio", "video", "source", "object", "iframe", "embed")


def _is_relation(element: Element) -> bool:
    """Tell whether a ``link`` only names another page."""
    return markup.name(element) == "link" and element.get("rel") != "stylesheet"


def typefaces(case: Judged, book: Book) -> Iterator[Finding]:
    """The fonts that the style sheets name lie in the book, whole."""
    for path in book.manifest:
        if path.endswith((".ttf", ".otf", ".woff", ".woff2")):
            head = book.members.get(path, b"")[:4]
            if path in book.members and head not in _FONT_HEADS:
                yield case.invalid(f"{path} is not a font")


_FONT_HEADS = {b"\0\1\0\0", b"OTTO", b"true", b"wOFF", b"wOF2"}
"""How does a font file begin?  Source: OpenType 1.9, "Font Tables"; WOFF 1.0 and 2.0."""


def particulars(case: Case, book: Book) -> Iterator[Finding]:
    """Title and language of the book are the article's (5.5.3)."""
    titles = [e.text or "" for e in markup.elements(book.opf, "title")]
    if letters(case.article.metadata.title) not in "".join(map(letters, titles)):
        yield case.invalid(f"its title is {titles}", case.article.metadata.title)
    langs = [(e.text or "").strip().lower() for e in markup.elements(book.opf, "language")]
    if case.article.metadata.lang.lower() not in langs:
        yield case.invalid(f'its language is {langs} instead of "{case.article.metadata.lang}"')
