"""Finishing a PDF: what WeasyPrint leaves undone, one fact at a time."""

import dataclasses
import datetime as dt
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Name

from chapbook.tools import page_validation, pdf, qr, weasy
from chapbook.tools.page_validation import Profile
from chapbook.tools.pdf import structure
from chapbook.tools.pdf.structure import Element

finishing = importlib.import_module(
    "chapbook.tools.pdf.finish"
)  # its package has a function so called

STYLE = """
@page { size: A6; @top-left { content: "Running head" } @bottom-left { content: counter(page) } }
* { image-rendering: crisp-edges }
body { font-family: "Source Serif Pro" }
a::after { content: " (" attr(href) ")" }
"""

SQUARE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'

BODY = """
<h1>Tea</h1>
<p>Read <a href="#end">the <em>whole</em> of it</a>.</p>
<ul><li><p>One.</p><p>More of it.</p></li><li>Two.</li></ul>
<table>
<thead><tr><th>Kind</th><th colspan="2">Minutes</th></tr></thead>
<tbody><tr><th>Green</th><td>2</td><td>3</td></tr></tbody>
</table>
<img src="square.svg" alt="A square" style="width: 2cm">
<img src="square.svg" alt="" style="width: 1cm">
<p id="end">End.</p>
"""

COLOPHON = pdf.Colophon(
    title="Tea & <more>",
    authors=["Ann O’Neill", "Bo Li"],
    lang="en-GB",
    date=dt.date(2026, 1, 31),
    rights="CC BY 4.0",
    description="How to brew.",
    keywords=["tea", "water"],
)


def finished(body: str, path: Path) -> tuple[pdf.Broken, ...]:
    """Lay out *body*, write the finished file to *path* and return the broken rules."""
    html = f'<html lang="en-GB"><title>Tea</title><body>{body}</body></html>'
    files = {"square.svg": (SQUARE, "image/svg+xml")}
    layout = weasy.layout(weasy.PrintJob(html=html, stylesheets=[STYLE], files=files))
    return pdf.finish(layout.pdf(), COLOPHON, path)


@pytest.fixture(scope="module")
def tea(tmp_path_factory: pytest.TempPathFactory) -> Iterator[pikepdf.Pdf]:
    """Return a finished file in which each of the repairs was due."""
    path = tmp_path_factory.mktemp("tea") / "tea.pdf"
    assert finished(BODY, path) == ()
    with pikepdf.open(path) as file:
        yield file


@pytest.fixture(scope="module")
def tree(tea: pikepdf.Pdf) -> Element:
    """Return the tag tree of that file."""
    return structure.read(Path(tea.filename))


def test_items_hold_label_and_body(tree: Element) -> None:
    """A list item holds its label and one body, also when it was written as paragraphs."""
    kinds = [[part.role for part in item.elements] for item in tree.each("LI")]
    assert kinds == [["Lbl", "LBody"], ["Lbl", "LBody"]]
    assert [each.attributes["ListNumbering"] for each in tree.each("L")] == ["Disc"]


def test_head_cells_have_a_scope(tree: Element) -> None:
    """Cells of the head are heads of columns, others heads of rows."""
    scopes = [cell.attributes["Scope"] for cell in tree.each("TH")]
    assert scopes == ["Column", "Column", "Row"]


def test_figures_are_measured_from_the_foot(tea: pikepdf.Pdf, tree: Element) -> None:
    """A figure's box is in points and lies on the page; 2 cm are 56.7 points."""
    (figure,) = tree.each("Figure")
    left, bottom, right, top = figure.attributes["BBox"]
    assert figure.alt == "A square"
    assert right - left == pytest.approx(56.69, abs=0.01)
    assert 0 < bottom < top < float(tea.pages[0].MediaBox[3])


