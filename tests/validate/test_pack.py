"""Judging packs: how readings go together, and the texts of instructors."""

import datetime as dt
import shutil
from pathlib import Path

import pikepdf
import pytest

from chapbook.findings import in_order
from chapbook.licences import allows_less, conditions, is_waived
from chapbook.load import pack as packs
from chapbook.validate import pack as judging
from tests.conftest import TODAY, judged
from tests.packs import mixed

ROOT = Path(__file__).parents[2]
PACKS = Path(__file__).parents[1] / "packs"
GOOD = [
    ROOT / "source" / "coursepack.yaml",
    *(PACKS / name / "coursepack.yaml" for name in ("small", "arabic", "deutsch")),
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pack with other people's PDFs."""
    return mixed.made(tmp_path_factory.mktemp("mixed"))


def told(path: Path, day: dt.date = TODAY) -> list[str]:
    """Return the places and codes of everything that is wrong with the pack *path* on *day*."""
    pack = packs.pack(path)
    found = in_order([*pack.findings, *judging.findings(pack, day)])
    return [f"{finding.place}: {finding.code}" for finding in found]


def changed(made: Path, folder: Path, old: str, new: str) -> Path:
    """Return a copy of the pack *made* in which *new* stands in the place of *old*."""
    shutil.copytree(made.parent, folder / "pack")
    path = folder / "pack" / "coursepack.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    return path


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.parent.name)
def test_good_packs_have_no_findings(path: Path) -> None:
    """The shipped pack and those of the tests are without any finding."""
    assert [str(found) for found in judged(path)] == []


def test_a_pack_with_others_pdfs_says_only_what_is_missing(made: Path) -> None:
    """PDFs that can be opened and say their language are taken without a word, tagged or not."""
    assert told(made) == []


BREAKS = {
    "language": ("        lang: en\n", "", "28:14: pack-pdf-language"),
    "rights": (
        "        rights: {licence: CC-BY-NC-ND-4.0, holder: Joan Kirk}\n",
        "",
        "28:9: pack-rights-missing",
    ),
    "pages": ("pages: 1, 3-4", "pages: 1, 5-7", "12:16: pack-pages-beyond"),
    "whole": ("id: old-story", "pages: 1-2", "29:16: pack-parts-forbidden"),
    "link": ("pack:tea", "pack:tee", "13: pack-link-missing"),
    "early": ("due: 2026-09-21", "due: 2025-09-21", "33:14: pack-due-early"),
    "narrow": (
        "lang: en\nparts",
        "lang: en\nlicense: CC-BY-SA-4.0\nparts",
        "5:10: pack-licence-narrower",
    ),
    "twice": ("note: welcome.md", "pdf: tagged.pdf\n        title: T\n        pages: 4-", "-"),
    "apart": ("note: welcome.md", "pdf: tagged.pdf\n        title: T\n        pages: 5-", "-"),
    "allow": (
        "lang: en\nparts",
        "lang: en\nallow: [pack-rights-missing]\nparts",
        "5:9: value-wrong",
    ),
    "theme": ("lang: en\nparts", "lang: en\ntheme: clinique\nparts", "5:8: theme-unknown"),
    "style": ("lang: en\nparts", "lang: en\ncitation-style: appa\nparts", "5:17: style-unknown"),
    "glyph": ("A mixed reader", "A mixed reader \U00012000", "1:23: glyph-missing"),
}
"""What is exchanged for what, and the finding that it makes."""


@pytest.mark.parametrize("name", [name for name, case in BREAKS.items() if case[2] != "-"])
def test_one_break_gives_one_finding(made: Path, tmp_path: Path, name: str) -> None:
    """Breaking one thing of a good pack gives exactly the finding about it."""
    old, new, expected = BREAKS[name]
    found = told(changed(made, tmp_path, old, new))
    assert found == [f"coursepack.yaml:{expected}"]


def test_pages_of_one_file_may_be_two_readings(made: Path, tmp_path: Path) -> None:
    """The same PDF may be there twice, unless a page is in both."""
    found = told(changed(made, tmp_path / "a", *BREAKS["twice"][:2]))
    assert any("pack-reading-twice" in each for each in found)
    found = told(changed(made, tmp_path / "b", *BREAKS["apart"][:2]))
    assert not any("pack-reading-twice" in each for each in found)


def test_a_password_is_told_as_the_reason(made: Path, tmp_path: Path) -> None:
    """An encrypted file is refused, and the finding says why."""
    path = changed(made, tmp_path, "A mixed reader", "A locked reader")
    locked = path.parent / "tagged.pdf"
    with pikepdf.open(locked, allow_overwriting_input=True) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    (found,) = [each for each in judged(path) if each.code == "pack-pdf-unreadable"]
    assert "password" in found.message


def test_a_review_is_overdue_after_its_last_day(tmp_path: Path) -> None:
    """An article is good on the last day of the month in which its review is due."""
    shutil.copytree(PACKS / "small", tmp_path / "small")
    path = tmp_path / "small" / "coursepack.yaml"
    tea = path.with_name("tea.md")
    tea.write_text(tea.read_text("utf-8").replace("lang: en", "lang: en\nreview-due: 2027-02"))
    assert told(path, dt.date(2027, 2, 28)) == []
    assert told(path, dt.date(2027, 3, 1)) == ["coursepack.yaml:15:18: pack-review-overdue"]


def test_notes_are_judged_as_articles_are(tmp_path: Path) -> None:
    """HTML, citations, pictures without words and references without numbers are found."""
    shutil.copytree(PACKS / "small", tmp_path / "small")
    path = tmp_path / "small" / "coursepack.yaml"
    path.with_name("welcome.md").write_text(
        "# Welcome\n\n<script>alert(1)</script>\n\n[@nobody]\n\n"
        '![Cup](pictures/cup.svg){#fig-cup alt="A cup."}\n\n[](#fig-cup) ![](pictures/cup.svg)\n',
        "utf-8",
    )
    assert told(path) == [
        "welcome.md:3:1: raw-html",
        "welcome.md:5:2: citation-unknown",
        "welcome.md:9:4: cross-reference-unnumbered",
        "welcome.md:9:18: image-alt-missing",
    ]


@pytest.mark.parametrize(
    ("licence", "asks"),
    [
        ("CC-BY-4.0", set()),
        ("CC BY-NC-ND 3.0", {"NC", "ND"}),
        ("cc-by-sa-2.0-de", {"SA"}),
        ("CC0-1.0", set()),
        ("Public Domain", set()),
        ("All rights reserved", None),
        ("", None),
    ],
)
def test_licences_are_known_by_what_they_ask(licence: str, asks: set[str] | None) -> None:
    """Identifiers, names with spaces and older versions are understood; others are not."""
    assert conditions(licence) == asks


def test_a_licence_allows_less_only_than_an_open_one() -> None:
    """Of what is not an open licence itself nothing can be said."""
    assert allows_less("CC-BY-NC-4.0", "CC-BY-4.0")
    assert allows_less("Library licence", "CC-BY-4.0")
    assert not allows_less("CC-BY-4.0", "CC-BY-SA-4.0")
    assert not allows_less("CC-BY-NC-4.0", "")
    assert is_waived("public domain")
    assert not is_waived("CC-BY-4.0")
