r"""Chemical formulas and reactions, ``\ce{...}``, as plain TeX.

What is read is the part of mhchem 4 that articles use: elements, counts, charges, isotopes,
states, groups in brackets, arrows with and without words.  Anything else is left as it is, so that
it is reported and not set wrongly.  Source: the manual of mhchem 4.08.
"""

import re

CE = re.compile(r"\\ce\s*\{(?P<inside>(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}")

ARROWS = {
    "->": r"\rightarrow",
    "<-": r"\leftarrow",
    "<->": r"\leftrightarrow",
    "<=>": r"\rightleftharpoons",
    "<=>>": r"\rightleftharpoons",
    "<<=>": r"\rightleftharpoons",
    "=>": r"\Rightarrow",
}
ARROW = re.compile(
    r"(?P<arrow><=>>|<<=>|<=>|<->|->|<-|=>)(?:\[(?P<above>[^\]]*)\])?(?:\[(?P<below>[^\]]*)\])?"
)
SIGNS = {"+": " + ", "^": r"\uparrow ", "v": r"\downarrow ", "(^)": r"\uparrow ", "=": " = "}
"""What stands alone between spaces."""

PIECE = re.compile(
    r"(?P<raised>\^(?:\{(?P<r1>[^{}]*)\}|(?P<r2>[0-9]*[+-]|[0-9]+)))"
    r"|(?P<lowered>_(?:\{(?P<l1>[^{}]*)\}|(?P<l2>[0-9A-Za-z])))"
    r"|(?P<count>^[0-9]+\.[0-9]+|[0-9]+(?:/[0-9]+)?)"
    r"|(?P<letters>[A-Z][a-z]?|[a-z]+)"
    r"|(?P<bracket>[()\[\]])"
    r"|(?P<charge>[+-]$)"
    r"|(?P<dot>[.*])"
    r"|(?P<bond>[-=#])"
)
BONDS = {"-": r"{-}", "=": r"{=}", "#": r"{\equiv}"}


def spelt(tex: str) -> str:
    r"""Return *tex* with every ``\ce`` that can be read written in plain TeX."""
    return CE.sub(lambda match: _reaction(match["inside"]) or match[0], tex)


def _reaction(text: str) -> str:
    """Return a formula or reaction in TeX; nothing when part of it cannot be read."""
    out: list[str] = []
    for word in _words(text):
        arrow = ARROW.fullmatch(word)
        said = _arrow(arrow) if arrow else SIGNS.get(word) or _substance(word)
        if not said:
            return ""
        out.append(said)
    return f"{{{' '.join(out)}}}" if out else ""


def _words(text: str) -> list[str]:
    """Return the substances, arrows and signs of *text*."""
    return ARROW.sub(lambda match: f" {match[0].replace(' ', '~')} ", text).split()


def _arrow(match: re.Match[str]) -> str:
    sign, above, below = ARROWS[match["arrow"]], match["above"], match["below"]
    said = sign
    if above:
        said = rf"\overset{{{_words_on(above)}}}{{{said}}}"
    if below:
        said = rf"\underset{{{_words_on(below)}}}{{{said}}}"
    return f" {said} "


def _words_on(text: str) -> str:
    """Return the words on an arrow: a substance where it is one."""
    plain = text.replace("~", " ").strip()
    chemical = _substance(plain) if re.search(r"[0-9^+]|^[A-Z][a-z]?$", plain) else ""
    return chemical or rf"\text{{{plain}}}"


def _substance(word: str) -> str:
    """Return one substance in TeX; nothing when it cannot be read."""
    out, at, before = "", 0, ""
    while at < len(word):
        match = PIECE.match(word, at)
        if match is None:
            return ""
        kind = str(match.lastgroup)
        kind = {"r1": "raised", "r2": "raised", "l1": "lowered", "l2": "lowered"}.get(kind, kind)
        out += _piece(match, kind, before)
        at, before = match.end(), match[0]
    return out


def _piece(match: re.Match[str], kind: str, before: str) -> str:
    """Return one piece of a substance; what *before* it stands decides what a number is."""
    if kind in {"raised", "charge", "lowered"}:
        index = match["r1"] or match["r2"] or match["l1"] or match["l2"] or match[0]
        return f"{'' if before else '{}'}{'_' if kind == 'lowered' else '^'}{{{index}}}"
    if kind == "count":
        is_index = before and before not in ".*-=#(["
        return f"_{{{match[0]}}}" if is_index else rf"{match[0]}\,"
    if kind == "letters":
        return rf"\mathrm{{{match[0]}}}"
    return {"dot": r"\cdot ", "bond": BONDS.get(match[0], "")}.get(kind, match[0])
