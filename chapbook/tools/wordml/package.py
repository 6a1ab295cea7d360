"""The parts of an Office Open XML file: read, changed, added, dropped, written again.

Source: ISO/IEC 29500-2 (Open Packaging Conventions).
"""

import io
import posixpath
import zipfile
from dataclasses import dataclass

from chapbook.errors import ToolError
from chapbook.tools.wordml import xml

TYPES = "[Content_Types].xml"
_TYPES_NS = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS_NS = "http://schemas.openxmlformats.org/package/2006/relationships"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
"""The types of relationships between parts begin with this."""

DOCUMENT = "word/document.xml"


@dataclass(frozen=True, slots=True)
class Package:
    """The parts by their names; changed in place."""

    parts: dict[str, bytes]

    @classmethod
    def read(cls, data: bytes) -> "Package":
        """Return the parts of the file *data*.

        Raises:
            ToolError: It is no ZIP archive.
        """
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                return cls({info.filename: archive.read(info) for info in archive.infolist()})
        except zipfile.BadZipFile as error:
            raise ToolError(f"pandoc wrote a DOCX that is no ZIP archive: {error}") from error

    def tree(self, part: str) -> xml.Element:
        """Return the root element of *part*."""
        return xml.parsed(self.parts[part], part)

    def put(self, part: str, root: xml.Element) -> None:
        """Write *root* as *part*."""
        self.parts[part] = xml.written(root)

    def add(self, part: str, data: bytes, content_type: str) -> None:
        """Add *part*, or give it other content."""
        self.parts[part] = data
        types = self.tree(TYPES)
        known = {override.get("PartName") for override in types}
        if f"/{part}" not in known:
            override = types.makeelement(
                f"{{{_TYPES_NS}}}Override", {"PartName": f"/{part}", "ContentType": content_type}
            )
            types.append(override)
            self.put(TYPES, types)

    def drop(self, part: str) -> None:
        """Remove *part* and everything that names it."""
        self.parts.pop(part, None)
        types = self.tree(TYPES)
        for override in types.findall(f"{{{_TYPES_NS}}}Override"):
            if override.get("PartName") == f"/{part}":
                types.remove(override)
        self.put(TYPES, types)
        for relations in [name for name in self.parts if name.endswith(".rels")]:
            self._forget(relations, part)

    def _forget(self, relations: str, part: str) -> None:
        """Remove the relationships to *part* from the part *relations*."""
        root = self.tree(relations)
        base = posixpath.dirname(posixpath.dirname(relations))
        for relation in list(root):
            target = relation.get("Target", "")
            if posixpath.normpath(posixpath.join(base, target)) == part:
                root.remove(relation)
        self.put(relations, root)

    def relate(self, source: str, kind: str, target: str) -> str:
        """Return the id of a new relationship of *kind* from the part *source* to *target*.

        Args:
            source: The part that refers; nothing for the file as a whole.
            kind: The last word of the relationship's type, such as ``footer``.
            target: Relative to the folder of *source*.
        """
        folder, file = posixpath.split(source)
        relations = posixpath.join(folder, "_rels", f"{file}.rels")
        empty = f'<Relationships xmlns="{_RELATIONS_NS}"/>'.encode()
        root = xml.parsed(self.parts.get(relations, empty), relations)
        identifier = f"rIdC{len(root) + 1}"
        attributes = {"Id": identifier, "Type": f"{RELATION}/{kind}", "Target": target}
        root.append(root.makeelement(f"{{{_RELATIONS_NS}}}Relationship", attributes))
        self.put(relations, root)
        return identifier

    def default(self, extension: str, content_type: str) -> None:
        """Declare the content type of all parts with *extension*, unless it is declared."""
        types = self.tree(TYPES)
        if any(known.get("Extension") == extension for known in types):
            return
        attributes = {"Extension": extension, "ContentType": content_type}
        types.insert(0, types.makeelement(f"{{{_TYPES_NS}}}Default", attributes))
        self.put(TYPES, types)
