"""Bibliographies in the shape in which reference managers export them.

The files were written by hand after the exports of Better BibTeX, Zotero, Mendeley and
EndNote, with all that these add: attachments, keywords, abstracts, styles.
"""

from pathlib import Path

import pytest

from chapbook.findings import Finding, Place
from chapbook.load import bibliography, mend
from chapbook.model import Item, Reference
from chapbook.validate import works
from chapbook.validate.works.problem import Setting

EXPORTS = Path(__file__).parent / "exports"
NAMES = sorted(path.name for path in EXPORTS.iterdir())

MUELLER = {"family": "Müller", "given": "Jörg"}
WHO = {"literal": "World Health Organization"}


def read(name: str) -> tuple[dict[str, Item], list[Finding]]:
    """Return the works of the export *name* by key, and what is wrong with it."""
    found, wrong, _ = bibliography.read(EXPORTS, [name], Place(file="article.md"))
    mended, remarks = mend.mended(found)
    return {work.key: work.item for work in mended}, [*wrong, *remarks]


@pytest.mark.parametrize("name", NAMES)
def test_an_export_has_nothing_wrong(name: str) -> None:
    """What these programs write is read without a finding, and every work is sound."""
    items, findings = read(name)
    assert findings == []
    setting = Setting(year=2026, lang="en")
    assert [problem for item in items.values() for problem in works.problems(item, setting)] == []


@pytest.mark.parametrize("name", NAMES)
def test_an_export_gives_the_article_whole(name: str) -> None:
    """Journal, volume, issue, pages, year and first author of the article are in every format."""
    items, _ = read(name)
    article = next(item for item in items.values() if item["type"] == "article-journal")
    assert article["author"][0] == MUELLER
    assert article["container-title"] == "Journal of Tea & Coffee"
    assert (article["volume"], article["issue"], article["page"]) == ("12", "3", "123-138")
    assert article["issued"]["date-parts"][0][0] == 2019
    assert article["DOI"] in {"10.1234/tea_5", "10.1234/tea.2019_5"}
    assert article.get("ISSN", "1234-5679") == "1234-5679"


@pytest.mark.parametrize(
    ("name", "keys"),
    {
        "better-bibtex.bib": [
            "mullerEffect2019",
            "worldhealthorganizationHandHygiene2018",
            "weissHaendehygiene2015",
        ],
        "endnote.xml": ["12", "13"],
        "mendeley.bib": ["Muller2019", "WHO2018"],
        "zotero.bib": ["muller_effect_2019", "world_health_organization_hand_2018"],
        "zotero.json": [
            "http://zotero.org/users/123456/items/ABCD1234",
            "http://zotero.org/users/123456/items/EFGH5678",
        ],
        "zotero.ris": [
            "Müller2019",
            "WorldHealthOrganization2018",
            "WorldHealthOrganization2018b",
            "Weiß2015",
        ],
        "zotero.yaml": ["mullerEffect2019"],
    }.items(),
)
def test_an_export_gives_all_its_works(name: str, keys: list[str]) -> None:
    """Every work has its key; RIS from Zotero has none, so keys are made of author and year."""
    assert list(read(name)[0]) == keys


def test_better_bibtex_names_and_letters() -> None:
    """Accents, particles, protected capitals, formulas and the month come through."""
    article = read("better-bibtex.bib")[0]["mullerEffect2019"]
    assert article["author"][1:] == [
        {"family": "O’Brien", "given": "Seán"},
        {"family": "Cruz", "given": "Ana", "non-dropping-particle": "de la"},
        {"family": "Gogh", "given": "Vincent", "non-dropping-particle": "van"},
    ]
    assert article["title"].startswith(
        "The effect of $\\beta$-blockers on <i>Candida</i> in COVID-19:"
    )
    assert article["issued"] == {"date-parts": [[2019, 1]]}
    assert article["accessed"] == {"date-parts": [[2020, 1, 2]]}
    assert (article["PMID"], article["PMCID"]) == ("12345678", "PMC1234567")


