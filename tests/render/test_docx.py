"""The Word edition, opened by python-docx, two validators, LibreOffice and pandoc."""

import datetime as dt
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import docx
import pypandoc
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from lxml import etree

from chapbook import cite, load
from chapbook.editions import EDITIONS
from chapbook.frontmatter import Paper
from chapbook.model import Article
from chapbook.render import docx as maker
from chapbook.render.split import WHOLE_COLUMNS
from chapbook.settings import ROOT, TEMPLATES, Workbench
from chapbook.tools.pandoc import ast
from chapbook.tools.wordml.reference import COLOURS
from chapbook.verify.letters import letters
from tests.checkers import office, ooxml, openxml_audit, require
from tests.conftest import each_of

GOOD = ROOT / "tests" / "articles" / "good"
ARTICLES = {
    "showcase": ROOT / "source" / "calcinosis.md",
    **{folder.name: next(folder.glob("*.md")) for folder in sorted(GOOD.iterdir())},
}
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"


def made(source: Path, folder: Path, paper: Paper | None = None) -> tuple[Article, Path]:
    """Make the Word edition of *source* in *folder*."""
    article = cite.article(load.manuscript(source))
    paper = paper or article.metadata.paper
    bench = Workbench(desk=folder, name=f"{article.stem}.docx", paper=paper)
    rendering = maker.make(article, EDITIONS["docx"], bench)
    assert rendering.built is not None
    return article, rendering.built.path


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], SimpleNamespace]:
    """Return a function that makes the edition of a named article, once."""

    @cache
    def make(name: str) -> SimpleNamespace:
        article, path = made(ARTICLES[name], tmp_path_factory.mktemp(name))
        return SimpleNamespace(article=article, path=path, document=docx.Document(str(path)))

    return make


@pytest.fixture(params=each_of(ARTICLES))
def any_edition(
    request: pytest.FixtureRequest, edition: Callable[[str], SimpleNamespace]
) -> SimpleNamespace:
    """Return the edition of each article in turn."""
    return edition(request.param)


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Document]:
    """Return a function that makes an edition of a text, below a plain front matter."""

    def make(text: str, lang: str = "en-GB", paper: Paper | None = None) -> Document:
        head = f"---\ntitle: Tea\nauthor: A. Writer\ndate: 2026-01-01\nlang: {lang}\n---\n\n"
        source = tmp_path / "tea.md"
        source.write_text(head + text, "utf-8")
        _, path = made(source, tmp_path / "desk", paper)
        return docx.Document(str(path))

    return make


def styled(document: Document, style: str) -> list[Paragraph]:
    """Return the paragraphs of *style*."""
    return [p for p in document.paragraphs if p.style is not None and p.style.name == style]


def instructions(document: Document) -> list[str]:
    """Return what the fields of the text compute."""
    body = document.element.body
    simple = [field.get(qn("w:instr"), "") for field in body.iter(qn("w:fldSimple"))]
    return simple + [field.text or "" for field in body.iter(qn("w:instrText"))]


def _has_head(table: Any) -> bool:
    """Tell whether *table* says of itself that its first row is a head."""
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    return look is not None and look.get(qn("w:firstRow")) == "1"


def _with_formulas(paragraph: Paragraph) -> str:
    """Return the text of *paragraph* and of the equations in it."""
    return "".join(t.text or "" for t in paragraph._p.iter(qn("w:t"), qn("m:t")))


