"""Sizes of images: every unit is understood, and no image loses its shape."""

import pytest
from PIL import Image

from chapbook import load
from chapbook.tools import lengths
from chapbook.tools.pandoc import ast
from tests.conftest import Desk, judged


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("300", "79.38mm"),
        ("96px", "25.4mm"),
        ("80%", "80%"),
        ("80 %", "80%"),
        ("5cm", "50mm"),
        ("50 mm", "50mm"),
        ("2in", "50.8mm"),
        ("72pt", "25.4mm"),
        ("6pc", "25.4mm"),
        ("3em", "3em"),
        ("2,5cm", "25mm"),
        ("0.8\\textwidth", "80%"),
        (".5\\linewidth", "50%"),
        ("\\columnwidth", "100%"),
        ("0", ""),
        ("30mn", ""),
        ("-3cm", ""),
        ("calc(50% - 1em)", ""),
        ("wide", ""),
        ("", ""),
    ],
)
def test_a_length_is_understood_in_every_unit(said: str, meant: str) -> None:
    """What pandoc, LaTeX, HTML and Quarto write comes out in a unit that editions share."""
    assert str(lengths.read(said) or "") == meant


@pytest.mark.parametrize(
    ("asked", "width"),
    [
        ("", ""),
        ("width=60mm", "60mm"),
        ("height=30mm", "60mm"),
        ("width=60mm height=30mm", "60mm"),
        ("width=60mm height=60mm", "60mm"),
        ("width=60mm height=10mm", "20mm"),
        ("width=100% height=10mm", "20mm"),
        ("width=50% height=auto", "50%"),
        ("height=1em", "2em"),
        ("height=0.1\\textheight", "48mm"),
        ('width="3in"', "76.2mm"),
    ],
)
def test_an_image_has_one_width_and_keeps_its_shape(desk: Desk, asked: str, width: str) -> None:
    """An image twice as broad as high fits into the room that its sizes make."""
    Image.new("L", (2000, 1000)).save(desk.folder / "a.png")
    attributes = f"{{{asked}}}" if asked else ""
    path = desk.article(f"---\ntitle: A\n---\n\n![What.](a.png){attributes}\n")
    manuscript = load.manuscript(path)
    image = next(node for node in ast.nodes(manuscript.blocks) if node["t"] == "Image")
    assert (ast.value(image, "width") or "") == width
    assert ast.value(image, "height") is None
    assert not [f for f in manuscript.findings if f.code == "image-size"]


def test_sizes_of_html_count_as_well(desk: Desk) -> None:
    """An ``img`` with width and height in pixels is as large as it says."""
    Image.new("L", (2000, 1000)).save(desk.folder / "a.png")
    path = desk.article('---\ntitle: A\n---\n\n<img src="a.png" alt="x" width="300" height="50">\n')
    manuscript = load.manuscript(path)
    image = next(node for node in ast.nodes(manuscript.blocks) if node["t"] == "Image")
    assert ast.value(image, "width") == "26.46mm"


def test_each_use_of_an_image_has_its_own_place(desk: Desk) -> None:
    """Of two uses of one image the one with the wrong size is pointed at."""
    Image.new("L", (2000, 1000)).save(desk.folder / "a.png")
    text = "---\ntitle: A\n---\n\n![One.](a.png){width=3cm}\n\n![Two.](a.png){width=3xm}\n"
    found = [f for f in judged(desk.article(text)) if f.code == "image-size"]
    assert [str(f.place) for f in found] == ["article.md:7:22"]
