"""What each element of HTML becomes."""

import re
from collections.abc import Callable

from chapbook.tools.pandoc import ast
from chapbook.tools.pandoc.ast import Node
from chapbook.tools.pandoc.meaning import lists, parts, pictures, tables
from chapbook.tools.pandoc.meaning.tags import Element

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
VOID |= {"param", "track"}
"""Elements without an end tag (HTML Living Standard, 13.1.2)."""

MAY_STAY_OPEN = {"p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup"}
"""Elements whose end tag may be left out (HTML Living Standard, 13.1.2.4)."""

ENDED_BY = {
    "li": ("li", "p"),
    "dt": ("dt", "dd", "p"),
    "dd": ("dt", "dd", "p"),
    "td": ("td", "th", "p"),
    "th": ("td", "th", "p"),
    "tr": ("td", "th", "tr", "p"),
    "tbody": ("td", "th", "tr", "thead", "tbody", "colgroup"),
    "tfoot": ("td", "th", "tr", "tbody", "thead"),
    "thead": ("colgroup", "caption"),
    **dict.fromkeys(("p", "div", "ul", "ol", "dl", "table", "hr", "blockquote", "figure"), ("p",)),
}
"""For each start tag, the open elements that it ends."""

STYLES = {"sub": "Subscript", "sup": "Superscript", "b": "Strong", "strong": "Strong"}
STYLES |= {"i": "Emph", "em": "Emph", "cite": "Emph", "dfn": "Emph", "var": "Emph"}
STYLES |= {"u": "Underline", "ins": "Underline", "s": "Strikeout", "del": "Strikeout"}
STYLES |= {"strike": "Strikeout"}
"""Elements that change the type, and the inlines that do the same."""

NAMED = {"kbd", "mark"}
"""Elements that are written as spans with their name as class."""

TRANSPARENT = {"small", "big", "font", "time", "data", "bdi", "bdo", "output", "label", "nobr"}
TRANSPARENT |= {"center", "section", "article", "main", "header", "footer", "aside", "nav"}
TRANSPARENT |= {"address", "picture", "html", "body", "hgroup", "acronym", "span", "div", "wbr"}
"""Elements that say nothing but how, or where, their content stands."""

LINES = {"p", "div", "section", "article", "blockquote", "center", "address", "dir", "menu"}
"""Blocks that become lines of their own where only a line may stand, as in a cell."""

CODE = {"code", "tt", "samp"}
CODE_KINDS = {"Str", "Space", "SoftBreak", "Quoted", "SingleQuote", "DoubleQuote"}

WHOLES: dict[str, Callable[[Element], list[Node] | None]] = {
    "table": tables.table,
    "ul": lists.items,
    "ol": lists.items,
    "dl": lists.definitions,
    "figure": pictures.figure,
    "details": lists.details,
}
"""Elements that are made of parts, and what reads them."""


class Reader:
    """Reads elements; remembers which ids and which abbreviations there have been."""

    def __init__(self, taken: set[str]) -> None:
        self.taken = taken
        self.explained: set[str] = set()

    def read(self, element: Element) -> list[Node]:
        """Return what *element* means; its tags as they were, if we do not know it."""
        if element.tag.name in parts.PARTS:
            return [parts.waiting(element)]
        found = self._meaning(element)
        return parts.as_typed(element) if found is None else found

    def _meaning(self, element: Element) -> list[Node] | None:
        """Return what *element* means; ``None`` if we do not know it."""
        name = element.tag.name
        if element.start is None or element.start["t"] == "RawInline":
            if name in {"ul", "ol"}:
                return lists.lines(element)
            return self._inline(element) if parts.is_whole(element) else None
        if name in WHOLES:
            return WHOLES[name](element)
        if not parts.is_whole(element):
            return None
        if re.fullmatch(r"h[1-6]", name):
            return self._heading(element)
        return _block(element)

    def _heading(self, element: Element) -> list[Node] | None:
        """Return the heading that *element* is, with an id."""
        if not parts.holds_text_only(element.children):
            return None
        words = parts.inlines(element.children)
        slug = "-".join(re.findall(r"\w+", ast.text(words).lower())) or "section"
        name, number = element.attribute("id") or slug, 1
        while name in self.taken and not element.attribute("id"):
            name, number = f"{slug}-{number}", number + 1
        self.taken.add(name)
        return [ast.header(int(element.tag.name[1]), words, ast.attr(name))]

    def _inline(self, element: Element) -> list[Node] | None:
        """Return the inlines that *element* means."""
        return self._abbreviation(element) if element.tag.name == "abbr" else _words(element)

    def _abbreviation(self, element: Element) -> list[Node]:
        """Return an abbreviation, with what it stands for behind it the first time."""
        title = element.attribute("title").strip()
        if not title or title in self.explained:
            return element.children
        self.explained.add(title)
        return [*element.children, *ast.string(f" ({title})")]


