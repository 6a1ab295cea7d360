"""Faces that a theme brings along: refused, or used in every edition."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from chapbook import cite, load, render
from chapbook.editions import EDITIONS
from chapbook.model import Article
from chapbook.settings import Workbench
from chapbook.tools import fonts, theme
from chapbook.tools.fonts import Style, families
from chapbook.tools.pdf import read
from tests.conftest import Desk

THEME = """
[faces]
text = "Riverside"
label = "Riverside"

[[fonts]]
family = "Riverside"
kind = "serif"
licence = "licence.txt"
regular = "regular.ttf"
bold = "bold.ttf"
"""

REGULAR = fonts.static("Amiri", Style.REGULAR)
BOLD = fonts.static("Amiri", Style.BOLD)
"""Fonts that stand for those of a theme."""


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    """Let no other test know the faces that were adopted here."""
    yield
    families.adopted.clear()


@pytest.fixture
def housed(desk: Desk) -> Path:
    """A good article with a theme beside it that brings two faces along."""
    article = desk.good("smallest")
    for name, data in {
        "theme.toml": THEME.encode(),
        "licence.txt": b"It may be used by anybody.",
        "regular.ttf": REGULAR,
        "bold.ttf": BOLD,
    }.items():
        (article.parent / name).write_bytes(data)
    return article


def changed(data: bytes, **values: int) -> bytes:
    """Return the font *data* with other *values* in its table "OS/2"."""
    with TTFont(io.BytesIO(data), recalcTimestamp=False) as font:
        for name, value in values.items():
            setattr(font["OS/2"], name, value)
        out = io.BytesIO()
        font.save(out)
    return out.getvalue()


def messages(article: Path) -> list[str]:
    """Return what reading *article* in its own theme says about fonts, with the line."""
    found = load.manuscript(article, "./").findings
    return [f"{f.place.line}: {f.message}" for f in found if f.code == "theme-font"]


def test_sound_faces_are_known_and_their_files_are_inputs(housed: Path) -> None:
    """The theme is set in them; a change of a font or its licence is a reason to build."""
    manuscript = load.manuscript(housed, "./")
    assert messages(housed) == []
    assert manuscript.theme.text_face == "Riverside"
    assert {"regular.ttf", "bold.ttf", "licence.txt"} <= set(manuscript.inputs)
    assert fonts.nearest("Riverside", Style.SEMIBOLD) is Style.BOLD


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"wOF2....", "is packed for the web"),
        (b"ttcf....", "holds several fonts"),
        (b"<html>Sign in</html>", "is no TrueType or OpenType font"),
        (REGULAR[:400], "is a damaged font"),
        (fonts.file("Source Sans 3").read_bytes(), "is a variable font"),
        (changed(REGULAR, fsType=2), "must not be embedded, says its maker (OS/2 fsType 2)"),
        (changed(REGULAR, fsType=0x104), "must not be embedded in part"),
        (fonts.file("Noto Sans Tamil").read_bytes(), "is a variable font"),
        (fonts.static("Noto Sans Tamil", Style.REGULAR), "lacks "),
    ],
)
def test_a_font_that_cannot_be_used_is_refused(data: bytes, message: str, housed: Path) -> None:
    """The finding names the file and why; the usual face takes its place."""
    (housed.parent / "regular.ttf").write_bytes(data)
    (found,) = messages(housed)
    assert found.startswith(f'10: "regular.ttf" {message}')
    assert load.manuscript(housed, "./").theme.text_face == theme.usual().text_face


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("regular.ttf", "Regular-.ttf", 'there is no file "Regular-.ttf"'),
        ("regular.ttf", "../font.ttf", '"../font.ttf" lies outside'),
        ('licence = "licence.txt"\n', "", "no file with the licence"),
        ('licence = "licence.txt"', 'licence = "none.txt"', 'there is no file "none.txt"'),
        ('kind = "serif"', 'kind = "roman"', "it is not said of which kind"),
        ("Riverside", "Source Serif Pro", '"Source Serif Pro" is the name of other faces'),
        ("bold =", "fat =", 'there is no "fat" of a family'),
        ('regular = "regular.ttf"\n', "", "the family has no regular face"),
    ],
)
def test_a_slip_in_the_themes_file_is_told(
    old: str, new: str, message: str, housed: Path, tmp_path: Path
) -> None:
    """What is missing or misspelt is a finding, never a face of the host."""
    file = housed.parent / "theme.toml"
    file.write_text(THEME.replace(old, new), "utf-8")
    found = [f for f in load.manuscript(housed, "./").findings if f.code != "theme-broken"]
    assert len(found) == 1
    assert message in found[0].message
    assert found[0].place.file == "theme.toml"


def made(article: Article, edition: str, folder: Path) -> Path:
    """Make one edition of *article* in *folder* and return its file."""
    row = EDITIONS[edition]
    paper = article.metadata.paper
    name = row.name_in_output(article.stem, paper, paper)
    rendering = render.edition(article, row, Workbench(desk=folder, name=name, paper=paper))
    assert rendering.built
    assert rendering.findings == ()
    return rendering.built.path


def test_every_edition_is_set_in_them(housed: Path, tmp_path: Path) -> None:
    """Page, web page, book and Word file carry the theme's faces with them."""
    article = cite.article(load.manuscript(housed, "./"))
    names = {font.name for font in read.anatomy(made(article, "pdf", tmp_path)).fonts}
    assert any("Riverside" in name for name in names)
    assert not any("Source-Serif" in name or "Amiri" in name for name in names), names
    page = made(article, "html", tmp_path).read_text("utf-8")
    assert '@font-face { font-family: "Riverside"; font-weight: 700' in page
    with zipfile.ZipFile(made(article, "epub", tmp_path)) as book:
        assert "EPUB/fonts/riverside-regular.ttf" in book.namelist()
        assert (
            '"Riverside", "Source Serif Pro", serif' in book.read("EPUB/styles/book.css").decode()
        )
    with zipfile.ZipFile(made(article, "docx", tmp_path)) as word:
        assert "word/fonts/Riverside-Bold.odttf" in word.namelist()
        assert 'typeface="Riverside"' in word.read("word/theme/theme1.xml").decode()


def test_word_names_a_face_that_it_may_not_carry(housed: Path, tmp_path: Path) -> None:
    """A font for "preview and print" is embedded where nobody edits, and only named in Word."""
    for name, data in (("regular.ttf", REGULAR), ("bold.ttf", BOLD)):
        (housed.parent / name).write_bytes(changed(data, fsType=4))
    article = cite.article(load.manuscript(housed, "./"))
    with zipfile.ZipFile(made(article, "docx", tmp_path)) as word:
        assert not [name for name in word.namelist() if "Riverside" in name]
        assert 'w:name="Riverside"' in word.read("word/fontTable.xml").decode()


def test_another_font_of_the_same_name_takes_its_place(housed: Path) -> None:
    """Nothing that was found out about the first font is said of the second."""
    load.manuscript(housed, "./")
    before = fonts.coverage("Riverside")
    (housed.parent / "regular.ttf").write_bytes(fonts.static("DejaVu Sans", Style.REGULAR))
    load.manuscript(housed, "./")
    assert fonts.coverage("Riverside") != before
