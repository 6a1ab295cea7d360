"""Whole packs as people make them: a process, a folder, a file; then judges from outside."""

import csv
import io
import json
import shutil
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from lxml import html

from chapbook.packs import PACK_EDITIONS
from chapbook.tools import epubcheck, verapdf
from chapbook.tools.verapdf import Flavour
from tests.checkers import ace, outloud, require
from tests.commands import run
from tests.packs import mixed

pytestmark = pytest.mark.proof

ROOT = Path(__file__).resolve().parents[1]
PACKS = ROOT / "tests" / "packs"

OURS = ("shipped", "small", "arabic", "deutsch", "notes")
"""Packs of articles and notes of our own."""

ALL = (*OURS, "mixed")

TAGGED = ("pdf", "booklet-pages", "large-print", "rights-pdf")
"""The rows that claim to be accessible and archival."""

NO_QUESTIONS = {"arabic", "deutsch", "notes"}
"""Packs without a self-check, which become no file of questions."""


@dataclass(frozen=True, kw_only=True)
class Made:
    """A pack and what was made of it."""

    source: Path
    output: Path
    told: dict[str, Any]
    """What the run says of itself."""

    def file(self, row: str) -> Path:
        """Return the file of the row *row*."""
        name = PACK_EDITIONS[row].file.format(stem=self.source.stem, sheet="")
        return self.output / name

    def files(self) -> dict[str, str]:
        """Return the digest of every published file by its name."""
        return {
            path.relative_to(self.output).as_posix(): sha256(path.read_bytes()).hexdigest()
            for path in sorted(self.output.rglob("*"))
            if path.is_file() and not path.name.startswith(".")
        }


