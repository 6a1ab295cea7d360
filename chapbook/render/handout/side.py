"""The foot that every side of a handout carries: copies are handed on without the rest.

It stands in the margin of each page as furniture: who reviewed the words, when they were
published and are due for review, which text they are, under which licence, where they lie on
the web, and which side of how many this is.  How high it is depends on language and address,
so it is laid out once by itself and measured; the margin that holds it is then as high.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chapbook.model import Article
from chapbook.render import pages
from chapbook.settings import TEMPLATES
from chapbook.tools import faces, jinja, theme, weasy

TEMPLATE = "html/side-foot.html.jinja"
ALONE = "html/side-foot-alone.html.jinja"
"""The same on a page of its own, to be measured."""

SHEETS = ("tokens.css", "elements.css", "page.css", "side-foot.css")
"""What its look depends on, below ``templates/css/``; an edition's row names the last, too."""

IDENTIFIER = "side-foot"

EDGE_MM = 9.0
"""White below the foot: what office printers cannot reach, and a little more."""
GAP_MM = 4.0
"""White between the text and the foot."""
PX_PER_MM = 96 / 25.4
NARROW_MM = 90.0
"""A line that is narrower may end within a date; on a broader one none does."""
MOST_SIDES = 88
"""A handout with more of them may want a line more than was measured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Foot:
    """The foot of every side of one handout, laid out."""

    html: str
    """To be set first in the body, as ``{{ side_foot }}``."""
    css: str
    """Its place in the margin of every page, the words of its counters, its size."""
    height_mm: float
    """Its own height."""

    @property
    def margin_mm(self) -> float:
        """The height of the margin that holds it."""
        return EDGE_MM + self.height_mm + GAP_MM


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How a foot is set."""

    width_mm: float
    """The width between the margins of a page."""
    size_pt: float
    """The size of its type."""
    code_mm: float
    """The width of the QR code with the white around it."""
    selector: str = ""
    """Which pages carry it, as ``@page`` says it; all when empty."""
    css: str = ""
    """More about its look."""


def foot(
    article: Article,
    printed: Mapping[str, Any],
    *,
    width_mm: float,
    size_pt: float = 8.5,
    code_mm: float = 17.0,
) -> Foot:
    """Return the foot of every side of a handout of *article*.

    Args:
        article: What the handout is made of.
        printed: What ``sheet.values`` returns.
        width_mm: The width between the margins of a page.
        size_pt: The size of its type.
        code_mm: The width of the QR code with the white around it; scanners want 0.33 mm for a
            module of the usual 37 or so (ISO/IEC 18004 leaves it to the use).
    """
    return shaped(article, printed, Shape(width_mm=width_mm, size_pt=size_pt, code_mm=code_mm))


def shaped(article: Article, printed: Mapping[str, Any], shape: Shape) -> Foot:
    """Return the foot of *article* in a shape of its own; the rest is as for ``foot``."""
    printed = {**printed, "unit_space": " " if shape.width_mm < NARROW_MM else "\u00a0"}
    html = jinja.render(TEMPLATE, printed)
    look = (
        f".side-foot {{ --code: {shape.code_mm}mm; font-size: {shape.size_pt}pt; "
        f"width: {shape.width_mm:.2f}mm }}\n"
        f".side-foot .number::after {{ content: {pages.page_of(article.labels)} }}\n{shape.css}"
    )
    height_mm = _height_mm(article, printed, look, shape.width_mm)
    margin_mm = EDGE_MM + height_mm + GAP_MM
    place = (
        f"@page {shape.selector} {{ margin-bottom: {margin_mm:.2f}mm;\n"
        f"@bottom-left {{ content: element({IDENTIFIER}); width: 100%; vertical-align: top; "
        f"padding-top: {GAP_MM}mm }}\n"
        "@bottom-center { content: none } @bottom-right { content: none } }\n"
        f".side-foot {{ position: running({IDENTIFIER}) }}\n"
    )
    return Foot(html=html, css=look + place, height_mm=height_mm)


def _height_mm(
    article: Article,
    printed: Mapping[str, Any],
    look: str,
    width_mm: float,
) -> float:
    """Return the height of the foot on pages that leave *width_mm*."""
    css = TEMPLATES / "css"
    tokens, *others = [(css / name).read_text("utf-8") for name in SHEETS]
    sheets = [tokens, theme.css(article.theme), faces.rules_of_pages(article.theme), *others]
    page = f"@page {{ size: {width_mm:.2f}mm 200mm; margin: 0 }}\n"
    alone = weasy.layout(
        weasy.PrintJob(
            html=jinja.render(ALONE, printed),
            stylesheets=[*sheets, page, look, _widest_number(article.labels)],
            files=pages.files(article, printed["facts"]),
        )
    )
    _, top, _, bottom = alone.document.pages[0].anchors[IDENTIFIER]
    return float(bottom - top) / PX_PER_MM


def _widest_number(labels: Mapping[str, str]) -> str:
    """Return the CSS for a number as broad as any: how many sides there are is not known yet."""
    words = labels["page-of"].format(page=MOST_SIDES, pages=MOST_SIDES)
    return f".side-foot .number::after {{ content: {pages.quoted(words)} }}\n"
