"""Themes: one set of tokens, looks that every edition obeys."""

import io
import re
import zipfile
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from lxml import etree
from PIL import Image

from chapbook import cite, load, render, verify
from chapbook.editions import EDITIONS
from chapbook.model import Article, BuiltEdition
from chapbook.settings import Workbench
from chapbook.tools import colour, fonts, theme
from chapbook.tools.pdf import read
from chapbook.validate import themes
from tests.conftest import GOOD, Desk

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

HOUSE = """
[colours]
accent = "#5b2a6e"
on-band = "#5b2a6e"

[faces]
text = "Atkinson Hyperlegible"

[logo]
file = "logo.svg"
alt = "The House"
"""

LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="40" viewBox="0 0 120 40">'
    '<rect width="120" height="40" fill="#5b2a6e"/></svg>'
)


@pytest.fixture
def housed(desk: Desk) -> Path:
    """A good article with a theme of its own in a folder beside it."""
    article = desk.good("everything")
    text = article.read_text("utf-8")
    text = text.replace("\ntheme: default\n", "\ntheme: ./house\n", 1)
    article.write_text(text, "utf-8")
    house = article.parent / "house"
    house.mkdir()
    (house / "theme.toml").write_text(HOUSE, "utf-8")
    (house / "logo.svg").write_text(LOGO, "utf-8")
    return article


def made(article: Article, edition: str, folder: Path) -> Path:
    """Make one edition of *article* in *folder* and return its file."""
    row = EDITIONS[edition]
    paper = article.metadata.paper
    name = row.name_in_output(article.stem, paper, paper)
    bench = Workbench(desk=folder, name=name, paper=paper)
    rendering = render.edition(article, row, bench)
    assert rendering.built
    assert not [f for f in rendering.findings if f.code == "tool-warning"]
    return rendering.built.path


@pytest.mark.parametrize("name", theme.names())
def test_every_colour_of_our_themes_can_be_read(name: str, desk: Desk) -> None:
    """The themes that come with the program pass the check that others have to pass."""
    article = desk.good("smallest")
    text = article.read_text("utf-8").replace("\nlang:", "\ntheme: ./\nlang:", 1)
    article.write_text(text, "utf-8")
    file = article.parent / theme.FILE
    file.write_bytes((theme.FOLDER / name / theme.FILE).read_bytes())
    manuscript = load.manuscript(article)
    assert not manuscript.findings
    assert manuscript.theme.file
    assert not list(themes.findings(manuscript))


def test_an_article_that_names_no_theme_looks_like_a_journal() -> None:
    """``default`` is another name of the usual theme."""
    usual = theme.usual()
    assert load.manuscript(GOOD / "smallest" / "smallest.md").theme.light == usual.light
    assert theme.ALIASES["default"] == usual.name


def test_one_run_can_have_another_theme() -> None:
    """What the command line names takes the place of what the article names."""
    manuscript = load.manuscript(GOOD / "smallest" / "smallest.md", "clinic")
    assert manuscript.theme.name == "clinic"
    assert manuscript.theme.text_face == "Source Sans Pro"


def test_a_folder_outside_the_article_is_not_read(desk: Desk) -> None:
    """``theme: ../house`` does not lead out of the article's folder."""
    article = desk.good("smallest")
    (desk.folder / "house").mkdir()
    (desk.folder / "house" / theme.FILE).write_text(HOUSE, "utf-8")
    text = article.read_text("utf-8").replace("\nlang:", "\ntheme: ../house\nlang:", 1)
    article.write_text(text, "utf-8")
    manuscript = load.manuscript(article)
    assert [f.code for f in manuscript.findings] == ["file-outside"]
    assert manuscript.theme.text_face == theme.usual().text_face


def test_the_files_of_a_theme_are_inputs(housed: Path) -> None:
    """A change of the theme's file or logo is a reason to build again."""
    inputs = load.manuscript(housed).inputs
    assert {"house/theme.toml", "house/logo.svg"} <= set(inputs)


def test_the_page_obeys(housed: Path, tmp_path: Path) -> None:
    """The PDF is set in the theme's face."""
    article = cite.article(load.manuscript(housed))
    names = {font.name for font in read.anatomy(made(article, "pdf", tmp_path)).fonts}
    assert any("Atkinson" in name for name in names)
    assert not any("SourceSerif" in name for name in names), names


@pytest.mark.proof
def test_the_logo_stands_in_every_edition(housed: Path, tmp_path: Path) -> None:
    """Page, handouts, web page, book and Word file show the logo with its words."""
    article = cite.article(load.manuscript(housed))
    for name in ("pdf", "patient", "student"):
        assert "The House" in _words_for_figures(made(article, name, tmp_path)), name
    page = made(article, "html", tmp_path).read_text("utf-8")
    assert re.search(r'<img class="logo" src="data:image/svg\+xml,[^"]+" alt="The House"', page)
    with zipfile.ZipFile(made(article, "epub", tmp_path)) as book:
        assert 'alt="The House"' in book.read("EPUB/title.xhtml").decode("utf-8")
        assert "EPUB/images/theme-logo.svg" in book.namelist()
    with zipfile.ZipFile(made(article, "docx", tmp_path)) as word:
        assert 'descr="The House"' in word.read("word/document.xml").decode("utf-8")


