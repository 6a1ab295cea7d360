"""``pipeline.py cite`` prints what the editions print."""

import json
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pypdfium2
import pytest
import rispy

from chapbook import cite, load, render
from chapbook.cite import single
from chapbook.editions import EDITIONS, Paper
from chapbook.errors import UsageError
from chapbook.model import Article, Manuscript
from chapbook.render import record
from chapbook.settings import ROOT, Workbench
from chapbook.tools.pandoc import ast, bibliography
from tests import commands

SHOWCASE = ROOT / "source" / "calcinosis.md"

GERMAN = """---
title: "„Salz & Zucker“: 50 % von H2O, mRNA und eine Ü-Straße"
subtitle: Was sagt die WHO?
author:
  - {given: José Ángel, family: Núñez, non-dropping-particle: de los, suffix: Jr.}
  - {literal: Krause & Söhne}
date: 2026-03-05
version: "2.0"
lang: de
url: https://example.org/ein-langer-weg/zu_einer-seite/die-niemand-kennt/a_b%20c?d=e&f=g
doi: 10.1234/abc_def(2026)1-2-x
publisher: Haus & Sohn
cite-as: [apa, din-1505-2, nature, chicago-notes-bibliography, ieee]
original:
  type: article-journal
  title: Sugar and <i>salt</i>
  author: [{given: A., family: Øre}]
  container-title: J Sweets
  issued: {date-parts: [[1999]]}
  page: 1-9
---

# Salz

Salz ist ein Salz.
"""


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run ``pipeline.py cite`` with *arguments*."""
    return commands.run("cite", *arguments)


@pytest.fixture(scope="module", params=["showcase", "german"])
def manuscript(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Manuscript:
    """The showcase article, and one with everything that citations trip over."""
    if request.param == "showcase":
        return load.manuscript(SHOWCASE)
    path = tmp_path_factory.mktemp("german") / "salz.md"
    path.write_text(GERMAN, "utf-8")
    return load.manuscript(path)


@pytest.fixture(scope="module")
def article(manuscript: Manuscript) -> Article:
    """The article as its editions see it."""
    return cite.article(manuscript)


def test_it_is_what_the_appendix_prints(manuscript: Manuscript, article: Article) -> None:
    """Each style that the article lists gives the same inlines, for it and for its original."""
    assert article.cite_article
    assert article.cite_original
    for printed in article.cite_article:
        assert single.citation(manuscript, printed.style) == printed
    for printed in article.cite_original:
        assert single.citation(manuscript, printed.style, original=True) == printed


def copied(text: str) -> str:
    """Return a pattern for *text* as copied from a page: a line may end anywhere."""
    return r"(?:\r?\n)?".join(r"(?: ?\r?\n| )" if c == " " else re.escape(c) for c in text)


@pytest.mark.proof
def test_it_is_what_is_copied_out_of_the_pdf(
    manuscript: Manuscript, article: Article, tmp_path: Path
) -> None:
    """Every listed citation stands in the PDF character for character, but for line breaks."""
    bench = Workbench(desk=tmp_path, name="article.pdf", paper=Paper.A4)
    render.edition(article, EDITIONS["pdf"], bench)
    with pypdfium2.PdfDocument(bench.path) as document:
        text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    for original in (False, True):
        for style in manuscript.metadata.cite_as:
            cited = single.text(single.citation(manuscript, style, original=original))
            assert len(cited) > 20
            assert re.search(copied(cited), text), cited


def test_a_style_that_nobody_listed(manuscript: Manuscript) -> None:
    """Any CSL style will do; one of its own kind numbers nothing."""
    assert "cell" not in manuscript.metadata.cite_as
    cited = single.citation(manuscript, "cell")
    assert is_one_line(single.text(cited))
    assert not re.match(r"\[?1[\].]", single.text(cited))


def is_one_line(text: str) -> bool:
    """Tell whether *text* is one line of words without markup."""
    return bool(text) and "\n" not in text and "<" not in text


def test_html_is_a_paragraph_of_the_same_words(manuscript: Manuscript) -> None:
    """The HTML form says the same as the text, with italics and links."""
    cited = single.citation(manuscript, "apa")
    html = single.html(cited)
    bare = re.sub(r"<[^>]+>", "", html).replace("&amp;", "&").replace("&lt;", "<")
    assert html.startswith("<p>")
    assert "<em>" in html
    assert " ".join(bare.split()) == " ".join(single.text(cited).split())


def test_a_wrong_style_is_answered_with_close_ones() -> None:
    """A style that does not exist ends with status 2 and with names that do."""
    done = run("--style=vancuver", str(SHOWCASE))
    assert done.returncode == 2
    assert done.stdout == ""
    assert 'no citation style "vancuver"' in done.stderr
    assert "vancouver" in done.stderr.split("Did you mean")[1]


def test_a_style_that_is_like_no_other() -> None:
    """Where nothing is close, the place to look is named."""
    with pytest.raises(UsageError) as caught:
        single.citation(load.manuscript(SHOWCASE), "xqzzyxqzzy")
    assert "zotero.org/styles" in caught.value.fix


def test_no_original_is_said(tmp_path: Path) -> None:
    """``--original`` of an article that adapts nothing ends with status 2."""
    path = tmp_path / "tea.md"
    path.write_text(
        "---\ntitle: Tea\nauthor: A B\ndate: 2026-11-22\nlang: en\n---\n\nHot.\n", "utf-8"
    )
    done = run("--original", str(path))
    assert done.returncode == 2
    assert "tea.md names no work that it adapts" in done.stderr


@pytest.mark.proof
def test_the_command_prints_one_line() -> None:
    """The citation alone goes to standard output, in the article's own style unless asked."""
    manuscript = load.manuscript(SHOWCASE)
    own = single.text(single.citation(manuscript, manuscript.metadata.citation_style))
    assert run(str(SHOWCASE)).stdout == f"{own}\n"
    done = run("--style=apa", "--original", "--json", str(SHOWCASE))
    told = json.loads(done.stdout)
    apa = single.text(single.citation(manuscript, "apa", original=True))
    assert (told["status"], told["style"], told["text"]) == ("cited", "apa", apa)


