"""Web pages for a frame in somebody else's page: the whole article, and each of its sections.

They are the web page's blocks in another wrapping.  Nothing is fixed to the window, links that
lead out open in a tab of their own (a frame that left its page would take a student's learning
platform with it), and they say how high they are when the page around them asks.
"""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from chapbook.editions import Edition
from chapbook.findings import Finding
from chapbook.model import Article, BuiltEdition, Node, Rendering
from chapbook.render import html, screen, web
from chapbook.render.embed import lines, sections
from chapbook.settings import TEMPLATES, Workbench
from chapbook.tools import jinja

SCRIPT = "scripts/embed.js"
"""The one program of these pages, below ``templates/``."""


def make(article: Article, row: Edition, bench: Workbench) -> Rendering:
    """Make the pages of *article* for frames, and the page with the lines to paste.

    Raises:
        ToolError: pandoc failed.
    """
    chosen = html.selected(
        [*article.lead, *article.body, *article.appendix], row.like, dropped=("discussion",)
    )
    blocks = screen.prepared(chosen, article)
    addresses = web.pictures([*article.abstract, *blocks], article)
    whole = PurePosixPath(bench.name)
    cut = sections.of(blocks, article, f"../{whole.name}")
    pages = {bench.name: _whole(html.with_abstract(article, blocks), article, row, addresses)}
    for section in cut:
        name = str(whole.with_suffix("") / f"{section.file}.html")
        pages[name] = _section(section, article, row, addresses, f"../{whole.name}")
    texts = {name: page for name, (page, _) in pages.items()}
    texts[lines.name(whole)] = lines.page(article, row, whole, cut)
    for name, text in texts.items():
        path = bench.desk / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
    further = {name: bench.desk / name for name in texts if name != bench.name}
    built = BuiltEdition(edition=row.name, path=bench.path, name=bench.name, further=further)
    found = dict.fromkeys(finding for _, said in pages.values() for finding in said)
    return Rendering(built=built, findings=tuple(found))


Page = tuple[str, tuple[Finding, ...]]
"""A page as HTML, and what pandoc remarked."""


def _whole(
    blocks: list[Node], article: Article, row: Edition, addresses: Mapping[str, str]
) -> Page:
    """Return the page of the whole article."""
    text = web.marked_up(blocks, article, addresses)
    values = web.values(article, blocks, text.html)
    added = {"section": "", "whole": "", "window": values["facts"].title}
    return _dressed(values | added, article, row), text.findings


def _section(
    section: sections.Section,
    article: Article,
    row: Edition,
    addresses: Mapping[str, str],
    whole: str,
) -> Page:
    """Return the page of one section, which leads to *whole*."""
    text = web.marked_up(html.with_abstract(article, section.blocks), article, addresses)
    values = web.values(article, section.blocks, text.html)
    window = f"{section.title} \u2013 {values['facts'].title}"
    added = {"section": section.identifier, "whole": whole, "window": window, "contents": []}
    return _dressed(values | added, article, row), text.findings


def _dressed(values: Mapping[str, Any], article: Article, row: Edition) -> str:
    """Return the page that *values* fill, with its styles and its program."""
    script = (TEMPLATES / SCRIPT).read_text("utf-8").strip()
    policy = f"{web.POLICY}; script-src {web.hashed(script)}"
    page = jinja.render(row.template, {**values, "policy": policy, "script": jinja.safe(script)})
    return _outward(web.styled(page, row, article))


def _outward(page: str) -> str:
    """Return *page* with links that open outside of the frame, but for those within the page."""
    return re.sub(r'<a (?=[^>]*\bhref="(?!#))', '<a target="_blank" ', page)
