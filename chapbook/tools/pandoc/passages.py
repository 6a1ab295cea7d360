"""The text of an article as lines that people read and programs compare.

A passage is one paragraph, heading, item, row or caption, written much as Markdown writes it.
It is there to be kept beside the article and to be told apart from a later one, not to be read
by pandoc again.  Nothing that is read is left out: what has no Markdown is written as a span.
Source of the nodes: pandoc-types 1.23, Text.Pandoc.Definition.
"""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from chapbook.tools.pandoc.ast import Attr, Node

INDENT = "  "

_SYNTAX = re.compile(r"([\\`*_~^$\[\]])")
"""Signs of a word that would otherwise read as what encloses it."""

_AROUND = {
    "Emph": "*",
    "Strong": "**",
    "Strikeout": "~~",
    "Superscript": "^",
    "Subscript": "~",
}
_MARKS = {"SingleQuote": "‘’", "DoubleQuote": "“”"}
_SPANS = {"Underline": "{.underline}", "SmallCaps": "{.smallcaps}"}


def passages(blocks: list[Node]) -> Iterator[str]:
    """Yield the passages of *blocks* in the order of the text."""
    for block in blocks:
        yield from _block(block)


def line(inlines: list[Node]) -> str:
    """Return *inlines* as one line, white space single."""
    return re.sub(r"[ \t\n]+", " ", "".join(map(_inline, inlines))).strip()


def _block(block: Node) -> Iterator[str]:
    """Yield the passages of one *block*."""
    kind = block["t"]
    writer = _BLOCKS.get(kind)
    if writer is not None:
        yield from writer(block.get("c"))
    else:
        yield json.dumps(block, ensure_ascii=False, sort_keys=True)


def _paragraph(inlines: list[Node]) -> Iterator[str]:
    if text := line(inlines):
        yield text


def _heading(content: list[Any]) -> Iterator[str]:
    level, attributes, inlines = content
    yield f"{'#' * level} {line(inlines)}{_braced(attributes, ' ')}"


def _code(content: list[Any]) -> Iterator[str]:
    attributes, text = content
    yield f"```{_braced(attributes, ' ')}"
    yield from text.split("\n")
    yield "```"


def _lines(content: list[list[Node]]) -> Iterator[str]:
    yield from (f"| {line(inlines)}" for inlines in content)


def _quotation(blocks: list[Node]) -> Iterator[str]:
    yield from (f"> {passage}" for passage in passages(blocks))


def _bullets(items: list[list[Node]]) -> Iterator[str]:
    for item in items:
        yield from _item("- ", item)


def _numbers(content: list[Any]) -> Iterator[str]:
    (first, style, delimiter), items = content
    plain = style["t"] in {"DefaultStyle", "Decimal"} and delimiter["t"] != "TwoParens"
    sort = "" if plain else f" {{{style['t']} {delimiter['t']}}}"
    for number, item in enumerate(items, start=first):
        yield from _item(f"{number}.{sort} ", item)


def _item(mark: str, blocks: list[Node]) -> Iterator[str]:
    """Yield an item of a list: its first passage behind *mark*, the others below it."""
    first, *rest = [*passages(blocks)] or [""]
    yield f"{mark}{first}".rstrip()
    yield from (f"{INDENT}{passage}" for passage in rest)


def _definitions(content: list[Any]) -> Iterator[str]:
    for term, definitions in content:
        yield line(term)
        for definition in definitions:
            yield from _item(": ", definition)


def _rule(_: None) -> Iterator[str]:
    yield "---"


def _raw(content: list[str]) -> Iterator[str]:
    kind, text = content
    if not _is_comment(kind, text):
        yield f"```{{={kind}}}"
        yield from text.split("\n")
        yield "```"


def _division(content: list[Any]) -> Iterator[str]:
    attributes, blocks = content
    named = _braced(attributes, " ")
    if named:
        yield f":::{named}"
    yield from passages(blocks)
    if named:
        yield ":::"


def _figure(content: list[Any]) -> Iterator[str]:
    attributes, (short, caption), blocks = content
    yield f"::: figure{_braced(attributes, ' ')}"
    yield from passages(blocks)
    yield from _caption(short, caption)
    yield ":::"


def _table(content: list[Any]) -> Iterator[str]:
    attributes, (short, caption), _, (_, head), bodies, (_, foot) = content
    yield f"::: table{_braced(attributes, ' ')}"
    yield from _caption(short, caption)
    yield from _rows(head, "|=")
    for _, _, inner_head, rows in bodies:
        yield from _rows(inner_head, "|=")
        yield from _rows(rows, "|")
    yield from _rows(foot, "|_")
    yield ":::"


