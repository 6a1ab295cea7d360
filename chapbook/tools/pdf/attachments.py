"""Files that travel inside a PDF.

Source: ISO 32000-1, 7.11 (file specifications); ISO 19005-3, 6.8 and annex E (what PDF/A-3
wants to know of each, and how it belongs to the document); ISO 14289-1, 7.11.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import pikepdf
from pikepdf import Array, AttachedFileSpec, Name


class Relationship(Enum):
    """How a file belongs to the document (ISO 19005-3, annex E.2)."""

    DATA = "/Data"
    """What something visible in the document was made from."""
    SUPPLEMENT = "/Supplement"
    """What adds to the document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file to attach."""

    name: str
    data: bytes
    media_type: str
    description: str
    """For people, in the document's language."""
    relationship: Relationship


def attach(file: pikepdf.Pdf, attachments: Sequence[Attachment], date: dt.date) -> None:
    """Put *attachments* into *file*, each once in its list of associated files, behind others.

    Each is said to be of *date*: a build has no clock.
    """
    if not attachments:
        return
    specs = [_spec(file, each, f"D:{date:%Y%m%d}") for each in attachments]
    for each, spec in zip(attachments, specs, strict=True):
        file.attachments[each.name] = spec
    ours = [spec.obj for spec in specs]
    known = {obj.objgen for obj in ours}
    others = [obj for obj in file.Root.get("/AF", Array([])) if obj.objgen not in known]
    file.Root.AF = Array([*others, *ours])


def _spec(file: pikepdf.Pdf, attachment: Attachment, date: str) -> AttachedFileSpec:
    """Return the file specification of *attachment*; qpdf adds size and checksum."""
    spec = AttachedFileSpec(
        file,
        attachment.data,
        filename=attachment.name,
        description=attachment.description,
        mime_type=attachment.media_type,
        creation_date=date,
        mod_date=date,
    )
    spec.obj.AFRelationship = Name(attachment.relationship.value)
    return spec
