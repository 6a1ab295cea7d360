"""An edition is built again when anything it is made from changed, and only then."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapbook import publish
from chapbook.publish import settled
from tests.publish.works import publish_one

TEXTS = st.dictionaries(st.text(max_size=3), st.text(max_size=3), max_size=3)
CONTENTS = st.dictionaries(st.text(max_size=3), st.binary(max_size=3), max_size=3)
PARTS = st.tuples(CONTENTS, TEXTS, TEXTS)


def fingerprint(
    folder: Path, contents: dict[str, bytes], options: dict[str, str], tools: dict[str, str]
) -> str:
    """Return the fingerprint of inputs with *contents*, lying in *folder*."""
    inputs = {}
    for number, (name, content) in enumerate(contents.items()):
        inputs[name] = folder / str(number)
        inputs[name].write_bytes(content)
    return publish.fingerprint(inputs, options, tools)


@given(PARTS, PARTS)
def test_a_fingerprint_tells_what_differs(
    tmp_path_factory: pytest.TempPathFactory,
    one: tuple[dict[str, bytes], dict[str, str], dict[str, str]],
    two: tuple[dict[str, bytes], dict[str, str], dict[str, str]],
) -> None:
    """Two fingerprints are equal exactly when names, contents, options and tools are."""
    folder = tmp_path_factory.getbasetemp()
    assert (fingerprint(folder, *one) == fingerprint(folder, *two)) == (one == two)


@given(PARTS)
def test_order_and_place_do_not_matter(
    tmp_path_factory: pytest.TempPathFactory,
    parts: tuple[dict[str, bytes], dict[str, str], dict[str, str]],
) -> None:
    """The same parts in another order and another folder have the same fingerprint."""
    folder = tmp_path_factory.getbasetemp()
    (folder / "elsewhere").mkdir(exist_ok=True)
    contents, options, tools = (dict(reversed(part.items())) for part in parts)
    there = fingerprint(folder / "elsewhere", contents, options, tools)  # type: ignore[arg-type]  # dict(reversed()) joins the value types
    assert fingerprint(folder, *parts) == there


def test_an_input_that_is_gone_is_told(tmp_path: Path) -> None:
    """A fingerprint is never made from what cannot be read."""
    with pytest.raises(FileNotFoundError):
        publish.fingerprint({"a.md": tmp_path / "a.md"}, {}, {})


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Return an output folder with one edition of two files."""
    publish_one(tmp_path / "output", "wound", {"pdf": {"wound.pdf": b"1234", "a/b.pdf": b"5678"}})
    return tmp_path / "output"


def test_an_edition_as_published_is_current(output: Path) -> None:
    """Nothing is built twice."""
    assert publish.is_current(output, "wound", "pdf", "f")


@pytest.mark.parametrize(
    ("stem", "edition", "print_"),
    [("wound", "pdf", "other"), ("wound", "epub", "f"), ("burn", "pdf", "f")],
)
def test_what_was_never_built_is_not_current(
    output: Path, stem: str, edition: str, print_: str
) -> None:
    """Another fingerprint, edition or article is to be built."""
    assert not publish.is_current(output, stem, edition, print_)


def relink(path: Path) -> None:
    """Replace *path* by a link to its content, of the same length as that."""
    path.rename(path.with_name("orig"))
    path.symlink_to("orig")


@pytest.mark.parametrize(
    "damage",
    [
        lambda output: (output / "wound.pdf").unlink(),
        lambda output: (output / "wound.pdf").write_bytes(b"123"),
        lambda output: (output / "wound.pdf").write_bytes(b"1235"),
        lambda output: (output / "a").rename(output / "c"),
        lambda output: relink(output / "wound.pdf"),
        lambda output: (output / "manifest.json").unlink(),
    ],
    ids=["gone", "truncated", "changed", "folder gone", "link", "no manifest"],
)
def test_a_damaged_edition_is_not_current(output: Path, damage: Callable[[Path], object]) -> None:
    """One file missing, shorter or different, or no record of it, means to build again."""
    damage(output)
    assert not publish.is_current(output, "wound", "pdf", "f")


@pytest.fixture
def long_ago(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what was published have stood long enough to be known by its times."""
    monkeypatch.setattr(settled, "SETTLED_NS", 20_000_000)
    time.sleep(0.05)


def write_again(path: Path, data: bytes) -> None:
    """Write *path*, which is as long as *data*, and put its old time on it."""
    before = path.stat()
    assert before.st_size == len(data)
    path.write_bytes(data)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.usefixtures("long_ago")
def test_a_file_that_was_read_before_is_known_to_be_another(output: Path) -> None:
    """Of the same length and with its old time on it, a file that was written again is new."""
    assert publish.is_current(output, "wound", "pdf", "f")
    write_again(output / "wound.pdf", b"1235")
    assert not publish.is_current(output, "wound", "pdf", "f")


@pytest.mark.usefixtures("long_ago")
def test_a_manifest_that_was_read_before_is_known_to_be_another(output: Path) -> None:
    """The same holds for the record of all files."""
    path = output / "manifest.json"
    assert publish.read_manifest(output) is publish.read_manifest(output)
    write_again(path, path.read_bytes().replace(b"wound", b"burns"))
    read = publish.read_manifest(output)
    assert read is not None
    assert set(read.articles) == {"burns"}
