"""Strips that are printed on pages: where they stand, and what moves with a page."""

import zlib
from typing import Any

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String

from chapbook.tools.pdf import matrix
from chapbook.tools.pdf.strips import content, fitting, lettering, moving
from chapbook.tools.pdf.strips.fitting import EDGE_PT, GAP_PT, Shown, Wanted, Where

A4 = fitting.Sheet(width_pt=595.28, height_pt=841.89)
PUNCHED = fitting.Sheet(width_pt=595.28, height_pt=841.89, punch_pt=56.7)
LINES = Wanted(head_pt=10, foot_pt=17, edge_pt=17)


def shown(ink: tuple[float, float, float, float] | None, size: tuple[float, float]) -> Shown:
    """Return a page of *size* with *ink*."""
    return Shown(width_pt=size[0], height_pt=size[1], ink=ink)


def fit(
    ink: tuple[float, float, float, float] | None, size: tuple[float, float] = (595.28, 841.89)
) -> fitting.Fit:
    """Return how a page goes on A4."""
    page = shown(ink, size)
    return fitting.fitted(page, A4.side(0, is_broad=page.is_broad), LINES)


def test_a_page_with_margins_stays_as_it_is() -> None:
    """Where head and foot are blank nothing moves, and the permission line stands at the foot."""
    assert fit((60, 40, 540, 790)) == fitting.Fit(
        scale=1, across_pt=0, up_pt=0, permission=Where.FOOT
    )


def test_a_full_foot_sends_the_permission_line_to_the_head() -> None:
    """The head is the second choice, and the page stays where it is."""
    assert fit((60, 16, 540, 770)) == fitting.Fit(
        scale=1, across_pt=0, up_pt=0, permission=Where.HEAD
    )


def test_a_page_is_moved_before_a_line_is_turned() -> None:
    """A page whose two margins together have room is moved, at its own size."""
    found = fit((60, 30, 540, 800))
    assert (found.scale, found.permission) == (1, Where.FOOT)
    assert found.up_pt > 0


def test_a_line_is_turned_before_type_is_reduced() -> None:
    """A page that fills its height keeps its size where its outer margin is blank."""
    found = fit((60, 15, 540, 805))
    assert (found.scale, found.permission) == (1, Where.EDGE)


def test_a_page_without_room_is_reduced() -> None:
    """A page that is printed to its edges is reduced until the strips have room of their own."""
    found = fit((0, 0, 595.28, 841.89))
    assert 0.9 < found.scale < 0.95
    assert found.permission is Where.FOOT


def test_no_page_is_enlarged() -> None:
    """A small page lies on the sheet as large as it is."""
    assert fit((0, 0, 200, 300), (200, 300)).scale == 1


def test_a_larger_page_is_reduced_with_its_margins() -> None:
    """An A3 page goes on A4 as a whole, but Letter keeps its size: only margins overlap."""
    assert fit((300, 500, 400, 600), (841.89, 1190.55)).scale == pytest.approx(0.707, abs=0.001)
    assert fit((72, 72, 540, 720), (612, 792)).scale == 1


def test_the_punch_is_at_the_left_and_at_the_head_of_broad_pages() -> None:
    """Broad pages are turned against the clock when bound; packs from the right mirror both."""
    assert PUNCHED.side(0, is_broad=False).free[0] == pytest.approx(56.7)
    broad = PUNCHED.side(0, is_broad=True)
    assert broad.height_pt - broad.free[3] == pytest.approx(56.7)
    mirrored = fitting.Sheet(width_pt=595.28, height_pt=841.89, punch_pt=56.7, binds_right=True)
    assert 595.28 - mirrored.side(0, is_broad=False).free[2] == pytest.approx(56.7)
    assert mirrored.side(0, is_broad=True).free[1] == pytest.approx(56.7)


def test_the_outer_edge_of_a_booklet_alternates() -> None:
    """Pages of a booklet are bound at their left and at their right in turn."""
    booklet = fitting.Sheet(width_pt=420, height_pt=595, is_folded=True)
    outer = [booklet.side(index, is_broad=False).outer_is_left for index in range(3)]
    assert outer == [False, True, False]


