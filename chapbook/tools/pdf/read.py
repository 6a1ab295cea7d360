"""What a PDF says about itself, for whoever wants to check it.

Clauses are those of ISO 32000-2 unless another standard is named.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf

from chapbook.tools.pdf import grey

MM_PER_POINT = 25.4 / 72

_TRIES = 100_000
"""More siblings than this in an outline mean that it runs in a circle."""


class UnreadablePdfError(Exception):
    """The file is not a PDF that can be read whole."""


FAULTS = (
    pikepdf.PdfError,
    pikepdf.PasswordError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
)
"""What reading raises of a file that is damaged, encrypted, no PDF, or not what it should be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Font:
    """A font that a page uses."""

    name: str
    """Its PostScript name, without the tag of a subset."""
    is_embedded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bookmark:
    """An entry of the outline."""

    title: str
    level: int
    """1 for the outermost."""
    leads_somewhere: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """The standards that a PDF says it conforms to, in its XMP metadata."""

    pdfa: str | None
    """Part and level in small letters, such as ``3u`` (ISO 19005)."""
    pdfua: str | None
    """The part, such as ``1`` (ISO 14289)."""

    @property
    def all(self) -> tuple[str, ...]:
        """Every claim, such as ``("3u", "ua1")``."""
        pdfua = f"ua{self.pdfua}" if self.pdfua else None
        return tuple(claim for claim in (self.pdfa, pdfua) if claim)


@dataclass(frozen=True, slots=True, kw_only=True)
class Anatomy:
    """The parts of a PDF that are not its text."""

    sizes_mm: tuple[tuple[float, float], ...]
    """Width and height of each page's trim (14.11.2)."""
    title: str
    lang: str
    shows_title: bool
    """Whether a viewer's window carries the title and not the file's name (12.2)."""
    fonts: tuple[Font, ...]
    bookmarks: tuple[Bookmark, ...]
    dead_links: tuple[tuple[int, str], ...]
    """The page_number and the target of each link that leads nowhere inside the file."""
    claims: Claims


def anatomy(path: Path) -> Anatomy:
    """Return what the PDF at *path* says about itself.

    Raises:
        UnreadablePdfError: It is damaged, encrypted or no PDF.
        OSError: It cannot be opened.
    """
    try:
        with pikepdf.open(path) as pdf:
            return _anatomy(pdf)
    except FAULTS as error:
        raise UnreadablePdfError(str(error)) from error


def colours(path: Path) -> list[str]:
    """Return what the PDF at *path* would print with other ink than black, in words."""
    with pikepdf.open(path) as pdf:
        return list(grey.colours(pdf))


def formulas(path: Path) -> list[str]:
    """Return the alternative texts of the formulas in the tag tree of *path* (14.8.4.5)."""
    with pikepdf.open(path) as pdf:
        tree: Any = pdf.Root.get("/StructTreeRoot")
        found = [] if tree is None else list(_elements(tree))
        return [str(e.get("/Alt", "")) for e in found if e.get("/S") == "/Formula"]


def _elements(parent: Any) -> Iterator[Any]:
    """Yield the structure elements below *parent*, in order."""
    waiting = [parent]
    while waiting:
        element = waiting.pop()
        if "/S" in element:
            yield element
        kids = element.get("/K")
        below = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
        waiting += [kid for kid in reversed(below) if isinstance(kid, pikepdf.Dictionary)]


def _anatomy(pdf: pikepdf.Pdf) -> Anatomy:
    root: Any = pdf.Root
    targets = _named_targets(pdf)
    pages: set[Any] = {page.objgen for page in pdf.pages}
    return Anatomy(
        sizes_mm=tuple(_size(page) for page in pdf.pages),
        title=_title(pdf.docinfo),
        lang=str(root.get("/Lang", "")),
        shows_title=bool(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False)),
        fonts=tuple(_fonts(pdf)),
        bookmarks=tuple(_bookmarks(root.get("/Outlines"), 1, targets, pages)),
        dead_links=tuple(_dead_links(pdf, targets, pages)),
        claims=_claims(root),
    )


def meanings(path: Path) -> tuple[tuple[str, ...], ...]:
    """Return for each page of the PDF at *path* what its marks say in other words, in order.

    Source: ISO 32000-2, 14.9.4 (ActualText).
    """
    with pikepdf.open(path) as pdf:
        return tuple(tuple(_said(page)) for page in pdf.pages)


def _said(page: pikepdf.Page) -> Iterator[str]:
    """Yield the replacement texts in the content of *page*."""
    content = page.obj.get("/Contents")
    streams = content if isinstance(content, pikepdf.Array) else [content]
    if not any(s is not None and b"/ActualText" in s.read_bytes() for s in streams):
        return
    for each in pikepdf.parse_content_stream(page, "BDC"):
        says = each.operands[1] if str(each.operator) == "BDC" else None
        if isinstance(says, pikepdf.Dictionary) and "/ActualText" in says:
            yield str(says["/ActualText"])


def _title(particulars: Any) -> str:
    """Return the title among the document's *particulars* (14.3.3)."""
    return str(particulars.get("/Title", ""))


