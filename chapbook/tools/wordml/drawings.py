"""Drawings: described in words, or marked as decoration; nothing of file names.

Source: ISO/IEC 29500-1, 20.4.2.5 (docPr); [MS-DOCX] 2.5.4 for ``decorative``.
"""

from collections.abc import Iterator, Sequence

from chapbook.tools.wordml import xml

DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative val="1"/></a:ext></a:extLst>'
)


def finish(stories: Sequence[xml.Element]) -> None:
    """Set the descriptions of all drawings right; an empty one means decoration.

    Args:
        stories: Body and notes; drawings are counted through all of them.
    """
    for count, properties in enumerate(_every(stories, "wp:docPr"), start=1):
        properties.set("id", str(count))
        properties.set("name", f"Picture {count}")
        properties.attrib.pop("title", None)
        described = properties.get("descr", "")
        if not described:
            properties.attrib.pop("descr", None)
            properties.append(xml.fragment(DECORATIVE))
    for inline in _every(stories, "wp:inline"):
        # Without these LibreOffice puts 3 mm between a picture and the text's edge.
        for side in ("distT", "distB", "distL", "distR"):
            inline.set(side, "0")
    for count, properties in enumerate(_every(stories, "pic:cNvPr"), start=1):
        # pandoc puts the name of the file here, which some screen readers read out.
        properties.set("id", "0")
        properties.set("name", f"Picture {count}")
        properties.attrib.pop("descr", None)


def _every(stories: Sequence[xml.Element], tag: str) -> Iterator[xml.Element]:
    """Yield every element *tag* of all *stories*."""
    for story in stories:
        yield from xml.every(story, tag)
