"""Readings that are no articles of ours: somebody else's PDF, and the instructor's notes."""

import re
from pathlib import Path

from chapbook.pack import BoundReading, Origin, Pack, Reading, Record
from chapbook.tools import pdfink, pdftext
from chapbook.tools.pandoc import ast
from chapbook.tools.pdf import foreign

WORD = re.compile(r"\w+(?:[-'\u2019]\w+)*")


def bound(reading: Reading, pack: Pack, desk: Path) -> BoundReading:
    """Return *reading* with what can be known of it, and its file.

    Args:
        reading: A PDF or a note.
        pack: Whose language and instructor a note has.
        desk: Where a copy that is fit to be woven may be put.

    Raises:
        ToolError: The PDF cannot be woven.
    """
    if reading.origin is Origin.NOTE:
        return BoundReading(reading=reading, record=_of_note(reading, pack), files={})
    folder = desk / "theirs"
    folder.mkdir(exist_ok=True)
    path = foreign.mended(reading.path, folder, reading.chosen(foreign.MOST_PAGES_IN_FILE))
    return BoundReading(
        reading=reading, record=_of_document(reading, pack, path), files={"pdf": path}
    )


def _of_note(reading: Reading, pack: Pack) -> Record:
    """Return the record of a note, which the instructor wrote if nobody else is named."""
    metadata, blocks = pack.metadata, list(reading.blocks)
    return Record(
        stem=reading.identifier,
        title=reading.title,
        lang=reading.lang or metadata.lang,
        authors=reading.authors or tuple(name.csl() for name in metadata.instructor),
        date=metadata.date.isoformat(),
        item=None,
        licence=reading.rights.licence or metadata.license or "",
        word_count=len(WORD.findall(ast.text(blocks))),
        figure_count=sum(node["t"] == "Figure" for node in ast.nodes(blocks)),
        table_count=sum(node["t"] == "Table" for node in ast.nodes(blocks)),
    )


def _of_document(reading: Reading, pack: Pack, path: Path) -> Record:
    """Return the record of a PDF: what the pack says of it, and the words of its pages.

    Nobody can count the figures and tables of a file whose tags may be wrong, or missing.

    Args:
        reading: A PDF.
        pack: Whose language it has if nobody says another.
        path: The file that is woven.
    """
    pages = reading.chosen(pdfink.page_count(path))
    return Record(
        stem=reading.identifier,
        title=reading.title,
        lang=reading.lang or pack.metadata.lang,
        authors=reading.authors,
        item=reading.item,
        references=(reading.item,) if reading.item else (),
        licence=reading.rights.licence,
        holder=reading.rights.holder,
        address=str((reading.item or {}).get("URL", "")),
        word_count=len(WORD.findall(pdftext.plain(path, pages))),
    )
