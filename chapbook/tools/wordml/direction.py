"""Text from right to left: paragraphs, runs, tables and the section say so.

Word goes by these marks, not by letters alone: a run marked ``w:rtl`` takes the face and
size for complex scripts, a paragraph marked ``w:bidi`` begins at the right, and so do the
columns of a table marked ``w:bidiVisual``.

Source: ISO/IEC 29500-1, 17.3.1.6 (bidi), 17.3.2.30 (rtl), 17.4.1 (bidiVisual), 17.6.1.
"""

import copy
import re
from collections.abc import Iterator

from chapbook.tools import direction
from chapbook.tools.wordml import paragraphs, xml
from chapbook.tools.wordml.package import DOCUMENT, Package

STORIES = (DOCUMENT, "word/footnotes.xml", "word/header1.xml", "word/footer1.xml")
STYLES, SETTINGS = "word/styles.xml", "word/settings.xml"

FOREIGN = {"Bibliography", "SourceCode"}
"""Styles of paragraphs that run from the left when they hold no letter from the right."""

CODE = "SourceCode"
"""Of lines of code, one may hold nothing but a bracket."""

LARGER = 1.1
"""How much larger Arabic and Hebrew letters are set than Latin ones, to look as large."""

_RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_LETTER = rf"[^\W\d_{_RIGHT}]"
_FROM_LEFT = re.compile(rf"{_LETTER}(?:[^{_RIGHT}]*(?:{_LETTER}|\d))?")
_FROM_RIGHT = re.compile(rf"[{_RIGHT}](?:[^A-Za-z]*[{_RIGHT}])?")

_BEFORE_IN_RUN = {
    xml.name(f"w:{local}") for local in ("cs", "em", "lang", "eastAsianLayout", "specVanish")
}
"""What stands behind ``w:rtl`` among a run's properties (CT_RPr)."""
_BEFORE_IN_TABLE = {xml.name(f"w:{local}") for local in ("tblStyle", "tblpPr", "tblOverlap")}
"""What stands before ``w:bidiVisual`` among a table's properties (CT_TblPr)."""


def finish(package: Package, lang: str) -> None:
    """Mark what runs from right to left in *package*, whose text is in *lang*."""
    is_rtl = direction.of_language(lang) == direction.RTL
    for part in STORIES:
        if part in package.parts and (is_rtl or _is_bidirectional(package.parts[part])):
            package.put(part, _story(package.tree(part), is_rtl=is_rtl))
    if is_rtl:
        package.put(STYLES, _styles(package.tree(STYLES), lang))
        settings = package.tree(SETTINGS)
        for language in xml.every(settings, "w:themeFontLang"):
            language.set(xml.name("w:bidi"), lang)
        package.put(SETTINGS, settings)


def _is_bidirectional(data: bytes) -> bool:
    return re.search(f"[{_RIGHT}]", data.decode("utf-8")) is not None


def _story(root: xml.Element, *, is_rtl: bool) -> xml.Element:
    """Return the text *root* marked."""
    for run in list(xml.every(root, "w:r")):
        _split(run, is_rtl=is_rtl)
    if is_rtl:
        for paragraph in xml.every(root, "w:p"):
            _turn(paragraph)
        for properties in xml.every(root, "w:tblPr"):
            before = sum(child.tag in _BEFORE_IN_TABLE for child in properties)
            properties.insert(before, xml.element("w:bidiVisual"))
        for section in xml.every(root, "w:sectPr"):
            section.append(xml.element("w:bidi"))
            section.append(xml.element("w:rtlGutter"))
    return root


def _turn(paragraph: xml.Element) -> None:
    """Let *paragraph* begin at the right, unless it is all in a script from the left."""
    words = "".join(text.text or "" for text in xml.every(paragraph, "w:t"))
    is_foreign = re.search(_LETTER, words) and not re.search(f"[{_RIGHT}]", words)
    if paragraphs.style(paragraph) in FOREIGN and is_foreign:
        return
    if paragraphs.style(paragraph) == CODE and not re.search(f"[{_RIGHT}]", words):
        return
    paragraphs.put(paragraph, xml.element("w:bidi"))
    for border in xml.every(paragraph, "w:pBdr"):
        _exchange(border)


def _exchange(border: xml.Element) -> None:
    """Put the left border of a paragraph on its right: it alone does not turn by itself."""
    left, right = (xml.child(border, f"w:{side}") for side in ("left", "right"))
    for found, other in ((left, "w:right"), (right, "w:left")):
        if found is not None:
            found.tag = xml.name(other)
    order = [xml.name(f"w:{side}") for side in ("top", "left", "bottom", "right", "between", "bar")]
    border[:] = sorted(border, key=lambda e: order.index(str(e.tag)))


def _split(run: xml.Element, *, is_rtl: bool) -> None:
    """Part *run* where its direction changes, and mark the parts from the right."""
    texts = run.findall(xml.name("w:t"))
    if not texts:
        return
    words = texts[0].text or ""
    pieces = list(_pieces(words, is_rtl=is_rtl))
    is_foreign = re.search(_LETTER, words) and not re.search(f"[{_RIGHT}]", words)
    if is_rtl and is_foreign and words.strip() == words:
        return
    if len(texts) > 1 or len(run) > 2 or len(pieces) < 2:
        if pieces and pieces[0][1]:
            _mark(run)
        return
    for piece, from_right in pieces:
        part = copy.deepcopy(run)
        part.tail = None
        text = xml.first(part, "w:t") if xml.child(part, "w:t") is not None else part[-1]
        text.text = piece
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        if from_right:
            _mark(part)
        run.addprevious(part)
    parent = run.getparent()
    if parent is not None:
        parent.remove(run)


def _pieces(words: str, *, is_rtl: bool) -> Iterator[tuple[str, bool]]:
    """Yield *words* in pieces, each with whether it runs from the right."""
    at = 0
    for match in (_FROM_LEFT if is_rtl else _FROM_RIGHT).finditer(words):
        start, end = match.span()
        if is_rtl and words[start:end].count("(") > words[start:end].count(")"):
            end += words[end : end + 1] == ")"
        if start > at:
            yield words[at:start], is_rtl
        yield words[start:end], not is_rtl
        at = end
    if at < len(words):
        yield words[at:], is_rtl


def _mark(run: xml.Element) -> None:
    """Say that *run* runs from the right; scripts from there stress by weight, not slope."""
    properties = xml.first(run, "w:rPr")
    for said in properties.findall(xml.name("w:rtl")):
        properties.remove(said)
    for slanted in properties.findall(xml.name("w:iCs")):
        properties.remove(slanted)
        if xml.child(properties, "w:bCs") is None:
            index = sum(str(c.tag).endswith(("}rStyle", "}rFonts", "}b")) for c in properties)
            properties.insert(index, xml.element("w:bCs"))
    behind = sum(child.tag in _BEFORE_IN_RUN for child in properties)
    properties.insert(len(properties) - behind, xml.element("w:rtl"))


def _styles(root: xml.Element, lang: str) -> xml.Element:
    """Return the styles in *lang*, letters from the right upright and a little larger."""
    for size in xml.every(root, "w:szCs"):
        size.set(xml.name("w:val"), str(round(int(size.get(xml.name("w:val"), "22")) * LARGER)))
    for slanted in list(xml.every(root, "w:iCs")):
        parent = slanted.getparent()
        if parent is not None:
            parent.remove(slanted)
    for language in xml.every(root, "w:lang"):
        language.set(xml.name("w:val"), lang)
        language.set(xml.name("w:bidi"), lang)
    for border in xml.every(root, "w:pBdr"):
        _exchange(border)
    return root
