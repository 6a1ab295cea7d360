"""What stands in the tree of tags of a file, however its objects refer to each other."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from chapbook.tools.pdf import skeleton
from chapbook.tools.pdf.skeleton import Skeleton, Tag

Kids = Callable[[pikepdf.Pdf, Any], Any]


def seen(path: Path, kids: Kids) -> Skeleton:
    """Return what is seen of two pages and a paragraph of the first, which holds *kids*."""
    with pikepdf.new() as file:
        page = file.add_blank_page().obj
        file.add_blank_page()
        mark = Dictionary(Type=Name.StructElem, S=Name.P, Pg=page)
        mark.K = kids(file, page)
        file.Root.StructTreeRoot = Dictionary(K=Array([file.make_indirect(mark)]))
        file.save(path)
    return skeleton.of(path)


def reference(file: pikepdf.Pdf, written: bytes) -> Any:
    """Return an object that stands for itself and is referred to, even a number or a name."""
    return file.make_indirect(pikepdf.Object.parse(written))


def numbers(_: pikepdf.Pdf, __: Any) -> Any:
    """Hold two numbers."""
    return Array([3, 4])


def shared(file: pikepdf.Pdf, _: Any) -> Any:
    """Hold its kids in an object of their own."""
    return file.make_indirect(Array([3, 4]))


def written_out(_: pikepdf.Pdf, page: Any) -> Any:
    """Hold a mark in full, and one that says no page."""
    return Array([Dictionary(Type=Name.MCR, Pg=page, MCID=3), Dictionary(Type=Name.MCR, MCID=4)])


def with_mistakes(_: pikepdf.Pdf, __: Any) -> Any:
    """Hold words, a name and nothing between its marks."""
    return Array([String("12 0 R"), 3, None, Name.P, 4])


@pytest.mark.parametrize("kids", [numbers, shared, written_out, with_mistakes])
def test_marks_are_found_however_they_are_held(kids: Kids, tmp_path: Path) -> None:
    """Numbers, dictionaries and arrays that stand elsewhere hold the same two marks."""
    found = seen(tmp_path / "tagged.pdf", kids)
    assert found.tags == {0: [Tag("P", 3), Tag("P", 4)]}
    assert found.documents == 1


def test_marks_are_of_the_page_that_they_name(tmp_path: Path) -> None:
    """What stands in an element may be on another page, in a form, or on a page that is gone."""

    def kids(file: pikepdf.Pdf, _: Any) -> Any:
        gone = file.make_indirect(Dictionary(Type=Name.Page))
        form = file.make_stream(b"")
        return Array(
            [
                Dictionary(Type=Name.MCR, Pg=file.pages[1].obj, MCID=0),
                Dictionary(Type=Name.MCR, MCID=0, Stm=form),
                Dictionary(Type=Name.OBJR, Pg=gone, Obj=form),
            ]
        )

    assert seen(tmp_path / "tagged.pdf", kids).tags == {
        1: [Tag("P", 0)],
        0: [Tag("P", 0, is_in_form=True)],
        None: [Tag("P", None)],
    }


def test_an_element_counts_once(tmp_path: Path) -> None:
    """One that stands in two places, and in itself, is gone through where it is met first."""

    def kids(file: pikepdf.Pdf, _: Any) -> Any:
        span = file.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Span))
        span.K = Array([5, span])
        return Array([span, 6, span])

    assert seen(tmp_path / "tagged.pdf", kids).tags == {0: [Tag("Span", 5), Tag("P", 6)]}


def test_elements_that_nothing_refers_to_all_count(tmp_path: Path) -> None:
    """Some programs write elements into the array of kids itself."""

    def kids(_: pikepdf.Pdf, __: Any) -> Any:
        return Array([Dictionary(S=Name.Span, K=5), Dictionary(S=Name.Span, K=6)])

    assert seen(tmp_path / "tagged.pdf", kids).tags == {0: [Tag("Span", 5), Tag("Span", 6)]}


def test_numbers_and_names_may_stand_elsewhere(tmp_path: Path) -> None:
    """A PDF may refer to any value."""
    path = tmp_path / "tagged.pdf"
    seen(path, numbers)
    said = (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R/StructTreeRoot<</K 4 0 R>>>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
        b"4 0 obj<</S 5 0 R/Pg 3 0 R/K[6 0 R 6 0 R<</MCID 6 0 R>>]>>endobj\n"
        b"5 0 obj/P endobj\n6 0 obj 7 endobj\n"
        b"trailer<</Root 1 0 R/Size 7>>\n%%EOF\n"
    )
    path.write_bytes(said)
    assert skeleton.of(path).tags == {0: [Tag("P", 7)] * 3}
