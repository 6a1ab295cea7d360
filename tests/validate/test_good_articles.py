import shutil
from pathlib import Path

import pytest

from chapbook import load
from tests.articles import generate
from tests.conftest import ARTICLES, GOOD, Desk, judged

NAMES = sorted(path.name for path in GOOD.iterdir())


@pytest.mark.parametrize("name", NAMES)
def test_a_good_article_has_no_findings(name: str, desk: Desk) -> None:
    """What Chapbook reads as it is meant is not complained about, not even in a note.

    Of keys that are for other systems a note tells that they are left to these.
    """
    assert [found for found in judged(desk.good(name)) if found.code != "key-elsewhere"] == []


def test_windows_line_ends_and_a_byte_order_mark_are_fine(desk: Desk) -> None:
    """An article saved by a Windows editor reads the same, with the same places."""
    article = desk.good("everything")
    text = article.read_bytes()
    before = load.manuscript(article)

    article.write_bytes(b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n"))
    after = load.manuscript(article)

    assert after.blocks == before.blocks
    assert after.source == before.source
    assert judged(article) == ()


@pytest.mark.parametrize("name", ["tea & toast.md", "ärztliche Übersicht.md", "it's $HOME.md"])
def test_an_article_may_have_any_name_and_folder(name: str, desk: Desk) -> None:
    """Spaces, umlauts, quotes and dollar signs in a path change nothing."""
    article = desk.good("german")
    odd = desk.folder / "a folder, 100 %"
    shutil.copytree(article.parent, odd)
    (odd / article.name).rename(odd / name)

    assert judged(odd / name) == ()


def test_everything_loses_the_private_data_of_its_photograph(desk: Desk) -> None:
    """A photograph is embedded without place, camera and comments."""
    article = desk.good("everything")
    original = (article.parent / "figures" / "photo.jpg").read_bytes()
    data = load.manuscript(article).assets["figures/photo.jpg"].data

    for private in (b"Exif", b"Camera maker", b"A private comment"):
        assert private in original
        assert private not in data


def test_kept_articles_are_those_that_the_script_writes(tmp_path: Path) -> None:
    """Long articles are generated, and what is kept is what the script gives today."""
    for path in generate.write(tmp_path):
        if path.suffix in {".md", ".bib"}:
            assert (tmp_path / path).read_bytes() == (ARTICLES / path).read_bytes()
