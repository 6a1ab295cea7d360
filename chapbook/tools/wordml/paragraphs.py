"""Paragraphs: their style, indent, borders and spacing, set in the order that Word wants."""

from chapbook.tools.wordml import xml

ORDER = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr",
    "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap",
    "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd",
    "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap",
    "jc", "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId",
    "cnfStyle", "rPr", "sectPr", "pPrChange",
)  # fmt: skip
"""In which order do a paragraph's properties stand?  ISO/IEC 29500-1, A.1, CT_PPr."""

_RANK = {xml.name(f"w:{local}"): rank for rank, local in enumerate(ORDER)}


def style(paragraph: xml.Element) -> str:
    """Return the id of the paragraph's style; nothing for the default one."""
    return xml.value(paragraph, "w:pPr/w:pStyle")


def restyle(paragraph: xml.Element, identifier: str) -> None:
    """Give *paragraph* the style *identifier*."""
    put(paragraph, xml.element("w:pStyle", val=identifier))


def space(paragraph: xml.Element, **twips: int) -> None:
    """Give *paragraph* the space ``before`` and ``after``, in twentieths of a point."""
    found = xml.child(xml.first(paragraph, "w:pPr"), "w:spacing")
    spacing = xml.element("w:spacing") if found is None else found
    for side, amount in twips.items():
        spacing.set(xml.name(f"w:{side}"), str(amount))
    put(paragraph, spacing)


def put(paragraph: xml.Element, prop: xml.Element) -> None:
    """Put *prop* among the properties of *paragraph*, or a style, in place of one of its kind."""
    properties = xml.first(paragraph, "w:pPr")
    for old in properties.findall(str(prop.tag)):
        if old is not prop:
            properties.remove(old)
    properties.append(prop)
    properties[:] = sorted(properties, key=lambda e: _RANK[str(e.tag)])


def said_once(story: xml.Element) -> None:
    """Say each property of a run once: pandoc says it for each element around the words.

    Source: ISO/IEC 29500-1, A.1, EG_RPrBase; Word takes the file for damaged otherwise.
    """
    for properties in story.iter(xml.name("w:rPr")):
        seen: set[str] = set()
        for each in list(properties):
            if str(each.tag) in seen:
                properties.remove(each)
            seen.add(str(each.tag))
