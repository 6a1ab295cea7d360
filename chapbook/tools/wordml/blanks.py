"""Paragraphs without words, which a screen reader announces as "blank".

pandoc parts two tables by one, even where a caption stands between them, and a rule is
one with a border.  A border belongs to the paragraph above or below as well.
"""

from chapbook.tools.wordml import paragraphs, xml

MARKS = {xml.name("w:bookmarkStart"), xml.name("w:bookmarkEnd")}
TABLE = xml.name("w:tbl")
RULE = "Rule"
"""The style of a rule between paragraphs; its border is what others take over."""

BELOW, ABOVE = "top", "bottom"
"""Which side of the paragraph below, or else above, has the border?"""

FRAMED = ("BoxTitle", "SeeDoctor", "SourceCode", RULE)
"""Styles with borders of their own begin so."""

DISTANCE = {BELOW: 12, ABOVE: 8}
"""Between the border and the words, in points."""


def finish(story: xml.Element) -> None:
    """Take the paragraphs without words out of *story* that nothing needs."""
    for paragraph in list(xml.every(story, "w:p")):
        parent = paragraph.getparent()
        if len(paragraph) > 1 or parent is None or parent.tag == xml.name("w:tc"):
            continue
        above, below = _beside(paragraph)
        if paragraphs.style(paragraph) == RULE:
            is_needed = not _bordered(below, BELOW) and not _bordered(above, ABOVE)
        else:
            is_needed = above is None or below is None or above.tag == below.tag == TABLE
        if not is_needed:
            parent.remove(paragraph)


def _beside(paragraph: xml.Element) -> tuple[xml.Element | None, xml.Element | None]:
    """Return the blocks above and below *paragraph*; marks are none."""
    above, below = paragraph.getprevious(), paragraph.getnext()
    while above is not None and above.tag in MARKS:
        above = above.getprevious()
    while below is not None and below.tag in MARKS:
        below = below.getnext()
    return above, below


def _bordered(block: xml.Element | None, side: str) -> bool:
    """Give *block* a border on *side*, if it is a paragraph that can have one."""
    if block is None or block.tag != xml.name("w:p"):
        return False
    properties = xml.first(block, "w:pPr")
    if paragraphs.style(block).startswith(FRAMED) or xml.child(properties, "w:pBdr") is not None:
        return False
    line = f'w:val="single" w:sz="4" w:space="{DISTANCE[side]}" w:color="9AA4AC"'
    paragraphs.put(block, xml.fragment(f"<w:pBdr><w:{side} {line}/></w:pBdr>"))
    return True
