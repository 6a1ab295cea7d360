"""What a book says of its accessibility, each claim against one planted change."""

import pytest
from lxml import etree

from chapbook.tools import accessibility, labels

PLAIN = '<html xmlns="http://www.w3.org/1999/xhtml"><head/><body><p>Text.</p>{more}</body></html>'
ALWAYS = {
    "tableOfContents",
    "readingOrder",
    "structuralNavigation",
    "displayTransformability",
}
"""What holds for every book that we make."""

PICTURE = '<img src="a.svg" alt="A pot"/>'
DECORATION = '<img src="a.svg" alt=""/>'
FORMULA = '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math>'
DESCRIPTION = '<div class="figure-description"><p>Long.</p></div>'
PAGE = '<span role="doc-pagebreak" id="page-2" aria-label="2"/>'


def access(more: str, *drawings: bytes, lang: str = "en") -> accessibility.Access:
    """Return what a book of one page with *more* and *drawings* says of itself."""
    root = etree.fromstring(PLAIN.format(more=more))
    return accessibility.of([root], drawings, labels.load(lang))


@pytest.mark.parametrize(
    ("more", "claimed"),
    [
        ("", set()),
        (PICTURE, {"alternativeText"}),
        (DECORATION, set()),
        (FORMULA, {"MathML"}),
        (DESCRIPTION, {"longDescription"}),
        (PAGE, {"pageBreakMarkers", "pageNavigation"}),
    ],
)
def test_each_feature_is_claimed_for_what_is_there(more: str, claimed: set[str]) -> None:
    """One thing more in the book is one claim more, and nothing is claimed without it."""
    assert set(access(more).features) == ALWAYS | claimed


@pytest.mark.parametrize(("more", "modes"), [(PICTURE, 2), (DECORATION, 1), (FORMULA, 1)])
def test_seeing_is_named_where_there_are_pictures(more: str, modes: int) -> None:
    """A book with pictures is read by eye, too; its words alone suffice in any case."""
    found = access(more)
    assert found.modes == ("textual", "visual")[:modes]
    assert found.sufficient_modes[0] == "textual"


@pytest.mark.parametrize(
    ("drawing", "hazard"),
    [
        (b"<svg><path/></svg>", "none"),
        (b'<svg><path><animate attributeName="d"/></path></svg>', "unknown"),
        (b"<svg><style>@keyframes a { to { opacity: 0 } }</style></svg>", "unknown"),
    ],
)
def test_what_moves_may_be_a_hazard(drawing: bytes, hazard: str) -> None:
    """Freedom from flashing and motion is claimed for drawings that stand still."""
    assert access(PICTURE, drawing).hazards == (hazard,)


@pytest.mark.parametrize("lang", ["en", "de", "ar"])
def test_the_summary_says_the_same_in_words(lang: str) -> None:
    """Each claim of a book with formulas and pages has its sentence in the article's language."""
    words = labels.load(lang)
    bare = [words[key] for key in ("access-text", "access-no-images", "access-unchecked")]
    assert access("", lang=lang).summary == " ".join(bare)
    said = ("access-text", "access-images", "access-formulas", "print-pages", "access-unchecked")
    full = access(PICTURE + FORMULA + PAGE, lang=lang)
    assert full.summary == " ".join(words[key] for key in said)
