"""The parts of what an article or an edition says, and the form in which they are compared."""

import re
import unicodedata
from dataclasses import dataclass

FORMULA = "\ufffc"
"""Stands in a text for a formula, which each edition writes in its own way (UAX #44: object
replacement character); formulas are compared by themselves."""

REFERENCE = "ref-"
"""How the id of a reference begins, in every edition."""

BOXES = "☐☑☒"
"""A task's box, which a form writes as an element."""

_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_SIGNS = "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f\ufeff"
_EMBEDDINGS = [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]
_INVISIBLE = dict.fromkeys([*map(ord, _SIGNS), *_EMBEDDINGS])
"""Soft hyphens, joiners, marks of direction, of signs as text or as picture (UAX 9, 14, UTS 51)."""
_UNHEARD = {**_LIGATURES, **_INVISIBLE, **dict.fromkeys(map(ord, BOXES))}
_BROKEN = str.maketrans({"\u2011": "\u2010"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, a heading or a listing: text that no edition interrupts."""

    text: str
    level: int = 0
    """Of a heading, 1 for the outermost of the article's; 0 for what is none."""
    is_title: bool = False
    """Whether it names a part of the article, which an edition may make a heading."""


Rows = tuple[tuple[str, ...], ...]
"""The texts of a table's cells, row by row; a cell that spans several stands once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What an article or an edition says.

    Texts are as ``normal`` leaves them, in reading order; what stands apart from the
    running text (captions, notes, cells) is not among its blocks.
    """

    blocks: tuple[Block, ...]
    captions: tuple[str, ...]
    notes: tuple[str, ...]
    """In the order of their calls."""
    tables: tuple[Rows, ...]
    """In order: first those of the text, then those in notes; so are citations and pictures."""
    citations: tuple[str, ...]
    """The words of the links to references, such as "12(p5)"."""
    alternatives: tuple[str, ...]
    """The alternative texts of pictures that are no decoration."""
    formulas: tuple[str, ...] = ()
    """In words; which edition has which is compared elsewhere."""
    unsaid_count: int = 0
    """How many pictures have no alternative text and are not said to be decoration either; other
    checks tell of them."""
    furniture: tuple[str, ...] = ()
    """What the edition marks as its own: no part of the article."""


def normal(text: str) -> str:
    """Return *text* as it is compared.

    Unicode NFC, ligatures split, invisible signs dropped, white space collapsed.  Nothing
    else: quotation marks, dashes, capitals and punctuation are text.
    """
    split = unicodedata.normalize("NFC", text).translate(_UNHEARD).translate(_BROKEN)
    return re.sub(r"\s+", " ", split).strip()


def unspaced(text: str) -> str:
    """Return *text* without white space, as lines of a page are compared, whose ends are lost."""
    return re.sub(r"\s+", "", text)
