"""Code with numbered lines: each line a paragraph that Word counts.

The numbers are those of a list, so they are not part of the text: a reader who copies the
code copies the code.  pandoc's writer knows no such listing; a bookmark before it, taken
out again here, says where one is and with which number it begins.

Source: ISO/IEC 29500-1, 17.9 (numbering).
"""

import copy
import re

from chapbook.tools.wordml import paragraphs, xml

FIRST_ID = 200_000
"""Of the bookmarks, which no other has."""
DEFINITION = 9000
"""The number of the definition of such lists; pandoc's own are below 1000 or above 99,000."""
FIRST_LIST = 9000
"""The number of the first list made from it; pandoc counts its own from 1000."""

INDENT_TWIPS, DIGIT_TWIPS, GAP_TWIPS = 284, 110, 170
"""Where numbers begin, how wide a digit is, and how far the code stands from the number."""
FEWEST_DIGITS = 2

CODE = "SourceCode"
MARKS = {xml.name("w:bookmarkStart"), xml.name("w:bookmarkEnd")}

_MARK = re.compile(r"_Lines\d+From(?P<first>\d+)")
_LEVEL = (
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/>'
    f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{INDENT_TWIPS}" w:hanging="0"/></w:pPr>'
    '<w:rPr><w:color w:val="4A5560"/></w:rPr></w:lvl>'
)


def mark(first: int, count: int) -> str:
    """Return what stands before a listing whose lines are counted from *first*.

    Args:
        first: The number of the first line.
        count: How many such listings there are up to this one.
    """
    identifier = FIRST_ID + count
    return (
        f'<w:bookmarkStart w:id="{identifier}" w:name="_Lines{count}From{first}"/>'
        f'<w:bookmarkEnd w:id="{identifier}"/>'
    )


def finish(story: xml.Element, numbering: xml.Element) -> None:
    """Number the lines of the listings of *story* that ask for it, by lists in *numbering*."""
    _part(story)
    for start in list(xml.every(story, "w:bookmarkStart")):
        match = _MARK.fullmatch(start.get(xml.name("w:name"), ""))
        end, parent = start.getnext(), start.getparent()
        if match is None or end is None or parent is None:
            continue
        listing = end.getnext()
        parent.remove(start)
        parent.remove(end)
        if listing is not None and paragraphs.style(listing) == CODE:
            first = int(match["first"])
            _number(listing, _list(numbering, first), first)


def _part(story: xml.Element) -> None:
    """Let a listing right below another be indented by a hair: Word would draw one ground."""
    for listing in xml.every(story, "w:p"):
        above = listing.getprevious()
        while above is not None and above.tag in MARKS:
            above = above.getprevious()
        if above is None or above.tag != listing.tag or paragraphs.style(above) != CODE:
            continue
        is_indented = xml.child(xml.first(above, "w:pPr"), "w:ind") is not None
        if paragraphs.style(listing) == CODE and not is_indented:
            indent = {"left": str(INDENT_TWIPS), "right": "1"}
            paragraphs.put(listing, xml.element("w:ind", **indent))


def _list(numbering: xml.Element, first: int) -> str:
    """Return the number of a new list in *numbering* that counts from *first*."""
    known = [n.get(xml.name("w:abstractNumId")) for n in xml.every(numbering, "w:abstractNum")]
    if str(DEFINITION) not in known:
        markup = f'<w:multiLevelType w:val="singleLevel"/>{_LEVEL}'
        definition = f'<w:abstractNum w:abstractNumId="{DEFINITION}">{markup}</w:abstractNum>'
        numbering.insert(len(known), xml.fragment(definition))
    taken = [int(n.get(xml.name("w:numId"), "0")) for n in xml.every(numbering, "w:num")]
    number = max([FIRST_LIST, *(n for n in taken if n > FIRST_LIST)]) + 1
    start = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{first}"/></w:lvlOverride>'
    of = f'<w:abstractNumId w:val="{DEFINITION}"/>'
    numbering.append(xml.fragment(f'<w:num w:numId="{number}">{of}{start}</w:num>'))
    return str(number)


def _number(listing: xml.Element, number: str, first: int) -> None:
    """Part the paragraph *listing* at its line breaks; each part is an item of list *number*."""
    lines = _lines(listing)
    digits = max(FEWEST_DIGITS, len(str(first + len(lines) - 1)))
    hanging = digits * DIGIT_TWIPS + GAP_TWIPS
    for index, line in enumerate(lines):
        listed = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
        paragraphs.put(line, xml.fragment(listed))
        indent = {"left": str(INDENT_TWIPS + hanging), "hanging": str(hanging)}
        paragraphs.put(line, xml.element("w:ind", **indent))
        inner = {"before": index > 0, "after": index < len(lines) - 1}
        paragraphs.space(line, **{side: 0 for side, is_inner in inner.items() if is_inner})
        listing.addprevious(line)
    parent = listing.getparent()
    if parent is not None:
        parent.remove(listing)


def _lines(listing: xml.Element) -> list[xml.Element]:
    """Return the lines of *listing*, each as a paragraph like it."""
    properties = xml.first(listing, "w:pPr")
    lines: list[xml.Element] = []

    def begin() -> xml.Element:
        line = xml.element("w:p")
        line.append(copy.deepcopy(properties))
        lines.append(line)
        return line

    line = begin()
    for child in [child for child in listing if child is not properties]:
        if child.tag == xml.name("w:r") and xml.child(child, "w:br") is not None:
            line = begin()
        else:
            line.append(child)
    return lines