def test_records_are_those_of_the_files(manuscript: Manuscript, article: Article) -> None:
    """BibTeX, RIS and CSL-JSON of ``cite`` are the contents of the article's own files."""
    item = single.subject(manuscript)
    for form, edition in (("bibtex", "bib"), ("ris", "ris"), ("csl-json", "csl-json")):
        assert record.single(item, form) == record.WRITERS[edition](article)


def test_records_of_the_original_are_read_back(manuscript: Manuscript) -> None:
    """Programs of others read title, author and year of the original under a telling key."""
    item = single.subject(manuscript, original=True)
    (bib,) = bibliography.items(record.single(item, "bibtex"), "biblatex")
    (entry,) = rispy.loads(record.single(item, "ris"))
    (json_item,) = json.loads(record.single(item, "csl-json"))
    assert bib["id"] == entry["id"] == json_item["id"] == record.key(item)
    assert bib["title"] == json_item["title"] == item["title"]
    assert str(bib["issued"]["date-parts"][0][0]) == entry["year"]
    assert bib["author"][0]["family"] == item["author"][0]["family"]


def test_an_original_without_author_or_date_has_a_key() -> None:
    """A key needs neither an author nor a date."""
    assert record.key({"title": "The Salt Book", "type": "book"}) == "articlesalt"


def test_the_form_in_the_text_is_printed_below_each_entry(
    manuscript: Manuscript, article: Article
) -> None:
    """Author-date and note styles print it with its name; numbers are the reader's own."""
    (listed,) = (
        node
        for block in article.appendix
        if ast.identifier(block) == "cite-article"
        for node in block["c"][1]
        if node["t"] == "DefinitionList"
    )
    for printed, (_, (blocks,)) in zip(article.cite_article, listed["c"], strict=True):
        entry, *below = (ast.text(block["c"]) for block in blocks)
        assert entry == single.text(printed)
        if printed.style in {"ieee", "nature", "nlm-citation-sequence"}:
            assert below == []
        elif printed.style == "apa":
            assert below == [
                f"{article.labels['in-text']}{article.labels['colon']} {ast.text(printed.in_text)}"
            ]
        elif printed.style == "chicago-notes-bibliography":
            assert below == [
                f"{article.labels['in-note']}{article.labels['colon']} {ast.text(printed.in_text)}"
            ]


