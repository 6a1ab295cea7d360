"""Links: what is read aloud of them, and those between notes and their calls."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import pydyf

from chapbook.tools.weasy.tagging.nodes import Area, Node
from chapbook.tools.weasy.tagging.tag import Tag

POINTS_PER_PIXEL = 0.75
"""CSS pixels are 1/96 inch, points 1/72."""

LENGTH = 90
"""So many characters of a text are enough to know it by."""

_WORD = re.compile(r"[^\W\d_]{2,}")


INLINE = {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "em", "i", "img", "ins", "kbd"}
INLINE |= {"mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var"}
"""Elements of HTML that begin no line."""


def annotate(pdf: Any, pages: Sequence[Any], root: Tag) -> None:
    """Make the links of *pages* complete: each says words, and notes lead to and fro.

    Args:
        pdf: What is written; it has the links that the source asked for.
        pages: As WeasyPrint laid them out.
        root: The tags of all of them.
    """
    told = _Told(root)
    _connect(pdf, pages, told)
    for tag in root.each("Link"):
        said = told.of_link(tag)
        for area in tag.kids:
            if not isinstance(area, Area) or area.annotation is not None:
                continue
            area.annotation = area.box.link_annotation
            if area.annotation is not None and said:
                area.annotation["Contents"] = pydyf.String(said)
        tag.kids = [
            kid for kid in tag.kids if not isinstance(kid, Area) or kid.annotation is not None
        ]


class _Told:
    """What is read aloud of the links of a document."""

    def __init__(self, root: Tag) -> None:
        self.root = root
        self.above = {kid: tag for tag in root.each() for kid in tag.tags}
        self.named: dict[str, Tag] = {}
        for tag in root.each():
            if isinstance(tag.source, Node) and (name := tag.source.get("id")):
                self.named.setdefault(name, tag)
        self.notes = {tag.source.element for tag in root.each("Note") if tag.floats}
        """What stands at the foot of pages; it is not said with the words around its call."""

    def of_link(self, tag: Tag) -> str:
        """Return what is to be read aloud of the link *tag*.

        A number or a sign alone says nothing: in its place the words are read that it leads to.
        """
        node = tag.source
        label = node.get("aria-label") if isinstance(node, Node) else ""
        words = label or self.words(tag)
        if _WORD.search(words) or not isinstance(node, Node):
            return words
        target = self.named.get(node.get("href").removeprefix("#"))
        return (self.around(target) if target else "") or words

    def around(self, tag: Tag) -> str:
        """Return the words of *tag*, or of what it stands in, up to a block with words."""
        there: Tag | None = tag
        while there is not None and there is not self.root:
            if _WORD.search(words := self.words(there)):
                return _cut(words)
            there = self.above.get(there)
        return ""

    def words(self, tag: Tag) -> str:
        """Return the words of *tag*, as they are in the source and not as they are broken."""
        node = tag.source
        if isinstance(node, Node) and not node.pseudo and node.element is not None:
            return " ".join("".join(self._source(node.element)).split())
        return " ".join("".join(mark.text for mark in tag.marks()).split())

    def _source(self, element: Any) -> Iterator[str]:
        """Yield the words of *element*, those for its pictures included."""
        yield str(element.get("alt") or "")
        yield element.text or ""
        for child in element:
            if child not in self.notes and isinstance(child.tag, str):
                gap = "" if child.tag in INLINE else " "
                yield from (gap, *self._source(child), gap)
            yield child.tail or ""


def _cut(text: str) -> str:
    """Return *text*, or its beginning where it is long."""
    return text if len(text) <= LENGTH else text[:LENGTH].rsplit(" ", 1)[0] + "…"


def _connect(pdf: Any, pages: Sequence[Any], told: _Told) -> None:
    """Link each call to its note at the foot of a page, and the note to its call."""
    calls = {tag.source.element: tag for tag in told.root.each("Reference") if _is_call(tag)}
    for note in told.root.each("Note"):
        call = calls.get(note.source.element) if note.floats else None
        label = next((each for each in note.tags if each.role == "Lbl"), None)
        if call is None or label is None or not call.source.boxes or not label.source.boxes:
            continue
        (there,), (back,) = call.tags[:1], label.tags[:1]
        for link, target, around in (
            (there, label.source, note),
            (back, call.source, told.above[call]),
        ):
            said = told.around(around) or told.words(around) or told.words(link)
            _link(pdf, pages, link, target, said)


def _is_call(tag: Tag) -> bool:
    is_generated = isinstance(tag.source, Node) and tag.source.pseudo == "footnote-call"
    return is_generated and tag.role == "Reference"


def _link(pdf: Any, pages: Sequence[Any], link: Tag, target: Node, said: str) -> None:
    """Make *link* lead to *target*, in the words *said*."""
    if any(isinstance(kid, Area) for kid in link.kids):
        return
    references = list(pdf.page_references)
    to_index, to_box = target.boxes[0]
    left, top = _point(pages[to_index], to_box.position_x, to_box.position_y)
    for index, box in link.source.boxes[:1]:
        x1, y1 = _point(pages[index], box.position_x, box.position_y)
        x2, y2 = _point(
            pages[index],
            box.position_x + box.margin_width(),
            box.position_y + box.margin_height(),
        )
        annotation = pydyf.Dictionary(
            {
                "Type": "/Annot",
                "Subtype": "/Link",
                "Rect": pydyf.Array([x1, y1, x2, y2]),
                "BS": pydyf.Dictionary({"W": 0}),
                "Contents": pydyf.String(said),
                "Dest": pydyf.Array([references[to_index], "/XYZ", left, top, 0]),
            }
        )
        pdf.add_object(annotation)
        page = pdf.objects[int(references[index].split()[0])]
        page.setdefault("Annots", pydyf.Array()).append(annotation.reference)
        link.kids.insert(0, Area(index, annotation, box))


def _point(page: Any, x: float, y: float) -> tuple[float, float]:
    """Return where *x* and *y*, in pixels from the top of *page*, are in points from its foot."""
    return x * POINTS_PER_PIXEL, (page.height - y) * POINTS_PER_PIXEL
