"""Boxes: a rule below the last paragraph of a titled part, and one frame around urgent advice.

Word draws one frame around neighbouring paragraphs only if their borders and indents are
equal, so every paragraph of an urgent part has the same ones: its items as they are
numbered, its plain paragraphs by a tab in front.
"""

from itertools import groupby, pairwise

from chapbook.tools.wordml import paragraphs, xml

URGENT = {"SeeDoctorUrgentTitle", "SeeDoctorUrgent"}
BOXES = {
    "BoxTitle", "KeyPoints", "PlainWords", "BoxText", "Questions", "SelfCheck", "Discussion",
    "SeeDoctorTitle", "SeeDoctor",
}  # fmt: skip
TITLES = {"BoxTitle", "SeeDoctorTitle", "SeeDoctorUrgentTitle"}

RULE = '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="6" w:color="0B4F5C" w:themeColor="accent1"/></w:pBdr>'  # noqa: E501
INDENT = {"left": "510", "right": "227", "hanging": "283"}
"""Of every paragraph in a frame, in twips; ``styles.xml`` says the same."""

SPACE_BELOW_TWIPS = 260
LONGEST_WHOLE = 9
"""A box of so many paragraphs or fewer is kept on one page."""


def finish(body: xml.Element) -> None:
    """Set the boxes of *body* right."""
    blocks = [block for block in body if block.tag != xml.name("w:bookmarkStart")]
    blocks = [block for block in blocks if block.tag != xml.name("w:bookmarkEnd")]
    for kind, run in groupby(blocks, key=_kind):
        if kind:
            for box in _split(list(run)):
                _box(box, kind)


def _kind(block: xml.Element) -> str:
    """Return what kind of box *block* stands in, if any."""
    style = paragraphs.style(block) if block.tag == xml.name("w:p") else ""
    return "urgent" if style in URGENT else "box" if style in BOXES else ""


def _split(run: list[xml.Element]) -> list[list[xml.Element]]:
    """Split neighbouring boxes: each title begins one."""
    starts = [i for i, block in enumerate(run) if i == 0 or paragraphs.style(block) in TITLES]
    return [run[start:end] for start, end in pairwise([*starts, len(run)])]


def _box(box: list[xml.Element], kind: str) -> None:
    """Finish one box."""
    if len(box) <= LONGEST_WHOLE:
        for paragraph in box[:-1]:
            paragraphs.put(paragraph, xml.element("w:keepNext"))
    if kind == "urgent":
        for paragraph in box:
            _framed(paragraph)
    elif paragraphs.style(box[0]) in TITLES:
        paragraphs.put(box[-1], xml.fragment(RULE))
    paragraphs.space(box[-1], after=SPACE_BELOW_TWIPS)


def _framed(paragraph: xml.Element) -> None:
    """Give *paragraph* the indent that all share, its text where items have theirs."""
    is_item = xml.value(paragraph, "w:pPr/w:numPr/w:numId")
    paragraphs.put(paragraph, xml.element("w:ind", **INDENT))
    if not is_item and not paragraphs.style(paragraph).endswith("Title"):
        paragraph.insert(1, xml.fragment("<w:r><w:tab/></w:r>"))
