"""The judge of strips: each thing broken by itself is found, and nothing else."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from chapbook.findings import Finding
from chapbook.model import BuiltEdition
from chapbook.packs import PACK_EDITIONS
from chapbook.verify.packs import PackCase, strips
from tests.bundle import printed
from tests.bundle.printed import FULL, ROOMY, SLIDE, Printed

Damage = Callable[[pikepdf.Pdf], None]
Judge = Callable[[Damage], list[str]]


def judged(made: Printed, row: str = "pdf") -> list[str]:
    """Return what is found in the pack *made*."""
    case = PackCase(
        bound=made.bound,
        row=PACK_EDITIONS[row],
        built=BuiltEdition(edition=row, path=made.path, name="packs/course.pdf"),
        finished={},
    )
    found: list[Finding] = list(strips.findings(case))
    return [finding.message for finding in found]


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """Three pages with their strips, punched."""
    folder = tmp_path_factory.mktemp("strips")
    path = printed.pdf([ROOMY, FULL, SLIDE], folder / "paper.pdf")
    return printed.printed(printed.pack(path, punch=True), folder)


@pytest.fixture
def judge(good: Printed, tmp_path: Path) -> Judge:
    """A function that damages a copy of the good pack and tells what is found in it."""

    def damaged(damage: Damage) -> list[str]:
        path = tmp_path / "damaged.pdf"
        with pikepdf.open(good.path) as file:
            damage(file)
            file.save(path)
        return judged(replace(good, path=path))

    return damaged


def changed(page_index: int, old: bytes, new: bytes) -> Damage:
    """Return what exchanges *old* in what a page draws last."""

    def damage(file: pikepdf.Pdf) -> None:
        stream = file.pages[page_index].obj.Contents[-1]
        said = stream.read_bytes()
        assert old in said
        stream.write(said.replace(old, new, 1))

    return damage


def drawn(page_index: int, operators: bytes) -> Damage:
    """Return what draws something more on a page, below its strips."""

    def damage(file: pikepdf.Pdf) -> None:
        contents = file.pages[page_index].obj.Contents
        contents.insert(0, file.make_stream(operators))

    return damage


def test_a_good_pack_has_no_findings(good: Printed) -> None:
    """Pages with room, without room and in landscape pass, with a margin for the punch."""
    assert judged(good) == []


def test_wrong_folios_are_found(judge: Judge) -> None:
    """Pages in another order than they were printed on tell wrong numbers."""

    def damage(file: pikepdf.Pdf) -> None:
        file.pages.insert(0, file.pages.p(2))
        del file.pages[2]

    assert [said for said in judge(damage) if "folio" in said] == [
        "page 1 does not tell its folio and what it is part of",
        "page 2 does not tell its folio and what it is part of",
    ]


def test_a_missing_permission_is_found(judge: Judge) -> None:
    """A page whose permission line is gone is counted."""

    def damage(file: pikepdf.Pdf) -> None:
        stream = file.pages[0].obj.Contents[-1]
        said = stream.read_bytes()
        stream.write(said[: said.index(b"/Artifact", said.index(b"/Artifact") + 1)])

    assert judge(damage) == ["2 of the 3 pages of a reading tell under which right it is copied"]


def test_ink_below_a_strip_is_found(judge: Judge) -> None:
    """Whatever stands where a strip is printed is found, be it a line or a picture."""
    assert judge(drawn(0, b"q 0.5 g 300 16 20 4 re f Q")) == ["something of page 1 is printed over"]


def test_ink_at_the_edge_is_found(judge: Judge) -> None:
    """Printers would cut it off."""
    assert judge(drawn(0, b"q 0.5 g 585 400 8 4 re f Q")) == [
        "something stands too near to an edge of page 1"
    ]


def test_ink_where_the_punch_goes_is_found(judge: Judge) -> None:
    """The left of a page and the head of a broad one stay free."""
    assert judge(drawn(0, b"q 0.5 g 40 400 8 4 re f Q")) == [
        "something stands too near to an edge of page 1"
    ]
    assert judge(drawn(2, b"q 0.5 g 300 552 8 4 re f Q")) == [
        "something stands too near to an edge of page 3"
    ]


def test_small_type_is_found(judge: Judge) -> None:
    """A permission line that was shrunk to fit is found."""
    with_small = changed(0, b"q 1 0 0 1 56.693 14.173 cm", b"q .5 0 0 .5 56.693 14.173 cm")
    (said,) = judge(with_small)
    assert said == "a line on page 1 is set in 3.5 pt, less than 7.0 pt"
