"""Pages for frames, in real frames."""

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import html

from chapbook import cite, load, render
from chapbook.editions import EDITIONS
from chapbook.render.embed import sections
from chapbook.settings import ROOT, Workbench
from tests import browse
from tests.checkers import axe, browser, html_validate, require, vnu

EVERYTHING = ROOT / "tests" / "articles" / "good" / "everything" / "everything.md"
HOST_SCRIPT = re.findall(
    r"<script>.*?</script>", (ROOT / "docs" / "embedding.md").read_text(), re.S
)[0]


def embedded(article: Path, folder: Path) -> Mapping[str, Path]:
    """Make the pages of *article* for frames in *folder* and return them by name."""
    read = cite.article(load.manuscript(article))
    row = EDITIONS["embed"]
    name = row.file.format(stem=read.stem)
    made = render.edition(read, row, Workbench(desk=folder, name=name, paper=read.metadata.paper))
    assert made.built is not None
    return {made.built.name: made.built.path, **made.built.further}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a site with the pages of one article below ``embed/``."""
    folder = tmp_path_factory.mktemp("site")
    embedded(EVERYTHING, folder)
    return folder


@pytest.fixture(scope="module")
def showcase(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a site with the pages of the showcase below ``embed/``."""
    folder = tmp_path_factory.mktemp("showcase")
    embedded(ROOT / "source" / "calcinosis.md", folder)
    return folder


def tree(page: Path) -> html.HtmlElement:
    """Return *page* parsed."""
    return html.document_fromstring(page.read_text("utf-8"))


def words(element: html.HtmlElement) -> str:
    """Return the text of *element* with single spaces."""
    return " ".join(element.text_content().split())


def test_each_section_has_a_page_named_by_its_id(folder: Path) -> None:
    """Sections and subsections of the article have pages; the appendix has none."""
    root = tree(folder / "embed" / "everything.html")
    own = {
        section.get("id")
        for section in root.xpath("//section")
        if "appendix" not in section.get("class").split()
    }
    pages = {path.stem for path in (folder / "embed" / "everything").iterdir()}
    assert pages == own
    assert "references" not in pages


def test_a_section_brings_what_it_leads_to(folder: Path) -> None:
    """Notes, cited works, answers and descriptions come along, numbered as in the whole."""
    root = tree(folder / "embed" / "everything" / "sec-text.html")
    ids = set(root.xpath("//@id"))
    named = {a[1:] for a in root.xpath("//a/@href") if a.startswith("#")}
    assert {"fn1", "ref-adams2001"} <= named <= ids
    parts = tree(folder / "embed" / "everything" / "sec-parts.html")
    assert parts.xpath("//*[@id='self-check-1-answer']")
    figures = tree(folder / "embed" / "everything" / "sec-figures.html")
    assert figures.xpath("//*[@id='description-fig-drawing']")
    assert [words(h) for h in figures.xpath("//h1")] == [
        "Everything: an article with every part that there is"
    ]


def test_notes_keep_their_letters() -> None:
    """Of notes a to d, the second and fourth are listed as b and d."""
    item = [{"t": "Div", "c": [["", [], []], []]}]
    items = [[{"t": "Div", "c": [[f"fn{n}", ["note"], []], []]}] for n in (1, 2, 3, 4)]
    listed = {"t": "OrderedList", "c": [[1, {"t": "LowerAlpha"}, {"t": "Period"}], items]}
    kept = list(sections._numbered(listed, {"fn2", "fn4"}))
    assert [each["c"][0][0] for each in kept] == [2, 4]
    assert item


@pytest.mark.parametrize(
    ("identifier", "is_kept"),
    [("sec-a", True), ("Sec-A", False), ("أسباب", False), ("a/b", False), ("con:x", False)],
)
def test_names_of_pages_are_safe(identifier: str, is_kept: bool) -> None:
    """An id that is no plain name becomes a short code, the same each time."""
    name = sections.file_name(identifier)
    assert (name == identifier) is is_kept
    assert re.fullmatch(r"[a-z0-9_.-]+", name)


def test_links_lead_out_of_the_frame(folder: Path) -> None:
    """What leads elsewhere opens in a new tab; what stays on the page stays in the frame."""
    for page in sorted((folder / "embed").rglob("*.html")):
        for link in tree(page).xpath("//main//a[not(ancestor::*[contains(@class, 'paste')])]"):
            stays = link.get("href").startswith("#")
            assert (link.get("target") == "_blank") is not stays, (page.name, link.get("href"))


