"""A text that was kept is read as it was written, and is known when it is not."""

import json
from pathlib import Path

import pytest

from chapbook import load
from chapbook.frozen import Frozen, Occasion
from chapbook.tools import store, wording

HEAD = "---\ntitle: Tea\nauthor: {literal: Us}\ndate: 2026-11\nlang: en\nversion: 1.0\n---\n\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """Return a small article with a version."""
    path = tmp_path / "tea.md"
    path.write_text(f"{HEAD}# Pots {{#sec-pots}}\n\nHot *water*.\n", "utf-8")
    return path


def _frozen(article: Path, occasion: Occasion = Occasion.RELEASED) -> Frozen:
    return store.freeze(load.manuscript(article), occasion)


def test_a_kept_text_reads_back(article: Path) -> None:
    """All that is known of it comes back, a date of a month as a month."""
    frozen = _frozen(article)
    path = store.write(article, frozen)
    assert path.relative_to(article.parent).as_posix() == "tea.versions/1.0.json"
    assert [each.frozen for each in store.read(article)] == [frozen]
    assert json.loads(path.read_bytes())["date"] == "2026-11"


def test_its_lines_can_be_read(article: Path) -> None:
    """Title and text stand there as people read them, with the mark that sheets carry."""
    frozen = _frozen(article)
    kept = json.loads(store.write(article, frozen).read_bytes())
    assert kept["text"] == ["title: Tea", "# Pots {#sec-pots}", "Hot *water*."]
    assert kept["content"] == wording.content_hash(load.manuscript(article))
    assert kept["mark"] == frozen.mark


def test_reviews_of_exactly_this_text_are_kept(article: Path) -> None:
    """A review of an earlier text is no review of this one."""
    content = wording.content_hash(load.manuscript(article))
    review = "{given: Eva, family: Arzt, credentials: MD, date: 2026-11-20, content: %s}"
    said = f"reviewed-by: [{review % content}, {review % ('f' * 64)}]\n"
    article.write_text(article.read_text("utf-8").replace("version", f"{said}version"), "utf-8")
    frozen = _frozen(article)
    assert [(r.display, r.credentials) for r in frozen.reviews] == [("Eva Arzt", "MD")]
    store.write(article, frozen)
    assert [each.frozen for each in store.read(article)] == [frozen]


def test_the_same_text_is_the_same_file(article: Path) -> None:
    """Writing it again changes no byte, and leaves nothing else in the folder."""
    path = store.write(article, _frozen(article))
    before = path.read_bytes()
    store.write(article, _frozen(article))
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == ["1.0.json"]


def test_signed_texts_lie_apart(article: Path) -> None:
    """A signed text is called by its mark, and is read beside the released ones."""
    signed = _frozen(article, Occasion.SIGNED)
    path = store.write(article, signed)
    store.write(article, _frozen(article))
    assert path.name == f"{signed.mark}.json"
    assert {each.name for each in store.read(article)} == {
        "tea.versions/1.0.json",
        f"tea.versions/signed/{signed.mark}.json",
    }


@pytest.mark.parametrize("version", ["../../1", "2026/11", "a:b?", "٢", "1.0 (draft)", "."])
def test_a_version_may_be_called_anything(article: Path, version: str) -> None:
    """Whatever a version is called, its file lies in the folder and is found again."""
    text = article.read_text("utf-8").replace("version: 1.0", f'version: "{version}"')
    article.write_text(text, "utf-8")
    path = store.write(article, _frozen(article))
    assert path.parent == store.folder(article)
    assert [each.frozen.version for each in store.read(article) if each.frozen] == [version]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("Hot", "Warm", "not as it was written"),
        ('"schema": 1', '"schema": 2', "of schema 2"),
        ("{", "<<<<<<< HEAD\n{", "no text that Chapbook has kept"),
        ('"occasion"', '"cause"', "not as it was written"),
    ],
)
def test_a_text_changed_by_hand_is_known(article: Path, old: str, new: str, says: str) -> None:
    """One word, one member or a merge that was left undone is a fault, and never a text."""
    path = store.write(article, _frozen(article))
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    (found,) = store.read(article)
    assert found.frozen is None
    assert says in found.fault


@pytest.mark.parametrize("data", [b"", b"[]", b"null", b'{"schema": 1}', b"\xff\xfe", b"7"])
def test_any_other_file_is_a_fault(article: Path, data: bytes) -> None:
    """Whatever else has such a name is told and stops nothing."""
    path = store.write(article, _frozen(article))
    path.write_bytes(data)
    assert [each.frozen for each in store.read(article)] == [None]


def test_nothing_outside_the_folder_of_the_article_is_read(article: Path, tmp_path: Path) -> None:
    """A link that leads out of it is a fault, whatever it leads to."""
    elsewhere = tmp_path.parent / f"{tmp_path.name}-elsewhere.json"
    elsewhere.write_bytes(store.written(_frozen(article)))
    store.folder(article).mkdir()
    (store.folder(article) / "1.0.json").symlink_to(elsewhere)
    (found,) = store.read(article)
    assert found.frozen is None
    assert "outside" in found.fault
