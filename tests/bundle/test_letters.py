"""Marks stand ahead of the letter at which a page of print begins."""

import pytest
from lxml import etree

from chapbook.bundle.epub import letters
from chapbook.tools.epub import XHTML, tag
from chapbook.tools.weasy.starts import counted


def page(body: str) -> etree._Element:
    """Return a page with this *body*."""
    math = "http://www.w3.org/1998/Math/MathML"
    return etree.fromstring(f'<body xmlns="{XHTML}" xmlns:m="{math}">{body}</body>')


def marked(body: str, *at: int | None) -> str:
    """Return *body* with a ``|`` ahead of each letter of *at*."""
    root = page(body)
    marks = [(letter, etree.Element(tag("i"))) for letter in at]
    assert letters.insert(root, marks)
    for _, mark in marks:
        mark.addprevious(etree.Comment("|"))
    letters.forget(root)
    text = etree.tostring(root, encoding="unicode")
    text = text[text.index(">") + 1 : text.rindex("</")]
    return text.replace("<!--|--><i/>", "|")


@pytest.mark.parametrize(
    ("body", "at", "found"),
    [
        ('<p data-counted="yes">One two</p>', 3, "<p>One |two</p>"),
        ('<p data-counted="yes">One <b>two</b> six</p>', 3, "<p>One <b>|two</b> six</p>"),
        ('<p data-counted="yes">One <b>two</b> six</p>', 6, "<p>One <b>two</b> |six</p>"),
        ('<p data-counted="yes">“One”, two</p>', 0, "<p>“|One”, two</p>"),
        ("<h1>Ten</h1><p data-counted='yes'>One</p>", 0, "<h1>Ten</h1><p>|One</p>"),
        (
            '<div data-counted="yes"><p>One</p><p data-counted="no">Ten</p><p>two</p></div>',
            3,
            "<div><p>One</p><p>Ten</p><p>|two</p></div>",
        ),
        (
            '<p data-counted="yes">One<a role="doc-noteref">1</a> two</p>',
            3,
            '<p>One<a role="doc-noteref">1</a> |two</p>',
        ),
        (
            '<p data-counted="yes">One <m:math><m:mi>x</m:mi></m:math> two</p>',
            3,
            "<p>One |<m:math><m:mi>x</m:mi></m:math> two</p>",
        ),
        (
            '<p data-counted="yes">One <img src="a.png"/> two</p>',
            4,
            '<p>One <img src="a.png"/> |two</p>',
        ),
    ],
)
def test_a_mark_stands_ahead_of_its_letter(body: str, at: int, found: str) -> None:
    """Only what print shows at this place is counted; a picture or a formula is one letter."""
    assert marked(body, at) == found


def test_a_word_that_a_line_divides_counts_where_it_begins() -> None:
    """The page begins behind it, and with the second half of a word that has a hyphen."""
    assert marked('<p data-counted="yes">A calcification of skin</p>', 7) == (
        "<p>A calcification |of skin</p>"
    )
    assert marked('<p data-counted="yes">A well-known sign</p>', 5) == "<p>A well-|known sign</p>"
    assert marked('<p data-counted="yes">A calcification</p>', 7) == "<p>A calcification|</p>"


def test_scripts_without_spaces_are_marked_where_the_page_begins() -> None:
    """There the next space may be a paragraph away."""
    text = "石灰化は" * 20
    assert marked(f'<p data-counted="yes">{text}</p>', 5) == f"<p>{text[:5]}|{text[5:]}</p>"


def test_marks_of_one_place_keep_their_order() -> None:
    """Pages without text begin where the next one does; some stand behind all text."""
    root = page('<p data-counted="yes">One <b>two</b> six</p>')
    marks = [etree.Element(tag("i"), id=f"m{number}") for number in range(6)]
    assert letters.insert(root, list(zip([0, 3, 3, 6, 6, None], marks, strict=True)))
    assert [each.get("id") for each in root.iter(tag("i"))] == [f"m{n}" for n in range(6)]
    assert "".join(root.itertext()) == "One two six"


def test_a_page_without_letters_takes_no_mark() -> None:
    """Whoever asks has to put it elsewhere."""
    root = page("<p>One</p>")
    assert not letters.insert(root, [(0, etree.Element(tag("i")))])
    assert counted("".join(root.itertext())) == 3
    assert next(root.iter(tag("i")), None) is None
