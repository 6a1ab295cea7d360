"""What a file is that should be an image and is none, and what to type to make it one."""

import gzip
import io
import re
from pathlib import PurePosixPath

MOST_UNPACKED_BYTES = 50_000_000
"""A drawing that unpacks to more is taken for an attack."""

KINDS: tuple[tuple[re.Pattern[bytes], str, str], ...] = tuple(
    (re.compile(pattern, re.S | re.I), what, fix)
    for pattern, what, fix in (
        (rb"\Z", "it is empty", "Copy or export it again; nothing arrived the first time."),
        (
            rb"version https://git-lfs",
            "it is not the image but a note of where Git keeps it",
            "git lfs pull",
        ),
        (
            rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b",
            "it is a web page, perhaps a page that says that the image was not found",
            "Open the address in a browser and save the image itself.",
        ),
        (
            rb"%!PS|\xc5\xd0\xd3\xc6",
            "it is PostScript (EPS), which is a program to run",
            "epstopdf '{name}'   (or inkscape '{name}' --export-filename='{stem}.pdf'), "
            "then write {stem}.pdf",
        ),
        (
            rb"....ftyp(?:hei[cxms]|hevc|mif1)",
            "it is HEIC, a kind of telephones that most programs cannot open",
            "magick '{name}' '{stem}.jpg'   (or heif-convert '{name}' '{stem}.jpg'), "
            "then write {stem}.jpg",
        ),
        (
            rb"\xff\x0a|....JXL ",
            "it is JPEG XL, which most programs cannot open",
            "djxl '{name}' '{stem}.png', then write {stem}.png",
        ),
        (
            rb"8BPS",
            "it is a Photoshop document",
            "magick '{name}[0]' '{stem}.png', then write {stem}.png",
        ),
        (
            rb"\x01\0\0\0.{36} EMF|\xd7\xcd\xc6\x9a",
            "it is a Windows metafile (EMF or WMF)",
            "inkscape '{name}' --export-filename='{stem}.svg', then write {stem}.svg",
        ),
        (
            rb"<mxfile|\s*<mxGraphModel",
            "it is a draw.io document",
            "In draw.io: File, Export as, SVG; then write {stem}.svg",
        ),
        (
            rb"PK\x03\x04",
            "it is a packed file, perhaps an office document",
            "Export the figure from the program that made it, as PDF, SVG or PNG.",
        ),
        (
            rb"\xff\xd8.*?\xff[\xc0-\xc3]..[\x09-\x10]",
            "its colours have more than 8 bits each, which is rare in JPEG",
            "magick '{name}' -depth 8 '{stem}.png', then write {stem}.png",
        ),
    )
)
"""How each begins, what it is, and what to type."""


def explained(data: bytes, target: str) -> tuple[str, str] | None:
    """Return what *data* is and what to do about it; nothing when it is none of these.

    Args:
        data: A whole file.
        target: As the article names it; the remedy names it too.
    """
    path = PurePosixPath(target.partition("?")[0].partition("#")[0])
    name, stem = str(path), str(path.with_suffix("")) if path.suffix else str(path)
    for pattern, what, fix in KINDS:
        if pattern.match(data[:65_536]):
            return what, fix.format(name=name, stem=stem)
    return None


def is_drawing(data: bytes) -> bool:
    """Tell whether *data* is XML that holds SVG, whatever the file is called."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"<") and b"<svg" in head and not re.search(rb"<html\b", head, re.I)


def unpacked(data: bytes) -> bytes:
    """Return *data*, unpacked when it is packed by gzip, as drawings that end in .svgz are.

    Raises:
        OSError: It is damaged.
        ValueError: It unpacks to more than ``MOST_UNPACKED_BYTES``.
    """
    if not data.startswith(b"\x1f\x8b"):
        return data
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
        plain = packed.read(MOST_UNPACKED_BYTES + 1)
    if len(plain) > MOST_UNPACKED_BYTES:
        raise ValueError(f"it unpacks to more than {MOST_UNPACKED_BYTES // 1_000_000} MB")
    return plain
