"""The joint bibliography and the joint glossary: what is the same, and what is not."""

import pytest

from chapbook.bundle import terms, works
from chapbook.model import Item
from chapbook.tools.pandoc import ast
from tests.bundle.synthetic import bound, metadata, reading, term, work

SAME = {
    "the DOI as an address and in capitals": ({"DOI": "https://doi.org/10.5555/EXAMPLE.1"},),
    "no DOI, the same title in other letters": (
        {"DOI": "", "title": "On Question 1: A Study of <i>deposits</i> in soft tissue!"},
    ),
    "no DOI, the title without its subtitle, the same address": (
        {"DOI": "", "URL": "http://www.x.org/1/", "title": "On question 1"},
        {"URL": "https://x.org/1#top"},
    ),
    "the same PMID": ({"DOI": "", "PMID": "77", "title": "Other words"}, {"PMID": 77, "DOI": ""}),
}
OTHER = {
    "another DOI": ({"DOI": "10.5555/other"},),
    "another year": ({"DOI": "", "issued": {"date-parts": [[1950]]}},),
    "another first page": ({"DOI": "", "page": "3-4"}, {"DOI": ""}),
    "another title at the same address": (
        {"DOI": "", "URL": "https://x.org", "title": "Chapter two"},
        {"URL": "https://x.org"},
    ),
}


def _two(changes: tuple[Item, ...]) -> tuple[works.Work, ...]:
    """Return the works of two readings that cite one work each, the second one changed."""
    one = work(1, **(changes[1] if len(changes) > 1 else {}))
    other = work(1, **{**changes[0], "id": "elsewhere"})
    return works.joint(bound([reading("a", references=(one,)), reading("b", references=(other,))]))


@pytest.mark.parametrize("changes", SAME.values(), ids=SAME)
def test_one_work_under_two_keys_is_listed_once(changes: tuple[Item, ...]) -> None:
    """DOI, PMID, address and title tell that two entries are one work, with both readings."""
    (found,) = _two(changes)
    assert found.cited_in == ("a", "b")


@pytest.mark.parametrize("changes", OTHER.values(), ids=OTHER)
def test_two_works_that_look_alike_stay_two(changes: tuple[Item, ...]) -> None:
    """Another DOI, year, first page or title is another work."""
    assert [each.cited_in for each in _two(changes)] == [("a",), ("b",)]


def test_the_fullest_entry_is_printed() -> None:
    """Of two entries of one work the one with a DOI is set."""
    (found,) = _two(({"DOI": "10.5555/example.1"}, {"DOI": "", "note": "x", "abstract": "y"}))
    assert found.item["DOI"] == "10.5555/example.1"


def test_a_reading_that_others_cite_is_one_work_with_itself() -> None:
    """A reading is a work of the bibliography, which says that it is in the pack."""
    pack = bound([reading("a", item=work(1)), reading("b", references=(work(1),))])
    (found,) = works.joint(pack)
    assert (found.reading, found.cited_in) == ("a", ("b",))


def test_no_reading_cites_itself() -> None:
    """A reading whose references hold its own item is one work that nothing cites."""
    (found,) = works.joint(bound([reading("a", item=work(1), references=(work(1),))]))
    assert (found.reading, found.cited_in) == ("a", ())


def test_entries_are_set_in_the_style_of_the_pack_by_author() -> None:
    """APA lists by author, whatever the order in which readings cite."""
    pack = bound([reading("a", references=(work(3), work(1), work(2)))])
    entries = works.entries(works.joint(pack), pack)
    assert [ast.text(e.inlines)[:9] for e in entries] == ["Author001", "Author002", "Author003"]
    assert "https://doi.org/10.5555/example.1" in ast.text(entries[0].inlines)


def test_a_style_that_numbers_works_gives_no_numbers_here() -> None:
    """Numbers of a joint list would be those of no reading: AMA's list goes by author."""
    about = metadata(**{"citation-style": "american-medical-association"})
    pack = bound([reading("a", references=(work(3), work(1)))], about=about)
    entries = works.entries(works.joint(pack), pack)
    assert [ast.text(e.inlines)[:9] for e in entries] == ["Author001", "Author003"]


def test_a_style_without_a_list_of_works_gives_way() -> None:
    """Of a style that only sets notes the list is set in the usual style of packs."""
    about = metadata(**{"citation-style": "chicago-notes"})
    pack = bound([reading("a", references=(work(3), work(1)))], about=about)
    assert len(works.entries(works.joint(pack), pack)) == 2


def test_a_term_is_listed_once_with_all_that_define_it() -> None:
    """Readings that say the same share a definition; another one stands beside it."""
    pack = bound(
        [
            reading("a", glossary=(term("Ossification", "Making of bone."),)),
            reading("b", glossary=(term("ossification", "Making of bone"),)),
            reading("c", lang="en-US", glossary=(term("Ossification", "Bone formation."),)),
        ]
    )
    (found,) = terms.joint(pack)
    assert ast.text(found.inlines) == "Ossification"
    assert [d.readings for d in found.definitions] == [("a", "b"), ("c",)]


def test_terms_of_another_language_stand_behind_those_of_the_pack() -> None:
    """The same letters in another language are another term, in a list of its own."""
    pack = bound(
        [
            reading("a", lang="de", glossary=(term("Gift", "Giftiger Stoff."),)),
            reading("b", glossary=(term("Gift", "A present."), term("Apatite", "A mineral."))),
        ]
    )
    assert [(t.lang, ast.text(t.inlines)) for t in terms.joint(pack)] == [
        ("en", "Apatite"),
        ("en", "Gift"),
        ("de", "Gift"),
    ]
