"""The leaflet, a panel a page: what stands on which panel, how wide each is, what never goes."""

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from chapbook import cite, load, verify
from chapbook.editions import EDITIONS, Paper
from chapbook.model import Article, Rendering
from chapbook.render import handout
from chapbook.settings import ROOT, Workbench
from chapbook.tools import pdftext
from tests.render.test_handout import (
    HELP,
    QUESTIONS,
    SAME_DAY,
    codes,
    plain,
    points,
    solid,
    written,
)

Make = Callable[..., Rendering]

ROW = EDITIONS["leaflet-panels"]
USUAL = points(3) + HELP + plain(3) + QUESTIONS


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """A function that makes the panels of an article's leaflet."""

    def made(article: Article, paper: Paper = Paper.A4) -> Rendering:
        return handout.make(article, ROW, Workbench(desk=tmp_path, name="l.pdf", paper=paper))

    return made


@pytest.fixture(scope="module")
def calcinosis(tmp_path_factory: pytest.TempPathFactory) -> tuple[Article, Rendering]:
    """The article that the repository comes with, and its leaflet."""
    article = cite.article(load.manuscript(ROOT / "source" / "calcinosis.md"))
    bench = Workbench(desk=tmp_path_factory.mktemp("leaflet"), name="l.pdf", paper=Paper.A4)
    return article, handout.make(article, ROW, bench)


def panels(rendering: Rendering) -> list[str]:
    """Return the words of each panel, without spaces."""
    assert rendering.built is not None
    pages = pdftext.pages(rendering.built.path)
    return [solid("".join(run.text for run in page.runs)) for page in pages]


def test_nothing_is_found_wrong_with_the_panels(calcinosis: tuple[Article, Rendering]) -> None:
    """The checks that judge every finished file have nothing to say about them."""
    article, rendering = calcinosis
    assert rendering.built is not None
    assert verify.findings(article, [rendering.built]) == []
    assert rendering.findings == ()


def test_each_panel_has_its_task(calcinosis: tuple[Article, Rendering]) -> None:
    """Cover, flap with the urgent list, inside with the questions last, back with the source."""
    cover, flap, third, fourth, fifth, back = panels(calcinosis[1])
    assert solid("Calcinosis: types, causes, symptoms, diagnosis and treatment") in cover
    assert solid("calcium salts have settled in soft tissue") in cover
    assert solid("Get medical help the same day if") in flap
    assert solid("See your doctor or nurse soon if") in flap
    assert solid("It is a sign with many causes") in third
    assert solid("No medicine works for everyone") in fourth
    assert solid("Should I change my food, supplements or other medicines?") in fifth
    assert solid("Clinic, telephone") in back
    assert solid("medindia.net/health/conditions/calcinosis.htm") in back


def test_each_side_of_the_sheet_carries_the_particulars(
    calcinosis: tuple[Article, Rendering],
) -> None:
    """Version, dates, review, licence and address stand on the outside and on the inside."""
    said = panels(calcinosis[1])
    for side in (said[0] + said[1] + said[5], said[2] + said[3] + said[4]):
        for words in ("Version 1.0", "Published 22 November 2026", "due 22 November 2028"):
            assert solid(words) in side
        for words in ("CC BY 4.0", "Not yet reviewed by a clinician.", "medindia.net/health/"):
            assert solid(words) in side
        assert solid("It is not to be handed to patients.") in side


