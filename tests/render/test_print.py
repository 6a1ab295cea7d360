"""The print edition, judged by the file that comes out."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import bibtexparser
import pikepdf
import pypdfium2
import pytest
import rispy

from chapbook import cite, load, render
from chapbook.editions import EDITIONS, Paper
from chapbook.model import Article, Rendering
from chapbook.render import contents
from chapbook.settings import ROOT, Workbench
from chapbook.tools import verapdf
from chapbook.tools.pdf import read
from chapbook.tools.verapdf import Flavour

OUR_FAMILIES = ("Source-Serif-Pro", "Source-Sans-Pro")

ADDRESS = "https://example.org/a-very-long-address/that-no-line/can-hold/in-one-piece/index.html?query=1&b=2"

HEAD = """---
title: Trial
author: Ann Writer
date: 2026-01-31
lang: en-GB
---

"""


class Offprint:
    """A print edition, open for reading."""

    def __init__(self, article: Article, rendering: Rendering) -> None:
        assert rendering.built is not None
        self.article = article
        self.codes = [finding.code for finding in rendering.findings]
        self.path = rendering.built.path
        self.page_count = rendering.built.page_count
        with pypdfium2.PdfDocument(self.path) as file:
            self.texts = [page.get_textpage().get_text_bounded() for page in file]

    def pages_with(self, line: str) -> list[int]:
        """Return the pages (1-based) on which a whole line is *line*."""
        return [i + 1 for i, text in enumerate(self.texts) if line in text.splitlines()]


Make = Callable[..., Offprint]


def _made(path: Path, desk: Path, paper: Paper | None = None) -> Offprint:
    return _printed(cite.article(load.manuscript(path)), desk, paper)


def _printed(article: Article, desk: Path, paper: Paper | None = None) -> Offprint:
    bench = Workbench(desk=desk, name="x.pdf", paper=paper or article.metadata.paper)
    return Offprint(article, render.edition(article, EDITIONS["pdf"], bench))


@pytest.fixture(scope="module")
def calcinosis(tmp_path_factory: pytest.TempPathFactory) -> Offprint:
    """Return the print edition of the article that comes with Chapbook."""
    return _made(ROOT / "source" / "calcinosis.md", tmp_path_factory.mktemp("calcinosis"))


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Return a function that prints an article whose body it is given."""

    def made(body: str, paper: Paper | None = None) -> Offprint:
        path = tmp_path / "trial.md"
        path.write_text(HEAD + body, "utf-8")
        return _made(path, tmp_path / "desk", paper)

    return made


def pipe_table(columns: int, rows: int, cell: str = "cell") -> str:
    """Return a Markdown table; its head cells are "Head 1" and so on, each cell has its row."""
    head = " | ".join(f"Head {i + 1}" for i in range(columns))
    lines = [f"| {head} |", "|---" * columns + "|"]
    lines += [
        "| " + " | ".join(f"{cell} {row + 1}" for _ in range(columns)) + " |" for row in range(rows)
    ]
    return "\n".join(lines) + "\n\n: What was counted.\n\n"


