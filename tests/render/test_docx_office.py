"""The Word edition in another office program: LibreOffice opens it as Word's users see it."""

import zipfile
from types import SimpleNamespace

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn
from lxml import etree

from chapbook.render import particulars
from chapbook.tools.judges import office
from chapbook.verify.letters import letters
from tests.checkers import require
from tests.render.test_docx import ARTICLES, DECORATIVE, DRAWN, made

pytestmark = [pytest.mark.proof, pytest.mark.office]

NAMES = ("showcase", "everything", "arabic", "tables", "constructs", "greek")
"""Articles unlike each other."""

T = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"


@pytest.fixture(scope="module", params=NAMES)
def opened(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> SimpleNamespace:
    """An article, its Word edition, and what LibreOffice makes of that."""
    require(office)
    folder = tmp_path_factory.mktemp(request.param)
    article, path = made(ARTICLES[request.param], folder)
    odt = office.converted(path, folder / "saved", office.Target.ODT)
    with zipfile.ZipFile(odt) as archive:
        content = etree.fromstring(archive.read("content.xml"))
    return SimpleNamespace(
        article=article, path=path, folder=folder, content=content, word=docx.Document(str(path))
    )


def said(element: etree._Element) -> str:
    """Return the letters in *element* without those of its notes."""
    pieces = [element.text or ""]
    for child in element:
        if child.tag != f"{T}note":
            pieces.append(said(child))
        pieces.append(child.tail or "")
    return letters("".join(pieces))


def test_headings(opened: SimpleNamespace) -> None:
    """The outline is the article's: the same words on the same levels in the same order."""
    headings = [h for h in opened.content.iter(f"{T}h") if said(h)]
    outline = [(int(h.get(f"{T}outline-level")), said(h)) for h in headings]
    assert outline == [(h.level, letters(h.text)) for h in opened.article.headings]


def test_tables(opened: SimpleNamespace) -> None:
    """Every table is one, with its rows, its words, and its head repeated on each page."""
    tables = list(opened.content.iter(f"{TABLE}table"))
    words = list(opened.word.element.body.iter(qn("w:tbl")))
    assert len(tables) == len(words)
    for table, source in zip(tables, words, strict=True):
        heads = [row for row in source if row.find(f".//{qn('w:tblHeader')}") is not None]
        repeated = table.find(f"{TABLE}table-header-rows")
        rows = [] if repeated is None else repeated.findall(f"{TABLE}table-row")
        assert len(rows) == len(heads)
        assert len(list(table.iter(f"{TABLE}table-row"))) == len(list(source.iter(qn("w:tr"))))
        text = "".join(t.text or "" for t in source.iter(qn("w:t")))
        assert said(table) == letters(text)


def test_notes(opened: SimpleNamespace) -> None:
    """Every footnote is one, with its words."""
    notes = [n for n in opened.content.iter(f"{T}note") if n.get(f"{T}note-class") == "footnote"]
    with zipfile.ZipFile(opened.path) as archive:
        root = etree.fromstring(archive.read("word/footnotes.xml"))
    called = [r.get(qn("w:id")) for r in opened.word.element.body.iter(qn("w:footnoteReference"))]
    texts = {n.get(qn("w:id")): "".join(t.text or "" for t in n.iter(qn("w:t"))) for n in root}
    bodies = [n.find(f"{T}note-body") for n in notes]
    assert [said(body) for body in bodies] == [letters(texts[note]) for note in called]


def test_pictures(opened: SimpleNamespace) -> None:
    """Every picture is there, in the line, and says what it shows."""
    drawn = list(opened.word.element.body.iter(DRAWN))
    frames = [f for f in opened.content.iter(f"{DRAW}frame") if f.find(f"{DRAW}image") is not None]
    assert len(frames) == len(drawn)
    described = {f.findtext(f"{SVG}desc") or "" for f in frames}
    assert described >= {d.get("descr") for d in drawn if not list(d.iter(DECORATIVE))}
    assert {f.get(f"{T}anchor-type") for f in frames} <= {"as-char"}


def test_lists(opened: SimpleNamespace) -> None:
    """Items of lists are items still; those of notes stand elsewhere in Word."""
    paragraphs = opened.word.element.body.iter(qn("w:p"))
    items = [p for p in paragraphs if p.find(f".//{qn('w:numPr')}") is not None]
    listed = [
        paragraph
        for item in opened.content.iter(f"{T}list-item")
        for paragraph in item.findall(f"{T}p")
        if next(item.iterancestors(f"{T}note"), None) is None
    ]
    assert len(listed) == len(items)


def test_page_furniture(opened: SimpleNamespace) -> None:
    """Each page carries its number of how many, each but the first the running title."""
    pdf = office.converted(opened.path, opened.folder / "printed", office.Target.PDF)
    document = pypdfium2.PdfDocument(pdf)
    pages = [letters(page.get_textpage().get_text_bounded()) for page in document]
    title = letters(particulars.of(opened.article).running_title)
    for number, text in enumerate(pages, start=1):
        assert str(number) in text
        if opened.article.metadata.lang != "ar":
            line = opened.article.labels["page-of"].format(page=number, pages=len(pages))
            assert letters(line) in text
        assert number == 1 or title in text or opened.article.metadata.lang == "ar"
