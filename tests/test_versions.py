"""Releasing a version, knowing a sheet of it again, and what falls due, as people type it."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pipeline
from chapbook import expiry, load, textmark
from chapbook.editions import EDITIONS
from chapbook.partialdate import PartialDate, last_day
from chapbook.settings import Settings
from chapbook.tools import wording
from chapbook.versions import sheet

TEXT = """---
title: Tea
author: {literal: Us}
date: 2026-11-22
lang: en
version: "1.0"
review-due: 2027-05-31
---

::: key-points
- Boil the water.
- Wait for a minute.
:::

::: {.see-doctor when=soon}
- You are burnt.
:::

# Pots

Use a pot of clay.
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """A small article about health, which has a version."""
    path = tmp_path / "tea.md"
    path.write_text(TEXT, "utf-8")
    return path


class Terminal:
    """Commands typed one after another, and what they answer."""

    def __init__(self, captured: pytest.CaptureFixture[str]) -> None:
        self.captured = captured
        self.status = 0

    def __call__(self, *typed: str | Path) -> str:
        """Run a command and return what it prints."""
        out, err = self._run(*typed)
        return out + err

    def json(self, *typed: str | Path) -> dict[str, Any]:
        """Run a command with ``--json`` and return the data."""
        data: dict[str, Any] = json.loads(self._run(*typed, "--json")[0])
        return data

    def _run(self, *typed: str | Path) -> tuple[str, str]:
        """Run a command as a process of its own would, which remembers nothing."""
        for remembered in (pipeline._judged, pipeline._article):
            remembered.cache_clear()
        self.captured.readouterr()
        self.status = pipeline.main([str(word) for word in typed])
        return self.captured.readouterr()


