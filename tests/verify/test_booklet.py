"""The booklet: its pages one by one, and the sheets to fold."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest

from chapbook import cite, commandline, load, render, verify
from chapbook.editions import EDITIONS, Ink, Paper
from chapbook.model import Article, BuiltEdition
from chapbook.render import imposed
from chapbook.settings import Settings
from chapbook.tools import pdfletters, pdftext
from chapbook.tools.pdf import read
from chapbook.tools.pdftext import Page
from tests.conftest import GOOD
from tests.verify.works import Finished

pytestmark = pytest.mark.proof

ROWS = [EDITIONS["booklet-pages"], EDITIONS["booklet"]]


@dataclass(frozen=True, kw_only=True)
class Booklet:
    """A booklet, made."""

    article: Article
    pages: BuiltEdition
    sheets: BuiltEdition

    @property
    def read(self) -> tuple[Page, ...]:
        """Its pages, one by one."""
        return pdftext.pages(self.pages.path)


def bound(name: str, folder: Path, paper: Paper | None = None, ink: Ink = Ink.COLOUR) -> Booklet:
    """Return the booklet of the good article *name*."""
    path = next((GOOD / name).glob("*.md"))
    article = cite.article(load.manuscript(path))
    settings = Settings(article=path, paper=paper, ink=ink)
    jobs = [(row, settings.bench(folder, row, article.metadata.paper)) for row in ROWS]
    pages, sheets = (made.built for made in render.editions(article, jobs))
    assert pages is not None
    assert sheets is not None
    return Booklet(article=article, pages=pages, sheets=sheets)


@pytest.fixture
def booklet(all_of_everything: Finished) -> Booklet:
    """The booklet of the article with every part that there is."""
    pages, sheets = (all_of_everything.built[row.name] for row in ROWS)
    return Booklet(article=all_of_everything.article, pages=pages, sheets=sheets)


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Booklet:
    """The booklet of an article that runs from right to left, on letter paper, in grey."""
    return bound("arabic", tmp_path_factory.mktemp("arabic"), Paper.LETTER, Ink.GREY)


def said(page: Page) -> str:
    """Return the words of *page*, its furniture too."""
    return " ".join(" ".join(run.text for run in page.runs).split())


def test_nothing_is_found_wrong_from_right_to_left(arabic: Booklet) -> None:
    """Bound on the right, on letter paper, printed with black alone, it keeps its promises."""
    assert verify.findings(arabic.article, [arabic.pages, arabic.sheets]) == []


def test_files_say_what_they_are_for(booklet: Booklet) -> None:
    """The sheets have the short name, and the pages lie beside them."""
    assert booklet.sheets.name == "handouts/everything-booklet.pdf"
    assert booklet.pages.name == "handouts/everything-booklet-pages.pdf"


def test_files_say_paper_and_ink(arabic: Booklet) -> None:
    """What differs from the article's own paper and from colour shows in the names."""
    assert arabic.pages.name.endswith("-booklet-pages-letter-grey.pdf")
    assert arabic.sheets.name.endswith("-booklet-letter-grey.pdf")


def test_who_asks_for_the_booklet_gets_both() -> None:
    """The command line adds the pages that the sheets are made of, ahead of them."""
    asked = commandline.request(["build", "--edition", "booklet"])
    assert [row.name for row in asked.settings.editions] == ["booklet-pages", "booklet"]


def test_without_pages_there_are_no_sheets(booklet: Booklet, tmp_path: Path) -> None:
    """Where the pages were left out, so are the sheets."""
    settings = Settings(article=Path("everything.md"))
    bench = settings.bench(tmp_path, ROWS[1], booklet.article.metadata.paper)
    assert imposed.make(booklet.article, ROWS[1], bench).built is None


def test_pages_fill_the_sheets(booklet: Booklet) -> None:
    """Four pages stand on each sheet, two on each side."""
    pages, sides = booklet.pages.page_count, booklet.sheets.page_count
    assert pages is not None
    assert pages % 4 == 0
    assert sides == pages // 2


def test_the_title_page_has_the_contents_on_its_back(booklet: Booklet) -> None:
    """Title and abstract stand on the first page, the contents open the second."""
    first, second = booklet.read[:2]
    labels, metadata = booklet.article.labels, booklet.article.metadata
    assert metadata.title in said(first)
    assert labels["abstract"] in said(first)
    assert labels["contents"] not in said(first)
    running = [run.text.strip() for run in second.runs if not run.is_artifact]
    assert running[0] == labels["contents"]


