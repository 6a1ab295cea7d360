import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapbook.codes import CODES
from chapbook.model import Item
from chapbook.validate import works
from chapbook.validate.works.problem import Setting

SETTING = Setting(year=2026, lang="en")
SOUND: Item = {
    "id": "a",
    "type": "article-journal",
    "author": [{"family": "Adams"}],
    "title": "On bread",
    "container-title": "Journal of Bread",
    "issued": {"date-parts": [[2001]]},
}


def codes(**fields: object) -> list[str]:
    """Return the codes of what is wrong with a sound article that has *fields* besides."""
    return [problem.code for problem in works.problems({**SOUND, **fields}, SETTING)]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("DOI", "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2"),
        ("DOI", "10.1000.10/123"),
        ("URL", "http://[2001:db8::1]/a"),
        ("URL", "https://en.wikipedia.org/wiki/Tea_(meal)#History"),
        ("page", "1205-9"),
        ("page", "e101–e110, 115"),
        ("page", "2020-0123456"),
        ("issued", {"date-parts": [[-300]]}),
        ("issued", {"date-parts": [[2001, 22]]}),
        ("issued", {"date-parts": [[2001, 12, 30], [2002, 1, 2]]}),
        ("issued", {"date-parts": [[2000, 2, 29]]}),
        ("issued", {"literal": "in press"}),
        ("ISBN", "0-306-40615-2 978-0-306-40615-7"),
        ("title", "SARS-CoV-2"),
        ("title", "HIV and AIDS"),
        ("title", "Sjögren’s syndrome in the Mayo Clinic cohort: the São Paulo study"),
        ("title", "Œdème, âge et «Ÿ»: à l’œuvre"),
        ("title", "Costs of $5 and of $6"),
    ],
)
def test_odd_but_right(field: str, value: object) -> None:
    """What is unusual and right is not complained about."""
    assert codes(**{field: value}) == []


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("DOI", "10.1002", "doi-malformed"),
        ("URL", "http:///a", "url-malformed"),
        ("page", "1209-5", "pages-impossible"),
        ("issued", {"date-parts": [[2001, 2, 29]]}, "date-impossible"),
        ("issued", {"date-parts": [[2002], [2001]]}, "date-impossible"),
        ("accessed", {"date-parts": [[2029, 1, 1]]}, "date-impossible"),
        ("ISBN", "0-306-40615-3", "isbn-malformed"),
        ("title", "THE BREAD AND WATER", "title-capitals"),
        ("title", "ХЛЕБ И ВОДА НАВСЕГДА", "title-capitals"),
        ("title", "A Long History of Bread and Water: Some New Results", "title-case"),
        ("title", "Ð¥Ð»ÐµÐ±", "encoding-broken"),
        ("author", [{"family": "NuÃ±ez"}], "encoding-broken"),
        ("title", "The {DNA} of bread", "latex-left"),
        ("publisher", 'M\\"uller', "latex-left"),
    ],
)
def test_wrong(field: str, value: object, code: str) -> None:
    """One fault in a sound work gives its own code and no other."""
    assert codes(**{field: value}) == [code]


def test_only_english_titles_have_a_headline_case() -> None:
    """Where nouns have capitals, many capitals are no fault; the work says its language."""
    title = "The Long History of Bread and Water in Northern Countries"
    assert codes(title=title) == ["title-case"]
    assert codes(title=title, language="de-DE") == []


@given(text=st.text(max_size=30), number=st.integers(-(10**6), 10**6))
def test_any_values_are_judged(text: str, number: int) -> None:
    """No text or number in a field makes a check fail."""
    fields = dict.fromkeys(("title", "DOI", "URL", "page", "ISBN", "PMID", "language"), text)
    dates = {"issued": {"date-parts": [[number, number % 40, number % 50]]}}
    known = {problem.code for problem in works.problems({**SOUND, **fields, **dates}, SETTING)}
    assert known <= set(CODES)