class TestStructure:
    """What a screen reader and Word's navigation go by."""

    def test_headings_are_the_articles(self, any_edition: SimpleNamespace) -> None:
        """The outline of the file is the article's, level by level, word for word."""
        outline = [
            (int(p.style.name.removeprefix("Heading ")), letters(_with_formulas(p)))
            for p in any_edition.document.paragraphs
            if p.style.name.startswith("Heading ")
        ]
        assert outline == [(h.level, letters(h.text)) for h in any_edition.article.headings]

    def test_every_style_is_defined(self, any_edition: SimpleNamespace) -> None:
        """Every paragraph and run is in a style that the file defines."""
        defined = {style.style_id for style in any_edition.document.styles}
        body = any_edition.document.element.body
        used = {
            element.get(qn("w:val"))
            for tag in ("w:pStyle", "w:rStyle", "w:tblStyle")
            for element in body.iter(qn(tag))
        }
        assert used <= defined

    def test_styles_are_the_templates(self, any_edition: SimpleNamespace) -> None:
        """The file has the template's styles and no more: pandoc adds those it does not know."""
        ours = etree.parse(TEMPLATES / "docx" / "styles.xml").iter(qn("w:style"))
        expected = {style.get(qn("w:styleId")) for style in ours}
        assert {style.style_id for style in any_edition.document.styles} == expected

    def test_tables_repeat_their_heads(self, any_edition: SimpleNamespace) -> None:
        """A table with a head repeats it; rows stay in one piece, columns are in per cent."""
        for table in any_edition.document.tables:
            head = table.rows[0]._tr.find(f".//{qn('w:tblHeader')}")
            assert (head is not None) == _has_head(table)
            assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in table.rows)
            kinds = {width.get(qn("w:type")) for width in table._tbl.iter(qn("w:tcW"))}
            assert kinds == {"pct"} or not _has_head(table)

    def test_tables_are_all_there(self, any_edition: SimpleNamespace) -> None:
        """The file has as many tables as the article; wide ones are several, in notes none."""
        article = ast.changed(any_edition.article.body, lambda n: None if n["t"] == "Note" else n)
        tables = [n for n in ast.nodes(article) if n["t"] == "Table"]
        heads = [r for t in tables for r in t["c"][3][1][:1]]
        shown = [t for t in any_edition.document.tables if _has_head(t)]
        assert len(shown) >= len(heads)
        assert len(shown) == len(heads) or any(len(t["c"][2]) > WHOLE_COLUMNS for t in tables)

    def test_drawings_are_described(self, any_edition: SimpleNamespace) -> None:
        """Every drawing has its alternative text, or is marked as decoration."""
        drawings = list(any_edition.document.element.body.iter(DRAWN))
        article = any_edition.article
        # Notes are a part of their own in Word.
        shown = ast.changed(
            [*article.lead, *article.body], lambda n: None if n["t"] == "Note" else n
        )
        images = [n for n in ast.nodes(shown) if n["t"] == "Image"]
        said = [" ".join(d.get("descr").split()) for d in drawings if d.get("descr")]
        assert said == [text for n in images if (text := ast.text(n["c"][1]))]
        for drawing in drawings:
            assert bool(drawing.get("descr")) != bool(list(drawing.iter(DECORATIVE)))

    def test_links_lead_somewhere(self, any_edition: SimpleNamespace) -> None:
        """Every internal link and every reference field has its bookmark, each once."""
        body = any_edition.document.element.body
        with zipfile.ZipFile(any_edition.path) as archive:
            notes = etree.fromstring(archive.read("word/footnotes.xml"))
        marks = [*body.iter(qn("w:bookmarkStart")), *notes.iter(qn("w:bookmarkStart"))]
        names = [mark.get(qn("w:name")) for mark in marks]
        anchors = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))} - {None}
        fields = {i.split()[1] for i in instructions(any_edition.document) if " REF " in i}
        assert anchors | fields <= set(names)
        assert len(names) == len(set(names))

    def test_contents_find_odd_ids(self, written: Callable[..., Document]) -> None:
        """The contents lead to sections whose ids are too long for Word or begin with a digit."""
        ids = ("a" * 60, "1st", "ärzte", "b", "c", "d", "e", "f", "g")
        document = written("\n\n".join(f"# Section {i} {{#{i}}}\n\nText." for i in ids))
        body = document.element.body
        names = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
        anchors = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))]
        assert len(anchors) >= len(ids)
        assert set(anchors) <= names

    def test_references_hang(self, edition: Callable[[str], SimpleNamespace]) -> None:
        """Each reference is a paragraph of Bibliography, whose first line hangs."""
        showcase = edition("showcase")
        entries = styled(showcase.document, "Bibliography")
        assert len(entries) == len(showcase.article.references)
        assert showcase.document.styles["Bibliography"].paragraph_format.first_line_indent < 0
        assert len(styled(showcase.document, "Cited In")) == len(entries)

    def test_citations_are_not_underlined(self, any_edition: SimpleNamespace) -> None:
        """Citations are links in the style of cross-references, in the text and in notes."""
        keys = {f"ref-{item['id']}" for item in any_edition.article.references}
        with zipfile.ZipFile(any_edition.path) as archive:
            stories = [archive.read(f"word/{name}.xml") for name in ("document", "footnotes")]
        links = [
            link for story in stories for link in etree.fromstring(story).iter(qn("w:hyperlink"))
        ]
        cited = [link for link in links if link.get(qn("w:anchor")) in keys]
        styles = {style.get(qn("w:val")) for link in cited for style in link.iter(qn("w:rStyle"))}
        assert styles == ({"CrossReference"} if keys else set())

    def test_notes_are_notes(self, edition: Callable[[str], SimpleNamespace]) -> None:
        """Notes of the article are footnotes of the file."""
        showcase = edition("showcase")
        notes = [n for n in ast.nodes(showcase.article.body) if n["t"] == "Note"]
        called = list(showcase.document.element.body.iter(qn("w:footnoteReference")))
        assert len(called) == len(notes) > 0


