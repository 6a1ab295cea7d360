"""The XMP packet of any PDF, as it stands there."""

from pathlib import Path

import pikepdf


class UnreadableError(Exception):
    """The file is no PDF, or is damaged or locked."""


def read(path: Path) -> bytes:
    """Return the XMP packet of the PDF at *path*; nothing where it has none.

    Raises:
        UnreadableError: The file cannot be read as a PDF.
    """
    try:
        with pikepdf.open(path) as file:
            metadata = file.Root.get("/Metadata")
            return metadata.read_bytes() if isinstance(metadata, pikepdf.Stream) else b""
    except (pikepdf.PdfError, pikepdf.PasswordError) as error:
        raise UnreadableError(str(error)) from error
