"""The package document of the book of a pack: what it is, what it holds, in which order."""

import posixpath
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from chapbook.bundle import words
from chapbook.licences import LICENCES
from chapbook.pack import BoundPack
from chapbook.tools import jinja
from chapbook.tools.accessibility import Access
from chapbook.tools.epub import MATHML, MEDIA_TYPES
from chapbook.tools.volume import Linked


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifested:
    """A row of the manifest."""

    identifier: str
    href: str
    media_type: str
    properties: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What is in the book."""

    files: Mapping[str, bytes]
    """Every file that its pages are made of, by its path below ``EPUB/``."""
    spine: Sequence[str]
    """The pages in reading order, by path."""
    access: Access
    properties: Mapping[str, str]
    """What the manifest says about a file beside its type, by path."""
    linked: Sequence[Linked]
    """What is about the book and no part of it."""
    subjects: Sequence[str]
    """What its readings are about."""
    print_edition: str
    """The name of the file whose pages the page list gives; empty without one."""


def document(bound: BoundPack, held: Contents) -> bytes:
    """Return the package document of the book of *bound*."""
    metadata = bound.pack.metadata
    rows = [
        _row(name, data, held.properties.get(name, "")) for name, data in sorted(held.files.items())
    ]
    by_href = {row.href: row.identifier for row in rows}
    languages = [metadata.lang, *(each.record.lang for each in bound.readings)]
    authors = [name for each in bound.readings for name in words.authors(each)]
    values = {
        "metadata": metadata,
        "identifier": identifier(bound),
        "authors": list(dict.fromkeys(authors)),
        "languages": [lang for lang in dict.fromkeys(languages) if lang],
        "course": ", ".join(said for said in (metadata.course, metadata.term) if said),
        "subjects": list(dict.fromkeys(held.subjects)),
        "rights": list(_rights(bound)),
        "access": held.access,
        "print_edition": held.print_edition,
        "linked": held.linked,
        "manifest": rows,
        "spine": [by_href[name] for name in held.spine],
    }
    return jinja.render("epub/pack-package.opf.jinja", values).encode("utf-8")


def identifier(bound: BoundPack) -> str:
    """Return the book's identifier: its address, else a UUID of what names it."""
    metadata = bound.pack.metadata
    if metadata.url:
        return metadata.url
    names = [name.display for name in metadata.instructor]
    course = [metadata.course or "", metadata.term or ""]
    named = "\n".join([metadata.title, *names, *course, metadata.date.isoformat()])
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, named)}"


def _rights(bound: BoundPack) -> Iterator[str]:
    """Yield under which licence the pack's own pages are given out, then each reading."""
    own, labels = bound.pack.metadata.license, bound.pack.labels
    if own:
        name, _ = LICENCES.get(own, (own, ""))
        yield labels["licence-line"].format(licence=name)
    for each in bound.readings:
        yield f"{each.title}{labels['colon']} {words.short_rights(each, labels)}"


def _row(name: str, data: bytes, properties: str) -> Manifested:
    """Return the row of the file *name*."""
    ending = posixpath.splitext(name)[1]
    said = [properties] if properties else []
    if ending == ".xhtml" and MATHML.encode() in data:
        said.append("mathml")
    return Manifested(
        identifier=name.replace("/", "-"),
        href=name,
        media_type=MEDIA_TYPES[ending],
        properties=" ".join(said),
    )