def test_the_back_cover_tells_where_it_comes_from(booklet: Booklet) -> None:
    """How to cite it, its address, its licence and who reviewed it stand on the last page."""
    last = said(booklet.read[-1])
    labels, metadata = booklet.article.labels, booklet.article.metadata
    assert labels["how-to-cite"] in last
    assert labels["licence"] in last
    assert booklet.read[-1].has_drawing
    assert metadata.address is not None
    assert metadata.address.split("//")[1].replace("www.", "")[:20] in last.replace(" ", "")


def test_a_blank_page_is_for_notes(arabic: Booklet) -> None:
    """What the last sheet has left stands before the back cover, ruled, and says so."""
    notes = arabic.article.labels["my-notes"]
    with_notes = [i for i, page in enumerate(arabic.read) if notes in _running(page)]
    count = len(arabic.read)
    assert with_notes == list(range(count - 1 - len(with_notes), count - 1))
    assert 1 <= len(with_notes) <= 3


def _running(page: Page) -> set[str]:
    """Return the lines of *page* that are no furniture."""
    return {run.text.strip() for run in page.runs if not run.is_artifact}


def test_no_running_text_is_smaller_than_ten_points(booklet: Booklet) -> None:
    """Notes, tables, captions, references and code as well; raised marks alone are smaller."""
    small = {
        run.text
        for page in booklet.read
        for run in page.runs
        if run.size_pt < 9.95 and not (run.is_artifact or run.is_in_figure)
    }
    assert {text for text in small if re.search(r"[^\W\d_]{5}", text)} == set()


def test_the_margin_names_the_pages_of_print(booklet: Booklet, all_of_everything: Finished) -> None:
    """Each page of print is named where it begins, in order, in the margin."""
    before, after = booklet.article.labels["page-short"].split("{page}")
    wording = re.compile(rf"{re.escape(before.strip())}\s*(\d+){re.escape(after)}")
    named = [
        int(match[1])
        for page in booklet.read
        for run in page.runs
        if run.is_artifact and (match := wording.fullmatch(run.text.strip()))
    ]
    count = all_of_everything.built["pdf"].page_count
    assert count
    assert named == list(range(1, count + 1))


def test_the_cover_is_on_the_right(booklet: Booklet) -> None:
    """On the first side the title stands right of the fold."""
    assert _begins_right(booklet)


def test_the_cover_is_on_the_left_where_reading_begins_there(arabic: Booklet) -> None:
    """Text from right to left is bound on the right, and its title stands left of the fold."""
    assert not _begins_right(arabic)


def _begins_right(booklet: Booklet) -> bool:
    """Tell whether the first page is on the right of the first side."""
    side = pdfletters.sheets(booklet.sheets.path)[0]
    first = pdfletters.sheets(booklet.pages.path)[0].letters
    right = [each.text for each in side.letters if each.start[0] > side.width / 2]
    return "".join(right).startswith("".join(each.text for each in first))


def test_the_printer_is_told_how_to_fold(booklet: Booklet) -> None:
    """The first side says how, and names the file for whoever reads on a screen or listens."""
    letters = "".join(each.text for each in pdfletters.sheets(booklet.sheets.path)[0].letters)
    labels = booklet.article.labels
    assert labels["fold-stitched"].replace(" ", "") in letters
    assert "everything-booklet-pages.pdf" in letters


@pytest.mark.parametrize(
    ("of", "edge"),
    [
        (lambda booklet: booklet.sheets, "/DuplexFlipShortEdge"),
        (lambda booklet: booklet.pages, "/DuplexFlipLongEdge"),
    ],
    ids=["sheets", "pages"],
)
def test_files_ask_to_be_turned_over(
    booklet: Booklet, of: Callable[[Booklet], BuiltEdition], edge: str
) -> None:
    """Sheets are turned at the short edge, pages at the long one, both at full size."""
    with pikepdf.open(of(booklet).path) as file:
        assert file.Root.ViewerPreferences.Duplex == edge
        assert file.Root.ViewerPreferences.PrintScaling == "/None"


def test_claims_are_what_holds(booklet: Booklet) -> None:
    """Pages claim PDF/A and PDF/UA, sheets for the printer PDF/A alone."""
    assert read.anatomy(booklet.pages.path).claims.all == ("3u", "ua1")
    assert read.anatomy(booklet.sheets.path).claims.all == ("3u",)


def test_the_same_article_gives_the_same_bytes(arabic: Booklet, tmp_path: Path) -> None:
    """Both files are the same in another folder."""
    again = bound("arabic", tmp_path, Paper.LETTER, Ink.GREY)
    assert again.pages.path.read_bytes() == arabic.pages.path.read_bytes()
    assert again.sheets.path.read_bytes() == arabic.sheets.path.read_bytes()