@given(
    size=st.tuples(st.floats(40, 3000), st.floats(40, 3000)),
    ink=st.tuples(*[st.floats(0, 1)] * 4),
    punch=st.sampled_from([0.0, 56.7]),
    lines=st.tuples(st.floats(8, 20), st.floats(0, 60)),
)
def test_no_strip_stands_on_ink(
    size: tuple[float, float],
    ink: tuple[float, float, float, float],
    punch: float,
    lines: tuple[float, float],
) -> None:
    """Whatever a page shows, it ends up beside the strips, the edges and the punch."""
    width, height = size
    left, right = sorted((ink[0] * width, ink[2] * width))
    low, high = sorted((ink[1] * height, ink[3] * height))
    page = shown((left, low, max(right, left + 1), max(high, low + 1)), size)
    sheet = fitting.Sheet(width_pt=595.28, height_pt=841.89, punch_pt=punch)
    side = sheet.side(0, is_broad=page.is_broad)
    wanted = Wanted(head_pt=lines[0], foot_pt=lines[1], edge_pt=lines[1])

    found = fitting.fitted(page, side, wanted)

    assert page.ink is not None
    placed = (found.scale, 0.0, 0.0, found.scale, found.across_pt, found.up_pt)
    left, low, right, high = matrix.bounds(placed, page.ink)
    zone = fitting._left_over(side, wanted, found.permission)
    assert left >= zone[0] - 0.1
    assert low >= zone[1] - 0.1
    assert right <= zone[2] + 0.1
    assert high <= zone[3] + 0.1
    assert min(zone[0], zone[1]) >= EDGE_PT - 0.01
    assert side.height_pt - zone[3] >= EDGE_PT + lines[0] + GAP_PT - 0.01
    assert 0 < found.scale <= 1


@pytest.mark.parametrize(
    ("drawn", "needed"),
    [
        (b"q 1 0 0 1 0 0 cm Q", (0, 0)),
        (b"q q 0 g", (0, 2)),
        (b"0 g Q Q q", (2, 1)),
        (b"(q Q \\) q (Q) q) Tj % q q\n<71> Tj q", (0, 1)),
        (b"BI /W 1 /H 1 /BPC 8 /CS /G ID q Q q\nEI q Q", (0, 0)),
        (b"/q gs /Q Do [(q)] TJ", (0, 0)),
        (b"q[1]0 d Q", (0, 0)),
    ],
)
def test_open_states_are_counted(drawn: bytes, needed: tuple[int, int]) -> None:
    """Operators count, and letters in strings, comments, names and pictures do not."""
    assert content.depths(drawn) == needed


@given(st.lists(st.sampled_from(["q", "Q", "0 g", "(Q) Tj", "2 0 0 2 5 5 cm"]), max_size=30))
def test_what_a_page_leaves_behind_ends_with_it(operators: list[str]) -> None:
    """Whatever a page opens or closes, what is drawn after it begins as pages begin."""
    file = pikepdf.new()
    page = file.add_blank_page(page_size=(200, 200)).obj
    page.Contents = file.make_stream(" ".join(operators).encode())
    content.enclosed(content.Streams(file), page, "2 0 0 2 0 0 cm", "/Strip Do", is_sound=False)
    depth, scales = 0, [1.0]
    for one in pikepdf.parse_content_stream(page):
        match str(one.operator):
            case "q":
                depth += 1
                scales.append(scales[-1])
            case "Q":
                depth -= 1
                scales.pop()
            case "cm":
                scales[-1] *= float(one.operands[0])
        assert depth >= 0
    assert depth == 0
    assert scales == [1.0]


@given(st.integers(0, 10_000_000))
def test_no_stream_ends_in_a_line_end(number: int) -> None:
    """A judge takes such streams for broken; what they draw is the same."""
    data = f"q 1 0 0 1 {number} 0 cm Q".encode()
    written = content.packed(data)
    assert not written.endswith(b"\r")
    assert zlib.decompress(written).strip() == data


@pytest.fixture
def file() -> pikepdf.Pdf:
    """A file of two pages."""
    made = pikepdf.new()
    for _ in range(2):
        made.add_blank_page(page_size=(200, 400))
    return made


HALF = (0.5, 0.0, 0.0, 0.5, 10.0, 20.0)
TURNED = (0.0, -1.0, 1.0, 0.0, 0.0, 200.0)
"""What makes upright a page with /Rotate 90 that is 200 broad as it is stored."""


@pytest.mark.parametrize(
    ("said", "moved", "expected"),
    [
        (["/XYZ", 100, 300, 2], HALF, ["/XYZ", 60, 170, 2]),
        (["/XYZ", None, 300, None], HALF, ["/XYZ", None, 170, None]),
        (["/FitH", 300], HALF, ["/FitH", 170]),
        (["/FitBV", 100], HALF, ["/FitBV", 60]),
        (["/FitR", 0, 0, 100, 100], HALF, ["/FitR", 10, 20, 60, 70]),
        (["/FitR", 0, 0, 100], HALF, ["/FitR", 0, 0, 100]),
        (["/FitR", 0, 0, 100, "/A"], HALF, ["/FitR", 0, 0, 100, "/A"]),
        (["/XYZ", "/A", 300], HALF, ["/XYZ", None, 170]),
        (["/Fit"], HALF, ["/Fit"]),
        (["/XYZ", 50, 300, 0], TURNED, ["/XYZ", 300, 150, 0]),
        (["/FitH", 300], TURNED, ["/FitV", 300]),
    ],
)
def test_destinations_move_with_their_page(
    file: pikepdf.Pdf, said: list[object], moved: matrix.Matrix, expected: list[object]
) -> None:
    """Each kind of destination leads to the same place of the page that it led to before."""

    def destination(target: pikepdf.Page, rest: list[object]) -> Array:
        named = [Name(each) if isinstance(each, str) else each for each in rest]
        return Array([target.obj, *named])

    first, other = file.pages
    bookmark = Dictionary(Title=String("x"), Dest=destination(first, said))
    still = Dictionary(Title=String("y"), Dest=destination(other, said))
    bookmark = file.make_indirect(bookmark)
    bookmark.Next = file.make_indirect(still)
    file.Root.Outlines = Dictionary(First=bookmark)
    leaf = Dictionary(Names=Array([String("a"), Dictionary(D=destination(first, said))]))
    file.Root.Names = Dictionary(Dests=Dictionary(Kids=Array([file.make_indirect(leaf)])))
    action = Dictionary(S=Name.GoTo, D=destination(first, said))
    other.obj.Annots = Array([file.make_indirect(Dictionary(Subtype=Name.Link, A=action))])

    moving.destinations(file, {first.obj.objgen: moved})

    def told(array: Array) -> list[object]:
        return [str(array[1]), *(_plain(each) for each in list(array)[2:])]

    assert told(file.Root.Outlines.First.Dest) == expected
    assert told(leaf.Names[1].D) == expected
    assert told(action.D) == expected
    assert told(file.Root.Outlines.First.Next.Dest) == [said[0], *said[1:]]