def _words_for_figures(path: Path) -> set[str]:
    """Return the alternative texts of the PDF *path*."""
    with pikepdf.open(path) as pdf:
        objects = (o for o in pdf.objects if isinstance(o, pikepdf.Dictionary))
        return {str(o.get("/Alt", "")) for o in objects}


def test_a_word_file_has_the_colours_and_faces(housed: Path, tmp_path: Path) -> None:
    """Styles, theme and fonts of the Word edition are those of the theme."""
    article = cite.article(load.manuscript(housed))
    with zipfile.ZipFile(made(article, "docx", tmp_path)) as word:
        styles = word.read("word/styles.xml").decode("utf-8")
        colours = word.read("word/theme/theme1.xml").decode("utf-8")
        table = word.read("word/fontTable.xml").decode("utf-8")
    assert "5B2A6E" in styles
    # Keywords of code have a colour of their own, which the house leaves as it is.
    code = re.findall(r'<w:style [^>]*Tok".*?</w:style>', styles, re.S)
    assert not [style for style in re.findall(r"<w:style .*?</w:style>", styles, re.S)
                if "0B4F5C" in style and style not in code]  # fmt: skip
    assert "0B4F5C" not in colours
    assert 'typeface="Atkinson Hyperlegible"' in colours
    assert 'w:name="Atkinson Hyperlegible"' in table


WIDE_AWAKE = """
[colours]
box = "#eaf2fa"
band = "#00407f"
on-band = "#fefefe"
hairline = "#101112"
code-keyword = "#123456"

[tokens]
print-size = "12pt"
size-title = "3rem"
leading = "1.54"
"""


def test_a_word_file_has_the_sizes_and_grounds(housed: Path, tmp_path: Path) -> None:
    """Sizes grow as in print, boxes and the line above the title have their grounds."""
    usual = _word_styles(housed, tmp_path)
    (housed.parent / "house" / "theme.toml").write_text(WIDE_AWAKE, "utf-8")
    styles = _word_styles(housed, tmp_path)
    larger = {name: size(styles, name) / size(usual, name) for name in ("Title", "TableText")}
    assert larger == {
        "Title": pytest.approx(1.2 * 1.5, 0.02),
        "TableText": pytest.approx(1.2, 0.02),
    }
    lines = [int(s["BodyText"].getparent().find(f".//{W}pPrDefault//{W}spacing").get(f"{W}line"))
             for s in (usual, styles)]  # fmt: skip
    assert lines[1] / lines[0] == pytest.approx(1.2 * 1.1, 0.02)
    grounds = {name: [s.get(f"{W}fill") for s in styles[name].iter(f"{W}shd")] for name in styles}
    assert grounds["KeyPoints"] == grounds["BoxTitle"] == ["EAF2FA"]
    assert grounds["Kind"] == ["00407F"]
    assert [c.get(f"{W}val") for c in styles["Kind"].iter(f"{W}color")] == ["FEFEFE"]
    assert [c.get(f"{W}val") for c in styles["KeywordTok"].iter(f"{W}color")] == ["123456"]
    assert [b.get(f"{W}color") for b in styles["Rule"].iter(f"{W}bottom")] == ["101112"]
    assert not [s for name in ("KeyPoints", "Kind") for s in usual[name].iter(f"{W}shd")]


def test_a_grounded_box_has_one_frame(housed: Path, tmp_path: Path) -> None:
    """All paragraphs of a box on a ground have one indent, so that Word draws one ground."""
    (housed.parent / "house" / "theme.toml").write_text(WIDE_AWAKE, "utf-8")
    article = cite.article(load.manuscript(housed))
    with zipfile.ZipFile(made(article, "docx", tmp_path)) as word:
        body = etree.fromstring(word.read("word/document.xml"))
    box = [p for p in body.iter(f"{W}p") if p.find(f"{W}pPr/{W}pStyle") is not None]
    box = [p for p in box if p.find(f"{W}pPr/{W}pStyle").get(f"{W}val") in {"KeyPoints"}]
    indents = {tuple(p.find(f"{W}pPr/{W}ind").values()) for p in box}
    assert len(box) > 1
    assert len(indents) == 1


def _word_styles(source: Path, folder: Path) -> dict[str, etree._Element]:
    """Return the styles of the Word edition of *source* by their ids."""
    article = cite.article(load.manuscript(source))
    with zipfile.ZipFile(made(article, "docx", folder)) as word:
        root = etree.fromstring(word.read("word/styles.xml"))
    return {style.get(f"{W}styleId"): style for style in root.iter(f"{W}style")}


