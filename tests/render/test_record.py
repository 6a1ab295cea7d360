"""Records for reference managers, read back by programs that did not write them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import rispy
from bibtexparser.entrypoint import parse_string

from chapbook import cite, load, render
from chapbook.editions import EDITIONS
from chapbook.model import Article
from chapbook.render import record
from chapbook.settings import ROOT, Workbench
from chapbook.tools import ris
from chapbook.tools.pandoc import bibliography
from tests.conftest import GOOD, USUAL

ARTICLES = [
    pytest.param(ROOT / "source" / "calcinosis.md", marks=pytest.mark.proof, id="calcinosis"),
    *(next((GOOD / name).glob("*.md")) for name in sorted(USUAL)),
]

READERS = {"bib": "biblatex", "ris": "ris", "csl-json": "csljson"}
"""pandoc's reader for each record."""

NASTY = """---
title: "Salt & sugar: 50% of what WHO says of mRNA, H_2 and {braces}"
author:
  - {literal: Krause and Sons & Partners}
  - {given: José Ángel, family: Núñez, non-dropping-particle: de los, suffix: Jr.}
date: 2026-03-05
version: "2.0_b"
lang: en-GB
url: https://example.org/a_b%20c?d=e&f=g
doi: 10.1234/abc_def(2026)1:2-x
publisher: Haus & Sohn
---

Text.
"""


@pytest.fixture
def recorded(tmp_path: Path) -> Callable[[Path, str], tuple[Article, str]]:
    """Return a function that makes a record of an article; it gives both back."""

    def make(path: Path, name: str) -> tuple[Article, str]:
        article = cite.article(load.manuscript(path))
        bench = Workbench(desk=tmp_path, name=f"out.{name}", paper=article.metadata.paper)
        render.edition(article, EDITIONS[name], bench)
        return article, bench.path.read_text("utf-8")

    return make


@pytest.fixture
def nasty(tmp_path: Path) -> Path:
    """Return an article whose particulars hold what BibTeX and RIS trip over."""
    path = tmp_path / "nasty.md"
    path.write_text(NASTY, "utf-8")
    return path


def names(item: dict[str, Any]) -> list[str]:
    """Return the authors of a CSL item, each as its words in the order of the alphabet.

    BibTeX and RIS do not say which kind of particle a name has, nor whether a name of one
    part is a person's.
    """
    parts = ("literal", "family", "given", "dropping-particle", "non-dropping-particle")
    return [
        " ".join(sorted(" ".join(author.get(part, "") for part in parts).split()))
        for author in item["author"]
    ]


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_pandoc_reads_the_article_back(
    path: Path, name: str, recorded: Callable[[Path, str], tuple[Article, str]]
) -> None:
    """From each record pandoc reads the article's title, authors, year, address and DOI."""
    article, text = recorded(path, name)
    (found,) = bibliography.items(text, READERS[name])
    item = article.item
    assert found["title"] == item["title"]
    assert names(found) == names(item)
    assert found["issued"]["date-parts"][0][0] == item["issued"]["date-parts"][0][0]
    assert [found.get(key) for key in ("DOI", "URL")] == [item.get(key) for key in ("DOI", "URL")]
    assert found["id"] == record.key(item)


@pytest.mark.parametrize("name", ["bib", "csl-json"])
def test_full_date_and_version_survive(
    nasty: Path, name: str, recorded: Callable[[Path, str], tuple[Article, str]]
) -> None:
    """BibTeX and CSL-JSON keep the day and the version."""
    (found,) = bibliography.items(recorded(nasty, name)[1], READERS[name])
    assert found["issued"]["date-parts"] == [[2026, 3, 5]]
    assert found["version"] == "2.0_b"


@pytest.mark.parametrize("name", READERS)
def test_organisations_stay_whole(
    nasty: Path, name: str, recorded: Callable[[Path, str], tuple[Article, str]]
) -> None:
    """A corporate author with "and" in its name is one author, and not a person."""
    (found,) = bibliography.items(recorded(nasty, name)[1], READERS[name])
    first, second = found["author"]
    assert first.get("literal", first.get("family")) == "Krause and Sons & Partners"
    assert "given" not in first
    assert {"José Ángel"} <= {second.get("given"), second.get("suffix")}


@pytest.mark.parametrize("name", READERS)
def test_signs_survive(
    nasty: Path, name: str, recorded: Callable[[Path, str], tuple[Article, str]]
) -> None:
    """Signs that LaTeX gives a meaning, and capitals within the title, come back as typed."""
    article, text = recorded(nasty, name)
    (found,) = bibliography.items(text, READERS[name])
    assert found["title"] == article.metadata.title
    assert found["URL"] == "https://example.org/a_b%20c?d=e&f=g"
    assert found["publisher"] == "Haus & Sohn"


