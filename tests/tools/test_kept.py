"""What is kept from one run to the next, and what is not trusted of it."""

from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from chapbook.tools import kept
from chapbook.tools.kept import Kept
from chapbook.tools.pdf import skeleton


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kept:
    """What a program keeps in a cache of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return Kept(program="one")


def test_what_is_damaged_was_not_kept(mine: Kept) -> None:
    """A file whose checksum is not that of its content is none."""
    key = mine.key("pages", ["html", b"css"])
    mine.keep(key, b"finished")
    assert mine.recall(key) == b"finished"
    path = kept.folder() / key
    path.write_bytes(path.read_bytes()[:-1] + b"D")
    assert mine.recall(key) is None


def test_all_that_decides_a_thing_is_in_its_key(mine: Kept) -> None:
    """Another kind, program, part or cut between parts is another thing."""
    keys = {
        mine.key("pages", ["ab", "c"]),
        mine.key("pages", ["a", "bc"]),
        mine.key("pages", ["abc"]),
        mine.key("ink", ["ab", "c"]),
        Kept(program="two").key("pages", ["ab", "c"]),
    }
    assert len(keys) == 5


def test_the_same_is_made_once(mine: Kept) -> None:
    """Who has the same parts is given what was made of them before; nothing is kept of others."""
    made: list[str] = []

    def of(name: str, by: Kept) -> list[str]:
        found: list[str] = by.once("texts", [name], lambda: made.append(name) or [name])
        return found

    assert of("Tea", mine) == of("Tea", mine) == ["Tea"]
    assert of("Ink", mine) == ["Ink"]
    assert made == ["Tea", "Ink"]
    assert of("Tea", kept.NOTHING) == of("Tea", kept.NOTHING) == ["Tea"]
    assert made == ["Tea", "Ink", "Tea", "Tea"]


def test_without_a_program_nothing_is_kept(mine: Kept) -> None:
    """Who does not say what decides its things neither writes nor reads any."""
    key = kept.NOTHING.key("pages", ["html"])
    kept.NOTHING.keep(key, b"finished")
    assert not kept.folder().exists()
    mine.keep(key, b"finished")
    assert kept.NOTHING.recall(key) is None


def test_what_was_not_asked_for_longest_goes_first(mine: Kept) -> None:
    """The folder does not grow beyond its bound."""
    for number in range(4):
        mine.keep(mine.key("pages", [str(number)]), bytes(1000))
    kept.clear_old(2500)
    assert len([*kept.folder().iterdir()]) == 2
    kept.clear_old(0)
    assert not [*kept.folder().iterdir()]


def test_a_skeleton_is_the_same_when_it_was_kept(mine: Kept, tmp_path: Path) -> None:
    """Drawings, links, places, files and tags come back as they were seen."""
    path = tmp_path / "tagged.pdf"
    with pikepdf.new() as file:
        page = file.add_blank_page().obj
        page.Contents = file.make_stream(b"/P <</MCID 0>> BDC EMC")
        goal = Array([page, Name.Fit])
        note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 1, 1]), Dest=goal)
        page.Annots = Array([file.make_indirect(note)])
        mark = Dictionary(Type=Name.StructElem, S=Name.P, Pg=page, K=0)
        file.Root.StructTreeRoot = Dictionary(K=Array([file.make_indirect(mark)]))
        file.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String("here"), goal])))
        file.attachments["notes.txt"] = b"A note."
        file.save(path)
    seen = skeleton.of(path)
    assert seen.tags
    assert seen.places
    assert seen.files
    assert skeleton.once(path, mine) == seen == skeleton.once(path, mine)
    assert len([*kept.folder().iterdir()]) == 1