def test_a_title_in_another_language_keeps_its_capitals() -> None:
    """German nouns stay as they are, because the entry says its language."""
    chapter = read("better-bibtex.bib")[0]["weissHaendehygiene2015"]
    assert (chapter["title"], chapter["container-title"]) == (
        "Händehygiene im Alltag",
        "Handbuch der Hygiene",
    )
    assert chapter["editor"] == [{"family": "Größle", "given": "Änne"}]
    assert chapter["ISBN"] == "978-3-16-148410-0"


@pytest.mark.parametrize("name", ["better-bibtex.bib", "mendeley.bib", "zotero.bib", "zotero.ris"])
def test_a_web_page_is_a_web_page_by_its_organisation(name: str) -> None:
    """BibTeX and RIS hardly know web pages and organisations; both are told apart all the same."""
    page = next(item for item in read(name)[0].values() if item["title"] == "Hand hygiene")
    assert (page["type"], page["author"]) == ("webpage", [WHO])
    assert page["URL"].startswith("https://www.who.int/hand_hygiene")
    assert page["accessed"] == {"date-parts": [[2020, 1, 2]]}
    assert "publisher" not in page


def test_mendeley_escapes_and_second_addresses_go() -> None:
    r"""``{\_}`` in DOI and address is an underscore; of two addresses the first counts."""
    items, _ = read("mendeley.bib")
    assert items["Muller2019"]["DOI"] == "10.1234/tea_5"
    assert items["Muller2019"]["URL"] == "http://example.org/a_b"
    assert items["WHO2018"]["URL"] == "https://www.who.int/hand_hygiene#top"
    assert items["Muller2019"]["title"] == "The effect of tea on <i>Candida</i>: a trial"


def test_zotero_keeps_identifiers_in_its_note() -> None:
    """PMID and PMCID of the field "Extra" become fields; the rest of the note stays."""
    article = read("zotero.bib")[0]["muller_effect_2019"]
    assert (article["PMID"], article["PMCID"]) == ("12345678", "PMC1234567")
    assert article["note"] == "Publisher: Example Press"


def test_ris_dates_and_names() -> None:
    """The day of ``DA`` counts, "2018///" is a year, and a suffix is no given name."""
    items, _ = read("zotero.ris")
    assert items["Müller2019"]["issued"] == {"date-parts": [[2019, 3, 12]]}
    assert items["WorldHealthOrganization2018"]["issued"] == {"date-parts": [[2018]]}
    king = {"family": "King", "given": "Martin Luther", "suffix": "Jr."}
    assert items["Müller2019"]["author"] == [MUELLER, king]
    book = items["Weiß2015"]
    assert (book["ISBN"], book["publisher-place"]) == ("978-3-16-148410-0", "Wien")


def test_endnote_keeps_its_address_and_organisation() -> None:
    """Address and DOI, which pandoc leaves out, are there."""
    article = read("endnote.xml")[0]["12"]
    assert article["URL"] == "https://example.org/a_b"
    assert article["author"] == [MUELLER, WHO]


def test_zotero_yaml_dates_in_words() -> None:
    """Dates in years, months and days become CSL's."""
    article = read("zotero.yaml")[0]["mullerEffect2019"]
    assert article["issued"] == {"date-parts": [[2019, 3, 12]]}


def test_all_exports_at_once_lose_no_work() -> None:
    """Several files give all their works; only the key that two of them share is refused."""
    found, wrong, inputs = bibliography.read(EXPORTS, NAMES, Place(file="article.md"))
    assert len(found) == sum(len(read(name)[0]) for name in NAMES) - 1
    assert [(str(f.place), f.code) for f in wrong] == [("zotero.yaml:2:9", "reference-duplicate")]
    assert list(inputs) == NAMES


def test_html_names_of_letters_become_letters() -> None:
    """A title that a publisher's page gave with ``&nbsp;`` and ``&amp;`` is printed as meant."""
    item = {"id": "a", "title": "Tea&nbsp;&amp; <i>toast</i> &lt;i&gt;x&lt;/i&gt; AT&T; R&D"}
    (work,), _ = mend.mended([Reference(item=item, place=Place(file="works.json"))])
    assert work.item["title"] == "Tea\u00a0& <i>toast</i> <i>x</i> AT&T; R&D"
