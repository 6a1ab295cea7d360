"""Boxes: a rule below the last paragraph of a titled part, and one frame around urgent advice.

Word draws one frame around neighbouring paragraphs only if their borders and indents are
equal, so every paragraph of an urgent part has the same ones: its items as they are
numbered, its plain paragraphs by a tab in front.
"""

from itertools import pairwise

from chapbook.tools.wordml import paragraphs, xml
from chapbook.tools.wordml.sheet import Look

URGENT = {"SeeDoctorUrgentTitle", "SeeDoctorUrgent"}
BOXES = {
    "BoxTitle", "KeyPoints", "PlainWords", "BoxText", "Questions", "SelfCheck", "Discussion",
    "SeeDoctorTitle", "SeeDoctor",
}  # fmt: skip
TITLES = {"BoxTitle", "SeeDoctorTitle", "SeeDoctorUrgentTitle"}

RULE = '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="6" w:color="0B4F5C" w:themeColor="accent1"/></w:pBdr>'  # noqa: E501
INDENT = {"left": "567", "right": "227", "hanging": "340"}
"""Of every paragraph in a frame, in twips; ``styles.xml`` says the same."""

ACCENT = "0B4F5C"
"""The colour of lines in ``styles.xml``."""

SPACE_BELOW_TWIPS = 260
LONGEST_WHOLE = 9
"""A box of so many paragraphs or fewer is kept on one page."""


def finish(body: xml.Element, look: Look) -> None:
    """Set the boxes of *body* right; those that *look* gives a ground have a frame too."""
    marks = {xml.name("w:bookmarkStart"), xml.name("w:bookmarkEnd")}
    above, count = "", 0
    for kind, box in _boxes([block for block in body if block.tag not in marks]):
        if kind:
            ruled = kind == "box" and not look.ground and look.rules
            _box([block for block in box if _kind(block)], ruled=ruled)
        if kind == "urgent" or (kind and look.ground):
            count = count + 1 if above == kind else 0
            _frame([block for block in box if _kind(block)], count)
        above = kind


def _kind(block: xml.Element) -> str:
    """Return what kind of box *block* stands in, if any."""
    style = paragraphs.style(block) if block.tag == xml.name("w:p") else ""
    return "urgent" if style in URGENT else "box" if style in BOXES else ""


def _boxes(blocks: list[xml.Element]) -> list[tuple[str, list[xml.Element]]]:
    """Return *blocks* box by box, each with its kind; what is no box has none.

    A title begins a box; a table between two paragraphs of a box is part of it.
    """
    boxes: list[tuple[str, list[xml.Element]]] = []
    for block, below in zip(blocks, [*blocks[1:], None], strict=True):
        kind = _kind(block)
        inside = boxes[-1][0] if boxes else ""
        goes_on = below is not None and _kind(below) == inside and not _is_title(below)
        if not kind and inside and block.tag == xml.name("w:tbl") and goes_on:
            kind = inside
        if not boxes or kind != inside or _is_title(block):
            boxes.append((kind, []))
        boxes[-1][1].append(block)
    return boxes


def _is_title(block: xml.Element) -> bool:
    """Tell whether *block* is the title of a box."""
    return block.tag == xml.name("w:p") and paragraphs.style(block) in TITLES


def _box(box: list[xml.Element], *, ruled: bool) -> None:
    """Finish one box; a *ruled* one has a line below."""
    if len(box) <= LONGEST_WHOLE:
        for paragraph in box[:-1]:
            paragraphs.put(paragraph, xml.element("w:keepNext"))
    for paragraph, below in pairwise(box):
        # A question stays with its choices.
        if paragraphs.style(below) == "SelfCheck" and _depth(below):
            paragraphs.put(paragraph, xml.element("w:keepNext"))
    if ruled and len(box) > 1 and _is_title(box[0]):
        paragraphs.put(box[-1], xml.fragment(RULE))
    paragraphs.space(box[-1], after=SPACE_BELOW_TWIPS)


def _depth(paragraph: xml.Element) -> int:
    """Return the level of a list that *paragraph* stands on, 0 for the outermost."""
    return int(xml.value(paragraph, "w:pPr/w:numPr/w:ilvl") or 0)


def _frame(box: list[xml.Element], index: int) -> None:
    """Give the paragraphs of *box* one indent, their text where items have theirs.

    A box right below another (*index* 0, 1, ...) is indented by a hair more or less,
    since Word would draw one frame around both.
    """
    indent = {**INDENT, "right": str(int(INDENT["right"]) + index % 2)}
    for paragraph in box:
        is_item = xml.value(paragraph, "w:pPr/w:numPr/w:numId")
        paragraphs.put(paragraph, xml.element("w:ind", **indent))
        if not is_item and not paragraphs.style(paragraph).endswith("Title"):
            paragraph.insert(1, xml.fragment("<w:r><w:tab/></w:r>"))
