"""Somebody else's PDF as a cartridge holds it: the pages that the pack names, and no others.

A permission is given for pages; a platform would hand out whatever lies in the package.
"""

import tempfile
from pathlib import Path

from chapbook.bundle import rights, words
from chapbook.pack import BoundPack, BoundReading
from chapbook.tools.pdf.standing import standing
from chapbook.tools.pdf.weave import Piece, woven
from chapbook.tools.pdf.xmp import Colophon


def data(bound: BoundReading, pack: BoundPack, path: Path) -> bytes:
    """Return the pages of *path* that *bound* takes, as a PDF with its tags and links.

    Raises:
        pikepdf.PdfError: The file is damaged; the pack's check says so in words before.
    """
    if not bound.reading.page_indices:
        return path.read_bytes()
    lang = bound.reading.lang or pack.pack.metadata.lang
    piece = Piece(
        path=path,
        identifier=bound.reading.identifier,
        title=bound.title,
        page_indices=bound.reading.chosen(standing(path).page_count),
        lang=bound.reading.lang,
    )
    about = Colophon(
        title=bound.title,
        authors=words.authors(bound),
        lang=lang,
        date=pack.pack.metadata.date,
        rights=rights.permission_line(bound, pack.pack.labels),
    )
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "excerpt.pdf"
        woven([piece], target, about)
        return target.read_bytes()
