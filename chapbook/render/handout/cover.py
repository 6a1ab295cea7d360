"""The first and the last panel of a leaflet: what they show, and how large.

Both have exactly one panel.  What is set large on the cover is set smaller until it fits; what
has no room there at all, such as a long first point, stands inside instead.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TypeVar

from chapbook.editions import Edition
from chapbook.model import Article, Asset, AssetKind, Node
from chapbook.render import draft, html
from chapbook.render.handout import bare
from chapbook.tools import svg
from chapbook.tools.pandoc import ast

Choice = TypeVar("Choice")

FLOOR_PT = 12.0

TITLES_PT = (34.0, 30.0, 27.0, 24.0, 21.0, 18.0, 16.0, 14.0)
"""Sizes of the title, the largest first."""

LEADS_PT = (19.0, 18.0, 17.0, 16.0, 14.0, FLOOR_PT)
"""Sizes of the message below it."""

CHARACTER_EM = 0.58
"""Width of a wide run of Source Sans Semibold, in sizes of type for each character."""

SMALLER = 0.62
"""The size of the second part of a title, of the first; ``leaflet.css`` says the same."""

SHORT = 32
"""A title whose words before its colon have no more characters is set in two sizes."""

DPI = 150.0
"""Pixels to the inch that a picture on paper needs."""

CAPTION_LENGTH = 120
"""The most characters of a caption that a cover has room for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """How the cover is set."""

    title_pt: float
    lead_pt: float = FLOOR_PT
    has_lead: bool = True
    has_figure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Back:
    """How the last panel is set."""

    stamp_mm: float
    """The height of the space for a clinic's stamp and telephone number."""
    cites: bool = True
    """Whether it says how to cite the article."""


BACKS = (
    *(Back(stamp_mm=height) for height in (60.0, 45.0, 30.0, 20.0)),
    *(Back(stamp_mm=height, cites=False) for height in (30.0, 20.0)),
)
"""The fullest back first."""

BYLINE_LENGTH = 100
"""A cover has no room for more names than these many characters."""


def fitted(
    title: tuple[str, str],
    room_pt: float,
    fits: Callable[[Cover], bool],
    *,
    has_lead: bool,
    has_figure: bool,
) -> Cover:
    """Return the fullest cover that stands on one panel.

    Args:
        title: In two, as ``split`` does; its longest words decide how large it can be.
        room_pt: The width of the panel between its margins.
        fits: Lays a cover out, and tells whether one panel holds it.
        has_lead: Whether there is a message.
        has_figure: Whether there is a picture.
    """
    head, rest = (max(map(len, part.split()), default=1) for part in title)
    widest = room_pt / (CHARACTER_EM * max(head, SMALLER * rest))
    sizes = [size for size in TITLES_PT if size <= widest] or [TITLES_PT[-1]]
    return first(list(_covers(sizes, has_lead=has_lead, has_figure=has_figure)), fits)


def first(tried: Sequence[Choice], fits: Callable[[Choice], bool]) -> Choice:
    """Return the first of *tried* that *fits*, or else the last, which has the least."""
    return next((each for each in tried[:-1] if fits(each)), tried[-1])


def _covers(sizes: list[float], *, has_lead: bool, has_figure: bool) -> Iterator[Cover]:
    """Yield covers, the fullest first: a smaller title goes before the picture or the message."""
    pictured = (True, False) if has_figure else (False,)
    for shows, (title_pt, lead_pt) in product(pictured, zip(sizes, _leads(sizes), strict=True)):
        if has_lead:
            yield Cover(title_pt=title_pt, lead_pt=lead_pt, has_figure=shows)
    for shows, title_pt in product(pictured, sizes):
        yield Cover(title_pt=title_pt, has_lead=False, has_figure=shows)


def _leads(sizes: list[float]) -> list[float]:
    """Return the size of the message for each of the *sizes* of a title."""
    last = len(LEADS_PT) - 1
    return [LEADS_PT[min(index, last)] for index in range(len(sizes))]


def split(title: str) -> tuple[str, str]:
    """Return *title* in two: what stands before a colon near its beginning, and the rest.

    "Calcinosis:" says on a cover what the whole title says in a library.
    """
    head, colon, rest = title.partition(": ")
    return (f"{head}:", rest) if colon and len(head) <= SHORT else (title, "")


def figure(article: Article, row: Edition, width_mm: float) -> Node | None:
    """Return the first figure of *article* that is fit for a cover *width_mm* wide.

    That is a picture with enough pixels, or a drawing without words, which would be too small
    to read; with a short caption, that gives credit where it is due.
    """
    shown = html.selected(draft.carried([*article.lead, *article.body]), row.name)
    for node in ast.nodes(shown):
        if node["t"] != "Figure" or len(ast.text(node["c"][1])) > CAPTION_LENGTH:
            continue
        images = [each for each in ast.nodes(node["c"][2]) if each["t"] == "Image"]
        assets = [article.assets.get(image["c"][2][0]) for image in images]
        if len(assets) == 1 and assets[0] and _is_fit(assets[0], width_mm):
            plain = bare.with_live_links(bare.without_marks([node], article))
            return _anonymous(plain[0])
    return None


def _anonymous(node: Node) -> Node:
    """Return the figure *node* without its id, which belongs to the article."""
    return {**node, "c": [ast.attr(), *node["c"][1:]]}


def _is_fit(asset: Asset, width_mm: float) -> bool:
    """Tell whether *asset* can be read and is fine enough at *width_mm*."""
    if asset.kind is AssetKind.RASTER:
        return asset.width >= width_mm / 25.4 * DPI
    return not svg.read(asset.data).text.strip()