@pytest.fixture
def typed(capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A terminal."""
    return Terminal(capsys)


def _change(article: Path, old: str, new: str) -> None:
    """Exchange words of *article*."""
    text = article.read_text("utf-8")
    assert old in text
    article.write_text(text.replace(old, new), "utf-8")


def test_a_release_keeps_the_words_once(article: Path, typed: Terminal) -> None:
    """The first release writes a file; the same text released again is unchanged."""
    assert "Released version 1.0" in typed("release", article)
    kept = article.parent / "tea.versions" / "1.0.json"
    before = kept.read_bytes()
    assert typed.json("release", article)["status"] == "unchanged"
    assert kept.read_bytes() == before


def test_a_released_version_cannot_change(article: Path, typed: Terminal) -> None:
    """Other words under a released version are refused, and what to do is said."""
    typed("release", article)
    _change(article, "clay", "iron")
    said = typed("release", article)
    assert typed.status == 1
    assert 'version: "1.1"' in said
    assert "Use a pot of iron." in said
    _change(article, '"1.0"', '"1.1"')
    assert "Released version 1.1" in typed("release", article)
    assert typed.status == 0


def test_even_an_allowed_change_is_not_released(article: Path, typed: Terminal) -> None:
    """Who allows the finding may build, but two texts never share a version."""
    typed("release", article)
    _change(article, "clay", "iron")
    _change(article, "lang: en", "lang: en\nallow: [version-changed]")
    assert "was released with other words" in typed("release", article)
    assert typed.status == 2


def test_a_new_date_or_address_is_no_other_text(article: Path, typed: Terminal) -> None:
    """What reviewers do not sign for may change under a version."""
    typed("release", article)
    _change(article, "date: 2026-11-22", "date: 2026-11-23\nurl: https://example.org/tea")
    assert typed.json("release", article)["status"] == "unchanged"


def test_an_article_without_a_version_is_not_released(article: Path, typed: Terminal) -> None:
    """Nobody could say later what was released."""
    _change(article, 'version: "1.0"\n', "")
    assert 'Add the line  version: "1.0"' in typed("release", article)
    assert typed.status == 2
    assert not (article.parent / "tea.versions").exists()


def test_a_mark_tells_version_and_changes(article: Path, typed: Terminal) -> None:
    """Typed from paper, a mark leads to its version, and to what has changed since."""
    mark = str(typed.json("release", article)["text-mark"])
    (current,) = typed.json("verify", mark.lower(), article.parent)["matches"]
    assert (current["versions"], current["current"], current["changes"]) == (["1.0"], True, [])
    _change(article, '"1.0"', '"1.1"')
    _change(article, "clay", "iron")
    _change(article, "- Wait for a minute.\n", "")
    (past,) = typed.json("verify", mark, article)["matches"]
    assert typed.status == 0
    assert (past["version"], past["current"], past["now"]["version"]) == ("1.0", False, "1.1")
    assert [(c["kind"], c["before"], c["after"]) for c in past["changes"]] == [
        ("removed", "- Wait for a minute.", ""),
        ("changed", "Use a pot of clay.", "Use a pot of iron."),
    ]


def test_an_unknown_mark_is_said_to_be_unknown(article: Path, typed: Terminal) -> None:
    """The status is 1, and a mark with two signs mistyped is offered as it is known."""
    mark = str(typed.json("release", article)["text-mark"])
    wrong = ("0" if mark[0] != "0" else "1") + mark[1:]
    assert f"Was one of these meant? {mark}" in typed("verify", wrong, article.parent)
    assert typed.status == 1
    typed("verify", "no mark", article.parent)
    assert typed.status == 2


def test_a_text_that_was_never_released_is_known_while_it_stands(
    article: Path, typed: Terminal
) -> None:
    """Its mark is found in the article itself; after a change nobody knows it."""
    mark = sheet.read(_mark_of(article)).mark
    (match,) = typed.json("verify", mark, article.parent)["matches"]
    assert (match["versions"], match["version"], match["current"]) == ([], "1.0", True)
    _change(article, "clay", "iron")
    typed("verify", mark, article.parent)
    assert typed.status == 1


def _mark_of(article: Path) -> str:
    """Return the mark of the words of *article* as they are."""
    return textmark.of(wording.content_hash(load.manuscript(article)))


def test_who_reviewed_a_version_is_told(article: Path, typed: Terminal) -> None:
    """A review of exactly this text is named, also when the front matter has lost it."""
    typed("sign", article, "--given=Eva", "--family=Arzt", "--date=2026-11-20")
    mark = str(typed.json("release", article)["text-mark"])
    _change(article, '"1.0"', '"1.1"')
    _change(article, "clay", "iron")
    text = article.read_text("utf-8")
    start, end = text.index("reviewed-by"), text.index("date: 2026-11-22")
    _change(article, text[start:end], "")
    (match,) = typed.json("verify", mark, article.parent)["matches"]
    assert [review["name"] for review in match["reviewed-by"]] == ["Eva Arzt"]


def test_a_late_review_is_told(article: Path, typed: Terminal) -> None:
    """A sheet past its review says so on the day after, not on the day."""
    mark = str(typed.json("release", article)["text-mark"])
    for day, overdue in (("2027-05-31", False), ("2027-06-01", True)):
        (match,) = typed.json("verify", mark, article.parent, "--today", day)["matches"]
        assert match["overdue"] is overdue


@pytest.mark.parametrize(
    ("due", "last"),
    [
        (dt.date(2027, 5, 31), dt.date(2027, 5, 31)),
        (PartialDate.of("2027-02"), dt.date(2027, 2, 28)),
        (PartialDate.of("2027"), dt.date(2027, 12, 31)),
    ],
)
def test_a_month_is_good_to_its_end(due: dt.date, last: dt.date) -> None:
    """Where no day is said, the last one counts."""
    assert last_day(due) == last
    assert not expiry.is_past(due, last)
    assert expiry.is_past(due, last + dt.timedelta(days=1))


@given(st.integers(-400, 400), st.booleans())
def test_handouts_are_made_or_withheld(days_late: int, allowed: bool) -> None:
    """Every edition asked for is made or withheld; only handouts past their review are not made."""
    rows, due = tuple(EDITIONS.values()), dt.date(2027, 5, 31)
    today = due + dt.timedelta(days=days_late)
    asked = Settings(article=Path("a.md"), editions=rows, today=today, allow_expired=allowed)
    made, withheld = expiry.settled(asked, due)
    assert {*made.editions, *withheld} == {*rows}
    assert all(row.is_handout for row in withheld)
    assert bool(withheld) == (today > due and not allowed)
    assert made.is_expired == (today > due and allowed)


def test_an_expired_handout_is_withheld(article: Path, typed: Terminal) -> None:
    """The other editions are published, the status is 6, and nothing is built again."""
    asked = (article, "--edition=bib", "--edition=patient", f"--output={article.parent / 'o'}")
    said = typed("build", *asked, "--today=2027-06-01")
    assert typed.status == 6
    assert "[handout-expired]" in said
    assert (article.parent / "o" / "tea.bib").is_file()
    assert not (article.parent / "o" / "handouts").exists()
    again = typed.json("build", *asked, "--today=2027-06-02")
    assert typed.status == 6
    assert (again["status"], again["withheld"]) == ("unchanged", ["patient"])


@pytest.mark.proof
def test_an_expired_handout_is_taken_away(article: Path, typed: Terminal) -> None:
    """What stood in output/ goes the day after; allowed, it says so; renewed, it is as before."""
    output = article.parent / "o"
    asked = (article, "--edition=patient", "--edition=student", f"--output={output}")
    typed("build", *asked, "--today=2027-05-31")
    assert typed.status == 0
    before = {path.name: path.read_bytes() for path in (output / "handouts").iterdir()}
    # Another edition is asked for, and the sheets go all the same.
    said = typed.json("build", article, "--edition=bib", f"--output={output}", "--today=2027-06-01")
    assert (typed.status, said["withdrawn"]) == (6, ["patient", "student"])
    assert not (output / "handouts").exists()
    typed("build", *asked, "--today=2027-06-01", "--allow-expired")
    assert typed.status == 0
    late = {path.name: path.read_bytes() for path in (output / "handouts").iterdir()}
    assert all(late[name] != data for name, data in before.items())
    typed("build", *asked, "--today=2029-01-01", "--allow-expired")
    assert late == {path.name: path.read_bytes() for path in (output / "handouts").iterdir()}
    typed("build", *asked, "--today=2027-05-01")
    assert before == {path.name: path.read_bytes() for path in (output / "handouts").iterdir()}


@pytest.mark.proof
@pytest.mark.parametrize("edition", ["pdf", "html", "epub", "docx", "patient", "student"])
def test_every_edition_is_known_again(edition: str, article: Path, typed: Terminal) -> None:
    """A finished file of any form says of which version it is."""
    typed("release", article)
    output = article.parent / "o"
    done = typed.json("build", article, f"--edition={edition}", f"--output={output}")
    for each in done["files"]:
        (match,) = typed.json("verify", output / each["file"], article.parent)["matches"]
        assert match["versions"] == ["1.0"]


@pytest.mark.proof
def test_the_web_page_lists_versions(article: Path, typed: Terminal) -> None:
    """After a release the page says which version is current; before it lists none."""
    asked = (article, "--edition=html", f"--output={article.parent / 'o'}")
    page = article.parent / "o" / "tea.html"
    typed("build", *asked)
    assert 'id="versions"' not in page.read_text("utf-8")
    first = str(typed.json("release", article)["text-mark"])
    assert typed.json("build", *asked)["status"] == "built"
    assert page.read_text("utf-8").count("Current version") == 1
    _change(article, '"1.0"', '"1.1"')
    _change(article, "clay", "iron")
    typed("build", *asked)
    html = page.read_text("utf-8")
    assert html.index("Version 1.1 <span") < html.index("Version 1.0 <span")
    assert f"{first}</span>" in html
    assert html.count("Replaced by a later version") == 1


BROKEN = {
    "syntax.md": "---\ntitle: [Tea\nreview-due: 2027-01-01\n---\n\nText.\n",
    "day.md": TEXT.replace("2027-05-31", "in spring"),
    "latin.md": TEXT.replace("Tea", "Thé"),
}


def test_what_is_due_is_listed_by_day(tmp_path: Path, typed: Terminal) -> None:
    """Late articles come first, later ones are counted, broken ones named; the status is 6."""
    folder = tmp_path / "articles" / "deep"
    folder.mkdir(parents=True)
    for name, day in (("a.md", "2027-03-01"), ("b.qmd", "2026-12"), ("c.md", "2030-01-01")):
        (folder / name).write_text(TEXT.replace("2027-05-31", day), "utf-8")
    (folder / "undated.md").write_text(TEXT.replace("review-due: 2027-05-31\n", ""), "utf-8")
    (folder / "readme.md").write_text("No article.\n", "utf-8")
    for name, text in BROKEN.items():
        (folder / name).write_bytes(text.encode("latin-1"))
    asked = ("due", tmp_path / "articles", "--today=2027-01-01")
    found = typed.json(*asked)
    assert typed.status == 6
    assert [(Path(d["file"]).name, d["days"]) for d in found["due"]] == [
        ("b.qmd", -1),
        ("a.md", 59),
    ]
    assert {Path(name).name for name in found["unread"]} == set(BROKEN)
    assert (found["later"], found["undated"]) == (1, 1)
    assert "OVERDUE  2026-12      1 day ago" in typed(*asked)
    assert [Path(d["file"]).name for d in typed.json(*asked, "--days=30")["due"]] == ["b.qmd"]


def test_nothing_late_is_no_failure(article: Path, typed: Terminal) -> None:
    """A folder in which all is in time gives the status 0; one that is not there, 2."""
    typed("due", article.parent, "--today=2027-05-31")
    assert typed.status == 0
    typed("due", article.parent / "elsewhere")
    assert typed.status == 2
