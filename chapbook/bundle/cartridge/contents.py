"""The table of contents of a cartridge, and the files that it opens.

A part of the pack is a module.  A reading is a heading in it with what there is of the reading
below: what to do, its page, its files, its questions, and where it stands on the web.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from chapbook.bundle import quiz, webpages
from chapbook.bundle.cartridge import about, excerpt, qti
from chapbook.bundle.cartridge.parts import Cartridge, Entry, Kind, Resource, identifier
from chapbook.bundle.cartridge.profile import XSI, Profile
from chapbook.bundle.webpages import Formulas, Text, WebFile, WebPage
from chapbook.editions import EDITIONS, Audience
from chapbook.pack import BoundPack, BoundReading, Origin, PackPart

PAGE = "html"
"""The edition that stands for the page of a reading."""

MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".epub": "application/epub+zip",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
"""By the endings of files that are loaded down."""

NAMES = {".pdf": "PDF", ".epub": "EPUB", ".docx": "Word"}
"""How people call the kinds of files, in any language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """Makes the parts of one cartridge."""

    bound: BoundPack
    profile: Profile
    formulas: Formulas

    def cartridge(self) -> Cartridge:
        """Return all of it."""
        modules = [self._module(part, readings) for part, readings in self.bound.parts()]
        sheet = Resource(identifier=self._id("style"), kind=Kind.CONTENT, files=(webpages.sheet(),))
        last = Entry(
            identifier=self._id("about", "item"),
            title=self.bound.pack.labels["pack-colophon"],
            entries=tuple(self._own_page(*page) for page in about.pages(self.bound)),
        )
        return Cartridge(
            identifier=self._id("cartridge"), modules=(*modules, last), hidden=(sheet,)
        )

    def _id(self, *names: str) -> str:
        """Return the identifier of something in this pack."""
        return identifier(self.bound.pack.stem, *names)

    def _module(self, part: PackPart, readings: tuple[BoundReading, ...]) -> Entry:
        """Return the module of *part*."""
        entries = [self._reading(reading) for reading in readings]
        if part.introduction:
            text = Text(
                title=part.title, lang=self.bound.pack.metadata.lang, blocks=part.introduction
            )
            entries.insert(0, self._own_page(part.identifier, text))
        return Entry(
            identifier=self._id(part.identifier, "module"),
            title=part.title,
            entries=tuple(entries),
        )

    def _reading(self, bound: BoundReading) -> Entry:
        """Return *bound* as a heading with its entries, or as its only entry."""
        entries = tuple(self._entries(bound))
        if len(entries) == 1:
            return entries[0]
        return Entry(
            identifier=self._id(bound.reading.identifier, "item"),
            title=bound.title,
            entries=entries,
        )

    def _entries(self, bound: BoundReading) -> Iterator[Entry]:
        """Yield what there is of *bound*."""
        name, chosen = bound.reading.identifier, bound.reading.editions
        if text := about.task(bound, self.bound):
            yield self._own_page(f"{name}-task", text)
        if bound.reading.origin is not Origin.ARTICLE or PAGE in chosen:
            for page in webpages.pages(bound, self.bound, self.formulas):
                yield self._page(page, name)
        for edition, path in bound.files.items():
            if edition in chosen or bound.reading.origin is Origin.DOCUMENT:
                yield from self._file(bound, edition, path)
        asked = quiz.of(bound, self.bound.pack.stem, self.formulas)
        if asked:
            yield self._quiz(bound, asked)
        if bound.record.address:
            yield self._link(bound)

    def _page(self, page: WebPage, *names: str) -> Entry:
        """Return *page* with its pictures; all pages need the one style sheet."""
        html = WebFile(path=page.path, data=page.html, media_type="text/html")
        resource = Resource(
            identifier=self._id(*names, "page"),
            kind=Kind.CONTENT,
            files=(html, *(file for file in page.files if file.path != webpages.STYLESHEET)),
            needs=(self._id("style"),),
        )
        return self._entry(page.title, resource)

    def _entry(self, title: str, resource: Resource, *below: Resource) -> Entry:
        """Return the entry that opens *resource*, which may need *below*."""
        return Entry(
            identifier=f"{resource.identifier}-item", title=title, resource=resource, below=below
        )

    def _own_page(self, name: str, text: Text) -> Entry:
        """Return *text* as a page of the pack's own."""
        page = webpages.page_of(text, f"pack/{name}.html", self.bound, self.formulas)
        return self._page(page, name)

    def _file(self, bound: BoundReading, edition: str, path: Path) -> Iterator[Entry]:
        """Yield the file *path* to load down, unless platforms have the page in its place."""
        ending, name = path.suffix.lower(), bound.reading.identifier
        if ending not in MEDIA_TYPES:
            return
        is_main = edition in {"pdf", "epub", "docx"}
        row = EDITIONS.get(edition)
        kind = NAMES[ending] if is_main or row is None else Path(row.file).stem.split("-", 1)[-1]
        file = WebFile(
            path=f"{name}/{name if is_main else f'{name}-{edition}'}{ending}",
            data=excerpt.data(bound, self.bound, path),
            media_type=MEDIA_TYPES[ending],
        )
        for_teachers = row is not None and row.audience in {Audience.TEACHER, Audience.EDITOR}
        resource = Resource(
            identifier=self._id(name, edition),
            kind=Kind.CONTENT,
            files=(file,),
            is_for_teachers=for_teachers,
        )
        yield self._entry(f"{about.called(bound)} ({kind})", resource)

    def _quiz(self, bound: BoundReading, asked: quiz.Quiz) -> Entry:
        """Return the questions of *bound*; their pictures are content that the quiz needs."""
        name = bound.reading.identifier
        title = f"{self.bound.pack.labels['self-check']}: {about.called(bound)}"
        data = qti.written(asked, self._id(name, "assessment"), title, self.profile)
        file = WebFile(path=asked.path, data=data, media_type="application/xml")
        shown = [
            Resource(identifier=self._id(name, file.path), kind=Kind.CONTENT, files=(file,))
            for file in asked.files
        ]
        resource = Resource(
            identifier=self._id(name, "quiz"),
            kind=Kind.QUIZ,
            files=(file,),
            needs=tuple(each.identifier for each in shown),
        )
        return self._entry(title, resource, *shown)

    def _link(self, bound: BoundReading) -> Entry:
        """Return where *bound* stands on the web."""
        name, space = bound.reading.identifier, self.profile.link
        root = etree.Element(f"{{{space}}}webLink", nsmap={None: space, "xsi": XSI})
        schema = self.profile.schema(f"imswl_{self.profile.mark}")
        root.set(f"{{{XSI}}}schemaLocation", f"{space} {schema}")
        title = f"{about.called(bound)} ({self.bound.pack.labels['address']})"
        etree.SubElement(root, f"{{{space}}}title").text = title
        address = etree.SubElement(root, f"{{{space}}}url")
        address.set("href", bound.record.address)
        address.set("target", "_blank")
        data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
        file = WebFile(path=f"{name}/link.xml", data=data, media_type="application/xml")
        return self._entry(
            title, Resource(identifier=self._id(name, "link"), kind=Kind.LINK, files=(file,))
        )