def made(source: Path, output: Path) -> Made:
    """Make the pack *source* in a process of its own."""
    done = run("pack", str(source), f"--output={output}", "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    return Made(source=source, output=output, told=json.loads(done.stdout))


@pytest.fixture(scope="session")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A function that makes the pack of a name, once; what it made is not to be changed."""

    @cache
    def pack(name: str) -> Made:
        folder = tmp_path_factory.mktemp(name)
        if name == "mixed":
            source = mixed.made(folder)
        elif name == "shipped":
            source = ROOT / "source" / "coursepack.yaml"
        else:
            source = PACKS / name / "coursepack.yaml"
        return made(source, folder / "output")

    return pack


@pytest.mark.parametrize("name", ALL)
def test_every_file_of_a_pack_is_made(name: str, packs: Any) -> None:
    """Each row of the table becomes a file, and nothing but notes is found."""
    pack = packs(name)
    missing = {row for row in PACK_EDITIONS if not pack.file(row).is_file()}
    assert missing == ({"moodle"} if name in NO_QUESTIONS else set())
    assert {found["severity"] for found in pack.told["findings"]} <= {"note"}


@pytest.mark.parametrize("name", ALL)
def test_a_second_run_changes_nothing(name: str, packs: Any) -> None:
    """What has not changed is not made again."""
    pack = packs(name)
    before = pack.files()
    assert made(pack.source, pack.output).told["status"] == "unchanged"
    assert pack.files() == before


def test_the_page_about_all_works_says_what_a_pack_is(packs: Any) -> None:
    """Its date and version are told in words; what packs read stands among no other's records."""
    page = html.parse(packs("shipped").output / "index.html")
    (pack,) = (each for each in page.iter("article") if "two seminars" in each.text_content())
    (facts,) = pack.find_class("facts")
    said = [each.text_content() for each in facts]
    assert said == ["Published 23 November 2026", "Version 1.0", "Licence: CC BY 4.0"]
    assert "reading.json" in str(page.xpath("//ul[@class='editions']//a/@href"))
    assert "For reference managers" not in page.getroot().text_content()


def test_a_pack_is_the_same_in_any_folder(packs: Any, tmp_path: Path) -> None:
    """The same sources give the same bytes elsewhere."""
    source = shutil.copytree(PACKS / "small", tmp_path / "Wörter & Zahlen") / "coursepack.yaml"
    again, first = made(source, tmp_path / "elsewhere").files(), packs("small").files()
    packed = {name for name in first if name.startswith("packs/")}
    assert {name: again.get(name) for name in packed} == {name: first[name] for name in packed}


def test_a_refused_pack_leaves_everything_as_it_was(packs: Any, tmp_path: Path) -> None:
    """A reading that is missing stops the run before anything is published."""
    whole = packs("notes")
    output = Path(shutil.copytree(whole.output, tmp_path / "output"))
    source = shutil.copytree(PACKS / "notes", tmp_path / "notes") / "coursepack.yaml"
    source.write_text(source.read_text("utf-8") + "      - article: nowhere.md\n", "utf-8")
    done = run("pack", str(source), f"--output={output}")
    assert done.returncode != 0
    assert "pack-reading-missing" in done.stdout + done.stderr
    assert Made(source=source, output=output, told={}).files() == whole.files()


@pytest.mark.parametrize("flavour", [Flavour.UA1, Flavour.A3U])
@pytest.mark.parametrize("row", TAGGED)
@pytest.mark.parametrize("name", OURS)
def test_verapdf_finds_nothing(name: str, row: str, flavour: Flavour, packs: Any) -> None:
    """Packs of our own readings are accessible and archival, whatever their language."""
    assert verapdf.failures(packs(name).file(row), flavour) == []


@pytest.mark.parametrize("row", ["pdf", "booklet-pages", "large-print"])
@pytest.mark.parametrize("name", OURS)
def test_a_screen_reader_skips_nothing(name: str, row: str, packs: Any) -> None:
    """What is marked as furniture runs along with the pages, or is heard elsewhere."""
    require(outloud)
    assert outloud.failures(packs(name).file(row)) == []


@pytest.mark.parametrize("name", ALL)
def test_epubcheck_finds_nothing(name: str, packs: Any) -> None:
    """Books of packs have neither errors nor warnings."""
    assert epubcheck.failures(packs(name).file("epub")) == []


@pytest.mark.parametrize("name", ["arabic", "mixed"])
def test_ace_finds_nothing(name: str, packs: Any) -> None:
    """Books of packs are accessible from the right and from the left."""
    require(ace)
    assert ace.failures(packs(name).file("epub")) == []


@dataclass(frozen=True)
class Reading:
    """A reading with a file of its own, as it stands in a woven PDF."""

    own: Path
    taken: tuple[int, ...] | None
    """Which pages (0-based) the pack takes; nothing for all."""
    first: int
    """Its page_index in the woven file, 0-based."""


@pytest.mark.parametrize("row", ["imscc", "cc11", "scorm12"])
def test_platforms_get_no_page_that_was_not_asked_for(row: str, packs: Any) -> None:
    """Of somebody else's six pages, three are copied by permission, and three are handed out."""
    with zipfile.ZipFile(packs("mixed").file(row)) as archive:
        (name,) = (each for each in archive.namelist() if each.endswith("tagged.pdf"))
        with pikepdf.open(io.BytesIO(archive.read(name))) as file:
            assert len(file.pages) == len(FOREIGN["tagged"][1] or ())


FOREIGN = {"tagged": ("tagged.pdf", (0, 2, 3)), "old-story": ("untagged.pdf", None)}
"""The PDFs by others of the mixed pack, and which of their pages it takes."""


def sheet(pack: Made) -> list[dict[str, str]]:
    """Return the lines of the rights sheet of *pack*."""
    with pack.file("rights-csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def readings(pack: Made) -> Iterator[Reading]:
    """Yield the readings of *pack* with files of their own, where the rights sheet says."""
    articles = {path.stem: path for path in pack.output.glob("*.pdf")}
    for line in sheet(pack):
        name, first = line["identifier"], int(line["first_folio"]) - 1
        if line["kind"] == "article":
            # A name in other letters is no identifier; such packs have one article.
            yield Reading(articles.get(name) or next(iter(articles.values())), None, first)
        elif line["kind"] == "pdf":
            file, taken = FOREIGN[name]
            yield Reading(pack.source.parent / file, taken, first)


def links(file: pikepdf.Pdf, indices: Iterable[int]) -> int:
    """Return how many links the pages *indices* (0-based) of *file* have."""
    pages = [file.pages[index].obj for index in indices]
    return sum(note.Subtype == "/Link" for page in pages for note in page.get("/Annots", []))


def attached(file: pikepdf.Pdf) -> Counter[bytes]:
    """Return the digests of what is attached to *file*."""
    held = (spec.get_file().read_bytes() for spec in file.attachments.values())
    return Counter(sha256(data).digest() for data in held)


@pytest.mark.parametrize("name", ALL)
def test_nothing_of_a_reading_is_lost(name: str, packs: Any) -> None:
    """Pages, links and attachments of the woven file are those of its parts, counted."""
    pack = packs(name)
    parts: Counter[bytes] = Counter()
    with pikepdf.open(pack.file("pdf")) as whole:
        for reading in readings(pack):
            with pikepdf.open(reading.own) as own:
                indices = reading.taken or tuple(range(len(own.pages)))
                there = range(reading.first, reading.first + len(indices))
                assert links(whole, there) == links(own, indices), reading.own.name
                parts += attached(own)
        assert attached(whole) == parts
        told = [(int(line["first_folio"]), int(line["last_folio"])) for line in sheet(pack)]
        assert [last - first + 1 for first, last in told] == [int(x["pages"]) for x in sheet(pack)]
        assert max(last for _, last in told) <= len(whole.pages)
