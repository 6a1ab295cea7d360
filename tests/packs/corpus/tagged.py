"""Tags: sound ones by several programs, and every way in which they are broken."""

import io
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from tests.packs.corpus.row import Awkward, told

STORY = """<html lang="en"><title>A tagged story</title>
<style>@page { size: A5; margin: 20mm } h2 { break-before: page }</style>
<h1>A story</h1><p>It begins. <a href="#end">To its end</a>, <a href="https://example.org/">out</a>.
<h2>A table</h2><table><tr><th>Kind<th>Minutes<tr><td>Green<td>2<tr><td>Black<td>4</table>
<ul><li>One<li>Two</ul><h2 id="end">The end</h2><p>It ends.</p></html>"""

WRITE = """
import sys
import weasyprint

weasyprint.HTML(string=sys.stdin.read()).write_pdf(sys.argv[1], **eval(sys.argv[2]))
"""


def by_weasyprint(path: Path, html: str = STORY, **how: object) -> None:
    """Let WeasyPrint write *html*.

    In a process of its own: in this one our tags may have taken the place of WeasyPrint's.
    """
    command = [sys.executable, "-c", WRITE, str(path), repr(how)]
    subprocess.run(command, input=html, text=True, check=True)


@cache
def _written(folder: Path) -> bytes:
    path = folder / ".story.pdf"
    by_weasyprint(path, pdf_tags=True)
    data = path.read_bytes()
    path.unlink()
    return data


def _changed(path: Path, change: Callable[[pikepdf.Pdf], None]) -> None:
    """Write the tagged story with something changed."""
    with pikepdf.open(io.BytesIO(_written(path.parent))) as file:
        change(file)
        file.save(path)


def _elements(file: pikepdf.Pdf) -> list[Any]:
    """Return all structure elements, by their numbers."""
    return [
        each
        for each in file.objects
        if isinstance(each, Dictionary) and each.get("/Type") == "/StructElem"
    ]


def _rows(file: pikepdf.Pdf) -> Any:
    """Return the list of the ParentTree, which WeasyPrint writes as one."""
    return file.Root.StructTreeRoot.ParentTree.Nums


def sound(path: Path) -> None:
    """Change nothing."""
    _changed(path, lambda _: None)


def parent_holes(path: Path) -> None:
    """Take entries out of the tree that leads from marks to tags."""

    def change(file: pikepdf.Pdf) -> None:
        rows = _rows(file)
        rows[1] = Array([None] * len(rows[1]))
        del rows[-2:]

    _changed(path, change)


def no_parents(path: Path) -> None:
    """Take the whole tree that leads from marks to tags away."""
    _changed(path, lambda file: file.Root.StructTreeRoot.__delitem__("/ParentTree"))


def circle(path: Path) -> None:
    """Let the last element hold the first."""

    def change(file: pikepdf.Pdf) -> None:
        first = file.Root.StructTreeRoot.K
        first = first[0] if isinstance(first, Array) else first
        last = _elements(file)[-1]
        last.K = Array([first, last])

    _changed(path, change)


def dangling(path: Path) -> None:
    """Name marks that no page draws, of a page that is not there."""

    def change(file: pikepdf.Pdf) -> None:
        gone = file.make_indirect(Dictionary(Type=Name.Page))
        for each in _elements(file)[-4:]:
            each.K = Array([97, Dictionary(Type=Name.MCR, MCID=98, Pg=gone), -1])

    _changed(path, change)


def wrong_keys(path: Path) -> None:
    """Let all pages say that they are the first in the tree that leads from marks to tags."""

    def change(file: pikepdf.Pdf) -> None:
        for page in file.pages:
            page.obj.StructParents = 0

    _changed(path, change)


def no_keys(path: Path) -> None:
    """Let no page say where it is in that tree."""

    def change(file: pikepdf.Pdf) -> None:
        for page in file.pages:
            del page.obj["/StructParents"]

    _changed(path, change)


def empty(path: Path) -> None:
    """Have a root of tags and nothing below it, as programs do that claim to tag."""

    def change(file: pikepdf.Pdf) -> None:
        file.Root.StructTreeRoot = file.make_indirect(Dictionary(Type=Name.StructTreeRoot))

    _changed(path, change)


def untyped(path: Path) -> None:
    """Leave out what an element is, hold numbers and words among them, and null objects."""

    def change(file: pikepdf.Pdf) -> None:
        for place, each in enumerate(_elements(file)):
            if place % 5 == 4:
                del each["/S"]
            elif place % 5 == 3 and isinstance(each.K, Array):
                each.K = Array([*each.K, None, String("words"), 1.5, Dictionary()])

    _changed(path, change)


def twice(path: Path) -> None:
    """Hang every paragraph into the tree twice."""

    def change(file: pikepdf.Pdf) -> None:
        for each in _elements(file):
            if isinstance(each.get("/K"), Array) and each.S in {"/Sect", "/Document", "/Div"}:
                each.K = Array([*each.K, *each.K])

    _changed(path, change)


def deep(path: Path) -> None:
    """Put the story below 4,000 elements in each other."""

    def change(file: pikepdf.Pdf) -> None:
        root = file.Root.StructTreeRoot
        kids = root.K
        above: Any = root
        for _ in range(4000):
            said = Dictionary(Type=Name.StructElem, S=Name.Div, P=above)
            made = file.make_indirect(said)
            above.K = made
            above = made
        above.K = kids

    _changed(path, change)