class TestFields:
    """What Word computes anew when somebody edits."""

    def test_captions_count(self, edition: Callable[[str], SimpleNamespace]) -> None:
        """The number of each caption is a field that counts, and shows the article's number."""
        document = edition("showcase").document
        captions = styled(document, "Table Caption")
        for number, caption in enumerate(captions, start=1):
            field = caption._p.find(qn("w:fldSimple"))
            assert field.get(qn("w:instr")).split()[:2] == ["SEQ", "Table"]
            assert [t.text for t in field.iter(qn("w:t"))] == [str(number)]
        assert len(captions) > 1

    def test_a_caption_in_a_list_is_one(self, written: Callable[..., Document]) -> None:
        """A table within an item of a list has its caption in the style of captions."""
        table = "| a |\n|---|\n| b |\n\n: One {#tab-a}\n"
        document = written("- An item:\n\n" + "".join(f"  {t}\n" for t in table.splitlines()))
        (caption,) = styled(document, "Table Caption")
        assert caption.text.endswith("One")

    def test_a_gap_in_the_numbers_stays(self, written: Callable[..., Document]) -> None:
        """Where a table is left out of this edition, the next keeps the article's number."""
        table = "| a |\n|---|\n| b |\n\n: {caption}\n\n"
        left_out = '::: {.not editions="docx"}\n' + table.format(caption="One") + ":::\n\n"
        document = written(left_out + table.format(caption="Two"))
        assert [i.strip() for i in instructions(document)] == ["SEQ Table \\* ARABIC \\r 2"]

    def test_cross_references_follow(self, written: Callable[..., Document]) -> None:
        """A cross-reference is a link with a field that repeats the caption's number."""
        document = written("See [](#tab-a).\n\n| a |\n|---|\n| b |\n\n: One {#tab-a}\n")
        link = next(document.element.body.iter(qn("w:hyperlink")))
        assert link.get(qn("w:anchor")) == "tab-a"
        assert [i.text for i in link.iter(qn("w:instrText"))] == [" REF _RefTable1 \\h "]
        assert [t.text for t in link.iter(qn("w:t"))] == ["Table\u00a01"]

    def test_contents_are_filled(self, edition: Callable[[str], SimpleNamespace]) -> None:
        """The list of contents shows the article's sections before Word computes anything."""
        showcase = edition("showcase")
        lines = [
            "".join(t.text for t in p.iter(qn("w:t")))
            for p in showcase.document.element.body.iter(qn("w:p"))
            if p.style == "TOC1"
        ]
        assert lines == [h.text for h in showcase.article.headings if h.level == 1]

    def test_word_does_not_ask(self, any_edition: SimpleNamespace) -> None:
        """Nothing makes Word ask about fields before it opens the file."""
        with zipfile.ZipFile(any_edition.path) as archive:
            text = archive.read("word/settings.xml") + archive.read("word/document.xml")
        assert b"updateFields" not in text
        assert b"w:dirty" not in text


