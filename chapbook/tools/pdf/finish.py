"""From WeasyPrint's bytes to the finished file, with no claim that a check refutes.

Characters are mended, figures exchanged and metadata set; the file is written, checked, and written
again without the claims that failed.  Tags are there already (``tools.weasy.tagging``).
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from chapbook.tools import page_validation
from chapbook.tools.page_validation import Profile
from chapbook.tools.pdf import attachments, figure, grey, unicode, xmp
from chapbook.tools.pdf.figure import Exchange
from chapbook.tools.pdf.xmp import Colophon

CLAIMS = (Profile.A3U, Profile.UA1)
"""What a finished file claims to be, unless a check says that it is not."""


MOVABLE = ("/PageLabels", "/ViewerPreferences", "/MarkInfo", "/OutputIntents")
"""Parts of the catalogue that may as well be objects of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A rule that kept a file from claiming a profile."""

    profile: Profile
    rule: str
    message: str


def finish(
    data: bytes,
    colophon: Colophon,
    path: Path,
    figures: Sequence[Exchange] = (),
) -> tuple[Broken, ...]:
    """Finish the tagged PDF *data* and write it to *path*.

    Args:
        data: As WeasyPrint wrote it.
        colophon: What the file says about itself.
        path: The file to write.
        figures: Pages of PDF to draw in place of pictures of them.

    Returns:
        Why claims were left out; nothing when the file keeps all of them.
    """
    with pikepdf.open(io.BytesIO(data)) as file:
        unicode.mend(file)
        figure.exchange(file, figures)
        return write(file, colophon, path, CLAIMS)


def write(
    file: pikepdf.Pdf, colophon: Colophon, path: Path, claims: Sequence[Profile]
) -> tuple[Broken, ...]:
    """Write *file*, which becomes what *colophon* says, to *path*; return why claims went.

    It claims those of *claims* that a check of the written file leaves standing.
    """
    if colophon.is_grey:
        grey.convert(file)
    _describe(file, colophon)
    attachments.attach(file, colophon.attachments, colophon.date)
    broken: list[Broken] = []
    left = [] if colophon.is_draft else list(claims)
    while True:
        failed = _written(file, colophon, left, path)
        if not failed:
            return tuple(broken)
        broken += failed
        left = [profile for profile in left if profile not in {f.profile for f in failed}]


def _written(
    file: pikepdf.Pdf, colophon: Colophon, claims: Sequence[Profile], path: Path
) -> list[Broken]:
    """Write *file* with *claims* and return what they break.

    page-validation 0.11 takes a stream that happens to end in 0x0D for one of the wrong length,
    and does not say which where it holds other objects.  One file in six has such a stream.  One
    object more gives all others new numbers, and so their streams other checksums at their ends.
    Of hundreds of pages each try may have one: then objects are written by themselves.
    """
    failed: list[Broken] = []
    packet = xmp.packet(colophon, claims)
    for key in (None, *MOVABLE):
        if key and key in file.Root:
            file.Root[key] = file.make_indirect(file.Root[key])
            _lengthen(file)
        _write(file, packet, path)
        failed = _failures(path, claims)
        if not any(each.rule.endswith("-STREAM-LENGTH-001") for each in failed):
            break
    else:
        _write(file, packet, path, is_packed=False)
        failed = _failures(path, claims)
    return failed


def _lengthen(file: pikepdf.Pdf) -> None:
    """Add to forms and fonts that happen to end in 0x0D what nobody sees.

    They do not change with the numbers of objects.
    """
    for each in file.objects:
        if not isinstance(each, pikepdf.Stream) or not each.read_raw_bytes().endswith(b"\r"):
            continue
        if each.get("/Subtype") == Name.Form:
            each.write(each.read_bytes() + b" ")
        elif "/Length1" in each:
            each.write(each.read_bytes() + b"\1\0\0\0")  # zeros would keep the checksum
            each.Length1 = len(each.read_bytes())


def _failures(path: Path, profiles: Sequence[Profile]) -> list[Broken]:
    """Return the rules of *profiles* that the file at *path* breaks."""
    return [
        Broken(profile=profile, rule=failure.rule, message=failure.message)
        for profile, found in page_validation.failures_of_each(path, profiles).items()
        for failure in found
    ]


def _describe(file: pikepdf.Pdf, colophon: Colophon) -> None:
    """Say in the old places what the XMP packet says in the new one."""
    date = String(f"D:{colophon.date:%Y%m%d}")
    info = file.docinfo
    for key in list(info.keys()):
        del info[key]
    info["/Title"] = String(colophon.title)
    info["/Author"] = String(", ".join(colophon.authors))
    if colophon.description:
        info["/Subject"] = String(colophon.description)
    if colophon.keywords:
        info["/Keywords"] = String(", ".join(colophon.keywords))
    info["/Creator"] = String("Chapbook")
    info["/Producer"] = String(xmp.PRODUCER)
    info["/CreationDate"] = date
    info["/ModDate"] = date
    root = file.Root
    root.Lang = String(colophon.lang)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    if colophon.is_handout:
        # Printing programs otherwise shrink a page to fit, and 14 pt is 14 pt no longer
        # (ISO 32000-1, 12.2).
        root.ViewerPreferences.PrintScaling = Name("/None")
        edge = "Short" if colophon.turns_at_short_edge else "Long"
        root.ViewerPreferences.Duplex = Name(f"/DuplexFlip{edge}Edge")
    root.PageMode = Name.UseOutlines if "/Outlines" in root else Name.UseNone
    root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))


def _write(file: pikepdf.Pdf, packet: bytes, path: Path, *, is_packed: bool = True) -> None:
    """Write *file* with the XMP *packet*, which stays readable without a PDF library.

    Its objects stand in streams, unless it is not to be packed.
    """
    mode = pikepdf.ObjectStreamMode

    stream = pikepdf.Stream(file, packet)
    stream.Type, stream.Subtype = Name.Metadata, Name.XML
    file.Root.Metadata = file.make_indirect(stream)
    file.save(
        path,
        deterministic_id=True,
        fix_metadata_version=False,
        object_stream_mode=mode.generate if is_packed else mode.disable,
        compress_streams=True,
    )