def _with_roles(file: pikepdf.Pdf, meaning: Any, colour: float) -> None:
    """Give paragraphs a type and a class of the file's own, which means *meaning*."""
    root = file.Root.StructTreeRoot
    root.RoleMap = Dictionary({"/Body": meaning, "/P": Name.Span, "/A": Name.B, "/B": Name.A})
    root.ClassMap = Dictionary(Body=Dictionary(O=Name.Layout, Color=Array([colour, 0, 0])))
    for each in _elements(file):
        if each.S == "/P":
            each.S, each.C = Name.Body, Name.Body
        elif each.S == "/LI":
            each.S = Name.A


def roles(path: Path) -> None:
    """Call paragraphs ``Body``, remap a standard type, and let two types mean each other."""
    _changed(path, lambda file: _with_roles(file, Name.P, 0))


def other_roles(path: Path) -> None:
    """Use the same names of types and classes for other things than the file before."""
    _changed(path, lambda file: _with_roles(file, Name.H1, 1))


def spaces(path: Path) -> None:
    """Use the namespaces of PDF 2.0, one of them with a role map of its own."""

    def change(file: pikepdf.Pdf) -> None:
        two = Dictionary(Type=Name.Namespace, NS=String("http://iso.org/pdf2/ssn"))
        standard = file.make_indirect(two)
        own = file.make_indirect(
            Dictionary(
                Type=Name.Namespace,
                NS=String("https://example.org/ns"),
                RoleMapNS=Dictionary(Chapter=Array([Name.Sect, standard])),
            )
        )
        file.Root.StructTreeRoot.Namespaces = Array([standard, own])
        for each in _elements(file):
            each.NS = standard
            if each.S == "/H2":
                each.S, each.NS = Name.Chapter, own

    _changed(path, change)


def names(path: Path) -> None:
    """Give two cells one name, and let heads be called that are not there."""

    def change(file: pikepdf.Pdf) -> None:
        cells = [each for each in _elements(file) if each.S in {"/TH", "/TD"}]
        for each in cells[:2]:
            each.ID = String("head")
        for each in cells[2:]:
            each.A = Dictionary(O=Name.Table, Headers=Array([String("head"), String("gone")]))
        pair = Array([String("head"), cells[0], String("lost"), None])
        file.Root.StructTreeRoot.IDTree = Dictionary(Names=pair)

    _changed(path, change)


def links_lost(path: Path) -> None:
    """Let tags of links hold annotations that are null, or on no page."""

    def change(file: pikepdf.Pdf) -> None:
        away = file.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link))
        for each in _elements(file):
            if each.S == "/Link":
                said = Dictionary(Type=Name.OBJR, Obj=away, Pg=file.pages[0].obj)
                each.K = Array([said, Dictionary(Type=Name.OBJR)])

    _changed(path, change)


def bookmarks(path: Path) -> None:
    """Put 600 bookmarks side by side, as dictionaries do."""

    def change(file: pikepdf.Pdf) -> None:
        with file.open_outline() as outline:
            outline.root.extend(pikepdf.OutlineItem(f"Word {number}", 0) for number in range(600))

    _changed(path, change)


def same_names(path: Path) -> None:
    """Call all elements the same, in a tree of names that holds null and the root, too."""

    def change(file: pikepdf.Pdf) -> None:
        named: list[Any] = [String("a"), None, Name.B, file.Root.StructTreeRoot]
        for each in _elements(file):
            each.ID = String("same")
            named += [String("same"), each]
        file.Root.StructTreeRoot.IDTree = Dictionary(Kids=Array([Dictionary(Names=Array(named))]))

    _changed(path, change)


def _row(name: str, make: Callable[[Path], None], **more: Any) -> Awkward:
    return Awkward(name=name, producer="WeasyPrint", make=make, **more)


MENDED = told("mended-structure")

ROWS = (
    _row("tags", sound, is_tagged=True, is_usual=True),
    _row("tags-parent-holes", parent_holes, is_tagged=True, reasons=MENDED, is_usual=True),
    _row("tags-no-parents", no_parents, is_tagged=True, reasons=MENDED),
    _row("tags-circle", circle, is_tagged=True, reasons=MENDED),
    _row("tags-dangling", dangling, reasons=told("broken-structure")),
    _row("tags-wrong-keys", wrong_keys, is_tagged=True, reasons=MENDED),
    _row("tags-no-keys", no_keys, is_tagged=True, reasons=MENDED),
    _row("tags-empty", empty),
    _row("tags-untyped", untyped, is_tagged=True, reasons=MENDED),
    _row("tags-twice", twice, is_tagged=True, reasons=MENDED),
    _row("tags-deep", deep, reasons=told("broken-structure")),
    _row("tags-roles", roles, is_tagged=True, reasons=MENDED),
    _row("tags-other-roles", other_roles, is_tagged=True, reasons=MENDED),
    _row("tags-spaces", spaces, is_tagged=True),
    _row("tags-names", names, is_tagged=True),
    _row("tags-bookmarks", bookmarks, is_tagged=True),
    _row("tags-same-names", same_names, is_tagged=True),
    _row("tags-links-lost", links_lost, is_tagged=True, reasons=MENDED),
)
