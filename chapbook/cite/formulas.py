"""Formulas in words: what stands for them where only plain text can stand."""

import re
from collections.abc import Iterable

from chapbook.frontmatter import FrontMatter
from chapbook.model import Node
from chapbook.tools.linear import linear
from chapbook.tools.pandoc import ast, mathml
from chapbook.tools.pandoc.mathml import Formula

IN_TEXT = re.compile(r"(?<![\\$])\$(?=[^\s$])(?P<tex>[^$]+?)(?<=[^\s\\])\$(?![\d$])")
"""A formula as pandoc finds one in text (its manual, "tex_math_dollars")."""

PLAIN_KEYS = ("title", "subtitle", "short_title", "publisher")
"""What the front matter prints as plain text."""


def with_words(blocks: list[Node]) -> list[Node]:
    """Return *blocks* in which each formula carries its words under the key ``plain``.

    Contents, bookmarks, records and alternative texts say these.  pandoc itself passes
    over the key.
    """
    read = mathml.read(mathml.inside(blocks))
    if not read:
        return blocks

    def visit(node: Node) -> Node:
        if node["t"] != "Math":
            return node
        formula = mathml.of(node)
        return {**node, ast.PLAIN: _words(formula.tex, read[formula].mathml)}

    done: list[Node] = ast.changed(blocks, visit)
    return done


def _words(tex: str, found: str) -> str:
    """Return the words of a formula; its TeX when it cannot be read, which is a finding."""
    return linear(found) if found else tex


def metadata(front: FrontMatter) -> FrontMatter:
    """Return the front matter with formulas in titles and keywords in words.

    Titles stand in windows, catalogues and citations, where no formula can be drawn.
    """
    texts = {key: value for key in PLAIN_KEYS if (value := getattr(front, key))}
    found = _in([*texts.values(), *front.keywords])
    if not found:
        return front
    read = mathml.read(found)

    def said(text: str) -> str:
        return IN_TEXT.sub(lambda m: _words(m[0], read[_formula(m)].mathml), text)

    changes: dict[str, object] = {key: said(text) for key, text in texts.items()}
    return front.model_copy(update={**changes, "keywords": [said(k) for k in front.keywords]})


def _in(texts: Iterable[str]) -> list[Formula]:
    """Return the formulas in *texts*."""
    return [_formula(match) for text in texts for match in IN_TEXT.finditer(text)]


def _formula(match: re.Match[str]) -> Formula:
    return Formula(match["tex"], is_display=False)
