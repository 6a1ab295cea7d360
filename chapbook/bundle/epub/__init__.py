"""A pack as one EPUB 3.3, joined from the finished EPUBs of its readings.

    EPUB/cover.xhtml title.xhtml nav.xhtml part-1.xhtml ...   the pack's own pages
    EPUB/readings/IDENTIFIER/text/...                         a reading, as its own book has it
    EPUB/readings/IDENTIFIER.xhtml                            a note, or where a PDF is in print
    EPUB/styles/ EPUB/fonts/                                  those of all, each once

Nothing of a reading is rendered again.  Its pages keep their words; what changes is where links
lead, where the style sheet lies, and which page of print a marker names.
"""

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from chapbook.bundle.addresses import Addresses
from chapbook.bundle.epub import (
    folios,
    links,
    navigation,
    package,
    pictures,
    prose,
    readings,
    styles,
)
from chapbook.bundle.epub.document import NAVIGATION, TITLE, Document, address
from chapbook.bundle.epub.links import Places
from chapbook.bundle.epub.own import Own
from chapbook.bundle.epub.package import Contents
from chapbook.bundle.epub.readings import Taken
from chapbook.bundle.epub.styles import Styled
from chapbook.bundle.job import Bundled, Job
from chapbook.editions import EDITIONS
from chapbook.findings import Finding
from chapbook.model import Asset, AssetKind, BuiltEdition
from chapbook.pack import BoundPack, Origin
from chapbook.packs import PackEdition
from chapbook.settings import TEMPLATES
from chapbook.tools import accessibility, archive, direction, epub, faces, thumbnail, typefaces
from chapbook.tools.epub import tag
from chapbook.tools.hypertext import formulas

STYLESHEETS = (*EDITIONS["epub"].stylesheets, "pack-epub.css")
"""Below ``templates/css/``."""

