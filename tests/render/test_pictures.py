"""Pictures of every kind: each edition shows them in their colours and at their size."""

import io
import re
import zipfile
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from chapbook import verify
from tests.verify.works import GOOD, Finished, finished

pytestmark = pytest.mark.proof

EMU_PER_MM = 36_000

WIDTHS_MM = {
    "turned": 22.5,
    "press": 40,
    "grey-16": 38.1,
    "progressive": 39.69,
    "flat": 19.84,
    "packed": 50,
}
"""What the article asks for in cm, mm, pc, pixels, by height, and by both."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Finished:
    """Every edition of the article with pictures of every kind."""
    return finished(GOOD / "pictures" / "pictures.md", tmp_path_factory.mktemp("pictures"))


def test_every_edition_is_sound(made: Finished) -> None:
    """Nothing is found in any file: no claim is lost, no image misses its words."""
    assert verify.findings(made.article, list(made.built.values())) == []


def test_drawings_are_vectors_in_print(made: Finished) -> None:
    """Only what has pixels is a picture in the PDF; pages of PDF are forms with their letters."""
    with pikepdf.open(made.built["pdf"].path) as file:
        streams = [o for o in file.objects if isinstance(o, pikepdf.Stream)]
        sizes = {(int(o.Width), int(o.Height)) for o in streams if o.get("/Subtype") == "/Image"}
    assert sizes == {(300, 200)}, "each photograph has 300 by 200 pixels, and nothing else has any"
    document = pypdfium2.PdfDocument(made.built["pdf"].path)
    words = document[0].get_textpage().get_text_range()
    assert "Hour of the day" in words
    assert "≈ β" in words


def test_print_obeys_sizes(made: Finished) -> None:
    """Pictures are as wide on paper as the article says, in whatever unit it says so."""
    document = pypdfium2.PdfDocument(made.built["pdf"].path)
    found = [
        (right - left) / 72 * 25.4
        for page in document
        for each in page.get_objects(max_depth=6)
        for left, _, right, _ in [each.get_bounds()]
        if each.type in {2, 3, 5}
    ]
    for name, width_mm in WIDTHS_MM.items():
        if name in {"turned", "packed"}:
            continue
        assert any(abs(each - width_mm) < 0.1 for each in found), name


@pytest.mark.parametrize("name", WIDTHS_MM)
def test_screens_and_word_obey_sizes(made: Finished, name: str) -> None:
    """The web page says the width in millimetres, Word in its own units, and both the same."""
    images = [i for i in made.article.assets.values() if i.name.startswith(f"{name}-")]
    assert images
    width_mm = WIDTHS_MM[name]
    page = made.built["html"].path.read_text("utf-8")
    assert re.search(rf"width:\s*{width_mm:g}mm", page)
    with zipfile.ZipFile(made.built["docx"].path) as package:
        said = package.read("word/document.xml").decode()
    extents = [int(cx) / EMU_PER_MM for cx in re.findall(r'<wp:extent cx="(\d+)"', said)]
    assert any(abs(each - width_mm) < 0.1 for each in extents)


def test_no_edition_changes_the_shape_of_a_picture(made: Finished) -> None:
    """Photographs are three units wide and two high in Word, whatever the article asks for."""
    with zipfile.ZipFile(made.built["docx"].path) as package:
        said = package.read("word/document.xml").decode()
    found = re.findall(
        r'<wp:extent cx="(\d+)" cy="(\d+)"/>(?:(?!</wp:inline>).)*?A glass of water', said
    )
    assert len(found) > 10
    assert all(int(cx) / int(cy) == pytest.approx(1.5, rel=0.01) for cx, cy in found)


def test_the_press_and_the_screen_agree(made: Finished) -> None:
    """The glass is as blue in CMYK, 16 bits, WebP and AVIF."""
    names = ("press.jpg", "press.tiff", "sideways.JPG", "deep.png", "flat.webp", "new.avif")
    for name in names:
        picture = Image.open(io.BytesIO(made.article.assets[f"figures/{name}"].data))
        colour = picture.convert("RGB").getpixel((150, 120))
        assert all(abs(a - b) < 8 for a, b in zip(colour, (30, 100, 180), strict=True)), name


def test_a_picture_in_a_note_is_there_in_word(made: Finished) -> None:
    """What a note shows is a part that its own relationships lead to."""
    with zipfile.ZipFile(made.built["docx"].path) as package:
        notes = package.read("word/footnotes.xml").decode()
        relations = package.read("word/_rels/footnotes.xml.rels").decode()
        (identifier,) = re.findall(r'r:embed="([^"]+)"', notes)
        relation = re.search(rf'<Relationship [^>]*Id="{identifier}"[^>]*>', relations)
        assert relation
        target = re.search(r'Target="([^"]+)"', relation[0])
        assert target
        assert f"word/{target[1]}" in package.namelist()


def test_a_heading_with_a_picture_is_listed_by_its_words(made: Finished) -> None:
    """Contents and outlines show words; the picture stands in the text."""
    assert "Places" in [heading.text for heading in made.article.headings]
    assert Path(made.built["epub"].path).is_file()
