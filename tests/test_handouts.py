"""Every handout of three articles that have little in common, on both papers, before all checks.

The showcase; one in another language; one twice as long, on another subject.
"""

from pathlib import Path

import pytest

from chapbook import cite, load, render, verify
from chapbook.codes import Severity
from chapbook.editions import EDITIONS, Maker, Paper
from chapbook.model import BuiltEdition
from chapbook.settings import Settings
from chapbook.tools import verapdf
from chapbook.tools.pdf import read
from chapbook.tools.verapdf import Flavour
from tests.conftest import HANDOUTS

ROOT = Path(__file__).parents[1]
SOURCES = [ROOT / "source" / "calcinosis.md", *sorted(HANDOUTS.glob("*/*.md"))]
KINDS = [row for row in EDITIONS.values() if row.is_handout]

pytestmark = pytest.mark.proof

Set = tuple[list[BuiltEdition], list[str]]


@pytest.fixture(scope="module", params=SOURCES, ids=lambda path: path.stem)
def source(request: pytest.FixtureRequest) -> Path:
    """An article."""
    path: Path = request.param
    return path


@pytest.fixture(scope="module", params=list(Paper), ids=lambda paper: paper.value)
def handouts(
    request: pytest.FixtureRequest, source: Path, tmp_path_factory: pytest.TempPathFactory
) -> Set:
    """All handouts of an article on one paper, with print, and what was found about them."""
    article = cite.article(load.manuscript(source))
    settings = Settings(article=source, paper=request.param)
    desk = tmp_path_factory.mktemp("handouts")
    rows = [EDITIONS["pdf"], *KINDS]
    jobs = [(row, settings.bench(desk, row, article.metadata.paper)) for row in rows]
    made = list(render.editions(article, jobs))
    built = [rendering.built for rendering in made if rendering.built]
    found = [f for rendering in made for f in rendering.findings]
    found += verify.findings(article, built)
    wrong = [f"{f.place.file}: {f.message}" for f in found if f.severity is not Severity.NOTE]
    return built, wrong


def test_all_kinds_are_made_and_nothing_is_wrong(handouts: Set) -> None:
    """Sides are counted, type is measured, folds are proved, words compared: without a finding."""
    built, wrong = handouts
    assert wrong == []
    assert {each.edition for each in built} == {"pdf", *(row.name for row in KINDS)}


def test_each_keeps_its_claims_before_a_judge_from_outside(handouts: Set) -> None:
    """Imposed sheets are PDF/A-3u; all else is PDF/UA-1, too."""
    for each in handouts[0]:
        claims = read.anatomy(each.path).claims.all
        is_sheet = EDITIONS[each.edition].maker is Maker.IMPOSED
        assert claims == (("3u",) if is_sheet else ("3u", "ua1")), each.name
        assert verapdf.failures(each.path, flavour=Flavour.A3U) == [], each.name
        if not is_sheet:
            assert verapdf.failures(each.path, flavour=Flavour.UA1) == [], each.name
