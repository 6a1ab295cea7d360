"""Constructs in the Word edition: listings, tasks, rules, languages, references."""

import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree
from PIL import Image

from tests.checkers import ooxml, openxml_audit, require
from tests.render.test_docx import ARTICLES, instructions, made, styled

CODE = "``` {{.python .numberLines{more}}}\ndef f():\n    return 1\n\n# end\n```\n"
TABLE = "| a |\n|---|\n| b |\n\n"


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Document]:
    """Return a function that makes an edition of a text, below a plain front matter."""

    def make(text: str, lang: str = "en-GB") -> Document:
        head = f"---\ntitle: Tea\nauthor: A. Writer\ndate: 2026-01-01\nlang: {lang}\n---\n\n"
        source = tmp_path / "tea.md"
        source.write_text(head + text, "utf-8")
        _, path = made(source, tmp_path / "desk")
        return docx.Document(str(path))

    return make


def markers(document: Document) -> dict[str, tuple[str, str]]:
    """Return the marker and the first number of each list, by its id; of the first level."""
    numbering = document.part.numbering_part.element
    texts = {
        a.get(qn("w:abstractNumId")): next(a.iter(qn("w:lvlText"))).get(qn("w:val"))
        for a in numbering.iter(qn("w:abstractNum"))
    }
    found = {}
    for number in numbering.iter(qn("w:num")):
        of = number.find(qn("w:abstractNumId")).get(qn("w:val"))
        starts = [s.get(qn("w:val")) for s in number.iter(qn("w:startOverride"))]
        found[number.get(qn("w:numId"))] = (texts[of], starts[0] if starts else "")
    return found


class TestListings:
    """Code."""

    @pytest.mark.parametrize(("more", "first"), [("", "1"), (' startFrom="98"', "98")])
    def test_lines_are_counted(
        self, written: Callable[..., Document], more: str, first: str
    ) -> None:
        """Each line is an item of a list that begins with the number asked for; none is lost."""
        document = written(CODE.format(more=more))
        lines = styled(document, "Source Code")
        assert [line.text for line in lines] == ["def f():", "    return 1", "", "# end"]
        lists = {line._p.pPr.numPr.numId.val for line in lines}
        assert [markers(document)[str(number)] for number in lists] == [("%1", first)]
        names = [
            mark.get(qn("w:name")) for mark in document.element.body.iter(qn("w:bookmarkStart"))
        ]
        assert not [name for name in names if name.startswith("_Lines")]

    def test_listings_count_apart(self, written: Callable[..., Document]) -> None:
        """A second listing begins anew; one that asks for no numbers has none."""
        document = written("Text.\n\n".join([CODE.format(more="")] * 2 + ["```\nx\n```\n"]))
        numbered = [p._p.pPr.numPr for p in styled(document, "Source Code")]
        assert len({n.numId.val for n in numbered if n is not None}) == 2
        assert [n is None for n in numbered] == [False] * 8 + [True]

    def test_neighbours_stay_two(self, written: Callable[..., Document]) -> None:
        """Two listings without text between them have two grounds: their indents differ."""
        document = written("```\na\n```\n\n<!-- -->\n\n```\nb\n```\n")
        one, two = styled(document, "Source Code")
        assert one._p.pPr.ind is None
        assert two._p.pPr.ind is not None


class TestTasks:
    """Lists of things to do."""

    def test_boxes_are_markers(self, written: Callable[..., Document]) -> None:
        """A box is the marker of its item, ticked or not, on any level, and not a letter of it."""
        document = written("- [ ] one\n- [x] two\n\n1. three\n    - [x] four\n")
        items = [
            p for p in document.paragraphs if p._p.pPr is not None and p._p.pPr.numPr is not None
        ]
        said = {p.text: markers(document)[str(p._p.pPr.numPr.numId.val)][0] for p in items}
        assert said["one"] == "☐"
        assert said["two"] == said["four"] == "☑"
        assert list(said) == ["one", "two", "three", "four"]


class TestLists:
    """Space around lists."""

    def test_text_below_a_list_stands_apart(self, written: Callable[..., Document]) -> None:
        """The last item has the space of a paragraph below it, the others that of an item."""
        document = written("Text.\n\n- one\n\n    more\n- two\n\nText.\n")
        items = [p for p in document.paragraphs if (p.style.name or "").startswith("List ")]
        spaces = [p.paragraph_format.space_after for p in items]
        assert [space and space.pt for space in spaces] == [None, None, 7]


