"""The study guide: what an article has to learn from, with room for notes and answers.

Key points, figures and tables, glossary, self-check, how to cite and references come first;
the answers lie on a leaf of their own at the end.
"""

from collections.abc import Iterator
from dataclasses import replace

from chapbook.editions import Edition, Paper
from chapbook.model import Article, Node, Rendering
from chapbook.render import byline, fit, html, pages, particulars
from chapbook.render.handout import bare, sheet
from chapbook.render.particulars import Particulars
from chapbook.settings import Workbench
from chapbook.tools import jinja, weasy
from chapbook.tools.pandoc import ast

SHOWN_WHOLE = ("key-points", "glossary", "self-check")
"""Parts that the guide shows; of the rest it shows figures and tables."""

MOST_REFERENCES = 8
"""References up to this number stand in the column, beside the notes."""

TOP_MM, BOTTOM_MM, SIDES_MM = 20.0, 25.0, 32.0
"""Margins of the page; ``student.css`` shares the sides between left and right."""
NOTES_MM = 50.0
"""Width of the margin for notes; ``student.css`` says the same."""
RULED_MM = 8.0
"""From line to line in it."""


def make(article: Article, row: Edition, bench: Workbench) -> Rendering:
    """Make the study guide of *article*; nothing when it has nothing to learn from."""
    blocks = html.selected([*article.lead, *article.body], row.name, dropped=("discussion",))
    # Figures inside a part that is shown as a whole come with it.
    others = html.selected(blocks, row.name, dropped=SHOWN_WHOLE)
    chosen = [*_parts(blocks, "key-points"), *_shown(others)]
    chosen += _titled(article, "glossary", _parts(blocks, "glossary"))
    questions = _parts(blocks, "self-check")
    answers = _answers(article) if questions else []
    overleaf = [ast.para(ast.string(article.labels["answers-overleaf"]))] if answers else []
    chosen += _titled(article, "self-check", [*overleaf, *_with_room(questions)])
    if not chosen:
        return sheet.skipped(article, row)
    text = [*chosen, *_apparatus(article, [*chosen, *answers])]
    known = bare.identifiers([*text, *answers])
    main, last = (
        fit.fitted(
            bare.with_live_links(part, known),
            article.assets,
            fit.STUDY,
            article.labels["continued"],
        )
        for part in (text, answers)
    )
    (guide, key), remarks = sheet.pieces([main, last], article)
    facts = particulars.of(article)
    authors, _ = byline.of(article.metadata.author, article.labels)
    printed = {
        **sheet.values(article, facts),
        "byline": [replace(author, mark="") for author in authors],
        "affiliations": [],
        "author_notes": [],
        "content": jinja.safe(guide),
        "answers": jinja.safe(key),
        "css": _css(article, facts, bench.paper, has_answers=bool(answers)),
    }
    done = sheet.finished(
        article, row, bench, weasy.layout(sheet.job(article, row, bench, printed))
    )
    return Rendering(built=done.built, findings=(*remarks, *done.findings))


def _parts(blocks: list[Node], kind: str) -> list[Node]:
    """Return the parts of *kind*, wherever in *blocks* they stand."""
    return [n for n in ast.nodes(blocks) if n["t"] == "Div" and ast.has_class(n, kind)]


def _shown(blocks: list[Node]) -> list[Node]:
    """Return figures and tables under the headings of the sections that they stand in."""
    out: list[Node] = []
    heading: Node | None = None
    for node in _in_sections(blocks):
        if node["t"] == "Header":
            heading = node
            continue
        if heading is not None:
            out.append(heading)
            heading = None
        out.append(node)
    return out


def _in_sections(blocks: list[Node]) -> Iterator[Node]:
    """Yield the headings of sections and everything with a caption, in their order."""
    for node in ast.nodes(blocks):
        captioned = node["t"] in {"Figure", "Table"} and node["c"][1][1]
        if captioned or (node["t"] == "Header" and node["c"][0] == 1):
            yield node


def _titled(article: Article, kind: str, parts: list[Node]) -> list[Node]:
    """Return *parts* under one heading, without titles of their own that only repeat it."""
    if not parts:
        return []
    words = article.labels[kind]
    heading = ast.header(1, ast.string(words), ast.attr(f"study-{kind}", ["study"]))
    return [heading, *(_without_title(p, words) if p["t"] == "Div" else p for p in parts)]


