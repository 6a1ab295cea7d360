"""What a study guide takes from an article: what there is to learn from, in one order for all.

Key points, then figures and tables under the headings of their sections, glossary, self-check,
how to cite and references.  Students get it with room for answers, teachers with the answers in
place and with the points to discuss.
"""

from collections.abc import Iterator

from chapbook.editions import Edition
from chapbook.model import Article, Node
from chapbook.render import draft, html
from chapbook.render.handout import bare
from chapbook.tools.pandoc import ast

SHOWN_WHOLE = ("key-points", "glossary", "self-check")
"""Parts that the guide shows; of the rest it shows figures, tables and points to discuss."""

DISCUSSION = "discussion"
"""The class of parts for teachers, which no other reader gets to see."""

MOST_REFERENCES = 8
"""References up to this number stand in the column, beside the notes."""

LONGEST_TERM = 18
"""Characters of a term that the column of terms in ``student.css`` holds in one line."""


def chosen(article: Article, blocks: list[Node], checks: list[Node]) -> list[Node]:
    """Return what a guide shows of *blocks*, the text of *article*; nothing of nothing.

    Args:
        article: Where they come from.
        blocks: As the edition at hand shows them.
        checks: The questions, as its readers are asked them.
    """
    # Figures inside a part that is shown as a whole come with it.
    others = html.selected(blocks, "", dropped=SHOWN_WHOLE)
    return [
        *parts(blocks, "key-points"),
        *_shown(others),
        *_titled(article, "glossary", [_with_long_terms(p) for p in parts(blocks, "glossary")]),
        *_titled(article, "self-check", checks),
    ]


def parts(blocks: list[Node], kind: str) -> list[Node]:
    """Return the parts of *kind*, wherever in *blocks* they stand."""
    return [n for n in ast.nodes(blocks) if n["t"] == "Div" and ast.has_class(n, kind)]


def _shown(blocks: list[Node]) -> list[Node]:
    """Return what a guide shows of sections, under their headings.

    In a draft a heading's notes follow it.
    """
    out: list[Node] = []
    above: list[Node] = []
    for node in _in_sections(blocks):
        if node["t"] == "Header":
            above = [node]
        elif ast.has_class(node, draft.OF_HEADING):
            above += [node] if above else []
        else:
            out += [*above, node]
            above = []
    return out


def _in_sections(blocks: list[Node]) -> Iterator[Node]:
    """Yield the headings of sections, everything with a caption, and points to discuss."""
    is_of_section = False
    inside: set[int] = set()
    for node in ast.nodes(blocks):
        if id(node) in inside:
            continue
        if node["t"] == "Header":
            is_of_section = node["c"][0] == 1
        is_note = is_of_section and ast.has_class(node, draft.OF_HEADING)
        if ast.has_class(node, DISCUSSION):
            inside |= {id(each) for each in ast.nodes(node["c"])}
            yield node
        elif _has_caption(node) or is_note or (node["t"] == "Header" and is_of_section):
            yield node


def _has_caption(node: Node) -> bool:
    """Tell whether *node* is a figure or a table that says what it is."""
    return node["t"] in {"Figure", "Table"} and bool(node["c"][1][1])


def _with_long_terms(glossary: Node) -> Node:
    """Return *glossary* with a class on the terms that have no room beside their meanings."""

    def term(inlines: list[Node]) -> list[Node]:
        is_long = len(ast.text(inlines)) > LONGEST_TERM
        return [ast.span(inlines, ast.attr("", ["long-term"]))] if is_long else inlines

    def visit(node: Node) -> Node:
        if node["t"] != "DefinitionList":
            return node
        return {**node, "c": [[term(words), meanings] for words, meanings in node["c"]]}

    done: Node = ast.changed(glossary, visit)
    return done


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


def apparatus(article: Article, row: Edition, blocks: list[Node]) -> list[Node]:
    """Return how to cite, and the works that *blocks* cite: many take pages without notes."""
    end = [*_how_to_cite(article), *_references(article, row, blocks)]
    is_long = len(bare.cited(blocks)) > MOST_REFERENCES
    return [ast.div(end, ast.attr("", ["apparatus"]))] if is_long else end


def _how_to_cite(article: Article) -> list[Node]:
    """Return how to cite the article, in every style."""
    return [b for b in article.appendix if ast.identifier(b) in {"how-to-cite", "cite-article"}]


def _references(article: Article, row: Edition, blocks: list[Node]) -> list[Node]:
    """Return the references that *blocks* cite, with the numbers that the article gives them."""
    wanted = {f"ref-{key}" for key in bare.cited(blocks)}
    listed = next((b for b in article.appendix if ast.identifier(b) == "refs"), None)
    entries = [e for e in listed["c"][1] if ast.identifier(e) in wanted] if listed else []
    if listed is None or not entries:
        return []
    heading = [b for b in article.appendix if ast.identifier(b) == "references"]
    entries = html.selected(entries, row.like or row.name, dropped=("cited-in",))
    return [*heading, ast.div(entries, listed["c"][0])]
