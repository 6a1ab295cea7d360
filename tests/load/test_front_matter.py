"""Front matter as people write it for pandoc, Quarto, MyST, JOSS and Manubot."""

import datetime as dt

import pytest

from chapbook import load
from chapbook.frontmatter import FrontMatter
from tests.conftest import Desk

BASE = "title: T\nauthor: Ada Lovelace\ndate: 2026-03-01\nlang: en\n"

JOSS = """title: "Gala: a package"
tags:
  - Python
  - astronomy
authors:
  - name: Adrian M. Price-Whelan
    orcid: 0000-0000-0000-0000
    equal-contrib: true
    affiliation: "1, 2"
  - given-names: Ludwig
    dropping-particle: van
    surname: Beethoven
    affiliation: 3
affiliations:
 - name: Lyman Spitzer, Jr. Fellow, Princeton University
   index: 1
 - name: Institution Name
   index: 2
 - name: Independent Researcher
   index: 3
date: 13 August 2017
bibliography: []
lang: en
"""

QUARTO = """title: T
author:
  - name: {given: Norah, family: Jones}
    orcid: https://orcid.org/0000-0001-2345-6789
    degrees: [PhD, MD]
    affiliations:
      - ref: cu
      - name: Blue Note
    roles: [conceptualization]
affiliations:
  - id: cu
    name: Carnegie University
date: "August 18, 2020"
license: {text: CC BY}
lang: en
"""

MYST = """title: T
short_title: Short
authors:
  - name: Jane de la Doe
    affiliations: [Execute Books, Curvenote]
    github: jane
license: {content: CC-BY-4.0, code: MIT}
date: 2020-08-18
lang: en
"""


def _read(desk: Desk, yaml: str) -> FrontMatter:
    """Return the front matter *yaml*, which must be read without a finding."""
    manuscript = load.manuscript(desk.article(f"---\n{yaml}---\n\nText.\n"))
    assert manuscript.findings == ()
    return manuscript.metadata


def test_a_joss_paper_is_read_as_it_is(desk: Desk) -> None:
    """Tags, numbered affiliations and the names of JOSS are understood."""
    read = _read(desk, JOSS)
    first, second = read.author
    assert (first.given, first.family) == ("Adrian M.", "Price-Whelan")
    assert first.affiliation == "Lyman Spitzer, Jr. Fellow, Princeton University; Institution Name"
    assert (second.display, second.affiliation) == (
        "Ludwig van Beethoven",
        "Independent Researcher",
    )
    assert read.keywords == ["Python", "astronomy"]
    assert read.date == dt.date(2017, 8, 13)


def test_a_quarto_article_is_read_as_it_is(desk: Desk) -> None:
    """Structured names, degrees and affiliations by id are understood."""
    (author,) = (read := _read(desk, QUARTO)).author
    assert (author.display, author.credentials) == ("Norah Jones", "PhD, MD")
    assert author.affiliation == "Carnegie University; Blue Note"
    assert author.orcid == "0000-0001-2345-6789"
    assert (read.license, read.date) == ("CC-BY-4.0", dt.date(2020, 8, 18))


def test_a_myst_article_is_read_as_it_is(desk: Desk) -> None:
    """Underscores, affiliations in place and a licence for the content are understood."""
    (author,) = (read := _read(desk, MYST)).author
    assert (author.given, author.non_dropping_particle, author.family) == ("Jane", "de la", "Doe")
    assert author.affiliation == "Execute Books; Curvenote"
    assert (read.short_title, read.license) == ("Short", "CC-BY-4.0")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Ada Lovelace", "Ada Lovelace"),
        ("Cruz, María de la", "María de la Cruz"),
        ("[Ada Lovelace, Zoë Großmann]", "Ada Lovelace"),
        ("{literal: The Test Group}", "The Test Group"),
        ("Aristotle", "Aristotle"),
    ],
)
def test_an_author_may_be_written_in_several_ways(desk: Desk, typed: str, shown: str) -> None:
    """A string, a list and CSL names all give an author."""
    assert _read(desk, BASE.replace("Ada Lovelace", typed)).author[0].display == shown


def test_what_looks_like_a_number_or_a_date_stays_as_typed(desk: Desk) -> None:
    """A version 1.10 does not become 1.1, and a title may be a year."""
    read = _read(desk, BASE.replace("title: T", "title: 1984") + "version: 1.10\n")
    assert (read.title, read.version) == ("1984", "1.10")


def test_a_fault_below_another_tools_key_has_its_place(desk: Desk) -> None:
    """A finding points to the key that was typed, not to ours."""
    text = BASE.replace("author: Ada Lovelace", "authors:\n  - {name: A B, familly: C}")
    found = load.manuscript(desk.article(f"---\n{text}---\n\nText.\n")).findings
    assert [(str(f.place), f.code) for f in found] == [("article.md:4:26", "value-wrong")]


def test_a_colon_in_the_title_comes_with_the_line_to_paste(desk: Desk) -> None:
    """The commonest fault of YAML is mended by copying a line."""
    text = BASE.replace("title: T", 'title: Tea: a "study"')
    (finding,) = load.manuscript(desk.article(f"---\n{text}---\n\nText.\n")).findings
    assert finding.remedy == r'title: "Tea: a \"study\""'


def test_keys_below_x_are_never_looked_at(desk: Desk) -> None:
    """Whatever stands below x is the writer's own."""
    assert _read(desk, BASE + "x:\n  titel: T\n  any: {thing: [1, 2]}\n").title == "T"


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("Ada Lovelace", {"given": "Ada", "family": "Lovelace"}),
        (
            "Vincent van 't Hoff",
            {"given": "Vincent", "non-dropping-particle": "van 't", "family": "Hoff"},
        ),
        (
            "Centers for Disease Control and Prevention",
            {"literal": "Centers for Disease Control and Prevention"},
        ),
    ],
)
def test_a_typed_name_is_a_person_or_an_organisation(typed: str, parts: dict[str, str]) -> None:
    """Lower-case words are particles of a name that we know, or the sign of an organisation."""
    data = {"title": "x", "author": typed, "date": "2026-11-22", "lang": "en"}
    assert FrontMatter.model_validate(data).author[0].csl() == parts


def test_a_value_of_the_wrong_form_comes_with_a_line_to_paste(desk: Desk) -> None:
    """Whoever writes a language by its name is shown the line as it has to be."""
    path = desk.article(
        "---\ntitle: Tea\nauthor: Ada Lovelace\ndate: 2026-03-01\nlang: English\n---\n\nText.\n"
    )
    (finding,) = [f for f in load.manuscript(path).findings if f.code == "value-wrong"]
    assert finding.fix == "lang: en-GB"
    assert finding.place.line == 5
