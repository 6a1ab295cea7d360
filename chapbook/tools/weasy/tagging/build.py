"""From nodes to tags: what each element is, and what may stand in what."""

from collections.abc import Iterable
from typing import Any

from chapbook.tools.weasy.tagging import lists, notes, roles, tables
from chapbook.tools.weasy.tagging.nodes import Area, Mark, Node
from chapbook.tools.weasy.tagging.tag import GROUPS, HEADINGS, Tag

Kid = Tag | Mark | Area

PHRASES = {"P", "Lbl", "BibEntry", "Code", "Link", "Reference", "Span", "Quote", "Caption"}
PHRASES |= HEADINGS | {"Formula", "TOCI"}
"""Elements in which a paragraph is no paragraph of its own."""

CELLS = {"TR", "TD", "TH", "THead", "TBody", "TFoot"}


def document(root: Node, lang: str) -> Tag:
    """Return the tags of everything below *root*, which is in *lang* where it does not say."""
    work = _Builder(lang.lower())
    tag = Tag("Document", work.kids(root, ()))
    notes.settle(tag)
    _finish(tag)
    _without_skips(tag)
    return tag


class _Builder:
    """One walk through the nodes."""

    def __init__(self, lang: str) -> None:
        self.langs = [lang]
        """The language around what is built, the innermost last."""

    def kids(self, node: Node, inside: tuple[str, ...]) -> list[Kid]:
        """Return what stands in *node*, itself in elements of the types *inside*."""
        found: list[Kid] = []
        for kid in node.kids:
            found += self.built(kid, inside) if isinstance(kid, Node) else [kid]
        return found

    def built(self, node: Node, inside: tuple[str, ...]) -> list[Kid]:
        """Return *node* as a tag, or what is in it where it says nothing itself."""
        own = roles.lang(node).lower()
        is_foreign = bool(own) and own != self.langs[-1]
        self.langs.append(own or self.langs[-1])
        role = roles.role(node)
        if role in CELLS and "Table" not in inside:
            role = ""
        kids = self.kids(node, (*inside, role) if role else inside)
        found = self._made(node, role, kids)
        self.langs.pop()
        return _spoken(found, roles.lang(node), node) if is_foreign else found

    def _made(self, node: Node, role: str, kids: list[Kid]) -> list[Kid]:
        """Return *kids* in the tag of *role*, or in one that its place asks for."""
        make = _MAKERS.get(role)
        if make:
            return list(make(node, role, kids))
        if role:
            return [_tag(node, role, kids)]
        if expansion := (node.get("title") if node.tag == "abbr" else ""):
            return [Tag("Span", kids, expansion=expansion, source=node)]
        if "csl-entry" in node.classes:
            return [Tag("P", [lists.entry(kids)], source=node)]
        if node.is_block and kids and not any(_is_block(kid) for kid in kids):
            return [_tag(node, "P", kids)]
        return kids


def _tag(node: Node, role: str, kids: list[Kid]) -> Tag:
    """Return the tag *role* with what the source says of it."""
    tag = Tag(role, [*node.areas, *kids], source=node)
    if role == "Sect":
        tag.title = node.get("aria-label") or _labelled(node, tag) or None
    return tag


def _labelled(node: Node, tag: Tag) -> str:
    """Return the words in *tag* that ``aria-labelledby`` of *node* names."""
    wanted = set(node.get("aria-labelledby").split())
    if not wanted:
        return ""
    for each in _nodes(node):
        if each.get("id") in wanted:
            return " ".join("".join(each.element.itertext()).split())
    return ""


def _nodes(node: Node) -> Iterable[Node]:
    """Yield the nodes below *node*."""
    for kid in node.kids:
        if isinstance(kid, Node):
            yield kid
            yield from _nodes(kid)


def _is_block(kid: Kid) -> bool:
    return isinstance(kid, Tag) and kid.is_block


def _spoken(kids: list[Kid], lang: str, node: Node) -> list[Kid]:
    """Return *kids* as words of *lang*."""
    if len(kids) == 1 and isinstance(kids[0], Tag):
        kids[0].lang = kids[0].lang or lang
        return kids
    if any(_is_block(kid) for kid in kids):
        return [Tag("Div", kids, lang=lang, source=node)]
    return [Tag("Span", kids, lang=lang, source=node)] if kids else []


def _picture(node: Node, role: str, kids: list[Kid]) -> list[Kid]:
    """Return a picture or a formula with the words for it."""
    words = roles.alternative(node)
    return [Tag(role, kids, alt=words or None, source=node)] if kids else []


