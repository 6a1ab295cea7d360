"""How a study guide lies on its pages: a column, the pages of print, a margin ruled for notes."""

from dataclasses import dataclass, field, replace

from chapbook.editions import Edition, Paper
from chapbook.model import Article, Node, Rendering
from chapbook.render import byline, closing, fit, located, pages, particulars, room, rows
from chapbook.render.handout import bare, guide, print_pages, sheet, side
from chapbook.render.particulars import Particulars
from chapbook.settings import Workbench
from chapbook.tools import jinja, offprint

TOP_MM, SIDES_MM = 20.0, 34.0
"""Margins of the page; ``student.css`` shares the sides between left and right."""
NOTES_MM = 48.0
"""Width of the margin for notes; ``student.css`` says the same."""
RULED_MM = 8.0
"""From line to line in it."""
CUT_MM, CUT_BACK_MM = 12.0, 8.0
"""From the line to cut along to the text, on the front and on the back of the leaf;
``student.css`` says how broad their margins are."""
LINE_MM = 4.0
"""The width of the drawing of that line, which is as broad as its scissors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What one guide shows, and what is its own about the pages."""

    main: list[Node]
    last: list[Node] = field(default_factory=list)
    """What stands on a leaf of its own at the end."""
    css: str = ""
    fields: tuple[str, ...] = ("course", "date")
    """The labels of what its reader fills in."""
    moved: tuple[str, ...] = (guide.DISCUSSION,)
    """Classes of parts that print has elsewhere, or not at all: no page is named beside them."""


def made(article: Article, row: Edition, bench: Workbench, text: Text) -> Rendering:
    """Make the guide *row* of *article*, stamped with its pages of print, that shows *text*.

    Raises:
        MissingToolError: Pango is not installed.
        ToolError: pandoc failed.
    """
    (content, last), remarks = sheet.pieces(_fitted(article, text), article)
    facts = particulars.of(article)
    authors, _ = byline.of(article.metadata.author, article.labels)
    printed = {
        **sheet.values(article, facts),
        "kind": article.labels[f"{row.name}-title"],
        "byline": [replace(author, mark="") for author in authors],
        "affiliations": [],
        "author_notes": [],
        "fields": [article.labels[name] for name in text.fields],
        "content": jinja.safe(content),
        "answers": jinja.safe(last),
    }
    width_mm = offprint.SIZES_MM[bench.paper][0] - SIDES_MM
    foot = side.foot(article, printed, width_mm=width_mm, size_pt=row.floor_pt)
    css = [
        foot.css,
        _css(article, facts, bench.paper, foot.margin_mm),
        _leaf(article, bench.paper, foot.margin_mm) if text.last else "",
        text.css,
        located.mark_style(article.labels),
    ]
    printed |= {"side_foot": jinja.safe(foot.html), "css": "".join(css)}
    layout = closing.layout(sheet.job(article, row, bench, printed))
    done = sheet.finished(article, row, bench, layout)
    return Rendering(built=done.built, findings=(*remarks, *done.findings))


def _fitted(article: Article, text: Text) -> list[list[Node]]:
    """Return the two parts of *text* as they fit the pages of *article*."""
    written = [text.main, text.last]
    known = bare.identifiers([block for blocks in written for block in blocks])
    fitted = [
        fit.fitted(
            bare.with_live_links(blocks, known),
            article.assets,
            room.of_study(article.theme),
            article.labels["continued"],
        )
        for blocks in written
    ]
    return [rows.of_citations(blocks) for blocks in _told(fitted, article, text.moved)]


def _told(written: list[list[Node]], article: Article, moved: tuple[str, ...]) -> list[list[Node]]:
    """Return *written*, lists of blocks shown one after another, with the pages of print."""
    seam = {"t": "HorizontalRule"}
    joined = [part for blocks in written for part in (*blocks, seam)]
    out: list[list[Node]] = [[]]
    for block in print_pages.told(joined, article, elsewhere=moved):
        if block is seam:
            out.append([])
        else:
            out[-1].append(block)
    return out[:-1]


def _css(article: Article, facts: Particulars, paper: Paper, bottom_mm: float) -> str:
    """Return the words at the heads of the pages and the ruling of notes, as CSS."""
    labels = article.labels
    height_mm = offprint.SIZES_MM[paper][1] - TOP_MM - bottom_mm
    return (
        f"@page {{ margin-top: {TOP_MM}mm;\n"
        f"background-image: {_ruling(NOTES_MM, height_mm)};\n"
        f"background-size: {NOTES_MM}mm {height_mm:.2f}mm;\n"
        f"@top-left {{ content: {pages.quoted(pages.shortened(facts.running_title))} }}\n"
        f"@top-right {{ content: {pages.quoted(labels['my-notes'])} }} }}\n"
        "@page :first { @top-left { content: none } }\n"
    )


def _leaf(article: Article, paper: Paper, bottom_mm: float) -> str:
    """Return the CSS of the leaf with the answers, and of an empty back before it."""
    labels = article.labels
    width_mm, height_mm = offprint.SIZES_MM[paper]
    ruled_mm = (width_mm - SIDES_MM, height_mm - TOP_MM - bottom_mm)
    front, back = (f"{-each - LINE_MM / 2}mm top {-TOP_MM}mm" for each in (CUT_MM, CUT_BACK_MM))
    words = f"{{ content: {pages.quoted(labels['cut-here'])} }}"
    return (
        f"@page :blank {{ @top-left {{ content: {pages.quoted(labels['answers-overleaf'])} }}\n"
        f"background-image: {_ruling(*ruled_mm)};\n"
        f"background-size: {ruled_mm[0]}mm {ruled_mm[1]:.2f}mm }}\n"
        f"@page leaf {{ background-image: {_line(height_mm)}; "
        f"background-size: {LINE_MM}mm {height_mm}mm }}\n"
        f"@page leaf:right {{ background-position: left {front}; @left-middle {words} }}\n"
        f"@page leaf:left {{ background-position: right {back} }}\n"
    )


def _line(height_mm: float) -> str:
    """Return a dashed line to cut along with a pair of scissors on it, as a CSS image."""
    return _image(
        LINE_MM,
        height_mm,
        f"<path d='M2 6V30M2 38V{height_mm - 6}' stroke='%234a5560' stroke-width='.25' "
        "stroke-dasharray='2 1.5'/>"
        "<g fill='none' stroke='%231b1f23' stroke-width='.3'>"
        "<path d='M1 31L2.6 35.4M3 31L1.4 35.4'/>"
        "<circle cx='1' cy='36.2' r='.8'/><circle cx='3' cy='36.2' r='.8'/></g>",
    )


def _ruling(width_mm: float, height_mm: float) -> str:
    """Return lines to write on as a CSS image."""
    rows = "".join(
        f"M0 {(n + 1) * RULED_MM - 0.1:.1f}h{width_mm:.1f}"
        for n in range(int(height_mm / RULED_MM))
    )
    drawn = f"<path d='{rows}' stroke='%239aa4ac' stroke-width='.15'/>"
    return _image(width_mm, height_mm, drawn)


def _image(width_mm: float, height_mm: float, drawn: str) -> str:
    """Return the SVG elements *drawn*, in mm, as a CSS image."""
    image = (
        f"<svg xmlns='http://www.w3.org/2000/svg' "
        f"viewBox='0 0 {width_mm:.1f} {height_mm:.1f}'>{drawn}</svg>"
    )
    return f'url("data:image/svg+xml,{image.replace("<", "%3C").replace(">", "%3E")}")'
