"""The cover: set from a template like a page, and drawn as a picture."""

import re

from chapbook.editions import Edition
from chapbook.model import Article, Theme
from chapbook.render import particulars
from chapbook.tools import colour, faces, jinja, thumbnail, weasy

WIDTH_PX = 1600
"""The width that bookshops and libraries ask for; the height is 1.6 times that."""

LONG_TITLE = 40
"""Characters beyond which a title is set smaller."""

BREAK = re.compile(r": | [–—] |—")
"""Where a title says in other words what it has named."""

LEAST_CONTRAST = 3
"""Of the lines on the cover with its ground (WCAG 2.2, 1.4.11)."""

LONGEST_TITLE = 90
"""Characters beyond which it is set smaller still."""


def drawn(article: Article, row: Edition) -> tuple[bytes, tuple[str, ...]]:
    """Return the cover as PNG, and what WeasyPrint warned about.

    Raises:
        ToolError: It cannot be drawn.
    """
    about = particulars.of(article)
    title, subtitle = _split(about.title)
    values = {
        "title": title,
        "continued": subtitle,
        "size": _size(title),
        "particulars": about,
        "publisher": article.metadata.publisher,
        "theme": article.theme,
        **_palette(article.theme),
    }
    laid_out = weasy.layout(
        weasy.PrintJob(
            html=jinja.render(row.template, values),
            stylesheets=[faces.rules_of_pages(article.theme)],
            files=faces.files_of_pages(article.theme),
        )
    )
    return thumbnail.page_png(laid_out.pdf(tagged=False), 0, WIDTH_PX), laid_out.remarks


def _palette(look: Theme) -> dict[str, str]:
    """Return the ground of the cover, and what stands on it beside white."""
    ground = look.light["accent"]
    bright = colour.nearest_passing(look.dark["accent"], {ground: LEAST_CONTRAST})
    return {"ground": ground, "bright": bright, "soft": colour.blended("#ffffff", ground, 0.17)}


def _split(title: str) -> tuple[str, str]:
    """Split a title at a colon or dash into what is set large and what follows."""
    parts = BREAK.split(title, maxsplit=1)
    if len(parts) == 2 and all(parts) and len(parts[0]) <= LONG_TITLE:
        return parts[0], parts[1]
    return title, ""


def _size(title: str) -> str:
    """Return the class of size of a title."""
    if len(title) > LONGEST_TITLE:
        return "longest"
    long_word = max((len(word) for word in title.split()), default=0) > 14
    return "long" if len(title) > LONG_TITLE or long_word else "short"
