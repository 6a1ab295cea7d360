"""The records of the article and of its references, in the book but not part of its text.

The package document links to them as metadata, as EPUB provides for.  A chapter cannot:
what it links to has to stand in the spine with a chapter to fall back on (EPUB 3.3, 3.4 and
5.7), and reading systems that pass over ``linear`` would show that chapter once more for each.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from chapbook.model import Article
from chapbook.render import attached
from chapbook.render.attached import Subject

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
