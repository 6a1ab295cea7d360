"""From the file that pandoc wrote to the one that an instructor need not repair."""

from chapbook.tools import archive
from chapbook.tools.wordml import (
    blanks,
    boxes,
    citations,
    colours,
    direction,
    drawings,
    formulas,
    languages,
    listings,
    lists,
    notes,
    paragraphs,
    properties,
    scales,
    sections,
    tables,
    typefaces,
    vectors,
)
from chapbook.tools.wordml.package import DOCUMENT, Package
from chapbook.tools.wordml.sheet import Furniture, Look, Properties, Sheet

NUMBERING = "word/numbering.xml"
FOOTNOTES = "word/footnotes.xml"


def finished(
    data: bytes, sheet: Sheet, furniture: Furniture, about: Properties, look: Look | None = None
) -> bytes:
    """Return the DOCX *data*, which pandoc wrote, finished.

    Args:
        data: The whole file.
        sheet: The paper.
        furniture: What stands on every page.
        about: What the file says about the work.
        look: Faces, colours, sizes; without it, those of ``templates/docx/styles.xml``.

    Raises:
        ToolError: *data* is damaged.
    """
    package, look = Package.read(data), look or Look()
    document, numbering = package.tree(DOCUMENT), package.tree(NUMBERING)
    footnotes = package.tree(FOOTNOTES)
    body = document[-1]
    for story in (body, footnotes):
        tables.finish(story)
        lists.finish(story, numbering)
        formulas.finish(story)
        languages.finish(story)
        paragraphs.said_once(story)
        blanks.finish(story)
        citations.finish(story, citations.references(body))
    citations.unmark_list(body)
    lists.define(numbering)
    listings.finish(body, numbering)
    boxes.finish(body, look)
    drawings.finish([body, footnotes])
    vectors.finish(package, body, look.drawings)
    notes.finish(package, FOOTNOTES, footnotes)
    sections.finish(package, body, sheet, furniture)
    package.put(DOCUMENT, document)
    package.put(FOOTNOTES, footnotes)
    package.put(NUMBERING, numbering)
    properties.finish(package, about)
    direction.finish(package, about.lang)
    colours.finish(package, look)
    scales.finish(package, look)
    typefaces.finish(package, look)
    return archive.packed(package.parts, about.date)
