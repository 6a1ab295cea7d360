"""Which elements stand in which, and in which order: what a schema says, as patterns.

A pattern is a regular expression over the names of children, each with a space behind it:
``"title (item )*"``.
"""

import re
from collections.abc import Iterator, Mapping

from lxml import etree


def misshapen(
    root: etree._Element,
    shapes: Mapping[str, str],
    required: Mapping[str, tuple[str, ...]],
) -> Iterator[str]:
    """Yield what breaks *shapes* below and in *root*, as the end of a sentence.

    Args:
        root: A tree with or without namespaces.
        shapes: Patterns by an element's name, or by ``parent/name`` where that decides.
        required: Attributes that must be there, by an element's name.
    """
    for element in root.iter(etree.Element):
        name = etree.QName(element).localname
        parent = element.getparent()
        above = etree.QName(parent).localname if parent is not None else ""
        pattern = shapes.get(f"{above}/{name}", shapes.get(name))
        children = [etree.QName(child).localname for child in element.iterchildren("*")]
        inner = "".join(f"{child} " for child in children)
        if pattern is not None and not re.fullmatch(pattern, inner):
            yield f"<{name}> holds {inner.strip() or 'nothing'}"
        for attribute in required.get(name, ()):
            if not element.get(attribute):
                yield f"<{name}> has no {attribute}"