def _words(element: Element) -> list[Node] | None:
    """Return the inlines of an element that needs to know of no other."""
    name, inner = element.tag.name, element.children
    if name in STYLES:
        return _anchored(element, [{"t": STYLES[name], "c": inner}] if inner else [])
    if name in NAMED:
        return [ast.span(inner, ast.attr(element.attribute("id"), [name]))]
    if name in CODE:
        return _code(inner)
    if name == "q":
        return [{"t": "Quoted", "c": [{"t": "DoubleQuote"}, inner]}]
    if name == "a":
        return _link(element)
    found = _line(element)
    return _alone(element) if found is None else found


def _line(element: Element) -> list[Node] | None:
    """Return an element that says only whether its words stand on a line of their own."""
    name, inner = element.tag.name, element.children
    if re.fullmatch(r"h[1-6]", name):
        return [{"t": "LineBreak"}, {"t": "Strong", "c": inner}, {"t": "LineBreak"}]
    if name in LINES:
        return [{"t": "LineBreak"}, *_anchored(element, inner), {"t": "LineBreak"}]
    return _anchored(element, inner) if name in TRANSPARENT else None


def _anchored(element: Element, inlines: list[Node]) -> list[Node]:
    """Return *inlines* in a span if *element* has an id or a language."""
    name, lang = element.attribute("id"), element.attribute("lang")
    if not name and not lang:
        return inlines
    return [ast.span(inlines, ast.attr(name, [], **({"lang": lang} if lang else {})))]


def _code(inner: list[Node]) -> list[Node]:
    """Return *inner* as code, or as it is where code cannot hold it."""
    if all(node["t"] in CODE_KINDS for node in ast.nodes(inner)):
        return [{"t": "Code", "c": [ast.attr(), ast.text(inner)]}]
    return inner


def _link(element: Element) -> list[Node]:
    """Return a link, or the spot that an anchor names."""
    target, name = element.attribute("href"), element.attribute("id") or element.attribute("name")
    inner = element.children
    if not target:
        return [ast.span(inner, ast.attr(name))] if name else inner
    if any(node["t"] == "Link" for node in ast.nodes(inner)):
        return inner
    return [ast.link(inner or ast.string(target), target, ast.attr(name))]


def _alone(element: Element) -> list[Node] | None:
    """Return what an element without content means."""
    match element.tag.name:
        case "br":
            return [{"t": "LineBreak"}]
        case "img":
            return pictures.image(element)
        case "input" if element.attribute("type").lower() == "checkbox":
            sign = "☒" if "checked" in element.tag.attributes else "☐"
            return [{"t": "Str", "c": sign}]
    return None


def _block(element: Element) -> list[Node] | None:
    """Return the blocks of an element that is no list, table, figure or heading."""
    name, inner = element.tag.name, parts.paragraphs(element.children)
    if name in {"p", "br"}:
        return inner
    if name == "blockquote":
        return [{"t": "BlockQuote", "c": inner}]
    if name == "hr":
        return [{"t": "HorizontalRule"}]
    if name in TRANSPARENT:
        identifier, classes = element.attribute("id"), element.attribute("class").split()
        return [ast.div(inner, ast.attr(identifier, classes))] if identifier or classes else inner
    alone = _alone(element) if not element.children else None
    return None if alone is None else [ast.para(alone)]
