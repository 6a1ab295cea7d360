"""Small files that every judge accepts, made by the programs that make the editions.

Each test damages a copy of one of them in one way.
"""

import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import font_source_sans_pro
import pikepdf
import pypandoc
import pytest

_FONT = Path(font_source_sans_pro.__file__).parent / "files" / "SourceSansPro-Regular.ttf"

_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Tea</title>
<style>
body { color: #222; background: #fff }
@media (prefers-color-scheme: dark) { body { color: #ddd; background: #111 } }
</style>
</head>
<body>
<main>
<h1>Tea</h1>
<p id="last">Drink it while it is hot.</p>
</main>
</body>
</html>
"""

_ARTICLE = """---
title: Tea
author: A. Writer
date: 2026-01-01
lang: en-GB
identifier: urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8
accessModes: [textual]
accessModeSufficient: [textual]
accessibilityFeatures: [structuralNavigation]
accessibilityHazards: [none]
accessibilitySummary: This book is text only.
---

# Brewing

Drink it while it is hot.
"""


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the good files; tests do not write into it."""
    return tmp_path_factory.mktemp("good")


@pytest.fixture(scope="session")
def web_page(folder: Path) -> Path:
    """Return a small HTML page with a light and a dark look."""
    page = folder / "tea.html"
    page.write_text(_PAGE, encoding="utf-8")
    return page


@pytest.fixture(scope="session")
def ua_pdf(folder: Path) -> Path:
    """Return a PDF that keeps PDF/UA-1, as WeasyPrint wrote it."""
    return _pdf(folder / "ua.pdf", "pdf/ua-1")


@pytest.fixture(scope="session")
def wordy_pdf(folder: Path) -> Path:
    """Return a PDF that keeps PDF/UA-1 and whose last content is a line of nine words."""
    line = "Drink it while it is hot and never alone."
    return _pdf(folder / "wordy.pdf", "pdf/ua-1", _PAGE.replace("Drink it while it is hot.", line))


@pytest.fixture(scope="session")
def archival_pdf(folder: Path) -> Path:
    r"""Return a PDF that keeps PDF/A-3u and whose objects all stand in the file uncompressed.

    Its last object is the XMP packet, in a stream that ends ``\n\nendstream``.
    """
    path = _pdf(folder / "a3u.pdf", "pdf/a-3u")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        xmp = pdf.make_stream(pdf.Root.Metadata.read_bytes() + b"\n")
        xmp.Type, xmp.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
        pdf.Root.Metadata = xmp
        pdf.save(
            path,
            compress_streams=False,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return path


_WRITER = """
import sys, weasyprint
from weasyprint.text.fonts import FontConfiguration
source, path, variant, face = sys.argv[1:]
fonts = FontConfiguration()
style = weasyprint.CSS(
    string=f"@font-face {{ font-family: test; src: url('{face}') }}"
    "* { font-family: test; font-weight: 400; image-rendering: crisp-edges }",
    font_config=fonts,
)
page = weasyprint.HTML(string=source)
page.write_pdf(path, stylesheets=[style], font_config=fonts, pdf_variant=variant)
"""
"""Writes a PDF in a process in which nobody has taught WeasyPrint our own tags."""


def _pdf(path: Path, variant: str, text: str = _PAGE) -> Path:
    command = [sys.executable, "-c", _WRITER, text, str(path), variant, _FONT.as_uri()]
    subprocess.run(command, check=True, capture_output=True)
    return path


@pytest.fixture(scope="session")
def epub(folder: Path) -> Path:
    """Return a small EPUB 3, as pandoc wrote it."""
    path = folder / "tea.epub"
    pypandoc.convert_text(_ARTICLE, "epub3", format="markdown", outputfile=str(path))
    return path


@pytest.fixture(scope="session")
def docx(folder: Path) -> Path:
    """Return a small DOCX: pandoc's, without the one reference into nowhere that pandoc writes."""
    raw, path = folder / "pandoc.docx", folder / "tea.docx"
    pypandoc.convert_text(_ARTICLE, "docx", format="markdown", outputfile=str(raw))
    _edit(raw, path, "word/styles.xml", ('<w:basedOn w:val="TableNormal" />', ""))
    return path


@pytest.fixture
def edited(tmp_path: Path) -> Callable[[Path, str, str, str], Path]:
    """Return a function that copies a ZIP archive with one change.

    Its arguments are the archive, the member's name, and the old and the new text.
    """

    def edit(archive: Path, member: str, old: str, new: str) -> Path:
        return _edit(archive, tmp_path / archive.name, member, (old, new))

    return edit


def _edit(archive: Path, copy: Path, member: str, change: tuple[str, str]) -> Path:
    with zipfile.ZipFile(archive) as source, zipfile.ZipFile(copy, "w") as target:
        for info in source.infolist():
            content = source.read(info)
            if info.filename == member:
                text = content.decode("utf-8")
                assert text.count(change[0]) == 1, f"{change[0]} stands not once in {member}"
                content = text.replace(*change).encode("utf-8")
            target.writestr(info, content)
    return copy


@pytest.fixture
def restreamed(archival_pdf: Path, tmp_path: Path) -> Callable[[bytes, int], Path]:
    """Return a function that gives the XMP stream another last byte and another ``/Length``.

    Its arguments are the byte and the error of the length; nothing else in the file moves.
    """

    def change(last: bytes, error: int) -> Path:
        content = archival_pdf.read_bytes()
        entry = re.search(rb"/XML /Type /Metadata /Length (\d+) >>\nstream\n", content)
        assert entry is not None
        end = entry.end() + int(entry[1])
        length = b"%*d" % (len(entry[1]), int(entry[1]) + error)
        new = content[: entry.start(1)] + length + content[entry.end(1) : end - 1] + last
        path = tmp_path / "changed.pdf"
        path.write_bytes(new + content[end:])
        return path

    return change
