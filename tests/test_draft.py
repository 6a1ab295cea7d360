"""Drafts: pages of an article whatever is wrong with it, with all of that shown on them."""

import io
import json
import re
import zipfile
from pathlib import Path
from urllib.parse import unquote

import pikepdf
import pytest
from lxml import etree, html

import pipeline
from chapbook.draft import HOPELESS, places
from chapbook.errors import ExitCode
from chapbook.findings import Finding, Place
from chapbook.load import manuscript
from chapbook.tools import pdftext
from chapbook.tools.pandoc import ast
from tests.conftest import OVERLAYS, PACK, Desk, judged
from tests.test_pipeline import SMALL, files_in

NASTY = """---
title: Heat and the hand
autor: Ada Lovelace
date: 2026-11-22
lang: en-GB
bibliography: works.bib
citation-style: no-such-style
---

::: key-points
- Drink water before you are thirsty.
- Rest in the shade at noon.
:::

# What heat does

Heat draws water from the body.

A fan helps less than shade [@unknown2020]. Sources agree [@good2019; @other1999].

![A glass of water](glass.png){#fig-glass alt="A glass"}

## How the hand swells

See [the table](#tbl-none) about $\\frobnicate{x}$ and <blink>this</blink>.

#### Too deep

::: {.see-doctor when=never}
- You feel faint.
:::

- first
- second
"""
WORKS = """@article{good2019,
  title = {Water and work},
  author = {Smith, Ann},
  journal = {Journal of Heat},
  year = {2019}
}
@article{broken,
  title = {No end
"""
FINDINGS = 12
"""What is wrong with it, counted by hand: two things of the front matter, nine of the text, one of
the bibliography."""

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HANDOUTS = ("handouts/heat-patient.pdf", "handouts/heat-student.pdf")


def draft(article: Path, output: Path, *more: str) -> int:
    """Make a draft of *article* below *output* and return the exit status."""
    return pipeline.main(["build", "--draft", f"--output={output}", *more, str(article)])