def _figure(node: Node, _: str, kids: list[Kid]) -> list[Kid]:
    """Return a figure: picture and caption in one; more than one picture in a division.

    A table with its caption in a figure is a table.
    """
    flat = _opened(kids)
    pictures = [kid for kid in flat if isinstance(kid, Tag) and kid.role in {"Figure", "Formula"}]
    captions = [kid for kid in flat if isinstance(kid, Tag) and kid.role == "Caption"]
    rest = [kid for kid in flat if kid not in pictures and kid not in captions]
    if len(pictures) == 1 and not rest:
        (picture,) = pictures
        index = flat.index(picture)
        parts = [*flat[:index], *picture.kids, *flat[index + 1 :]]
        return [Tag(picture.role, parts, alt=picture.alt, source=node)]
    tables_only = [kid for kid in rest if isinstance(kid, Tag) and kid.role == "Table"]
    if len(rest) == len(tables_only) == 1 and not pictures:
        if not any(each.role == "Caption" for each in tables_only[0].tags):
            tables_only[0].kids[:0] = captions
            captions = []
        return [*tables_only, *(Tag("P", each.kids, source=node) for each in captions)]
    if not pictures and not rest:
        return [Tag("P", each.kids, source=node) for each in captions]
    return [Tag("Div", kids, source=node)] if captions else _in_paragraphs(kids)


def _opened(kids: list[Kid]) -> list[Kid]:
    """Return *kids* with a picture in place of a paragraph of nothing else."""
    found: list[Kid] = []
    for kid in kids:
        if isinstance(kid, Tag) and kid.role == "P" and len(kid.tags) == len(kid.kids) == 1:
            found += kid.kids
        else:
            found.append(kid)
    return found


def _preformatted(node: Node, _: str, kids: list[Kid]) -> list[Kid]:
    """Return lines that are kept as they are: code, if they are said to be."""
    inner: list[Kid] = []
    for kid in kids:
        inner += kid.kids if isinstance(kid, Tag) and kid.role == "Code" else [kid]
    is_code = any(isinstance(kid, Tag) and kid.role == "Code" for kid in kids)
    return [Tag("P", [Tag("Code", inner, source=node)] if is_code else inner, source=node)]


def _reference(node: Node, role: str, kids: list[Kid]) -> list[Kid]:
    """Return a link; one to a note or to a work is a reference, too."""
    link = _tag(node, "Link", [each for kid in kids for each in _without_link(kid)])
    if {"doc-noteref", "doc-biblioref", "doc-glossref"} & set(node.roles):
        return [Tag("Reference", [link], source=node)]
    return [link]


def _without_link(kid: Kid) -> list[Kid]:
    """Return *kid*, or what is in it if it is a link: none stands in another."""
    if isinstance(kid, Tag) and kid.role == "Link":
        return [each for each in kid.kids if not isinstance(each, Area)]
    return [kid]


def _call(node: Node, _: str, kids: list[Kid]) -> list[Kid]:
    """Return what calls for a note at the foot of the page."""
    return [Tag("Reference", [Tag("Link", [*node.areas, *kids], source=node)], source=node)]


_MAKERS: dict[str, Any] = {
    "Figure": _picture,
    "Formula": _picture,
    "Figures": _figure,
    "Pre": _preformatted,
    "Link": _reference,
    "Reference": _call,
    "L": lists.made,
    "LI": lists.item,
    "DT": lists.part,
    "DD": lists.part,
    "TOC": lists.contents,
    "Table": tables.made,
    "TH": tables.cell,
    "TD": tables.cell,
    "Note": notes.made,
}
"""What more than a name some types want."""


def _finish(tag: Tag) -> None:
    """Put *tag* and all below it in order, from the innermost."""
    for each in tag.tags:
        _finish(each)
    tag.kids = [kid for kid in tag.kids if not isinstance(kid, Tag) or _is_kept(kid)]
    if tag.role in PHRASES:
        if tag.role != "Caption" or len([kid for kid in tag.kids if _is_block(kid)]) == 1:
            tag.kids = [each for kid in tag.kids for each in _plain(kid)]
    elif tag.role in GROUPS:
        tag.kids = _in_paragraphs(tag.kids)
    tag.kids = lists.gathered(tag.kids, tag.role)


def _is_kept(tag: Tag) -> bool:
    """Tell whether *tag* has content, or may be without."""
    return tag.role in CELLS or not tag.is_empty


def _plain(kid: Kid) -> list[Kid]:
    """Return *kid*, or what is in it if it is a paragraph that says nothing more."""
    if isinstance(kid, Tag) and kid.role in {"P", "Div"} and not kid.lang:
        return kid.kids
    return [kid]


def _in_paragraphs(kids: list[Kid]) -> list[Kid]:
    """Return *kids* with each run of words between blocks in a paragraph."""
    found: list[Kid] = []
    run: list[Kid] = []
    for kid in kids:
        if _is_block(kid) or (isinstance(kid, Tag) and kid.floats):
            found += [Tag("P", run)] if run else []
            found.append(kid)
            run = []
        else:
            run.append(kid)
    return [*found, Tag("P", run)] if run else found


def _without_skips(root: Tag) -> None:
    """Let no heading be more than one level below the one before it (ISO 14289-1, 7.4.2)."""
    level = 0
    for tag in root.each(*HEADINGS):
        level = min(int(tag.role[1]), level + 1)
        tag.role = f"H{level}"
