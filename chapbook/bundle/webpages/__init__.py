"""Pages for learning platforms, made from the finished EPUB of a reading.

    page.css                        one style sheet for all pages of a package
    calcinosis/calcinosis.html      a reading, whole, on one page
    calcinosis/img_types.png        its pictures beside it; a drawing as PNG

One page for a reading, not one for a chapter: Canvas and Moodle list every page as an item of its
own, and calls of notes, references and cross-references find their ends only on the same page.

A platform takes away what it does not know.  A page therefore says nothing with its style sheet,
with an element newer than HTML 4, with a drawing inside the text or with an address of data alone:
paragraphs, headings, lists, tables, alternative texts and printed numbers carry it all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from chapbook.bundle.webpages import book, joined, notes, pictures, plain
from chapbook.bundle.webpages.page import (
    STYLESHEET,
    Formulas,
    WebFile,
    WebPage,
    inner,
    sheet,
    written,
)
from chapbook.model import Node
from chapbook.pack import BoundPack, BoundReading, Origin

__all__ = [
    "STYLESHEET",
    "Formulas",
    "Text",
    "WebFile",
    "WebPage",
    "fragment",
    "page_of",
    "pages",
    "path_of",
    "sheet",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What a page of the pack's own says."""

    title: str
    """Its heading."""
    lang: str
    """A BCP 47 tag."""
    blocks: Sequence[Node]
    """pandoc's blocks below the heading."""


def path_of(identifier: str) -> str:
    """Return the path of the page of the reading *identifier* in a package."""
    return f"{identifier}/{identifier}.html"


def pages(
    bound: BoundReading, pack: BoundPack, formulas: Formulas = Formulas.MATHML
) -> tuple[WebPage, ...]:
    """Return the pages of *bound*: one, or none for somebody else's PDF.

    Args:
        bound: An article whose files hold ``epub``, or a note.
        pack: Where it stands; links to its other readings become links to their pages.
        formulas: What becomes of formulas.

    Raises:
        ToolError: A drawing cannot be drawn.
    """
    if bound.reading.origin is Origin.DOCUMENT:
        return ()
    path = path_of(bound.reading.identifier)
    if bound.reading.origin is Origin.NOTE:
        lang = bound.reading.lang or bound.record.lang
        text = Text(title=bound.title, lang=lang, blocks=bound.reading.blocks)
        return (page_of(text, path, pack, formulas),)
    read = book.read(bound.files["epub"])
    body = joined.body(read)
    plain.simplify(body, formulas)
    files = pictures.beside(body, path, read.images, once=formulas is Formulas.WORDS)
    joined.link_readings(body, path, _addresses(pack), once=formulas is Formulas.WORDS)
    page = written(path, read.title, read.lang, body)
    return (replace(page, files=(*page.files, *files)),)


def page_of(
    text: Text, path: str, pack: BoundPack, formulas: Formulas = Formulas.MATHML
) -> WebPage:
    """Return *text* as a page.

    Args:
        text: Its pictures are among the assets of the pack.
        path: Of the page in the package: one folder and a file.
        pack: Its assets and readings are what the text can point to.
        formulas: What becomes of formulas.

    Raises:
        ToolError: pandoc failed, or a drawing cannot be drawn.
    """
    body = notes.body(text.blocks, text.title)
    plain.simplify(body, formulas)
    assets = {asset.name: asset.data for asset in pack.pack.assets.values()}
    named = {target: asset.name for target, asset in pack.pack.assets.items()}
    for image in body.iter("img"):
        image.set("src", named.get(image.get("src", ""), image.get("src", "")))
    files = pictures.beside(body, path, assets, once=formulas is Formulas.WORDS)
    joined.link_readings(body, path, _addresses(pack), once=formulas is Formulas.WORDS)
    page = written(path, text.title, text.lang, body)
    return replace(page, files=(*page.files, *files))


def fragment(
    blocks: Sequence[Node], path: str, images: Mapping[str, bytes], formulas: Formulas
) -> tuple[str, tuple[WebFile, ...]]:
    """Return *blocks* as HTML for the inside of a page, and the pictures that it shows.

    It has no ids: several of them may come to stand on one page.

    Args:
        blocks: pandoc's blocks.
        path: Of the file in the package that the HTML stands in; pictures lie beside it.
        images: Pictures by the targets that the blocks name.
        formulas: What becomes of formulas.

    Raises:
        ToolError: pandoc failed, or a drawing cannot be drawn.
    """
    body = notes.body(blocks)
    plain.anonymous(body)
    plain.simplify(body, formulas)
    by_name = {PurePosixPath(target).name: data for target, data in images.items()}
    files = pictures.beside(body, path, by_name)
    return inner(body), files


def _addresses(pack: BoundPack) -> dict[str, str]:
    """Return the paths of readings of *pack*, by everything that a text may call them.

    The file of a pack writes ``[](pack:its-id)``.
    """
    found: dict[str, str] = {}
    for bound in pack.readings:
        name = bound.reading.identifier
        is_file = bound.reading.origin is Origin.DOCUMENT
        path = f"{name}/{name}.pdf" if is_file else path_of(name)
        own = (bound.record.address, bound.reading.name, bound.reading.path.name)
        for said in (path, f"pack:{name}", *(() if is_file else own)):
            if said:
                found.setdefault(said, path)
    return found
