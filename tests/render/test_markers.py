"""Every edition without pages of its own says where the pages of print begin."""

import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree, html

from chapbook import cite, load, render
from chapbook.editions import EDITIONS
from chapbook.model import Article
from chapbook.pagemap import PageMap, PageStart
from chapbook.render import leaves, markers
from chapbook.settings import Settings
from chapbook.tools import pdftext
from chapbook.tools.hypertext import pagebreak
from chapbook.tools.pandoc import ast
from chapbook.tools.weasy import starts

HEAD = """---
title: Kettles
author: {given: Ada, family: Lovelace}
date: 2026-11-22
lang: en-GB
cite-as: [apa]
---

"""

WORDS = [f"word{number:04}" for number in range(1800)]
TEXT = f"""{HEAD}# Long

{" ".join(WORDS)}

# Listed

{"".join(f"- item {number} is *here*{chr(10)}" for number in range(80))}
| Pot  | Use |
|------|-----|
{"".join(f"| pot{number} | tea |{chr(10)}" for number in range(60))}
: Pots. {{#tab-pots}}
"""

EDITION_NAMES = ("pdf", "html", "epub", "docx")
SOUGHT = r"word\d{4}|item \d+|pot\d+|Listed|How"
"""What pages of the article can begin with; a table's repeated head is nothing of it."""


def article(folder: Path, text: str) -> Article:
    """Return the article *text*."""
    path = folder / "kettles.md"
    path.write_text(text, "utf-8")
    return cite.article(load.manuscript(path))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the editions of an article of several pages."""
    folder = tmp_path_factory.mktemp("kettles")
    made = article(folder, TEXT)
    settings = Settings(article=folder / "kettles.md")
    jobs = [
        (row, settings.bench(folder, row, made.metadata.paper))
        for row in (EDITIONS[name] for name in EDITION_NAMES)
    ]
    assert all(rendering.built for rendering in render.editions(made, jobs))
    return folder


def first_words(folder: Path) -> dict[int, str]:
    """Return the first word of each page of the print edition but the first."""
    found = {}
    for page_number, page in enumerate(pdftext.pages(folder / "kettles.pdf"), start=1):
        text = "".join(run.text for run in page.runs if not run.is_artifact)
        words = re.findall(SOUGHT, text)
        if page_number > 1:
            found[page_number] = words[0]
    return found


def told(page: str, pattern: str) -> dict[int, str]:
    """Return the first word behind each marker of *page*, which *pattern* finds."""
    words = re.compile(rf"(?:<[^>]*>|\s|•)*({SOUGHT})")
    found = {}
    for match in re.finditer(pattern, page):
        behind = words.match(page, match.end())
        found[int(match[1])] = behind[1] if behind else ""
    return {number: word for number, word in found.items() if number > 1}


def members(path: Path, ending: str | tuple[str, ...]) -> dict[str, str]:
    """Return the texts in the archive *path* whose names end so."""
    with zipfile.ZipFile(path) as archive:
        names = sorted(name for name in archive.namelist() if name.endswith(ending))
        return {name: archive.read(name).decode("utf-8") for name in names}


HTML_MARKER = r'<(?:span|div) [^>]*id="page-(\d+)"[^>]*role="doc-pagebreak"[^>]*?(?:/>|></\w+>)'


def test_the_web_page_marks_the_words_that_pages_begin_with(built: Path) -> None:
    """Behind each marker stands the first word of that page of the PDF."""
    page = (built / "kettles.html").read_text("utf-8")
    assert told(page, HTML_MARKER) == first_words(built)


def test_the_book_marks_the_words_that_pages_begin_with(built: Path) -> None:
    """The same in the EPUB, whichever chapter a page begins in."""
    chapters = members(built / "kettles.epub", ".xhtml")
    found = [told(text, HTML_MARKER) for name, text in chapters.items() if "/text/" in name]
    assert {k: v for each in found for k, v in each.items()} == first_words(built)


def test_the_word_file_marks_the_words_that_pages_begin_with(built: Path) -> None:
    """Bookmarks of the names that Word takes stand before the same words."""
    (page,) = members(built / "kettles.docx", "word/document.xml").values()
    pattern = r'<w:bookmarkStart w:id="\d+" w:name="page_(\d+)"/>'
    assert told(page, pattern) == first_words(built)


def test_the_page_list_is_complete_and_names_the_pdf(built: Path) -> None:
    """The navigation of the book lists every page in order, the package names the file."""
    texts = members(built / "kettles.epub", (".xhtml", ".opf"))
    nav = etree.fromstring(texts["EPUB/nav.xhtml"].encode())
    (listed,) = nav.xpath("//*[@role='doc-pagelist']")
    links = listed.xpath(".//*[local-name()='a']")
    count = len(pdftext.pages(built / "kettles.pdf"))
    assert count > 4
    assert [link.text for link in links] == [str(number + 1) for number in range(count)]
    for link in links:
        name, _, identifier = link.get("href").partition("#")
        assert f'id="{identifier}"' in texts[f"EPUB/{name}"]
    package = texts["EPUB/content.opf"]
    assert '<meta property="pageBreakSource">kettles.pdf</meta>' in package
    for feature in ("pageBreakMarkers", "pageNavigation"):
        assert f'<meta property="schema:accessibilityFeature">{feature}</meta>' in package


def test_markers_are_no_part_of_headings(built: Path) -> None:
    """A heading that begins a page is announced without the page's number."""
    root = html.parse(built / "kettles.html").getroot()
    assert not root.xpath("//h1//*[@role='doc-pagebreak'] | //h2//*[@role='doc-pagebreak']")
    chapters = "".join(members(built / "kettles.epub", ".xhtml").values())
    assert not re.search(r"<h\d[^>]*><span[^>]*doc-pagebreak", chapters)
    # Its window's title, itself, and the contents.
    assert len(re.findall(r">How to cite this article<", chapters)) == 3