def test_a_table_in_arabic(tmp_path: Path) -> None:
    """It fills the text's width, since programs put a narrow one on different sides.

    Its name is the caption's words, without the number and the raised citation.
    """
    _, path = made(ARTICLES["arabic"], tmp_path)
    table = docx.Document(str(path)).tables[0]._tbl
    assert [w.get(qn("w:w")) for w in table.iter(qn("w:tblW"))] == ["5000"]
    named = [caption.get(qn("w:val")) for caption in table.iter(qn("w:tblCaption"))]
    assert named == ["فئات ضغط الدم في العيادة."]


def test_the_sign_has_the_colour_of_its_frame(tmp_path: Path) -> None:
    """Where a theme has another colour for warnings, the sign of urgent advice has it too."""
    source = tmp_path / "tea.md"
    head = (
        "---\ntitle: Tea\nauthor: A. Writer\ndate: 2026-01-01\nlang: en-GB\ntheme: clinic\n---\n\n"
    )
    source.write_text(f"{head}::: {{.see-doctor when=emergency}}\n- one\n:::\n", "utf-8")
    _, path = made(source, tmp_path / "desk")
    part = docx.Document(str(path)).part
    (picture,) = [p for p in part.related_parts.values() if p.content_type == "image/png"]
    colours = Image.open(io.BytesIO(picture.blob)).convert("RGB").getcolors(100_000)
    assert colours is not None
    assert (0x8F, 0x1D, 0x14) in [colour for _, colour in sorted(colours, reverse=True)[:2]]


DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20" viewBox="0 0 40 20">'
    '<rect width="30" height="10" fill="#0b4f5c"/>{words}</svg>'
)
EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
SVG_BLIP = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"


class TestDrawings:
    """Drawings, which Word can show as such."""

    @pytest.mark.parametrize(("words", "count"), [("", 1), ("<text y='9'>a</text>", 0)])
    def test_a_drawing_goes_with_its_picture(
        self, written: Callable[..., Document], tmp_path: Path, words: str, count: int
    ) -> None:
        """It is there once, as it was drawn; one with words is a picture in our own faces alone."""
        (tmp_path / "a.svg").write_text(DRAWING.format(words=words), "utf-8")
        document = written("![A.](a.svg){alt=Box}\n\n![B.](a.svg){alt=Box}\n")
        shown = list(document.element.body.iter(SVG_BLIP))
        related = {blip.get(EMBED) for blip in shown}
        parts = [document.part.related_parts[name] for name in related]
        assert [len(shown), len(parts)] == [2 * count, count]
        assert all(b'fill="#0b4f5c"' in part.blob for part in parts)
        pictures = {shape._inline.graphic.graphicData.pic.blipFill.blip.embed
                    for shape in document.inline_shapes}  # fmt: skip
        kinds = {document.part.related_parts[name].content_type for name in pictures}
        assert kinds == {"image/png"}


class TestBlanks:
    """Paragraphs without words."""

    def test_tables_are_parted_by_captions(self, written: Callable[..., Document]) -> None:
        """Nothing empty stands between a table and the caption of the next."""
        document = written(f"Text.\n\n{TABLE}: One\n\n{TABLE}: Two\n\nEnd.\n")
        assert len(document.tables) == 2
        assert all(p.text for p in document.paragraphs)

    def test_tables_without_words_between_stay_two(self, written: Callable[..., Document]) -> None:
        """Word would draw two tables that touch as one, so a paragraph remains there."""
        document = written(f"Text.\n\n{TABLE}<!-- -->\n\n{TABLE}End.\n")
        assert len(document.tables) == 2
        assert [p.text for p in document.paragraphs].count("") == 1

    @pytest.mark.parametrize(
        ("text", "side"), [("a\n\n* * *\n\nb\n", "top"), (f"a\n\n* * *\n\n{TABLE}", "bottom")]
    )
    def test_a_rule_is_a_border(
        self, written: Callable[..., Document], text: str, side: str
    ) -> None:
        """A rule is the border of the paragraph below, or above; nothing empty is announced."""
        document = written(text)
        borders = list(document.element.body.iter(qn("w:pBdr")))
        assert [[etree.QName(line).localname for line in border] for border in borders] == [[side]]
        assert all(p.text for p in document.paragraphs)


