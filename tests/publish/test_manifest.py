"""The manifest says the same everywhere, and a damaged one is told, not trusted."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapbook import publish
from chapbook.errors import OutputError
from tests.publish.works import publish_one

GOOD = {
    "schema": 1,
    "articles": {
        "wound": {
            "source": "source/wound.md",
            "title": "Wound",
            "inputs": {},
            "tools": {},
            "editions": {
                "pdf": {
                    "fingerprint": "f",
                    "options": {},
                    "files": {
                        "wound.pdf": {"sha256": "0", "bytes": 1, "pages": None, "purpose": ""}
                    },
                }
            },
        }
    },
}


def broken(old: str, new: str) -> str:
    """Return a good manifest with one thing changed."""
    good = json.dumps(GOOD)
    assert old in good
    return good.replace(old, new)


def test_two_clones_have_the_same_manifest(tmp_path: Path) -> None:
    """The same build in another folder gives the same bytes."""
    for clone in ("one", "two/deeper"):
        publish_one(tmp_path / clone / "output", "wound", {"pdf": {"wound.pdf": b"1"}})
    one, two = (tmp_path / clone / "output/manifest.json" for clone in ("one", "two/deeper"))
    assert one.read_bytes() == two.read_bytes()
    assert str(tmp_path) not in one.read_text("utf-8")


def test_the_order_of_builds_does_not_show(tmp_path: Path) -> None:
    """Articles built in another order give the same manifest, sorted and readable."""
    for clone, stems in (("one", "ab"), ("two", "ba")):
        for stem in stems:
            publish_one(tmp_path / clone, stem, {"pdf": {f"{stem}.pdf": b"1"}})
    text = (tmp_path / "one/manifest.json").read_text("utf-8")
    assert text == (tmp_path / "two/manifest.json").read_text("utf-8")
    parsed = json.loads(text)
    assert text == json.dumps(parsed, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def test_the_example_of_the_manifest_is_read(tmp_path: Path) -> None:
    """Packs and shared files may be absent from a manifest."""
    (tmp_path / "manifest.json").write_text(json.dumps(GOOD), encoding="utf-8")
    manifest = publish.read_manifest(tmp_path)
    assert manifest is not None
    assert manifest.names() == {"wound.pdf"}


FILES = st.builds(
    publish.PublishedFile,
    sha256=st.text(),
    size_bytes=st.integers(min_value=0),
    pages=st.none() | st.integers(min_value=0),
    purpose=st.text(st.characters()),
)
NAMES = st.text(st.sampled_from("abcé字"), min_size=1)
TEXTS = st.dictionaries(st.text(), st.text(), max_size=2)
EDITIONS = st.builds(
    publish.PublishedEdition,
    fingerprint=st.text(),
    files=st.dictionaries(NAMES, FILES, max_size=2),
    options=TEXTS,
)
WORKS = st.builds(
    publish.PublishedWork,
    source=st.text(),
    title=st.text(st.characters(exclude_categories=())),
    editions=st.dictionaries(st.text(), EDITIONS, max_size=2),
    inputs=TEXTS,
    tools=TEXTS,
)
MANIFESTS = st.builds(
    publish.Manifest,
    articles=st.dictionaries(st.text(), WORKS, max_size=2),
    packs=st.dictionaries(st.text(), WORKS, max_size=1),
    shared=st.dictionaries(NAMES, FILES, max_size=2),
)


@given(MANIFESTS)
def test_what_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, manifest: publish.Manifest
) -> None:
    """Any manifest, in any script, survives its file."""
    folder = tmp_path_factory.getbasetemp()
    (folder / "manifest.json").write_bytes(manifest.to_json())
    assert publish.read_manifest(folder) == manifest


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "not JSON"),
        (json.dumps(GOOD)[:-20], "not JSON"),
        ("\x00\x01", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[1]", "an object should"),
        ("{}", "'schema' is missing"),
        (broken('"schema": 1', '"schema": 2'), "schema 2"),
        (broken('"title": "Wound", ', ""), "'title' is missing"),
        (broken('"title": "Wound"', '"title": 3'), "a text should"),
        (broken('"bytes": 1', '"bytes": -1'), "a whole number should"),
        (broken('"bytes": 1', '"bytes": true'), "a whole number should"),
        (broken('"wound.pdf"', '"../wound.pdf"'), "is not ours"),
        (broken('"wound.pdf"', '"/etc/wound.pdf"'), "is not ours"),
        (broken('"wound.pdf"', '"manifest.json"'), "is not ours"),
    ],
)
def test_a_damaged_manifest_is_an_error_that_says_what_to_do(
    tmp_path: Path, content: str, said: str
) -> None:
    """Truncated, foreign or forged manifests are refused, and a rebuild heals the folder."""
    publish_one(tmp_path, "wound", {"pdf": {"wound.pdf": b"1"}})
    (tmp_path / "manifest.json").write_text(content, encoding="utf-8")
    with pytest.raises(OutputError, match=said) as caught:
        publish_one(tmp_path, "wound", {"pdf": {"wound.pdf": b"2"}})
    assert (tmp_path / "wound.pdf").read_bytes() == b"1"
    assert "Delete" in caught.value.fix
    (tmp_path / "manifest.json").unlink()
    publish_one(tmp_path, "wound", {"pdf": {"wound.pdf": b"2"}})
    assert publish.is_current(tmp_path, "wound", "pdf", "f")


def test_a_manifest_that_is_not_utf_8_is_damaged(tmp_path: Path) -> None:
    """Bytes of another encoding are told as damage."""
    (tmp_path / "manifest.json").write_bytes(b'{"schema": "\xff"}')
    with pytest.raises(OutputError, match="damaged"):
        publish.read_manifest(tmp_path)


def test_a_folder_without_manifest_has_none(tmp_path: Path) -> None:
    """No manifest is not a damaged manifest."""
    assert publish.read_manifest(tmp_path) is None
    assert publish.read_manifest(tmp_path / "missing") is None
