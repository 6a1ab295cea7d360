"""The structure tree, written (ISO 32000-1, 14.7)."""

from collections.abc import Sequence
from typing import Any

import pydyf

from chapbook.tools.weasy.tagging.links import POINTS_PER_PIXEL
from chapbook.tools.weasy.tagging.nodes import Area, Mark
from chapbook.tools.weasy.tagging.tag import Tag


def tree(pdf: Any, pages: Sequence[Any], streams: Sequence[Any], root: Tag) -> None:
    """Write *root* and all below it into *pdf*, whose *pages* are drawn on *streams*."""
    writer = _Writer(pdf, pages, streams)
    writer.name(root)
    top = writer.element(root, writer.root)
    writer.root["K"] = pydyf.Array([top.reference])
    writer.close()
    pdf.catalog["StructTreeRoot"] = writer.root.reference
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})


class _Writer:
    """Writes one tree."""

    def __init__(self, pdf: Any, pages: Sequence[Any], streams: Sequence[Any]) -> None:
        self.pdf = pdf
        self.heights = [page.height * POINTS_PER_PIXEL for page in pages]
        # The list is made anew each time that it is asked for.
        self.pages = list(pdf.page_references)
        self.streams = streams
        self.parents: list[dict[int, Any]] = [{} for _ in streams]
        """For each stream of marks the element of each mark, in the order of their keys."""
        self.keys: dict[int, int] = {id(stream): key for key, stream in enumerate(streams)}
        self.annotations: list[tuple[Any, Any]] = []
        self.names: dict[int, str] = {}
        self.named: list[tuple[str, Any]] = []
        self.root = pydyf.Dictionary({"Type": "/StructTreeRoot"})
        pdf.add_object(self.root)

    def name(self, root: Tag) -> None:
        """Give a name to every note, and to heads that cells name (14.7.2, ID)."""
        heads = {
            id(head)
            for cell in root.each("TD", "TH")
            for head in cell.attributes.get("Table", {}).get("Headers", ())
        }
        numbers = {"Note": 0, "TH": 0}
        for tag in root.each("Note", "TH"):
            if tag.role == "Note" or id(tag) in heads:
                numbers[tag.role] += 1
                kind = "note" if tag.role == "Note" else "head"
                self.names[id(tag)] = f"{kind}-{numbers[tag.role]}"

    def element(self, tag: Tag, parent: Any) -> Any:
        """Write *tag* and all below it; return its dictionary."""
        made = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{tag.role}", "P": parent.reference})
        self.pdf.add_object(made)
        page_index = next((kid.page_index for kid in tag.kids if not isinstance(kid, Tag)), None)
        if page_index is not None:
            made["Pg"] = self.pages[page_index]
        self._particulars(tag, made)
        kids = pydyf.Array()
        for kid in tag.kids:
            if isinstance(kid, Tag):
                kids.append(self.element(kid, made).reference)
            elif isinstance(kid, Area):
                kids.append(self._area(kid, made))
            elif kid.mcid is not None:
                kids.append(self._mark(kid, made, page_index))
        if kids:
            made["K"] = kids
        return made

    def _particulars(self, tag: Tag, made: Any) -> None:
        """Write what *tag* says of itself."""
        said = {"Alt": tag.alt, "Lang": tag.lang, "T": tag.title, "E": tag.expansion}
        for key, value in said.items():
            if value is not None:
                made[key] = pydyf.String(value)
        if name := self.names.get(id(tag)):
            made["ID"] = pydyf.String(name)
            self.named.append((name, made))
        sets = [self._attributes(owner, each) for owner, each in tag.attributes.items()]
        if tag.role in {"Figure", "Formula"}:
            sets += self._box(tag)
        if sets:
            made["A"] = sets[0] if len(sets) == 1 else pydyf.Array(sets)

    def _attributes(self, owner: str, said: dict[str, Any]) -> Any:
        """Return one set of attributes (14.7.5)."""
        found = {
            key: pydyf.Array([pydyf.String(self.names[id(head)]) for head in value])
            if isinstance(value, list)
            else value
            for key, value in said.items()
        }
        return pydyf.Dictionary({"O": f"/{owner}", **found})

    def _box(self, tag: Tag) -> list[Any]:
        """Return where the picture *tag* stands, in points from the foot of its page (14.8.5.4)."""
        mark = next((kid for kid in tag.kids if isinstance(kid, Mark)), None)
        if mark is None:
            return []
        x, y = mark.box.content_box_x(), mark.box.content_box_y()
        height = self.heights[mark.page_index]
        sides = (
            x * POINTS_PER_PIXEL,
            height - (y + mark.box.height) * POINTS_PER_PIXEL,
            (x + mark.box.width) * POINTS_PER_PIXEL,
            height - y * POINTS_PER_PIXEL,
        )
        placement = "/Block" if tag.is_block else "/Inline"
        said = {"O": "/Layout", "Placement": placement}
        said["BBox"] = pydyf.Array([round(side, 3) for side in sides])
        return [pydyf.Dictionary(said)]

    def _mark(self, mark: Mark, made: Any, page_index: int | None) -> Any:
        """Return what stands for *mark* in the element *made*, which is on *page_index*."""
        key = self._key(mark.stream)
        self.parents[key][mark.mcid or 0] = made.reference
        is_group = mark.stream is not self.streams[mark.page_index]
        if mark.page_index == page_index and not is_group:
            return mark.mcid
        said = {"Type": "/MCR", "Pg": self.pages[mark.page_index], "MCID": mark.mcid}
        if is_group:
            said["Stm"] = mark.stream.reference
        return pydyf.Dictionary(said)

    def _key(self, stream: Any) -> int:
        """Return the key of *stream* in the parent tree; a group gets one here."""
        key = self.keys.get(id(stream))
        if key is None:
            key = self.keys[id(stream)] = len(self.parents)
            self.parents.append({})
            stream.extra["StructParents"] = key
        return key

    def _area(self, area: Area, made: Any) -> Any:
        """Return what stands for the annotation *area* in the element *made*."""
        self.annotations.append((area.annotation, made.reference))
        return pydyf.Dictionary(
            {
                "Type": "/OBJR",
                "Obj": area.annotation.reference,
                "Pg": self.pages[area.page_index],
            }
        )

    def close(self) -> None:
        """Write which element each mark and annotation belongs to, and the names."""
        numbers = pydyf.Array()
        for key, elements in enumerate(self.parents):
            row = [elements.get(mcid, "null") for mcid in range(max(elements, default=-1) + 1)]
            numbers += [key, pydyf.Array(row)]
        for key, (annotation, element) in enumerate(self.annotations, start=len(self.parents)):
            annotation["StructParent"] = key
            numbers += [key, element]
        parents = pydyf.Dictionary({"Nums": numbers})
        self.pdf.add_object(parents)
        self.root["ParentTree"] = parents.reference
        self.root["ParentTreeNextKey"] = len(self.parents) + len(self.annotations)
        if self.named:
            self.root["IDTree"] = self._tree_of_names()

    def _tree_of_names(self) -> Any:
        names = pydyf.Array()
        for name, element in sorted(self.named, key=lambda each: each[0]):
            names += [pydyf.String(name), element.reference]
        found = pydyf.Dictionary({"Names": names})
        self.pdf.add_object(found)
        return found.reference
