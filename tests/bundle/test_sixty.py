"""Packs of sixty readings: what is made again when one of them has changed."""

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

import pipeline
from chapbook import bundle, verify
from chapbook.editions import EDITIONS, Paper
from chapbook.pack import BoundPack
from chapbook.packs import PACK_EDITIONS
from chapbook.tools import kept, records
from chapbook.tools.kept import NOTHING, Kept
from chapbook.tools.pdf import read
from tests.bundle import bound
from tests.packs import sixty
from tests.verify.works import Finished, finished

pytestmark = pytest.mark.proof

COUNT = 60
KINDS = 4
"""So many articles are finished; the pack has each under fifteen names."""

CHANGED = 30


@pytest.fixture(scope="module")
def works(tmp_path_factory: pytest.TempPathFactory) -> list[Finished]:
    """Small finished articles, one of them in German and one that is not in the pack at first."""
    folder = tmp_path_factory.mktemp("articles")
    source = sixty.made(folder, KINDS + 1, chapters=1).parent
    rows = [EDITIONS["pdf"], EDITIONS["reading"]]
    paths = [source / f"{sixty.name(number)}.md" for number in range(1, KINDS + 2)]
    return [finished(path, folder / path.stem, rows) for path in paths]


def packed(works: list[Finished], folder: Path, *, is_changed: bool) -> BoundPack:
    """Return sixty of *works* as a pack; if it is changed, one reading has another text."""
    readings = []
    for number in range(1, COUNT + 1):
        is_other = is_changed and number == CHANGED
        built = works[KINDS if is_other else number % KINDS].built
        name = f"reading-{number:02d}"
        path = shutil.copy(built["pdf"].path, folder / f"{name}.pdf")
        # The usual change is one of words: names and numbers of pages stay.
        usual = records.read(works[number % KINDS].built["reading"].path)
        mine = replace(usual, stem=name, word_count=usual.word_count + 1000 * is_other)
        readings.append(bound.reading(name, mine, {"pdf": Path(path)}))
    return bound.pack(readings, works[0].article.theme)


def woven(pack: BoundPack, folder: Path, mine: Kept) -> bytes:
    """Weave *pack* in *folder* and return the file, in which nothing is wrong."""
    row = PACK_EDITIONS["pdf"]
    ((_, made),) = bundle.editions(pack, bundle.jobs(pack.pack, [row], Paper.A4, folder, mine))
    assert made.built
    assert not made.findings
    assert verify.of_pack(pack, [made.built], mine) == []
    assert read.anatomy(made.built.path).claims.all == ("3u", "ua1")
    return made.built.path.read_bytes()


def test_one_changed_reading_of_sixty(
    works: list[Finished], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only what it shows is looked at again, and the rights sheet laid out; all bytes are as new.

    What is kept has one file for each thing that was made, so new files are what was done.
    """
    counts = [len(read.anatomy(each.built["pdf"].path).sizes_mm) for each in works]
    assert counts[KINDS] == counts[CHANGED % KINDS]  # or every folio behind it would be another
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    mine = Kept(program="one")
    woven(packed(works, tmp_path, is_changed=False), tmp_path, mine)
    before = {path.name for path in kept.folder().iterdir()}
    after = woven(packed(works, tmp_path, is_changed=True), tmp_path, mine)
    made = {path.name for path in kept.folder().iterdir()} - before
    # Where the pages of the reading, and those of the rights sheet, are not blank; the skeleton
    # of the reading; the sheet itself.
    assert len(made) == 4
    assert woven(packed(works, tmp_path, is_changed=True), tmp_path, mine) == after
    assert {path.name for path in kept.folder().iterdir()} == before | made
    assert woven(packed(works, tmp_path, is_changed=True), tmp_path, NOTHING) == after


def test_a_pack_is_the_same_with_and_without_what_was_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the sources to the published files: a second run, and a first one on a new machine."""
    pack = sixty.made(tmp_path / "source", 3, chapters=1)
    command = ["pack", "--edition=pdf", "--edition=rights-csv", str(pack)]

    def built(output: str, cache: str) -> dict[str, bytes]:
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / cache))
        assert pipeline.main([*command, f"--output={tmp_path / output}"]) == os.EX_OK
        files = (tmp_path / output / "packs").glob("coursepack*")
        return {path.name: path.read_bytes() for path in files}

    first = built("output", "here")
    sixty.changed(pack, 2)
    second = built("output", "here")
    assert second.keys() == first.keys()
    assert second["coursepack.pdf"] != first["coursepack.pdf"]
    assert built("elsewhere", "there") == second
