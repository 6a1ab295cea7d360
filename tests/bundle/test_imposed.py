"""A pack of any thickness folds: signature by signature its sheets show every page in order."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapbook.bundle import imposed
from chapbook.bundle.job import Job
from chapbook.editions import Paper
from chapbook.findings import Finding
from chapbook.model import BuiltEdition
from chapbook.pack import BoundPack
from chapbook.packs import PACK_EDITIONS
from chapbook.tools import labels, pdfletters, signature, weasy
from chapbook.verify.packs import imposed as judge
from chapbook.verify.packs.case import PackCase
from tests.bundle import synthetic

ROW = PACK_EDITIONS["booklet"]


@given(st.integers(1, 4000))
def test_signatures_hold_all_pages_and_none_is_too_thick(page_count: int) -> None:
    """No signature has more sheets than fold, all but the last are full, none is much thinner."""
    counts = signature.divided(page_count)
    sheets = [-(-count // 4) for count in counts]
    assert sum(counts) == page_count
    assert max(sheets) <= signature.MOST_SHEETS
    assert max(sheets) - min(sheets) <= 1
    assert all(count % 4 == 0 for count in counts[:-1])


def pack(lang: str = "en-GB") -> BoundPack:
    """Return a pack without readings: sheets are made of pages alone."""
    made = synthetic.bound()
    return replace(
        made,
        pack=replace(made.pack, labels=labels.load(lang), metadata=synthetic.metadata(lang=lang)),
    )


STRIPS = (
    "@page { @top-center { content: 'A strip that reaches over the whole page'; width: 144mm;"
    " margin: -8mm -18mm; text-align: justify; text-align-last: justify } }"
)
"""What strips are at their broadest, in the margin that the line to whoever prints stands in."""


def pages(count: int, folder: Path, *more: str) -> BuiltEdition:
    """Return A5 pages, each with words of its own, in a file."""
    text = "".join(f"<p>Page {n} speaks of the number {n * 7919}.</p>" for n in range(1, count + 1))
    sheet = "@page { size: 148mm 210mm; margin: 18mm 20mm } p { break-after: page; margin: 0 }"
    path = folder / "course-booklet-pages.pdf"
    path.write_bytes(
        weasy.layout(weasy.PrintJob(html=f"<body>{text}", stylesheets=[sheet, *more])).pdf(
            tagged=False
        )
    )
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        while len(pdf.pages) > count:
            del pdf.pages[-1]
        pdf.save(path)
    return BuiltEdition(
        edition="booklet-pages", path=path, name="packs/course-booklet-pages.pdf", page_count=count
    )


def made(count: int, folder: Path, lang: str = "en-GB", *more: str) -> PackCase:
    """Return the sheets of *count* pages, with *more* styles, before their judge."""
    finished = {"booklet-pages": pages(count, folder, *more)}
    job = Job(desk=folder, name="packs/course-booklet.pdf", paper=Paper.A4, finished=finished)
    bound = pack(lang)
    bundled = imposed.make(bound, ROW, job)
    assert bundled.built
    assert not bundled.findings
    return PackCase(bound=bound, row=ROW, built=bundled.built, finished=finished)


@pytest.fixture(scope="module")
def thick(tmp_path_factory: pytest.TempPathFactory) -> PackCase:
    """Sheets of 70 pages, which are two signatures; not to be changed."""
    return made(70, tmp_path_factory.mktemp("thick"))


@pytest.mark.parametrize(
    ("count", "lang"), [(1, "en-GB"), (6, "ar"), pytest.param(200, "ar", marks=pytest.mark.proof)]
)
def test_folded_sheets_show_every_page_in_order(count: int, lang: str, tmp_path: Path) -> None:
    """Whatever the number of pages and whichever way the text runs, nothing is found."""
    assert list(judge.findings(made(count, tmp_path, lang))) == []


def test_the_line_to_the_printer_is_clear_of_strips(tmp_path: Path) -> None:
    """A strip may reach into the margin at the fold: the line leaves head and foot to strips."""
    assert list(judge.findings(made(70, tmp_path, "en-GB", STRIPS))) == []


def test_thick_packs_are_several_signatures(thick: PackCase) -> None:
    """70 pages are 18 sheets, more than fold as one: two signatures of nine, each said so."""
    assert list(judge.findings(thick)) == []
    sides = pdfletters.sheets(thick.path)
    assert len(sides) == 36
    said = ["".join(each.text for each in side.letters if each.runs_up) for side in sides]
    assert [n for n, words in enumerate(said) if words] == [0, 18]
    assert "Signature1of2.Sheets:9.Packpages:1–36." in said[0].replace(" ", "")
    assert "Signature2of2.Sheets:9.Packpages:37–70." in said[18].replace(" ", "")


def test_pages_of_inner_sheets_move_towards_the_fold(thick: PackCase) -> None:
    """Each sheet that lies around another pushes it out by the thickness of the paper."""
    outer, inner = (pdfletters.sheets(thick.path)[n] for n in (0, 16))
    starts = [
        min(each.start[0] for each in side.letters if not each.runs_up and each.start[0] < 420)
        for side in (outer, inner)
    ]
    assert starts[1] - starts[0] == pytest.approx(8 * imposed.PAPER_MM * 72 / 25.4, abs=0.05)


Damage = Callable[[pikepdf.Pdf], None]


def swapped(pdf: pikepdf.Pdf) -> None:
    """Exchange two sides of different sheets."""
    first, second = pdf.pages[2], pdf.pages[6]
    first.Contents, second.Contents = second.Contents, first.Contents
    first.Resources, second.Resources = second.Resources, first.Resources


def shorter(pdf: pikepdf.Pdf) -> None:
    """Take a sheet away."""
    del pdf.pages[-2:]


def signatures_swapped(pdf: pikepdf.Pdf) -> None:
    """Put the second signature before the first."""
    for _ in range(18):
        pdf.pages.append(pdf.pages[0])
        del pdf.pages[0]


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (swapped, "is not where folding wants it"),
        (shorter, "70 pages take 36 sides, and there are 34"),
        (signatures_swapped, "is not where folding wants it"),
    ],
)
def test_what_would_fold_wrongly_is_found(
    thick: PackCase, tmp_path: Path, damage: Damage, words: str
) -> None:
    """A side, a sheet or a signature out of its place is found."""
    path = tmp_path / thick.path.name
    with pikepdf.open(thick.path) as pdf:
        damage(pdf)
        pdf.save(path)
    case = replace(thick, built=replace(thick.built, path=path))
    found: list[Finding] = list(judge.findings(case))
    assert found
    assert {each.code for each in found} <= {"edition-layout", "edition-unlike"}
    assert any(words in each.message for each in found)
