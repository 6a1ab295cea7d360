"""What is put right, drawn or left out in the copy of somebody else's PDF.

All is done in this process and not in a child of it, which takes a tenth of the time;
``test_foreign.py`` asks the child.
"""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String

from chapbook.tools.pdf.foreign import examination, kinds
from chapbook.tools.pdf.foreign.report import Examined
from tests.packs.corpus import raw

Change = Callable[[pikepdf.Pdf], None]
Mended = Callable[[Change], "Result"]

LETTERS = b"BT /F1 20 Tf 50 300 Td (Words that many people want to hear) Tj ET"


class Result:
    """A file that was mended."""

    def __init__(self, path: Path, folder: Path) -> None:
        self.before, self.path = path, folder / "mended.pdf"
        found = examination.examined(path, None, self.path)
        assert found.refusal is None
        self.reasons = {each.reason for each in found.problems} - {"fonts-not-embedded"}
        self.is_tagged = found.is_tagged

    @contextmanager
    def opened(self) -> Iterator[Any]:
        """Open the copy."""
        with pikepdf.open(self.path) as file:
            yield file

    def is_drawn_alike(self) -> bool:
        """Tell whether the first page of the copy looks as that of the file."""
        return drawn(self.before) == drawn(self.path)


def examined(path: Path) -> Examined:
    """Return what the file at *path* is."""
    return examination.examined(path, None, None)


def drawn(path: Path) -> bytes:
    """Return the pixels of the first page of the file at *path*, its fields filled in."""
    document = pypdfium2.PdfDocument(path)
    try:
        document.init_forms()
        return bytes(document[0].render(scale=1, grayscale=True).to_pil().tobytes())
    finally:
        document.close()


def book() -> bytes:
    """Return a PDF of two pages with words in Helvetica."""
    with pikepdf.new() as file:
        face = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        for _ in range(2):
            page = file.add_blank_page(page_size=(400, 400)).obj
            page.Resources = Dictionary(Font=Dictionary(F1=face))
            page.Contents = file.make_stream(LETTERS)
        written = io.BytesIO()
        file.save(written)
    return written.getvalue()


@pytest.fixture
def mended(tmp_path: Path) -> Mended:
    """Return a function that changes something in the book and mends that."""

    def make(change: Change) -> Result:
        path = tmp_path / "theirs.pdf"
        with pikepdf.open(io.BytesIO(book())) as file:
            change(file)
            file.save(path)
        (tmp_path / "desk").mkdir()
        return Result(path, tmp_path / "desk")

    return make


def note(file: pikepdf.Pdf, kind: str, **more: Any) -> Any:
    """Put an annotation on the first page."""
    made = Dictionary(Type=Name.Annot, Subtype=Name(kind), Rect=[50, 50, 150, 80], **more)
    page = file.pages[0].obj
    made = file.make_indirect(made)
    page.Annots = Array([*page.get("/Annots", []), made])
    return made


def look(file: pikepdf.Pdf) -> Any:
    """Return a look: a filled rectangle."""
    return Dictionary(N=file.make_stream(b"0 0 100 30 re f", BBox=[0, 0, 100, 30]))


def test_what_runs_is_taken_out(mended: Mended) -> None:
    """No script is left, whatever it hangs on; links stay, and do what they did first."""
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert('!')"))

    def change(file: pikepdf.Pdf) -> None:
        file.Root.OpenAction = script
        file.Root.Names = Dictionary(JavaScript=Dictionary(Names=[String("a"), script]))
        file.pages[1].obj.AA = Dictionary(O=script)
        note(file, "/Link", A=script)
        note(file, "/Link", A=Dictionary(S=Name.URI, URI=String("https://e.org/"), Next=script))
        note(file, "/Link", A=Dictionary(S=Name.Launch, F=String("setup.exe")))
        note(file, "/Link", A=Dictionary(S=Name.Launch, F=String("other.pdf")))

    result = mended(change)
    assert result.reasons == {"javascript"}
    assert b"JavaScript" not in result.path.read_bytes()
    with result.opened() as file:
        kept = [str(each.A.S) for each in file.pages[0].obj.Annots]
    assert kept == ["/URI", "/Launch"]


def test_fields_are_drawn_as_they_show(mended: Mended) -> None:
    """A page looks the same without its fields as with them."""

    def change(file: pikepdf.Pdf) -> None:
        field = note(file, "/Widget", FT=Name.Tx, T=String("a"), V=String("Ada"), AP=look(file))
        file.Root.AcroForm = Dictionary(Fields=[field])

    result = mended(change)
    assert result.reasons == {"form"}
    assert result.is_drawn_alike()
    with result.opened() as file:
        assert "/AcroForm" not in file.Root
        assert "/Annots" not in file.pages[0].obj