def _plain(said: Any) -> object:
    """Return a number, null or a name as Python has them."""
    return None if said is None else str(said) if isinstance(said, Name) else float(said)


def test_annotations_move_with_their_page(file: pikepdf.Pdf) -> None:
    """Rectangles and points go where what they mark goes; own drawings turn with the page."""
    page, drawing = file.pages[0], file.make_stream(b"")
    link = Dictionary(
        Subtype=Name.Link, Rect=Array([0, 0, 100, 40]), QuadPoints=Array([0, 40, 100, 40])
    )
    note = Dictionary(Rect=Array([0, 0, 10, 10]), InkList=Array([Array([2, 4])]))
    note.AP = Dictionary(N=drawing)
    page.obj.Annots = Array([link, note])

    moving.annotations(page.obj, HALF)

    first, second = page.obj.Annots
    assert [float(edge) for edge in first.Rect] == [10, 20, 60, 40]
    assert [float(number) for number in first.QuadPoints] == [10, 40, 60, 40]
    assert [float(number) for number in second.InkList[0]] == [11, 22]
    assert "/Matrix" not in second.AP.N

    moving.annotations(page.obj, TURNED)
    assert [float(number) for number in second.AP.N.Matrix] == [0, -1, 1, 0, 0, 0]


def test_boxes_of_figures_move_once(file: pikepdf.Pdf) -> None:
    """A figure says where it stands; it is moved once however many marks it has."""
    page = file.pages[0]
    figure = file.make_indirect(
        Dictionary(S=Name.Figure, A=Dictionary(O=Name.Layout, BBox=Array([0, 0, 100, 100])))
    )
    page.obj.StructParents = 3
    parents = Dictionary(Nums=Array([3, Array([figure, figure])]))
    file.Root.StructTreeRoot = Dictionary(ParentTree=Dictionary(Kids=Array([parents])))

    moving.figures(file, {page.obj.objgen: HALF})

    assert [float(edge) for edge in figure.A.BBox] == [10, 20, 60, 70]


def test_a_moved_page_has_one_box(file: pikepdf.Pdf) -> None:
    """Crop, turn and unit are part of the move; what margins leave moves with the text."""
    page = file.pages[0]
    page.obj.CropBox = Array([10, 10, 190, 390])
    page.obj.Rotate, page.obj.UserUnit = 90, 2
    page.obj.ArtBox = Array([20, 40, 180, 380])

    moving.boxes(page.obj, HALF, (500, 600))

    assert [float(edge) for edge in page.obj.MediaBox] == [0, 0, 500, 600]
    assert [float(edge) for edge in page.obj.ArtBox] == [20, 40, 100, 210]
    assert not {"/CropBox", "/Rotate", "/UserUnit"} & set(page.obj.keys())


def test_a_page_is_not_cut_within_its_sheet(file: pikepdf.Pdf) -> None:
    """A print shop would cut off strips where the reading's own pages were to be trimmed."""
    page = file.pages[0]
    page.obj.TrimBox, page.obj.BleedBox = Array([20, 40, 180, 380]), Array([15, 35, 185, 385])
    moving.uncut(page.obj)
    edges = [float(edge) for edge in page.obj.MediaBox]
    assert [float(edge) for edge in page.trimbox] == edges
    assert [float(edge) for edge in page.obj.BleedBox] == edges


def test_pieces_of_a_folio_say_it_in_order() -> None:
    """Numbers are taken apart into digits, words stay together."""
    said = lettering.pieces(
        "Page {folio} · {page} of {pages}", {"folio": "41", "page": "3", "pages": "17"}
    )
    assert said == ["Page ", "4", "1", " · ", "3", " of ", "1", "7"]