class TestPage:
    """Paper, header, footer."""

    @pytest.mark.parametrize(("paper", "size"), [("a4", (210, 297)), ("letter", (215.9, 279.4))])
    def test_paper(self, written: Callable[..., Document], paper: str, size: object) -> None:
        """The page has the size of the paper that was asked for."""
        section = written("Text.", paper=Paper(paper)).sections[0]
        assert (round(section.page_width.mm, 1), round(section.page_height.mm, 1)) == size

    def test_header_and_footer(self, edition: Callable[[str], SimpleNamespace]) -> None:
        """Pages carry the short title, date, version, licence and their number of how many."""
        section = edition("showcase").document.sections[0]
        assert section.different_first_page_header_footer
        assert section.first_page_header.is_linked_to_previous
        assert section.header.paragraphs[0].text == "Calcinosis"
        for footer in (section.footer, section.first_page_footer):
            words = footer.paragraphs[0].text
            assert words.startswith("Published 22 November 2026 · Version 1.0 · CC BY 4.0\tPage ")
            fields = [i.text.strip() for i in footer._element.iter(qn("w:instrText"))]
            assert fields == ["PAGE", "NUMPAGES"]

    def test_german(self, edition: Callable[[str], SimpleNamespace]) -> None:
        """A German article has German words in its title block and foot, and German hyphens."""
        german = edition("german").document
        assert styled(german, "Abstract Title")[0].text == "Zusammenfassung"
        assert "Seite " in german.sections[0].footer.paragraphs[0].text
        defaults = next(german.styles.element.iter(qn("w:rPrDefault")))
        assert [lang.get(qn("w:val")) for lang in defaults.iter(qn("w:lang"))] == ["de-DE"]
        language = next(german.settings.element.iter(qn("w:themeFontLang")))
        assert language.get(qn("w:val")) == "de-DE"


class TestBoxes:
    """Parts of an article."""

    def test_urgent_advice_has_one_frame(self, written: Callable[..., Document]) -> None:
        """All paragraphs of an urgent box have the same indent, so that Word draws one frame."""
        part = "::: {.see-doctor when=same-day}\nPlain.\n\n- one\n    - deeper\n- two\n:::\n"
        document = written(f"# Help\n\nText.\n\n{part}")
        box = styled(document, "See Doctor Urgent Title") + styled(document, "See Doctor Urgent")
        indents = [(p._p.pPr.ind.left, p._p.pPr.ind.right, p._p.pPr.ind.hanging) for p in box]
        assert len(indents) == 5
        assert len(set(indents)) == 1
        assert box[0].text.strip() == "Get medical help the same day if"

    def test_two_urgent_boxes_stay_two(self, written: Callable[..., Document]) -> None:
        """Neighbouring urgent boxes differ in their indent, so that Word draws two frames."""
        parts = [
            f"::: {{.see-doctor when={when}}}\n- x\n:::\n" for when in ("same-day", "emergency")
        ]
        document = written("# Help\n\nText.\n\n" + "\n".join(parts))
        titles = styled(document, "See Doctor Urgent Title")
        assert len({p._p.pPr.ind.right for p in titles}) == 2

    def test_parts_have_their_styles(self, edition: Callable[[str], SimpleNamespace]) -> None:
        """Each kind of part is in a style of its own, so that an editor changes all at once."""
        document = edition("everything").document
        for style in ("Key Points", "See Doctor", "See Doctor Urgent", "Plain Words", "Questions"):
            assert styled(document, style), style
        assert not styled(document, "Discussion")


def test_colours_are_those_of_all_editions() -> None:
    """Every colour of the Word styles and the theme is one of tokens.css."""
    tokens = (TEMPLATES / "css" / "tokens.css").read_text("utf-8").upper()
    styles = (TEMPLATES / "docx" / "styles.xml").read_text("utf-8")
    colours = set(re.findall(r'w:(?:color|val)="([0-9A-F]{6})"', styles))
    assert colours | set(COLOURS.values()) <= set(re.findall(r"#([0-9A-F]{6})", tokens))
    assert len(colours) > 3


