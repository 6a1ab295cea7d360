"""Formulas in the editions: pictures on paper, MathML on screens, equations in Word."""

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from chapbook import load, verify
from chapbook.tools import pdftext
from chapbook.tools.hypertext import formulas
from chapbook.tools.pandoc import ast, markdown
from chapbook.tools.pdf import read
from tests.conftest import GOOD
from tests.verify import damage
from tests.verify.works import Finished, finished

pytestmark = pytest.mark.proof

SOURCE = GOOD / "mathematics" / "mathematics.md"


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Finished:
    """The article with formulas everywhere, finished; not to be changed."""
    return finished(SOURCE, tmp_path_factory.mktemp("mathematics"))


def in_article() -> int:
    """Return how many formulas the body of the article has."""
    blocks = load.manuscript(SOURCE).blocks
    return sum(node["t"] == "Math" for node in ast.nodes(blocks))


def test_print_tags_every_formula_with_its_words(editions: Finished) -> None:
    """A screen reader meets formulas that say themselves, none of them as TeX."""
    words = read.formulas(editions.built["pdf"].path)

    assert len(words) >= in_article()
    assert "dC/dt = −k_e C" in words
    assert not [word for word in words if "\\" in word or not word]


def test_print_draws_formulas_without_fonts(editions: Finished) -> None:
    """The font of formulas is in no file: outlines are all that travels."""
    fonts = {font.name for font in read.anatomy(editions.built["pdf"].path).fonts}

    assert not [name for name in fonts if "STIX" in name]


def test_a_heading_with_a_formula_is_a_bookmark_with_words(editions: Finished) -> None:
    """Pictures have no words; the bookmark has those of the formula all the same."""
    titles = [b.title for b in read.anatomy(editions.built["pdf"].path).bookmarks]

    assert "Elimination with the constant k_e" in titles


def test_print_keeps_its_claims(editions: Finished) -> None:
    """Formulas with alternative texts break neither PDF/A nor PDF/UA."""
    claims = read.anatomy(editions.built["pdf"].path).claims

    assert claims.all == ("3u", "ua1")


def test_a_formula_stays_in_the_line_of_its_caption(tmp_path: Path) -> None:
    """Words before and behind a formula stand on one line below their figure."""
    made = finished(next((GOOD / "nesting").glob("*.md")), tmp_path)
    runs = [run for page in pdftext.pages(made.built["pdf"].path) for run in page.runs]
    before = next(run for run in runs if "The well with" in run.text)
    behind = next(run for run in runs if "drawn again" in run.text)
    assert abs(before.bottom - behind.bottom) < before.size_pt / 2


def test_screens_get_mathml_with_words(editions: Finished) -> None:
    """The web page holds an element for every formula, with its TeX and a line of text."""
    page = editions.built["html"].path.read_text("utf-8")

    elements = re.findall(r"<math\b[^>]*>", page)
    assert len(elements) >= in_article()
    assert all('alttext="' in element for element in elements)
    assert page.count('<annotation encoding="application/x-tex">') == len(elements)


def test_word_gets_equations_with_numbers(editions: Finished) -> None:
    """Every formula is Word's own; a numbered one stands between tabs before its number."""
    with zipfile.ZipFile(editions.built["docx"].path) as archive:
        document = archive.read("word/document.xml").decode("utf-8")
        notes = archive.read("word/footnotes.xml").decode("utf-8")

    assert (document + notes).count("<m:oMath>") >= in_article()
    lines = re.findall(r'<w:pStyle w:val="Equation"\s*/>.*?</w:p>', document)
    texts = ["".join(re.findall(r"<w:t\b[^>]*>([^<]*)</w:t>", line)) for line in lines]
    assert texts == [f"({number})" for number in "12345P678"]
    assert all(line.count("<w:tab/>") + line.count("<w:tab />") == 2 for line in lines)


def test_references_say_the_number(editions: Finished) -> None:
    """All ways of referring to an equation print its name, labels of its lines included."""
    article = editions.article
    links = [
        (node["c"][2][0], ast.text(node["c"][1]))
        for node in ast.nodes(article.body)
        if node["t"] == "Link"
    ]

    assert ("#eq-decay", "Equation 1") in links
    assert ("#eq:area", "Equation 3") in links
    assert ("#eq:variance", "Equation 4") in links
    assert ("#eq:error", "Equation 5") in links
    assert ("#eq-permutation", "Equation P") in links


def test_a_mark_stays_with_its_formula() -> None:
    """No line of print begins with the comma that follows a formula."""
    blocks, _ = markdown.read("The value $x$, then ($y$) and $z$ alone.")

    spans = [n for n in ast.nodes(formulas.pictured(blocks)) if ast.has_class(n, "marked")]

    assert [ast.text(span) for span in spans] == [",", "()"]


def test_a_formula_that_cannot_be_set_is_code() -> None:
    """A draft shows what was typed as code, never as text."""
    blocks, _ = markdown.read(r"A $\unknown{x}$.")

    for show in (formulas.pictured, formulas.marked_up, formulas.kept):
        codes = [n["c"][1] for n in ast.nodes(show(blocks)) if n["t"] == "Code"]
        assert codes == [r"\unknown{x}"]


def test_a_lost_formula_is_found(editions: Finished, tmp_path: Path) -> None:
    """Each edition is missed the one formula that is taken out of it."""

    def without(pdf: pikepdf.Pdf) -> None:
        formulas = [e for e in pdf.objects if isinstance(e, pikepdf.Dictionary) and "/Alt" in e]
        next(e for e in formulas if str(e.Alt) == "dC/dt = −k_e C").Alt = "?"

    words = "dC/dt = −k_e C".encode()
    damages = {
        "pdf": damage.rewritten(without),
        "html": damage.swapped(b'alttext="' + words, b'alttext="lost'),
        "epub": damage.repacked(damage.swap(".xhtml", b'alttext="' + words, b'alttext="lost')),
        "docx": damage.repacked(
            damage.swap("document.xml", b"<m:num><m:r><m:t>d<", b"<m:num><m:r><m:t>Q<")
        ),
    }
    for name, harm in damages.items():
        built = editions.built[name]
        path = tmp_path / built.path.name
        path.write_bytes(harm(built.path.read_bytes()))
        found = verify.findings(editions.article, [replace(built, path=path)])
        assert [f.code for f in found] == ["edition-unlike"], (name, found)
        assert found[0].message == 'the formula "dC/dt = −k_e C" is missing', name


def test_screens_bring_the_font_of_formulas(editions: Finished) -> None:
    """Indices, roots and large brackets need a font with a MATH table, which phones lack."""
    page = editions.built["html"].path.read_text("utf-8")
    with zipfile.ZipFile(editions.built["epub"].path) as archive:
        data = archive.read("EPUB/fonts/stix-two-math.ttf")
        sheet = archive.read("EPUB/styles/book.css").decode("utf-8")

    assert '@font-face { font-family: "STIX Two Math"; src: url(data:font/woff' in page
    assert 'src: url("../fonts/stix-two-math.ttf")' in sheet
    with TTFont(io.BytesIO(data)) as font:
        assert "MATH" in font
        assert set(map(ord, "√∫∑αdC")) | {0x1D436} <= set(font.getBestCmap())


def test_an_article_without_formulas_brings_no_font() -> None:
    """The font costs thirty kilobytes, and only those with formulas pay."""
    assert formulas.style_of_page("<p>x</p>") == formulas.style_of_book("<p>x</p>") == ""
    assert formulas.files_of_book("<p>x</p>") == {}
