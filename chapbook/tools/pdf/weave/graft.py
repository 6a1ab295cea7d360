"""Pages and trees of the sources put into the new file.

A page that is copied is known to qpdf from then on: what refers to it, such as a tag, refers to the
copy, and what refers to a page that was not copied refers to nothing.
"""

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from chapbook.tools.pdf.weave import numbered
from chapbook.tools.pdf.weave.sources import Source
from chapbook.tools.pdf.weave.tags import Ready
from chapbook.tools.pdf.weave.tree import listed

_NOT_TAKEN = ("/Parent", "/B", "/AA", "/PieceInfo", "/Thumb", "/TemplateInstantiated", "/PresSteps")
"""What a page loses: threads, scripts, and what only one program understands."""


def pages(file: pikepdf.Pdf, source: Source) -> list[Any]:
    """Append the pages of *source* to *file* and return them there."""
    made = []
    for page in source.pages:
        for key in _NOT_TAKEN:
            if key in page:
                del page[key]
        copy = file.copy_foreign(page)
        if "/Annots" in copy:
            copy.Tabs = Name.S
        file.pages.append(pikepdf.Page(copy))
        made.append(copy)
    return made


def trees(file: pikepdf.Pdf, sources: list[Source], prepared: list[Ready], lang: str) -> None:
    """Put the trees of all *sources* under one root of *file*, whose pages are there."""
    root = file.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    top = file.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name.Document, P=root, Lang=String(lang), K=Array([]))
    )
    root.K = Array([top])
    keys: list[Any] = []
    identifiers: list[tuple[bytes, Any]] = []
    open_tops = [top]
    for source, tree in zip(sources, prepared, strict=True):
        copied = file.copy_foreign(tree.root)
        del open_tops[source.piece.depth + 1 :]
        element = _planted(file, source, copied, open_tops[-1])
        open_tops.append(element)
        keys += numbered.entries(copied.ParentTree, "/Nums")
        _merge(root, copied)
        # What went along with its tree is not copied again but found.
        identifiers += [(name, file.copy_foreign(each)) for name, each in tree.identifiers]
    root.ParentTree = numbered.number_tree(file, keys)
    root.ParentTreeNextKey = keys[-1][0] + 1 if keys else 0
    if identifiers:
        root.IDTree = numbered.identifier_tree(file, identifiers)
    file.Root.StructTreeRoot = root
    file.Root.MarkInfo = Dictionary(Marked=True)


def _planted(file: pikepdf.Pdf, source: Source, copied: Any, above: Any) -> Any:
    """Put the tree *copied* into *above* as one element and return that.

    A document that stands in another is a part of it; its own element becomes that part.
    """
    tops = [each for each in listed(copied.get("/K")) if isinstance(each, pikepdf.Dictionary)]
    if len(tops) == 1 and tops[0].get("/S") == "/Document" and "/NS" not in tops[0]:
        element = tops[0]
    else:
        element = file.make_indirect(Dictionary(Type=Name.StructElem, K=Array(tops)))
        for each in tops:
            each.P = element
    element.S = Name(f"/{source.piece.role}")
    element.P = above
    element.T = String(source.piece.title)
    lang = source.piece.lang or str(source.file.Root.get("/Lang", ""))
    if lang:
        element.Lang = String(lang)
    if not isinstance(element.get("/K"), pikepdf.Array):
        element.K = Array(listed(element.get("/K")))
    above.K.append(element)
    return element


def _merge(root: Any, copied: Any) -> None:
    """Add the types, classes and namespaces of *copied* to those of *root*."""
    for key in ("/RoleMap", "/ClassMap"):
        if key in copied and len(copied[key]):
            held = root.get(key, Dictionary())
            for name, value in copied[key].items():
                held[name] = value
            root[key] = held
    if "/Namespaces" in copied:
        root.Namespaces = Array([*root.get("/Namespaces", []), *copied.Namespaces])
