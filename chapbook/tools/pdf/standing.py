"""What somebody else's PDF is, at a glance; clauses are those of ISO 32000-2."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf

from chapbook.tools.pdf.read import UnreadablePdfError


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What somebody else's PDF is, at a glance."""

    page_count: int
    lang: str
    """A BCP 47 tag; empty where it says none (14.9.2)."""


def standing(path: Path) -> Standing:
    """Return what can be said of the PDF at *path* without looking at its pages.

    Raises:
        UnreadablePdfError: It is damaged, encrypted or no PDF.
        OSError: It cannot be opened.
    """
    try:
        with pikepdf.open(path) as pdf:
            root: Any = pdf.Root
            return Standing(page_count=len(pdf.pages), lang=str(root.get("/Lang", "")))
    except pikepdf.PasswordError as error:
        raise UnreadablePdfError("it can be opened with a password only") from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise UnreadablePdfError(str(error).removeprefix(f"{path}: ")) from error
