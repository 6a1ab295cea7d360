r"""TeX in the text: every piece is read by pandoc's LaTeX reader, all in one process.

What that reader does not know is taken apart here: references and labels, layout,
chemical formulas.  A piece of which something is left stays raw there.
"""

import json
import re
from collections.abc import Sequence

from chapbook.errors import ToolError
from chapbook.tools.pandoc import ast
from chapbook.tools.pandoc.ast import Node
from chapbook.tools.pandoc.meaning import groups, known, shapes
from chapbook.tools.pandoc.program import run

FORMS = {"tex", "latex"}
MATHS = re.compile(
    r"\\begin\{(?P<name>(?:equation|align|alignat|gather|multline|eqnarray|flalign|displaymath|math|"
    r"split|cases)\*?)\}.*\\end\{(?P=name)\}",
    re.S,
)
"""Formulas that stand by themselves; what is in them is read as in any other formula."""

Piece = tuple[str, str]
"""``RawInline`` or ``RawBlock``, and the TeX."""

ROUNDS = 5
"""How deep what we take apart may stand inside what we take apart."""

READER = ["--from=latex+raw_tex", "--to=json", "--sandbox"]
START, END = "chapbookstart{number}", "chapbookend"
"""Formulas that nobody types: they keep the pieces apart in what pandoc is given."""

RENAMED = (
    (re.compile(r"\\(begin|end)\{(?:(figure|table)\*|sideways(figure|table))\}"), r"\\\1{\2\3}"),
    (re.compile(r"\\begin\{wrap(figure|table)\}(?:\[[^]]*\])*(?:\{[^{}]*\}){1,2}"), r"\\begin{\1}"),
    (re.compile(r"\\end\{wrap(figure|table)\}"), r"\\end{\1}"),
    (re.compile(r"\\(begin|end)\{(?:threeparttable|adjustbox|small|center)\}(?:\{[^{}]*\})*"), ""),
    (re.compile(r"\\(begin|end)\{tablenotes\}(?:\[[^]]*\])*"), r"\\\1{description}"),
    (
        re.compile(
            r"(\\begin\{(?:description|itemize|enumerate)\})\s*\\[a-z]*(?:size|small)(?![a-z])"
        ),
        r"\1",
    ),
    (re.compile(r"\\tnote(?=\{)"), r"\\textsuperscript"),
    (re.compile(r"\\(?:sub)?paragraph\*?(?=\{)"), r"\\textbf"),
    (re.compile(r"\\cmidrule(?:\([^)]*\))?(?:\[[^]]*\])?\{[^}]*\}|\\cline\{[^}]*\}"), ""),
    (re.compile(r"\\(?:addlinespace|specialrule)(?:\[[^]]*\])?"), ""),
    (re.compile(r"\\caption(?:\*|of\{(?:figure|table)\})"), r"\\caption"),
    (re.compile(r"\\C(ite[a-z]*)"), r"\\c\1"),
    (re.compile(r"\\(P)arencite"), r"\\parencite"),
    (re.compile(r"\\(T)extcite"), r"\\textcite"),
    (re.compile(r"\\(A)utocite"), r"\\autocite"),
)
"""What pandoc knows by another name, or stumbles over."""


def meant(blocks: list[Node]) -> list[Node]:
    """Return *blocks* with TeX read as what it means; what nobody knows stays raw.

    Raises:
        ToolError: pandoc failed.
    """
    blocks = groups.closed(blocks)
    read: dict[Piece, list[Node] | None] = {}

    def visit(node: Node) -> Node | list[Node]:
        piece = _piece(node)
        found = read.get(piece) if piece else None
        return node if found is None else found

    for _ in range(ROUNDS):
        pieces = dict.fromkeys(p for node in ast.nodes(blocks) if (p := _piece(node)))
        new = [piece for piece in pieces if piece not in read]
        if not new and not any(read[piece] is not None for piece in pieces):
            break
        read |= _meanings(new)
        blocks = ast.changed(blocks, visit)
    tied: list[Node] = shapes.with_ties(blocks)
    return tied


def _piece(node: Node) -> Piece | None:
    """Return what *node* holds, if that is TeX."""
    if node["t"] not in {"RawInline", "RawBlock"} or node["c"][0] not in FORMS:
        return None
    return node["t"], node["c"][1]


