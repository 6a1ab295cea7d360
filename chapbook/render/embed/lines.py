"""The page with the lines to paste: a frame for the whole article and one for each section.

The lines name an address that stands for the reader's own server.  Opened from that server,
the page puts in where it was opened from; opened as a file, it says what to change.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import PurePosixPath
from urllib.parse import quote

from chapbook.editions import Edition
from chapbook.model import Article
from chapbook.render import particulars, web
from chapbook.render.embed.sections import Section
from chapbook.settings import TEMPLATES
from chapbook.tools import jinja

TEMPLATE = "html/embed-lines.html.jinja"
SCRIPT = "scripts/embed-lines.js"

PLACEHOLDER = "https://example.org/embed/"
"""Stands for where the reader put the pages (RFC 2606)."""

HEIGHT_PX = 640
"""Of a frame whose page nobody asks for its height: most of a laptop's screen, not all of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """What is to be pasted for one page."""

    title: str
    level: int
    """0 for the whole article, 1 for its sections."""
    address: str
    """Of the page, as seen from this one."""
    text: str


def name(whole: PurePosixPath) -> str:
    """Return the path of the page beside *whole*, both in ``output/``."""
    return f"{whole.with_suffix('')}-lines.html"


def page(article: Article, row: Edition, whole: PurePosixPath, sections: Sequence[Section]) -> str:
    """Return the page.

    Args:
        article: What the frames show.
        row: Their edition, whose style sheets the page takes.
        whole: The path of the whole article's page in ``output/``.
        sections: Those that have pages of their own, below a folder called as *whole*.
    """
    facts = particulars.of(article)
    all_lines = [_lines(facts.title, 0, whole.name)]
    all_lines += [
        _lines(s.title, s.level, f"{whole.stem}/{s.file}.html", f"{s.title} \u2013 {facts.title}")
        for s in sections
    ]
    script = (TEMPLATES / SCRIPT).read_text("utf-8").strip()
    values = {
        "policy": f"{web.POLICY}; script-src {web.hashed(script)}",
        "facts": facts,
        "labels": article.labels,
        "lines": all_lines,
        "script": jinja.safe(script),
    }
    return web.styled(jinja.render(TEMPLATE, values), row, article)


def _lines(title: str, level: int, path: str, window: str = "") -> Lines:
    """Return the lines for the page at *path*, relative to the folder of all of them.

    A link stands below the frame: for readers whose platform takes frames away.
    """
    address = quote(path)
    source = escape(f"{PLACEHOLDER}{address}")
    said = escape(window or title)
    text = (
        f'<iframe src="{source}" title="{said}" width="100%" height="{HEIGHT_PX}" '
        f'loading="lazy" referrerpolicy="no-referrer" style="border:0"></iframe>\n'
        f'<p><a href="{source}" target="_blank" rel="noopener">{said}</a></p>'
    )
    return Lines(title=title, level=level, address=address, text=text)
