"""Damaging a file in one place."""

import io
import re
import zipfile
from collections.abc import Callable

import pikepdf

Damage = Callable[[bytes], bytes]
Members = dict[str, bytes]
Change = Callable[[Members], None]
Instructions = list[tuple[list[pikepdf.Object], pikepdf.Operator]]
"""What a page draws, as pikepdf reads it."""


def repacked(change: Change, stored: tuple[str, ...] = ("mimetype",)) -> Damage:
    """Return a damage that unpacks an archive, lets *change* at its members, and packs it."""

    def damage(data: bytes) -> bytes:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
        change(members)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in members.items():
                how = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
                archive.writestr(name, content, how)
        return out.getvalue()

    return damage


def swap(name: str, old: bytes, new: bytes) -> Change:
    """Return a change that puts *new* where *old* first stands in the members named like *name*.

    The first member whose name ends with *name* and that holds *old* is changed.
    """

    def change(members: Members) -> None:
        found = next(n for n, data in members.items() if n.endswith(name) and old in data)
        members[found] = members[found].replace(old, new, 1)

    return change


def swapped(old: bytes, new: bytes) -> Damage:
    """Return a damage that puts *new* where *old* first stands."""

    def damage(data: bytes) -> bytes:
        assert old in data
        return data.replace(old, new, 1)

    return damage


def rewritten(change: Callable[[pikepdf.Pdf], None], claims: bool = False) -> Damage:
    """Return a damage that lets *change* at a PDF, and by default takes its claims away.

    Without claims nothing but the change itself can be found.
    """

    def damage(data: bytes) -> bytes:
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(data)) as pdf:
            change(pdf)
            if not claims:
                packet = re.sub(rb"pdf(?:ua|a)id:", b"claim:", pdf.Root.Metadata.read_bytes())
                pdf.Root.Metadata.write(packet)
            pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        return out.getvalue()

    return damage


def longest_line(content: Instructions) -> int:
    """Return the place of the longest text that belongs to the article."""
    marks: list[str] = []
    shown = []
    for index, (operands, operator) in enumerate(content):
        match str(operator):
            case "BDC" | "BMC":
                marks.append(str(operands[0]))
            case "EMC":
                marks.pop()
            case "TJ" | "Tj" if "/Artifact" not in marks:
                shown.append(index)
    return max(shown, key=lambda i: len(pikepdf.unparse_content_stream([content[i]])))
