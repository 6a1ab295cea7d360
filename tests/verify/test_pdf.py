from dataclasses import replace

import pikepdf
import pytest

from chapbook import verify
from chapbook.editions import Paper
from chapbook.tools import pdftext
from chapbook.verify import layout, sides
from chapbook.verify.case import cases
from tests.verify.damage import Damage, Instructions, longest_line, rewritten
from tests.verify.works import Finished, Judge, only


def grown(pdf: pikepdf.Pdf) -> None:
    """Make the last page a centimetre wider."""
    page = pdf.pages[-1]
    left, bottom, right, top = (float(side) for side in page.trimbox)
    page.mediabox = page.trimbox = page.cropbox = [left, bottom, right + 28, top]


def retitled(pdf: pikepdf.Pdf) -> None:
    """Give the document another title."""
    pdf.docinfo["/Title"] = "Nothing"


def in_french(pdf: pikepdf.Pdf) -> None:
    """Say that the text is in French."""
    pdf.Root.Lang = "fr"


def untitled_window(pdf: pikepdf.Pdf) -> None:
    """Let a viewer show the name of the file."""
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


def a_font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """Return the first font of the first page."""
    return next(iter(pdf.pages[0].resources.Font.values()))


def unembedded(pdf: pikepdf.Pdf) -> None:
    """Take the file of one font out."""
    del a_font(pdf).DescendantFonts[0].FontDescriptor.FontFile2


def foreign_font(pdf: pikepdf.Pdf) -> None:
    """Give one font the name of a stranger."""
    a_font(pdf).BaseFont = pikepdf.Name("/ABCDEF+Arial")


def dead_link(pdf: pikepdf.Pdf) -> None:
    """Add a link to a name that nobody defines."""
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Link,
        Rect=[100, 100, 110, 110],
        Dest=pikepdf.String("nowhere-at-all"),
    )
    page = pdf.pages[0].obj
    page.Annots = pikepdf.Array([*page.get("/Annots", []), pdf.make_indirect(note)])


def renamed_bookmark(pdf: pikepdf.Pdf) -> None:
    """Give the first bookmark another name."""
    pdf.Root.Outlines.First.Title = "Nothing"


def dead_bookmark(pdf: pikepdf.Pdf) -> None:
    """Let the first bookmark lead to no page."""
    entry = pdf.Root.Outlines.First
    if "/A" in entry:
        del entry.A
    entry.Dest = pikepdf.String("nowhere-at-all")


def moved(matrix: bytes) -> Damage:
    """Return a damage that moves or scales all that stands on page 2."""

    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[1].contents_add(b"q " + matrix + b" cm", prepend=True)
        pdf.pages[1].contents_add(b"Q")

    return rewritten(change)


def silenced(pdf: pikepdf.Pdf) -> None:
    """Take the longest line of page 2 out that belongs to the article and not to the page."""
    page = pdf.pages[1]
    content: Instructions = [(list(o), c) for o, c in pikepdf.parse_content_stream(page)]
    del content[longest_line(content)]
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(content))


@pytest.mark.parametrize(
    ("damage", "code", "words"),
    [
        (rewritten(grown), "edition-layout", "and is not 210 × 297 mm"),
        (rewritten(retitled), "edition-invalid", 'its title is "Nothing"'),
        (rewritten(in_french), "edition-invalid", 'its language is "fr"'),
        (rewritten(untitled_window), "edition-invalid", "file's name instead of the title"),
        (rewritten(unembedded), "edition-invalid", "is not embedded"),
        (rewritten(foreign_font), "edition-invalid", "the font Arial is none of ours"),
        (rewritten(dead_link), "edition-invalid", "page 1 leads nowhere: nowhere-at-all"),
        (rewritten(renamed_bookmark), "edition-unlike", "there is no bookmark"),
        (rewritten(dead_bookmark), "edition-invalid", "leads nowhere"),
        (moved(b"1 0 0 1 -90 0"), "edition-layout", "text on page 2 stands off the paper"),
        (moved(b".5 0 0 .5 150 200"), "edition-layout", "less than 7 pt"),
        (rewritten(silenced), "edition-unlike", "is missing"),
    ],
)
def test_one_fault_in_the_print_edition_is_the_one_thing_found(
    judge: Judge, damage: Damage, code: str, words: str
) -> None:
    """Each fault of a PDF is found, and nothing else with it."""
    assert only(judge("pdf", damage), code, words)


def test_a_pdf_without_claims_is_sound(judge: Judge) -> None:
    """A file that claims no standard is judged by the house's rules alone."""
    assert judge("pdf", rewritten(lambda pdf: None)) == []


