"""Back-references: every reference tells in which sections it is cited, each a link.

citeproc gives citations no ids, and joins 3, 4 and 5 to "3-5", so that a work may have no
link of its own.  Ids go around whole citations, before any format exists; a work that a
range hides is found by its key.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from chapbook.model import Node
from chapbook.tools.pandoc import ast

NOT_EVERYWHERE = {"discussion", "only", "not"}
"""Parts that some editions leave out: a link into them could lead nowhere."""

LINE = "cited-in"
"""The class of the line below a reference."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a section first cites a work."""

    identifier: str
    """The id around the citation."""
    section: list[Node]
    """What the section is called."""


def anchored(blocks: list[Node]) -> list[Node]:
    """Return *blocks* with an id inside every citation, in the order of the text."""
    count = 0

    def visit(node: Node) -> Node:
        nonlocal count
        if node["t"] != "Cite":
            return node
        count += 1
        inside = ast.span(node["c"][1], ast.attr(f"citation-{count}"))
        return {**node, "c": [node["c"][0], [inside]]}

    done: list[Node] = ast.changed(blocks, visit)
    return done


def spots(blocks: list[Node], opening: str) -> dict[str, list[Spot]]:
    """Return where each work is cited, by its key, one spot for each section.

    Args:
        blocks: The text with anchored citations.
        opening: What is called the text before the first section and its parts.
    """
    found: dict[str, dict[str, Spot]] = {}
    section, words = "", ast.string(opening)
    for block in blocks:
        if block["t"] == "Header" and block["c"][0] == 1:
            section, words = ast.identifier(block), _bare(block["c"][2])
        named = words if section else _title(block) or words
        for key, identifier in _cited(block):
            spot = Spot(identifier=identifier, section=named)
            found.setdefault(key, {}).setdefault(section or ast.text(named), spot)
    return {key: list(by_section.values()) for key, by_section in found.items()}


def _bare(inlines: list[Node]) -> list[Node]:
    """Return *inlines* fit to stand inside a link."""
    return ast.string(ast.text(inlines))


def _title(block: Node) -> list[Node]:
    """Return the title of the part *block*, without its number; nothing without one."""
    inner = block["c"][1] if block["t"] == "Div" else []
    titles = [b for b in inner if b["t"] == "Div" and ast.has_class(b, "part-title")]
    return _bare(titles[0]["c"][1]) if titles else []


def _everywhere(block: Node) -> list[Node]:
    """Return *block* without the parts that only some editions show."""

    def visit(node: Node) -> Node | None:
        return None if set(ast.classes(node)) & NOT_EVERYWHERE else node

    shown: list[Node] = ast.changed([block], visit)
    return shown


def _cited(block: Node) -> Iterator[tuple[str, str]]:
    """Yield the key and the id of every work that *block* cites."""
    for node in ast.nodes(_everywhere(block)):
        if node["t"] == "Cite":
            for citation in node["c"][0]:
                yield citation["citationId"], ast.identifier(node["c"][1][0])


def below(entry: Node, named: list[Node], where: Sequence[Spot], labels: Mapping[str, str]) -> Node:
    """Return the reference *entry* with a line below it.

    Args:
        entry: A div of the reference list.
        named: What the line begins with: registers that the work stands in.
        where: The spots that cite it.
        labels: The words of the article's language.
    """
    attributes, inner = entry["c"]
    links = _links(where, labels)
    line = [*named, *([{"t": "Space"}] if named and links else []), *links]
    if not line:
        return entry
    return ast.div([*inner, ast.div([ast.plain(line)], ast.attr("", [LINE]))], attributes)


def _links(where: Sequence[Spot], labels: Mapping[str, str]) -> list[Node]:
    """Return the links to *where* a work is cited; nothing when it is nowhere."""
    if not where:
        return []
    before, _, after = labels["cited-in"].partition("{sections}")
    line = ast.string(before)
    for index, spot in enumerate(where):
        line += ast.string(labels["list-comma"]) if index else []
        attr = ast.attr("", ["cited"], role="doc-backlink")
        line.append(ast.link(spot.section, f"#{spot.identifier}", attr))
    return [*line, *ast.string(after)]