def _meanings(pieces: Sequence[Piece]) -> dict[Piece, list[Node] | None]:
    """Return for each of *pieces* the nodes that it means, or ``None``."""
    found: dict[Piece, list[Node] | None] = {}
    for kind, text in pieces:
        if known.REFUSED.search(text):
            found[kind, text] = None
        elif MATHS.fullmatch(text.strip()):
            math = {"t": "Math", "c": [{"t": "DisplayMath"}, text.strip()]}
            found[kind, text] = [math] if kind == "RawInline" else [ast.para([math])]
        elif CAPTION.search(text) and not re.search(r"\\begin\{|\\includegraphics", text):
            found[kind, text] = None
        elif (direct := known.meaning(text)) is not None:
            found[kind, text] = direct if kind == "RawInline" else known.as_blocks(direct)
    return found | _read([piece for piece in pieces if piece not in found])


def _read(pieces: Sequence[Piece]) -> dict[Piece, list[Node] | None]:
    """Return what pandoc makes of *pieces*; a piece that breaks its reader means nothing."""
    if not pieces:
        return {}
    try:
        out, _ = run(READER, "\n\n".join(_marked(i, piece) for i, piece in enumerate(pieces)))
        found = _divided(json.loads(out)["blocks"], pieces)
    except ToolError:
        found = {}
    if len(found) == len(pieces):
        return found
    if len(pieces) == 1:
        return {pieces[0]: None}
    middle = len(pieces) // 2
    return _read(pieces[:middle]) | _read(pieces[middle:])


SIGN = re.compile(
    r"\\(?P<name>" + "|".join(filter(str.isalpha, known.SIGNS)) + r")(?![A-Za-z]) ?(?:\{\})?"
)
"""A command that prints a sign, with the space that ends it."""


LABELLED = re.compile(r"\\item\s*\[([^]]*[^\W_][^]]*)\]")
"""An item with a mark of its own that has letters; pandoc drops it but in descriptions."""

FLOAT = re.compile(r"\\begin\{(?:(?:long|sub)?(?:table|figure)|lstlisting)")
CAPTION = re.compile(r"\\caption(?:of)?(?![a-z])")


def _marked(number: int, piece: Piece) -> str:
    """Return the TeX of *piece* between our marks."""
    kind, text = piece
    for pattern, replacement in RENAMED:
        text = pattern.sub(replacement, text)
    if r"\begin{description}" not in text:
        text = LABELLED.sub(r"\\item \1", text)
    if CAPTION.search(text) and not FLOAT.search(text):
        kept = "table" if r"\begin{tabular" in text else "figure"
        text = f"\\begin{{{kept}}}\n{text}\n\\end{{{kept}}}"
    text = SIGN.sub(lambda match: known.SIGNS[match["name"]], text)
    between = "" if kind == "RawInline" else "\n\n"
    start = START.format(number=number)
    return f"${start}${between}{text.strip(chr(10))}{between}${END}$"


def _divided(blocks: list[Node], pieces: Sequence[Piece]) -> dict[Piece, list[Node] | None]:
    """Return what stands in *blocks* between the marks of each of *pieces*."""
    found: dict[Piece, list[Node] | None] = {}
    marks = {START.format(number=number): piece for number, piece in enumerate(pieces)}
    open_piece, inside = None, list[Node]()
    for block in blocks:
        inner = block["c"] if block["t"] == "Para" else []
        first = marks.get(_formula(inner[0])) if inner else None
        if first and first[0] == "RawInline" and _formula(inner[-1]) == END:
            found[first] = _changed(inner[1:-1], first)
        elif first:
            open_piece, inside = first, []
        elif inner and _formula(inner[0]) == END and open_piece:
            found[open_piece] = _changed(inside, open_piece)
            open_piece = None
        else:
            inside.append(block)
    return found


def _changed(nodes: list[Node], piece: Piece) -> list[Node] | None:
    """Return what pandoc made of *piece*; ``None`` when that is the piece itself."""
    raw = [node for node in nodes if node["t"] in {"RawInline", "RawBlock"}]
    if len(raw) == len(nodes) == 1 and raw[0]["c"][1].strip() == piece[1].strip():
        return None
    return shapes.settled(nodes)


def _formula(node: Node) -> str:
    """Return the TeX of a formula, or nothing."""
    return str(node["c"][1]) if node["t"] == "Math" else ""
