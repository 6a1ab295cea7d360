"""Formulas drawn: from MathML to outlines in SVG, without fonts.

Nothing else imports ``ziamath``, which sets a formula in STIX Two Math.  It reads MathML as the
program latex2mathml writes it; what pandoc writes differently is put in those terms first.
"""

import importlib.util
import io
import math
import re
import warnings
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from chapbook.errors import MissingToolError
from chapbook.tools.linear import NAMESPACE

SIZE = 1000.0
"""SVG units to the em, so that rounding cannot be seen."""

MARGIN = 20.0
"""What stands out of a letter's box, such as the end of an italic f, in SVG units."""

BINARY = "⋅·×÷±∓∗∘∙•⊕⊗⊖∪∩∧∨∖⋆"
"""Operators between two things of one kind, with a medium space on either side (``mathbin``)."""

RELATIONS = "⊂⊃⊆⊇⊄⊈∈∉∋∼≃≅≈≡∝∣∥⊥⊢⊨→←↔⇒⇐⇔⟶⟵⟷⟹⇌↦≪≫≺≻"
"""Operators that compare, with a thick space on either side (``mathrel``)."""

INTEGRALS = {"∫", "∬", "∭", "∮", "∯", "∰", "∱", "∲", "∳"}
SIGNS = {"−", "-", "+", "±", "∓"}
"""What stands before a number as its sign."""

MEDIUM, THICK = "0.2222em", "0.2778em"
"""TeX's ``medmuskip`` and ``thickmuskip``: 4/18 and 5/18 of an em."""

OVERLINE = "\u2015"
"""The bar that ziamath stretches over what it stands on."""

FILE_NAME = "stix-two-math.ttf"
"""What books call the font of ``font``."""

ITALICS = (("A", "Z", 0x1D434), ("a", "z", 0x1D44E), ("Α", "Ω", 0x1D6E2), ("α", "ω", 0x1D6FC))
"""The first and the last letter of each run, and the code point of its first italic."""
DRAWN = "√‾¯"
"""What browsers draw for elements, and no text says."""
PLANCK = 0x210E
"""The italic h, which has a place of its own."""

