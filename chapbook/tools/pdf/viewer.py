"""What a finished file asks of the print dialogue."""

from pathlib import Path

import pikepdf
from pikepdf import Name

from chapbook.tools import page_validation
from chapbook.tools.page_validation import Profile

MOVABLE = (None, "/ViewerPreferences", "/PageLabels", "/MarkInfo")
"""Entries of the catalogue that may be objects of their own, tried one after the other."""


def ask_for_sheets(path: Path) -> None:
    """Make the PDF at *path* ask to be printed at its own size, on both sides of the paper.

    Printing programs otherwise shrink a page to fit, and 14 pt is 14 pt no longer.
    Source: ISO 32000-2, 12.2 (viewer preferences); neither PDF/A nor PDF/UA restricts it.
    """
    with pikepdf.open(path, allow_overwriting_input=True) as file:
        root = file.Root
        root.ViewerPreferences.PrintScaling = Name("/None")
        root.ViewerPreferences.Duplex = Name.DuplexFlipLongEdge
        for key in MOVABLE:
            # One object more gives all others new numbers: see finish.py, on streams.
            if key and key in root:
                root[key] = file.make_indirect(root[key])
            file.save(
                path,
                deterministic_id=True,
                fix_metadata_version=False,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
                compress_streams=True,
            )
            failed = page_validation.failures(path, Profile.A3U)
            if not any(each.rule.endswith("-STREAM-LENGTH-001") for each in failed):
                return
