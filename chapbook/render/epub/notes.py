"""Notes: counted through the book as in the other editions, with links both ways."""

from collections.abc import Mapping, Sequence

from lxml import etree

from chapbook.render.lettered import letters
from chapbook.tools.epub import TYPE, Chapter, tag


def numbered(written: Sequence[Chapter], labels: Mapping[str, str]) -> None:
    """Count the notes of all chapters in the order of the text, in letters.

    Numbers would read as those of works where a citation stands before the note.

    pandoc begins anew in every chapter and leads to a note but not back.  Each note
    stays in its chapter, as an ``aside`` that phones show over the page.
    """
    count = 0
    for chapter in written:
        calls = [a for a in chapter.root.iter(tag("a")) if a.get("role") == "doc-noteref"]
        bodies = {n.get("id"): n for n in chapter.root.iter(tag("aside")) if _is_note(n)}
        for call in calls:
            count += 1
            _joined(call, bodies[(call.get("href") or "")[1:]], count, labels)
        for section in [s for s in chapter.root.iter(tag("section")) if _holds_notes(s)]:
            _presented(section, labels)


def _is_note(element: etree._Element) -> bool:
    return element.get("role") == "doc-footnote"


def _holds_notes(element: etree._Element) -> bool:
    return element.get(TYPE) == "footnotes"


def _joined(
    call: etree._Element, body: etree._Element, number: int, labels: Mapping[str, str]
) -> None:
    """Lead from *call* to *body* and back."""
    call.set("id", f"note-call-{number}")
    call.set("href", f"#note-{number}")
    call.text = letters(number)
    body.set("id", f"note-{number}")
    back = etree.Element(tag("a"), href=f"#note-call-{number}", role="doc-backlink")
    back.set("aria-label", labels["back-to-text"])
    back.text, back.tail = f"{letters(number)}.", "\u00a0"
    first = body[0] if len(body) and body[0].tag == tag("p") else None
    if first is None:
        first = etree.Element(tag("p"))
        body.insert(0, first)
    back.tail += first.text or ""
    first.text = None
    first.insert(0, back)


def _presented(section: etree._Element, labels: Mapping[str, str]) -> None:
    """Name the section that holds the notes of a chapter."""
    section.set("aria-label", labels["notes"])
    section.attrib.pop("id", None)
    section.set("class", "notes")
    for line in list(section.iter(tag("hr"))):
        section.remove(line)
