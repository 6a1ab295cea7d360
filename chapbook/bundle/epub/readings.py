"""The pages of finished EPUBs, taken into the book of a pack.

Each reading keeps its files, below ``readings/IDENTIFIER/``, so that its own links hold; its cover
and contents give way to those of the pack.
"""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, replace

from chapbook.bundle.epub import contents
from chapbook.bundle.epub.contents import Entry
from chapbook.bundle.epub.document import Document, bodymatter
from chapbook.bundle.epub.styles import Styled
from chapbook.pack import BoundReading
from chapbook.tools import volume
from chapbook.tools.epub import tag
from chapbook.tools.volume import Linked, Volume

FOLDER = "readings"

REFERENCES = "dcterms:references"
"""What the records of cited works are to a book; the record of the article itself is shown on a
page of it, and is none of the pack (EPUB 3.3, D.4.1.4)."""

_FONTS = (".ttf", ".otf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What the book of a pack takes from that of a reading."""

    documents: tuple[Document, ...]
    sections: tuple[Entry, ...]
    figures: tuple[Entry, ...]
    tables: tuple[Entry, ...]
    pictures: Mapping[str, bytes]
    """By path below ``EPUB/``."""
    styled: Styled
    linked: tuple[tuple[Linked, bytes], ...]
    subjects: tuple[str, ...]


def taken(bound: BoundReading) -> Taken:
    """Return what stands in the finished EPUB of the reading *bound*.

    Raises:
        OSError: It cannot be read.
    """
    identifier = bound.reading.identifier
    folder = f"{FOLDER}/{identifier}"
    book = volume.opened(bound.files["epub"])
    documents = tuple(_documents(book, folder, identifier))
    pages = {each.name for each in documents}
    shown = {
        posixpath.normpath(posixpath.join(posixpath.dirname(each.name), str(image.get("src"))))
        for each in documents
        for image in each.root.iter(tag("img"))
    }
    listed = {
        kind: tuple(contents.listed(book, kind, folder, pages)) for kind in ("toc", "loi", "lot")
    }
    return Taken(
        documents=documents,
        sections=listed["toc"],
        figures=listed["loi"],
        tables=listed["lot"],
        pictures={
            f"{folder}/{name}": data
            for name, data in book.files.items()
            if f"{folder}/{name}" in shown
        },
        styled=_styled(book),
        linked=tuple(
            (replace(each, name=f"{folder}/{each.name}"), data)
            for each, data in book.linked
            if each.relation == REFERENCES
        ),
        subjects=book.subjects,
    )


def _documents(book: Volume, folder: str, identifier: str) -> list[Document]:
    """Return the pages of *book* but its cover and contents."""
    kept = []
    for name, root in book.pages.items():
        if name == book.navigation_name or volume.is_cover(root):
            continue
        bodymatter(root)
        kept.append(Document(name=f"{folder}/{name}", root=root, piece=identifier, is_own=False))
    return kept


def _styled(book: Volume) -> Styled:
    """Return the style sheet and the fonts of *book*."""
    sheets = [data.decode("utf-8") for name, data in book.files.items() if name.endswith(".css")]
    fonts = {
        posixpath.basename(name): data for name, data in book.files.items() if name.endswith(_FONTS)
    }
    return Styled("\n".join(sheets), fonts)
