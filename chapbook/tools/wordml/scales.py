"""Sizes and grounds of a theme, in place of those that ``styles.xml`` names.

A style's size is that of ``styles.xml`` times what the theme makes of the token that the same
text has in ``templates/css/tokens.css``, so that a heading grows in Word as it does in print.
"""

from chapbook.tools.wordml import boxes, paragraphs, xml
from chapbook.tools.wordml.package import Package
from chapbook.tools.wordml.sheet import Look

PART = "word/styles.xml"

TEXT = "size-text"
TOKENS = {
    "Title": "size-title",
    "Subtitle": "size-subtitle",
    "Heading1": "size-section",
    "SeeDoctorUrgentTitle": "size-section",
    "Heading2": "size-subsection",
    **dict.fromkeys(("Kind", "Date", "ArticleDetails", "Header", "Footer"), "size-label"),
    **dict.fromkeys(
        ("Caption", "TableText", "Bibliography", "CitedIn", "Citation", "FootnoteText", "TOC1"),
        "size-small",
    ),
}
"""Which token is the size of a style?  Of all others, that of running text."""

KEYWORDS = ("KeywordTok", "ControlFlowTok", "ImportTok", "DataTypeTok")
"""Styles of words of code that have a colour of their own in a theme, and not here."""

SIDES = ("top", "left", "bottom", "right")


def finish(package: Package, look: Look) -> None:
    """Give the styles of *package* the sizes and grounds of *look*."""
    root = package.tree(PART)
    styles = {s.get(xml.name("w:styleId"), ""): s for s in xml.every(root, "w:style")}
    for name, style in styles.items():
        _scale(style, look.sizes.get(TOKENS.get(name, TEXT), 1.0), look.leading)
    for defaults in xml.every(root, "w:docDefaults"):
        _scale(defaults, look.sizes.get(TEXT, 1.0), look.leading)
    for name in KEYWORDS if look.keyword else ():
        for colour in xml.every(styles[name], "w:color"):
            colour.set(xml.name("w:val"), look.keyword)
    if look.band:
        _band(styles["Kind"], look)
    for name in sorted(boxes.BOXES) if look.ground else ():
        _ground(styles[name], look)
    package.put(PART, root)


def _scale(style: xml.Element, size: float, leading: float) -> None:
    """Make the letters of *style* larger by *size*, and its lines by *leading* as well."""
    for tag in ("w:sz", "w:szCs"):
        for said in xml.every(style, tag):
            said.set(xml.name("w:val"), str(round(_number(said, "w:val") * size)))
    for spacing in xml.every(style, "w:spacing"):
        if spacing.get(xml.name("w:lineRule")) == "atLeast":
            line = _number(spacing, "w:line") * size * leading
            spacing.set(xml.name("w:line"), str(round(line)))


def _number(element: xml.Element, attribute: str) -> int:
    return int(element.get(xml.name(attribute), "0"))


def _band(style: xml.Element, look: Look) -> None:
    """Set the line above the title on a strip."""
    _framed(style, look.band, look.band, 4)
    for colour in xml.every(style, "w:color"):
        colour.attrib.clear()
        colour.set(xml.name("w:val"), look.on_band)


def _ground(style: xml.Element, look: Look) -> None:
    """Set a box on a ground: its paragraphs have one frame, as those of urgent advice have."""
    line = look.colours.get(boxes.ACCENT, boxes.ACCENT) if look.rules else look.ground
    if xml.child(style, "w:pPr") is None:
        return  # It has the frame of the style that it rests on.
    _framed(style, line, look.ground, 6)
    paragraphs.put(style, xml.element("w:ind", **boxes.INDENT))
    tab = f'<w:tab w:val="left" w:pos="{boxes.INDENT["left"]}"/>'
    paragraphs.put(style, xml.fragment(f"<w:tabs>{tab}</w:tabs>"))


def _framed(style: xml.Element, line: str, ground: str, space_pt: int) -> None:
    """Give *style* a ground with a border of the colour *line*."""
    border = f'w:val="single" w:sz="8" w:space="{space_pt}" w:color="{line}"'
    sides = "".join(f"<w:{side} {border}/>" for side in SIDES)
    paragraphs.put(style, xml.fragment(f"<w:pBdr>{sides}</w:pBdr>"))
    paragraphs.put(style, xml.fragment(f'<w:shd w:val="clear" w:color="auto" w:fill="{ground}"/>'))
