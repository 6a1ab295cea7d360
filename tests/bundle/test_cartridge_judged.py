"""The judge of cartridges passes ours and finds each single thing that is broken in them."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from chapbook.bundle import cartridge
from chapbook.bundle.job import Job
from chapbook.editions import Paper
from chapbook.findings import Finding
from chapbook.model import BuiltEdition
from chapbook.pack import BoundPack
from chapbook.packs import PACK_EDITIONS
from chapbook.verify.packs import cartridge as judge
from chapbook.verify.packs.case import PackCase
from tests.bundle.test_cartridge import with_task

pytestmark = pytest.mark.proof

Packs = Callable[..., BoundPack]
Members = dict[str, bytes]
MANIFEST = "imsmanifest.xml"
QUIZ = "everything-quiz/quiz.xml"
PAGE = "everything/everything.html"


@dataclass(frozen=True, kw_only=True)
class Bench:
    """A pack, its cartridges, and a place to break them."""

    pack: BoundPack
    members: dict[str, Members]
    folder: Path

    def judged(self, row: str, members: Members) -> list[Finding]:
        """Return what is found in a cartridge of these *members*."""
        path = self.folder / f"{row}.imscc"
        with zipfile.ZipFile(path, "w") as archive:
            for name, data in members.items():
                archive.writestr(name, data)
        built = BuiltEdition(edition=row, path=path, name=path.name)
        case = PackCase(bound=self.pack, row=PACK_EDITIONS[row], built=built, finished={})
        return list(judge.findings(case))


@pytest.fixture(scope="module")
def bench(pack_of: Packs, tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """Two cartridges of two articles."""
    folder = tmp_path_factory.mktemp("cartridges")
    pack = with_task(pack_of("everything", "arabic"))
    made: dict[str, Members] = {}
    for row in ("imscc", "cc11"):
        job = Job(desk=folder, name=f"{row}-made.imscc", paper=Paper.A4)
        built = cartridge.make(pack, PACK_EDITIONS[row], job).built
        assert built
        with zipfile.ZipFile(io.BytesIO(built.path.read_bytes())) as archive:
            made[row] = {name: archive.read(name) for name in archive.namelist()}
    return Bench(pack=pack, members=made, folder=folder)


@pytest.mark.parametrize("row", ["imscc", "cc11"])
def test_nothing_is_found_in_ours(row: str, bench: Bench) -> None:
    """What we make passes every rule."""
    assert [f.message for f in bench.judged(row, bench.members[row])] == []


EXCHANGED = [
    (MANIFEST, "imsccv1p3/imscp_v1p1", "imsccv1p2/imscp_v1p1", "the root of its manifest"),
    (MANIFEST, "<schemaversion>1.3.0", "<schemaversion>1.2.0", "calls itself"),
    (MANIFEST, "rooted-hierarchy", "tree", "no rooted hierarchy"),
    (MANIFEST, ' structure="rooted-hierarchy"', "", "has no structure"),
    (MANIFEST, "</schema>", "</schema><x/>", "<metadata> holds schema x"),
    (MANIFEST, 'type="webcontent"', 'type="page"', 'unknown type "page"'),
    (MANIFEST, '<file href="page.css"/>', "", "opens none of its files"),
    (MANIFEST, "<title>Week 1</title>", "<title> </title>", "has no words"),
    (MANIFEST, ">A pack<", ">Another pack<", 'calls the pack "Another pack"'),
    (QUIZ, 'ims_qtiasiv1p2"', 'ims_qtiasiv1p1"', "is no QTI 1.2"),
    (QUIZ, "cc.multiple_response.v0p1", "cc.unheard_of", "of which kind"),
    (QUIZ, ">100</setvar>", ">50</setvar>", "scores"),
    (QUIZ, 'linkrefid="general_fb"', 'linkrefid="nowhere"', "QTI 12c"),
    (QUIZ, 'rcardinality="Multiple"', 'rcardinality="Ordered"', "cardinality"),
    (QUIZ, "&lt;p&gt;", "&lt;p&gt;ü", "Moodle would damage"),
    (QUIZ, ">cc.exam.v0p1<", ">cc.quiz.v0p1<", "of its cc_profile"),
    (QUIZ, ">unlimited<", ">7<", "of its cc_maxattempts"),
    (QUIZ, 'varname="SCORE" vartype', 'varname="POINTS" vartype', "varname of a decvar"),
    (QUIZ, 'feedbacktype="Response"', 'feedbacktype="Reply"', "feedbacktype of a"),
    (QUIZ, 'texttype="text/html"', 'texttype="text/rtf"', "texttype of a mattext"),
    (QUIZ, 'ident="b"', 'ident="a"', "have one name"),
    (QUIZ, 'respident="response1"', 'respident="response2"', "counts as an answer"),
    (QUIZ, 'case="Yes">b<', 'case="Yes">a<', "other answers are right"),
    (QUIZ, "The banana, which is a berry.", "The potato.", "does not answer"),
    (QUIZ, "<fieldentry>2<", "<fieldentry>5<", "other proportions"),
    (QUIZ, "<fieldentry>2<", "<fieldentry>two<", "QTI 2c"),
    (QUIZ, 'lang="en-GB"', 'lang="ar"', "does not say its language"),
    (PAGE, "</h1>", "</h1><script>1</script>", "needs script"),
    (PAGE, "<h1>", '<h1 id="abstract">', 'two places called "abstract"'),
    (PAGE, 'href="#abstract"', 'href="#nowhere"', '"#nowhere", which is not there'),
    (PAGE, 'src="img_photo.jpg"', 'src="lost.jpg"', '"lost.jpg", which is not there'),
    (PAGE, "A quotation of one paragraph", "A quotation", "says more"),
    (PAGE, '<li id="ref-', '<li value="9" id="ref-', "numbers works otherwise"),
]
"""What is exchanged in which file, and words of a finding that must then come up."""


@pytest.mark.parametrize(
    ("name", "old", "new", "words"), EXCHANGED, ids=lambda value: str(value)[:30]
)
def test_one_broken_thing_is_found(name: str, old: str, new: str, words: str, bench: Bench) -> None:
    """A rule speaks when it is broken; nothing else breaks the file but what follows from it."""
    members = dict(bench.members["imscc"])
    text = members[name].decode()
    assert old in text
    members[name] = text.replace(old, new, 1).encode()
    found = [finding.message for finding in bench.judged("imscc", members)]
    assert any(words in message for message in found), found
    assert all(
        f.code in {"edition-invalid", "edition-unlike"} for f in bench.judged("imscc", members)
    )


def test_a_file_that_nobody_lists_is_found(bench: Bench) -> None:
    """Each file of the archive is in the manifest."""
    found = bench.judged("imscc", bench.members["imscc"] | {"more.txt": b"more"})
    assert [f.message for f in found] == ['"more.txt" is inside, but its manifest does not list it']


def test_a_file_that_is_not_there_is_found(bench: Bench) -> None:
    """Each file of the manifest is in the archive; pages that lead to it say so, too."""
    members = {n: d for n, d in bench.members["imscc"].items() if n != "everything/link.xml"}
    messages = [f.message for f in bench.judged("imscc", members)]
    assert 'its manifest lists "everything/link.xml", which is not inside' in messages


def test_a_path_that_windows_cannot_write_is_found(bench: Bench) -> None:
    """Paths are ASCII and lead nowhere outside."""
    found = bench.judged("imscc", bench.members["imscc"] | {"über:all.txt": b""})
    assert '"über:all.txt" is no path that every platform can write' in {f.message for f in found}


def test_a_late_namespace_is_found(bench: Bench) -> None:
    """Moodle would not know version 1.1 if its namespace stood behind byte 500."""
    members = dict(bench.members["cc11"])
    comment = b"<!--" + b"x" * 500 + b"-->"
    members[MANIFEST] = members[MANIFEST].replace(b"<manifest", comment + b"<manifest", 1)
    (found,) = bench.judged("cc11", members)
    assert found.message == "its namespace stands too late for Moodle to know its version"


def test_an_identifier_that_stands_twice_is_found(bench: Bench) -> None:
    """Identifiers are unique in the manifest."""
    members = dict(bench.members["imscc"])
    text = members[MANIFEST].decode()
    first, second = re.findall(r'<item identifier="([^"]*)"', text)[1:3]
    members[MANIFEST] = text.replace(f'identifier="{second}"', f'identifier="{first}"').encode()
    (found,) = bench.judged("imscc", members)
    assert found.message == f'the identifier "{first}" stands 2 times in its manifest'


def test_no_archive_is_found(bench: Bench) -> None:
    """A file that cannot be unpacked is one finding."""
    (found,) = bench.judged("imscc", {"readme.txt": b""})
    assert "no manifest" in found.message
