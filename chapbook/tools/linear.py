"""Formulas on one line of plain text, for eyes and screen readers.

The notation is that of UnicodeMath and of pocket calculators: a/b, x², √(a+b), ∑_(i=1)^n.
It is the same in every language, says every sign of the formula in its order, and can be
read aloud by a program that knows no mathematics; TeX can do none of these.
Source: Unicode Technical Note 28 (UnicodeMath), with words for nothing.
"""

import re
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Callable

NAMESPACE = "{http://www.w3.org/1998/Math/MathML}"

STYLED = ("\U0001d400", "\U0001d7ff")
"""Mathematical Alphanumeric Symbols, a block of Unicode."""

SEAM = "\u2060"
"""Stands where a space is wanted only if a letter, a digit or a big sign follows."""

RAISED = str.maketrans("0123456789+−-()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ")
LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")

CHARGE = re.compile(r"\d* ?[+−]")
"""An upper index that ends in a sign, as of ions."""

ONE = re.compile(r"√?\w+(?:[.,]\w+)*(?:_\w+)?")
"""What needs no brackets above or below a stroke: a number, a name with its index."""

INVISIBLE = "\u2061\u2062\u2063\u2064\u200b"
"""Operators that print nothing."""

TIGHT = "()[]{}⟨⟩⌊⌋⌈⌉|‖∥!′″‴°∘,;.:"
"""Operators that stand close to what is beside them."""

SPACED = set("=≠<>≤≥≈≡∼≃≅∝+−±∓×÷⋅·∗⋆∈∉⊂⊆∪∩∧∨→←↔⇒⇔⟶⟵⇌↦∣∖")
"""Operators with a space on either side."""

ACCENTS = {
    "^": "\u0302", "ˆ": "\u0302", "¯": "\u0304", "‾": "\u0304", "~": "\u0303", "˜": "\u0303",
    "→": "\u20d7", "⃗": "\u20d7", "˙": "\u0307", "¨": "\u0308", "ˇ": "\u030c", "˘": "\u0306",
    "´": "\u0301", "`": "\u0300", "_": "\u0332",
}  # fmt: skip
"""The combining mark for each accent over or under one letter."""

OTHERS = {"⏞", "⏟", "︷", "︸", "⎴", "⎵"}
"""Braces over and under, which only group."""


def linear(mathml: str) -> str:
    """Return the formula *mathml*, a ``math`` element, on one line.

    Raises:
        ET.ParseError: It is no XML.
    """
    said = unicodedata.normalize("NFC", _said(ET.fromstring(mathml)))
    said = "".join(map(_plain_letter, said))
    said = re.sub(rf"(?<=[\w)]){SEAM}+(?=[^\W⁰¹²³⁴-⁹ⁿ]|[∑∏∫√])", " ", said).replace(SEAM, "")
    said = re.sub(r"(?<=[([{]) +| +(?=[)\]},;])", "", said)
    return " ".join(said.split())


def _plain_letter(character: str) -> str:
    """Return *character* as fonts and screen readers know it: 𝐱 as x, ℝ as it is.

    Only letters and digits of the block that makes a style of them are changed.
    """
    is_styled = STYLED[0] <= character <= STYLED[1]
    return unicodedata.normalize("NFKC", character) if is_styled else character


def _said(element: ET.Element) -> str:
    """Return what *element* says."""
    name = element.tag.removeprefix(NAMESPACE)
    read = _READERS.get(name, _row)
    return read(element)


def _row(element: ET.Element) -> str:
    pieces = []
    for index, child in enumerate(element):
        if child.tag.removeprefix(NAMESPACE) == "mo":
            pieces.append(_operator(child, is_first=not index))
        else:
            pieces.append(_said(child))
    return "".join(pieces) or (element.text or "").strip()


def _operator(element: ET.Element, *, is_first: bool = False) -> str:
    """Return an operator with the spaces that it wants; a sign in front has none."""
    text = (element.text or "").strip().strip(INVISIBLE)
    if text in SPACED and not is_first:
        return f" {text} "
    if text in {",", ";"}:
        return f"{text} "
    if len(text) > 1 and text.isalpha():
        return f" {text}{SEAM}"
    return text


def _word(element: ET.Element) -> str:
    text = element.text or ""
    is_name = len(text.strip()) > 1 and text.strip().isalpha()
    return f"{SEAM}{text}{SEAM}" if is_name else text


def _text(element: ET.Element) -> str:
    return element.text or ""


def _space(element: ET.Element) -> str:
    width = element.get("width") or "0"
    return " " if not width.startswith(("-", "0em", "0.0")) and width != "0" else ""


def _silent(_: ET.Element) -> str:
    return ""


def _grouped(element: ET.Element) -> str:
    """Return *element* in brackets where it is more than one thing."""
    said = _said(element).strip().strip(SEAM)
    is_one = _is_letter(said) or bool(ONE.fullmatch(said))
    return said if is_one or _is_bracketed(said) else f"({said})"


def _is_letter(said: str) -> bool:
    """Tell whether *said* is one character, with or without an accent."""
    return sum(not unicodedata.combining(c) for c in said.replace(SEAM, "")) <= 1


