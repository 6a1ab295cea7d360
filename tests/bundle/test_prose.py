"""What the instructor wrote becomes XHTML, each text by itself."""

from pathlib import Path

from lxml import etree

from chapbook.bundle.addresses import Addresses
from chapbook.bundle.epub.prose import Prose, written
from chapbook.model import Asset, AssetKind
from chapbook.pack import BoundPack
from chapbook.tools.pandoc import ast

NOTHING = BoundPack(pack=None, readings=())  # type: ignore[arg-type]  # only its readings are read


def test_a_text_with_headings_ends_where_the_next_begins() -> None:
    """Sections of a note are closed in it, also when a shorter text is written at once with it."""
    heading = ast.header(1, ast.string("Finding your way"), ast.attr("way"))
    texts = [
        Prose(key="before", blocks=[ast.para(ast.string("Read both."))]),
        Prose(key="note", blocks=[heading, ast.para(ast.string("Turn the page."))], prefix="n-"),
        Prose(key="after", blocks=[ast.para(ast.string("Bring it."))]),
    ]
    found = written(texts, {}, Addresses(NOTHING))

    said = {
        key: "".join(etree.fromstring(f"<d>{text}</d>").itertext()) for key, text in found.items()
    }
    assert [said[key].split() for key in ("before", "note", "after")] == [
        ["Read", "both."],
        ["Finding", "your", "way", "Turn", "the", "page."],
        ["Bring", "it."],
    ]


def test_pictures_are_addressed_from_the_page_that_shows_them() -> None:
    """A note lies in a folder of its own, and an introduction beside the folder of pictures."""
    cup = Asset(
        target="pictures/cup.svg",
        path=Path("/cup.svg"),
        name="cup-1.svg",
        kind=AssetKind.VECTOR,
        media_type="image/svg+xml",
        data=b"<svg/>",
        width=10,
        height=10,
    )
    image = {"t": "Image", "c": [ast.attr(), ast.string("A cup"), [cup.target, ""]]}
    blocks = [ast.para([image])]
    texts = [
        Prose(key="part", page="part-1.xhtml", blocks=blocks),
        Prose(key="note", page="readings/note.xhtml", blocks=blocks),
    ]
    found = written(texts, {cup.target: cup}, Addresses(NOTHING))
    assert 'src="images/cup-1.svg"' in found["part"]
    assert 'src="../images/cup-1.svg"' in found["note"]
