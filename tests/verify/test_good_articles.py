"""What is right is found to be right, and outside judges agree."""

import pytest

from chapbook import verify
from chapbook.editions import EDITIONS
from chapbook.findings import Finding
from chapbook.tools import verapdf
from chapbook.tools.judges import outloud, qpdf
from chapbook.tools.pandoc import ast
from chapbook.tools.verapdf import Flavour
from tests.conftest import HANDOUTS, SYSTEMS, system_article
from tests.verify.works import GOOD, USUAL, Finished, finished

SHOWCASE = GOOD.parents[2] / "source" / "calcinosis.md"
QUICK = {"smallest", "german", "arabic", "manubot-review"}
"""The articles that every run of the tests takes; the proofs take all of them."""

HEADLESS = "TBL-001"
"""outloud's rule that a table has heads."""

ALL = tuple(EDITIONS.values())

ROOTS = (GOOD, HANDOUTS, SYSTEMS)
NAMES = ["calcinosis", *(path.name for root in ROOTS for path in sorted(root.iterdir()))]


def told(findings: list[Finding]) -> list[str]:
    """Return *findings* as one line each."""
    return [f"{f.place}: {f.code}: {f.message}" for f in findings]


def test_every_edition_of_everything_is_sound(everything: Finished) -> None:
    """Nothing is found in the files of an article that uses every part there is."""
    assert told(verify.findings(everything.article, list(everything.built.values()))) == []


@pytest.fixture(
    scope="module",
    params=[
        *((name, USUAL) for name in sorted(QUICK)),
        *(pytest.param((name, ALL), marks=pytest.mark.proof) for name in NAMES),
    ],
    ids=lambda param: f"{param[0]}-{'all' if param[1] is ALL else 'usual'}",
)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Finished:
    """An article in any language, size or system's manner; for the proofs with all its editions."""
    (name, rows), folder = request.param, tmp_path_factory.mktemp("made")
    if name == "calcinosis":
        return finished(SHOWCASE, folder, rows)
    if (SYSTEMS / name).is_dir():
        return finished(system_article(name, folder), folder / "out", rows)
    root = HANDOUTS if (HANDOUTS / name).is_dir() else GOOD
    return finished(next((root / name).glob("*.md")), folder, rows)


def test_every_edition_is_sound(made: Finished) -> None:
    """All of the text arrives in every edition, nothing else does, and no edition has a fault."""
    assert told(verify.findings(made.article, list(made.built.values()))) == []


@pytest.mark.proof
@pytest.mark.java
def test_every_pdf_is_archival_and_accessible(made: Finished) -> None:
    """VeraPDF finds nothing against PDF/UA-1 and PDF/A-3u, both of which each PDF claims.

    Sheets for the printer have no tags and claim the second alone.
    """
    for built in made.built.values():
        if built.path.suffix == ".pdf":
            is_tagged = not EDITIONS[built.edition].made_of
            claims = built.path.read_bytes()
            assert (b"pdfuaid:part" in claims) is is_tagged, built.name
            assert b"pdfaid:part" in claims, built.name
            for flavour in (Flavour.UA1, Flavour.A3U) if is_tagged else (Flavour.A3U,):
                assert verapdf.failures(built.path, flavour) == [], built.name


@pytest.mark.proof
def test_every_pdf_is_whole_and_can_be_read_aloud(made: Finished) -> None:
    """Neither qpdf nor outloud finds an error; sheets for the printer are not read aloud."""
    headless = {HEADLESS} if _has_headless_table(made) else set()
    for built in made.built.values():
        if built.path.suffix == ".pdf":
            assert qpdf.failures(built.path) == [], built.name
            found = set() if EDITIONS[built.edition].made_of else outloud.failures(built.path)
            assert {failure.rule for failure in found} <= headless, built.name


def _has_headless_table(made: Finished) -> bool:
    """Tell whether the author typed a table without a head, which no edition can make up."""
    blocks = [*made.article.lead, *made.article.body]
    return any(node["t"] == "Table" and not node["c"][3][1] for node in ast.nodes(blocks))
