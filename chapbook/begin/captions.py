"""Figures and tables of other programs as those of an article.

"Figure 1: A pot." below a picture  ->  ![A pot.](figures/image1.png){#fig-1 alt="..."}
"Table 2. Times" above a table      ->  : Times {#tab-2}
"Figure 1" as a reference field     ->  [](#fig-1)
"""

import re
from collections.abc import Sequence
from functools import cache
from string import ascii_lowercase

from chapbook.tools import labels
from chapbook.tools.pandoc import ast
from chapbook.tools.pandoc.ast import Node

ABBREVIATED = {"figure": ("Fig", "Figs", "Figures", "Abb"), "table": ("Tab", "Tables")}
"""How people write the words beside the labels of the languages."""

MM = {"in": 25.4, "cm": 10.0, "mm": 1.0, "pt": 25.4 / 72.27, "px": 25.4 / 96}
"""Millimetres in a unit; a point is TeX's, a pixel that of CSS."""

DIGITS = re.compile(r"[A-Z]?\d+(?:[.-]\d+)?")

IDS = {"figure": "fig", "table": "tab"}


@cache
def label(kind: str) -> re.Pattern[str]:
    """Return what finds the label of a ``figure`` or ``table`` at the head of a caption."""
    said = (labels.load(lang)[kind].replace("{number}", "") for lang in labels.languages())
    words = {word.strip() for word in said} | set(ABBREVIATED[kind])
    names = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    return re.compile(rf"(?:{names})\.?[\s\u00a0]*[A-Z]?\d+(?:[.-]\d+)?\s*[.:–—|)]?\s*", re.I)


