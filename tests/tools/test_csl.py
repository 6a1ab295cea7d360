from pathlib import Path

import pytest

from chapbook.tools import csl
from chapbook.tools.csl import StyleClass

HOUSE = """<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" default-locale="fr-FR">
<info><title>House</title><id>house</id>
<link href="http://www.zotero.org/styles/{parent}" rel="independent-parent"/></info></style>"""


@pytest.mark.parametrize(
    ("name", "placement", "form"),
    [
        ("apa", StyleClass.IN_TEXT, "author-date"),
        ("modern-language-association", StyleClass.IN_TEXT, "author"),
        ("chicago-notes-bibliography", StyleClass.NOTE, "note"),
        ("american-medical-association", StyleClass.IN_TEXT, "numeric"),
    ],
)
def test_a_style_knows_how_it_cites(name: str, placement: StyleClass, form: str) -> None:
    """Class and citation format come from the style's own words."""
    style = csl.style(name)
    assert (style.placement, style.citation_format) == (placement, form)
    assert style.numeric is (form == "numeric")


def test_a_dependent_style_has_its_parents_rules_and_its_own_language() -> None:
    """A journal that only names a parent is resolved inside the package."""
    style = csl.style("annals-of-the-rheumatic-diseases")
    assert style.path.name == "bmj.csl"
    assert style.title == "Annals of the Rheumatic Diseases"
    assert style.locale == "en-US"


def test_every_packaged_style_resolves() -> None:
    """No style of the package rests on one that is not there."""
    assert len(csl.names()) > 10_000
    for name in sorted(csl.names())[::50]:
        assert "<citation" in csl.style(name).path.read_text("utf-8"), name


@pytest.mark.parametrize("name", ["apa", "apa.csl", "http://www.zotero.org/styles/apa"])
def test_a_style_may_be_named_in_three_ways(name: str) -> None:
    """A name, a file name and Zotero's address lead to the same style."""
    assert csl.style(name).path.name == "apa.csl"
    assert csl.style(name).name == "apa"


def test_an_article_may_bring_its_own_style(tmp_path: Path) -> None:
    """A file below the article's folder counts; its parent comes from the package."""
    (tmp_path / "house.csl").write_text(HOUSE.format(parent="apa"), "utf-8")
    style = csl.style("house.csl", tmp_path)
    assert (style.name, style.path.name, style.locale) == ("house", "apa.csl", "fr-FR")


@pytest.mark.parametrize("name", ["no-such-style", "", "../apa", "a\0b.csl", "apa/../ieee"])
def test_what_is_no_style_is_refused(name: str, tmp_path: Path) -> None:
    """Nothing outside the package and the folder is looked at."""
    with pytest.raises(csl.UnknownStyleError):
        csl.style(name, tmp_path)


def test_a_style_outside_the_folder_is_not_read(tmp_path: Path) -> None:
    """Neither a path nor a symbolic link leads out of the article's folder."""
    folder = tmp_path / "article"
    folder.mkdir()
    (tmp_path / "secret.csl").write_text(HOUSE.format(parent="apa"), "utf-8")
    (folder / "link.csl").symlink_to(tmp_path / "secret.csl")
    for name in ("../secret.csl", "link.csl", str(tmp_path / "secret.csl")):
        with pytest.raises(csl.UnknownStyleError):
            csl.style(name, folder)


def test_a_style_without_its_parent_is_refused(tmp_path: Path) -> None:
    """A parent that the package does not have is named, and not fetched."""
    (tmp_path / "house.csl").write_text(HOUSE.format(parent="no-such-style"), "utf-8")
    with pytest.raises(csl.UnknownStyleError, match="no-such-style"):
        csl.style("house.csl", tmp_path)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("APA 7th", "apa"),
        ("mla", "modern-language-association"),
        ("vancouvr", "nlm-citation-sequence"),
        ("amercan-medical-association", "american-medical-association"),
        ("Harvard", "harvard-cite-them-right"),
        ("lancet", "the-lancet"),
    ],
)
def test_the_style_that_was_meant_is_named_first(typed: str, meant: str) -> None:
    """Short names, other spellings and slips lead to the style that is meant."""
    assert csl.nearest(typed)[0] == meant


def test_a_style_is_found_under_the_name_that_it_once_had() -> None:
    """Front matter of old papers names styles that were renamed since."""
    assert csl.style("https://www.zotero.org/styles/vancouver").path.stem == "nlm-citation-sequence"
    assert csl.style("harvard1").path.stem == "harvard-cite-them-right"