def test_a_field_of_a_hidden_layer_stays_hidden(mended: Mended) -> None:
    """Answers in a layer that is not shown are not drawn into the page for all to see."""

    def change(file: pikepdf.Pdf) -> None:
        layer = file.make_indirect(Dictionary(Type=Name.OCG, Name=String("answers")))
        file.Root.OCProperties = Dictionary(
            OCGs=Array([layer]), D=Dictionary(OFF=Array([layer]), Order=Array([layer]))
        )
        field = note(file, "/Widget", FT=Name.Tx, T=String("a"), AP=look(file), OC=layer)
        file.Root.AcroForm = Dictionary(Fields=[field])

    row, column = 400 - 65, 100
    assert drawn(mended(change).path)[row * 400 + column] == 255


def test_a_page_that_was_drawn_into_may_be_again(mended: Mended) -> None:
    """In a file of ours that somebody put fields on, the fields of before stay what they were."""

    def change(file: pikepdf.Pdf) -> None:
        page = file.pages[0]
        before = file.make_stream(b"0 0 200 200 re f", BBox=[0, 0, 200, 200], Subtype=Name.Form)
        page.obj.Resources.XObject = Dictionary(ChapbookLook1=before)
        page.contents_add(b"q 1 0 0 1 300 300 cm /ChapbookLook1 Do Q")
        field = note(file, "/Widget", FT=Name.Tx, T=String("a"), V=String("Ada"), AP=look(file))
        file.Root.AcroForm = Dictionary(Fields=[field])

    assert mended(change).is_drawn_alike()


@pytest.mark.parametrize(
    ("state", "value", "is_black"),
    [
        (None, Name.Yes, True),
        (Name.Maybe, Name.Yes, True),
        (String("Yes"), Name.Yes, True),
        (None, Name.Off, False),
        (None, Name.Maybe, False),
        (Name.Off, Name.Yes, False),  # another button of the field is pressed
    ],
)
def test_a_button_without_a_state_shows_its_value(
    mended: Mended, state: Any, value: Name, is_black: bool
) -> None:
    """What was ticked is not lost where a program forgot to say which look that has."""

    def change(file: pikepdf.Pdf) -> None:
        looks = [file.make_stream(said, BBox=[0, 0, 100, 30]) for said in (b"0 0 100 30 re f", b"")]
        both = Dictionary(N=Dictionary(Yes=looks[0], Off=looks[1]))
        field = note(file, "/Widget", FT=Name.Btn, T=String("a"), V=value, AP=both)
        if state is not None:
            field.AS = state
        file.Root.AcroForm = Dictionary(Fields=[field])

    row, column = 400 - 65, 100
    assert drawn(mended(change).path)[row * 400 + column] == (0 if is_black else 255)


def test_values_without_a_look_get_one(mended: Mended) -> None:
    """What a field says is drawn; what cannot be drawn is told."""

    def change(file: pikepdf.Pdf) -> None:
        how = String("/Helv 12 Tf 0 g")
        latin = note(file, "/Widget", FT=Name.Tx, T=String("a"), V=String("Zoë"), DA=how)
        button = note(file, "/Widget", FT=Name.Btn, T=String("b"), V=Name.On, AS=Name.On)
        other = note(file, "/Widget", FT=Name.Tx, T=String("c"), V=String("Ада"), DA=how)
        file.Root.AcroForm = Dictionary(Fields=[latin, button, other], NeedAppearances=True)

    result = mended(change)
    assert result.reasons == {"form", "form-without-appearance"}
    document = pypdfium2.PdfDocument(result.path)
    assert "Zoë" in document[0].get_textpage().get_text_bounded()
    document.close()
    with result.opened() as file:
        things = file.pages[0].obj.Resources.XObject.values()
        assert any(b" l S" in each.read_bytes() for each in things)