CASES = [
    ("One *two three* four", 4, "One |*two three* four"),
    ("One *two three* four", 8, "One *two |three* four"),
    ("One [two three](#a){.x} four", 8, "One [two |three](#a){.x} four"),
    ("One `two three` four", 8, "One `two `|`three` four"),
    ("One $x$ four", 4, "One |$x$ four"),
]


@pytest.mark.parametrize(("typed", "offset", "expected"), CASES)
def test_a_marker_stands_within_markup(
    typed: str, offset: int, expected: str, tmp_path: Path
) -> None:
    """Emphasis, links and code are parted at the word; a formula is never parted."""
    made = leaves.numbered(article(tmp_path, f"{HEAD}First.\n\n{typed}\n"))
    page_map = PageMap(
        of_ids={}, starts=(PageStart(leaf=0, offset=0), PageStart(leaf=1, offset=offset))
    )
    done = markers.placed(made, page_map, [*made.lead, *made.body])
    wanted = article(tmp_path, f"{HEAD}First.\n\n{expected}\n")
    assert _shown(done) == _shown(wanted)


def _shown(made: Article) -> list[object]:
    """Return the second paragraph with a bar for a marker, bars typed in their own place."""

    def visit(node: dict[str, object]) -> object:
        if node["t"] == "Span" and pagebreak.is_marker(node):
            return {"t": "Str", "c": "|"}
        return node

    second = [*made.lead, *made.body][1]
    return _apart(ast.changed(second["c"], visit))


def _apart(tree: object) -> list[object]:
    """Return the strings and the kinds of nodes of *tree*, bars apart from words."""
    found: list[object] = []
    for node in ast.nodes(tree):
        if node["t"] == "Str":
            found += [part for part in re.split(r"(\|)", node["c"]) if part]
        else:
            found.append(node["t"])
    return found


def test_hyphens_and_quotes_do_not_count() -> None:
    """What lines and languages add is not counted, nor are capitals of a style sheet."""
    assert starts.counted("calci-") == starts.counted("calci") == 5
    assert starts.counted("“Straße”") == starts.counted("STRASSE") == 7
    assert starts.counted("a\u0301 ≥ 5") == 3


@pytest.mark.parametrize(
    ("text", "letters", "word"),
    [
        ("the word calcinosis", 11, "calcinosis"),
        ("patients’ (calcinosis", 10, "(calcinosis"),
        ("a well-known thing", 5, "known thing"),
        ("from -5 to 5", 4, "-5 to 5"),
        ("漢字仮名", 2, "仮名"),
    ],
)
def test_a_page_begins_with_a_whole_word(text: str, letters: int, word: str) -> None:
    """A word that a hyphen parts counts where it begins; one joined by hyphens is two."""
    assert text[leaves.word_start(text, letters) :] == word


def test_what_an_edition_hides_leaves_its_marker_behind(tmp_path: Path) -> None:
    """A page that begins with words for print alone begins elsewhere before what follows."""
    text = f'{HEAD}First.\n\n::: {{.only editions="pdf"}}\nPrint.\n:::\n\nLast.\n'
    made = leaves.numbered(article(tmp_path, text))
    page_map = PageMap(of_ids={}, starts=(PageStart(leaf=0, offset=0), PageStart(leaf=1, offset=2)))
    *_, last = [*made.lead, *made.body]
    done = markers.placed(made, page_map, [last])
    (marked,) = [n for n in ast.nodes([*done.lead, *done.body]) if pagebreak.is_marker(n)]
    assert [*done.lead, *done.body][-1]["c"][0] == marked


def test_a_reference_list_holds_nothing_but_entries(tmp_path: Path) -> None:
    """A page that begins with a reference has its marker inside the entry, not between two."""
    entries = [ast.div([ast.para(ast.string(f"Work {n}.")) for n in "1"], ENTRY) for _ in "ab"]
    made = article(tmp_path, f"{HEAD}First.\n")
    made = leaves.numbered(replace(made, appendix=[ast.div(entries, ast.attr("refs"))]))
    start = next(n[leaves.LEAF] for n in ast.nodes(made.appendix) if leaves.LEAF in n) + 1
    page_map = PageMap(
        of_ids={}, starts=(PageStart(leaf=0, offset=0), PageStart(leaf=start, offset=0))
    )
    (refs,) = markers.placed(made, page_map, made.appendix).appendix
    assert [ast.classes(entry) for entry in refs["c"][1]] == [["csl-entry"]] * 2
    assert pagebreak.is_marker(refs["c"][1][1]["c"][1][0]["c"][0])


ENTRY = ast.attr("", ["csl-entry"])


def test_ids_of_the_article_are_not_taken(tmp_path: Path) -> None:
    """Where a heading is called "Page 4", markers are called otherwise."""
    made = article(tmp_path, f"{HEAD}# Page 4\n\nText.\n")
    assert markers.identifier(made, 4) == "print-page-4"
