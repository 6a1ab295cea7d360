"""Folders in memory for tests that publish hundreds of times."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

MEMORY = Path("/dev/shm")


@pytest.fixture(scope="module")
def quick_folder() -> Iterator[Path]:
    """Give an empty folder where waiting for the disk takes no time.

    A killed process loses nothing that it had written, on a disk or in memory.
    """
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        yield Path(folder)