def size(styles: dict[str, etree._Element], name: str) -> int:
    """Return the size of the style *name* in half points."""
    return int(styles[name].find(f"{W}rPr/{W}sz").get(f"{W}val"))


def test_the_cover_has_the_accent_as_its_ground(housed: Path, tmp_path: Path) -> None:
    """The cover of the book is drawn in the theme's colour."""
    article = cite.article(load.manuscript(housed))
    with zipfile.ZipFile(made(article, "epub", tmp_path)) as book:
        cover = Image.open(io.BytesIO(book.read("EPUB/images/cover.png"))).convert("RGB")
    assert cover.getpixel((5, 5)) == (0x5B, 0x2A, 0x6E)


def test_the_nearest_colour_that_passes_is_near_and_passes() -> None:
    """A colour that fails is made just dark enough for every ground."""
    grounds = {"#ffffff": 7.0, "#eaf2fa": 4.5}
    better = colour.nearest_passing("#c25b12", grounds)
    ratio = colour.contrast(better, "#ffffff")
    assert 7.0 <= ratio < 7.2
    assert colour.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert not colour.nearest_passing("#777777", {"#777777": 10.0})


def test_the_theme_of_the_page_is_what_the_page_says(desk: Desk, tmp_path: Path) -> None:
    """Following docs/themes.md gives its finding, then, with the colour it names, an edition."""
    page = (Path(__file__).parents[2] / "docs" / "themes.md").read_text("utf-8")
    written = "\n".join(re.findall(r"```toml\n(.*?)```", page, re.S))
    (logo,) = re.findall(r"```svg\n(.*?)```", page, re.S)
    (said,) = re.findall(r"```text\n(.*?)```", page, re.S)
    article = desk.good("everything")
    house = article.parent / "house"
    house.mkdir()
    written = written.replace('text = "Atkinson Hyperlegible"', 'text = "Riverside Serif"')
    (house / "theme.toml").write_text(written, "utf-8")
    (house / "logo.svg").write_text(logo, "utf-8")
    amiri = fonts.file("Amiri").parent
    for file in (*amiri.glob("Amiri-*.ttf"), amiri.parent / "LICENSE"):
        name = file.name.replace("LICENSE", "OFL.txt")
        (house / name).write_bytes(file.read_bytes())

    manuscript = load.manuscript(article, "./house")
    assert [f.code for f in manuscript.findings if f.code.startswith(("theme", "image"))] == []
    (finding,) = themes.findings(manuscript)
    assert f"{finding.place}: error: {finding.message} [{finding.code}]" in said
    assert f"do:  {finding.fix}\n" in said

    assert finding.replacement
    mended = written.replace(finding.replacement.old, finding.replacement.new)
    (house / "theme.toml").write_text(mended, "utf-8")
    manuscript = load.manuscript(article, "./house")
    assert not list(themes.findings(manuscript))
    printed = made(cite.article(manuscript), "pdf", tmp_path)
    assert "Riverside House" in _words_for_figures(printed)
    assert any("Riverside-Serif" in font.name for font in read.anatomy(printed).fonts)


@pytest.mark.proof
@pytest.mark.parametrize(("width", "height"), [(200, 260), (140, 210)])
def test_a_theme_may_have_a_page_of_its_own(
    width: int, height: int, housed: Path, tmp_path: Path
) -> None:
    """The print edition has its size, upright and turned, and nothing leaves the page."""
    house = housed.parent / "house" / "theme.toml"
    page = f"[page]\nwidth-mm = {width}\nheight-mm = {height}\n"
    house.write_text(f"{HOUSE}\n{page}", "utf-8")
    article = cite.article(load.manuscript(housed))
    printed = made(article, "pdf", tmp_path)
    with pypdfium2.PdfDocument(printed) as document:
        sizes = {tuple(round(side / 72 * 25.4) for side in page.get_size()) for page in document}
        count = len(document)
    assert sizes <= {(width, height), (height, width)}
    assert (width, height) in sizes
    built = BuiltEdition(edition="pdf", path=printed, name="everything.pdf", page_count=count)
    assert [f.message for f in verify.findings(article, [built])] == []


@pytest.mark.parametrize(
    "page",
    ["width-mm = 120\nheight-mm = 260", "width-mm = 200", 'width-mm = "200"\nheight-mm = 260'],
)
def test_a_page_without_room_is_refused(page: str, housed: Path) -> None:
    """A page that the column of print does not fit is a finding, and the paper's counts."""
    house = housed.parent / "house" / "theme.toml"
    house.write_text(f"{HOUSE}\n[page]\n{page}\n", "utf-8")
    manuscript = load.manuscript(housed)
    assert [f.code for f in manuscript.findings if f.code.startswith("theme")] == ["theme-broken"]
    assert manuscript.theme.page_mm is None
