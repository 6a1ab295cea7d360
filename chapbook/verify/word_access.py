"""Judging the Word document as its Accessibility Checker would, and beyond it.

The checker runs in Word alone, and no other program has its rules; these are the ones that a
file can break, each a function, with the success criterion of WCAG that it stands for.

Sources: Microsoft, "Rules for the Accessibility Checker"
(https://support.microsoft.com/office/651e08f2-0fc3-4e10-aaca-74b4a67101c1); W3C, "Guidance on
Applying WCAG 2.2 to Non-Web Information and Communications Technologies" (WCAG2ICT);
clauses: ECMA-376, 5th edition, part 1.
"""

from collections.abc import Iterator

from chapbook.findings import Finding
from chapbook.tools import colour
from chapbook.verify import markup, word_meaning
from chapbook.verify.case import Case
from chapbook.verify.markup import Element
from chapbook.verify.word_meaning import Rule
from chapbook.verify.word_package import SETTINGS, STYLES, Package, W, text_of

LEAST_CONTRAST = 4.5
"""WCAG 2.2, success criterion 1.4.3."""
WHITE, BLACK = "#ffffff", "#000000"

PRESENT_MODE = "15"
"""The version of Word whose layout a file asks for: 2013 and later ([MS-DOCX] 2.3.5)."""

FLOATING = ("anchor", "framePr", "txbxContent", "pict", "object", "tblpPr")
"""What stands beside the text instead of in it (20.4.2.3, 17.3.1.11, 17.3.3.21, 17.4.57)."""

MOST_TOLD = 3
"""Findings of one rule that are told; more of them have the same cause."""


def findings(case: Case, package: Package) -> Iterator[Finding]:
    """Yield what keeps people from reading *package*, the edition of *case*."""
    for rule in RULES:
        for number, finding in enumerate(rule(case, package)):
            if number < MOST_TOLD:
                yield finding


def protection(case: Case, package: Package) -> Iterator[Finding]:
    """Programs may read the file ("Documents allow programmatic access"; WCAG 4.1.2)."""
    settings = package.trees.get(SETTINGS)
    for name in ("documentProtection", "writeProtection", "readModeInkLockDown"):
        if settings is not None and settings.find(f"{W}{name}") is not None:
            yield case.invalid(f"it is locked ({name}), which keeps screen readers out")


def present_format(case: Case, package: Package) -> Iterator[Finding]:
    """Word opens it as a file of today: the checker is off in compatibility mode (17.15.3)."""
    settings = package.trees.get(SETTINGS)
    if settings is None:
        return
    said = markup.elements(settings, "compatSetting")
    modes = {s.get(f"{W}val") for s in said if s.get(f"{W}name") == "compatibilityMode"}
    if modes != {PRESENT_MODE}:
        yield case.invalid("Word would open it in compatibility mode")


def in_line(case: Case, package: Package) -> Iterator[Finding]:
    """Nothing floats: it has a place in the order of reading ("in line"; WCAG 1.3.2)."""
    for root in package.texts:
        for element in markup.elements(root, *FLOATING):
            yield case.invalid(f"something floats beside the text ({markup.name(element)})")


def blanks(case: Case, package: Package) -> Iterator[Finding]:
    """No paragraph is empty: it would be read out as "blank" ("repeated blank characters").

    Two tables need one between them, and a cell one behind a table in it (17.4.65).
    """
    for root in package.texts:
        for paragraph in markup.elements(root, "p"):
            is_said = text_of(paragraph).strip() or list(markup.elements(paragraph, *SHOWN))
            if not is_said and not _is_needed(paragraph):
                yield case.invalid("an empty paragraph stands for a space", _near(paragraph))


SHOWN = ("drawing", "oMath", "fldChar", "br", "separator", "continuationSeparator")
"""What a paragraph without words can be for."""


def _is_needed(paragraph: Element) -> bool:
    """Tell whether an empty *paragraph* parts two tables, or ends a cell or a note."""
    if markup.name(paragraph.getparent()) in {"tc", "footnote", "endnote"}:
        return True
    marks = {"bookmarkStart", "bookmarkEnd"}
    above = [e for e in paragraph.itersiblings(preceding=True) if markup.name(e) not in marks]
    below = [e for e in paragraph.itersiblings() if markup.name(e) not in marks]
    return all(markup.name(beside[0]) == "tbl" for beside in (above, below) if beside)


def _near(paragraph: Element) -> str:
    """Return the words above *paragraph*, for people to find it by."""
    above = paragraph.getprevious()
    return "" if above is None else text_of(above)[:60]


def contrasts(case: Case, package: Package) -> Iterator[Finding]:
    """The colour of each style stands out from its ground (WCAG 1.4.3)."""
    root = package.trees.get(STYLES)
    styles = {} if root is None else {s.get(f"{W}styleId"): s for s in root.iter(f"{W}style")}
    default = "" if root is None else _said(root, f"{W}docDefaults//{W}rPr/{W}color", "val")
    for name, style in styles.items():
        ink = _inherited(style, styles, f"{W}rPr/{W}color", "val") or _hex(default) or BLACK
        ground = _inherited(style, styles, f"*/{W}shd", "fill") or WHITE
        ratio = colour.contrast(ink, ground)
        if ratio < LEAST_CONTRAST:
            words = package.styles.get(str(name), str(name))
            yield case.invalid(f'text in the style "{words}" has a contrast of only {ratio:.1f}')


def _inherited(style: Element, styles: dict[str, Element], path: str, key: str) -> str:
    """Return the colour at *path* of *style* or the nearest one that it rests on (17.7.4.3)."""
    seen: set[str] = set()
    current: Element | None = style
    while current is not None:
        if said := _hex(_said(current, path, key)):
            return said
        base = _said(current, f"{W}basedOn", "val")
        current = None if base in seen else styles.get(base)
        seen.add(base)
    return ""


def _said(element: Element, path: str, key: str) -> str:
    """Return the attribute *key* at *path* below *element*, or nothing."""
    found = element.find(path)
    return "" if found is None else found.get(f"{W}{key}") or ""


def _hex(said: str) -> str:
    """Return a colour as ``#rrggbb``; nothing for ``auto``."""
    return f"#{said.lower()}" if len(said) == 6 and said.isalnum() else ""


def links(case: Case, package: Package) -> Iterator[Finding]:
    """Every link has words, or a picture that has ("hyperlink text"; WCAG 2.4.4)."""
    for root in package.texts:
        for link in markup.elements(root, "hyperlink"):
            pictures = (d.get("descr") for d in markup.elements(link, "docPr"))
            formula = "".join(t.text or "" for t in markup.elements(link, "t"))
            if not (text_of(link).strip() or any(pictures) or formula):
                yield case.invalid(f"a link has no words: {link.get(f'{W}anchor') or ''}")


RULES: tuple[Rule, ...] = (
    protection, present_format, in_line, blanks, contrasts, links, *word_meaning.RULES,
)  # fmt: skip
