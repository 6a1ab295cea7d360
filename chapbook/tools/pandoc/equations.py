r"""Displayed formulas in the ways in which writers mark and number them.

pandoc reads ``$$...$$`` as a formula and knows no more of it.  Read here as well: LaTeX's
environments outside of dollars, ``\label`` and ``\tag``, and the ``{#eq-x}`` of Quarto and
pandoc-crossref behind a formula.  Each becomes a span of class ``equation`` with the label as
its id, so that links and checks find it as they find a figure.
"""

import re
from dataclasses import dataclass

from chapbook.tools.pandoc import ast, chemistry
from chapbook.tools.pandoc.ast import Node

CLASS = "equation"
"""The class of the span around a formula that has, or asks for, a number."""

ENVIRONMENTS = r"(?:equation|align|alignat|flalign|gather|multline|eqnarray|displaymath|math)\*?"
ENVIRONMENT = re.compile(
    rf"\s*\\begin\{{(?P<name>{ENVIRONMENTS})\}}(?P<body>.*)\\end\{{(?P=name)\}}\s*", re.S
)
"""A formula of LaTeX's own (amsmath 2.17, section 3)."""

LABEL = re.compile(r"\\label\s*\{(?P<id>[^{}]+)\}")
TAG = re.compile(r"\\tag(?P<bare>\*?)\s*\{(?P<tag>[^{}]*)\}")
ATTRIBUTE = re.compile(r"\{#(?P<id>[^\s{}]+)(?P<more>\s[^{}]*)?\}(?P<rest>.*)", re.S)
"""What Quarto and pandoc-crossref write behind a formula; pandoc leaves it as text."""

TAG_ATTRIBUTE = re.compile(r"""\btag=(["']?)(?P<tag>[^"'\\]+?)\1(?:\s|$)""")

UNNUMBERED = re.compile(r"\\(?:nonumber|notag)\b")

SAME = (
    (re.compile(r"\\[dt]binom\b"), r"\\binom"),
    (re.compile(r"\\cfrac\b(?:\[[lr]\])?"), r"\\dfrac"),
    (re.compile(r"\\textcolor\b"), r"\\color"),
    (re.compile(r"\\bf\b"), r"\\mathbf"),
    (re.compile(r"\\rm\b"), r"\\mathrm"),
    (re.compile(r"\\cr\b"), r"\\\\"),
    (re.compile(r"^([^{}&]*)\\over\b([^{}&]*)$"), r"\\frac{\1}{\2}"),
    (re.compile(r"\{([^{}&]*)\\over\b([^{}&]*)\}"), r"\\frac{\1}{\2}"),
)
"""Commands that texmath, pandoc's reader of formulas, lacks, and those that it has for them."""

BOLD = re.compile(r"\\mathbf\s*(?:\{\s*(?P<word>[A-Za-z]+)\s*\}|(?<=\s)(?P<letter>[A-Za-z]))")
"""Latin letters in upright bold, which texmath slants."""

BOLD_LETTERS = {
    ord(first) + index: code + index
    for first, code in (("A", 0x1D400), ("a", 0x1D41A))
    for index in range(26)
}
"""The bold form of each Latin letter (Unicode, Mathematical Alphanumeric Symbols)."""

NUMBERED_BY_ROW = {"align", "alignat", "flalign", "gather", "eqnarray"}
"""Environments in which LaTeX numbers each row (amsmath 2.17, section 3.2)."""

ROW_END = re.compile(r"\\\\\*?(?:\[[^\]]*\])?")
STEP = re.compile(r"\\begin\b|\\end\b|\\[{}]|[{}]|" + ROW_END.pattern)
"""What decides where a row ends: not within braces or an environment."""

INNER = {
    "align": ("aligned", ""),
    "alignat": ("aligned", ""),
    "flalign": ("aligned", ""),
    "gather": ("gathered", ""),
    "multline": ("gathered", ""),
    "eqnarray": ("array", "{rcl}"),
}
"""What environments of several lines are called inside a formula."""


def settable(tex: str) -> str:
    """Return *tex* as every edition reads it: without labels, in commands that are known."""
    for pattern in (LABEL, TAG, UNNUMBERED):
        tex = pattern.sub("", tex)
    for pattern, known in SAME:
        tex = pattern.sub(known, tex)
    tex = BOLD.sub(lambda match: (match["word"] or match["letter"]).translate(BOLD_LETTERS), tex)
    return _within(chemistry.spelt(tex).strip())


def _within(tex: str) -> str:
    """Return *tex* without an environment that LaTeX knows only outside of formulas."""
    match = ENVIRONMENT.fullmatch(tex)
    if match is None or match["body"].count(r"\begin{" + match["name"]):
        return tex
    name, body = match["name"].rstrip("*"), match["body"].strip()
    if name == "alignat":
        body = re.sub(r"^\{\d+\}\s*", "", body)
    if name not in INNER:
        return body
    inner, columns = INNER[name]
    return f"\\begin{{{inner}}}{columns}\n{body}\n\\end{{{inner}}}"


def understood(blocks: list[Node]) -> list[Node]:
    """Return *blocks* with formulas of every kind as ``Math``, labelled ones in spans."""
    done: list[Node] = ast.changed(blocks, _block)
    return done


def _block(node: Node) -> Node | list[Node]:
    """Return *node* with the equations among its inlines understood."""
    if node["t"] == "RawBlock":
        math = _environment(node)
        return [ast.para([part]) for part in _equations(math, "")] if math else node
    if node["t"] in {"Para", "Plain"}:
        return {**node, "c": _labelled(node["c"])}
    if node["t"] == "Math" and node["c"][0]["t"] == "InlineMath":
        return {**node, "c": [node["c"][0], settable(node["c"][1])]}
    return node


