"""Tags for pages that have none.

In a file with tags a screen reader reads what is tagged and nothing else, so pages without tags
would be silent there.  Each is marked as a whole: its words as one paragraph, in the order in which
they are drawn, or as a figure where it draws no letters; its links as links.  That is more than
nothing and no PDF/UA, and a file that holds such pages does not claim it.
"""

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, String

from chapbook.tools.pdf.weave import numbered, tree
from chapbook.tools.pdf.weave.sources import Source
from chapbook.tools.pdf.weave.tree import Tree, listed

_NO_LINK = {"/Popup", "/PrinterMark", "/TrapNet"}
"""Annotations that have no place among tags (ISO 14289-1, 7.18)."""


def tagged(source: Source) -> Any:
    """Mark the pages of *source* and return the root of the tree that says so."""
    made = Tree()
    file = source.file
    root = file.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array([])))
    top = _element(file, Name.Document, root)
    for place, page in enumerate(source.pages):
        if page.get("/Contents") is not None and _mark(file, page):
            made.marks[page.objgen] = {0: _block(source, page, top, place)}
        for note in listed(page.get("/Annots")):
            if isinstance(note, pikepdf.Dictionary) and note.is_indirect:
                _annotated(source, made, note, (top, page))
    keys = tree.parent_tree(source, made)
    root.K.append(top)
    root.ParentTree = numbered.number_tree(file, keys)
    return root


def _element(file: pikepdf.Pdf, role: Any, above: Any) -> Any:
    made = Dictionary(Type=Name.StructElem, S=role, P=above, K=Array([]))
    return file.make_indirect(made)


def _block(source: Source, page: Any, top: Any, place: int) -> Any:
    """Return the element of all that *page* draws."""
    has_words = _has_letters(page)
    made = _element(source.file, Name.P if has_words else Name.Figure, top)
    made.Pg = page
    made.K.append(0)
    if not has_words:
        made.Alt = String(f"{source.piece.title}, {source.indices[place] + 1}")
    top.K.append(made)
    return made


def _has_letters(page: Any) -> bool:
    """Tell whether *page*, or a form on it, has a font."""
    return any(
        bool(holder.get("/Resources", Dictionary()).get("/Font"))
        for holder in (page, *tree.forms(page, set()))
    )


def _annotated(source: Source, made: Tree, note: Any, where: tuple[Any, Any]) -> None:
    """Add an element for *note*."""
    top, page = where
    kind = str(note.get("/Subtype"))
    if kind in _NO_LINK:
        return
    role = {"/Link": Name.Link, "/Widget": Name.Form}.get(kind, Name.Annot)
    element = _element(source.file, role, top)
    element.K.append(Dictionary(Type=Name.OBJR, Obj=note, Pg=page))
    top.K.append(element)
    made.objects.append((note, element))


def _mark(file: pikepdf.Pdf, page: Any) -> bool:
    """Put all that *page* draws into one mark; tell whether it draws anything."""
    parts = [each for each in listed(page.Contents) if isinstance(each, pikepdf.Stream)]
    said = [each.read_bytes() for each in parts]
    if not any(each.strip() for each in said):
        return False
    role = b"/P" if _has_letters(page) else b"/Figure"
    start = file.make_stream(role + b" <</MCID 0>> BDC\n")
    if any(b"MC" in each or b"BDC" in each for each in said):
        parts = [file.make_stream(_unmarked(page))]
    page.Contents = Array([start, *parts, file.make_stream(b"\nEMC")])
    return True


def _unmarked(page: Any) -> bytes:
    """Return the content of *page* without marks: they belong to a tree that is not there.

    What the marks of layers hide stays hidden: those are kept.
    """
    kept: list[Any] = []
    open_marks: list[bool] = []
    for each in pikepdf.parse_content_stream(page):
        name = str(each.operator)
        if name in {"BDC", "BMC"}:
            operands = list(each.operands)
            open_marks.append(bool(operands) and str(operands[0]) == "/OC")
            if not open_marks[-1]:
                continue
        elif name == "EMC" and not (open_marks and open_marks.pop()):
            continue
        kept.append(each)
    kept += [([], Operator("EMC"))] * sum(open_marks)
    return pikepdf.unparse_content_stream(kept)
