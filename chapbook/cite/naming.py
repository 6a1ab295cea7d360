"""Names before a number where a sentence speaks of the authors: "Quill and Aziz² found".

``@quill2021 found`` makes the authors the subject.  A style that cites by number prints the
number alone, and the sentence loses its subject.  The guides of such styles want the name in
the sentence and the number behind it.  Source: AMA Manual of Style, 11th edition, 3.6 and 3.7;
Citing Medicine, appendix on in-text citation.
"""

from collections.abc import Mapping
from typing import Any

from chapbook.model import Item, Node
from chapbook.tools.labels import joined
from chapbook.tools.pandoc import ast

MOST_NAMED = 2
"""AMA names two authors in a sentence; of more, the first "et al."."""

LOOKED_BACK = 8
"""So many inlines before a citation may hold the name already, as "Smith and Jones @smith"."""


def named(tree: Any, items: list[Item], labels: Mapping[str, str]) -> Any:
    """Return *tree* with the authors of works that are part of their sentence.

    A citation whose work has no author stays as it is, and so does one behind the name.
    """
    return _named(tree, {str(item["id"]): _families(item) for item in items}, labels)


def _named(tree: Any, families: Mapping[str, list[str]], labels: Mapping[str, str]) -> Any:
    """Return *tree* with names put before each such citation in every list of inlines."""
    if isinstance(tree, dict):
        return {key: _named(part, families, labels) for key, part in tree.items()}
    if not isinstance(tree, list):
        return tree
    out: list[Any] = []
    for part in tree:
        names = _subject(part, families)
        if names and names[0] not in _just_said(out):
            out += [*ast.string(_said(names, labels)), {"t": "Space"}]
        out.append(_behind(part) if names else _named(part, families, labels))
    return out


def _just_said(inlines: list[Any]) -> str:
    """Return the words at the end of *inlines*, back to the citation before."""
    said: list[Any] = []
    for inline in reversed(inlines[-LOOKED_BACK:]):
        if isinstance(inline, dict) and inline.get("t") == "Cite":
            break
        said.insert(0, inline)
    return ast.text(said)


def _subject(part: Any, families: Mapping[str, list[str]]) -> list[str]:
    """Return the names that the citation *part* stands for in its sentence, if any."""
    if not (isinstance(part, dict) and part.get("t") == "Cite"):
        return []
    first = part["c"][0][0]
    is_subject = first["citationMode"]["t"] == "AuthorInText"
    return families.get(first["citationId"], []) if is_subject else []


def _families(item: Item) -> list[str]:
    """Return the family names of those who made *item*, in order; a group has one name."""
    people = item.get("author") or item.get("editor") or []
    parts = [_family(p) for p in people if isinstance(p, dict)]
    return [name for name in parts if name]


def _family(person: Mapping[str, Any]) -> str:
    """Return the name by which a sentence calls *person*."""
    particle, family = person.get("non-dropping-particle"), person.get("family")
    if family:
        return f"{particle} {family}" if particle else str(family)
    return str(person.get("literal") or person.get("given") or "")


def _said(names: list[str], labels: Mapping[str, str]) -> str:
    """Return *names* as a sentence says them."""
    if len(names) > MOST_NAMED:
        return f"{names[0]} {labels['et-al']}"
    return joined(names, labels)


def _behind(cite: Node) -> Node:
    """Return *cite* as it stands behind a name."""
    first, *others = cite["c"][0]
    return {
        "t": "Cite",
        "c": [[{**first, "citationMode": {"t": "NormalCitation"}}, *others], cite["c"][1]],
    }
