"""What a Word file is told beside its text: paper, header and footer, properties."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from chapbook.tools import fonts

MEASURE_MM = 146
"""The width of the text, the same on every paper: 75 to 80 characters of 11 pt."""

MARGIN_TOP_MM = 25
MARGIN_BOTTOM_MM = 25
HEADER_MM = 13
"""From the paper's edge to the header; the footer keeps the same distance."""

TWIPS_PER_MM = 1440 / 25.4
"""Word counts in twentieths of a point."""


def twips(length_mm: float) -> int:
    """Return *length_mm* in twentieths of a point."""
    return round(length_mm * TWIPS_PER_MM)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The paper."""

    width_mm: float
    height_mm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Faces, colours, sizes, grounds, drawings.  Colours are ``RRGGBB``."""

    text_face: str = fonts.SERIF
    label_face: str = fonts.SANS
    colours: Mapping[str, str] = field(default_factory=dict)
    """The colour that takes the place of one of ``styles.xml``."""
    keyword: str = ""
    """The colour of keywords of code; empty for that of ``styles.xml``."""
    sizes: Mapping[str, float] = field(default_factory=dict)
    """How many times larger than ``styles.xml`` has it is text, by the token of its size?"""
    leading: float = 1.0
    """How many times higher a line is, beside the size of its letters."""
    ground: str = ""
    """Of boxes; empty for none."""
    rules: bool = True
    """Whether boxes have lines."""
    band: str = ""
    """The ground of the line above the title; empty for none."""
    on_band: str = ""
    """The colour of the words on it."""
    drawings: Mapping[bytes, bytes] = field(default_factory=dict)
    """The SVG that stands beside a PNG made from it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """What stands on every page."""

    head: str
    """The running title; the first page, which has the title, goes without."""
    foot: str
    """Version, date and licence."""
    page_of: str
    """The number of the page, with ``{page}`` and ``{pages}`` where fields go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Properties:
    """What the file says about the work; nothing of who made the file, where or when."""

    title: str
    creators: tuple[str, ...]
    description: str
    keywords: tuple[str, ...]
    lang: str
    """BCP 47."""
    version: str
    content: str
    """Which text it is: a URI of its content hash."""
    date: dt.date
    custom: Mapping[str, str] = field(default_factory=dict)
    """What other programs note in the file, by the names that they look for."""
