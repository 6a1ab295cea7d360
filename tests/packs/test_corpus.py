"""Awkward PDFs by others: each is woven whole, or refused for the reason that is true of it.

What the house says of others' files is held against ``corpus``, a table of them; what it makes of
them is looked at by programs that neither made nor wove them.
"""

import multiprocessing
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest

from chapbook import bundle
from chapbook.bundle import woven as binder
from chapbook.bundle.job import Bundled, Folios, Job
from chapbook.editions import Paper
from chapbook.findings import Finding
from chapbook.pack import BoundPack, BoundReading
from chapbook.packs import PACK_EDITIONS, PackEdition
from chapbook.tools import verapdf
from chapbook.tools.pdf import foreign, read, strips, structure, weave
from chapbook.tools.pdf.foreign import Examined, examination
from chapbook.tools.pdf.weave import Piece
from chapbook.tools.verapdf import Flavour
from chapbook.verify.packs import PackCase, cases, particulars
from chapbook.verify.packs import imposed as sheets_judge
from chapbook.verify.packs import strips as strips_judge
from chapbook.verify.packs import woven as judge
from tests.bundle import course as articles
from tests.packs import looking
from tests.packs.corpus import ROWS, Awkward, course
from tests.tools.test_pdf import COLOPHON

PDF = PACK_EDITIONS["pdf"]

WOVEN = [row for row in ROWS if not row.refusal]


def each(rows: Iterable[Awkward]) -> list[object]:
    """Return *rows* as parameters; those that are not usual are for the proofs."""
    return [pytest.param(row, id=row.name, marks=_marks(row)) for row in rows]


def _marks(row: Awkward) -> list[pytest.MarkDecorator]:
    marks = [] if row.is_usual else [pytest.mark.proof]
    return [*marks, pytest.mark.browser] if row.needs == "chromium" else marks


Files = Callable[[Awkward], Path]


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """A function that returns where a row's file lies; each is made once and not to be changed."""
    folder = tmp_path_factory.mktemp("corpus")
    made: dict[str, Path] = {}

    def path_of(row: Awkward) -> Path:
        if row.name not in made:
            row.make(folder / f"{row.name}.pdf")
            made[row.name] = folder / f"{row.name}.pdf"
        return made[row.name]

    return path_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What the house says of a file, and makes of it."""

    found: Examined
    path: Path
    """Of the mended copy; nothing lies there of a file that is refused."""


Look = Callable[[Awkward], Looked]


@pytest.fixture(scope="session")
def look(files: Files, tmp_path_factory: pytest.TempPathFactory) -> Look:
    """A function that looks into a row's file and mends it, once.

    Hostile files go through the door, a child process with an end to its time and memory; for all
    others to do so would take most of the time of these tests.
    """
    folder = tmp_path_factory.mktemp("mended")
    known: dict[str, Looked] = {}

    def looked(row: Awkward) -> Looked:
        if row.name not in known:
            known[row.name] = _looked(row, files(row), folder)
        return known[row.name]

    return looked


def _looked(row: Awkward, path: Path, folder: Path) -> Looked:
    copy = folder / f"{row.name}.pdf"
    if row.is_hostile:
        found = foreign.examined(path, row.page_indices)
        if not found.refusal:
            copy = foreign.mended(path, folder, row.page_indices)
    else:
        ranges = row.page_indices and [range(index, index + 1) for index in row.page_indices]
        found = examination.examined(path, ranges, copy)
    return Looked(found=found, path=copy)


def test_the_corpus_is_broad() -> None:
    """There are more than fifty files by more than ten programs, each under a name of its own."""
    names = [row.name for row in ROWS]
    assert len(set(names)) == len(names) > 50
    assert len({row.producer for row in ROWS}) > 10
    assert all(getattr(row.make, "func", row.make).__doc__ for row in ROWS)


@pytest.mark.parametrize("row", each(ROWS))
def test_what_is_said_is_true(row: Awkward, look: Look) -> None:
    """A file is refused for its reason or woven, and what is told of it is what is awkward."""
    found = look(row).found
    assert (found.refusal.reason if found.refusal else "") == row.refusal
    if not row.refusal:
        assert {problem.reason for problem in found.problems} == row.reasons
        assert found.is_tagged == row.is_tagged


@pytest.mark.parametrize("row", each(WOVEN))
def test_nothing_is_lost(row: Awkward, files: Files, look: Look, tmp_path: Path) -> None:
    """Pages, links and files are counted before and after; pages look the same; qpdf is content."""
    source, target = before(row, files, look), tmp_path / "woven.pdf"
    weave.woven([piece(row, look(row).path)], target, COLOPHON)
    held, holds = looking.counted(source, row.page_indices), looking.counted(target)
    assert holds.pages == held.pages
    assert holds.links == held.links - row.lost_links
    assert holds.files == held.files
    checked = subprocess.run(["qpdf", "--check", target], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    if row.is_drawn_alike:
        pictures = looking.pictures(source, row.page_indices)
        pairs = zip(pictures, looking.pictures(target), strict=True)
        assert max(looking.difference(*pair) for pair in pairs) < looking.SAME


def before(row: Awkward, files: Files, look: Look) -> Path:
    """Return the file in which is counted what must not be lost."""
    return files(row) if row.is_countable else look(row).path


def piece(row: Awkward, path: Path) -> Piece:
    """Return the file of *row* as the weaver takes it."""
    return Piece(
        path=path,
        identifier=row.name,
        title=row.name,
        page_indices=row.page_indices,
        lang="en",
        addresses=(f"{row.name}.pdf",),
    )


@pytest.mark.proof
def test_types_of_two_files_stay_apart(look: Look, tmp_path: Path) -> None:
    """Names that two files have for different things mean these; those without meaning go."""
    rows = [row for row in WOVEN if row.name in {"tags-roles", "tags-other-roles"}]
    target = tmp_path / "woven.pdf"
    weave.woven([piece(row, look(row).path) for row in rows], target, COLOPHON)
    (document,) = structure.read(target).elements
    said = [
        [each.role for each in part.each() if each.text == "It ends."] for part in document.elements
    ]
    assert [roles[0] for roles in said] == ["P", "H1"]
    with pikepdf.open(target) as file:
        assert not {"/A", "/B"} & set(file.Root.StructTreeRoot.RoleMap.keys())
        classes = file.Root.StructTreeRoot.ClassMap
        assert sorted(float(each.Color[0]) for each in classes.values()) == [0, 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A pack of files of the corpus, woven."""

    bound: BoundPack
    bundled: Bundled
    path: Path
    peak_mib: float
    """The most memory that the process had which wove it."""

    def pages(self, row: Awkward) -> range:
        """Return the indices of the pages of *row*."""
        assert self.bundled.folios is not None
        first, count = self.bundled.folios.of[row.name]
        return range(first - 1, first - 1 + count)


