"""The notes of a draft as comments of Word."""

from collections.abc import Sequence
from typing import Any

from chapbook.model import Article, Node
from chapbook.render.docx.parts import in_style
from chapbook.tools.pandoc import ast

NOTE = "draft-note"
"""The class of a note in the text of a draft; its id ends in its number."""

OF_HEADING = "of-heading"
"""The class of a note about the heading that it stands behind."""

TEXTS = {"Para", "Plain", "Header"}
"""Blocks whose words a comment can be about."""

LIST = "draft-findings"
"""The id of the heading above the list of findings, which stands on pages of its own."""

NEW_PAGE = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'

AUTHOR = "Chapbook"


def placed(blocks: list[Node], article: Article) -> list[Node]:
    """Return *blocks* of *article* with each note as a comment on the words that it is about.

    A note about something without words, such as a rule, stays a paragraph.  An article
    that is no draft has no notes.
    """
    if article.draft is None:
        return blocks
    date = f"{article.metadata.date:%Y-%m-%d}T00:00:00Z"
    stamp = in_style("Kind", [ast.para(ast.string(article.draft.stamp))])
    return [stamp, *_commented(blocks, date)]


def _commented(blocks: Sequence[Node], date: str) -> list[Node]:
    """Return *blocks* with their notes as comments of *date*, at any depth of divs."""
    done: list[Node] = []
    waiting: list[Node] = []
    for block in blocks:
        if block["t"] == "Div" and ast.has_class(block, NOTE):
            if ast.has_class(block, OF_HEADING) and done and done[-1]["t"] == "Header":
                done[-1] = _about(done[-1], [block], date)
            else:
                waiting.append(block)
            continue
        if ast.identifier(block) == LIST:
            done.append({"t": "RawBlock", "c": ["openxml", NEW_PAGE]})
        if block["t"] == "Div":
            block = ast.div(_commented(block["c"][1], date), block["c"][0])
        block, is_placed = _inside(block, waiting, date) if waiting else (block, True)
        done += [block] if is_placed else [*waiting, block]
        waiting = []
    return [*done, *waiting]


def _inside(tree: Any, notes: Sequence[Node], date: str) -> tuple[Any, bool]:
    """Return *tree* with *notes* about its first words, and whether it has any."""
    if isinstance(tree, dict) and tree.get("t") in TEXTS:
        return _about(tree, notes, date), True
    if isinstance(tree, dict) and tree.get("t") != "RawBlock":
        content, is_placed = _inside(tree.get("c"), notes, date)
        return ({**tree, "c": content} if is_placed else tree), is_placed
    if isinstance(tree, list):
        for index, part in enumerate(tree):
            new, is_placed = _inside(part, notes, date)
            if is_placed:
                return [*tree[:index], new, *tree[index + 1 :]], True
    return tree, False


def _about(block: Node, notes: Sequence[Node], date: str) -> Node:
    """Return the words of *block* between the marks of a comment for each of *notes*.

    Source: pandoc's manual, "Track changes": the classes and keys that its writer knows.
    """
    at = 2 if block["t"] == "Header" else 0
    content = list(block["c"]) if at else [block["c"]]
    inlines = content[at]
    for note in reversed(notes):
        number = ast.identifier(note).rpartition("-")[2]
        words = ast.string(ast.text(note))
        start = ast.attr("", ["comment-start"], id=number, author=AUTHOR, date=date)
        end = ast.attr("", ["comment-end"], id=number)
        mark = ast.span([], ast.attr(ast.identifier(note)))
        inlines = [mark, ast.span(words, start), *inlines, ast.span([], end)]
    content[at] = inlines
    return {**block, "c": content if at else inlines}
