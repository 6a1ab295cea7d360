"""What page-validation is asked, and what it leaves behind."""

import os
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from chapbook.settings import ROOT
from chapbook.tools import page_validation, processes, validator
from chapbook.tools.page_validation import LARGE_BYTES, Profile
from tests.packs.corpus import names


def drawn(path: Path, times: int) -> Path:
    """Write a page to *path* that draws the same form so many *times*."""
    with pikepdf.new() as file:
        form = file.make_stream(b"0 0 1 1 re f")
        form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 1, 1])
        page = file.add_blank_page()
        page.obj.Resources = Dictionary(XObject=Dictionary(F=form))
        page.obj.Contents = file.make_stream(b"/F Do\n" * times)
        file.save(path)
    return path


def test_forms_that_are_drawn_often_are_no_reason_to_drop_a_claim(tmp_path: Path) -> None:
    """A pack draws a dozen forms on every page: a thousand pages are judged as ten are."""
    few = page_validation.failures(drawn(tmp_path / "few.pdf", 10), Profile.A3U)
    many = page_validation.failures(drawn(tmp_path / "many.pdf", 12_000), Profile.A3U)
    assert {each.rule for each in many} == {each.rule for each in few} != {validator.UNREADABLE}


def test_judging_leaves_a_process_that_can_be_forked(tmp_path: Path) -> None:
    """The library starts threads and never ends them: it does so elsewhere."""
    before = processes.may_fork()
    page_validation.failures(drawn(tmp_path / "once.pdf", 1), Profile.UA1)
    assert processes.may_fork() is before


def test_several_profiles_are_judged_as_each_alone(tmp_path: Path) -> None:
    """Side by side nothing else is found."""
    path = drawn(tmp_path / "page.pdf", 1)
    both = page_validation.failures_of_each(path, [Profile.A3U, Profile.UA1])
    page_validation._judged.clear()
    assert both == {each: page_validation.failures(path, each) for each in both}


def large(path: Path) -> Path:
    """Write a page to *path* that is so large that fresh interpreters judge it."""
    with pikepdf.open(drawn(path, 3), allow_overwriting_input=True) as file:
        file.pages[0].obj.Resources.XObject.F.write(b"0 0 1 1 re f" + os.urandom(LARGE_BYTES))
        file.save()
    assert path.stat().st_size > LARGE_BYTES
    return path


def test_a_large_file_is_judged_as_a_small_one(tmp_path: Path) -> None:
    """Fresh interpreters say of it what this one would, in all details."""
    path = large(tmp_path / "large.pdf")
    asked = [Profile.A3U, Profile.UA1]
    here = [page_validation._judge(path.read_bytes(), profile) for profile in asked]
    assert list(map(tuple, page_validation.failures_of_each(path, asked).values())) == here
    assert all(here)


def test_another_allocator_is_used_where_there_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first of the folders that has it gives it; what is preloaded anyway still is."""
    monkeypatch.setattr(page_validation, "LIBRARIES", (tmp_path / "none", tmp_path))
    monkeypatch.setenv("LD_PRELOAD", "libother.so")
    assert page_validation._preloaded() == {}
    there = tmp_path / page_validation.ALLOCATOR
    there.touch()
    assert page_validation._preloaded() == {"LD_PRELOAD": f"{there} libother.so"}
    monkeypatch.delenv("LD_PRELOAD")
    assert page_validation._preloaded() == {"LD_PRELOAD": str(there)}


def test_an_allocator_that_does_not_fit_changes_no_verdict(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One of another kind of machine may lie where it is looked for."""
    path = large(tmp_path / "large.pdf")
    monkeypatch.setattr(page_validation, "LIBRARIES", (tmp_path,))
    (tmp_path / page_validation.ALLOCATOR).write_bytes(b"no library at all")
    here = page_validation._judge(path.read_bytes(), Profile.A3U)
    assert page_validation.failures_of_each(path, [Profile.A3U]) == {Profile.A3U: [*here]}


def test_bookmarks_thousands_deep_are_judged_on_a_small_stack(tmp_path: Path) -> None:
    """The library calls itself for each of them: a Java in the process leaves one megabyte."""
    path = tmp_path / "deep.pdf"
    names.deep_bookmarks(path)
    asks = "import sys; from pathlib import Path; from chapbook.tools import page_validation as p;"
    asks += "print(p.failures(Path(sys.argv[1]), p.Profile.UA1) != [])"
    done = subprocess.run(
        ["sh", "-c", 'ulimit -S -s 1024; exec "$@"', "sh", sys.executable, "-c", asks, path],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "True"), done.stderr