STRETCHED = {"mover", "munder", "munderover"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A formula as a picture; lengths are in em of the text that it stands in."""

    svg: str
    """Black outlines; the viewBox is the picture's own."""
    width_em: float
    height_em: float
    depth_em: float
    """How far it goes below the baseline."""
    missing: tuple[str, ...] = ()
    """Characters that the font of formulas has not; the picture shows boxes for them."""


class UndrawableError(Exception):
    """The formula cannot be drawn; the message says why."""


@cache
def drawn(mathml: str) -> Drawing:
    """Return the formula *mathml*, a ``math`` element as pandoc writes it, as a picture.

    Raises:
        UndrawableError: The library fails on it, or draws nothing.
    """
    root = _adapted(ET.fromstring(mathml))
    try:
        formula = _typesetter()(root, size=SIZE, margin=0)
        picture = formula.svgxml()
    # Its faults are of every kind: an index, a missing table, a recursion without end.
    except (ArithmeticError, LookupError, ValueError, TypeError, AttributeError) as error:
        raise UndrawableError(str(error) or type(error).__name__) from error
    except RecursionError as error:
        raise UndrawableError("it is nested too deeply") from error
    return _measured(picture, tuple(dict.fromkeys(_missing(formula.node))))


@cache
def _typesetter() -> Any:
    """Return ziamath's class of formulas.

    Imported late: it costs a tenth of a second, and most articles have no formula.
    """
    with warnings.catch_warnings():
        # ziamath 0.13 finds its font by a function that Python 3.11 calls old.
        warnings.simplefilter("ignore", DeprecationWarning)
        from ziafont.config import config
        from ziamath.zmath import Math
    config.svg2 = False
    return Math


@cache
def font(characters: str, flavor: str | None = "woff") -> bytes:
    """Return the font of formulas, cut down to *characters* and what they grow into.

    Without it browsers set indices too low and roots too short where the machine has no font
    that knows formulas, as on phones.

    Args:
        characters: Of the text of MathML; letters are drawn in their italic form too.
        flavor: ``woff``, or ``None`` for plain TrueType.
    """
    import uharfbuzz as harfbuzz
    from fontTools.ttLib import TTFont

    # Found, not imported: the page needs the font and none of the program.
    spec = importlib.util.find_spec("ziamath")
    if spec is None or not spec.submodule_search_locations:
        raise MissingToolError(
            "ziamath is not installed", fix="pip install -r requirements/product.txt"
        )
    path = Path(spec.submodule_search_locations[0]) / "fonts" / "STIXTwoMath-Regular.ttf"
    wanted = harfbuzz.SubsetInput()
    wanted.unicode_set.update({ord(c) for c in characters + DRAWN} | set(_italics(characters)))
    wanted.flags = harfbuzz.SubsetFlags.NO_HINTING | harfbuzz.SubsetFlags.NOTDEF_OUTLINE
    data = bytes(wanted.subset(harfbuzz.Face(path.read_bytes())).blob.data)
    out = io.BytesIO()
    with TTFont(io.BytesIO(data), recalcTimestamp=False) as cut:
        cut.flavor = flavor
        cut.save(out, reorderTables=None)
    return out.getvalue()


def _italics(characters: str) -> Iterator[int]:
    """Yield the code points of the italic forms in which browsers set single letters.

    Source: MathML Core, "italic mappings"; Unicode, Mathematical Alphanumeric Symbols.
    """
    for character in characters:
        for first, last, italic in ITALICS:
            if first <= character <= last:
                yield italic + ord(character) - ord(first)
    yield PLANCK


def _measured(picture: ET.Element, missing: tuple[str, ...]) -> Drawing:
    """Return *picture* with a margin around it and its size in em."""
    left, top, width, height = (float(x) for x in picture.attrib["viewBox"].split())
    if not all(map(math.isfinite, (left, top, width, height))) or min(width, height) <= 0:
        raise UndrawableError("there is nothing to draw")
    box = (left - MARGIN, top - MARGIN, width + 2 * MARGIN, height + 2 * MARGIN)
    picture.set("viewBox", " ".join(f"{x:.0f}" for x in box))
    for name in ("width", "height"):
        del picture.attrib[name]
    return Drawing(
        svg=re.sub(r"(\.\d)\d+", r"\1", ET.tostring(picture, encoding="unicode")),
        width_em=box[2] / SIZE,
        height_em=box[3] / SIZE,
        depth_em=(box[1] + box[3]) / SIZE,
        missing=missing,
    )


def _missing(node: Any) -> Iterator[str]:
    """Yield the characters below *node* for which a box is drawn."""
    glyph, character = getattr(node, "glyph", None), getattr(node, "char", "")
    if glyph is not None and getattr(glyph, "index", 1) == 0 and str(character).strip():
        yield str(character)
    for child in getattr(node, "nodes", ()):
        yield from _missing(child)


def _adapted(root: ET.Element) -> ET.Element:
    """Return the ``math`` element *root* as ziamath reads it."""
    _bare(root)
    for parent in list(root.iter()):
        _unwrapped(parent)
    for element in root.iter():
        element.attrib.pop("style", None)
        if root.get("display") == "inline":
            element.attrib.setdefault("displaystyle", "false")
        if element.tag == "mi" and (element.text or "").strip() in SIGNS:
            # pandoc's way of saying that a sign belongs to what follows.
            element.tag = "mo"
            element.attrib.update({"form": "prefix", "lspace": "0em", "rspace": "0em"})
        adapt = _ADAPTATIONS.get(element.tag)
        if adapt:
            adapt(element)
        _spaced(element)
    return root


def _bare(root: ET.Element) -> None:
    """Take the namespace off every name below *root*."""
    for element in root.iter():
        element.tag = element.tag.removeprefix(NAMESPACE)


def _unwrapped(parent: ET.Element) -> None:
    """Replace ``semantics`` among the children of *parent* by the formula in it."""
    for index, child in enumerate(parent):
        if child.tag == "semantics":
            parent[index] = child[0] if len(child) else ET.Element("mrow")


def _operator(element: ET.Element) -> None:
    """Give an operator its size in em; an integral is as large as its style says, and no larger."""
    if (element.text or "").strip() in INTEGRALS:
        element.set("stretchy", "false")
    for name in ("minsize", "maxsize"):
        value = element.get(name, "")
        if value.endswith("%"):
            element.set(name, f"{float(value[:-1]) / 100:.3f}em")


def _text(element: ET.Element) -> None:
    """Leave out the spaces at the ends of words, which MathML does not print."""
    element.text = (element.text or "").strip(" \n\t")


def _accented(element: ET.Element) -> None:
    """Stretch a bar over all that it stands on."""
    mark = element[-1]
    if mark.tag == "mo" and mark.text in {"¯", "‾"}:
        mark.text = OVERLINE if _is_long(element[0]) else "¯"


def _is_long(base: ET.Element) -> bool:
    """Tell whether *base* is more than one letter."""
    return len("".join(base.itertext()).strip()) > 1


def _table(element: ET.Element) -> None:
    """Set the columns of an alignment close, those of a matrix apart."""
    for row in list(element):
        if not any(len(cell) or (cell.text or "").strip() for cell in row):
            element.remove(row)
    sides = [cell.get("columnalign", "center") for cell in _longest(element)]
    pairs = list(pairwise(sides))
    gaps = ["0em" if pair == ("right", "left") else "0.9em" for pair in pairs]
    if len(gaps) > 1 and sides[:3] == ["right", "center", "left"]:
        gaps = [MEDIUM, MEDIUM]
    element.set("columnspacing", " ".join(gaps) or "0em")
    is_aligned = "0em" in gaps
    element.set("rowspacing", "0.6em" if is_aligned else "0.4em")
    for cell in element.iter("mtd"):
        _begun(cell, is_aligned=is_aligned)


def _longest(table: ET.Element) -> ET.Element:
    """Return the row with the most cells."""
    return max(table, key=len, default=ET.Element("mtr"))


def _begun(cell: ET.Element, *, is_aligned: bool) -> None:
    """Let the sign at the head of an aligned cell stand as between two things."""
    if is_aligned and len(cell) and cell[0].tag == "mo" and cell.get("columnalign") == "left":
        cell[0].set("form", "infix")


_ADAPTATIONS = {"mo": _operator, "mtext": _text, "mover": _accented, "mtable": _table}


def _spaced(parent: ET.Element) -> None:
    """Give the operators between the children of *parent* the spaces that they want."""
    if parent.tag in STRETCHED | {"msup", "msub", "msubsup"}:
        return
    for before, element in zip(parent, list(parent)[1:-1], strict=False):
        text = (element.text or "").strip()
        if element.tag != "mo" or not text or before.tag == "mo":
            continue
        space = MEDIUM if text in BINARY else THICK if text in RELATIONS else ""
        if space:
            element.set("lspace", space)
            element.set("rspace", space)
