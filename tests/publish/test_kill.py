"""A run that is killed, or that the disk fails, leaves all old files or all new ones."""

import json
import shutil
from collections.abc import Callable
from functools import partial
from itertools import groupby
from pathlib import Path

import pytest

from chapbook import publish
from chapbook.errors import OutputError
from tests.publish import children
from tests.publish.works import article, disagreements, edition, publish_one, tree

Tree = dict[str, bytes | None]

OLD = {
    "pdf": {"wound.pdf": b"old pdf", "same.pdf": b"same"},
    "patient": {"handouts/wound-patient.pdf": b"old patient"},
    "html": {"wound.html": b"kept"},
}
NEW = {
    "pdf": {"wound.pdf": b"new pdf", "same.pdf": b"same", "sheets/a4/wound.pdf": b"new folder"},
    "patient": {"wound-patient.pdf": b"moved out of its folder"},
}


@pytest.fixture(scope="module")
def old_output(quick_folder: Path) -> Path:
    """Return an output folder with the old build."""
    output = quick_folder / "old" / "output"
    publish_one(output, "wound", OLD)
    publish_one(output, "burn", {"pdf": {"burn.pdf": b"another article"}})
    return output


@pytest.fixture(scope="module")
def new_tree(old_output: Path, quick_folder: Path) -> Tree:
    """Return what the folder holds after the new build."""
    output = quick_folder / "new" / "output"
    shutil.copytree(old_output, output)
    build(output)
    return tree(output)


@pytest.fixture
def fresh(old_output: Path, quick_folder: Path) -> Callable[[], Path]:
    """Return a maker of fresh copies of the old build."""

    def copy() -> Path:
        shutil.rmtree(quick_folder / "output", ignore_errors=True)
        return Path(shutil.copytree(old_output, quick_folder / "output"))

    return copy


def build(output: Path) -> None:
    """Make the new build."""
    publish_one(output, "wound", NEW)


def torn(output: Path, old: Tree, new: Tree) -> list[str]:
    """Return the published files that are neither wholly old nor wholly new."""
    return [
        name
        for name, content in tree(output).items()
        if not name.startswith(".") and content not in (old.get(name), new.get(name))
    ]


def files_of(found: Tree) -> Tree:
    """Return the published files of *found*, without folders."""
    return {n: c for n, c in found.items() if c is not None and not n.startswith(".")}


def steps_under_journal(fresh: Callable[[], Path]) -> list[int]:
    """Return the steps of a build before which a kill leaves a journal behind."""
    found = []
    for step in range(1, children.run(partial(build, fresh())).events + 1):
        output = fresh()
        children.run(partial(build, output), step)
        if (output / ".journal.json").exists():
            found.append(step)
    return found


@pytest.mark.proof
def test_a_kill_at_any_step_is_recovered_from(
    fresh: Callable[[], Path], old_output: Path, new_tree: Tree
) -> None:
    """After SIGKILL before any system call, `recover` leaves all old or all new, nothing else."""
    old_tree = tree(old_output)
    found = []
    for step in range(1, children.run(partial(build, fresh())).events + 1):
        output = fresh()
        assert children.run(partial(build, output), step).killed
        assert torn(output, old_tree, new_tree) == []
        if (output / "manifest.json").read_bytes() == new_tree["manifest.json"]:
            assert files_of(tree(output)) == files_of(new_tree)
        outcome = publish.recover(output)
        assert disagreements(output) == []
        assert tree(output) in (old_tree, new_tree)
        found.append((tree(output) == new_tree, outcome.value))
    assert [state for state, _ in groupby(found)] == [
        (False, "nothing"),
        (True, "completed"),
        (True, "nothing"),
    ]


@pytest.mark.proof
def test_a_killed_recovery_is_finished_by_the_next(
    fresh: Callable[[], Path], new_tree: Tree
) -> None:
    """A second kill, at any step of the recovery, is as harmless as the first."""
    steps = steps_under_journal(fresh)
    assert len(steps) > 5
    for step in steps[::10]:
        for second in range(1, 100):
            output = fresh()
            children.run(partial(build, output), step)
            ending = children.run(partial(publish.recover, output), second)
            publish.recover(output)
            assert tree(output) == new_tree
            if not ending.killed:
                break
        assert not ending.killed


@pytest.mark.proof
def test_without_the_new_files_the_old_ones_come_back(
    fresh: Callable[[], Path], old_output: Path
) -> None:
    """When a new file is lost after the kill, `recover` undoes the set, killed or not."""
    outcomes = set()
    for step in steps_under_journal(fresh)[::8]:
        for second in range(1, 100):
            output = fresh()
            children.run(partial(build, output), step)
            if not lose_one_new_file(output):
                break
            ending = children.run(partial(publish.recover, output), second)
            outcomes.add(publish.recover(output))
            assert tree(output) == tree(old_output)
            if not ending.killed:
                break
    assert outcomes == {publish.Recovery.UNDONE, publish.Recovery.NOTHING}


