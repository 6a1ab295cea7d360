"""Links and cross-references: whether they lead somewhere, and have words to print."""

import difflib
import re
from collections.abc import Iterator
from urllib.parse import unquote

from chapbook.findings import Finding, Place
from chapbook.model import Manuscript, Node
from chapbook.tools.pandoc import ast, equations, tokens
from chapbook.validate import places
from chapbook.validate.citations import cited
from chapbook.validate.identifiers import CROSS_REFERENCE, all_ids

TITLED_PARTS = {
    *("key-points", "see-doctor", "questions", "self-check", "glossary"),
    *("discussion", "plain", "box"),
}
"""Parts whose title a cross-reference can print."""

SCHEME = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//)", re.I)
NOWHERE = re.compile(r"^(?:file|javascript|data|about|blob):", re.I)
"""Schemes whose addresses no reader of a finished file can follow."""


def findings(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield links that lead nowhere and cross-references that have nothing to print."""
    ids = all_ids(manuscript.blocks)
    later = {"refs", *(f"ref-{reference.key}" for reference in manuscript.references)}
    named = _named(manuscript.blocks) | _equations(manuscript.blocks)
    seen: dict[str, int] = {}
    for node, target in _targets(manuscript):
        at = _place(manuscript, node, target, seen)
        name = unquote(target[1:]) if target.startswith("#") else ""
        if not target.startswith("#"):
            yield from _address(manuscript, node, target, at)
        elif name not in ids and target[1:] not in ids and name not in later:
            near = difflib.get_close_matches(name, sorted(ids), 1)
            fix = f"#{near[0]}" if near else ""
            message = f'nothing has the id "{name}"'
            found = places.finding(manuscript.source, "link-target-missing", at, message, fix)
            yield places.exchange(found, target, fix) if near else found
        elif _is_empty(node) and name not in named and target[1:] not in named:
            message = f'"{name}" has neither a number nor a title to print'
            code, fix = "cross-reference-unnumbered", f"[words to print]({target})"
            yield places.finding(manuscript.source, code, at, message, fix)


def _named(blocks: list[Node]) -> set[str]:
    """Return the ids of all that a cross-reference can print a name for."""
    return {
        ast.identifier(node)
        for node in ast.nodes(blocks)
        if node["t"] == "Header"
        or (node["t"] in {"Figure", "Table"} and node["c"][1][1])
        or (node["t"] == "Div" and TITLED_PARTS & set(ast.classes(node)))
    }


def _equations(blocks: list[Node]) -> set[str]:
    """Return the ids of all numbered formulas, those of their lines included."""
    numbered = [n for n in ast.nodes(blocks) if ast.has_class(n, equations.CLASS)]
    return {ast.identifier(node) for node in ast.nodes(numbered)} - {""}


def _targets(manuscript: Manuscript) -> Iterator[tuple[Node, str]]:
    """Yield every node that leads somewhere, with its target; ids begin with ``#``."""
    known = {reference.key for reference in manuscript.references}
    for node in ast.nodes(manuscript.blocks):
        if node["t"] == "Link":
            yield node, node["c"][2][0]
        elif node["t"] == "Image" and (described := ast.value(node, "description")) is not None:
            yield node, described if described.startswith("#") else f"#{described}"
    for key in cited(manuscript):
        if key not in known and CROSS_REFERENCE.match(key):
            yield {"t": "Cite"}, f"#{key}"


def _is_empty(node: Node) -> bool:
    """Tell whether *node* is a link whose words are for Chapbook to fill in."""
    if node["t"] == "Link":
        return not ast.text(node["c"][1]) and not any(n["t"] == "Image" for n in ast.nodes(node))
    return bool(node["t"] == "Cite")


def _place(manuscript: Manuscript, node: Node, target: str, seen: dict[str, int]) -> Place:
    """Return where *node* names *target*; *seen* counts the earlier ones."""
    name = target[1:]
    pattern = {
        "Image": re.compile(rf"description=[\"']?(?P<at>#?{re.escape(name)})(?=[\s\"'}}])"),
        "Cite": tokens.citation(name),
    }.get(node["t"], _address_or_label(target))
    key = f"{node['t']} {target}"
    index = seen[key] = seen.get(key, -1) + 1
    return places.nth(manuscript.source, pattern, index)


def _address_or_label(target: str) -> re.Pattern[str]:
    """Return the pattern of a link to *target*, or of a reference as LaTeX writes it."""
    written = tokens.address(target).pattern
    label = rf"(?P<also>\\\w*ref\*?\{{(?:[^{{}}]*,)?\s*{re.escape(target[1:])}\s*[,}}])"
    return re.compile(rf"(?:{written})|{label}", re.M)


def _address(manuscript: Manuscript, node: Node, target: str, at: Place) -> Iterator[Finding]:
    """Yield what is wrong with a link to something outside the article."""
    source = manuscript.source
    if not target or NOWHERE.match(target) or not SCHEME.match(target):
        message = f'"{target}" is not part of any edition' if target else "the link has no target"
        fix = "Give the address on the web, or an id of the article, as #id."
        yield places.finding(source, "link-target-missing", at, message, fix)
    elif _is_empty(node):
        fix = f"<{target}>"
        message = f'the link to "{target}" has no words'
        yield places.finding(source, "cross-reference-unnumbered", at, message, fix)