def test_silent_things_are_artifacts(tea: pikepdf.Pdf) -> None:
    """Running heads and page numbers are pagination, an image without words is layout."""
    contents = b"".join(page.Contents.read_bytes() for page in tea.pages)
    heads = [each.text for each in structure.furniture(Path(tea.filename)) if each.subtype]
    assert heads == [text for n in range(len(tea.pages)) for text in ("Running head", str(n + 1))]
    assert contents.count(b"MCID") == contents.count(b"/Span\n<</MCID") + 1


def test_a_link_is_one_link(tea: pikepdf.Pdf, tree: Element) -> None:
    """Italic and generated words in a link make no further links; its words describe it."""
    links = [a for page in tea.pages for a in page.get("/Annots", [])]
    assert {str(link.Contents) for link in links} == {"the whole of it"}
    assert [link.text for link in tree.each("Link")] == ["the whole of it (#end)"]


def test_file_says_what_it_is(tea: pikepdf.Pdf) -> None:
    """Old and new metadata say the same, and the window shows the title."""
    with tea.open_metadata() as xmp:
        assert xmp["dc:title"] == tea.docinfo["/Title"] == "Tea & <more>"
        assert xmp["dc:creator"] == ["Ann O’Neill", "Bo Li"]
        assert xmp["dc:language"] == {"en-GB"}
        assert xmp["xmp:CreateDate"] == "2026-01-31"
        assert xmp["pdf:Producer"] == tea.docinfo["/Producer"]
    assert tea.docinfo["/CreationDate"] == "D:20260131"
    assert bool(tea.Root.ViewerPreferences.DisplayDocTitle)
    assert str(tea.Root.Lang) == "en-GB"


def test_refuted_claim_is_taken_out(tmp_path: Path) -> None:
    """A file that breaks PDF/UA-1 says so in what is returned and claims only PDF/A-3u."""
    path = tmp_path / "wordless.pdf"
    broken = finished('<h1>Tea</h1><img src="square.svg" style="width: 1cm">', path)
    assert {each.profile for each in broken} == {Profile.UA1}
    assert b"pdfuaid:part" not in path.read_bytes()
    assert b"<pdfaid:part>3</pdfaid:part>" in path.read_bytes()
    assert page_validation.failures(path, Profile.A3U) == []


def test_qr_code_is_a_plain_drawing() -> None:
    """The same address gives the same drawing, with four modules of white around the code."""
    drawing = qr.svg("https://example.org/")
    assert drawing == qr.svg("https://example.org/")
    size = int(re.findall(rb'viewBox="0 0 (\d+) \1"', drawing)[0])
    assert (size - 8 - 17) % 4 == 0


def test_handouts_are_printed_as_they_are(tmp_path: Path) -> None:
    """A handout asks for its own size and both sides, and keeps its claims."""
    path = tmp_path / "handout.pdf"
    html = '<html lang="en-GB"><title>Tea</title><body><h1>Tea</h1></body></html>'
    layout = weasy.layout(weasy.PrintJob(html=html, stylesheets=[STYLE]))
    colophon = dataclasses.replace(COLOPHON, is_handout=True)
    assert pdf.finish(layout.pdf(), colophon, path) == ()
    with pikepdf.open(path) as file:
        preferences = file.Root.ViewerPreferences
        assert preferences.PrintScaling == Name("/None")
        assert preferences.Duplex == Name.DuplexFlipLongEdge
        assert bool(preferences.DisplayDocTitle)


def test_a_file_without_streams_of_objects_keeps_its_claims(tmp_path: Path) -> None:
    """What is written when no other try helps has no stream that could end in 0x0D unseen."""
    packed, path = tmp_path / "a.pdf", tmp_path / "b.pdf"
    assert finished(BODY, packed) == ()
    assert b"/ObjStm" in packed.read_bytes()
    with pikepdf.open(packed) as file:
        finishing._write(file, file.Root.Metadata.read_bytes(), path, is_packed=False)
    assert b"/ObjStm" not in path.read_bytes()
    assert all(page_validation.failures(path, profile) == [] for profile in finishing.CLAIMS)
