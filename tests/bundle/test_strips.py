"""What is printed on each page of a woven pack."""

from pathlib import Path

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from chapbook.tools import pdfpaint
from chapbook.tools.pdf.strips import Where, told
from tests.bundle import printed
from tests.bundle.printed import BLANK, FULL, MAP, PERMISSION, ROOMY, SCAN, SLIDE, Printed


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """Pages of six kinds, printed on."""
    folder = tmp_path_factory.mktemp("mixed")
    path = printed.pdf([ROOMY, FULL, SLIDE, SCAN, MAP, BLANK], folder / "paper.pdf")
    return printed.printed(printed.pack(path), folder)


def test_each_page_tells_folio_reading_and_right(mixed: Printed) -> None:
    """The folio of the pack and the reading's own page stand at the head, the right at the foot."""
    for number, (head, permission) in enumerate(told(mixed.path), 1):
        assert head.text == (f"Somebody else’s paperWeek 1Pack page {number} · page {number} of 6")
        assert permission.text.replace(" ", "") == (
            f"Somebody else’s paper. {PERMISSION}".replace(" ", "")
        )


def test_pages_keep_their_size_where_they_can(mixed: Printed) -> None:
    """Only pages without room and larger ones are reduced, and none below nine tenths for room."""
    scales = [each.scale for each in mixed.printer.placed]
    assert scales[0] == scales[2] == scales[5] == 1
    assert 0.9 < scales[1] < 1
    assert scales[3] == pytest.approx(scales[1], abs=0.001)
    assert 0.6 < scales[4] < 0.75


def test_broad_pages_stand_on_broad_sheets(mixed: Printed) -> None:
    """Pages come upright on the paper of the pack, whichever way they were stored."""
    with pikepdf.open(mixed.path) as file:
        sizes = [[round(float(edge)) for edge in page.mediabox][2:] for page in file.pages]
        assert not any("/Rotate" in page.obj for page in file.pages)
    assert sizes == [[595, 842], [595, 842], [842, 595], [595, 842], [595, 842], [595, 842]]


def test_small_type_is_told(mixed: Printed) -> None:
    """A page whose type becomes hard to read is named with its size."""
    (finding,) = mixed.printer.findings()
    assert finding.code == "pack-type-small"
    assert "page 5 of paper.pdf" in finding.message
    assert str(finding.place) == "coursepack.yaml:3"


def test_other_programs_read_the_strips(mixed: Printed) -> None:
    """The words are text: a program that copies them gets them as they are read."""
    document = pypdfium2.PdfDocument(mixed.path)
    words = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    for number, said in enumerate(words, 1):
        assert f"Pack page {number} · page {number} of 6" in said
        assert PERMISSION in " ".join(said.split())


def test_fonts_are_stored_once(mixed: Printed) -> None:
    """Two faces set all strips of the pack, however many pages there are."""
    with pikepdf.open(mixed.path) as file:
        dictionaries = [each for each in file.objects if isinstance(each, pikepdf.Dictionary)]
        embedded = [d for d in dictionaries if {"/FontFile2", "/FontFile3"} & set(d.keys())]
    assert len(embedded) == 2


def test_a_pack_from_the_right_is_mirrored(tmp_path: Path) -> None:
    """The running head stands at the right; words go to the left, digits of a number do not."""
    path = printed.pdf([ROOMY] * 12, tmp_path / "paper.pdf")
    made = printed.printed(printed.pack(path, "ar"), tmp_path)
    document = pypdfium2.PdfDocument(made.path)
    page = document[11]
    raw = page.raw
    things = [pdfium.FPDFPage_GetObject(raw, n) for n in range(pdfium.FPDFPage_CountObjects(raw))]
    forms = [t for t in things if pdfium.FPDFPageObj_GetType(t) == pdfium.FPDF_PAGEOBJ_FORM]
    head, first, one, two, second, *_ = [pdfpaint.bounds(form)[0] for form in forms]
    page.close()
    document.close()
    assert second < one < two < first < head
    assert told(made.path)[11][0].text.endswith("صفحة المجموعة 12 · صفحة 12 من 12")


