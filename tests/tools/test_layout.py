"""Laying out: style sheets that were read before, and pages that run from the right."""

import itertools
import re
from bisect import bisect
from pathlib import Path

import pikepdf
import pytest

from chapbook.tools import pdftext, thumbnail, weasy
from chapbook.tools.weasy import PrintJob

BODY = "<!doctype html><html lang=en><title>T</title><ol><li>One<li>Two</ol><p>Words.</html>"

COUNTERS = """
@counter-style ours { system: fixed; symbols: "uno" "due"; suffix: " " }
@page { size: 60mm 60mm; @bottom-left { content: counter(page) } }
li { list-style-type: ours }
p { background: linear-gradient(#fff, #ddd); columns: 2 }
"""

_numbers = itertools.count()


def job(css: str) -> PrintJob:
    """Return a job with a sheet that no other test has read."""
    return PrintJob(html=BODY, stylesheets=[f"/* {next(_numbers)} */{css}"])


def test_a_sheet_read_before_makes_the_same_bytes() -> None:
    """Gradients, columns, words in margins and counters of its own come out alike."""
    asked = job(COUNTERS)
    first, second, third = (weasy.layout(asked).pdf() for _ in range(3))
    assert first == second == third


def test_counters_of_a_sheet_read_before_are_known(tmp_path: Path) -> None:
    """What a sheet defines is there each time, and nowhere where it is not asked for."""
    asked = job(COUNTERS)
    for number in range(2):
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(weasy.layout(asked).pdf(tagged=False))
        assert "due" in "".join(run.text for page in pdftext.pages(path) for run in page.runs)
    bare = PrintJob(html=BODY, stylesheets=["li { list-style-type: ours }"])
    path.write_bytes(weasy.layout(bare).pdf(tagged=False))
    assert "due" not in "".join(run.text for page in pdftext.pages(path) for run in page.runs)


def test_glyphs_stand_where_they_stood_without_noughts(tmp_path: Path) -> None:
    """A line says only by how much glyphs are moved; each stands where WeasyPrint put it."""
    layout = weasy.layout(PrintJob(html=BODY.replace("Words", "AVATAR, Tøffel"), stylesheets=[]))
    theirs, ours = tmp_path / "theirs.pdf", tmp_path / "ours.pdf"
    theirs.write_bytes(layout.document.write_pdf(pdf_variant="pdf/a-3u"))
    ours.write_bytes(layout.pdf(tagged=False))
    drawn = []
    for path in (theirs, ours):
        with pikepdf.open(path) as file:
            drawn.append(file.pages[0].Contents.read_bytes())
    assert b">0<" in drawn[0]
    assert b">0" not in drawn[1]
    assert len(re.findall(rb">-?[1-9][0-9]*<", drawn[1])) > 1
    assert pdftext.pages(theirs)[0].runs == pdftext.pages(ours)[0].runs
    looks = [thumbnail.page_png(path.read_bytes(), 0, 800) for path in (theirs, ours)]
    assert looks[0] == looks[1]


def test_a_fault_of_a_sheet_is_told_each_time() -> None:
    """WeasyPrint warns while it reads a sheet; whoever lays out again hears it again."""
    asked = job("p { colour: red }")
    said = [weasy.layout(asked).remarks for _ in range(2)]
    assert said[0] == said[1]
    assert any("colour" in remark for remark in said[0])


LINES = """
@page { size: %dpx 300px; margin: 5mm }
html, body, p { margin: 0 }
p { padding-left: 8mm; text-align: left; text-indent: %s; font-size: 10pt }
"""

BEARINGS_PT = 1.0
"""How much more white letters have before them than behind them, at most."""


def _ends(css: str, direction: str, path: Path) -> list[float]:
    """Return where each line begins and ends, in points from the edge from which it runs."""
    page = f"<title>T</title><p>{'mm ' * 19}mm"
    html = f"<!doctype html><html lang=en dir='{direction}'>{page}</html>"
    path.write_bytes(weasy.layout(PrintJob(html=html, stylesheets=[css])).pdf(tagged=False))
    (drawn,) = pdftext.pages(path)
    edges = [(run.left, run.right) for run in drawn.runs if "m" in run.text]
    if direction == "rtl":
        edges = [(drawn.width - right, drawn.width - left) for left, right in edges]
    return [edge for edges_of_line in edges for edge in edges_of_line]


@pytest.mark.parametrize("indent", ["-8mm", "8mm", "20%"])
def test_lines_from_the_right_mirror_those_from_the_left(indent: str, tmp_path: Path) -> None:
    """What hangs, or is indented, does so where its line begins, and breaks where it would."""
    for width_px in range(160, 200, 4):
        css = LINES % (width_px, indent)
        left, right = (_ends(css, d, tmp_path / f"{d}.pdf") for d in ("ltr", "rtl"))
        assert left == pytest.approx(right, abs=BEARINGS_PT)
        assert len(left) > 6


WORDS = "Taking a small piece of tissue to look at under a strong microscope."

NARROW = """
@page { size: %.1fpx 300px; margin: 0 }
body, p { margin: 0 }
p { font: 14px serif }
"""


def _lines(html: str, width_px: float) -> list[str]:
    """Return the words of each line of a page."""
    page = f"<!doctype html><html lang=en><title>T</title>{html}"
    found = weasy.layout(PrintJob(html=page, stylesheets=[NARROW % width_px])).document
    return [
        "".join(getattr(box, "text", "") for box in line.descendants()).strip()
        for line in found.pages[0]._page_box.descendants()
        if type(line).__name__ == "LineBox"
    ]


def test_a_space_at_the_end_of_a_line_takes_no_room() -> None:
    """Text before a link stands on the line that it fills; no line ends behind its first word."""
    widths = range(300, 600)
    fits = widths[bisect(widths, -2, key=lambda width: -len(_lines(f"<p>{WORDS}</p>", width)))]
    for more in (0, 0.5, 1, 1.5, 2, 2.5, 3):
        assert _lines(f"<p>{WORDS} <b>Biopsies</b></p>", fits + more) == [WORDS, "Biopsies"]
