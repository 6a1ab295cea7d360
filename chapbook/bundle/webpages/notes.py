"""A note by the instructor, or any text of the pack's own, as the body of a page."""

from collections.abc import Sequence

import lxml.html
from lxml import etree

from chapbook.model import Node
from chapbook.tools.pandoc import write

OPTIONS = ("--wrap=none", "--mathml", "--shift-heading-level-by=1", write.HIGHLIGHTED)


def body(blocks: Sequence[Node], title: str = "") -> etree._Element:
    """Return *blocks* as a ``body``, below the heading *title* if there is one.

    Raises:
        ToolError: pandoc failed.
    """
    html, _ = write.html(blocks, OPTIONS)
    whole = lxml.html.fragment_fromstring(html, create_parent="body")
    if title:
        heading = lxml.html.Element("h1")
        heading.text, heading.tail, whole.text = title, whole.text, None
        whole.insert(0, heading)
    return whole