class TestPages:
    """Numbers, heads and what stands where."""

    def test_contents_name_the_pages(self, calcinosis: Offprint) -> None:
        """Each page number in the contents is the page on which that heading stands."""
        first = " ".join(calcinosis.texts[0].split())
        listed = contents.listed(calcinosis.article.headings)
        assert len(listed) > 20
        for heading in listed:
            printed = re.search(re.escape(heading.text) + r"\s+(\d+)\b", first)
            assert printed, heading.text
            assert int(printed[1]) in calcinosis.pages_with(heading.text), heading.text

    def test_pages_are_counted(self, calcinosis: Offprint) -> None:
        """Each page says which of how many it is."""
        count = len(calcinosis.texts)
        assert count == calcinosis.page_count
        for index, text in enumerate(calcinosis.texts):
            assert f"Page {index + 1} of {count}" in text

    def test_running_heads(self, calcinosis: Offprint) -> None:
        """All pages but the first have the short title at the left of their head margin."""
        with pypdfium2.PdfDocument(calcinosis.path) as file:
            heads = []
            for page in file:
                width, height = page.get_size()
                area = {"left": 0, "right": width / 2, "bottom": height - 55, "top": height}
                heads.append(page.get_textpage().get_text_bounded(**area).strip())
        assert heads[0] == ""
        assert set(heads[1:]) == {"Calcinosis"}

    def test_table_heads_repeat(self, make: Make) -> None:
        """A table of three pages has its head on each of them, and loses no row."""
        offprint = make(pipe_table(3, 120))
        with_rows = [text for text in offprint.texts if re.search(r"cell \d+", text)]
        assert len(with_rows) >= 3
        assert all("Head 1 Head 2 Head 3" in " ".join(t.split()) for t in with_rows)
        rows = {int(n) for text in offprint.texts for n in re.findall(r"cell (\d+)", text)}
        assert rows == set(range(1, 121))

    def test_notes_stand_on_their_page(self, make: Make) -> None:
        """A note is at the foot of the page on which it is called."""
        words = "It is said that many words fill a page and then another one. " * 5
        body = "".join(f"Call {n}.^[Note {n} here.] {words}\n\n" for n in range(24))
        offprint = make(body)
        assert len(offprint.texts) > 2
        for number in range(24):
            pages = [
                [i for i, text in enumerate(offprint.texts) if what in text]
                for what in (f"Call {number}.", f"Note {number} here.")
            ]
            assert pages[0] == pages[1], number

    def test_broad_table_turns_the_page(self, make: Make) -> None:
        """A table too broad for the sheet stands on a turned one; the text around it does not."""
        offprint = make("Before.\n\n" + pipe_table(9, 3, "otolaryngology") + "After.\n")
        with pypdfium2.PdfDocument(offprint.path) as file:
            sizes = [tuple(map(round, page.get_size())) for page in file]
        turned = [size[0] > size[1] for size in sizes]
        assert turned[:3] == [False, True, False]
        assert "Head 9" in offprint.texts[1]
        assert "After." in offprint.texts[2]

    def test_tall_rows_break(self, make: Make) -> None:
        """A row that is higher than a page is cut, and every word of it is printed."""
        cell = " ".join(f"word{n}" for n in range(1500))
        offprint = make(f"| A | B |\n|---|-----------|\n| a | {cell} |\n\n: Tall.\n\nAfter.\n")
        found = re.findall(r"word(\d+)", " ".join(offprint.texts))
        assert [int(n) for n in found] == list(range(1500))

    @pytest.mark.parametrize("paper", list(Paper))
    def test_nothing_leaves_the_sheet(self, make: Make, paper: Paper) -> None:
        """No character stands outside the page, on any paper, however long a word is."""
        body = f"# {'Long' * 40}\n\n{ADDRESS}\n\n" + pipe_table(4, 2, "x" * 90) + pipe_table(2, 2)
        offprint = make(body, paper)
        with pypdfium2.PdfDocument(offprint.path) as file:
            for page in file:
                width, height = page.get_size()
                text = page.get_textpage()
                for index in range(text.count_rects()):
                    left, bottom, right, top = text.get_rect(index)
                    assert left > 14
                    assert right < width - 14
                    assert bottom > 14
                    assert top < height - 14


class TestText:
    """What can be copied, clicked and read back."""

    def test_addresses_copy_whole(self, make: Make) -> None:
        """An address over several lines is copied without a hyphen or any sign of the break."""
        offprint = make(f"See <{ADDRESS}> here.\n")
        copied = "".join(offprint.texts[0].split())
        assert ADDRESS in copied
        assert ADDRESS not in offprint.texts[0]

    def test_links_lead_somewhere(self, calcinosis: Offprint) -> None:
        """Each link inside the file has a target in it; each reference is linked to."""
        with pikepdf.open(calcinosis.path) as file:
            names = file.Root.Names.Dests.Names
            targets = {str(names[i]) for i in range(0, len(names), 2)}
            links = [a for page in file.pages for a in page.get("/Annots", [])]
            dests = [link.Dest for link in links if "/Dest" in link]
            inside = {str(dest) for dest in dests if isinstance(dest, pikepdf.String)}
        assert inside <= targets
        assert read.anatomy(calcinosis.path).dead_links == ()
        assert {f"ref-{item['id']}" for item in calcinosis.article.references} <= inside
        assert {h.identifier for h in contents.listed(calcinosis.article.headings)} <= inside

    def test_links_say_their_words(self, make: Make) -> None:
        """A link's description is its text, also when it is broken or has italics in it."""
        offprint = make(
            "Read [the *whole* of it](https://example.org/x), and [](#sec-b).\n\n"
            "# Bee {#sec-b}\n\nBuzz.\n"
        )
        with pikepdf.open(offprint.path) as file:
            links = [a for page in file.pages for a in page.get("/Annots", [])]
            said = [str(link.Contents) for link in links]
        assert said == ["the whole of it", "Bee"]

    def test_bookmarks(self, calcinosis: Offprint) -> None:
        """The bookmarks are the article's headings, in order."""
        with pypdfium2.PdfDocument(calcinosis.path) as file:
            titles = [mark.get_title() for mark in file.get_toc()]
        assert titles == [heading.text for heading in calcinosis.article.headings]

    def test_fonts_are_ours(self, calcinosis: Offprint) -> None:
        """Every font is embedded and one of ours: none of the host's got in."""
        with pikepdf.open(calcinosis.path) as file:
            fonts = [obj for obj in file.objects if _is_font(obj)]
            assert len(fonts) >= 4
            for font in fonts:
                name = str(font.FontName).split("+")[1]
                assert name.startswith(OUR_FAMILIES), name
                assert "/FontFile2" in font


