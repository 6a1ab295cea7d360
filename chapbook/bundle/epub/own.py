"""The pages of the book that are the pack's own: title, parts, notes, and what is joined."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lxml import etree

from chapbook.bundle import rights, terms, words, works
from chapbook.bundle.addresses import Addresses
from chapbook.bundle.epub import prose
from chapbook.bundle.epub.document import COVER, TITLE, Document
from chapbook.bundle.epub.prose import Prose
from chapbook.bundle.job import Folios
from chapbook.bundle.pages import back
from chapbook.model import Node
from chapbook.pack import BoundPack, BoundReading, Origin, PackPart
from chapbook.tools import dates, jinja
from chapbook.tools.labels import joined
from chapbook.tools.pandoc import ast

BIBLIOGRAPHY, GLOSSARY = "bibliography.xhtml", "glossary.xhtml"
RIGHTS, COLOPHON = "rights.xhtml", "colophon.xhtml"

FOR = "for-"
"""What the key of instructions begins with, before the identifier of their reading."""


@dataclass(frozen=True, kw_only=True)
class Own:
    """Makes pages of the pack's own."""

    bound: BoundPack
    folios: Folios | None
    addresses: Addresses

    @property
    def lang(self) -> str:
        """The language of the pack."""
        return self.bound.pack.metadata.lang

    def page(self, template: str, name: str, piece: str, values: Mapping[str, Any]) -> Document:
        """Return the page *name*, from *template* filled with *values*."""
        shown = {
            "labels": self.bound.pack.labels,
            "metadata": self.bound.pack.metadata,
            "lang": self.lang,
            **values,
        }
        text = jinja.render(f"epub/pack-{template}.xhtml.jinja", shown)
        return Document(name=name, root=etree.fromstring(text.encode("utf-8")), piece=piece)

    def cover(self, picture: str) -> Document:
        """Return the page that shows the *picture* of the cover."""
        metadata = self.bound.pack.metadata
        said = [metadata.title, metadata.subtitle, metadata.course, metadata.term]
        said.append(self.instructors)
        values = {"cover": picture, "said": [each for each in said if each]}
        return self.page("cover", COVER, "cover", values)

    def title(self) -> Document:
        """Return the title page."""
        labels, metadata = self.bound.pack.labels, self.bound.pack.metadata
        date = dates.long(metadata.date, self.lang)
        version = metadata.version
        values = {
            "instructors": self.instructors,
            "published": labels["published"].format(date=date),
            "version": labels["version"].format(version=version) if version else "",
        }
        return self.page("title", TITLE, "title", values)

    @cached_property
    def instructors(self) -> str:
        """Who compiled the pack."""
        metadata = self.bound.pack.metadata
        return joined([name.display for name in metadata.instructor], self.bound.pack.labels)

    @cached_property
    def _texts(self) -> dict[str, str]:
        """What the instructor wrote, as XHTML, by its keys."""
        return prose.written(self.texts, self.bound.pack.assets, self.addresses)

    @cached_property
    def texts(self) -> tuple[Prose, ...]:
        """What the instructor wrote."""
        found = []
        for part, readings in self.bound.parts():
            key, page = part.identifier, _divider(part)
            found.append(Prose(key=key, page=page, blocks=part.introduction, prefix=f"{key}-"))
            for reading in (each.reading for each in readings):
                key = f"{FOR}{reading.identifier}"
                text, prefix = reading.instructions, f"{key}-"
                found.append(Prose(key=key, page=page, blocks=text, prefix=prefix, below=2))
                # Others link to the ids of a note, which is a page of its own.
                key = reading.identifier
                found.append(Prose(key=key, page=_page(key), blocks=reading.blocks))
        return tuple(found)

    def divider(self, part: PackPart, readings: Sequence[BoundReading]) -> Document:
        """Return the page before the *readings* of *part*."""
        values = {
            "part": part,
            "introduction": self._texts[part.identifier],
            "readings": [self._listed(each) for each in readings],
        }
        return self.page("part", _divider(part), part.identifier, values)

    def _listed(self, bound: BoundReading) -> dict[str, Any]:
        """Return what a list of readings says of *bound*."""
        labels, reading = self.bound.pack.labels, bound.reading
        pages = self._pages(bound)
        facts = [
            labels["pack-this-reading"].format(pages=pages) if pages else "",
            words.due(reading, labels, self.lang),
            words.short_rights(bound, labels),
        ]
        return {
            **self._named(bound),
            "byline": words.byline(bound, labels),
            "facts": [each for each in facts if each],
            "instructions": self._texts[f"{FOR}{reading.identifier}"],
        }

    def _pages(self, bound: BoundReading) -> str:
        """Return on which pages of the pack *bound* stands in print; "" where nobody counted."""
        place = self.folios.of.get(bound.reading.identifier) if self.folios else None
        return words.folios(*place) if place else ""

    def _named(self, bound: BoundReading) -> dict[str, Any]:
        """Return what a link to *bound* says."""
        return {
            "identifier": bound.reading.identifier,
            "title": bound.title,
            "lang": bound.record.lang,
        }

    def reading(self, bound: BoundReading) -> Document:
        """Return the page of a note, or one that says where in print a reading is."""
        identifier, labels = bound.reading.identifier, self.bound.pack.labels
        name = _page(identifier)
        if bound.reading.origin is Origin.NOTE:
            text = self._texts[identifier]
            byline = words.byline(bound, labels)
            values = {"title": bound.title, "text": text, "byline": byline}
            return self.page("note", name, identifier, {**values, "lang": bound.record.lang})
        pages = self._pages(bound)
        shown: dict[str, Any] = {
            "lang": bound.record.lang or self.lang,
            "pack_lang": self.lang,
            "reading": self._listed(bound),
            "where": labels["pack-print-only"].format(pages=pages),
            "credit_line": rights.permission_line(bound, labels),
        }
        return self.page("elsewhere", name, identifier, shown)

    def back(self) -> Iterator[Document]:
        """Yield the pages behind the readings."""
        entries = works.entries(works.joint(self.bound), self.bound)
        if entries:
            yield self.page("bibliography", BIBLIOGRAPHY, "bibliography", self._listing(entries))
        if found := terms.joint(self.bound):
            yield self.page("glossary", GLOSSARY, "glossary", {"terms": self._defined(found)})
        labels = self.bound.pack.labels
        sheet = back.sheet(rights.rows(self.bound, self.folios), labels)
        yield self.page("rights", RIGHTS, "rights", {"sheet": sheet})
        yield self.page(
            "colophon",
            COLOPHON,
            "colophon",
            {
                "facts": list(back.facts(self.bound, self.folios)),
                "paragraphs": list(back.paragraphs(self.bound)),
                "made_of": [back.made_of(each, self.bound) for each in self.bound.readings],
            },
        )

    def _listing(self, entries: Sequence[works.Entry]) -> dict[str, Any]:
        """Return what the joint bibliography prints."""
        html = self._written([[ast.plain(each.inlines)] for each in entries])
        return {
            "cited_in": self.bound.pack.labels["cited-in"].split("{sections}"),
            "entries": [
                {
                    "identifier": each.work.identifier,
                    "html": words,
                    "cited_in": [self._named(r) for r in works.citing(each.work, self.bound)],
                }
                for each, words in zip(entries, html, strict=True)
            ],
        }

    def _defined(self, found: Sequence[terms.Term]) -> list[dict[str, Any]]:
        """Return what the joint glossary prints."""
        by_identifier = {each.reading.identifier: each for each in self.bound.readings}
        blocks = [[ast.plain(term.inlines)] for term in found]
        blocks += [each.blocks for term in found for each in term.definitions]
        html = iter(self._written(blocks))
        heads = [next(html) for _ in found]
        return [
            {
                "identifier": f"term-{number}",
                "lang": term.lang,
                "html": head,
                "definitions": [
                    {
                        "html": next(html),
                        "readings": [self._named(by_identifier[r]) for r in each.readings],
                    }
                    for each in term.definitions
                ],
            }
            for number, (term, head) in enumerate(zip(found, heads, strict=True), start=1)
        ]

    def _written(self, texts: Sequence[Sequence[Node]]) -> list[str]:
        """Return *texts* as XHTML."""
        pieces = [
            Prose(key=str(number), blocks=blocks, prefix=f"joint-{number}-")
            for number, blocks in enumerate(texts)
        ]
        return list(prose.written(pieces, {}, self.addresses).values())


def _divider(part: PackPart) -> str:
    """Return the name of the page before the readings of *part*."""
    return f"{part.identifier}.xhtml"


def _page(identifier: str) -> str:
    """Return the name of the page of a note, or of one that stands for somebody's PDF."""
    return f"readings/{identifier}.xhtml"
