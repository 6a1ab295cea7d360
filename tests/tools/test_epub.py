"""Markers of pages in chapters of a book."""

from lxml import etree

from chapbook.tools import epub

CHAPTER = (
    f'<section xmlns="{epub.XHTML}"><h1><span role="doc-pagebreak" id="page-2"/>'
    "Pots <em>and</em> pans</h1><p>Round.</p></section>"
)


def test_a_marker_leaves_the_heading_and_the_words_stay() -> None:
    """The marker stands ahead of the heading, which keeps each of its words, once."""
    root = etree.fromstring(CHAPTER)
    epub.mark_page_breaks(root)
    marker, heading, _ = root
    assert marker.get(epub.TYPE) == "pagebreak"
    assert marker.tail is None
    assert "".join(root.itertext()) == "Pots and pansRound."
    assert "".join(heading.itertext()) == "Pots and pans"