def woven(bound: BoundPack, desk: Path) -> Made:
    """Weave *bound* on *desk*."""
    job = Job(desk=desk, name="packs/awkward.pdf", paper=Paper.A4)
    bundled = binder.make(bound, PDF, job)
    status = Path("/proc/self/status").read_text("utf-8")
    peak_kib = int(status.partition("VmHWM:")[2].split()[0])
    return Made(bound=bound, bundled=bundled, path=job.path, peak_mib=peak_kib / 1024)


def all_bound(given: Mapping[str, Path], fit: Sequence[Path], desk: Path) -> BoundPack:
    """Return a pack of all files that can be woven, *given* by name and *fit* in their order."""
    return course.bound(course.pack(WOVEN, lambda row: given[row.name], desk), fit)


def all_woven(
    given: Mapping[str, Path], fit: Sequence[Path], desk: Path
) -> tuple[Bundled, Path, float]:
    """Weave all files that can be, and return what ``Made`` says but the pack itself."""
    made = woven(all_bound(given, fit, desk), desk)
    return made.bundled, made.path, made.peak_mib


@pytest.fixture(scope="session")
def whole(files: Files, look: Look, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Return a pack of all files that can be woven, made by a process that did nothing else.

    What a process of tests holds of others would count as the pack's.
    """
    desk = tmp_path_factory.mktemp("desk")
    given = {row.name: files(row) for row in WOVEN}
    fit = [look(row).path for row in WOVEN]
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as fresh:
        bundled, path, peak_mib = fresh.submit(all_woven, given, fit, desk).result()
    bound = all_bound(given, fit, desk)
    return Made(bound=bound, bundled=bundled, path=path, peak_mib=peak_mib)


def pages_found(case: PackCase) -> Iterator[Finding]:
    """Yield what all judges of a woven file find."""
    for found in (judge, particulars, strips_judge):
        yield from found.findings(case)


@pytest.mark.proof
@pytest.mark.browser
def test_all_go_into_one_pack(whole: Made) -> None:
    """The house's own judges find each page, link and file of more than a hundred readings."""
    assert whole.bundled.built is not None
    case = PackCase(bound=whole.bound, row=PDF, built=whole.bundled.built, finished={})
    assert list(pages_found(case)) == []
    checked = subprocess.run(["qpdf", "--check", whole.path], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.proof
@pytest.mark.browser
@pytest.mark.timeout(180)
def test_a_pack_takes_bounded_memory(whole: Made) -> None:
    """Whatever files are hostile or broken, weaving a hundred of them stays below a gibibyte."""
    assert whole.peak_mib < 1024


@pytest.mark.proof
@pytest.mark.browser
def test_each_page_of_a_pack_tells_what_it_is(whole: Made) -> None:
    """Folio and permission stand on each page of each reading."""
    said = strips.told(whole.path)
    for row in WOVEN:
        for index in whole.pages(row):
            words = " ".join(strip.text for strip in said[index])
            assert f"Pack page {index + 1}" in words.replace("\u00a0", " ")
            assert "By permission of Example Press." in words


@pytest.mark.proof
@pytest.mark.browser
def test_pages_of_a_pack_look_as_before(whole: Made, files: Files, look: Look) -> None:
    """Moved, turned upright or reduced, each page of each reading shows what it showed."""
    for row in WOVEN:
        if not row.is_drawn_alike:
            continue
        own = looking.pictures(before(row, files, look), row.page_indices)
        here = looking.without_strips(whole.path, whole.pages(row))
        for one, other in zip(own, here, strict=True):
            differs = looking.difference(looking.ink(one), looking.ink(other))
            assert differs < looking.ALIKE, row.name


@pytest.mark.proof
@pytest.mark.browser
def test_a_pack_claims_what_is_true(whole: Made) -> None:
    """A pack with readings that break PDF/A and have no tags claims neither standard."""
    assert read.anatomy(whole.path).claims.all == ()
    assert "claim-dropped" in {finding.code for finding in whole.bundled.findings}


def all_imposed(
    given: Mapping[str, Path], fit: Sequence[Path], desk: Path
) -> list[tuple[PackEdition, Bundled]]:
    """Make the booklet of all files that can be woven, and its pages."""
    bound = all_bound(given, fit, desk)
    rows = [PACK_EDITIONS[name] for name in ("booklet-pages", "booklet")]
    return bundle.editions(bound, bundle.jobs(bound.pack, rows, None, desk))


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """The booklet of all files of the corpus, and its pages one by one."""

    cases: tuple[PackCase, PackCase]
    """Before their judges, the pages first."""
    told: frozenset[str]
    """What was found while they were made."""
    folios: Folios

    def paths(self) -> tuple[Path, Path]:
        """Return the files with the pages and with the sheets."""
        return self.cases[0].path, self.cases[1].path


@pytest.fixture(scope="session")
def folded(files: Files, look: Look, tmp_path_factory: pytest.TempPathFactory) -> Folded:
    """Return the booklet of all files that can be woven, made by a process of its own."""
    desk = tmp_path_factory.mktemp("desk")
    given = {row.name: files(row) for row in WOVEN}
    fit = [look(row).path for row in WOVEN]
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as fresh:
        made = fresh.submit(all_imposed, given, fit, desk).result()
    built = [bundled.built for _, bundled in made if bundled.built]
    pages, sheets = cases(all_bound(given, fit, desk), built)
    folios = made[0][1].folios
    assert folios is not None
    told = frozenset(each.code for _, bundled in made for each in bundled.findings)
    return Folded(cases=(pages, sheets), told=told, folios=folios)


@pytest.mark.proof
@pytest.mark.browser
def test_a_booklet_holds_all_of_them(folded: Folded) -> None:
    """Folded, the sheets show every page of every reading, and the line stands on none of them."""
    pages, sheets = folded.cases
    assert list(pages_found(pages)) == []
    assert list(sheets_judge.findings(sheets)) == []
    assert folded.told == {"claim-dropped", "pack-left-out", "pack-type-small", "pack-untagged"}
    for path in folded.paths():
        checked = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True)
        assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.proof
@pytest.mark.browser
def test_sheets_show_what_pages_show(folded: Folded) -> None:
    """Stamps and marks are on the sheets and hidden layers are not; nothing is cut off or moved."""
    pages, sides = (looking.pictures(path) for path in folded.paths())
    unlike = {row.name for row in WOVEN if not row.is_drawn_alike}
    passed_by = {
        index
        for name, (first, count) in folded.folios.of.items()
        if name in unlike
        for index in range(first - 1, first - 1 + count)
    }
    for index, page in enumerate(pages):
        if index not in passed_by:
            half = looking.half(index, len(pages), sides)
            assert looking.is_shown(page, half), f"page {index + 1}"


CLAIMS = {
    "tags": ("3u", "ua1"),
    "tags-parent-holes": ("3u", "ua1"),
    "tags-wrong-keys": ("3u", "ua1"),
    "tags-bookmarks": ("3u", "ua1"),
    "tags-roles": ("3u", "ua1"),
    "libreoffice": ("3u", "ua1"),
    "tags-circle": ("3u",),
    "weasyprint": ("3u",),
    "photographed": ("3u",),
    "rotated": (),
    "inherited": (),
}
"""What a pack of an article and one of these may claim: what is so of both, and nothing else."""


@pytest.fixture(scope="session")
def article(tmp_path_factory: pytest.TempPathFactory) -> BoundReading:
    """Return a finished article of ours."""
    return articles.article("smallest", tmp_path_factory.mktemp("article"))


@pytest.mark.proof
@pytest.mark.java
@pytest.mark.parametrize("row", [pytest.param(r, id=r.name) for r in ROWS if r.name in CLAIMS])
def test_claims_are_those_of_the_weakest(
    row: Awkward, article: BoundReading, files: Files, look: Look, tmp_path: Path
) -> None:
    """A pack claims PDF/UA with tagged readings only, PDF/A with sound ones; veraPDF agrees."""
    theirs = course.bound(course.pack([row], files, tmp_path), [look(row).path])
    made = woven(course.with_article(theirs, article), tmp_path)
    claims = read.anatomy(made.path).claims.all
    assert claims == CLAIMS[row.name]
    for claim, flavour in (("3u", Flavour.A3U), ("ua1", Flavour.UA1)):
        assert claim not in claims or verapdf.failures(made.path, flavour) == []