def _environment(node: Node) -> Node | None:
    """Return the formula that the raw *node* is, or nothing."""
    form, text = node["c"]
    if form not in {"tex", "latex"} or not ENVIRONMENT.fullmatch(text):
        return None
    return {"t": "Math", "c": [{"t": "DisplayMath"}, text.strip()]}


def _labelled(inlines: list[Node]) -> list[Node]:
    """Return *inlines* with each labelled formula in a span, its label no longer text."""
    out: list[Node] = []
    waiting = [(_environment(n) if n["t"] == "RawInline" else None) or n for n in inlines]
    while waiting:
        node = waiting.pop(0)
        if node["t"] != "Math" or node["c"][0]["t"] != "DisplayMath":
            out.append(node)
            continue
        found = _attribute(waiting)
        out += _equations(node, found.identifier, found.tag)
        waiting = found.after
    return _unwrapped(out)


@dataclass(frozen=True, slots=True)
class _Attribute:
    """What stands behind a formula."""

    identifier: str
    tag: str
    """What the formula is called in place of a number; empty for a number."""
    after: list[Node]
    """What is left of the inlines behind it."""


def _attribute(after: list[Node]) -> _Attribute:
    """Return what the inlines *after* a formula say of it."""
    text, end = "", 0
    for node in after:
        typed = _typed(node)
        if not typed:
            break
        end += 1
        text += typed
        if "}" in text or (text.strip() and not text.lstrip().startswith("{")):
            break
    found = ATTRIBUTE.fullmatch(text.lstrip())
    if found is None:
        return _Attribute("", "", after)
    left = [{"t": "Str", "c": found["rest"]}] if found["rest"] else []
    tag = TAG_ATTRIBUTE.search(found["more"] or "")
    return _Attribute(found["id"], tag["tag"] if tag else "", [*left, *after[end:]])


def _typed(node: Node) -> str:
    """Return *node* as it was typed between the braces of an attribute; nothing for others."""
    if node["t"] == "Quoted":
        return f'"{ast.text(node["c"][1])}"'
    if node["t"] == "Str":
        return str(node["c"])
    return " " if node["t"] in ast.BLANK else ""


def _equations(math: Node, identifier: str, tag: str = "") -> list[Node]:
    """Return *math* as one equation, or as several where LaTeX gives its rows numbers."""
    match = ENVIRONMENT.fullmatch(math["c"][1])
    name = match["name"].rstrip("*") if match else ""
    groups = _groups(match["body"]) if match and name in NUMBERED_BY_ROW else []
    if match is None or identifier or len(groups) < 2:
        return [_equation(math, identifier, tag)]
    if all(len(_rows(group)) == 1 for group in groups):
        return [_equation({**math, "c": [math["c"][0], _alone(g)]}, "") for g in groups]
    opens, closes = f"\\begin{{{match['name']}}}", f"\\end{{{match['name']}}}"
    texs = [f"{opens}{group}{closes}" for group in groups]
    return [_equation({**math, "c": [math["c"][0], tex]}, "") for tex in texs]


def _alone(row: str) -> str:
    """Return *row* without the marks by which it stood below others."""
    return row if r"\begin" in row else re.sub(r"(?<!\\)&", "", row).strip()


def _groups(body: str) -> list[str]:
    """Return the rows of *body* in runs, each of which ends with a row that has a label or tag."""
    groups: list[list[str]] = [[]]
    for row in _rows(body):
        groups[-1].append(row)
        if LABEL.search(row) or TAG.search(row):
            groups.append([])
    *named, rest = groups
    if named and any(row.strip() for row in rest):
        named[-1] += rest
    return ["\\\\".join(rows) for rows in named]


def _rows(body: str) -> list[str]:
    """Return the rows of *body*, without what ends them."""
    rows, depth, start = [], 0, 0
    for step in STEP.finditer(body):
        if step[0] in {"\\begin", "{"}:
            depth += 1
        elif step[0] in {"\\end", "}"}:
            depth -= 1
        elif step[0].startswith("\\\\") and not depth:
            rows.append(body[start : step.start()])
            start = step.end()
    return [*rows, body[start:]]


def _equation(math: Node, identifier: str, called: str = "") -> Node:
    """Return *math* in a span with its ids and its tag; as it is when it has neither."""
    tex = math["c"][1]
    identifiers = [identifier] if identifier else []
    identifiers += [match["id"].strip() for match in LABEL.finditer(tex)]
    tag = TAG.search(tex)
    math = {**math, "c": [math["c"][0], settable(tex)]}
    shown = f"({called})" if called else ""
    if tag:
        shown = tag["tag"] if tag["bare"] else f"({tag['tag']})"
    if not identifiers and not shown:
        return math
    pairs = [["tag", shown]] if shown else []
    first, *more = identifiers or [""]
    also = [ast.span([], ast.attr(name)) for name in more]
    return ast.span([*also, math], [first, [CLASS], pairs])


def _unwrapped(inlines: list[Node]) -> list[Node]:
    """Return *inlines* without a span that says no more of a formula than its id.

    ``[$$x$$]{#eq-x}`` is a span around a formula; it becomes the equation's own.
    """
    return [_own(node) for node in inlines]


def _own(node: Node) -> Node:
    """Return a span that holds nothing but a displayed formula as an equation."""
    if node["t"] != "Span" or not ast.identifier(node) or ast.has_class(node, CLASS):
        return node
    inner = node["c"][1]
    if [n["t"] for n in inner] != ["Math"] or inner[0]["c"][0]["t"] != "DisplayMath":
        return node
    identifier, classes, pairs = node["c"][0]
    equation = _equation(inner[0], identifier)
    return ast.span(
        equation["c"][1], [identifier, [*classes, CLASS], [*pairs, *equation["c"][0][2]]]
    )
