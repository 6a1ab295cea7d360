"""Formulas from TeX to MathML, as pandoc reads TeX.

pandoc's reader of formulas, texmath, writes the MathML of the web page and the book and the
equations of Word; the pictures of the print editions are drawn from its MathML too.  So one
reader judges what a formula means, and editions cannot differ.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from chapbook.errors import ToolError
from chapbook.tools.pandoc.ast import Node, document, nodes, para
from chapbook.tools.pandoc.equations import settable
from chapbook.tools.pandoc.program import run


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What pandoc made of a formula."""

    mathml: str
    """A ``math`` element with the TeX as annotation; empty when the formula cannot be set."""
    fault: str = ""
    """What pandoc disliked, in its words; empty when the formula can be set."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula as it is typed."""

    tex: str
    """Without the dollars."""
    is_display: bool
    """Whether it stands on a line of its own."""


_READ: dict[Formula, Reading] = {}
"""What was read so far: a formula comes up in every edition."""

MATH = re.compile(r"<math\b.*</math>", re.S)
ALIGNED = re.compile(
    r'<mtable>(?=<mtr><mtd columnalign="right" style="text-align: right; padding-right: 0">)'
)
"""The lines of an alignment, which TeX sets as large as displayed formulas; browsers would not."""
UNEXPECTED = re.compile(r"unexpected [^\n]+")


def of(node: Node) -> Formula:
    """Return the formula that the ``Math`` *node* is."""
    kind, tex = node["c"]
    return Formula(tex, kind["t"] == "DisplayMath")


def inside(tree: object) -> dict[Formula, None]:
    """Return the formulas of *tree*, each once, in order."""
    return dict.fromkeys(of(node) for node in nodes(tree) if node["t"] == "Math")


def read(formulas: Iterable[Formula]) -> dict[Formula, Reading]:
    """Return what each of *formulas* is in MathML; all new ones are read in one run.

    Raises:
        ToolError: pandoc failed.
    """
    wanted = list(dict.fromkeys(formulas))
    new = [formula for formula in wanted if formula not in _READ]
    if new:
        _READ.update(zip(new, _fresh(new), strict=True))
    return {formula: _READ[formula] for formula in wanted}


def _fresh(formulas: list[Formula]) -> list[Reading]:
    """Return the readings of *formulas*, in order."""
    blocks = [para([_node(formula)]) for formula in formulas]
    # Each in a paragraph of its own behind a mark, so that no formula can shift the others.
    mark: Node = {"t": "RawBlock", "c": ["html", "<!-- next -->"]}
    job = document([block for each in blocks for block in (mark, each)])
    arguments = ["--from=json", "--to=html5", "--mathml", "--wrap=none", "--sandbox"]
    out, remarks = run(arguments, json.dumps(job))
    pieces = out.decode("utf-8").split("<!-- next -->")[1:]
    if len(pieces) != len(formulas):
        raise ToolError(f"pandoc wrote {len(pieces)} of {len(formulas)} formulas")
    faults = [remark.text for remark in remarks if remark.kind == "CouldNotConvertTeXMath"]
    return [
        _reading(piece, formula, faults) for piece, formula in zip(pieces, formulas, strict=True)
    ]


def _node(formula: Formula) -> Node:
    kind = "DisplayMath" if formula.is_display else "InlineMath"
    return {"t": "Math", "c": [{"t": kind}, settable(formula.tex)]}


def _reading(piece: str, formula: Formula, faults: list[str]) -> Reading:
    """Return the reading that *piece* of HTML shows."""
    if found := MATH.search(piece):
        return Reading(mathml=ALIGNED.sub('<mtable displaystyle="true">', found[0]))
    tex = settable(formula.tex)
    said = next(
        (fault for fault in faults if fault.startswith(f"Could not convert TeX math {tex},")), ""
    )
    why = UNEXPECTED.search(said)
    return Reading(mathml="", fault=why[0] if why else "it cannot be read")
