"""Displayed formulas that are broader than their page, broken into lines before an operator.

Lines end where people break them by hand: before a relation or a sign between two terms that no
bracket encloses, and at wide spaces between two formulas.  Source: ISO 80000-2:2019, 3 breaks
behind the sign; publishers of mathematics, such as the AMS, before it.
"""

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass

from chapbook.tools import formulas
from chapbook.tools.formulas import SIZE, Drawing, UndrawableError
from chapbook.tools.linear import NAMESPACE

OPERATORS = frozenset("=<>≤≥≠+−-" + formulas.BINARY + formulas.RELATIONS)
"""A line may begin with these."""
OPENING, CLOSING = frozenset("([{⟨⌊⌈"), frozenset(")]}⟩⌋⌉")
WIDE_EM = 1.0
"""A space from which on two formulas stand side by side."""
INDENT_EM = 2.0
"""By which all lines but the first begin further in."""
GAP_EM = 0.6
"""White between two lines."""

_SVG = "http://www.w3.org/2000/svg"
_INSIDE = re.compile(r"<svg\b[^>]*>(.*)</svg>", re.S)


@dataclass(slots=True)
class _Piece:
    """Parts of a formula that stay on one line."""

    parts: list[ET.Element]
    is_apart: bool = False
    """Whether it is a formula of its own, behind a wide space."""


def drawn(mathml: str, room_em: float) -> Drawing:
    """Return *mathml*, a displayed formula, as a picture of as few lines as *room_em* allows.

    What cannot be broken stays as it is, and so does what has room.

    Raises:
        UndrawableError: The library fails on it.
    """
    whole = formulas.drawn(mathml)
    if whole.width_em <= room_em:
        return whole
    try:
        lines = _lines(_pieces(mathml), room_em)
    except UndrawableError:
        return whole
    return _stacked(lines) if len(lines) > 1 else whole


def _pieces(mathml: str) -> list[_Piece]:
    """Return the formula *mathml* in the pieces between which a line may end."""
    row = ET.fromstring(mathml)
    while len(row) and row.tag.removeprefix(NAMESPACE) in {"math", "semantics"}:
        row = row[0]
    if row.tag.removeprefix(NAMESPACE) != "mrow":
        return [_Piece([row])]
    pieces = [_Piece([])]
    depth = 0
    for part in row:
        text = (part.text or "").strip() if part.tag == f"{NAMESPACE}mo" else ""
        has_before = bool(pieces[-1].parts) and not _is_operator(pieces[-1].parts[-1])
        if depth == 0 and _is_wide(part):
            pieces.append(_Piece([], is_apart=True))
            continue
        if depth == 0 and text in OPERATORS and has_before:
            pieces.append(_Piece([]))
            part.set("form", "infix")  # at the head of a line it would be a sign without space
        pieces[-1].parts.append(part)
        depth += _opened(part)
    return [piece for piece in pieces if piece.parts]


def _is_operator(part: ET.Element) -> bool:
    """Tell whether a sign behind *part* belongs to what follows it."""
    text = (part.text or "").strip()
    return part.tag == f"{NAMESPACE}mo" and text not in CLOSING | {"!"}


def _is_wide(part: ET.Element) -> bool:
    """Tell whether *part* is a space between two formulas."""
    width = re.fullmatch(r"([\d.]+)em", part.get("width", ""))
    return part.tag == f"{NAMESPACE}mspace" and width is not None and float(width[1]) >= WIDE_EM


def _opened(part: ET.Element) -> int:
    """Return how many brackets *part* opens, less those that it closes."""
    if part.tag == f"{NAMESPACE}mrow":
        return 0  # one that stretches needs no partner, as before cases
    signs = [(each.text or "").strip() for each in part.iter(f"{NAMESPACE}mo")]
    return sum(sign in OPENING for sign in signs) - sum(sign in CLOSING for sign in signs)


def _lines(pieces: list[_Piece], room_em: float) -> list[tuple[float, Drawing]]:
    """Return the lines that *pieces* fill, each with where it begins."""
    lines: list[tuple[float, list[ET.Element], Drawing]] = []
    for piece in pieces:
        indent = INDENT_EM if lines and not piece.is_apart else 0.0
        if lines and not piece.is_apart:
            begin, parts, _ = lines[-1]
            longer = _drawn([*parts, *piece.parts])
            if begin + longer.width_em <= room_em:
                lines[-1] = begin, [*parts, *piece.parts], longer
                continue
        lines.append((indent, piece.parts, _drawn(piece.parts)))
    return [(indent, drawing) for indent, _, drawing in lines]


def _drawn(parts: list[ET.Element]) -> Drawing:
    """Return *parts* as a displayed formula."""
    root = ET.Element(f"{NAMESPACE}math", display="block")
    row = ET.SubElement(root, f"{NAMESPACE}mrow")
    row.extend(parts)
    return formulas.drawn(ET.tostring(root, encoding="unicode"))


def _stacked(lines: list[tuple[float, Drawing]]) -> Drawing:
    """Return *lines* below one another as one picture."""
    groups: list[str] = []
    top = 0.0
    for indent, drawing in lines:
        left, above, _, _ = map(float, _view(drawing.svg))
        inside = _INSIDE.search(drawing.svg)
        shift = f"translate({indent * SIZE - left:.0f} {top * SIZE - above:.0f})"
        groups.append(f'<g transform="{shift}">{inside[1] if inside else ""}</g>')
        top += drawing.height_em + GAP_EM
    width_em = max(indent + drawing.width_em for indent, drawing in lines)
    height_em = top - GAP_EM
    first = lines[0][1]
    box = f"0 0 {width_em * SIZE:.0f} {height_em * SIZE:.0f}"
    return Drawing(
        svg=f'<svg xmlns="{_SVG}" viewBox="{box}">{"".join(groups)}</svg>',
        width_em=width_em,
        height_em=height_em,
        depth_em=height_em - (first.height_em - first.depth_em),
        missing=tuple(dict.fromkeys(sign for _, each in lines for sign in each.missing)),
    )


def _view(svg: str) -> list[str]:
    """Return the four numbers of the viewBox of *svg*."""
    found = re.search(r'viewBox="([^"]*)"', svg)
    return found[1].split() if found else ["0", "0", "0", "0"]