def test_a_false_claim_is_found(judge: Judge) -> None:
    """A file that claims PDF/A and does not say what its colours mean breaks its claim."""

    def colourless(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.OutputIntents

    found = judge("pdf", rewritten(colourless, claims=True))
    assert found
    assert all(f.code == "edition-invalid" and "it claims 3U" in f.message for f in found)


def test_half_a_pdf_is_found(judge: Judge) -> None:
    """What cannot be opened is found, not raised."""
    found = judge("pdf", lambda data: b"%PDF-1.7 and nothing")
    assert only(found, "edition-invalid", "cannot be opened as a PDF")


def test_another_number_of_pages_is_found(everything: Finished) -> None:
    """The number of pages that was reported is the file's."""
    built = everything.built["pdf"]
    one_more = replace(built, page_count=(built.page_count or 0) + 1)
    assert only(verify.findings(everything.article, [one_more]), "edition-invalid", "pages, and")


def test_a_third_side_is_found(judge: Judge) -> None:
    """A handout for one sheet has exactly two sides."""

    def third(pdf: pikepdf.Pdf) -> None:
        pdf.pages.append(pdf.pages[0])

    assert any("has 3 sides" in f.message for f in judge("patient", rewritten(third)))


def test_ink_at_the_edge_of_a_sheet_is_found(judge: Judge) -> None:
    """A square 2 mm from the edge would not be printed: drawings count, not text alone."""

    def blotted(pdf: pikepdf.Pdf) -> None:
        pdf.pages[1].contents_add(b"/Artifact BMC 0 g 6 400 6 6 re f EMC")

    assert only(judge("student", rewritten(blotted)), "edition-layout", "page 2 has ink within")


def test_a_letter_sheet_is_held_against_letter_paper(everything: Finished) -> None:
    """Pages that were made for letter paper and have another size are found."""
    built = everything.built["pdf"]
    as_letter = replace(built, paper=Paper.LETTER)
    found = verify.findings(everything.article, [as_letter])
    assert len(found) == built.page_count
    assert all("215.9 × 279.4 mm" in f.message for f in found)


def test_a_page_with_furniture_only_is_empty(everything: Finished) -> None:
    """Running head and foot do not fill a page; a handout may have such a page if it says why."""
    built = everything.built["pdf"]
    first, *_ = pdftext.pages(built.path)
    furniture = tuple(replace(run, is_artifact=True) for run in first.runs)
    bare = replace(first, runs=furniture, has_drawing=False)
    (case,) = cases(everything.article, [built])
    assert [f.message for f in layout.emptiness(case, (first, bare))] == ["page 2 is empty"]
    assert [f.message for f in sides.emptiness(case, (bare,))] == [
        "page 1 is empty and does not say why"
    ]
    labels = everything.article.labels
    reason = next(labels[key] for key in labels if key.startswith("answers-"))
    said = replace(bare, runs=(*furniture, replace(furniture[0], text=reason)))
    assert list(sides.emptiness(case, (said,))) == []


def test_a_missing_page_number_or_running_head_is_found(everything: Finished) -> None:
    """Every page says which of how many it is; from the second on, of which article."""
    built = everything.built["pdf"]
    (case,) = cases(everything.article, [built])
    pages = pdftext.pages(built.path)
    bare = [replace(p, runs=tuple(r for r in p.runs if not r.is_artifact)) for p in pages]
    cut = (*pages[:1], bare[1], *pages[2:])
    assert list(layout.page_numbers(case, pages)) == []
    assert len(list(layout.page_numbers(case, cut))) == 1
    assert len(list(layout.running_heads(case, cut))) == 1


@pytest.mark.parametrize("what", ["version", "licence", "date", "disclaimer", "review status"])
def test_a_side_without_a_particular_is_found(everything: Finished, what: str) -> None:
    """A side that leaves out one particular is named, with what it leaves out."""
    words = {
        "version": "Version 2.0",
        "licence": "CC BY 4.0",
        "date": "28 February 2026",
        "disclaimer": "does not replace",
        "review status": "not been reviewed",
    }[what]
    built = everything.built["patient"]
    (case,) = cases(everything.article, [built])
    front, back = pdftext.pages(built.path)
    kept = tuple(replace(run, text=run.text.replace(words, "…")) for run in back.runs)
    found = [f.message for f in sides.particulars(case, (front, replace(back, runs=kept)))]
    assert found == [f"side 2 does not say the {what}"]