def test_a_field_keeps_its_place_among_tags(mended: Mended) -> None:
    """What a tagged field shows is content of its element, and no mark of the page is lost."""

    def change(file: pikepdf.Pdf) -> None:
        paragraph = tagged(file)
        field = note(file, "/Widget", FT=Name.Tx, T=String("a"), V=String("Ada"), AP=look(file))
        file.Root.AcroForm = Dictionary(Fields=[field])
        form = Dictionary(Type=Name.StructElem, S=Name.Form, P=paragraph.P)
        form.K = Dictionary(Type=Name.OBJR, Obj=field, Pg=file.pages[0].obj)
        paragraph.P.K.append(file.make_indirect(form))

    result = mended(change)
    assert result.reasons == {"form"}
    with result.opened() as file:
        document = file.Root.StructTreeRoot.K[0]
        (reference,) = document.K[-1].K
        assert (str(reference.Type), reference.MCID) == ("/MCR", 1)
        row = file.Root.StructTreeRoot.ParentTree.Nums[1]
        assert [str(each.S) for each in row] == ["/P", "/Form"]
        assert b"/MCID 1" in file.pages[0].obj.Contents[-1].read_bytes()


def tagged(file: pikepdf.Pdf) -> Any:
    """Tag both pages, and return the paragraph of the first."""
    root = file.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    top = Dictionary(Type=Name.StructElem, S=Name.Document, P=root, K=Array([]))
    top = file.make_indirect(top)
    rows: list[Any] = []
    for index, page in enumerate(file.pages):
        page.obj.Contents = file.make_stream(b"/P <</MCID 0>> BDC " + LETTERS + b" EMC")
        page.obj.StructParents = index
        made = Dictionary(Type=Name.StructElem, S=Name.P, P=top, Pg=page.obj, K=0)
        top.K.append(file.make_indirect(made))
        rows += [index, file.make_indirect(Array([top.K[-1]]))]
    root.K, root.ParentTree = Array([top]), Dictionary(Nums=rows)
    file.Root.StructTreeRoot = root
    return top.K[0]


def holds_itself(file: pikepdf.Pdf) -> None:
    """Let a paragraph hold the document."""
    paragraph = tagged(file)
    paragraph.K = Array([0, paragraph.P])


def dangles(file: pikepdf.Pdf) -> None:
    """Let a paragraph hold marks that are not there."""
    tagged(file).K = Array([0, 17, Dictionary(Type=Name.MCR, MCID=3)])


def lists_wrongly(file: pikepdf.Pdf) -> None:
    """Let the ParentTree have a hole, and two pages the same row."""
    tagged(file)
    file.Root.StructTreeRoot.ParentTree.Nums[1][0] = None
    file.pages[1].obj.StructParents = 0


@pytest.mark.parametrize("change", [holds_itself, dangles, lists_wrongly])
def test_tags_are_put_right(mended: Mended, change: Change) -> None:
    """Each mark of a tree that was wrong stands in one element, which its row names."""
    result = mended(change)
    assert (result.reasons, result.is_tagged) == ({"mended-structure"}, True)
    with result.opened() as file:
        top = file.Root.StructTreeRoot.K[0]
        assert [list(each.K) for each in top.K] == [[0], [0]]
        listed = file.Root.StructTreeRoot.ParentTree.Nums
        rows = dict(zip(listed[0::2], listed[1::2], strict=True))
        for page, element in zip(file.pages, top.K, strict=True):
            (said,) = rows[page.obj.StructParents]
            assert said.objgen == element.objgen


@pytest.mark.parametrize(
    ("types", "roles", "found"),
    [
        (["A", "B"], {"A": "B", "B": "A"}, ["NonStruct", "NonStruct"]),
        (["A", "P"], {"A": "B", "B": "C", "C": "B"}, ["NonStruct", "P"]),
        (["A", "P"], {"A": "P", "P": "A"}, ["A", "P"]),
        (["L", "A", "B"], {"A": "A", "B": "A"}, ["L", "LI", "LBody"]),
        (["A", "LI", "B", "B"], {"A": "B", "B": "B"}, ["L", "LI", "LBody", "NonStruct"]),
        (["Table", "A", "TR"], {"A": "A"}, ["Table", "TBody", "TR"]),
        (["A", "B", "TD"], {"A": "B", "B": "A"}, ["NonStruct", "TR", "TD"]),
    ],
)
def test_types_that_mean_each_other_get_one_that_fits(
    mended: Mended, types: list[str], roles: dict[str, str], found: list[str]
) -> None:
    """A circle goes out of the role map; what stands where one type alone can is that."""

    def change(file: pikepdf.Pdf) -> None:
        above = tagged(file).P
        root = file.Root.StructTreeRoot
        root.RoleMap = Dictionary({f"/{name}": Name(f"/{said}") for name, said in roles.items()})
        kids = above.K
        for name in types:
            made = Dictionary(Type=Name.StructElem, S=Name(f"/{name}"), P=above)
            above.K = Array([file.make_indirect(made)])
            above = above.K[0]
        above.K = kids

    result = mended(change)
    assert result.is_tagged
    assert result.reasons == ({"mended-structure"} if found != types else set())
    with result.opened() as file:
        element, said = file.Root.StructTreeRoot.K[0], []
        while len(said) < len(types):
            element = element.K[0]
            said.append(str(element.S)[1:])
        assert said == found
        left = {str(name): str(kind) for name, kind in file.Root.StructTreeRoot.RoleMap.items()}
        assert left in ({}, {"/A": "/P"})


