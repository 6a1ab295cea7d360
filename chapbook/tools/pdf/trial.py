"""Whether a page may be drawn in an archival file: it is drawn in a file of its own and judged."""

import datetime as dt
import tempfile
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from chapbook.tools import page_validation, raster
from chapbook.tools.page_validation import Profile
from chapbook.tools.pdf import figure, xmp

_COLOPHON = xmp.Colophon(title="Trial", authors=("Trial",), lang="en", date=dt.date(2000, 1, 1))


def obstacles(data: bytes) -> tuple[str, ...]:
    """Return why the page *data* (as ``Figure.data``) would cost PDF/A-3u; nothing if it would not.

    Raises:
        MissingToolError: page-validation is not installed.
    """
    with tempfile.TemporaryDirectory(prefix="chapbook-") as folder, pikepdf.new() as file:
        page = file.add_blank_page(page_size=(200, 200)).obj
        form = file.make_indirect(figure.as_form(file, data))
        page.Resources = Dictionary(XObject=Dictionary(Figure=form))
        page.Contents = file.make_stream(b"q 100 0 0 100 50 50 cm /Figure Do Q")
        _archival(file)
        path = Path(folder) / "trial.pdf"
        file.save(path, deterministic_id=True, fix_metadata_version=False)
        return tuple(each.message for each in page_validation.failures(path, Profile.A3U))


def _archival(file: pikepdf.Pdf) -> None:
    """Let *file* claim PDF/A-3u, with RGB that means sRGB."""
    packet = file.make_stream(xmp.packet(_COLOPHON, (Profile.A3U,)))
    packet.Type, packet.Subtype = Name.Metadata, Name.XML
    file.Root.Metadata = packet
    profile = file.make_stream(raster.srgb_profile())
    profile.N = 3
    file.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name("/GTS_PDFA1"),
                OutputConditionIdentifier=String("sRGB"),
                DestOutputProfile=profile,
            )
        ]
    )
    info = file.docinfo
    for name, text in (("/Title", "Trial"), ("/Author", "Trial"), ("/Creator", "Chapbook")):
        info[name] = String(text)
    info["/Producer"] = String(xmp.PRODUCER)
    info["/CreationDate"] = info["/ModDate"] = String("D:20000101")
