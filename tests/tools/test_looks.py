"""Whether the hash of a page stands for how it looks, and for nothing else."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from chapbook.tools.pdf import looks


def hashed(folder: Path, change: Callable[[pikepdf.Pdf, Any], None]) -> str:
    """Return the hash of a page that draws a form in a form, with an annotation, once changed."""
    path = folder / "page.pdf"
    with pikepdf.new() as file:
        inner = file.make_stream(b"0 0 1 1 re f", Type=Name.XObject, Subtype=Name.Form)
        outer = file.make_stream(b"/I Do", Type=Name.XObject, Subtype=Name.Form)
        outer.Resources = Dictionary(XObject=Dictionary(I=inner))
        page = file.add_blank_page().obj
        page.Resources = Dictionary(XObject=Dictionary(O=outer))
        page.Contents = Array([file.make_stream(b"/O Do")])
        drawn = file.make_stream(b"1 0 0 rg", Type=Name.XObject, Subtype=Name.Form)
        note = Dictionary(Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), AP=Dictionary(N=drawn))
        page.Annots = Array([file.make_indirect(note)])
        change(file, page)
        file.save(path)
    (found,) = looks.of_pages(path)
    return found


def nothing(file: pikepdf.Pdf, page: Any) -> None:
    """Leave the page as it is."""


def form(_: pikepdf.Pdf, page: Any) -> None:
    """Draw something else in the inner form."""
    page.Resources.XObject.O.Resources.XObject.I.write(b"0 0 2 2 re f")


def content(file: pikepdf.Pdf, page: Any) -> None:
    """Draw the form twice."""
    page.Contents.append(file.make_stream(b"/O Do"))


def size(_: pikepdf.Pdf, page: Any) -> None:
    """Make the page larger."""
    page.MediaBox = Array([0, 0, 700, 900])


def appearance(_: pikepdf.Pdf, page: Any) -> None:
    """Draw the annotation in another colour."""
    page.Annots[0].AP.N.write(b"0 1 0 rg")


@pytest.mark.parametrize("change", [form, content, size, appearance])
def test_what_looks_different_has_another_hash(
    change: Callable[[pikepdf.Pdf, Any], None], tmp_path: Path
) -> None:
    """Drawings, forms in forms, boxes and annotations all count."""
    assert hashed(tmp_path, change) != hashed(tmp_path, nothing)


def place(file: pikepdf.Pdf, page: Any) -> None:
    """Give the page tags and its annotation somewhere to lead, and number all objects anew."""
    file.make_stream(b"one object more")
    page.StructParents = 7
    page.Annots[0].Dest = Array([page, Name.Fit])
    page.Annots[0].StructParent = 8


def test_tags_and_goals_of_links_do_not_count(tmp_path: Path) -> None:
    """They are not seen."""
    assert hashed(tmp_path, place) == hashed(tmp_path, nothing)


@pytest.mark.parametrize("name", ["/A", "/P", "/Dest", "/Parent"])
def test_names_of_what_is_drawn_count(name: str, tmp_path: Path) -> None:
    """A form, a font or a glyph may be called as that is which nobody sees of an annotation."""

    def drawn(content: bytes) -> str:
        def change(file: pikepdf.Pdf, page: Any) -> None:
            form = file.make_stream(content, Type=Name.XObject, Subtype=Name.Form)
            page.Resources.XObject[name] = form

        return hashed(tmp_path, change)

    assert drawn(b"0 0 1 1 re f") != drawn(b"0 0 2 2 re f")


def test_which_layers_hide_something_counts(tmp_path: Path) -> None:
    """An image may be seen where all of some layers are, or where any of them is."""

    def hidden(policy: Name) -> str:
        def change(_: pikepdf.Pdf, page: Any) -> None:
            page.Resources.XObject.O.OC = Dictionary(Type=Name.OCMD, OCGs=Array([]), P=policy)

        return hashed(tmp_path, change)

    assert hidden(Name.AnyOn) != hidden(Name.AllOn)


def circle(_: pikepdf.Pdf, page: Any) -> None:
    """Let the inner form draw the outer."""
    page.Resources.XObject.O.Resources.XObject.I.Resources = page.Resources


def test_a_form_that_draws_itself_has_a_hash(tmp_path: Path) -> None:
    """It is like itself in the same file only."""
    assert hashed(tmp_path, circle) != hashed(tmp_path, nothing)
