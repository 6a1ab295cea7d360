"""pikepdf: what WeasyPrint leaves undone in a PDF.

Nothing else imports ``pikepdf``.  ``finish`` is the way in for a file that WeasyPrint wrote.
"""

from chapbook.tools.pdf.attachments import Attachment, Relationship
from chapbook.tools.pdf.figure import Exchange
from chapbook.tools.pdf.finish import Broken, finish
from chapbook.tools.pdf.imposition import Mark, Side, Slot, impose
from chapbook.tools.pdf.xmp import Colophon

__all__ = [
    "Attachment",
    "Broken",
    "Colophon",
    "Exchange",
    "Mark",
    "Relationship",
    "Side",
    "Slot",
    "finish",
    "impose",
]
