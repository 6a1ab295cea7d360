"""Front matter that people wrote for other systems says here what it says there."""

import datetime as dt

import pytest

from chapbook import cite, load
from chapbook.frontmatter import FrontMatter, Name
from chapbook.load import authors, language
from chapbook.tools import dates
from tests.conftest import Desk, judged

BODY = "The sea rises and falls with the moon, and that is all of it.\n"


def front(desk: Desk, yaml: str) -> FrontMatter:
    """Return the front matter *yaml* of an article that has only notes."""
    article = desk.article(f"---\n{yaml.strip()}\n---\n\n{BODY}")
    assert {finding.code for finding in judged(article)} <= {"key-elsewhere", "language-assumed"}
    return load.manuscript(article).metadata


def people(desk: Desk, yaml: str) -> list[Name]:
    """Return the authors of the front matter *yaml*."""
    return front(desk, f"title: A\ndate: 2026-01-01\nlang: en\n{yaml.strip()}").author


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Ada Lovelace and Charles Babbage", ["Ada Lovelace", "Charles Babbage"]),
        ("Ada Lovelace, Mary Somerville & Charles Babbage", 3),
        ("Ada Lovelace, Mary Somerville, Charles Babbage", 3),
        ("Lovelace, Ada; Babbage, Charles", ["Ada Lovelace", "Charles Babbage"]),
        ("Ada Lovelace; Charles Babbage", ["Ada Lovelace", "Charles Babbage"]),
        ("Ada Lovelace und Charles Babbage", ["Ada Lovelace", "Charles Babbage"]),
        ("García Márquez, Gabriel José", ["Gabriel José García Márquez"]),
        ("Centers for Disease Control and Prevention", 1),
        ("Food and Agriculture Organization", 1),
        ("Bill and Melinda Gates Foundation", 1),
        ("Johnson & Johnson", 1),
        ("Ada Lovelace, MD, Ph.D.", ["Ada Lovelace"]),
    ],
)
def test_several_people_may_stand_in_one_line(
    desk: Desk, typed: str, names: list[str] | int
) -> None:
    """A line of names is taken apart only where every part is a whole name."""
    found = [name.display for name in people(desk, f'author: "{typed}"')]
    assert len(found) == names if isinstance(names, int) else found == names


def test_degrees_behind_a_name_are_degrees(desk: Desk) -> None:
    """Nobody is called "MD" by first name."""
    (author,) = people(desk, 'author: ["Ada Lovelace, MD, Ph.D."]')
    assert (author.family, author.credentials) == ("Lovelace", "MD, Ph.D.")


@pytest.mark.parametrize(
    "yaml",
    [
        """
authors:
  - {name: Ada Lovelace, affiliation: "1, 2", email: a@b.org, corresponding: true,
     equal-contrib: true}
  - {given-names: Charles, surname: Babbage, affiliation: 2, equal-contrib: true}
affiliations: [{index: 1, name: University of London}, {index: 2, name: Royal Society}]
""",
        """
author:
  - name: Ada Lovelace
    email: a@b.org
    attributes: {corresponding: true, equal-contributor: true}
    affiliations: [{ref: uol}, {ref: rs}]
  - name: {given: Charles, family: Babbage}
    attributes: {equal-contributor: true}
    affiliation: {ref: rs}
affiliations: [{id: uol, name: University of London}, {id: rs, name: Royal Society}]
""",
        """
authors:
  - name: Ada Lovelace
    email: a@b.org
    corresponding: true
    equal_contributor: true
    affiliations: [University of London, Royal Society]
  - name: Charles Babbage
    equal_contributor: true
    affiliation: Royal Society
""",
        """
author:
  - {name: Ada Lovelace, correspondence: a@b.org, equal_contributor: "yes", affiliation: [uol, rs]}
  - {name: Charles Babbage, equal_contributor: "yes", affiliation: rs}
institute: {uol: University of London, rs: {name: Royal Society}}
""",
    ],
    ids=["joss", "quarto", "myst", "pandoc-scholar"],
)
def test_places_and_marks_of_authors_are_kept(desk: Desk, yaml: str) -> None:
    """Each system's way to say who works where, whom to write to and who did as much."""
    ada, charles = people(desk, yaml)
    assert ada.affiliations == ("University of London", "Royal Society")
    assert charles.affiliations == ("Royal Society",)
    assert (ada.corresponding, ada.email, charles.corresponding) == (True, "a@b.org", False)
    assert ada.equal_contribution
    assert charles.equal_contribution


