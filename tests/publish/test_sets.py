"""Any set of files replaces any other, and a kill anywhere leaves one of the two."""

import tempfile
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chapbook import publish
from tests.publish import children
from tests.publish.works import disagreements, publish_one, tree

#: Names in one folder and in several, in other scripts, with spaces and quotes.
NAMES = st.sampled_from(
    [
        "w.pdf",
        "w w.pdf",
        "rana żółć.pdf",
        "石灰.html",
        "a/w.pdf",
        "a/x.pdf",
        "b/c/w.pdf",
        "q'\".bib",
    ]
)
SETS = st.dictionaries(NAMES, st.binary(max_size=8), max_size=6)


def published(folder: Path, *sets: dict[str, bytes]) -> dict[str, bytes | None]:
    """Publish *sets* one after the other and return what the folder then holds."""
    for files in sets:
        publish_one(folder, "w", {"pdf": files})
    assert disagreements(folder) == []
    return tree(folder)


@pytest.mark.proof
@settings(max_examples=60, deadline=None, derandomize=True)
@given(old=SETS, new=SETS, step=st.integers(min_value=1, max_value=120))
def test_a_kill_between_any_two_sets(
    quick_folder: Path, old: dict[str, bytes], new: dict[str, bytes], step: int
) -> None:
    """After a kill at any step, recovery leaves exactly the old set or exactly the new one."""
    with tempfile.TemporaryDirectory(dir=quick_folder) as folder:
        output = Path(folder) / "output"
        before = published(output, old)
        after = published(Path(folder) / "finished", old, new)
        ending = children.run(partial(publish_one, output, "w", {"pdf": new}), step)
        publish.recover(output)
        assert disagreements(output) == []
        assert tree(output) in ((before, after) if ending.killed else (after,))


@settings(max_examples=40, deadline=None, derandomize=True)
@given(old=SETS, new=SETS)
def test_what_is_published_does_not_depend_on_what_was_before(
    quick_folder: Path, old: dict[str, bytes], new: dict[str, bytes]
) -> None:
    """Publishing over an old set gives the same folder, byte for byte, as into an empty one."""
    with tempfile.TemporaryDirectory(dir=quick_folder) as folder:
        assert published(Path(folder) / "a", old, new) == published(Path(folder) / "b", new)