@pytest.mark.proof
@pytest.mark.parametrize(
    ("paper", "widths", "height"),
    [
        (Paper.A4, (100, 97, 100, 100, 97, 100), 210),
        (Paper.LETTER, (94, 91.4, 94, 94, 91.4, 94), 215.9),
    ],
)
def test_what_is_folded_in_is_narrower(
    tmp_path: Path, make: Make, paper: Paper, widths: tuple[float, ...], height: float
) -> None:
    """Flap and fifth panel are 2 to 3 mm narrower, and three panels are as wide as the sheet."""
    rendering = make(written(tmp_path, USUAL), paper)
    assert rendering.built is not None
    with pypdfium2.PdfDocument(rendering.built.path) as document:
        sizes = [[side / 72 * 25.4 for side in page.get_size()] for page in document]
    assert [size[0] for size in sizes] == pytest.approx(widths, abs=0.05)
    assert [size[1] for size in sizes] == pytest.approx([height] * 6, abs=0.05)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("::: key-points\n- One thing.\n:::\n", id="one point"),
        pytest.param(plain(1), id="plain words only", marks=pytest.mark.proof),
        pytest.param(QUESTIONS, id="questions only", marks=pytest.mark.proof),
        pytest.param(points(2) + HELP + plain(40), id="many parts", marks=pytest.mark.proof),
    ],
)
def test_no_panel_is_blank(tmp_path: Path, make: Make, body: str) -> None:
    """Few parts or many, there are six panels, each with text or ruled lines."""
    rendering = make(written(tmp_path, body))
    assert rendering.built is not None
    with pypdfium2.PdfDocument(rendering.built.path) as document:
        assert len(document) == 6
        for page in document:
            grey = page.render(scale=0.5, grayscale=True).to_pil()
            middle = grey.crop((0, grey.height // 8, grey.width, grey.height * 5 // 8))
            assert middle.getextrema()[0] < 200


@pytest.mark.proof
def test_urgent_lists_are_never_left_out(tmp_path: Path, make: Make) -> None:
    """Among forty parts of higher priority the same-day list stands whole on the flap."""
    body = "::: key-points\n- One.\n- Two.\n:::\n" + plain(40, priority=1) + HELP + QUESTIONS
    rendering = make(written(tmp_path, body))
    assert codes(rendering) == ["handout-left-out"]
    assert all(solid(words) in panels(rendering)[1] for words in SAME_DAY)


@pytest.mark.proof
def test_what_is_left_out_is_named(tmp_path: Path, make: Make) -> None:
    """The least important part goes first; a note and the leaflet name it."""
    last = plain(1, priority=5).replace("Chapter 0", "Chapter Last")
    rendering = make(written(tmp_path, points(14) + HELP + last + plain(9, priority=2) + QUESTIONS))
    assert codes(rendering) == ["handout-left-out"]
    message = rendering.findings[0].message
    assert '"Chapter Last"' in message
    text = "".join(panels(rendering))
    for name in ["Chapter Last", *(f"Chapter {n}" for n in range(9))]:
        stands = solid(f"{name} These plain words") in text
        assert stands != (f'"{name}"' in message)


@pytest.mark.proof
def test_required_parts_that_do_not_fit_are_an_error(tmp_path: Path, make: Make) -> None:
    """Nothing is made, and the finding names the longest parts and the lines too many."""
    rendering = make(written(tmp_path, points(60) + HELP))
    assert rendering.built is None
    assert codes(rendering) == ["handout-too-long"]
    message = rendering.findings[0].message
    assert message.startswith("the leaflet is about ")
    assert '"Key points" has ' in message
    assert 100 < int(message.split("about ")[1].split()[0]) < 260


def test_an_article_without_parts_is_skipped(tmp_path: Path, make: Make) -> None:
    """Without parts for patients there is no leaflet, and a note says so."""
    rendering = make(written(tmp_path, "# Only\n\nText.\n"))
    assert rendering.built is None
    assert codes(rendering) == ["handout-skipped"]


@pytest.mark.proof
def test_a_long_title_and_a_long_first_point_fit_the_cover(tmp_path: Path, make: Make) -> None:
    """A title of forty words takes one panel; a point too long for it moves inside, whole."""
    title = "Living with a very long name " * 8
    long = "This first point goes on and on without an end. " * 12
    body = f"::: key-points\n- {long}\n- Short.\n:::\n"
    rendering = make(written(tmp_path, body, title=title.strip()))
    cover, *inside = panels(rendering)[:5]
    assert solid(title) in cover
    assert solid(long) in solid(cover + "".join(inside))
    assert len(panels(rendering)) == 6


@pytest.mark.proof
def test_the_same_article_gives_the_same_bytes(tmp_path: Path, make: Make) -> None:
    """Two builds in two folders do not differ."""
    article = written(tmp_path, USUAL)
    first = make(article)
    assert first.built is not None
    elsewhere = Workbench(desk=tmp_path / "else where", name="x.pdf", paper=Paper.A4)
    handout.make(article, ROW, elsewhere)
    assert elsewhere.path.read_bytes() == first.built.path.read_bytes()
