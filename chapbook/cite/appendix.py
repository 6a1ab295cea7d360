"""The citation appendix: the references, how to cite this article and its original."""

from collections.abc import Mapping, Sequence

from chapbook.model import Citation, Heading, Node
from chapbook.tools.pandoc import ast

LEVEL = 1
"""The appendix stands on the level of the article's sections."""


def blocks(
    references: Sequence[Node],
    cite_article: Sequence[Citation],
    cite_original: Sequence[Citation],
    labels: Mapping[str, str],
) -> list[Node]:
    """Return the appendix.

    Args:
        references: The entries of the reference list, each a div with the id ``ref-KEY``.
        cite_article: The article in each style.
        cite_original: The original in each style; empty without one.
        labels: The words of the article's language.
    """
    out: list[Node] = []
    if references:
        out.append(_heading("references", labels["references"]))
        out.append(ast.div(list(references), ast.attr("refs", ["references", "csl-bib-body"])))
    out.append(_heading("how-to-cite", labels["how-to-cite"]))
    out.append(
        _citations("cite-article", cite_article, [ast.para(ast.string(labels["cite-part"]))])
    )
    if cite_original:
        out.append(_heading("cite-original", labels["cite-original"]))
        out.append(_citations("cite-original-list", cite_original, []))
    return out


def _heading(identifier: str, words: str) -> Node:
    """Return a heading of the appendix."""
    return ast.header(LEVEL, ast.string(words), ast.attr(identifier, ["appendix"]))


def _citations(identifier: str, citations: Sequence[Citation], advice: list[Node]) -> Node:
    """Return the styles and their citations as a definition list, *advice* below it."""
    pairs = [[ast.string(c.label), [[ast.para(c.inlines), *_in_text(c)]]] for c in citations]
    listed = {"t": "DefinitionList", "c": pairs}
    return ast.div([listed, *advice], ast.attr(identifier, ["citations"]))


def _in_text(citation: Citation) -> list[Node]:
    """Return the form in running text, or the note, as a paragraph; nothing for a number."""
    if not citation.in_text_name or not citation.in_text:
        return []
    name = ast.span(ast.string(citation.in_text_name), ast.attr("", ["in-text-name"]))
    return [ast.para([name, {"t": "Space"}, *citation.in_text])]


def descriptions(
    figures: Mapping[str, list[Node]], names: Mapping[str, str], labels: Mapping[str, str]
) -> list[Node]:
    """Return the section with the long descriptions of figures; nothing without any.

    Args:
        figures: The blocks of each description by the id of its figure.
        names: The printed name of each figure by its id.
        labels: The words of the article's language.
    """
    if not figures:
        return []
    out = [_heading("descriptions", labels["descriptions"])]
    for figure, described in figures.items():
        back = ast.link([{"t": "Str", "c": names[figure]}], f"#{figure}", ast.attr())
        head = ast.para([{"t": "Strong", "c": [back]}])
        out.append(ast.div([head, *described], ast.attr(f"description-{figure}", ["description"])))
    return out


def headings(blocks: list[Node]) -> tuple[Heading, ...]:
    """Return the headings of *blocks*, in order, for the contents."""
    return tuple(
        Heading(
            identifier=ast.identifier(node),
            level=node["c"][0],
            inlines=(words := ast.changed(node["c"][2], _no_image)),
            text=ast.text(words),
        )
        for node in ast.nodes(blocks)
        if node["t"] == "Header"
    )


def _no_image(node: Node) -> Node | None:
    """Return *node*; nothing for an image, which outlines and contents cannot show."""
    return None if node["t"] == "Image" else node
