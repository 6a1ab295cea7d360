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


Damage = Callable[[pikepdf.Pdf], None]


def made(
    count: int, folder: Path, lang: str = "en-GB", *more: str, change: Damage | None = None
) -> PackCase:
    """Return the sheets of *count* pages, with *more* styles and a *change*, before their judge."""
    finished = {"booklet-pages": pages(count, folder, *more)}
    if change is not None:
        changed(finished["booklet-pages"].path, change)
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


def changed(path: Path, change: Damage) -> None:
    """Change the file at *path*."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        change(pdf)
        pdf.save(path)


def scanned(*page_indices: int) -> Damage:
    """Return what lays a picture over all that printers print of these pages."""

    def change(pdf: pikepdf.Pdf) -> None:
        for index in page_indices:
            pdf.pages[index].contents_add(b"0.8 g 15 15 390 565 re f", prepend=True)

    return change


def broad(*page_indices: int) -> Damage:
    """Return what makes these pages broad; their words stand where strips stand at the foot."""

    def change(pdf: pikepdf.Pdf) -> None:
        for index in page_indices:
            pdf.pages[index].contents_add(b"1 0 0 1 0 -515 cm", prepend=True)
            for key in ("/MediaBox", "/TrimBox", "/BleedBox"):
                pdf.pages[index].obj[key] = pikepdf.Array([0, 0, 595.28, 419.53])

    return change


def cropped(pdf: pikepdf.Pdf) -> None:
    """Set the words of each page anew on all sides of what is seen of it."""
    for page in pdf.pages:
        drawn = b"\n".join(each.read_bytes() for each in _streams(page))
        for x, y in ((-400, 0), (600, 0), (0, -600), (0, 400)):
            page.contents_add(b"q 1 0 0 1 %d %d cm\n%s\nQ" % (x, y, drawn))


def _streams(page: pikepdf.Page) -> list[pikepdf.Object]:
    held = page.obj.Contents
    return list(held) if isinstance(held, pikepdf.Array) else [held]


def told(case: PackCase) -> list[tuple[int, str]]:
    """Return each line to whoever prints: the index of its side, and its words."""
    sides = pdfletters.sheets(case.path)
    said = ["".join(each.text for each in side.letters if each.runs_up) for side in sides]
    return [(index, words) for index, words in enumerate(said) if "Sheets:" in words]


@pytest.mark.parametrize("change", [scanned(35), scanned(34, 35), broad(34, 35)])
def test_the_line_to_the_printer_stands_on_nothing(tmp_path: Path, change: Damage) -> None:
    """Where the last page of a signature has a picture or words at the fold, another has room."""
    case = made(70, tmp_path, change=change)
    assert list(judge.findings(case)) == []
    assert [(index, "Printatfullsize" in words) for index, words in told(case)] == [
        (1, True),
        (18, True),
    ]


def test_words_beyond_the_edges_of_a_page_count_nowhere(tmp_path: Path) -> None:
    """A page that shows a part of a larger one has words that would stand on the other half."""

    def change(pdf: pikepdf.Pdf) -> None:
        broad(4, 30)(pdf)
        cropped(pdf)

    case = made(70, tmp_path, change=change)
    assert list(judge.findings(case)) == []
    changed(case.path, swapped)
    assert any("is not where folding" in each.message for each in judge.findings(case))


@pytest.mark.parametrize("lang", ["en-GB", pytest.param("ar", marks=pytest.mark.proof)])
def test_scans_leave_room_for_a_short_line(tmp_path: Path, lang: str) -> None:
    """Beside pages with a picture from edge to edge it says which signature this is, no more."""
    case = made(72, tmp_path, lang, change=scanned(*range(72)))
    assert list(judge.findings(case)) == []
    if lang == "en-GB":
        assert told(case) == [
            (0, "Signature1of2.Sheets:9.Packpages:1–36."),
            (18, "Signature2of2.Sheets:9.Packpages:37–72."),
        ]


def test_a_line_on_a_picture_is_found(thick: PackCase, tmp_path: Path) -> None:
    """Not only words of a page are to be read, so the line may stand on nothing else either."""
    pages_of = thick.finished["booklet-pages"]
    path = tmp_path / pages_of.path.name
    path.write_bytes(pages_of.path.read_bytes())
    changed(path, scanned(35))
    case = replace(thick, finished={"booklet-pages": replace(pages_of, path=path)})
    assert [each.message for each in judge.findings(case)] == [
        "the line to the printer stands on something of page 36"
    ]


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


def untold(pdf: pikepdf.Pdf) -> None:
    """Take the line of the second signature away."""
    page = pdf.pages[18]
    page.Contents = pdf.make_stream(page.Contents.read_bytes().replace(b"/Page2 Do", b""))


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (swapped, "is not where folding wants it"),
        (shorter, "70 pages take 36 sides, and there are 34"),
        (signatures_swapped, "is not where folding wants it"),
        (untold, "no line says what signature 2 is"),
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
