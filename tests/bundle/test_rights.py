"""Rights: the line on each page, and the rows of the sheet."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from chapbook.bundle import rights
from chapbook.bundle.job import Folios
from chapbook.bundle.pages import back
from chapbook.pack import Credit, Origin, Rights
from chapbook.tools import labels
from tests.bundle.synthetic import bound, reading

ENGLISH = labels.load("en")
LETTER = Rights(
    permission="Reproduced with permission of the Press, letter of 3 May 2026",
    holder="The Press",
    source="Journal of Bones, 2019",
)


def _letter(**more: object) -> rights.BoundReading:
    return reading("bones", {"origin": Origin.DOCUMENT, "rights": LETTER}, licence="", **more)


def test_a_permission_line_says_whose_what_where_and_by_which_right() -> None:
    """Author, title, source, permission and holder stand in the line, each as a sentence."""
    assert rights.permission_line(_letter(), ENGLISH) == (
        "Jo Writer. Reading bones. Journal of Bones, 2019. "
        "Reproduced with permission of the Press, letter of 3 May 2026. © The Press."
    )


def test_authors_who_hold_the_copyright_are_named_once() -> None:
    """Of our own articles the authors hold the copyright, and the line says both at once."""
    line = rights.permission_line(reading("tea", address="https://example.org/tea"), ENGLISH)
    assert line == "© Jo Writer. Reading tea. https://example.org/tea. CC BY 4.0."


def test_a_source_that_names_the_title_does_not_say_it_twice() -> None:
    """Of a source in words that begins with the title, the line has the rest."""
    one = reading("tea", {"rights": Rights(source="Reading tea. Version 1.0")})
    line = rights.permission_line(one, ENGLISH)
    assert line == "© Jo Writer. Reading tea. Version 1.0. CC BY 4.0."


def test_nobody_claims_a_copyright_that_was_waived() -> None:
    """Under CC0 the line has no copyright sign."""
    line = rights.permission_line(reading("tea", licence="CC0-1.0"), ENGLISH)
    assert line == "Jo Writer. Reading tea. CC0 1.0."


def test_a_reading_without_licence_says_so() -> None:
    """A reading for which nobody gave a right says that, and names nobody as holder."""
    one = reading("x", {"origin": Origin.DOCUMENT}, licence="", authors=())
    assert rights.permission_line(one, ENGLISH) == "Reading x. No licence stated."


def test_of_many_authors_the_line_names_the_first() -> None:
    """More than three authors are the first and "et al."."""
    names = tuple({"given": "N", "family": f"Name{number}"} for number in range(9))
    line = rights.permission_line(reading("x", authors=names), ENGLISH)
    assert line.startswith("© N Name0 et al. Reading x.")


def test_a_long_title_is_cut_after_a_word() -> None:
    """A title of five lines leaves room for the right."""
    line = rights.permission_line(reading("x", title="Calcification " * 30), ENGLISH)
    assert "Calcification… CC BY 4.0." in line
    assert len(line) < 160


def test_rows_give_the_pages_that_were_counted() -> None:
    """First and last folio and the number of pages are those of the woven pack."""
    pack = bound([reading("a"), _letter()])
    folios = Folios(of={"cover": (1, 1), "a": (3, 17), "bones": (20, 1)})
    a, bones = rights.rows(pack, folios)
    assert (a.position, a.first_folio, a.last_folio, a.page_count) == (1, 3, 19, 17)
    assert (bones.first_folio, bones.last_folio, bones.page_count) == (20, 20, 1)
    assert (a.part, a.kind, bones.kind, bones.holder) == ("Week 1", "article", "pdf", "The Press")


def test_without_a_woven_pack_no_pages_are_claimed() -> None:
    """Rows of a pack that was not woven leave pages open."""
    (row,) = rights.rows(bound([reading("a")]), None)
    assert (row.first_folio, row.last_folio, row.page_count) == (None, None, None)


def test_credits_of_figures_come_from_pack_and_article() -> None:
    """The sheet lists what the pack says of figures, then what the article says itself."""
    own = (Credit(label="Figure 2", credit="R. Hooke", licence="CC0", source="https://x.org"),)
    one = reading("a", {"rights": Rights(credits=("Figure 1: Museum",))}, credits=own)
    (row,) = rights.rows(bound([one]), None)
    assert row.figure_credits == ("Figure 1: Museum", "Figure 2: R. Hooke, CC0, https://x.org")


def _read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_the_table_has_stable_columns_in_every_language() -> None:
    """Programs find the same columns, in UTF-8 with a byte order mark for Excel."""
    text = rights.table(rights.rows(bound([reading("a"), reading("b")]), None))
    assert text.startswith("\ufeffposition,part,identifier,kind,title,authors,source,pages,")
    assert [row["identifier"] for row in _read(text)] == ["a", "b"]


@given(st.text(max_size=30), st.text(max_size=30))
def test_no_cell_is_a_formula_and_every_row_is_a_line(title: str, holder: str) -> None:
    """Whatever titles and holders are, a spreadsheet runs nothing and rows stay rows."""
    one = reading("a", {"rights": Rights(holder=holder)}, title=title)
    text = rights.table(rights.rows(bound([one, reading("b")]), None))
    first, second = _read(text)
    assert text.count("\r\n") == 3
    assert second["title"] == "Reading b"
    assert not any(str(cell).startswith(rights.FORMULA) for cell in first.values())


def test_what_nobody_counted_is_not_told_as_none() -> None:
    """Figures that were not counted leave their cell empty, and paper says nothing of them."""
    known, unknown = reading("a", figure_count=0), reading("b", figure_count=None)
    listed = rights.rows(bound([known, unknown]), None)
    assert [row["figures"] for row in _read(rights.table(listed))] == ["0", ""]
    assert [len(row["extent"]) for row in back.sheet(listed, ENGLISH)] == [2, 1]
