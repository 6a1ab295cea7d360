"""The records of the article and of its references, for reference managers.

The package document links to the files as metadata, as EPUB provides for.  A chapter cannot:
what it links to has to stand in the spine with a chapter to fall back on (EPUB 3.3, 3.4 and
5.7), and reading systems that pass over ``linear`` would show that chapter once more for each.
So the appendix links to a page of the book that shows the records of the article, to copy.
"""

import html
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from chapbook.model import Article
from chapbook.render import attached
from chapbook.render.attached import Subject
from chapbook.render.epub.chapters import Finished
from chapbook.render.epub.contents import Entry
from chapbook.tools import epub, jinja

PAGE = "records.xhtml"
CITING = "how-to-cite"
"""The id of the section of the appendix that says how to cite the article."""

FOLDER = "records"

NAMES = {Subject.ARTICLE: "article", Subject.REFERENCES: "references"}
"""File names without their endings: an article's own name may have letters that some
reading systems cannot unpack."""

RELATIONS = {Subject.ARTICLE: "record", Subject.REFERENCES: "dcterms:references"}
"""What the files are to the book (EPUB 3.3, D.4.1.4; DCMI Metadata Terms)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """A file that the package document links to."""

    href: str
    """Its path below ``EPUB/``."""
    media_type: str
    relation: str
    data: bytes


def of(article: Article) -> Iterator[Linked]:
    """Yield the records of *article*, then those of its references if it has any.

    Raises:
        ToolError: pandoc failed.
    """
    for each in attached.records(article):
        yield Linked(
            href=f"{FOLDER}/{NAMES[each.subject]}{each.format.ending}",
            media_type=each.format.media_type,
            relation=RELATIONS[each.subject],
            data=each.data,
        )


def page(article: Article) -> bytes:
    """Return the page that shows the records of *article* as text.

    Raises:
        ToolError: pandoc failed.
    """
    shown = [
        {"format": each.format, "text": each.data.decode("utf-8").strip("\n")}
        for each in attached.records(article)
        if each.subject is Subject.ARTICLE
    ]
    values = {"metadata": article.metadata, "labels": article.labels, "records": shown}
    return jinja.render("epub/records.xhtml.jinja", values).encode("utf-8")


def linked_from(done: Sequence[Finished], words: str) -> None:
    """Put a link to the page, called *words*, at the end of how to cite the article.

    The trees are changed in place.
    """
    for chapter in done:
        for section in chapter.root.iter(epub.tag("section")):
            if section.get("id") == CITING:
                line = etree.SubElement(section, epub.tag("p"))
                link = etree.SubElement(line, epub.tag("a"), href=f"../{PAGE}")
                link.text, line.tail = words, "\n"


def entry(labels: Mapping[str, str]) -> Entry:
    """Return the line of the contents that leads to the page."""
    return Entry(href=PAGE, html=html.escape(labels["reference-managers"]))
