"""The cited works as files, read back by programs that did not write them."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import rispy
from bibtexparser.entrypoint import parse_string

from chapbook import cite, load, render
from chapbook.editions import EDITIONS, Paper
from chapbook.model import Article
from chapbook.render import entries
from chapbook.settings import ROOT, Workbench
from chapbook.tools import ris
from chapbook.tools.pandoc import bibliography

SHOWCASE = ROOT / "source" / "calcinosis.md"
READERS = {"references-bib": "biblatex", "references-ris": "ris", "references-csl-json": "csljson"}
"""pandoc's reader for each file."""

WITHOUT = "---\ntitle: Tea\nauthor: Ada Lovelace\ndate: 2026-11-22\nlang: en\n---\n\nText.\n"


@pytest.fixture(scope="module")
def article() -> Article:
    """The showcase article."""
    return cite.article(load.manuscript(SHOWCASE))


@pytest.fixture(scope="module")
def texts(article: Article, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The files of the showcase's works by the names of their editions."""
    desk = tmp_path_factory.mktemp("works")
    for name in READERS:
        bench = Workbench(desk=desk, name=name, paper=article.metadata.paper)
        render.edition(article, EDITIONS[name], bench)
    return {name: (desk / name).read_text("utf-8") for name in READERS}


def words(author: dict[str, str]) -> str:
    """Return the words of a CSL name in the order of the alphabet: formats split them apart."""
    parts = ("literal", "family", "given", "suffix", "dropping-particle", "non-dropping-particle")
    joined = " ".join(author.get(part, "") for part in parts)
    return " ".join(sorted(joined.replace(",", " ").split()))


def facts(item: dict[str, Any]) -> tuple[Any, ...]:
    """Return what of a CSL item no format may lose."""
    issued = item.get("issued", {}).get("date-parts", [[None]])
    authors = tuple(words(author) for author in item.get("author", []))
    year = int(issued[0][0]) if issued[0][0] else None
    return item["id"], item["title"], authors, year, item.get("DOI"), item.get("URL")


@pytest.mark.parametrize("name", READERS)
def test_pandoc_reads_the_works_back(article: Article, texts: dict[str, str], name: str) -> None:
    """Key, title, authors, year, DOI and address of each work survive, in the same order."""
    found = bibliography.items(texts[name], READERS[name])
    assert len(found) > 40
    assert [facts(item) for item in found] == [facts(item) for item in article.references]


def unescaped(field: str) -> str:
    """Return the value of a BibTeX field as text."""
    return re.sub(r"\\([&%$#_])", r"\1", field).strip("{}")


def test_bibtexparser_reads_the_works_back(article: Article, texts: dict[str, str]) -> None:
    """A parser of BibTeX that is not pandoc reads the same keys, titles, years and DOIs."""
    library = parse_string(texts["references-bib"], parse_stack=[])
    assert not library.failed_blocks
    for entry, item in zip(library.entries, article.references, strict=True):
        fields = {field.key: str(field.value) for field in entry.fields}
        year = int(fields["year"].strip("{}")) if "year" in fields else None
        doi = fields["doi"].strip("{}") if "doi" in fields else None
        key, title, authors, *rest = facts(item)
        assert (entry.key, unescaped(fields["title"])) == (key, title)
        assert [year, doi] == rest[:2]
        people = fields["author"][1:-1].split(" and ") if "author" in fields else []
        assert tuple(words({"literal": unescaped(name)}) for name in people) == authors


def test_rispy_reads_the_works_back(article: Article, texts: dict[str, str]) -> None:
    """A reader of RIS that is not pandoc reads the same works."""
    for entry, item in zip(rispy.loads(texts["references-ris"]), article.references, strict=True):
        key, title, authors, year, doi, url = facts(item)
        assert (entry["id"], entry["title"]) == (key, title)
        assert tuple(words({"literal": name}) for name in entry.get("authors", [])) == authors
        assert entry.get("year") == (str(year) if year else None)
        assert (entry.get("doi"), entry.get("urls", [None])) == (doi, [url])


def test_csl_json_is_the_works(article: Article, texts: dict[str, str]) -> None:
    """CSL-JSON holds each work whole."""
    assert json.loads(texts["references-csl-json"]) == list(article.references)


@pytest.mark.parametrize("name", READERS)
def test_an_article_without_works_has_no_file_of_works(name: str, tmp_path: Path) -> None:
    """Nothing is made where nothing is cited, and nothing is said about it."""
    path = tmp_path / "tea.md"
    path.write_text(WITHOUT, "utf-8")
    bench = Workbench(desk=tmp_path, name="works", paper=Paper.A4)
    rendering = render.edition(cite.article(load.manuscript(path)), EDITIONS[name], bench)
    assert rendering.built is None
    assert rendering.findings == ()
    assert not bench.path.exists()


NASTY: dict[str, Any] = {
    "id": "zotero.org/users/1, {odd}",
    "type": "webpage",
    "title": "50% & <i>in vivo</i> {sets}: mRNA of WHO_2",
    "container-title": "Salt_& {Sugar}",
    "author": [{"family": "Núñez", "given": "José", "suffix": "Jr."}, {"literal": "A and B"}],
    "issued": {"date-parts": [["2026", "3", 5]]},
    "language": "de",
}


def test_difficult_works_survive() -> None:
    """Signs, markup, odd keys, dates as text and suffixes do no harm in BibTeX."""
    (found,) = bibliography.items(entries.bibtex([NASTY]), "biblatex")
    assert found["id"] == "zotero.org/users/1-odd"
    assert found["title"] == NASTY["title"]
    assert found["container-title"] == NASTY["container-title"]
    assert found["issued"] == {"date-parts": [[2026, 3, 5]]}
    assert [words(author) for author in found["author"]] == ["José Jr. Núñez", "A B and"]


def test_keys_stay_apart() -> None:
    """Two works whose keys differ only in signs that BibTeX forbids keep two keys."""
    items = [{"id": "a b"}, {"id": "a,b"}, {"id": "a-b"}, {"id": "{}"}]
    assert entries.keys(items) == ["a-b", "a-b-again1", "a-b-again2", "work"]


def test_ris_knows_no_markup() -> None:
    """Italics of CSL-JSON do not reach RIS as tags; a comparison with < stays."""
    item = {**NASTY, "title": 'Of <span class="nocase">WHO</span>, <i>p</i> < 0.05', "page": "1–9"}
    (entry,) = rispy.loads(ris.text([item]))
    assert entry["title"] == "Of WHO, p < 0.05"
    assert (entry["start_page"], entry["end_page"]) == ("1", "9")