def _caption(short: list[Node] | None, blocks: list[Node]) -> Iterator[str]:
    if short:
        yield f"caption, short: {line(short)}"
    yield from (f"caption: {passage}" for passage in passages(blocks))


def _rows(rows: list[Any], mark: str) -> Iterator[str]:
    """Yield *rows* of a table, each behind *mark*, its cells apart by bars."""
    for _, cells in rows:
        yield f"{mark} {' | '.join(map(_cell, cells))} |"


def _cell(cell: list[Any]) -> str:
    """Return a cell, with how many rows and columns it spans where that is more than one."""
    _, _, rows, columns, blocks = cell
    spans = "" if rows == columns == 1 else f" {{{rows}x{columns}}}"
    return " ¶ ".join(passages(blocks)) + spans


_BLOCKS: dict[str, Callable[[Any], Iterator[str]]] = {
    "Plain": _paragraph,
    "Para": _paragraph,
    "Header": _heading,
    "CodeBlock": _code,
    "LineBlock": _lines,
    "BlockQuote": _quotation,
    "BulletList": _bullets,
    "OrderedList": _numbers,
    "DefinitionList": _definitions,
    "HorizontalRule": _rule,
    "RawBlock": _raw,
    "Div": _division,
    "Figure": _figure,
    "Table": _table,
}


def _inline(node: Node) -> str:
    """Return one inline as text."""
    kind, content = node["t"], node.get("c")
    if kind in _AROUND:
        return f"{_AROUND[kind]}{_inlines(content)}{_AROUND[kind]}"
    writer = _INLINES.get(kind)
    if writer is not None:
        return writer(content)
    return f"[{_inlines(content)}]{_SPANS[kind]}" if kind in _SPANS else json.dumps(node)


def _inlines(inlines: Any) -> str:
    return "".join(map(_inline, inlines))


def _word(text: Any) -> str:
    return _SYNTAX.sub(r"\\\1", re.sub(r"\s", " ", text))


def _quoted(content: Any) -> str:
    marks = _MARKS[content[0]["t"]]
    return f"{marks[0]}{_inlines(content[1])}{marks[1]}"


def _typed(content: Any) -> str:
    attributes, text = content
    return f"`{text}`{_braced(attributes)}"


def _formula(content: Any) -> str:
    mark = "$" if content[0]["t"] == "InlineMath" else "$$"
    return f"{mark}{content[1]}{mark}"


def _raw_words(content: Any) -> str:
    kind, text = content
    return "" if _is_comment(kind, text) else f"`{text}`{{={kind}}}"


def _link(content: Any) -> str:
    attributes, inlines, (target, title) = content
    titled = f' "{title}"' if title else ""
    return f"[{_inlines(inlines)}]({target}{titled}){_braced(attributes)}"


def _image(content: Any) -> str:
    return f"!{_link(content)}"


def _span(content: Any) -> str:
    attributes, inlines = content
    named = _braced(attributes)
    return f"[{_inlines(inlines)}]{named}" if named else _inlines(inlines)


def _note(blocks: Any) -> str:
    return f"^[{' ¶ '.join(passages(blocks))}]"


def _citation(content: Any) -> str:
    works = [_work(each) for each in content[0]]
    if content[0][0]["citationMode"]["t"] == "AuthorInText":
        return "; ".join(works)
    return f"[{'; '.join(works)}]"


def _work(cited: dict[str, Any]) -> str:
    """Return one work of a citation, with what stands before and after it."""
    hidden = "-" if cited["citationMode"]["t"] == "SuppressAuthor" else ""
    before, after = line(cited["citationPrefix"]), _inlines(cited["citationSuffix"]).rstrip()
    space = " " if before else ""
    return f"{before}{space}{hidden}@{cited['citationId']}{after}"


_INLINES: dict[str, Callable[[Any], str]] = {
    "Str": _word,
    "Space": lambda _: " ",
    "SoftBreak": lambda _: " ",
    "LineBreak": lambda _: "\\ ",
    "Quoted": _quoted,
    "Code": _typed,
    "Math": _formula,
    "RawInline": _raw_words,
    "Link": _link,
    "Image": _image,
    "Span": _span,
    "Note": _note,
    "Cite": _citation,
}


def _braced(attributes: Attr, before: str = "") -> str:
    """Return *attributes* as ``{#id .class key="value"}`` behind *before*; nothing for none."""
    identifier, classes, pairs = attributes
    said = [f"#{identifier}"] if identifier else []
    said += [f".{name}" for name in classes]
    said += [f"{key}={value}" for key, value in pairs if value]
    return f"{before}{{{' '.join(said)}}}" if said else ""


def _is_comment(kind: str, text: str) -> bool:
    """Tell whether a raw piece is a comment, which nobody reads."""
    return kind == "html" and text.lstrip().startswith("<!--")