class TestProperties:
    """What the file says about itself."""

    def test_core_properties(self, edition: Callable[[str], SimpleNamespace]) -> None:
        """Title, authors, language and date are the article's; nobody else is named."""
        core = edition("everything").document.core_properties
        assert core.title == "Everything: an article with every part that there is"
        assert core.author == "María de la Cruz; The Test Group"
        assert core.language == "en-GB"
        assert core.created == core.modified == dt.datetime(2026, 2, 28, tzinfo=dt.UTC)
        assert core.last_modified_by == ""

    def test_nothing_leaks(self, any_edition: SimpleNamespace) -> None:
        """No part tells of the machine: no folder, no custom property, no file name."""
        with zipfile.ZipFile(any_edition.path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        assert "docProps/custom.xml" not in parts
        text = b"".join(data for name, data in parts.items() if name.endswith((".xml", ".rels")))
        named = {asset.name.encode() for asset in any_edition.article.assets.values()}
        for word in (b"/tmp", b"chapbook-docx", str(ROOT).encode(), b".bib", *named):
            assert word not in text

    def test_pictures_are_fine_enough(self, edition: Callable[[str], SimpleNamespace]) -> None:
        """A drawing is embedded as PNG with 300 pixels an inch or more."""
        shapes = edition("showcase").document.inline_shapes
        part = edition("showcase").document.part
        for shape in shapes:
            embedded = shape._inline.graphic.graphicData.pic.blipFill.blip.embed
            image = part.related_parts[embedded].image
            assert image.content_type == "image/png"
            assert image.px_width / shape.width.inches >= 299


_BUILD = """
import sys
from pathlib import Path
from chapbook import cite, load
from chapbook.editions import EDITIONS
from chapbook.render import docx
from chapbook.settings import Workbench
article = cite.article(load.manuscript(Path(sys.argv[1])))
bench = Workbench(desk=Path(sys.argv[2]), name="x.docx", paper=article.metadata.paper)
docx.make(article, EDITIONS["docx"], bench)
"""


@pytest.mark.proof
def test_the_same_bytes_anywhere(tmp_path: Path) -> None:
    """The bytes are the same in another folder, time zone, locale and umask."""
    places = [("UTC", 0o022, "C.UTF-8"), ("Asia/Kathmandu", 0o077, "POSIX")]
    files = []
    for number, (zone, umask, locale) in enumerate(places):
        folder = tmp_path / f"place {number}"
        folder.mkdir()
        environment = {**os.environ, "TZ": zone, "LC_ALL": locale, "PYTHONPATH": str(ROOT)}
        environment["TMPDIR"] = str(folder)
        subprocess.run(
            [sys.executable, "-c", _BUILD, str(ARTICLES["everything"]), str(folder)],
            check=True,
            env=environment,
            umask=umask,
            cwd=folder,
        )
        files.append((folder / "x.docx").read_bytes())
    assert files[0] == files[1]


@pytest.mark.proof
@pytest.mark.node
def test_validators_have_nothing_to_say(any_edition: SimpleNamespace) -> None:
    """Microsoft's Open XML SDK and openxml-audit accept the file."""
    require(ooxml, openxml_audit)
    assert ooxml.failures(any_edition.path) == []
    assert openxml_audit.failures(any_edition.path) == []


@pytest.mark.proof
@pytest.mark.office
def test_survives_an_editor(edition: Callable[[str], SimpleNamespace], tmp_path: Path) -> None:
    """Saved again by LibreOffice, the file still has its headings, tables, notes and links."""
    require(office)
    showcase = edition("showcase")
    saved = office.converted(showcase.path, tmp_path, office.Target.DOCX)
    markdown = pypandoc.convert_file(str(saved), "markdown", extra_args=["--wrap=none"])
    for heading in showcase.article.headings:
        assert f"{'#' * heading.level} {heading.text}" in markdown.replace("\\", "")
    assert "](#ref-" in markdown
    assert "](#refs)" not in markdown
    again = docx.Document(str(saved))
    assert len(again.tables) == len(showcase.document.tables)
    notes = list(again.element.body.iter(qn("w:footnoteReference")))
    assert len(notes) == len(list(showcase.document.element.body.iter(qn("w:footnoteReference"))))
    anchors = {link.get(qn("w:anchor")) for link in again.element.body.iter(qn("w:hyperlink"))}
    assert {f"ref-{item['id']}" for item in showcase.article.references} <= anchors
