"""What is called a PDF and is none."""

import io
import os
from pathlib import Path

import docx
from PIL import Image

from tests.packs.corpus import plain
from tests.packs.corpus.row import Awkward

PAGE = b"<!doctype html><html lang=en><title>Log in</title><p>Your session has ended.</html>"


def nothing(path: Path) -> None:
    """Write no byte."""
    path.write_bytes(b"")


def web_page(path: Path) -> None:
    """Save the page of a library that wanted a password."""
    path.write_bytes(PAGE * 40)


def picture(path: Path) -> None:
    """Save a picture under the name of a PDF."""
    Image.new("RGB", (60, 80), "teal").save(path, format="PNG")


def word(path: Path) -> None:
    """Call a ZIP with the parts of a Word file a PDF."""
    held = io.BytesIO()
    made = docx.Document()
    made.add_paragraph("It was to be exported.")
    made.save(held)
    path.write_bytes(held.getvalue())


def words(path: Path) -> None:
    """Write words that speak of %PDF a while later than the first 1,024 bytes."""
    path.write_bytes(b"This is a letter. " * 100 + b"%PDF-1.7 is what it should be.\n")


def head_only(path: Path) -> None:
    """Write the first line of a PDF and nothing else."""
    path.write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")


def zeros(path: Path) -> None:
    """Leave zeros after the first line, as a disk does that was full."""
    path.write_bytes(b"%PDF-1.7\n" + bytes(100_000))


def folder(path: Path) -> None:
    """Make a folder."""
    path.mkdir()


def link(path: Path) -> None:
    """Lead to a sound file that lies elsewhere."""
    there = path.parent / "there"
    there.mkdir(exist_ok=True)
    (there / "book.bin").write_bytes(plain.written())
    path.symlink_to(there / "book.bin")


def circle(path: Path) -> None:
    """Lead to itself."""
    path.symlink_to(path.name)


def locked(path: Path) -> None:
    """Let nobody read it (an administrator still can)."""
    path.write_bytes(plain.written())
    path.chmod(0)


def other_ending(path: Path) -> None:
    """Write PostScript, the mother of PDF."""
    path.write_bytes(b"%!PS-Adobe-3.0\n/Helvetica 12 selectfont 72 700 moveto (A) show showpage\n")


def pipe(path: Path) -> None:
    """Make a pipe into which nobody ever writes: who reads from it waits for ever."""
    os.mkfifo(path)


LOCKED = "unreadable" if os.geteuid() else ""
"""An administrator reads what is locked."""

ROWS = (
    Awkward(name="empty", producer="bytes", make=nothing, refusal="empty", is_usual=True),
    Awkward(name="web-page", producer="bytes", make=web_page, refusal="not-a-pdf", is_usual=True),
    Awkward(name="picture", producer="Pillow", make=picture, refusal="not-a-pdf"),
    Awkward(name="word", producer="python-docx", make=word, refusal="not-a-pdf"),
    Awkward(name="letter", producer="bytes", make=words, refusal="not-a-pdf"),
    Awkward(name="postscript", producer="bytes", make=other_ending, refusal="not-a-pdf"),
    Awkward(name="head-only", producer="bytes", make=head_only, refusal="truncated"),
    Awkward(name="zeros", producer="bytes", make=zeros, refusal="truncated"),
    Awkward(name="folder", producer="bytes", make=folder, refusal="not-a-file"),
    Awkward(name="pipe", producer="bytes", make=pipe, refusal="not-a-file"),
    Awkward(name="link", producer="pymupdf", make=link),
    Awkward(name="link-circle", producer="bytes", make=circle, refusal="unreadable"),
    Awkward(name="locked", producer="pymupdf", make=locked, refusal=LOCKED),
)