def _is_font(thing: pikepdf.Object) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor"


class TestFile:
    """What the file says about itself."""

    def test_metadata(self, calcinosis: Offprint) -> None:
        """Title, authors, language, licence and both claims are in the XMP packet, in the clear."""
        packet = re.search(rb"<x:xmpmeta.*?</x:xmpmeta>", calcinosis.path.read_bytes(), re.DOTALL)
        assert packet
        xmp = packet[0].decode("utf-8")
        for words in (
            "Calcinosis: types, causes, symptoms, diagnosis and treatment",
            "<rdf:li>Chapbook contributors</rdf:li>",
            "<rdf:li>en-GB</rdf:li>",
            "CC BY 4.0",
            "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>",
            "<pdfuaid:part>1</pdfuaid:part>",
        ):
            assert words in xmp

    def test_no_findings(self, calcinosis: Offprint) -> None:
        """The article that comes with Chapbook keeps all claims and draws no warning."""
        assert calcinosis.codes == []

    @pytest.mark.java
    @pytest.mark.proof
    @pytest.mark.parametrize("flavour", [Flavour.UA1, Flavour.A3U])
    def test_verapdf_agrees(self, calcinosis: Offprint, flavour: Flavour) -> None:
        """The reference validator finds nothing against either claim."""
        assert verapdf.failures(calcinosis.path, flavour) == []

    def test_claim_dropped(self, tmp_path: Path) -> None:
        """A picture without words breaks PDF/UA: that claim goes, PDF/A stays, a note says so."""
        path = tmp_path / "trial.md"
        path.write_text(HEAD + "# One\n\nText.\n", "utf-8")
        article = cite.article(load.manuscript(path))
        # Words are asked for on the way, so that it is put here.
        wordless = {"t": "RawBlock", "c": ["html", '<svg width="9" height="9"/>']}
        offprint = _printed(replace(article, body=[*article.body, wordless]), tmp_path / "desk")
        data = offprint.path.read_bytes()
        assert offprint.codes == ["claim-dropped"]
        assert b"<pdfuaid:part>" not in data
        assert b"<pdfaid:part>3" in data

    def test_same_bytes(self, tmp_path: Path) -> None:
        """Two builds in different folders give the same bytes."""
        path = ROOT / "tests/articles/good/german"
        source = next(path.glob("*.md"))
        one, other = (_made(source, tmp_path / name).path.read_bytes() for name in ("a", "b/c"))
        assert one == other
        assert str(tmp_path).encode() not in one


ENDINGS = (".bib", ".ris", ".csl.json")


def attachments(path: Path) -> dict[str, bytes]:
    """Return the files within the PDF at *path* by name, as PDFium finds them."""
    with pypdfium2.PdfDocument(path) as file:
        found = [file.get_attachment(index) for index in range(file.count_attachments())]
        return {each.get_name(): bytes(each.get_data()) for each in found}


@pytest.fixture(scope="module")
def german(tmp_path_factory: pytest.TempPathFactory) -> Offprint:
    """Return the offprint of a German article whose file name has an umlaut."""
    source = next((ROOT / "tests/articles/good/german").glob("*.md"))
    return _made(source, tmp_path_factory.mktemp("german"))