def test_lines_name_every_page(folder: Path) -> None:
    """There are lines for the whole and for each section, with titles and links."""
    root = tree(folder / "embed" / "everything-lines.html")
    lines = [area.text for area in root.xpath("//textarea")]
    assert len(lines) == 1 + len(list((folder / "embed" / "everything").iterdir()))
    for text in lines:
        frame = html.fragment_fromstring(text, create_parent="div")
        source = frame.xpath("./iframe/@src")[0]
        assert (folder / "embed" / source.partition("/embed/")[2]).is_file()
        assert frame.xpath("./iframe/@title") == [words(frame.xpath("./p/a")[0])]
        assert frame.xpath("./p/a/@href") == [source]


def test_the_same_article_gives_the_same_pages(folder: Path, tmp_path: Path) -> None:
    """Two builds in two folders agree byte for byte."""
    for name, path in embedded(EVERYTHING, tmp_path).items():
        assert path.read_bytes() == (folder / name).read_bytes(), name


def host(folder: Path, script: str = "") -> None:
    """Write a page with a frame into *folder*, and perhaps the *script* that sizes it."""
    lines = (
        '<iframe src="embed/everything/sec-tables.html" title="Tables" width="100%" height="300"'
        ' style="border:0"></iframe>'
    )
    (folder / "host.html").write_text(
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Host</title>{lines}{script}',
        "utf-8",
    )


SEE = """
  const frame = page.frames().find((f) => f !== page.mainFrame());
  await page.waitForTimeout(300);
  return await frame.evaluate(() => [document.documentElement.scrollWidth - innerWidth,
    document.documentElement.scrollHeight - innerHeight, innerWidth]);
"""


@pytest.mark.proof
@pytest.mark.node
@pytest.mark.browser
class TestInFrames:
    """Pages in real frames."""

    @pytest.mark.parametrize("width_px", [296, 320, 768, 1280])
    def test_nobody_scrolls_sideways(self, folder: Path, tmp_path: Path, width_px: int) -> None:
        """From 280 CSS pixels on the page is as wide as its frame, and fetches nothing."""
        require(browser)
        site = Path(shutil.copytree(folder, tmp_path / "site"))
        host(site)
        seen = browse.walk(site, "host.html", [SEE], width_px=width_px)
        beyond, _, inner = seen.said[0]
        assert beyond <= 0
        assert inner <= width_px
        assert seen.errors == []
        assert set(seen.requests) <= {
            "/host.html", "/embed/everything/sec-tables.html", "/favicon.ico"
        }  # fmt: skip

    def test_the_page_around_learns_the_height(self, folder: Path, tmp_path: Path) -> None:
        """With the script of the docs the frame grows to its page, once, and shrinks again."""
        require(browser)
        site = Path(shutil.copytree(folder, tmp_path / "site"))
        host(site, HOST_SCRIPT)
        narrow = "await page.setViewportSize({width: 320, height: 900});" + SEE
        wide = "await page.setViewportSize({width: 1280, height: 900});" + SEE
        high = "return document.querySelector('iframe').height"
        steps = [SEE, narrow, wide, f"return await page.evaluate(() => {{ {high} }})"]
        seen = browse.walk(site, "host.html", steps)
        assert [said[1] for said in seen.said[:3]] == [0, 0, 0]
        assert int(seen.said[3]) > 300

    def test_a_page_that_is_not_asked_says_nothing(self, folder: Path, tmp_path: Path) -> None:
        """Without a question no message reaches the page around the frame."""
        require(browser)
        site = Path(shutil.copytree(folder, tmp_path / "site"))
        listening = "<script>heard = 0; addEventListener('message', () => heard++)</script>"
        host(site, listening)
        seen = browse.walk(site, "host.html", [SEE, "return await page.evaluate('heard')"])
        assert seen.said[1] == 0

    def test_lines_name_where_they_were_opened_from(self, folder: Path) -> None:
        """Opened from a server, the lines to paste hold its address."""
        require(browser)
        step = "return [base, await page.$$eval('textarea', (all) => all.map((a) => a.value))]"
        seen = browse.walk(folder, "embed/everything-lines.html", [step])
        base, lines = seen.said[0]
        assert lines
        assert all(f'src="{base}embed/everything' in line for line in lines)
        assert seen.errors == []


@pytest.mark.proof
@pytest.mark.node
@pytest.mark.browser
class TestJudges:
    """What programs say that others wrote."""

    def test_pages_are_valid_and_accessible(self, folder: Path, showcase: Path) -> None:
        """Neither the Nu checker nor html-validate nor axe finds a fault in any page."""
        require(vnu, html_validate, axe)
        pages = sorted((folder / "embed").rglob("*.html"))
        few = ["calcinosis.html", "calcinosis-lines.html", "calcinosis/sec-symptoms.html"]
        pages += [showcase / "embed" / name for name in few]
        assert vnu.failures(*pages) == []
        assert html_validate.failures(*pages) == []
        assert axe.failures(*pages, widths_px=(320, 1280)) == []
