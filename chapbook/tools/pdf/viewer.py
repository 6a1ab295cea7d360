"""What a finished file asks of the print dialogue."""

from pathlib import Path

import pikepdf
from pikepdf import Name


def ask_for_sheets(path: Path) -> None:
    """Make the PDF at *path* ask to be printed at its own size, on both sides of the paper.

    Printing programs otherwise shrink a page to fit, and 14 pt is 14 pt no longer.
    Source: ISO 32000-2, 12.2 (viewer preferences); neither PDF/A nor PDF/UA restricts it.
    """
    with pikepdf.open(path, allow_overwriting_input=True) as file:
        preferences = file.Root.ViewerPreferences
        preferences.PrintScaling = Name("/None")
        preferences.Duplex = Name.DuplexFlipLongEdge
        file.save(
            path,
            deterministic_id=True,
            fix_metadata_version=False,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        )