COVER = "images/cover.png"
COVER_PX = 1600
"""The width that bookshops and libraries ask for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """The pages of the book, and what they are made with."""

    documents: tuple[Document, ...]
    taken: Mapping[str, Taken]
    """What readings bring, by their identifiers."""
    own: Own


def make(bound: BoundPack, row: PackEdition, job: Job) -> Bundled:
    """Make the book of the pack *bound*.

    Raises:
        ToolError: A program or a library failed.
        OSError: A finished file cannot be read.
    """
    cover = _cover(job)
    addresses = Addresses(bound)
    taken = {
        each.reading.identifier: readings.taken(each)
        for each in bound.readings
        if "epub" in each.files
    }
    maker = Own(bound=bound, folios=job.folios, addresses=addresses)
    book = Bound(documents=tuple(_documents(bound, maker, taken, cover)), taken=taken, own=maker)
    links.joined(book.documents, addresses, Places(book.documents))
    folios.numbered(book.documents, job.folios)
    files = {**cover, **_pictures(book)}
    lists = navigation.document(maker, book.documents, taken)
    order = [each.name for each in book.documents]
    order.insert(order.index(TITLE) + 1, NAVIGATION)
    files |= _written(bound, [*book.documents, lists], taken)
    linked = [each for one in taken.values() for each in one.linked]
    members = {
        **files,
        **{each.name: data for each, data in linked},
        "content.opf": package.document(
            bound,
            Contents(
                files=files,
                spine=order,
                access=_access(bound, book.documents, files),
                properties={NAVIGATION: "nav", COVER: "cover-image"},
                linked=[each for each, _ in linked],
                subjects=[word for one in taken.values() for word in one.subjects],
                print_edition=_print_edition(job),
            ),
        ),
    }
    job.path.write_bytes(archive.packed(_archived(members), bound.pack.metadata.date))
    built = BuiltEdition(edition=row.name, path=job.path, name=job.name)
    return Bundled(built=built, findings=tuple(_left_out(bound)))


def _cover(job: Job) -> dict[str, bytes]:
    """Return the cover as a picture: the first page of print; nothing where none was woven."""
    woven = job.finished.get("pdf")
    if woven is None:
        return {}
    return {COVER: thumbnail.page_png(woven.path.read_bytes(), 0, COVER_PX)}


def _print_edition(job: Job) -> str:
    """Return the file name of the woven PDF, whose folios are those of the book."""
    woven = job.finished.get("pdf")
    return posixpath.basename(woven.name) if woven and job.folios else ""


def _documents(
    bound: BoundPack, maker: Own, taken: Mapping[str, Taken], cover: Mapping[str, bytes]
) -> Iterator[Document]:
    """Yield every page but the contents, in reading order."""
    if cover:
        yield maker.cover(COVER)
    yield maker.title()
    for part, held in bound.parts():
        yield maker.divider(part, held)
        for each in held:
            found = taken.get(each.reading.identifier)
            yield from found.documents if found else (maker.reading(each),)
    yield from maker.back()


def _pictures(book: Bound) -> dict[str, bytes]:
    """Return the pictures of all pages."""
    assets = prose.pictures(book.own.texts, book.own.bound.pack.assets)
    brought = {
        **{f"{prose.PICTURES}/{asset.name}": _with_faces(asset) for asset in assets},
        **{name: data for one in book.taken.values() for name, data in one.pictures.items()},
    }
    return pictures.shared(book.documents, brought)


def _with_faces(asset: Asset) -> bytes:
    """Return the image of *asset* as a book holds it."""
    return faces.in_drawing(asset.data) if asset.kind is AssetKind.VECTOR else asset.data


def _written(
    bound: BoundPack, documents: Sequence[Document], taken: Mapping[str, Taken]
) -> dict[str, bytes]:
    """Return *documents* as files, with their style sheets and fonts."""
    pages = "".join(etree.tostring(d.root, encoding="unicode") for d in documents if d.is_own)
    joined = styles.joined([_own_style(bound, pages), *(one.styled for one in taken.values())])
    sheets = dict(zip(("", *taken), joined.sheets, strict=True))
    for each in documents:
        sheet = sheets["" if each.is_own else each.piece]
        for link in each.root.iter(tag("link")):
            link.set("href", address(sheet, each.name))
    return {**joined.files, **{each.name: epub.serialised(each.root) for each in documents}}


def _own_style(bound: BoundPack, pages: str) -> Styled:
    """Return the style sheet and the fonts of the pack's own *pages*."""
    look = bound.pack.theme
    sheets = [(TEMPLATES / "css" / name).read_text("utf-8") for name in STYLESHEETS]
    sheets = [typefaces.in_faces(sheet, look) for sheet in sheets]
    if direction.of_language(bound.pack.metadata.lang) == direction.RTL:
        sheets = [direction.mirrored(sheet) for sheet in sheets]
    rules = [typefaces.rules(pages, look), formulas.style_of_book(pages)]
    fonts = {**typefaces.files(pages, look), **formulas.files_of_book(pages)}
    return Styled(
        "\n".join([*rules, *sheets]),
        {posixpath.basename(name): data for name, data in fonts.items()},
    )


def _access(
    bound: BoundPack, documents: Sequence[Document], files: Mapping[str, bytes]
) -> accessibility.Access:
    """Return what is true of all pages together."""
    drawings = [data for name, data in files.items() if name.endswith(".svg")]
    roots = [each.root for each in documents]
    return accessibility.of(roots, drawings, bound.pack.labels)


def _left_out(bound: BoundPack) -> Iterator[Finding]:
    """Yield a finding on each reading that a book cannot hold."""
    for each in bound.readings:
        if each.reading.origin is Origin.DOCUMENT:
            yield Finding(
                code="pack-not-in-book",
                place=each.reading.place,
                message=f'"{each.title}" is a PDF and stands in print only',
            )


def _archived(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the members of the archive."""
    return {
        "mimetype": b"application/epub+zip",
        "META-INF/container.xml": (TEMPLATES / "epub" / "container.xml").read_bytes(),
        **{f"EPUB/{name}": data for name, data in files.items()},
    }
