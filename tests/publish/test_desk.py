"""The desk is private, empty, and never left behind."""

from pathlib import Path

import pytest

from chapbook import publish
from tests.publish import children
from tests.publish.works import tree


def leave_a_mess(output: Path) -> None:
    """Die in the middle of the work on the desk."""
    with publish.desk(output) as desk:
        (desk / "folder").mkdir()
        (desk / "folder/half.pdf").write_bytes(b"%PDF")
        children.kill()


def test_a_desk_is_an_empty_private_folder_beside_the_files(tmp_path: Path) -> None:
    """It lies inside the output folder, on the same disk, and nobody else can look in."""
    output = tmp_path / "new" / "output"
    with publish.desk(output) as desk:
        assert desk.parent == output
        assert desk.name.startswith(".desk-")
        assert list(desk.iterdir()) == []
        assert desk.stat().st_mode & 0o777 == 0o700
    assert tree(output) == {}


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_a_desk_is_removed_after_a_failure(tmp_path: Path, error: type[BaseException]) -> None:
    """However the work ends, the folder is as it was, and the failure is not hidden."""

    def fail() -> None:
        with publish.desk(tmp_path) as desk:
            (desk / "half.pdf").write_bytes(b"%PDF")
            raise error

    with pytest.raises(error):
        fail()
    assert tree(tmp_path) == {}


def test_the_desk_of_a_killed_run_is_removed_by_the_next(tmp_path: Path) -> None:
    """A killed run leaves its desk; a new desk or any other command clears it away."""
    for clear in (publish.recover, lambda output: publish.desk(output).__enter__()):
        assert children.run(lambda: leave_a_mess(tmp_path)).killed
        left = set(tree(tmp_path))
        assert left
        clear(tmp_path)
        assert not left & set(tree(tmp_path))


def test_the_desk_of_a_living_run_stays(tmp_path: Path) -> None:
    """Two runs have their desks side by side; neither removes the other's."""
    with publish.desk(tmp_path) as one:
        (one / "mine.pdf").write_bytes(b"1")
        assert children.run(lambda: leave_a_mess(tmp_path)).killed
        with publish.desk(tmp_path) as two:
            assert one != two
            assert (one / "mine.pdf").exists()
        assert {path.name for path in tmp_path.glob(".desk-*")} == {one.name, f"{one.name}.lock"}


def test_recovery_of_nothing_writes_nothing(tmp_path: Path) -> None:
    """A folder without leftovers, or none at all, is not touched."""
    assert publish.recover(tmp_path / "missing") is publish.Recovery.NOTHING
    assert children.run(lambda: publish.recover(tmp_path)).events <= 1
    assert tree(tmp_path.parent / tmp_path.name) == {}
