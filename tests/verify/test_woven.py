"""A woven pack is judged by what its readings are; each thing broken is found, and only that."""

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from chapbook.bundle import woven
from chapbook.bundle.job import Bundled, Job
from chapbook.editions import Paper
from chapbook.findings import Finding
from chapbook.pack import BoundPack
from chapbook.packs import PACK_EDITIONS
from chapbook.tools import page_validation
from chapbook.tools.page_validation import Profile
from chapbook.verify.packs import PackCase, particulars
from chapbook.verify.packs import woven as judge
from tests.bundle import course

pytestmark = pytest.mark.proof

ROW = PACK_EDITIONS["pdf"]


@pytest.fixture(scope="module")
def bound(tmp_path_factory: pytest.TempPathFactory) -> BoundPack:
    """Return a pack of a note, two articles and somebody else's PDF without tags."""
    return course.made(tmp_path_factory.mktemp("course")).bound


@pytest.fixture(scope="module")
def made(bound: BoundPack, tmp_path_factory: pytest.TempPathFactory) -> Bundled:
    """Return that pack, woven."""
    desk = tmp_path_factory.mktemp("desk")
    return woven.make(bound, ROW, Job(desk=desk, name="packs/course.pdf", paper=Paper.A4))


Judged = Callable[[Callable[[pikepdf.Pdf], None]], list[Finding]]


@pytest.fixture
def judged(bound: BoundPack, made: Bundled, tmp_path: Path) -> Judged:
    """Return a function that breaks something in a copy and judges that."""

    def broken(damage: Callable[[pikepdf.Pdf], None]) -> list[Finding]:
        assert made.built is not None
        path = tmp_path / "broken.pdf"
        with pikepdf.open(made.built.path) as file:
            damage(file)
            file.save(path)
        built = woven.BuiltEdition(
            edition="pdf", path=path, name="packs/course.pdf", page_count=made.built.page_count
        )
        case = PackCase(bound=bound, row=ROW, built=built, finished={})
        return [*particulars.findings(case), *judge.findings(case)]

    return broken


def page_of(file: pikepdf.Pdf, made: Bundled, identifier: str) -> pikepdf.Object:
    """Return the first page of a piece."""
    assert made.folios is not None
    return file.pages[made.folios.of[identifier][0] - 1].obj


def test_a_woven_pack_is_whole(judged: Judged, made: Bundled) -> None:
    """Nothing is found in a pack as it was woven; that a reading has no tags is told."""
    assert judged(lambda _: None) == []
    codes = {each.code for each in made.findings}
    assert "pack-untagged" in codes
    assert codes <= {"pack-untagged", "pack-type-small", "pack-left-out", "claim-dropped"}
    assert made.built is not None
    assert page_validation.failures(made.built.path, Profile.A3U) == []


def test_folios_follow_each_other(made: Bundled) -> None:
    """Each piece begins behind the one before it, the cover on folio 1."""
    assert made.folios is not None
    after = 1
    for first, count in made.folios.of.values():
        assert first == after
        after += count
    assert list(made.folios.of)[:3] == ["cover", "contents", "part-1"]


def test_a_lost_drawing_is_found(judged: Judged, made: Bundled) -> None:
    """A page that no longer draws what its reading does is found."""

    def damage(file: pikepdf.Pdf) -> None:
        page_of(file, made, "everything").Contents = file.make_stream(b"")

    (found,) = judged(damage)
    assert "of a reading is not page" in found.message


def test_a_lost_link_is_found(judged: Judged, made: Bundled) -> None:
    """A link that is missing is counted."""

    def damage(file: pikepdf.Pdf) -> None:
        first = page_of(file, made, "everything")
        first.Annots = pikepdf.Array(list(first.Annots)[1:])

    assert any("links of page" in each.message for each in judged(damage))


def test_a_link_to_another_page_is_found(judged: Judged, made: Bundled) -> None:
    """A link inside a reading that leads to another page than it did is found."""

    def damage(file: pikepdf.Pdf) -> None:
        assert made.folios is not None
        first, count = made.folios.of["everything"]
        notes = [n for p in file.pages[first - 1 : first - 1 + count] for n in p.get("/Annots", [])]
        next(note for note in notes if "/Dest" in note).Dest = pikepdf.String("cover")

    (found,) = judged(damage)
    assert "leads to another page" in found.message


def test_a_wrong_number_in_contents_is_found(judged: Judged, made: Bundled) -> None:
    """A number in the contents that is not the folio of its page is found."""

    def damage(file: pikepdf.Pdf) -> None:
        note = page_of(file, made, "contents").Annots[-1]
        note.Contents = pikepdf.String("About this pack 99")

    (found,) = judged(damage)
    assert found.message.startswith("contents say page 99")


def test_a_lost_attachment_is_found(judged: Judged) -> None:
    """A file that travelled in a reading and is gone is counted."""

    def damage(file: pikepdf.Pdf) -> None:
        del file.attachments[next(iter(file.attachments))]

    (found,) = judged(damage)
    assert found.message.startswith("1 files")


def test_a_lost_tag_is_found(judged: Judged, made: Bundled) -> None:
    """Words that are no longer in the tree are found on their page."""

    def damage(file: pikepdf.Pdf) -> None:
        page = page_of(file, made, "everything").objgen
        tags = (each for each in file.objects if isinstance(each, pikepdf.Dictionary))
        words = (each for each in tags if each.get("/S") == "/P" and "/Pg" in each)
        del next(each for each in words if each.Pg.objgen == page).K

    (found,) = judged(damage)
    assert "the tags of page" in found.message


def test_two_roots_are_found(judged: Judged) -> None:
    """A second document beside the first is found."""

    def damage(file: pikepdf.Pdf) -> None:
        root = file.Root.StructTreeRoot
        other = pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name.Document, P=root)
        root.K = pikepdf.Array([*root.K, file.make_indirect(other)])

    (found,) = judged(damage)
    assert found.message == "its tree of tags has 2 roots"