NAMES = st.sampled_from(["/P", "/LI", "/A", "/B", "/C", "/D"])


@given(roles=st.dictionaries(NAMES, NAMES))
def test_role_maps_never_run_in_a_circle(roles: dict[str, str]) -> None:
    """Whatever map a file has, each type that is left in it comes to an end."""
    root = Dictionary(RoleMap=Dictionary({name: Name(said) for name, said in roles.items()}))
    kinds.settled(root)
    left = {name: str(said) for name, said in root.RoleMap.items()}
    assert left.items() <= roles.items()
    for name in left:
        passed = [name]
        while passed[-1] in left and (len(passed) == 1 or passed[-1] not in {"/P", "/LI"}):
            passed.append(left[passed[-1]])
            assert len(passed) == len(set(passed))


def test_tags_that_pass_over_pages_are_taken_out(mended: Mended) -> None:
    """A page that no tag holds would be silent; so the tree goes, and that is told."""

    def change(file: pikepdf.Pdf) -> None:
        tagged(file)
        del file.Root.StructTreeRoot.K[0].K[1]

    result = mended(change)
    assert (result.reasons, result.is_tagged) == ({"broken-structure"}, False)
    with result.opened() as file:
        assert "/StructTreeRoot" not in file.Root


def test_films_leave_their_picture(mended: Mended) -> None:
    """A film is taken out and its poster drawn; a link beside it stays."""

    def change(file: pikepdf.Pdf) -> None:
        note(file, "/RichMedia", AP=look(file))
        note(file, "/Link", Dest=Array([file.pages[1].obj, Name.Fit]))

    result = mended(change)
    assert result.reasons == {"rich-media"}
    assert result.is_drawn_alike()
    with result.opened() as file:
        (kept,) = file.pages[0].obj.Annots
        assert (str(kept.Subtype), kept.F) == ("/Link", 4)


def test_drawing_that_does_not_end_is_ended(mended: Mended) -> None:
    """What is printed behind a page cannot be swallowed by its last string or moved by it."""

    def change(file: pikepdf.Pdf) -> None:
        loose = b" Q Q q 2 0 0 2 0 0 cm BT /F1 9 Tf (and never"
        file.pages[0].obj.Contents = file.make_stream(LETTERS + loose)

    result = mended(change)
    assert result.reasons == set()
    with result.opened() as file:
        done = [str(each.operator) for each in pikepdf.parse_content_stream(file.pages[0])]
    assert done[-2:] == ["ET", "Q"]
    assert [done.count(each) for each in ("q", "Q", "BT", "ET")] == [1, 1, 2, 2]


REFUSED: dict[str, Callable[[pikepdf.Pdf], Any]] = {
    "portfolio": lambda file: file.Root.__setattr__("Collection", Dictionary()),
    "xfa": lambda file: file.Root.__setattr__("AcroForm", Dictionary(XFA=String("x"))),
    "redaction": lambda file: note(file, "/Redact"),
}


@pytest.mark.parametrize("reason", REFUSED)
def test_what_is_no_document_of_pages_is_refused(tmp_path: Path, reason: str) -> None:
    """Portfolios, forms of one program and words that are only marked to go are refused."""
    path = tmp_path / "theirs.pdf"
    with pikepdf.open(io.BytesIO(book())) as file:
        REFUSED[reason](file)
        file.save(path)
    found = examined(path).refusal
    assert found is not None
    assert found.reason == reason