class TestAttachments:
    """The records that travel inside the file."""

    def test_same_as_published(self, german: Offprint, tmp_path: Path) -> None:
        """Another program takes out the very files that are published beside the PDF."""
        rows = [row for row in EDITIONS.values() if row.file.endswith(ENDINGS)]
        published = {}
        for row in rows:
            name = row.name_in_output(german.article.stem, Paper.A4, Paper.A4)
            render.edition(german.article, row, Workbench(desk=tmp_path, name=name, paper=Paper.A4))
            published[name] = (tmp_path / name).read_bytes()
        assert len(published) == 6
        assert attachments(german.path) == published

    def test_records_can_be_read(self, german: Offprint) -> None:
        """Readers of each format find the title and the DOI or key of every cited work."""
        found = attachments(german.path)
        items = german.article.references
        title = german.article.metadata.title
        csl = json.loads(found["händewaschen-references.csl.json"])
        assert [each["title"] for each in csl] == [item["title"] for item in items]
        assert json.loads(found["händewaschen.csl.json"])[0]["title"] == title
        ris = rispy.loads(found["händewaschen-references.ris"].decode("utf-8"))
        assert [each["title"] for each in ris] == [item["title"] for item in items]
        assert rispy.loads(found["händewaschen.ris"].decode("utf-8"))[0]["title"] == title
        bib = bibtexparser.parse_string(found["händewaschen-references.bib"].decode("utf-8"))
        assert bib.failed_blocks == []
        assert [entry.key for entry in bib.entries] == [item["id"] for item in items]

    def test_each_is_associated_once(self, german: Offprint) -> None:
        """Each file is once in /AF, with type, relationship, words for it and the date."""
        with pikepdf.open(german.path) as file:
            assert file.check_pdf_syntax() == []
            specs = list(file.Root.AF)
            assert len({spec.objgen for spec in specs}) == len(specs) == 6
            names = file.Root.Names.EmbeddedFiles
            assert {spec.objgen for spec in specs} == {
                pikepdf.NameTree(names)[str(spec.UF)].objgen for spec in specs
            }
            said = {
                str(spec.UF): (
                    str(spec.EF.F.Subtype),
                    str(spec.AFRelationship),
                    str(spec.Desc),
                )
                for spec in specs
            }
            dates = {
                str(spec.EF.F.Params[key])
                for spec in specs
                for key in ("/CreationDate", "/ModDate")
            }
        assert dates == {"D:20260301"}
        cite_this = "So zitieren Sie diesen Artikel"
        csl_type = "/application/vnd.citationstyles.csl+json"
        ris_type = "/application/x-research-info-systems"
        assert said == {
            "händewaschen.bib": ("/text/x-bibtex", "/Supplement", f"{cite_this} (BibTeX)"),
            "händewaschen.ris": (ris_type, "/Supplement", f"{cite_this} (RIS)"),
            "händewaschen.csl.json": (csl_type, "/Supplement", f"{cite_this} (CSL-JSON)"),
            "händewaschen-references.bib": ("/text/x-bibtex", "/Data", "Literatur (BibTeX)"),
            "händewaschen-references.ris": (ris_type, "/Data", "Literatur (RIS)"),
            "händewaschen-references.csl.json": (csl_type, "/Data", "Literatur (CSL-JSON)"),
        }

    def test_nothing_cited_nothing_attached(self, make: Make) -> None:
        """An article without references carries its own records only, and keeps its claims."""
        offprint = make("Text.\n")
        assert sorted(attachments(offprint.path)) == ["trial.bib", "trial.csl.json", "trial.ris"]
        assert offprint.codes == []

    def test_doi_on_the_first_page(self, tmp_path: Path) -> None:
        """An article's DOI is printed in full on page 1, and named in the XMP packet."""
        path = tmp_path / "trial.md"
        doi = "10.1234/a-rather-long-suffix.2026"
        path.write_text(HEAD.replace("lang:", f"doi: {doi}\nlang:") + "Text.\n", "utf-8")
        offprint = _made(path, tmp_path / "desk")
        assert f"https://doi.org/{doi}" in "".join(offprint.texts[0].split())
        identifier = f"<dc:identifier>https://doi.org/{doi}</dc:identifier>"
        assert identifier.encode() in offprint.path.read_bytes()

    @pytest.mark.java
    @pytest.mark.proof
    @pytest.mark.parametrize("flavour", [Flavour.UA1, Flavour.A3U])
    def test_verapdf_agrees(self, german: Offprint, flavour: Flavour) -> None:
        """Attachments with names beyond ASCII break neither claim."""
        assert verapdf.failures(german.path, flavour) == []


def test_decoration_is_no_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An image that its author calls decoration is printed without a word on the terminal."""
    article = tmp_path / "tea.md"
    (tmp_path / "dot.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
    )
    article.write_text(
        "---\ntitle: Tea\nauthor: Us\ndate: 2026-11-22\nlang: en\n---\n\n"
        'A ![](dot.svg){alt=""} dot.\n'
    )
    bench = Workbench(desk=tmp_path, name="tea.pdf", paper=Paper.A4)
    made = render.edition(cite.article(load.manuscript(article)), EDITIONS["pdf"], bench)
    assert made.findings == ()
    assert capsys.readouterr().err == ""
