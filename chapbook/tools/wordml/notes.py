"""Pictures in notes, which Word would miss.

pandoc 3.9 names them by the relationships of the text, which a note cannot see.
"""

from chapbook.tools.wordml import xml
from chapbook.tools.wordml.package import RELATION, Package

RELATIONS = "word/_rels/document.xml.rels"
EMBED = f"{{{RELATION}}}embed"
BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"


def finish(package: Package, part: str, notes: xml.Element) -> None:
    """Give the pictures of *notes*, the root of *part*, relationships of their own."""
    known = {r.get("Id"): r.get("Target", "") for r in package.tree(RELATIONS)}
    related: dict[str, str] = {}
    for picture in notes.iter(BLIP):
        target = known.get(picture.get(EMBED))
        if not target:
            continue
        if target not in related:
            related[target] = package.relate(part, "image", target)
        picture.set(EMBED, related[target])