def test_drawings_that_double_for_ever_are_refused(tmp_path: Path) -> None:
    """Forms that draw each other many times are counted before anybody draws them."""
    path = tmp_path / "theirs.pdf"
    with pikepdf.open(io.BytesIO(book())) as file:
        form = file.make_stream(LETTERS, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
        for _ in range(12):
            held = Dictionary(XObject=Dictionary(A=form))
            form = file.make_stream(b"/A Do " * 10, Subtype=Name.Form, BBox=[0, 0, 9, 9])
            form.Resources = held
        file.pages[0].obj.Resources.XObject = Dictionary(A=form)
        file.pages[0].obj.Contents = file.make_stream(b"/A Do")
        file.save(path)
    found = examined(path).refusal
    assert found is not None
    assert (found.reason, found.page_numbers) == ("too-large", (1,))


def test_a_file_cut_off_is_refused_or_whole(tmp_path: Path) -> None:
    """Wherever a file ends too early, it is refused unless all that its pages draw is there."""
    whole = book()
    path = tmp_path / "theirs.pdf"
    outcomes = set()
    for part in (0.3, 0.6, 0.9):
        path.write_bytes(whole[: int(len(whole) * part)])
        found = examined(path)
        outcomes.add(found.refusal.reason if found.refusal else found.problems[0].reason)
        assert found.refusal is not None or found.page_count == 2
    assert "truncated" in outcomes
    assert outcomes <= {"truncated", "no-pages", "recovered", "damaged"}


BOOK = book()


WOUNDS = [b"", b"null", b"-1", b"[", b">>", b"/X", b"("]


@given(
    wounds=st.lists(
        st.tuples(
            st.floats(0, 1), st.sampled_from([b"", b"null", b"-1", b"[", b">>", b"/X", b"("])
        ),
        min_size=1,
        max_size=6,
    )
)
def test_whatever_is_damaged_is_answered(
    tmp_path_factory: pytest.TempPathFactory, wounds: list[tuple[float, bytes]]
) -> None:
    """A file with anything overwritten is refused, or mended to one that opens with its pages."""
    folder = tmp_path_factory.mktemp("wounded")
    data = bytearray(BOOK)
    for place, stuff in wounds:
        at = int(place * len(data))
        data[at : at + max(1, len(stuff))] = stuff
    (folder / "theirs.pdf").write_bytes(data)
    found = examination.examined(folder / "theirs.pdf", None, folder / "mended.pdf")
    if found.refusal is None:
        with pikepdf.open(folder / "mended.pdf") as file:
            assert len(file.pages) == found.page_count
            for page in file.pages:
                pikepdf.parse_content_stream(page)


def test_names_of_any_encoding_are_text_afterwards(mended: Mended) -> None:
    """The name of a font in Shift-JIS, as old programs wrote it, can be read in the copy."""

    def change(file: pikepdf.Pdf) -> None:
        face = pikepdf.Object.parse(b"/#82l#82r#96#BE")
        font = Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=face)
        file.pages[0].obj.Resources.Font.F1 = font

    with mended(change).opened() as file:
        assert str(file.pages[0].obj.Resources.Font.F1.BaseFont) == "/x82lx82rx96xbe"


def test_only_streams_are_drawn(mended: Mended) -> None:
    """What stands among the contents of a page and is no stream is left out, and that is told."""

    def change(file: pikepdf.Pdf) -> None:
        page = file.pages[0].obj
        page.Contents = Array([page.Contents, 7, String("x")])
        del file.pages[1].obj.Contents

    result = mended(change)
    assert result.reasons == {"lost-drawing"}
    with result.opened() as file:
        assert len(file.pages[0].obj.Contents) == 1
        assert "/Contents" not in file.pages[1].obj


@pytest.mark.parametrize("named", ["77 0 R", "(x)", "[77 0 R]", "null"])
def test_a_page_whose_drawing_is_gone_is_not_woven_blank(tmp_path: Path, named: str) -> None:
    """A page that names what it draws, of which nothing is there, is refused with its number.

    So is one whose drawing is *null*: to say so is the same, and no program does (7.3.9).
    """
    objects, path = raw.book(2), tmp_path / "theirs.pdf"
    objects[5] = objects[5].replace(b"7 0 R", named.encode())
    path.write_bytes(raw.file(objects))
    first = examination.examined(path, [range(1)], None)
    assert {each.reason for each in first.problems} == {"fonts-not-embedded"}
    refusal = examined(path).refusal
    assert refusal is not None
    assert (refusal.reason, refusal.page_numbers) == ("truncated", (2,))


def test_pages_that_nobody_chose_are_blank(tmp_path: Path) -> None:
    """A page that is not wanted keeps its place, and nothing that could be damaged or copied."""
    (tmp_path / "theirs.pdf").write_bytes(BOOK)
    found = examination.examined(tmp_path / "theirs.pdf", [range(1, 2)], tmp_path / "mended.pdf")
    assert (found.page_count, len(found.sizes_mm)) == (2, 1)
    with pikepdf.open(tmp_path / "mended.pdf") as file:
        first, second = (page.obj for page in file.pages)
        assert "/Contents" not in first
        assert second.Contents.read_bytes() == LETTERS