def test_large_print_keeps_its_size(tmp_path: Path) -> None:
    """Where the foot is full the line stands in the outer margin, in 14 pt, and nothing shrinks."""
    draws = "0 g 60 30 440 770 re f"
    path = printed.pdf([printed.Page(draws=draws)], tmp_path / "paper.pdf")
    made = printed.printed(printed.pack(path), tmp_path, "large-print")
    (placed,) = made.printer.placed
    assert (placed.scale, placed.permission) == (1, Where.EDGE)
    assert all(strip.smallest_pt == pytest.approx(14, abs=0.01) for strip in told(made.path)[0])


def test_pages_keep_the_numbers_that_they_are_called_by(tmp_path: Path) -> None:
    """A page that its file calls 217 is page 217, not the first of twelve."""
    path = printed.pdf([ROOMY], tmp_path / "plain.pdf")
    labelled = tmp_path / "paper.pdf"
    with pikepdf.open(path) as file:
        style = pikepdf.Dictionary(S=pikepdf.Name.D, St=217)
        file.Root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array([0, style]))
        file.save(labelled)
    made = printed.printed(printed.pack(labelled), tmp_path)
    assert told(made.path)[0][0].text.endswith("Pack page 1 · page 217")


def test_the_same_pages_give_the_same_bytes(mixed: Printed, tmp_path: Path) -> None:
    """Printing twice writes one file."""
    again = printed.printed(mixed.bound, tmp_path)
    assert again.path.read_bytes() == mixed.path.read_bytes()


def test_notes_are_counted_by_themselves(tmp_path: Path) -> None:
    """A note lies among the pack's own pages, where its first page may be the tenth."""
    path = printed.pdf([ROOMY] * 3, tmp_path / "own.pdf")
    made = printed.printed(printed.pack(path), tmp_path, indices=(1, 2), is_ours=True)
    assert [page[0].text[-24:] for page in told(made.path)] == [
        "Pack page 1 · page 1 of 2"[-24:],
        "Pack page 2 · page 2 of 2"[-24:],
    ]


def test_pages_that_were_chosen_keep_their_numbers(tmp_path: Path) -> None:
    """Of somebody else's file each page says which it is there."""
    path = printed.pdf([ROOMY] * 5, tmp_path / "paper.pdf")
    made = printed.printed(printed.pack(path), tmp_path, indices=(2, 4))
    folios = [page[0].text.rpartition("Week 1")[2] for page in told(made.path)]
    assert folios == ["Pack page 1 · page 3 of 5", "Pack page 2 · page 5 of 5"]


def test_a_cover_is_bare(tmp_path: Path) -> None:
    """Nothing is printed on its first page; what follows has the folios that it would have."""
    path = printed.pdf([ROOMY] * 2, tmp_path / "paper.pdf")
    made = printed.printed(printed.pack(path), tmp_path, is_ours=True, begins_bare=True)
    cover, second = told(made.path)
    assert cover == ()
    assert second[0].text.endswith("Pack page 2 · page 2 of 2")


def test_large_print_is_set_in_one_face(tmp_path: Path) -> None:
    """Strips have the face of the pages, which tells I, l and 1 apart."""
    path = printed.pdf([ROOMY], tmp_path / "paper.pdf")
    made = printed.printed(printed.pack(path), tmp_path, "large-print")
    with pikepdf.open(made.path) as file:
        dictionaries = [each for each in file.objects if isinstance(each, pikepdf.Dictionary)]
        names = {str(each.FontName) for each in dictionaries if "/FontFile3" in each}
        names |= {str(each.FontName) for each in dictionaries if "/FontFile2" in each}
    assert names
    assert all("Atkinson" in name for name in names)


@pytest.mark.parametrize(
    ("title", "said"),
    [("Short", "ShortA week on leaves"), ("A title of words " * 4, "A title of words A title")],
)
def test_a_part_is_named_whole_or_not_at_all(title: str, said: str, tmp_path: Path) -> None:
    """A head has room for a title, cut after a word, and for a part's if that needs no cut."""
    path = printed.pdf([ROOMY], tmp_path / "paper.pdf")
    pack = printed.pack(path)
    row = "large-print" if len(title) > 20 else "pdf"
    made = printed.printed(pack, tmp_path, row, title=title.strip(), part="A week on leaves")
    head, _, _ = told(made.path)[0][0].text.partition("Pack page")
    assert head.startswith(said)
    assert ("week" in head) == (title == "Short")
