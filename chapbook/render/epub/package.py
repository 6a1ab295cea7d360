"""The package document: what the book is, what it holds, in which order it is read."""

import posixpath
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chapbook import textmark
from chapbook.editions import EDITIONS
from chapbook.frontmatter import FrontMatter
from chapbook.model import Article
from chapbook.render import particulars
from chapbook.render.epub.records import Linked
from chapbook.tools import jinja
from chapbook.tools.accessibility import Access
from chapbook.tools.epub import MATHML, MEDIA_TYPES
from chapbook.tools.pandoc import ast

PROPERTIES = {"nav.xhtml": "nav", "images/cover.png": "cover-image"}
"""What the manifest says about a file beside its type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifested:
    """A row of the manifest."""

    identifier: str
    href: str
    media_type: str
    properties: str


def document(
    article: Article,
    access: Access,
    files: Mapping[str, bytes],
    spine: Sequence[str],
    linked: Sequence[Linked],
) -> bytes:
    """Return the package document.

    Args:
        article: What the book is made from.
        access: Its accessibility.
        files: Every file of the book that its pages are made of, by its path below ``EPUB/``.
        spine: The pages in reading order, by the same paths.
        linked: What is about the book and no part of it; it may not be in the manifest too.
    """
    rows = [_row(name, data) for name, data in sorted(files.items())]
    by_href = {row.href: row for row in rows}
    values: dict[str, Any] = {
        "metadata": article.metadata,
        "abstract": ast.text(article.abstract),
        "particulars": particulars.of(article),
        "labels": article.labels,
        "identifier": identifier(article.metadata),
        "content": textmark.uri(article.content_hash),
        "original_url": (article.metadata.original or {}).get("URL"),
        "access": access,
        "print_edition": _print_edition(article) if article.page_map else "",
        "linked": linked,
        "manifest": rows,
        "spine": [by_href[name].identifier for name in spine],
    }
    return jinja.render("epub/package.opf.jinja", values).encode("utf-8")


def identifier(metadata: FrontMatter) -> str:
    """Return the book's identifier: its DOI or address, else a UUID of what names it."""
    if metadata.doi:
        return f"https://doi.org/{metadata.doi}"
    if metadata.url:
        return metadata.url
    names = [name.display for name in metadata.author]
    named = "\n".join([metadata.title, *names, metadata.date.isoformat()])
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, named)}"


def _print_edition(article: Article) -> str:
    """Return what names the file whose pages the page list gives.

    A DOI or address is that of the whole work, so the file's own name it is.
    """
    paper = article.metadata.paper
    row = next(row for row in EDITIONS.values() if row.has_own_pages)
    return row.name_in_output(article.stem, paper, paper)


def _row(name: str, data: bytes) -> Manifested:
    """Return the row of the file *name*."""
    stem, ending = posixpath.splitext(name)
    properties = [PROPERTIES[name]] if name in PROPERTIES else []
    if ending == ".xhtml" and MATHML.encode() in data:
        properties.append("mathml")
    return Manifested(
        identifier=f"{stem}{ending}".replace("/", "-"),
        href=name,
        media_type=MEDIA_TYPES[ending],
        properties=" ".join(properties),
    )
