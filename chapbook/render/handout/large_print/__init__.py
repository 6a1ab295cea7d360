"""Large print: the whole article laid out anew in large type, for those who see badly.

One column, one face, upright and never hyphenated.  Tables without room become lists, figures are
as large as their pages.  Nothing is left out.

    upright     text without slanted letters
    tables      which tables have room
    listed      those that have none
    boxes       lists that stand on one page
    notes       notes below what calls for them
    figures     pictures as large as pages let them be
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from chapbook.editions import Edition
from chapbook.findings import Finding
from chapbook.model import Article, Node, Rendering
from chapbook.render import byline, contents, html, located, pages, particulars
from chapbook.render.handout import sheet, side
from chapbook.render.handout.large_print import boxes, figures, notes, tables
from chapbook.render.handout.large_print.figures import Places
from chapbook.render.handout.large_print.tables import Page
from chapbook.render.handout.large_print.upright import upright
from chapbook.render.handout.side import Shape
from chapbook.render.print import statements
from chapbook.settings import Workbench
from chapbook.tools import fonts, jinja, offprint, weasy
from chapbook.tools.fonts import Style
from chapbook.tools.hypertext import formulas
from chapbook.tools.pandoc import ast

SIDE_MM = 16.0
"""The margin where lines end; ``large-print.css`` does not say it again."""
MARKED_SIDE_MM = 26.0
"""The margin where lines begin: the pages of print are marked in it."""
TOP_MM = 22.0
"""The margin above, with the running head in it; the style sheet says the same."""
FOOT_PT, CODE_MM = 14.0, 20.0
"""Type and code of the foot: what large print calls the least size for anything."""

WITHOUT_NUMBER = ".side-foot .number { display: none }\n"
"""The number of the page stands in the head: beside it the foot would be a third higher."""

HEADINGS_EM = {"title": 2.0, "section": 1.4, "subsection": 1.2}
"""The sizes of headings in those of text, where the longest of their words has room."""
NUMBER_EM = 3.6
"""What the number of an equation takes of its line; the style sheet says the same."""
MOST_ENTRIES = 40
"""Entries of the contents that take two pages at most."""
LEAST_FILLED = 0.5
"""A page before a turned one that is filled less far is one that readers take for the last."""


def make(article: Article, row: Edition, bench: Workbench) -> Rendering:
    """Make the large print edition of *article*.

    Raises:
        MissingToolError: Pango is not installed.
        ToolError: pandoc failed.
    """
    work = _Work(_in_one_face(article), row, bench)
    layout, remarks = work.laid_out()
    done = sheet.finished(work.article, row, bench, layout)
    return Rendering(built=done.built, findings=(*remarks, *done.findings))


def _in_one_face(article: Article) -> Article:
    """Return *article* in the face for large print, whatever its theme says."""
    face = fonts.LARGE_PRINT
    look = replace(article.theme, text_face=face, label_face=face)
    return replace(article, theme=look, abstract=upright(article.abstract))


class _Work:
    """What laying one article out in large print depends on."""

    def __init__(self, article: Article, row: Edition, bench: Workbench) -> None:
        self.article = article
        self.row = row
        self.bench = bench
        self.size_pt = bench.size_pt or row.size_pt
        self.sheet_mm, self.height_mm = offprint.SIZES_MM[bench.paper]
        self.width_mm = self.sheet_mm - SIDE_MM - MARKED_SIDE_MM
        self.facts = particulars.of(article)
        self.printed = sheet.values(article, self.facts)
        shape = Shape(width_mm=self.width_mm, size_pt=FOOT_PT, code_mm=CODE_MM, css=WITHOUT_NUMBER)
        self.foot = side.shaped(article, self.printed, shape)

    @property
    def page(self) -> Page:
        """What an upright page has room for."""
        text_mm = self.height_mm - TOP_MM - self.foot.margin_mm
        return Page(width_mm=self.width_mm, height_mm=text_mm, size_pt=self.size_pt)

    @property
    def places(self) -> Places:
        """What the margins of upright and of turned pages leave."""
        page = self.page
        return Places(
            width_mm=page.width_mm,
            height_mm=page.height_mm,
            turned_width_mm=self.height_mm - SIDE_MM - MARKED_SIDE_MM,
            turned_height_mm=self.sheet_mm - TOP_MM - self.foot.margin_mm,
            size_pt=self.size_pt,
        )

    def laid_out(self) -> tuple[weasy.Layout, tuple[Finding, ...]]:
        """Lay the article out, and return what its writers found.

        A figure turns no page where the page before it would be left half empty.
        """
        blocks = self._blocks()
        upright_ones: set[str] = set()
        while True:
            fitted = figures.enlarged(blocks, self.article.assets, self.places, upright_ones)
            layout, found = self._set(fitted)
            stranded = _stranded(layout, figures.turned(fitted))
            if not stranded:
                return layout, found
            upright_ones |= stranded

    def _blocks(self) -> list[Node]:
        """Return everything between title and last lines, in the order of the pages."""
        article, name = self.article, self.row.like or self.row.name
        lead, body, appendix = (
            html.selected(blocks, name, dropped=("discussion",))
            for blocks in (article.lead, article.body, article.appendix)
        )
        shown = {ast.identifier(n) for n in ast.nodes([*body, *appendix]) if n["t"] == "Header"}
        own = [h for h in article.headings if h.identifier in shown]
        headings = contents.listed(own, MOST_ENTRIES)
        listed = [contents.block(headings, article.labels["contents"], 1)] if headings else []
        blocks = [*lead, *listed, *body, *statements(article), *appendix]
        blocks = figures.with_descriptions(blocks, article.labels)
        whole = boxes.whole(upright(blocks), self.page)
        readable = tables.readable(whole, self.page, article.labels)
        noted, _ = notes.below(readable, notes.below(article.abstract)[1])
        return formulas.pictured(noted, self.page.width_em - NUMBER_EM)

    def _set(self, blocks: list[Node]) -> tuple[weasy.Layout, tuple[Finding, ...]]:
        """Lay *blocks* out with all that stands around them."""
        article = self.article
        summary, _ = notes.below(article.abstract)
        whole = html.with_abstract(replace(article, abstract=summary), blocks)
        fragment = html.fragment(whole, article, lambda t: article.assets[t].name, html.Notes.FOOT)
        printed = {**self._values(fragment.html), "css": self._css()}
        layout = weasy.layout(sheet.job(article, self.row, self.bench, printed))
        return layout, fragment.findings

    def _values(self, text: str) -> Mapping[str, Any]:
        """Return what the template prints around *text*, the abstract and all blocks as HTML."""
        article = self.article
        abstract, content = html.parted(text)
        authors, affiliations = byline.of(article.metadata.author, article.labels)
        return {
            **self.printed,
            "publisher": article.metadata.publisher,
            "byline": authors,
            "affiliations": affiliations,
            "author_notes": byline.notes(article.metadata.author, article.labels),
            "abstract": jinja.safe(abstract),
            "content": jinja.safe(content),
            "side_foot": jinja.safe(self.foot.html),
        }

    def _css(self) -> str:
        """Return the size of the type, the margins of the pages and the words in them."""
        head = pages.quoted(pages.shortened(self.facts.running_title))
        return (
            f":root {{ {self._sizes()} }}\n"
            f"html {{ font-size: {self.size_pt}pt }}\n"
            f"@page {{ margin-left: {MARKED_SIDE_MM}mm; margin-right: {SIDE_MM}mm;\n"
            f"@top-left {{ content: {head} }}\n"
            f"@top-right {{ content: {pages.page_of(self.article.labels)} }} }}\n"
            "@page :first { @top-left { content: none } }\n"
            f".{figures.POINTER} a::after {{ content: {self._page_words()} }}\n"
            f"{located.mark_style(self.article.labels)}{self.foot.css}"
        )

    def _page_words(self) -> str:
        """Return " (page 43)" behind a link to that page, as CSS."""
        before, after = self.article.labels["page"].replace(" ", "\u00a0").split("{page}")
        number = "target-counter(attr(href), page)"
        return f"{pages.quoted(' (' + before)} {number} {pages.quoted(after + ')')}"

    def _sizes(self) -> str:
        """Return the sizes of headings at which none of their words is cut, as CSS."""
        headings = self.article.headings
        texts = {
            "title": [self.article.metadata.title],
            "section": [heading.text for heading in headings if heading.level == 1],
            "subsection": [heading.text for heading in headings if heading.level > 1],
        }
        sizes = {name: min(HEADINGS_EM[name], self._most_em(said)) for name, said in texts.items()}
        return " ".join(f"--size-{name}: {size:.3f}rem;" for name, size in sizes.items())

    def _most_em(self, texts: Iterable[str]) -> float:
        """Return the size at which the longest word of *texts* is as wide as the page."""
        words = [word for text in texts for word in tables.BREAK.split(text)]
        widths = [fonts.width_em(fonts.LARGE_PRINT, Style.BOLD, word) for word in words]
        return max(1.0, 0.98 * self.page.width_em / max([1.0, *widths]))


def _stranded(layout: weasy.Layout, turned: Collection[tuple[str, str]]) -> set[str]:
    """Return the targets of the *turned* figures behind pages that are left half empty.

    Args:
        layout: The pages.
        turned: The ids of figures and the targets of their images.
    """
    found: set[str] = set()
    for identifier, target in turned:
        page_index = layout.pages_of_ids.get(identifier, 1) - 1
        if page_index > 0 and layout.filled(page_index - 1) < LEAST_FILLED:
            found.add(target)
    return found
