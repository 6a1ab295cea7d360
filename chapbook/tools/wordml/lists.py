"""Lists: the styles and the indents of the house, in place of pandoc's constants.

    ListBullet, ListNumber   an item, on any level; marker and indent come from its numbering
    ListContinue             a further paragraph of an item

pandoc numbers a further paragraph with a bullet that is a space, which a screen reader
announces; here such a paragraph is only indented.
"""

from chapbook.tools.wordml import paragraphs, xml

STEP_TWIPS = 340
"""How far each level is indented, and how far its marker hangs: 6 mm."""

BULLETS = ("•", "–", "·")
"""By level, over again below the third; each stands in the face of the text itself."""

ITEM_STYLES = {"ListBullet", "ListNumber", "ListContinue"}
MARKS = {xml.name("w:bookmarkStart"), xml.name("w:bookmarkEnd")}
SPACE_BELOW_TWIPS = 140
"""Below a list, as below a paragraph of text."""

BOXES = {"☐": "☐", "☒": "☑"}
"""The marker of a task by the one that pandoc gives it: a cross reads as "no"."""
BOX_FACE = (
    '<w:rPr><w:rFonts w:ascii="Segoe UI Symbol" w:hAnsi="Segoe UI Symbol"'
    ' w:eastAsia="Segoe UI Symbol" w:cs="Segoe UI Symbol" w:hint="eastAsia"/></w:rPr>'
)
"""Our faces have no boxes; where there is no such face, programs find another that has."""

PLAIN_STYLES = {"", "Compact", "FirstParagraph", "BodyText"}
BLANK = " "
"""The bullet that pandoc gives to further paragraphs."""


def finish(body: xml.Element, numbering: xml.Element) -> None:
    """Style the lists of *body*, which pandoc defined in *numbering*."""
    kinds = _kinds(numbering)
    for paragraph in xml.every(body, "w:p"):
        if (number := xml.value(paragraph, "w:pPr/w:numPr/w:numId")) in kinds:
            _item(paragraph, kinds[number])
    for paragraph in xml.every(body, "w:p"):
        if paragraphs.style(paragraph) in ITEM_STYLES and not _goes_on(paragraph):
            paragraphs.space(paragraph, after=SPACE_BELOW_TWIPS)


def _goes_on(paragraph: xml.Element) -> bool:
    """Tell whether more of the list that *paragraph* stands in follows."""
    below = paragraph.getnext()
    while below is not None and below.tag in MARKS:
        below = below.getnext()
    if below is None or below.tag != paragraph.tag:
        return below is None
    return paragraphs.style(below) in ITEM_STYLES


def define(numbering: xml.Element) -> None:
    """Give every level of every list its indent and marker, after its items are styled."""
    for level in xml.every(numbering, "w:lvl"):
        _level(level)


def _kinds(numbering: xml.Element) -> dict[str, str]:
    """Return the style of items by the id of their list; nothing for further paragraphs."""
    abstract = {}
    for definition in xml.every(numbering, "w:abstractNum"):
        marker = xml.value(definition, "w:lvl/w:lvlText")
        form = xml.value(definition, "w:lvl/w:numFmt")
        bullet = "ListBullet" if form == "bullet" else "ListNumber"
        key = definition.get(xml.name("w:abstractNumId"), "")
        abstract[key] = "ListContinue" if marker == BLANK else bullet
    return {
        number.get(xml.name("w:numId"), ""): abstract[xml.value(number, "w:abstractNumId")]
        for number in xml.every(numbering, "w:num")
    }


def _item(paragraph: xml.Element, kind: str) -> None:
    """Style one paragraph of a list."""
    if paragraphs.style(paragraph) in PLAIN_STYLES:
        paragraphs.restyle(paragraph, kind)
    if kind != "ListContinue":
        return
    level = int(xml.value(paragraph, "w:pPr/w:numPr/w:ilvl") or 0)
    properties = xml.first(paragraph, "w:pPr")
    properties.remove(xml.first(properties, "w:numPr"))
    paragraphs.put(paragraph, xml.element("w:ind", left=str(STEP_TWIPS * (level + 1))))


def _level(level: xml.Element) -> None:
    """Give a level of a list its indent, and a bullet that every face has."""
    depth = int(level.get(xml.name("w:ilvl"), "0"))
    for indent in xml.every(level, "w:ind"):
        indent.set(xml.name("w:left"), str(STEP_TWIPS * (depth + 1)))
        indent.set(xml.name("w:hanging"), str(STEP_TWIPS))
    marker = xml.child(level, "w:lvlText")
    is_bullet = xml.value(level, "w:numFmt") == "bullet"
    sign = "" if marker is None else marker.get(xml.name("w:val"), "")
    if marker is None or not is_bullet or sign == BLANK:
        return
    marker.set(xml.name("w:val"), BOXES.get(sign, BULLETS[depth % len(BULLETS)]))
    symbols = xml.child(level, "w:rPr")
    if symbols is not None:
        level.remove(symbols)
    if sign in BOXES:
        level.append(xml.fragment(BOX_FACE))