class Numbered:
    """Gives figures and tables their names, and remembers what they were called."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        """The new id by the old one."""
        self.counts = {"figure": 0, "table": 0}
        self.typed: dict[tuple[str, str], str] = {}
        """The new id by kind and by the number that was typed at the head of the caption."""

    def name(self, kind: str, old: Sequence[str], caption: Sequence[Node] = ()) -> str:
        """Return the id of the next *kind*, known by the ids *old* and a number in *caption*."""
        self.counts[kind] += 1
        new = f"{IDS[kind]}-{self.counts[kind]}"
        if (head := label(kind).match(ast.text(caption))) and (number := DIGITS.search(head[0])):
            self.typed.setdefault((kind, number[0]), new)
        self.names |= {one: new for one in old if one}
        return new


def captioned(blocks: list[Node], numbered: Numbered) -> list[Node]:
    """Return *blocks* with figures and tables in the form of an article."""
    out: list[Node] = []
    waiting = list(blocks)
    while waiting:
        block = waiting.pop(0)
        after = waiting[0] if waiting else None
        if (figure := _figure(block, after, numbered)) is not None:
            if _picture_alone(block) and after is not None and _captions(after, "figure"):
                waiting.pop(0)
            out += figure
        elif (table := _table(block)) is not None:
            lacks = not _caption(table)
            before = out.pop() if lacks and out and _captions(out[-1], "table") else None
            takes = before is None and after is not None and _captions(after, "table")
            extra = before or (waiting.pop(0) if takes and lacks else None)
            out.append(_with_caption(table, block, extra, numbered))
        elif block["t"] in {"BlockQuote", "Div"}:
            inner = block["c"] if block["t"] == "BlockQuote" else block["c"][1]
            made = captioned(inner, numbered)
            out.append(
                {**block, "c": made if block["t"] == "BlockQuote" else [block["c"][0], made]}
            )
        else:
            out.append(block)
    return out


def _captions(block: Node, kind: str) -> bool:
    """Tell whether the paragraph *block* is a caption of *kind* without its picture or table."""
    if block["t"] not in {"Para", "Plain"}:
        return False
    text = ast.text(block["c"])
    head = label(kind).match(text)
    if head is None:
        return False
    # "Table 1 shows" begins a sentence, "Table 1 Minutes" and "Table 1: minutes" a caption.
    return bool(re.search(r"[.:–—|)]\s*$", head[0])) or not text[head.end() :][:1].islower()


def _picture_alone(block: Node) -> bool:
    """Tell whether *block* is a paragraph of pictures and nothing else."""
    if block["t"] not in {"Para", "Plain"}:
        return False
    kinds = {node["t"] for node in block["c"]}
    return "Image" in kinds and kinds <= {"Image", "Space", "SoftBreak", "LineBreak"}


def _figure(block: Node, after: Node | None, numbered: Numbered) -> list[Node] | None:
    """Return the figure *block* as paragraphs with one picture each; ``None`` for anything else."""
    if block["t"] == "Figure":
        caption = [inline for part in block["c"][1][1] for inline in part.get("c", [])]
    elif _picture_alone(block):
        found = after is not None and _captions(after, "figure")
        caption = after["c"] if after is not None and found else []
    else:
        return None
    inner = block["c"][2] if block["t"] == "Figure" else []
    if parts := [part for part in inner if part["t"] == "Figure"]:
        return [_parted(block, parts, without_label(caption, "figure"), numbered)]
    pictures = [node for node in ast.nodes(block["c"]) if node["t"] == "Image"]
    if not pictures:
        return None
    olds = [ast.identifier(node) for node in ast.nodes([block, *caption]) if ast.identifier(node)]
    whole, caption = caption, without_label(caption, "figure")
    name = numbered.name("figure", olds, whole) if caption else ""
    return [
        {"t": "Para", "c": [_image(picture, caption if at == 0 else [], name if at == 0 else "")]}
        for at, picture in enumerate(pictures)
    ]


def _parted(block: Node, parts: list[Node], caption: list[Node], numbered: Numbered) -> Node:
    """Return a figure of several *parts*, each with a caption and a name of its own."""
    name = numbered.name("figure", [ast.identifier(block)])
    content = []
    for letter, part in zip(ascii_lowercase, parts, strict=False):
        words = [inline for inner in part["c"][1][1] for inline in inner.get("c", [])]
        numbered.names |= {old: f"{name}-{letter}" for old in [ast.identifier(part)] if old}
        pictures = [node for node in ast.nodes(part["c"][2]) if node["t"] == "Image"]
        content += [
            ast.para([_image(picture, words if at == 0 else [], f"{name}-{letter}")])
            for at, picture in enumerate(pictures)
        ]
    return ast.div([*content, ast.para(caption)], ast.attr(name, layout_ncol=str(len(parts))))


def _image(picture: Node, caption: list[Node], name: str) -> Node:
    """Return *picture* with its *caption*; what stood in its place is its alternative text."""
    alt = ast.text(picture["c"][1]) or (ast.value(picture, "alt") or "")
    title = str(picture["c"][2][1])
    same = alt and alt == ast.text(caption)
    said = "" if same or alt.startswith("fig:") else alt or title.removeprefix("fig:")
    pairs = [["alt", said]] if said else []
    if wide := width(ast.value(picture, "width") or ""):
        pairs.append(["width", wide])
    return {"t": "Image", "c": [[name, [], pairs], caption, [picture["c"][2][0], ""]]}


def width(said: str) -> str:
    """Return a width in millimetres or per cent of the line; nothing for one in no unit known."""
    match = re.fullmatch(r"(\d*\.?\d+)\s*(in|cm|mm|pt|px|%|\\\w+width)?", said)
    if not match:
        return ""
    number, unit = float(match[1]), match[2] or "px"
    if unit == "%":
        return f"{number:g}%"
    if unit.startswith("\\"):
        return f"{min(100, round(100 * number))}%"
    return f"{round(number * MM[unit])}mm"


def _table(block: Node) -> Node | None:
    """Return the table that *block* is, or that it only gives an id."""
    if block["t"] == "Table":
        return block
    alone = block["t"] == "Div" and len(block["c"][1]) == 1 and block["c"][1][0]["t"] == "Table"
    return block["c"][1][0] if alone else None


def _caption(table: Node) -> list[Node]:
    """Return the caption of *table* as inlines."""
    return [inline for part in table["c"][1][1] for inline in part.get("c", [])]


def _with_caption(table: Node, block: Node, extra: Node | None, numbered: Numbered) -> Node:
    """Return *table* with its caption, bare of its number, and a name."""
    whole = _caption(table) or (extra["c"] if extra else [])
    olds = [ast.identifier(n) for n in ast.nodes([block, table, *whole]) if ast.identifier(n)]
    caption = without_label(whole, "table")
    if not caption:
        return table
    name = numbered.name("table", olds, whole)
    rest = table["c"][2:]
    return {"t": "Table", "c": [[name, [], []], [None, [{"t": "Plain", "c": caption}]], *rest]}


def without_label(inlines: Sequence[Node], kind: str) -> list[Node]:
    """Return a caption without "Figure 1:" at its head."""
    flat = _flat(inlines)
    for count in range(1, min(len(flat), 8) + 1):
        head = "".join(_signs(node) for node in flat[:count])
        rest = "".join(_signs(node) for node in flat[count : count + 1])
        if label(kind).fullmatch(head) and not re.match(r"[.:\s]", rest):
            return _stripped(flat[count:])
    return _stripped(flat)


def _signs(node: Node) -> str:
    """Return the text of *node*, a blank as a blank."""
    return " " if node["t"] in ast.BLANK else ast.text([node])


def _flat(inlines: Sequence[Node]) -> list[Node]:
    """Return *inlines* without spans, and without emphasis of the first words."""
    out: list[Node] = []
    for node in inlines:
        if node["t"] == "Span":
            out += _flat(node["c"][1])
        elif node["t"] in {"Strong", "Emph"} and (not out or label_begins(node)):
            out += _flat(node["c"]) if label_begins(node) else [node]
        else:
            out.append(node)
    return out


def label_begins(node: Node) -> bool:
    """Tell whether the emphasised *node* holds the label of a caption."""
    text = f"{ast.text([node])} "
    return any(label(kind).fullmatch(text) for kind in IDS)


def _stripped(inlines: list[Node]) -> list[Node]:
    """Return *inlines* without blanks at their head."""
    at = next((i for i, node in enumerate(inlines) if node["t"] not in ast.BLANK), len(inlines))
    return inlines[at:]
