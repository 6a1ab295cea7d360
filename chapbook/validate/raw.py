"""HTML, TeX and other formats typed into the Markdown."""

import re
from collections.abc import Iterator

from chapbook.findings import Finding, Place
from chapbook.model import Manuscript, Node
from chapbook.tools.pandoc import ast, tokens
from chapbook.validate import places
from chapbook.validate.links import LATEX_REFERENCE

HTML = re.compile(r"x?html\d?$")
COMMENTS = re.compile(r"(?:<!--.*?-->\s*)+", re.S)
TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-z][a-z0-9-]*)[^>]*>", re.I)
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
"""HTML elements without an end tag (HTML Living Standard, 13.1.2)."""

IN_MARKDOWN = {
    "a": "[words](address)",
    "b": "**words**",
    "br": "a backslash at the end of the line",
    "code": "`words`",
    "del": "~~words~~",
    "em": "*words*",
    "hr": "a line of * * *",
    "i": "*words*",
    "img": '![caption](file){alt="what it shows"}',
    "kbd": "[words]{.kbd}",
    "mark": "[words]{.mark}",
    "p": "a blank line between paragraphs",
    "s": "~~words~~",
    "strong": "**words**",
    "sub": "~words~",
    "sup": "^words^",
    "table": "a pipe table",
    "u": "[words]{.underline}",
}
"""How Markdown writes what people use a tag for."""

MACRO = re.compile(r"\s*\\(?:(?:re)?newcommand|providecommand|def|DeclareMathOperator)\b")
"""Macros print nothing themselves; pandoc applies them to formulas."""

SHOWN_LENGTH = 40


def findings(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield everything that is written for one kind of output only."""
    nodes = [n for n in ast.nodes(manuscript.blocks) if n["t"] in {"RawInline", "RawBlock"}]
    html = [node for node in nodes if HTML.match(node["c"][0])]
    yield from _html(manuscript, [node["c"][1] for node in html if not is_comment(node)])
    for node in nodes:
        if not HTML.match(node["c"][0]) and not _is_harmless(node):
            message = f'{node["c"][0]} code, "{_shown(node["c"][1])}"'
            at = _place(manuscript, node["c"][1], {})
            yield places.finding(manuscript.source, "raw-format", at, message)


def is_comment(node: Node) -> bool:
    """Tell whether the raw *node* holds comments and nothing else."""
    form, text = node["c"]
    return bool(HTML.match(form) and COMMENTS.fullmatch(text.strip()))


def _is_harmless(node: Node) -> bool:
    """Tell whether *node* is TeX that is read as what it means, or prints nothing."""
    form, text = node["c"]
    is_tex = form in {"tex", "latex"}
    return is_tex and bool(LATEX_REFERENCE.fullmatch(text.strip()) or MACRO.match(text))


def _html(manuscript: Manuscript, pieces: list[str]) -> Iterator[Finding]:
    """Yield a finding for every outermost element; what stands inside goes with it."""
    seen: dict[str, int] = {}
    index = 0
    while index < len(pieces):
        piece = pieces[index]
        tag = TAG.search(piece)
        at = _place(manuscript, piece, seen)
        name = tag["name"].lower() if tag else ""
        fix = f"Write {IN_MARKDOWN[name]}." if name in IN_MARKDOWN else ""
        message = f'HTML, "{_shown(tag[0] if tag else piece)}"'
        yield places.finding(manuscript.source, "raw-html", at, message, fix)
        end = _end(pieces, index, name) if tag and not tag["close"] else index
        for inner in pieces[index + 1 : end + 1]:
            seen[inner] = seen.get(inner, -1) + 1
        index = end + 1


def _end(pieces: list[str], start: int, name: str) -> int:
    """Return the index of the piece that closes the element *name*; *start* without one."""
    depth = 0
    if name in VOID:
        return start
    for index in range(start, len(pieces)):
        for tag in TAG.finditer(pieces[index]):
            if tag["name"].lower() == name:
                depth += -1 if tag["close"] else 1
        if depth <= 0:
            return index
    return start


def _place(manuscript: Manuscript, text: str, seen: dict[str, int]) -> Place:
    """Return where the first line of *text* stands; *seen* counts the earlier ones."""
    line = text.strip().split("\n")[0]
    index = seen[text] = seen.get(text, -1) + 1
    at = places.nth(manuscript.source, tokens.literal(line), index)
    return at if at.line else places.in_body(manuscript.source, line)


def _shown(text: str) -> str:
    """Return *text* on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= SHOWN_LENGTH else line[: SHOWN_LENGTH - 1] + "…"