PARTS = {
    ("tab-types", "pdf", "apa"): r"\(Chapbook contributors, 2026, p\. \d+\)",
    ("tab-types", "epub", "apa"): r"\(Chapbook contributors, 2026, Table 2\)",
    ("fig-sites", "html", "modern-language-association"): r"\(Chapbook contributors, fig\. 2\)",
    ("box-1", "docx", "chicago-author-date"): r"\(Chapbook contributors 2026, Box 1\)",
    (
        "sec-treatment",
        "epub",
        "harvard-cite-them-right",
    ): r"\(Chapbook contributors, 2026, “Treatment”\)",
    ("sec-treatment", "pdf", "ieee"): r"\[1, p\. \d+\]",
    ("sec-lab", "pdf", "chicago-notes-bibliography"): r"Chapbook contributors, .*, \d+\.",
}


@pytest.fixture(scope="module")
def showcase() -> tuple[Manuscript, Article, Mapping[str, int]]:
    """The showcase article as it was read, as its editions see it, and its page map."""
    read = load.manuscript(SHOWCASE)
    article = cite.article(read)
    return read, article, render.page_map(article).of_ids


@pytest.mark.proof
@pytest.mark.parametrize("asked", PARTS, ids=" ".join)
def test_a_part_is_cited_with_the_locator_of_the_edition(
    asked: tuple[str, str, str], showcase: tuple[Manuscript, Article, Mapping[str, int]]
) -> None:
    """The print edition has pages; the others have numbers of tables and headings."""
    part, edition, style = asked
    read, article, page_map = showcase
    pages = page_map if EDITIONS[edition].has_own_pages else {}
    suffix = single.locator(article, part, pages)
    cited = single.text(single.in_text(single.citation(read, style, suffix=suffix)))
    assert re.fullmatch(PARTS[asked], cited)


@pytest.mark.proof
def test_the_command_cites_a_part() -> None:
    """The page comes from the print edition, which is laid out for it."""
    done = run("--part", "tab-types", "--style", "apa", str(SHOWCASE))
    assert re.fullmatch(PARTS["tab-types", "pdf", "apa"], done.stdout.strip()), done.stderr


@pytest.mark.proof
def test_the_page_of_a_part_is_the_page_it_stands_on(article: Article, tmp_path: Path) -> None:
    """The locator is the page of the finished PDF on which the table's caption stands."""
    if "tab-types" not in {ast.identifier(node) for node in ast.nodes(article.body)}:
        return
    bench = Workbench(desk=tmp_path, name="article.pdf", paper=Paper.A4)
    made = render.edition(article, EDITIONS["pdf"], bench)
    assert made.page_map
    suffix = single.locator(article, "tab-types", made.page_map.of_ids)
    page_number = int(suffix.strip(" ,"))
    with pypdfium2.PdfDocument(bench.path) as document:
        text = document[page_number - 1].get_textpage().get_text_bounded()
    assert "Table 2." in text.replace("\xa0", " ")


@pytest.mark.parametrize(
    "arguments",
    [["--part", "sec-lab", "--format", "ris"], ["--part", "sec-lab", "--original"]],
)
def test_a_part_of_something_whole_is_refused(arguments: list[str]) -> None:
    """Records hold whole works, and the original's parts are not here: status 2."""
    assert run(*arguments, str(SHOWCASE)).returncode == 2


@pytest.mark.proof
def test_a_wrong_part_is_answered_with_close_ones() -> None:
    """An id that the article lacks ends with status 2 and the ids that may be meant."""
    done = run("--part", "treatment", str(SHOWCASE))
    assert done.returncode == 2
    assert "sec-treatment" in done.stderr


@pytest.mark.proof
def test_a_wrong_part_is_refused_before_pages_are_laid_out(
    showcase: tuple[Manuscript, Article, Mapping[str, int]],
) -> None:
    """An id that nothing has is answered with those like it; what any node has may pass."""
    _, article, _ = showcase
    single.known_part(article, "tab-types")
    with pytest.raises(UsageError, match='no part "tab-tipes"') as refused:
        single.known_part(article, "tab-tipes")
    assert "tab-types" in str(refused.value.fix)
