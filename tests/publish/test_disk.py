"""A full, read-only or forbidden disk is told in words, and nothing is lost on it."""

import os
import resource
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from chapbook import publish
from chapbook.errors import OutputError
from tests.publish import children
from tests.publish.works import disagreements, publish_one, tree

PROJECT = Path(__file__).parents[2]
NOBODY = 65534

#: Runs in a mount namespace of its own, so that the disk is gone when it ends.
ON_A_SMALL_DISK = """
import os, subprocess, sys
from pathlib import Path
from chapbook import publish
from chapbook.errors import OutputError
from tests.publish.works import disagreements, publish_one, tree

disk = Path(sys.argv[1])
OLD = {"pdf": {"wound.pdf": b"o" * 5000, "a/wound.pdf": b"o"}}
NEW = {"pdf": {"wound.pdf": b"n" * 9000, "b/c/wound.pdf": b"n" * 4000}}

def mount(options, *kind):
    subprocess.run(["mount", *kind, "-o", options, "tmpfs", disk], check=True)

def limit(resource, free):
    now = os.statvfs(disk)
    blocks, entries = now.f_blocks - now.f_bfree, now.f_files - now.f_ffree
    limits = {
        "blocks": f"size={(blocks + free) * now.f_frsize}",
        "entries": f"nr_inodes={entries + free}",
        "rights": "ro",
    }
    mount("remount," + limits[resource])

def rebuilt(resource, free):
    mount("size=1m", "-t", "tmpfs")
    output = disk / "output"
    publish_one(output, "wound", OLD)
    before = tree(output)
    limit(resource, int(free))
    try:
        publish_one(output, "wound", NEW)
        said = ""
    except OutputError as error:
        said = str(error)
        assert tree(output) == before, (resource, free)
    assert disagreements(output) == []
    subprocess.run(["umount", disk], check=True)
    return said

for line in sys.stdin:
    print(repr(rebuilt(*line.split())), flush=True)
"""


def on_a_small_disk(folder: Path, limits: list[str]) -> list[str]:
    """Return what a rebuild says on a disk with each of *limits*, quoted; '' is success.

    A limit is a resource and how much of it is free, such as ``blocks 3``.
    """
    command = ["unshare", "--mount", "--map-root-user", sys.executable, "-c", ON_A_SMALL_DISK]
    probe = [*command[:3], "mount", "-t", "tmpfs", "tmpfs", str(folder)]
    if subprocess.run(probe, capture_output=True, check=False).returncode:
        pytest.skip("this system lets nobody mount a disk of their own")
    done = subprocess.run(
        [*command, str(folder)],
        input="\n".join(limits),
        capture_output=True,
        text=True,
        check=False,
        cwd=PROJECT,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_a_disk_that_fills_up_at_any_point_keeps_the_old_build(tmp_path: Path) -> None:
    """With any number of free blocks or file entries, the build is whole, or told and undone."""
    enough = 20
    for scarce in ("blocks", "entries"):
        said = on_a_small_disk(tmp_path, [f"{scarce} {free}" for free in range(enough)])
        assert "no space left" in said[0]
        assert "df -h" in said[0]
        assert said[-1] == "''"


def test_a_read_only_disk_is_told(tmp_path: Path) -> None:
    """A disk mounted read-only is named as such."""
    (said,) = on_a_small_disk(tmp_path, ["rights 0"])
    assert "mounted read-only" in said


def test_a_limit_on_file_sizes_is_told(tmp_path: Path) -> None:
    """A file larger than the system allows stops the build; the old one stays."""
    publish_one(tmp_path, "wound", {"pdf": {"wound.pdf": b"old"}})
    before = tree(tmp_path)

    def limited() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
        with pytest.raises(OutputError, match="refuses a file as large"):
            publish_one(tmp_path, "wound", {"pdf": {"wound.pdf": b"n" * 2000}})

    assert children.run(limited).raised == ""
    assert tree(tmp_path) == before


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Give a folder that every user can reach; pytest's own are private."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def as_nobody(action: Callable[[], object]) -> Callable[[], None]:
    """Return *action* without the rights of root, whom permissions do not stop."""

    def run() -> None:
        if os.geteuid() == 0:
            os.setuid(NOBODY)
        action()

    return run


def test_a_forbidden_folder_is_told(open_folder: Path) -> None:
    """Without the right to write, the build stops; commands that only look still work."""
    output = open_folder / "output"
    publish_one(output, "wound", {"pdf": {"wound.pdf": b"old"}})
    before = tree(output)
    output.chmod(0o555)

    def forbidden() -> None:
        assert publish.recover(output) is publish.Recovery.NOTHING
        assert publish.is_current(output, "wound", "pdf", "f")
        with pytest.raises(OutputError, match="no permission"):
            publish_one(output, "wound", {"pdf": {"wound.pdf": b"new"}})

    assert children.run(as_nobody(forbidden)).raised == ""
    output.chmod(0o755)
    assert tree(output) == before


@pytest.mark.parametrize("below", ["", "deeper"])
def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path, below: str) -> None:
    """An output folder that is a file, or lies below one, is an error that says so."""
    (tmp_path / "output").write_bytes(b"a file")
    with pytest.raises(OutputError, match="is a file, or lies below one"):
        publish_one(tmp_path / "output" / below, "wound", {"pdf": {"wound.pdf": b"1"}})
    assert (tmp_path / "output").read_bytes() == b"a file"


def test_a_name_too_long_for_the_disk_is_told(tmp_path: Path) -> None:
    """An article whose file name no disk can hold is an error about the name."""
    publish_one(tmp_path, "wound", {"pdf": {"wound.pdf": b"1"}})
    before = tree(tmp_path)
    with publish.desk(tmp_path) as desk:
        (desk / "x").write_bytes(b"x")
        made = publish.MadeFile(path=desk / "x", name="x" * 300, purpose="")
        work = publish.Publication(
            stem="x",
            source="x.md",
            title="X",
            inputs={},
            tools={},
            editions=(publish.MadeEdition(name="pdf", fingerprint="f", files=(made,)),),
        )
        with pytest.raises(OutputError, match="longer than this disk allows"):
            publish.release(tmp_path, desk, [work], root=tmp_path)
    assert tree(tmp_path) == before
    assert disagreements(tmp_path) == []


def test_a_fault_of_the_work_itself_is_passed_on(tmp_path: Path) -> None:
    """A file that the work on the desk misses is not blamed on the output folder."""
    with pytest.raises(FileNotFoundError), publish.desk(tmp_path) as desk:
        (desk / "missing").read_bytes()
