"""Lists, definitions, contents and reference lists (ISO 32000-1, 14.8.4.3.3 and 14.8.4.2)."""

from itertools import groupby

from chapbook.tools.weasy.tagging import roles
from chapbook.tools.weasy.tagging.nodes import Area, Mark, Node
from chapbook.tools.weasy.tagging.tag import Tag

Kid = Tag | Mark | Area

DEFINED = {"DT", "DD"}


def made(node: Node, _: str, kids: list[Kid]) -> list[Kid]:
    """Return a list with its items; whatever else stands in it becomes an item."""
    if kids and all(isinstance(kid, Tag) and kid.role == "Note" for kid in kids):
        return kids
    tag = Tag("L", source=node)
    if any(isinstance(kid, Tag) and kid.role in DEFINED for kid in kids):
        tag.kids = list(_definitions(kids))
    else:
        tag.kids = [_as_item(kid) for kid in _runs(kids)]
    kind = roles.numbering(node)
    if "list" in node.roles and any(each.role == "Lbl" for li in tag.tags for each in li.tags):
        kind = "Decimal" if "references" in node.classes else "Disc"
    tag.attributes["List"] = {"ListNumbering": f"/{kind}"}
    return [tag]


def _runs(kids: list[Kid]) -> list[list[Kid]]:
    """Return *kids* in groups: each item for itself, words together."""
    return [
        list(group)
        for _, group in groupby(kids, lambda kid: id(kid) if isinstance(kid, Tag) else None)
    ]


def _as_item(group: list[Kid]) -> Tag:
    """Return *group* as an item of a list."""
    first = group[0]
    if isinstance(first, Tag) and first.role in {"LI", "L", "Caption"}:
        return first
    return Tag("LI", [Tag("LBody", group)])


def item(node: Node, _: str, kids: list[Kid]) -> list[Kid]:
    """Return an item: what stands before it, and its body."""
    if "csl-entry" in node.classes:
        kids = [*_labels(kids), *_entry_and_more([k for k in kids if k not in _labels(kids)])]
    above = node.parent.parent if node.parent else None
    if "doc-endnote" in node.roles or (above and "doc-endnotes" in above.roles):
        return [Tag("Note", kids, source=node)]
    labels = _labels(kids)
    rest = [kid for kid in kids if kid not in labels]
    body = [Tag("LBody", rest, source=node)] if rest else []
    return [Tag("LI", [*labels, *body], source=node)]


def _labels(kids: list[Kid]) -> list[Tag]:
    """Return the labels among *kids*."""
    return [kid for kid in kids if isinstance(kid, Tag) and kid.role == "Lbl"]


def entry(kids: list[Kid]) -> Tag:
    """Return an entry of a bibliography."""
    return Tag("BibEntry", kids)


def _entry_and_more(kids: list[Kid]) -> list[Kid]:
    """Return the entry of a reference list, and the blocks that follow it."""
    for index, kid in enumerate(kids):
        if isinstance(kid, Tag) and kid.is_block:
            if index:
                return [entry(kids[:index]), *kids[index:]]
            return [entry(kid.kids), *kids[1:]]
    return [entry(kids)]


def part(node: Node, role: str, kids: list[Kid]) -> list[Kid]:
    """Return a term or its definition, until the list knows which belong together."""
    return [Tag(role, kids, source=node)]


def _definitions(kids: list[Kid]) -> list[Tag]:
    """Return terms and definitions as items: terms are labels, definitions the body."""
    found: list[Tag] = []
    for kid in kids:
        role = kid.role if isinstance(kid, Tag) else ""
        begins = not found or (role == "DT" and any(e.role == "LBody" for e in found[-1].tags))
        if begins:
            found.append(Tag("LI"))
        inner = kid.kids if isinstance(kid, Tag) and role in DEFINED else [kid]
        if role == "DT":
            found[-1].kids.append(Tag("Lbl", inner))
            continue
        body = next((each for each in found[-1].tags if each.role == "LBody"), None)
        if body is None:
            found[-1].kids.append(Tag("LBody", inner))
        else:
            _apart(body)
            body.kids.append(_paragraph(inner))
    return found


def _apart(body: Tag) -> None:
    """Make the words in *body* a paragraph: another one follows."""
    if body.kids and not any(each.is_block for each in body.tags):
        body.kids = [Tag("P", body.kids)]


def _paragraph(kids: list[Kid]) -> Tag:
    """Return *kids* as one block."""
    has_blocks = any(isinstance(kid, Tag) and kid.is_block for kid in kids)
    return Tag("Div" if has_blocks else "P", kids)


def contents(node: Node, _: str, kids: list[Kid]) -> list[Kid]:
    """Return a list of contents, its title as its caption."""
    title = set(node.get("aria-labelledby").split())
    return [Tag("TOC", [each for kid in kids for each in _listed(kid, title)], source=node)]


def _listed(kid: Kid, title: set[str]) -> list[Kid]:
    """Return *kid* as what may stand in a list of contents."""
    if not isinstance(kid, Tag):
        return [Tag("TOCI", [kid])]
    if kid.role == "L":
        return [each for inner in kid.kids for each in _listed(inner, title)]
    if kid.role == "LI":
        return [Tag("TOCI", [part for each in kid.kids for part in _entry(each)])]
    source = kid.source
    above = source.parent if source else None
    names = {each.get("id") for each in (source, above) if isinstance(each, Node)}
    is_title = bool(names & title) or kid.role in {"H1", "H2", "H3", "H4", "H5", "H6"}
    return [Tag("Caption", kid.kids, source=source) if is_title else Tag("TOCI", [kid])]


def _entry(kid: Kid) -> list[Kid]:
    """Return a part of an item as a part of an entry: links are references, lists are nested."""
    if not isinstance(kid, Tag):
        return [kid]
    if kid.role in {"LBody", "P", "Div"}:
        return [part for each in kid.kids for part in _entry(each)]
    if kid.role == "L":
        return [Tag("TOC", [each for inner in kid.kids for each in _listed(inner, set())])]
    return [Tag("Reference", [kid])] if kid.role == "Link" else [kid]


def gathered(kids: list[Kid], role: str) -> list[Kid]:
    """Return *kids* of an element of the type *role*, stray items and definitions in a list."""
    if role == "L":
        return kids
    kids = _captioned(kids)
    found: list[Kid] = []
    for is_stray, group in groupby(kids, _is_stray):
        if not is_stray:
            found += group
            continue
        strays = list(group)
        is_defined = any(isinstance(kid, Tag) and kid.role in DEFINED for kid in strays)
        items: list[Kid] = list(_definitions(strays)) if is_defined else strays
        found.append(Tag("L", items, attributes={"List": {"ListNumbering": "/None"}}))
    return found


def _captioned(kids: list[Kid]) -> list[Kid]:
    """Return *kids* with each caption that stands before a list in it (table 333)."""
    found: list[Kid] = []
    for kid in kids:
        before = found[-1] if found else None
        is_caption = isinstance(before, Tag) and before.role == "Caption"
        if isinstance(kid, Tag) and kid.role == "L" and is_caption:
            kid.kids.insert(0, found.pop())
        found.append(kid)
    return found


def _is_stray(kid: Kid) -> bool:
    """Tell whether *kid* wants a list around it."""
    return isinstance(kid, Tag) and kid.role in {"LI", "DT", "DD"}
