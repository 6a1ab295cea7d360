"""The last page of a draft: every finding with its place, what to do and its code."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from chapbook.draft import notes
from chapbook.findings import Finding
from chapbook.model import Article, Heading, Node
from chapbook.tools.pandoc import ast

IDENTIFIER = "draft-findings"
"""The id of the heading above the list, and the class of what belongs to the list."""


def added(article: Article, found: Sequence[Finding], stamp: str) -> Article:
    """Return *article* with the list of *found* at its very end, under *stamp*."""
    inlines = ast.string(stamp)
    attributes = ast.attr(IDENTIFIER, ["appendix", "unnumbered", "draft-list"])
    blocks = [ast.header(1, inlines, attributes), *rows(article, found)]
    heading = Heading(identifier=IDENTIFIER, level=1, inlines=inlines, text=stamp)
    return replace(
        article, appendix=[*article.appendix, *blocks], headings=(*article.headings, heading)
    )


def rows(article: Article, found: Sequence[Finding]) -> list[Node]:
    """Return a block for each of *found*; its number leads to its note, where it has one."""
    parts = [article.lead, article.body]
    noted = {
        ast.identifier(node)
        for node in ast.nodes(parts)
        if node["t"] == "Div" and ast.has_class(node, notes.NOTE)
    }
    said = notes.spoken(article.metadata.lang)
    return [_row(finding, number, noted, said) for number, finding in enumerate(found, 1)]


def _row(finding: Finding, number: int, noted: set[str], said: Mapping[str, str]) -> Node:
    """Return the row about *finding*, with the attributes *said* of its language."""
    count: Node = {"t": "Str", "c": str(number)}
    target = notes.identifier(number)
    head = ast.link([count], f"#{target}") if target in noted else count
    rule = finding.rule
    lines: list[list[Node]] = [
        [
            {"t": "Strong", "c": [head, {"t": "Space"}, *ast.string(finding.severity.value)]},
            {"t": "Space"},
            *ast.string(finding.message),
        ],
        [*_code(str(finding.place)), *ast.string(" · "), *_code(rule.code)],
        *([_code(finding.excerpt.strip())] if finding.excerpt.strip() else []),
        ast.string(f"→ {finding.remedy}"),
    ]
    classes = ["draft-row", finding.severity.value]
    attributes = ast.attr(notes.row_identifier(number), classes, **said)
    return ast.div([ast.para(_broken(lines))], attributes)


def _code(text: str) -> list[Node]:
    """Return *text* as code."""
    return [{"t": "Code", "c": [ast.attr(), text]}]


def _broken(lines: list[list[Node]]) -> list[Node]:
    """Return *lines* as one paragraph, broken between them."""
    done: list[Node] = []
    for index, line in enumerate(lines):
        done += [{"t": "LineBreak"}] if index else []
        done += line
    return done