class TestLanguages:
    """Words in other languages."""

    @pytest.mark.parametrize(
        ("lang", "attribute"),
        [("fr", "val"), ("ar", "bidi"), ("he-IL", "bidi"), ("ja", "eastAsia")],
    )
    def test_phrases_say_theirs(
        self, written: Callable[..., Document], lang: str, attribute: str
    ) -> None:
        """A phrase names its language where Word looks for that of its script."""
        document = written(f"Some [words]{{lang={lang}}} here.\n")
        said = {
            run.text: [element.get(qn(f"w:{attribute}")) for element in run._r.iter(qn("w:lang"))]
            for paragraph in document.paragraphs
            for run in paragraph.runs
        }
        assert said["words"] == [lang]
        assert said["here."] == said["Some"] == []

    def test_a_heading_speaks_for_itself(self, written: Callable[..., Document]) -> None:
        """The language of a heading is not that of the text below it."""
        document = written("# Mots {lang=fr}\n\nWords.\n\n## More\n\nWords.\n")
        runs = [r for p in document.paragraphs for r in p.runs if list(r._r.iter(qn("w:lang")))]
        assert [run.text for run in runs] == ["Mots"]


class TestReferences:
    """Fields that repeat what stands elsewhere."""

    def test_equations_are_counted(self, written: Callable[..., Document]) -> None:
        """The number of an equation is a counter, and a reference repeats the number alone."""
        document = written("See [](#eq-a).\n\n$$a = b$$ {#eq-a}\n\n$$c$$ {#eq-b}\n")
        assert [i.strip() for i in instructions(document)] == [
            "SEQ Equation \\* ARABIC",
            "SEQ Equation \\* ARABIC",
            "REF _RefEquation1 \\h",
        ]
        marks = document.element.body.iter(qn("w:bookmarkStart"))
        mark = next(m for m in marks if m.get(qn("w:name")) == "_RefEquation1")
        assert "".join(t.text for t in mark.getnext().iter(qn("w:t"))) == "1"
        link = next(document.element.body.iter(qn("w:hyperlink")))
        assert "".join(t.text for t in link.iter(qn("w:t"))) == "Equation\u00a01"

    def test_a_named_equation_keeps_its_name(self, written: Callable[..., Document]) -> None:
        """A letter in place of a number is no counter, and its reference a plain link."""
        document = written("See [](#eq-a).\n\n$$a = b \\tag{P}$$ {#eq-a}\n")
        assert instructions(document) == []

    def test_headings_are_repeated(self, written: Callable[..., Document]) -> None:
        """A reference to a heading is a field with its words; other words stay words."""
        document = written("# Using *tea* {#use}\n\n[](#use), [there](#use), [](#use)\n")
        assert [i.split() for i in instructions(document)] == [["REF", "_RefHeading0", "\\h"]] * 2
        body = document.element.body
        marks = [m for m in body.iter(qn("w:bookmarkStart")) if "_Ref" in m.get(qn("w:name"))]
        inside = "".join(t.text for t in marks[0].getparent().iter(qn("w:t")))
        links = ["".join(t.text for t in li.iter(qn("w:t"))) for li in body.iter(qn("w:hyperlink"))]
        assert [inside, "there", inside] == links


@pytest.mark.proof
@pytest.mark.node
def test_validators_accept_all_of_it(tmp_path: Path) -> None:
    """Microsoft's Open XML SDK and openxml-audit accept every construct of this page."""
    require(ooxml, openxml_audit)
    text = "".join(
        (
            "---\ntitle: Tea\nauthor: A. Writer\ndate: 2026-01-01\nlang: en-GB\n---\n\n",
            f"# Mots {{lang=fr #m}}\n\n[](#m) {CODE.format(more='')}\n",
            "- [ ] one\n- [x] two\n\n[سلام]{lang=ar} [日本]{lang=ja}\n\n* * *\n\nText.\n\n",
            f"{TABLE}: One\n\n{TABLE}: Two\n\n[](#eq-a)\n\n$$a$$ {{#eq-a}}\n",
        )
    )
    source = tmp_path / "tea.md"
    source.write_text(text, "utf-8")
    _, path = made(source, tmp_path / "desk")
    assert ooxml.failures(path) == []
    assert openxml_audit.failures(path) == []


@pytest.mark.proof
@pytest.mark.node
def test_validators_accept_a_theme(tmp_path: Path) -> None:
    """The Open XML SDK accepts the file of a theme that changes sizes and has grounds."""
    require(ooxml, openxml_audit)
    source = tmp_path / "tea.md"
    head = (
        "---\ntitle: Tea\nauthor: A. Writer\ndate: 2026-01-01\nlang: en-GB\ntheme: clinic\n---\n\n"
    )
    parts = ("key-points", "questions", "{.see-doctor when=soon}", "{.see-doctor when=emergency}")
    text = "\n\n".join(f"::: {part}\n- one\n- two\n:::" for part in parts)
    source.write_text(f"{head}{text}\n", "utf-8")
    _, path = made(source, tmp_path / "desk")
    assert ooxml.failures(path) == []
    assert openxml_audit.failures(path) == []