@pytest.fixture(scope="module")
def article(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An article with one or more faults of every grave kind."""
    folder = tmp_path_factory.mktemp("article")
    (folder / "works.bib").write_text(WORKS, "utf-8")
    path = folder / "heat.md"
    path.write_text(NASTY, "utf-8")
    return path


@pytest.fixture(scope="module")
def output(article: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder in which a draft of it was made; the draft itself is a folder of it."""
    output = tmp_path_factory.mktemp("output")
    assert draft(article, output) == ExitCode.OK
    return output


@pytest.fixture(scope="module")
def page(output: Path) -> html.HtmlElement:
    """The web page of the draft."""
    return html.fromstring((output / "draft" / "heat.html").read_text("utf-8"))


def test_a_draft_goes_to_a_folder_of_its_own(output: Path) -> None:
    """Everything of a draft lies in ``draft/``, by its usual names; records are left out."""
    names = {"heat.pdf", "heat.html", "heat.epub", "heat.docx", *HANDOUTS}
    assert set(files_in(output)) == {f"draft/{name}" for name in {*names, "manifest.json"}}


@pytest.mark.parametrize("name", ["heat.pdf", *HANDOUTS])
def test_the_stamp_is_on_every_page(output: Path, name: str) -> None:
    """Each page on paper says that it is a draft and how many findings there are."""
    pages = pdftext.pages(output / "draft" / name)
    assert pages
    for each in pages:
        assert f"DRAFT, findings: {FINDINGS}" in "".join(run.text for run in each.runs)


def test_the_stamp_is_in_every_other_edition(output: Path, page: html.HtmlElement) -> None:
    """Web page, chapters of the book and header of the Word file say the same."""
    stamp = f"DRAFT, findings: {FINDINGS}"
    assert page.find_class("draft-stamp")[0].text_content() == stamp
    with zipfile.ZipFile(output / "draft" / "heat.epub") as book:
        chapters = [n for n in book.namelist() if "/text/" in n or n.endswith("title.xhtml")]
        assert len(chapters) > 2
        assert all(stamp in book.read(name).decode("utf-8") for name in chapters)
    with zipfile.ZipFile(output / "draft" / "heat.docx") as word:
        assert stamp in word.read("word/header1.xml").decode("utf-8")


def test_each_note_stands_before_what_it_is_about(page: html.HtmlElement) -> None:
    """A note in the text is followed by the block with the fault, or stands under its heading."""

    def follows(message: str) -> str:
        notes = [n for n in page.find_class("draft-note") if message in n.text_content()]
        assert len(notes) == 1, message
        behind = notes[0].getnext()
        while "draft-note" in (behind.get("class") or ""):
            behind = behind.getnext()
        return str(behind.text_content())

    assert "A fan helps less" in follows('no work "unknown2020"')
    assert "A glass of water" in follows('no file "glass.png"')
    assert "See the table" in follows('the id "tbl-none"')
    assert "You feel faint" in follows('"never" is not')
    deep = next(n for n in page.find_class("draft-note") if "Too deep" in n.text_content())
    assert deep.getprevious().text_content() == "Too deep"


def test_notes_and_list_lead_to_each_other(page: html.HtmlElement) -> None:
    """Every finding is in the list; its number there leads to its note, and back."""
    rows = page.find_class("draft-row")
    notes = page.find_class("draft-note")
    assert len(rows) == FINDINGS
    assert len(notes) == FINDINGS
    for note in notes:
        row = page.get_element_by_id(note.find(".//a").get("href")[1:])
        assert row.find(".//a").get("href") == f"#{note.get('id')}"
    numbers = [int(re.match(r"\s*(\d+)", row.text_content())[1]) for row in rows]
    assert numbers == list(range(1, FINDINGS + 1))


def test_what_is_about_no_block_stands_on_the_first_page(output: Path) -> None:
    """Findings about the front matter and the bibliography are noted beside the first lines."""
    for name in ("heat.pdf", *HANDOUTS):
        first = pdftext.pages(output / "draft" / name)[0]
        text = " ".join(" ".join(run.text for run in first.runs).split())
        assert "autor" in text, name


@pytest.mark.parametrize(
    ("name", "about"),
    [(HANDOUTS[0], ["never"]), (HANDOUTS[1], ["glass.png"])],
)
def test_a_handout_has_the_notes_of_what_it_shows(
    output: Path, name: str, about: list[str]
) -> None:
    """A part or figure brings its notes along into the handouts that are made of it."""
    *shown, _ = pdftext.pages(output / "draft" / name)
    text = " ".join(run.text for page in shown for run in page.runs)
    assert all(word in text for word in about)


def test_what_is_missing_is_seen(page: html.HtmlElement) -> None:
    """Stand-ins say what they stand for: author, works, links, formulas, HTML, images."""
    text = page.text_content()
    assert "[author missing]" in text
    marked = [e.text_content() for e in page.find_class("draft-missing")]
    for expected in ("[@unknown2020 ?]", "[@other1999 ?]", "the table [?]", "\\frobnicate{x}"):
        assert expected in marked
    assert "<blink>" in marked
    assert "glass.png" in unquote(page.find(".//figure//img").get("src"))


def test_a_draft_claims_nothing(output: Path, article: Path) -> None:
    """Neither a standard nor the identity of the published article is claimed; titles say so."""
    with pikepdf.open(output / "draft" / "heat.pdf") as file:
        packet = file.Root.Metadata.read_bytes().decode("utf-8")
        assert str(file.docinfo["/Title"]) == "DRAFT: Heat and the hand"
    assert "<pdfuaid:part>" not in packet
    assert "<pdfaid:part>" not in packet
    with zipfile.ZipFile(output / "draft" / "heat.epub") as book:
        root = etree.fromstring(book.read("EPUB/content.opf"))
    assert "DRAFT: Heat and the hand" in root.xpath("//*[local-name()='title']/text()")


def test_findings_are_comments_in_word(output: Path) -> None:
    """A comment in the Word file is about the very paragraph with the fault."""
    with zipfile.ZipFile(output / "draft" / "heat.docx") as word:
        comments = etree.fromstring(word.read("word/comments.xml"))
        document = etree.fromstring(word.read("word/document.xml"))
    assert len(comments) == FINDINGS
    assert _commented(comments, document, "unknown2020").startswith("A fan helps less")
    assert _commented(comments, document, "tbl-none").startswith("See the table")
    assert _commented(comments, document, "Too deep") == "Too deep"
    assert _commented(comments, document, '"never"').startswith("See your doctor")


def _commented(comments: etree._Element, document: etree._Element, message: str) -> str:
    """Return the paragraph of *document* that the comment with *message* is about."""
    (number,) = [c.get(f"{WORD}id") for c in comments if message in "".join(c.itertext())]
    (start,) = [
        s for s in document.iter(f"{WORD}commentRangeStart") if s.get(f"{WORD}id") == number
    ]
    return "".join(text.text or "" for text in start.getparent().iter(f"{WORD}t"))


def test_links_in_the_word_file_lead_somewhere(output: Path) -> None:
    """The numbers of the list lead to what is commented on."""
    with zipfile.ZipFile(output / "draft" / "heat.docx") as word:
        document = etree.fromstring(word.read("word/document.xml"))
    marks = {mark.get(f"{WORD}name") for mark in document.iter(f"{WORD}bookmarkStart")}
    links = {link.get(f"{WORD}anchor") for link in document.iter(f"{WORD}hyperlink")} - {None}
    assert any(name.startswith("finding-") for name in links)
    assert links <= marks


def test_english_words_are_marked_as_such(tmp_path: Path) -> None:
    """Messages are English; in a text in another language their boxes say so."""
    path = tmp_path / "tee.md"
    text = SMALL.replace("lang: en-GB", "lang: ar").replace("Boil", "![](none.png) Boil")
    path.write_text(text, "utf-8")
    assert draft(path, tmp_path, "--edition=html", "--edition=pdf") == ExitCode.OK
    page = html.fromstring((tmp_path / "draft" / "tee.html").read_text("utf-8"))
    boxes = [*page.find_class("draft-note"), *page.find_class("draft-row")]
    assert len(boxes) > 3
    assert {(box.get("lang"), box.get("dir")) for box in boxes} == {("en", "ltr")}
    assert len(pdftext.pages(tmp_path / "draft" / "tee.pdf")) > 1


def test_what_is_published_stays_as_it_was(tmp_path: Path) -> None:
    """A draft leaves every published byte alone, and is no reason to call anything unchanged."""
    path = tmp_path / "tea.md"
    path.write_text(SMALL, "utf-8")
    output = tmp_path / "output"
    build = ["build", f"--output={output}", "--edition=html", str(path)]
    assert pipeline.main(build) == ExitCode.OK
    before = files_in(output)
    path.write_text(SMALL.replace("Boil", "![](none.png) Boil"), "utf-8")
    assert pipeline.main(build) == ExitCode.FINDINGS
    assert draft(path, output, "--edition=html") == ExitCode.OK
    after = files_in(output)
    assert {name: after[name] for name in before} == before
    assert set(after) - set(before) == {"draft/tea.html", "draft/manifest.json"}
    assert pipeline.main(build) == ExitCode.FINDINGS


@pytest.mark.proof
def test_a_sound_article_is_a_draft_with_no_findings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The stamp says 0, programs are told that it is a draft, and two runs make the same bytes."""
    path = tmp_path / "tea.md"
    path.write_text(SMALL, "utf-8")
    editions = [f"--edition={name}" for name in ("pdf", "epub", "docx", "html")]
    made = []
    for name in ("one", "two"):
        assert draft(path, tmp_path / name, "--json", *editions) == ExitCode.OK
        made.append({n: d for n, d in files_in(tmp_path / name).items() if "manifest" not in n})
    said = json.loads(capsys.readouterr().out.split("\n}\n")[0] + "\n}")
    assert said["status"] == "draft"
    assert said["findings"] == []
    assert "DRAFT, findings: 0" in made[0]["draft/tea.html"].decode("utf-8")
    assert made[0] == made[1]


def test_a_draft_says_what_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The terminal names the number of findings, the folder, and that nothing was published."""
    path = tmp_path / "tea.md"
    path.write_text(SMALL.replace("Boil", "![](none.png) Boil"), "utf-8")
    assert draft(path, tmp_path / "out", "--edition=html") == ExitCode.OK
    says = f"Draft with 2 findings in {tmp_path}/out/draft/; nothing was published to "
    assert says + f"{tmp_path}/out/." in capsys.readouterr().out


@pytest.mark.proof
def test_a_patient_sheet_that_is_too_long_is_shown(tmp_path: Path) -> None:
    """What keeps a handout from being made is counted, and the handout is there all the same."""
    advice = "\n".join(f"- Advice number {n}, which is long enough for a line." for n in range(90))
    path = tmp_path / "tea.md"
    path.write_text(f"{SMALL}\n::: {{.see-doctor when=soon}}\n{advice}\n:::\n", "utf-8")
    assert draft(path, tmp_path / "out", "--edition=patient") == ExitCode.OK
    pages = pdftext.pages(tmp_path / "out" / "draft" / "handouts" / "tea-patient.pdf")
    text = "".join(run.text for page in pages for run in page.runs)
    assert len(pages) > 3
    assert "DRAFT, findings: 1" in text
    assert "handout-too-long" in text


def test_records_alone_are_no_draft(tmp_path: Path) -> None:
    """There are no pages of a bibliography record to show findings on."""
    path = tmp_path / "tea.md"
    path.write_text(SMALL, "utf-8")
    assert draft(path, tmp_path / "out", "--edition=bib") == ExitCode.USAGE


def test_places_follow_the_files_that_were_put_together(tmp_path: Path) -> None:
    """A line of an included file belongs to the block that was typed there."""
    (tmp_path / "part.md").write_text("Words of the part.\n\nMore words of it.\n", "utf-8")
    path = tmp_path / "tea.md"
    path.write_text(f"{SMALL}\n{{{{< include part.md >}}}}\n\nThe end of tea.\n", "utf-8")
    read = manuscript(path)
    typed = {
        Place(file="part.md", line=3): "More words of it.",
        Place(file="tea.md", line=8): "Tea",
        Place(file="tea.md", line=10): "Boil the water, then wait.",
        Place(file="tea.md", line=14): "The end of tea.",
    }
    findings = [Finding(code="image-missing", place=at, message=str(at)) for at in typed]
    spots = places.of(findings, read.blocks, read.source)
    units = list(places.units(read.blocks))
    assert [ast.text(units[spots[f]]) for f in findings] == list(typed.values())


QUICK = [
    "bibliography-broken/json",
    "key-missing/title",
    "language-without-labels/klingon",
    "part-malformed/see-doctor",
    "yaml-syntax/colon",
]
EXPECTED = sorted(OVERLAYS.glob("*/*/expected.txt"))
ALL = [path.parent for path in EXPECTED if not (path.parent / PACK).is_file()]
"""Those about articles: of a pack there is no draft."""


@pytest.mark.parametrize("name", QUICK)
def test_grave_findings_stop_no_draft(name: str, desk: Desk) -> None:
    """Faults after which nothing could be published still give a page."""
    article = desk.overlaid(OVERLAYS / name)
    assert draft(article, desk.folder / "out", "--edition=html") == ExitCode.OK
    text = (desk.folder / "out" / "draft" / f"{article.stem}.html").read_text("utf-8")
    assert name.split("/")[0] in text


@pytest.mark.proof
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("overlay", ALL, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_every_known_fault_gives_pages(overlay: Path, desk: Desk) -> None:
    """Each kind of finding gives a web page and a print PDF, or is refused as hopeless.

    Hopeless is only an article that cannot be decoded or says nothing.
    """
    article = desk.overlaid(overlay)
    found = judged(article)
    status = draft(article, desk.folder / "out", "--edition=html", "--edition=pdf")
    hopeless = any(f.code in HOPELESS and f.place.file == article.name for f in found)
    if hopeless:
        assert status == ExitCode.FINDINGS
        return
    assert status == ExitCode.OK
    folder = desk.folder / "out" / "draft"
    text = (folder / f"{article.stem}.html").read_text("utf-8")
    assert all(f.code in text for f in found)
    with pikepdf.open(io.BytesIO((folder / f"{article.stem}.pdf").read_bytes())) as file:
        assert len(file.pages) > 1