def test_all_of_an_affiliation_is_printed() -> None:
    """Department, town and country belong to the name of the place."""
    place = {
        "department": "Physics",
        "name": "University of Porto",
        "city": "Porto",
        "country": "PT",
    }
    (author,) = authors.read([{"name": "A B", "affiliation": place}], None)
    assert author["affiliation"] == "Physics, University of Porto, PT"


@pytest.mark.parametrize(
    ("typed", "lang", "iso"),
    [
        ("18 August 2020", "en", "2020-08-18"),
        ("August 18th, 2020", "en-US", "2020-08-18"),
        ("August 2020", "en", "2020-08"),
        ("18. August 2020", "de", "2020-08-18"),
        ("18.08.2020", "de", "2020-08-18"),
        ("18/08/2020", "en", "2020-08-18"),
        ("03/04/2020", "en-US", "2020-03-04"),
        ("03/04/2020", "fr", "2020-04-03"),
        ("03/04/2020", "en", None),
        ("1er mai 2020", "fr", "2020-05-01"),
        ("18 de agosto de 2020", "es", "2020-08-18"),
        ("18 серпня 2020 р.", "uk", "2020-08-18"),
        ("18 sierpnia 2020", "pl", "2020-08-18"),
        ("31 February 2020", "en", None),
        ("soon", "en", None),
    ],
)
def test_dates_are_read_as_people_write_them(typed: str, lang: str, iso: str | None) -> None:
    """Names of months in the language or in English; figures where they mean one day only."""
    assert dates.read(typed, lang) == iso


@pytest.mark.parametrize(
    ("typed", "iso", "printed"),
    [
        ("2020", "2020", "2020"),
        ("2020-08", "2020-08", "août 2020"),
        ("August 2020", "2020-08", "août 2020"),
        ("2020-08-18", "2020-08-18", "18 août 2020"),
    ],
)
def test_a_month_or_a_year_stays_one(desk: Desk, typed: str, iso: str, printed: str) -> None:
    """No day is invented where nobody gave one."""
    read = front(desk, f"title: A\nauthor: A B\nlang: fr\ndate: {typed}")
    assert isinstance(read.date, dt.date)
    assert read.date.isoformat() == iso
    assert dates.long(read.date, "fr") == printed


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("https://www.zotero.org/styles/apa", "apa"),
        ("http://www.zotero.org/styles/nature?source=1", "nature"),
        (
            "https://raw.githubusercontent.com/citation-style-language/styles/master/ieee.csl",
            "ieee",
        ),
        (
            "https://github.com/citation-style-language/styles/blob/master/dependent/acs-nano.csl",
            "acs-nano",
        ),
        ("apa", "apa"),
    ],
)
def test_an_address_of_a_style_is_the_style(desk: Desk, typed: str, name: str) -> None:
    """Styles come from the package; nothing is fetched."""
    read = front(desk, f"title: A\nauthor: A B\nlang: en\ndate: 2020-01-01\ncsl: {typed}")
    assert read.citation_style == name


def test_keywords_in_one_line_are_several(desk: Desk) -> None:
    """Commas and semicolons part keywords."""
    read = front(desk, 'title: A\nauthor: A B\nlang: en\ndate: 2020\nkeywords: "sea, moon; tide"')
    assert read.keywords == ["sea", "moon", "tide"]


def test_an_abstract_may_have_paragraphs(desk: Desk) -> None:
    """Markdown of several paragraphs reaches the article as such."""
    text = "title: A\nauthor: A B\nlang: en\ndate: 2020\nabstract: |\n  One *two*.\n\n  Three."
    article = desk.article(f"---\n{text}\n---\n\n{BODY}")
    blocks = cite.article(load.manuscript(article)).abstract
    assert [block["t"] for block in blocks] == ["Para", "Para"]


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        (BODY, "en"),
        ("Die See steigt und fällt mit dem Mond, und das ist nicht alles.", "de"),
        ("La mer monte et descend avec la lune, et ce n'est pas tout.", "fr"),
        ("El mar sube y baja con la luna, y eso no es todo lo que se sabe de las mareas.", "es"),
        ("Море підіймається і спадає за місяцем, і це не все, що про це відомо.", "uk"),
        ("يرتفع البحر وينخفض مع القمر، وهذا ليس كل ما في الأمر من شيء.", "ar"),
        ("Lorem ipsum dolor sit amet.", None),
    ],
)
def test_a_language_is_told_from_its_commonest_words(text: str, tag: str | None) -> None:
    """A text in one language is recognised; what is no text in any is left alone."""
    assert language.guessed(text) == tag