def lose_one_new_file(output: Path) -> bool:
    """Remove a new file that still waits on a killed run's desk; tell whether there was one."""
    waiting = sorted(path for path in output.glob(".desk-*/*/**/*.pdf") if path.is_file())
    waiting = [path for path in waiting if path.name != "same.pdf"]
    if waiting:
        waiting[0].unlink()
    return bool(waiting)


@pytest.mark.proof
@pytest.mark.parametrize("fault", [children.fail, children.interrupt])
def test_a_fault_at_any_step_is_undone_at_once(
    fresh: Callable[[], Path], old_output: Path, new_tree: Tree, fault: Callable[[], None]
) -> None:
    """A failing system call or Ctrl-C, at any step, leaves all old or all new without recovery."""
    old_tree = tree(old_output)
    found = set()
    for step in range(1, children.run(partial(build, fresh())).events + 1):
        output = fresh()
        ending = children.run(partial(build, output), step, fault)
        assert ending.raised in {"", "OutputError", "KeyboardInterrupt"}
        visible = {n: c for n, c in tree(output).items() if not n.startswith(".")}
        assert visible in (old_tree, new_tree)
        found.add((ending.raised == "", visible == new_tree))
        publish.recover(output)
        assert tree(output) == visible
    assert (False, False) in found


@pytest.mark.proof
def test_a_disk_that_fails_the_undoing_too_is_recovered_from(
    fresh: Callable[[], Path], old_output: Path, new_tree: Tree
) -> None:
    """When the old files cannot be put back either, the next command ends the matter."""
    outcomes = set()
    for step in steps_under_journal(fresh):
        output = fresh()
        ending = children.run(partial(build, output), step, children.fail, times=3)
        assert ending.raised in {"", "OutputError"}
        outcomes.add(publish.recover(output))
        assert tree(output) in (tree(old_output), new_tree)
        assert disagreements(output) == []
    assert publish.Recovery.COMPLETED in outcomes


@pytest.mark.proof
def test_another_runs_interrupted_set_is_finished_before_the_next(
    fresh: Callable[[], Path], new_tree: Tree
) -> None:
    """A run that already had its desk when another was killed finishes that one's set first."""
    output = fresh()
    with publish.desk(output) as desk:
        made = edition(desk, "pdf", {"scar.pdf": b"1"})
        for step in range(1, 200):
            children.run(partial(build, output), step)
            if (output / ".journal.json").exists():
                break
        publish.release(output, desk, [article("scar", made)], root=output.parent)
    publish.recover(output)
    assert disagreements(output) == []
    assert tree(output).keys() == {*new_tree, "scar.pdf"}


@pytest.mark.proof
def test_a_set_that_can_go_neither_way_is_an_error(fresh: Callable[[], Path]) -> None:
    """When new and old files are lost, `recover` says which files to delete, and that heals it."""
    step = steps_under_journal(fresh)[8]
    output = fresh()
    children.run(partial(build, output), step)
    for desk in output.glob(".desk-????????"):
        shutil.rmtree(desk)
    with pytest.raises(OutputError, match="interrupted") as caught:
        publish.recover(output)
    assert "Delete" in caught.value.fix
    (output / ".journal.json").unlink()
    (output / "manifest.json").unlink()
    build(output)
    assert publish.is_current(output, "wound", "pdf", "f")


@pytest.mark.parametrize("journal", ["", "{}", '{"schema": 1', '{"schema": 9}', "[1]"])
def test_a_damaged_journal_is_an_error(fresh: Callable[[], Path], journal: str) -> None:
    """A journal that was tampered with stops every command with words, not with a traceback."""
    output = fresh()
    (output / ".journal.json").write_text(journal, encoding="utf-8")
    with pytest.raises(OutputError, match="damaged"):
        publish.recover(output)


def test_a_journal_cannot_reach_out_of_the_folder(fresh: Callable[[], Path]) -> None:
    """A forged journal removes no file outside the output folder."""
    output = fresh()
    victim = output.parent / "victim"
    victim.write_text("precious", encoding="utf-8")
    move = {"name": "../victim", "old": None, "new": None, "staged": None, "backup": None}
    forged = {"schema": 1, "desk": ".desk-0", "folders": [], "moves": [move]}
    (output / ".journal.json").write_text(json.dumps(forged), encoding="utf-8")
    with pytest.raises(OutputError, match="damaged"):
        publish.recover(output)
    assert victim.exists()