def _is_bracketed(said: str) -> bool:
    """Tell whether the first bracket of *said* closes at its end."""
    depth = 0
    for index, character in enumerate(said):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth <= 0:
            return index == len(said) - 1 and said[0] == "("
    return False


def _fraction(element: ET.Element) -> str:
    above, below = (_grouped(child) for child in list(element)[:2])
    if element.get("linethickness") in {"0", "0em", "0px"}:
        return f"{above} ¦ {below}"
    return f"{SEAM}{above}/{below}{SEAM}"


def _root(element: ET.Element) -> str:
    base, degree = list(element)[:2]
    sign = {"3": "∛", "4": "∜"}.get(_said(degree).strip())
    return f"{sign or _raised(_said(degree)) + '√'}{_grouped(base)}"


def _square_root(element: ET.Element) -> str:
    said = _row(element).strip().strip(SEAM)
    return f"√{said if len(said) <= 1 or said.isdigit() else f'({said})'}"


def _raised(said: str) -> str:
    """Return *said* as an upper index: in raised digits where Unicode has them."""
    said = said.strip().strip(SEAM)
    if not said:
        return ""
    if said in {"′", "″", "‴", "°", "∘", "*", "∗", "†"}:
        return "°" if said == "∘" else said
    if CHARGE.fullmatch(said):
        said = said.replace(" ", "")
    if all(c in "0123456789+−-n" for c in said):
        return said.translate(RAISED)
    return f"^{said if len(said) <= 1 else f'({said})'}"


def _lowered(said: str) -> str:
    """Return *said* as a lower index."""
    said = said.strip().strip(SEAM)
    if not said:
        return ""
    if said.isascii() and said.isdigit():
        return said.translate(LOWERED)
    return f"_{said if said.isalnum() else f'({said})'}{SEAM}"


def _base(element: ET.Element) -> str:
    said = _said(element)
    return said if _is_letter(said.strip()) or said.strip().isalnum() else _grouped(element)


def _superscript(element: ET.Element) -> str:
    base, above = list(element)[:2]
    return f"{_base(base).rstrip()}{_raised(_said(above))}"


def _subscript(element: ET.Element) -> str:
    base, below = list(element)[:2]
    return f"{_base(base).rstrip()}{_lowered(_said(below))} ".rstrip() + _gap(base)


def _both(element: ET.Element) -> str:
    base, below, above = list(element)[:3]
    indices = f"{_lowered(_said(below))}{_raised(_said(above))}"
    return f"{_base(base).rstrip()}{indices}" + _gap(base)


def _gap(base: ET.Element) -> str:
    """Return the space behind the limits of a sum or of a function such as lim."""
    is_operator = base.tag.removeprefix(NAMESPACE) == "mo" or len(_said(base).strip(f" {SEAM}")) > 2
    return " " if is_operator else ""


def _over(element: ET.Element) -> str:
    base, above = list(element)[:2]
    mark = _said(above).strip()
    said = _said(base)
    if mark in OTHERS:
        return said
    accent = mark if mark and unicodedata.combining(mark[0]) else ACCENTS.get(mark)
    if accent:
        return f"{said.strip() if _is_letter(said.strip()) else f'({said.strip()})'}{accent}"
    return f"{_base(base).rstrip()}{_raised(mark)}" + _gap(base)


def _under(element: ET.Element) -> str:
    base, below = list(element)[:2]
    mark = _said(below).strip()
    said = _said(base)
    if mark in OTHERS or mark == "_":
        return said
    if base.tag.removeprefix(NAMESPACE) in {"munder", "mover"}:
        return f"{_grouped(base)}_({mark})"
    return f"{_base(base).rstrip()}{_lowered(mark)}" + _gap(base)


def _table(element: ET.Element) -> str:
    rows = ["".join(_cells(row)) for row in element]
    return "; ".join(row.strip() for row in rows if row.strip())


def _cells(row: ET.Element) -> list[str]:
    """Return the cells of *row*, apart unless they are the two sides of an alignment."""
    out: list[str] = []
    for cell in row:
        said = _row(cell)
        begins = next(iter(cell), None)
        is_side = begins is not None and begins.tag.removeprefix(NAMESPACE) == "mo"
        if is_side and begins is not None and (begins.text or "") in SPACED:
            said = f" {(begins.text or '')} {said.strip().removeprefix(begins.text or '').strip()}"
        elif said.strip() and "".join(out).strip() and "".join(out).strip()[-1] not in SPACED:
            said = f", {said.strip()}"
        out.append(said)
    return out


def _semantics(element: ET.Element) -> str:
    return _said(element[0]) if len(element) else ""


_READERS: dict[str, Callable[[ET.Element], str]] = {
    "mi": _word,
    "mn": _text,
    "mo": _operator,
    "mtext": _text,
    "mspace": _space,
    "mphantom": _silent,
    "annotation": _silent,
    "semantics": _semantics,
    "mfrac": _fraction,
    "msqrt": _square_root,
    "mroot": _root,
    "msup": _superscript,
    "msub": _subscript,
    "msubsup": _both,
    "munderover": _both,
    "mover": _over,
    "munder": _under,
    "mtable": _table,
}
"""How each element is read; the others are rows of what they hold."""
