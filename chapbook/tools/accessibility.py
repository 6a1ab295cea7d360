"""What the book tells libraries and readers about its accessibility: found in its files.

Conformance to WCAG is not claimed: no build checks all of it.
Source: https://www.w3.org/TR/epub-a11y-11/ and
https://www.w3.org/community/reports/a11y-discov-vocab/CG-FINAL-vocabulary-20230718/
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from chapbook.tools import epub
from chapbook.tools.epub import MATHML, tag

ANIMATIONS = ("<animate", "<set", "@keyframes")
"""What makes a drawing move."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """The accessibility metadata of a book, by the names of schema.org."""

    modes: tuple[str, ...]
    sufficient_modes: tuple[str, ...]
    features: tuple[str, ...]
    hazards: tuple[str, ...]
    summary: str


def of(
    roots: Sequence[etree._Element], drawings: Iterable[bytes], labels: Mapping[str, str]
) -> Access:
    """Return what is true of a book with the pages *roots* and the SVG files *drawings*."""
    images = [i for root in roots for i in root.iter(tag("img")) if i.get("alt")]
    described = any(
        "figure-description" in (e.get("class") or "") for r in roots for e in r.iter(tag("div"))
    )
    has_pages = any(next(epub.page_breaks(root), None) is not None for root in roots)
    has_formulas = any(next(root.iter(f"{{{MATHML}}}math"), None) is not None for root in roots)
    moves = any(sign.encode() in drawing for drawing in drawings for sign in ANIMATIONS)
    features = {
        "tableOfContents": True,
        "readingOrder": True,
        "structuralNavigation": True,
        "displayTransformability": True,
        "alternativeText": bool(images),
        "longDescription": described,
        "MathML": has_formulas,
        "pageBreakMarkers": has_pages,
        "pageNavigation": has_pages,
    }
    said = {
        "access-text": True,
        "access-no-images": not images,
        "access-images": bool(images),
        "access-descriptions": described,
        "access-formulas": has_formulas,
        "print-pages": has_pages,
        "access-unchecked": True,
    }
    return Access(
        modes=("textual", "visual") if images else ("textual",),
        sufficient_modes=("textual", "textual,visual") if images else ("textual",),
        features=tuple(name for name, is_there in features.items() if is_there),
        hazards=("unknown",) if moves else ("none",),
        summary=" ".join(labels[key] for key, is_true in said.items() if is_true),
    )