def _size(page: pikepdf.Page) -> tuple[float, float]:
    """Return width and height of the trim in millimetres."""
    left, bottom, right, top = (float(side) for side in page.trimbox)
    return (right - left) * MM_PER_POINT, (top - bottom) * MM_PER_POINT


def _fonts(pdf: pikepdf.Pdf) -> Iterator[Font]:
    """Yield each font that a page or a form on it names, once."""
    seen: set[tuple[int, int]] = set()
    waiting: list[Any] = [page.obj for page in pdf.pages]
    while waiting:
        resources: Any = waiting.pop().get("/Resources", {})
        for font in resources.get("/Font", {}).values():
            if font.objgen not in seen or not font.is_indirect:
                seen.add(font.objgen)
                yield _font(font)
        for form in resources.get("/XObject", {}).values():
            if form.get("/Subtype") == "/Form" and form.objgen not in seen:
                seen.add(form.objgen)
                waiting.append(form)


def fonts(data: bytes) -> tuple[Font, ...]:
    """Return the fonts of the PDF *data*."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return tuple(_fonts(pdf))


def _font(font: Any) -> Font:
    """Describe one font dictionary (9.5 to 9.9)."""
    descendants = font.get("/DescendantFonts")
    descriptor = (font if descendants is None else descendants[0]).get("/FontDescriptor", {})
    embedded = any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
    name = str(font.get("/BaseFont", ""))[1:]
    drawn_in_the_file = font.get("/Subtype") == "/Type3"
    return Font(name=re.sub(r"^[A-Z]{6}\+", "", name), is_embedded=embedded or drawn_in_the_file)


def _named_targets(pdf: pikepdf.Pdf) -> dict[str, Any]:
    """Return every named destination (12.3.2.4)."""
    root: Any = pdf.Root
    tree = root.get("/Names", {}).get("/Dests")
    names: Any = {} if tree is None else pikepdf.NameTree(tree)
    found: dict[str, Any] = {str(name): target for name, target in names.items()}
    old = root.get("/Dests", {})
    return {**found, **{key[1:]: old[key] for key in old.keys()}}  # noqa: SIM118 -- not a dict


def _dead_links(
    pdf: pikepdf.Pdf, targets: dict[str, Any], pages: set[tuple[int, int]]
) -> Iterator[tuple[int, str]]:
    """Yield the links that lead to no page of the file."""
    for page_index, page in enumerate(pdf.pages):
        drawn: Any = page.obj
        for note in drawn.get("/Annots", []):
            if note.get("/Subtype") != "/Link":
                continue
            target = _target(note)
            if target is not None and not _is_alive(target, targets, pages):
                yield page_index + 1, _spelt(target)


def _target(holder: Any) -> Any:
    """Return the destination inside this file that *holder* names, or nothing."""
    action = holder.get("/A", {})
    if action.get("/S") == "/GoTo":
        return action.get("/D")
    return holder.get("/Dest")


def _is_alive(target: Any, targets: dict[str, Any], pages: set[tuple[int, int]]) -> bool:
    """Tell whether *target*, a name or an array, leads to one of *pages*."""
    if isinstance(target, pikepdf.String | pikepdf.Name):
        target = targets.get(_spelt(target))
    if isinstance(target, pikepdf.Dictionary):
        target = target.get("/D")
    if not isinstance(target, pikepdf.Array) or not len(target):
        return False
    return isinstance(target[0], pikepdf.Dictionary) and target[0].objgen in pages


def _spelt(target: Any) -> str:
    """Return the name of a destination as a person would write it."""
    if isinstance(target, pikepdf.Array):
        return "a page that is not in the file"
    name = str(target)
    return name[1:] if isinstance(target, pikepdf.Name) else name


def _bookmarks(
    above: Any, level: int, targets: dict[str, Any], pages: set[tuple[int, int]]
) -> Iterator[Bookmark]:
    """Yield the entries below *above*, in order, each before its own (12.3.3)."""
    entry = None if above is None else above.get("/First")
    for _ in range(_TRIES):
        if entry is None:
            return
        target = _target(entry)
        alive = target is not None and _is_alive(target, targets, pages)
        yield Bookmark(title=str(entry.get("/Title", "")), level=level, leads_somewhere=alive)
        yield from _bookmarks(entry, level + 1, targets, pages)
        entry = entry.get("/Next")
    raise ValueError("the outline runs in a circle")


def _claims(root: Any) -> Claims:
    """Read the claims out of the XMP packet, written as elements or as attributes."""
    stream = root.get("/Metadata")
    packet = b"" if stream is None else stream.read_bytes()

    def said(name: bytes) -> str | None:
        found = re.search(rb"\b" + name + rb"(?:>|\s*=\s*[\"'])\s*([A-Za-z0-9]+)", packet)
        return found[1].decode("ascii").lower() if found else None

    part, level = said(b"pdfaid:part"), said(b"pdfaid:conformance")
    return Claims(pdfa=f"{part}{level or ''}" if part else None, pdfua=said(b"pdfuaid:part"))