def _without_title(part: Node, words: str) -> Node:
    """Return *part* without its title if that says *words*."""
    kept = [
        block
        for block in part["c"][1]
        if not (ast.has_class(block, "part-title") and ast.text(block) == words)
    ]
    return ast.div(kept, part["c"][0])


def _with_room(parts: list[Node]) -> list[Node]:
    """Return self-checks with ruled lines below each question that offers no choices."""
    room = ast.div([], ast.attr("", ["writing"]))

    def visit(node: Node) -> Node:
        if node["t"] != "Div" or not ast.has_class(node, "question"):
            return node
        offers = any(block["t"] == "OrderedList" for block in node["c"][1])
        return node if offers else ast.div([*node["c"][1], room], node["c"][0])

    done: list[Node] = ast.changed(parts, visit)
    return done


def _answers(article: Article) -> list[Node]:
    """Return the section with the answers, from the article's end."""
    listed = [b for b in article.appendix if ast.has_class(b, "answers")]
    heading = [b for b in article.appendix if ast.identifier(b) == "answers"]
    return [*heading, *listed] if listed else []


def _apparatus(article: Article, blocks: list[Node]) -> list[Node]:
    """Return how to cite, and the works that *blocks* cite: many take pages without notes."""
    listed = _references(article, blocks)
    end = [*_how_to_cite(article), *listed]
    is_long = len(bare.cited(blocks)) > MOST_REFERENCES
    return [ast.div(end, ast.attr("", ["apparatus"]))] if is_long else end


def _how_to_cite(article: Article) -> list[Node]:
    """Return how to cite the article, in every style."""
    return [b for b in article.appendix if ast.identifier(b) in {"how-to-cite", "cite-article"}]


def _references(article: Article, blocks: list[Node]) -> list[Node]:
    """Return the references that *blocks* cite, with the numbers that the article gives them."""
    wanted = {f"ref-{key}" for key in bare.cited(blocks)}
    listed = next((b for b in article.appendix if ast.identifier(b) == "refs"), None)
    entries = [e for e in listed["c"][1] if ast.identifier(e) in wanted] if listed else []
    if listed is None or not entries:
        return []
    heading = [b for b in article.appendix if ast.identifier(b) == "references"]
    entries = html.selected(entries, "student", dropped=("cited-in",))
    return [*heading, ast.div(entries, listed["c"][0])]


def _css(article: Article, facts: Particulars, paper: Paper, *, has_answers: bool) -> str:
    """Return the words in the margins of the pages and the ruling of notes, as CSS."""
    labels = article.labels
    dated = " · ".join(p for p in (facts.published, facts.version, facts.review_due) if p)
    lines = (dated, facts.review_status, facts.disclaimer)
    said = [pages.quoted(words) for words in lines if words]
    new_line = ' "\\A" '
    right = pages.page_of(labels)
    if facts.licence:
        right += new_line + pages.quoted(f"{labels['licence']}{labels['colon']} {facts.licence}")
    overleaf = pages.quoted(labels["answers-overleaf"]) if has_answers else "none"
    width, height = pages.SIZES_MM[paper]
    height -= TOP_MM + BOTTOM_MM
    return (
        f"@page {{ margin-top: {TOP_MM}mm; margin-bottom: {BOTTOM_MM}mm;\n"
        f"background-image: {_ruling(NOTES_MM, height)};\n"
        f"background-size: {NOTES_MM}mm {height}mm;\n"
        f"@top-left {{ content: {pages.quoted(pages.shortened(facts.running_title))} }}\n"
        f"@top-right {{ content: {pages.quoted(labels['my-notes'])} }}\n"
        f"@bottom-left {{ content: {new_line.join(said)} }}\n"
        f"@bottom-right {{ content: {right} }} }}\n"
        "@page :first { @top-left { content: none } }\n"
        f"@page :blank {{ @top-left {{ content: {overleaf} }}\n"
        f"background-image: {_ruling(width - SIDES_MM, height)};\n"
        f"background-size: {width - SIDES_MM}mm {height}mm }}\n"
    )


def _ruling(width: float, height: float) -> str:
    """Return lines to write on, *width* by *height* mm, as a CSS image."""
    rows = "".join(
        f"M0 {(n + 1) * RULED_MM - 0.1:.1f}h{width:.1f}" for n in range(int(height / RULED_MM))
    )
    drawn = (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width:.1f} {height:.1f}'>"
        f"<path d='{rows}' stroke='%239aa4ac' stroke-width='.15'/></svg>"
    )
    return f'url("data:image/svg+xml,{drawn.replace("<", "%3C").replace(">", "%3E")}")'
