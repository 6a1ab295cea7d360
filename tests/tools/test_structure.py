"""Reading the tag tree: what a screen reader gets of a file, whichever program wrote it."""

from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from chapbook.tools.pdf import structure
from chapbook.tools.pdf.read import UnreadablePdfError
from chapbook.tools.pdf.structure import Element, Furniture

ARTICLE = b"""
/Artifact << /Type /Pagination /Subtype /Header >> BDC
BT /F 8 Tf 1 0 0 1 20 190 Tm (Running head) Tj ET EMC
BT /F 8 Tf 1 0 0 1 20 5 Tm (Stray) Tj ET
/P << /MCID 0 >> BDC BT /F 10 Tf 1 0 0 1 20 160 Tm (One line and) Tj ET EMC
/P << /MCID 1 >> BDC BT /F 10 Tf 1 0 0 1 20 148 Tm (the next, a hy) Tj
/Span << /ActualText <FEFF00AD> >> BDC (-) Tj EMC
0 -12 Td (phen.) Tj ET EMC
/P << /MCID 2 >> BDC /Span << /ActualText (whole) >> BDC
BT /F 10 Tf 1 0 0 1 20 100 Tm (wh) Tj (ol) Tj ET EMC EMC
/P << /MCID 3 >> BDC /X Do EMC
"""

INNER = b"BT /F 10 Tf 20 80 Td [(t) -50 (wo) -700 (words)] TJ ET"


def font() -> Dictionary:
    """Return a font of one byte a letter, each half as wide as the type is high."""
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.TrueType,
        BaseFont=Name.Some,
        FirstChar=0,
        Widths=Array([500] * 256),
    )


def element(file: pikepdf.Pdf, role: str, kids: list[Any], **more: Any) -> pikepdf.Object:
    """Return an indirect structure element."""
    return file.make_indirect(Dictionary(S=Name(f"/{role}"), K=Array(kids), **more))


def written(path: Path, kids: Any, **root: Any) -> Element:
    """Write a file of one page with ARTICLE, whose tree holds what *kids* makes, and read it."""
    with pikepdf.new() as file:
        page = file.add_blank_page(page_size=(200, 200)).obj
        form = file.make_stream(INNER)
        form.Type, form.Subtype = Name.XObject, Name.Form
        page.Resources = Dictionary(Font=Dictionary(F=font()), XObject=Dictionary(X=form))
        page.Contents = file.make_stream(ARTICLE)
        tree = Dictionary(Type=Name.StructTreeRoot, K=Array(kids(file, page)), **root)
        file.Root.StructTreeRoot = file.make_indirect(tree)
        file.save(path)
    return structure.read(path)


def paragraphs(file: pikepdf.Pdf, page: Any) -> list[Any]:
    """Return one element for each of the page's marks."""
    return [element(file, "P", [number], Pg=page) for number in range(4)]


def test_words_are_read_in_the_order_of_tags(tmp_path: Path) -> None:
    """Elements come in the order of the tree, whatever order they are drawn in."""
    root = written(tmp_path / "a.pdf", lambda f, p: reversed(paragraphs(f, p)))
    assert [e.text for e in root.elements] == [
        "two words",
        "whole",
        "the next, a hyphen.",
        "One line and",
    ]


def test_lines_are_put_together(tmp_path: Path) -> None:
    """A new line is a space, unless a soft hyphen ends the line before."""

    def one(file: pikepdf.Pdf, page: Any) -> list[Any]:
        return [element(file, "P", [0, Dictionary(Type=Name.MCR, Pg=page, MCID=1)], Pg=page)]

    root = written(tmp_path / "a.pdf", one)
    assert root.text == "One line and the next, a hyphen."


def test_names_and_classes_are_looked_up(tmp_path: Path) -> None:
    """A name of the program's own is read as what it stands for, a class as its attributes."""

    def cell(file: pikepdf.Pdf, page: Any) -> list[Any]:
        return [
            element(file, "Head", [0], Pg=page, C=Name.Column, Lang=String("fr"), T=String("x"))
        ]

    roles = Dictionary(Head=Name.Other, Other=Name.TH)
    classes = Dictionary(Column=Dictionary(O=Name.Table, Scope=Name.Column, ColSpan=2))
    root = written(tmp_path / "a.pdf", cell, RoleMap=roles, ClassMap=classes)
    (found,) = root.elements
    assert (found.role, found.lang, found.title, found.page_number) == ("TH", "fr", "x", 1)
    assert found.attributes == {"Scope": "Column", "ColSpan": 2}


def test_an_annotation_says_where_it_leads(tmp_path: Path) -> None:
    """A link holds its words and what is read aloud of its area."""

    def link(file: pikepdf.Pdf, page: Any) -> list[Any]:
        area = file.make_indirect(
            Dictionary(
                Subtype=Name.Link,
                Contents=String("One line"),
                A=Dictionary(S=Name.URI, URI=String("https://example.org/")),
            )
        )
        return [element(file, "Link", [Dictionary(Type=Name.OBJR, Obj=area), 0], Pg=page)]

    root = written(tmp_path / "a.pdf", link)
    assert structure.dump(root) == (
        'StructTreeRoot\n  Link p1\n    -> https://example.org/ "One line"\n    "One line and"\n'
    )


def test_what_is_outside_is_furniture(tmp_path: Path) -> None:
    """Artifacts are told with their kind, and what is not marked at all is told too."""
    written(tmp_path / "a.pdf", paragraphs)
    assert structure.furniture(tmp_path / "a.pdf") == (
        Furniture(kind="Pagination", subtype="Header", text="Running head", page_number=1),
        Furniture(kind="Unmarked", subtype="", text="Stray", page_number=1),
    )


def test_a_file_without_tags_has_an_empty_tree(tmp_path: Path) -> None:
    """Reading goes on where there is nothing to read."""
    with pikepdf.new() as file:
        file.add_blank_page()
        file.save(tmp_path / "bare.pdf")
    assert structure.read(tmp_path / "bare.pdf") == Element(role="StructTreeRoot")


def test_a_circle_is_refused(tmp_path: Path) -> None:
    """A tree that holds itself is no tree."""

    def circle(file: pikepdf.Pdf, page: Any) -> list[Any]:
        outer = element(file, "Sect", [], Pg=page)
        outer.K.append(element(file, "Sect", [outer], Pg=page))
        return [outer]

    with pytest.raises(UnreadablePdfError, match="twice"):
        written(tmp_path / "a.pdf", circle)