def test_bibtexparser_reads_plain_bibtex(
    nasty: Path, recorded: Callable[[Path, str], tuple[Article, str]]
) -> None:
    """The BibTeX entry is of a type, and has the dates, that BibTeX and BibLaTeX both know."""
    library = parse_string(recorded(nasty, "bib")[1], parse_stack=[])
    (entry,) = library.entries
    fields = {field.key: str(field.value) for field in entry.fields}
    assert not library.failed_blocks
    assert (entry.entry_type, entry.key) == ("misc", "krause2026salt")
    assert (fields["year"], fields["month"], fields["date"]) == ("{2026}", "mar", "{2026-03-05}")
    authors = " ".join(fields["author"].split())
    assert authors == r"{{Krause and Sons \& Partners} and de los Núñez, Jr., José Ángel}"


def test_rispy_reads_the_record(
    nasty: Path, recorded: Callable[[Path, str], tuple[Article, str]]
) -> None:
    """RIS holds the type, the whole date, the version and names in the order of the standard."""
    text = recorded(nasty, "ris")[1]
    (entry,) = rispy.loads(text)
    assert text.startswith("TY  - ELEC\n")
    assert entry["authors"] == ["Krause and Sons & Partners,", "de los Núñez, José Ángel, Jr."]
    assert (entry["year"], entry["date"], entry["edition"]) == ("2026", "2026/03/05", "2.0_b")
    assert entry["urls"] == ["https://example.org/a_b%20c?d=e&f=g"]
    assert entry["doi"] == "10.1234/abc_def(2026)1:2-x"


def test_csl_json_is_sorted_and_readable(
    nasty: Path, recorded: Callable[[Path, str], tuple[Article, str]]
) -> None:
    """CSL-JSON is a list of one item, its keys sorted, its letters not escaped."""
    text = recorded(nasty, "csl-json")[1]
    (item,) = json.loads(text)
    assert list(item) == sorted(item)
    assert "José Ángel" in text


@pytest.mark.parametrize("name", READERS)
def test_same_article_gives_same_bytes(
    name: str,
    nasty: Path,
    recorded: Callable[[Path, str], tuple[Article, str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Neither folder nor time zone shows in a record."""
    elsewhere = nasty.parent / "elsewhere" / nasty.name
    elsewhere.parent.mkdir()
    elsewhere.write_bytes(nasty.read_bytes())
    first = recorded(nasty, name)[1]
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    assert recorded(elsewhere, name)[1] == first


@pytest.mark.parametrize(
    ("author", "title", "key"),
    [
        ({"literal": "Chapbook contributors"}, "Calcinosis: types", "chapbook2026calcinosis"),
        ({"family": "Müller-Lüdenscheidt"}, "Die Gicht", "mullerludenscheidt2026gicht"),
        ({"family": "Øre", "non-dropping-particle": "van"}, "Et al", "ore2026et"),
        ({"literal": "世界卫生组织"}, "钙质沉着症", "article2026"),
        ({"literal": "3M Company"}, "50 ways", "company2026ways"),
        ({"family": "O’Neill"}, "L’été: Straße", "oneill2026lete"),
    ],
)
def test_keys_are_plain(author: dict[str, str], title: str, key: str) -> None:
    """A citation key is first author, year and first telling word, in ASCII, letter first."""
    item = {"author": [author], "title": title, "issued": {"date-parts": [[2026, 1, 2]]}}
    assert record.key(item) == key


def test_ris_of_a_journal_article() -> None:
    """A journal article keeps journal, volume, issue and pages."""
    item = {
        "id": "reiter2011",
        "type": "article-journal",
        "title": "Calcinosis\ncutis",
        "author": [{"family": "Reiter", "given": "N."}],
        "container-title": "J Am Acad Dermatol",
        "issued": {"date-parts": [[2011, 7]]},
        "volume": 65,
        "issue": "1",
        "page": "1-12",
    }
    (entry,) = rispy.loads(ris.text([item]))
    assert entry["type_of_reference"] == "JOUR"
    assert entry["title"] == "Calcinosis cutis"
    assert [entry[k] for k in ("volume", "number", "start_page", "end_page")] == [
        "65", "1", "1", "12"
    ]  # fmt: skip
    assert entry["date"] == "2011/07/"
