"""The navigation document: contents, figures and tables, pages of print, landmarks."""

from collections.abc import Iterator, Mapping, Sequence

from chapbook.bundle.epub import contents, folios, letters
from chapbook.bundle.epub.contents import Entry
from chapbook.bundle.epub.document import COVER, NAVIGATION, TITLE, Document
from chapbook.bundle.epub.own import Own
from chapbook.bundle.epub.readings import Taken
from chapbook.pack import BoundReading

PIECE = "contents"
"""The piece of the pack whose pages this document stands for."""

BACK = {"bibliography": "pack-bibliography", "glossary": "pack-glossary"}
"""The pieces behind the readings that are landmarks, with the labels that name them."""

LAST = {"rights": "pack-rights", "colophon": "pack-colophon"}
"""Those that are none."""


def document(own: Own, documents: Sequence[Document], taken: Mapping[str, Taken]) -> Document:
    """Return the navigation document of a book.

    Args:
        own: Makes it.
        documents: All other pages of the book, with their markers.
        taken: What readings bring, by their identifiers.
    """
    labels = own.bound.pack.labels
    first = _first(documents)
    start, count = own.folios.of.get(PIECE, (0, 0)) if own.folios else (0, 0)
    pages = range(start, start + count)
    back = [
        contents.line(labels[label], first[piece])
        for piece, label in {**BACK, **LAST}.items()
        if piece in first
    ]
    values = {
        "contents": [*_parts(own, taken, first), *back],
        "figures": list(_grouped(own, {key: one.figures for key, one in taken.items()})),
        "tables": list(_grouped(own, {key: one.tables for key, one in taken.items()})),
        "pages": list(folios.entries(documents, pages)),
        "landmarks": list(_landmarks(own, first)),
    }
    made = own.page("nav", NAVIGATION, PIECE, values)
    if count and own.folios:
        folios.marked(made, own.folios)
    letters.forget(made.root)
    return made


def _first(documents: Sequence[Document]) -> dict[str, str]:
    """Return the name of the first page of each piece."""
    first: dict[str, str] = {}
    for each in documents:
        first.setdefault(each.piece, each.name)
    return first


def _parts(own: Own, taken: Mapping[str, Taken], first: Mapping[str, str]) -> Iterator[Entry]:
    """Yield the parts with their readings, and the sections of these."""
    for part, held in own.bound.parts():
        inner = [_reading(own, each, taken, first) for each in held]
        yield contents.line(part.title, first[part.identifier], inner=inner)


def _reading(
    own: Own, bound: BoundReading, taken: Mapping[str, Taken], first: Mapping[str, str]
) -> Entry:
    """Return the line of a reading."""
    identifier, lang = bound.reading.identifier, bound.record.lang
    sections = taken[identifier].sections if identifier in taken else ()
    entry = contents.line(bound.title, first[identifier], inner=sections)
    return contents.in_language(entry, "" if lang == own.lang else lang)


def _grouped(own: Own, lists: Mapping[str, Sequence[Entry]]) -> Iterator[Entry]:
    """Yield the titles of readings with the figures or tables of each; numbers begin anew there."""
    for each in own.bound.readings:
        found = lists.get(each.reading.identifier, ())
        lang = each.record.lang
        if found:
            entry = contents.line(each.title, "", inner=found)
            yield contents.in_language(entry, "" if lang == own.lang else lang)


def _landmarks(own: Own, first: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield kind, page and name of what readers are led to at once."""
    labels = own.bound.pack.labels
    if "cover" in first:
        yield "cover", COVER, labels["cover"]
    yield "titlepage", TITLE, labels["title-page"]
    yield "toc", NAVIGATION, labels["contents"]
    part = own.bound.pack.parts[0]
    yield "bodymatter", first[part.identifier], part.title
    for piece, label in BACK.items():
        if piece in first:
            yield piece, first[piece], labels[label]
