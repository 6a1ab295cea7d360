"""What an eye would see on the finished pages: margins, collisions, colours, pixels."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from chapbook import verify
from chapbook.editions import EDITIONS, Maker
from chapbook.findings import Finding
from chapbook.model import BuiltEdition
from chapbook.tools import pdftext, weasy
from chapbook.verify import breaks, contrast, pictures, type_area
from chapbook.verify.case import Case, cases
from tests.verify.damage import Damage, Instructions, longest_line, rewritten
from tests.verify.works import Finished, Judge, only


def on_page_2(change: Callable[[Instructions, int], None]) -> Damage:
    """Return a damage that lets *change* at page 2 of a PDF, told where its longest line is."""

    def damage(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[1]
        content: Instructions = [(list(o), c) for o, c in pikepdf.parse_content_stream(page)]
        change(content, longest_line(content))
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(content))

    return rewritten(damage)


def place(content: Instructions, line: int) -> list[pikepdf.Object]:
    """Return the matrix of the text that *line* shows, to be read and changed."""
    return next(o for o, c in reversed(content[:line]) if str(c) == "Tm")


def outdented(content: Instructions, line: int) -> None:
    """Begin the longest line in the margin, 60 points from the edge."""
    place(content, line)[4] = 80


def dropped(content: Instructions, line: int) -> None:
    """Set the longest line on the next."""
    matrix = place(content, line)
    matrix[5] = float(matrix[5]) + 19


def painted(
    colour: tuple[float, float, float], shape: tuple[float, float, float, float], *, over: bool
) -> Callable[[Instructions, int], None]:
    """Return a change that paints a rectangle over the longest line, or under it.

    Args:
        colour: Red, green and blue, 0 to 1.
        shape: Left and lower edge, seen from the beginning of the line, width and height, in px.
        over: Whether it lies over the text.
    """

    def change(content: Instructions, line: int) -> None:
        matrix = place(content, line)
        left, bottom, width, height = shape
        box = [float(matrix[4]) + left, float(matrix[5]) - bottom - height, width, height]
        begin = max(i for i in range(line) if str(content[i][1]) == "BDC")
        at = line + 3 if over else begin
        content[at:at] = [
            ([pikepdf.Name.Artifact], pikepdf.Operator("BMC")),
            ([], pikepdf.Operator("q")),
            (list(colour), pikepdf.Operator("rg")),
            (box, pikepdf.Operator("re")),
            ([], pikepdf.Operator("f")),
            ([], pikepdf.Operator("Q")),
            ([], pikepdf.Operator("EMC")),
        ]

    return change


def pale(content: Instructions, line: int) -> None:
    """Set the longest line in light grey."""
    content.insert(line, ([0.6, 0.6, 0.6], pikepdf.Operator("rg")))
    content.insert(line + 2, ([0.1, 0.1, 0.1], pikepdf.Operator("rg")))


def marginless(pdf: pikepdf.Pdf) -> None:
    """Let page 2 not say where its margins are."""
    del pdf.pages[1].obj["/ArtBox"]


def wide_margins(pdf: pikepdf.Pdf) -> None:
    """Move the margin of each page with a picture to the middle of the page."""
    for page in pdf.pages:
        left, bottom, _, top = (float(side) for side in page.obj["/ArtBox"])
        page.obj["/ArtBox"] = [left, bottom, 300, top]


def coarse(pdf: pikepdf.Pdf) -> None:
    """Leave of the photograph eight pixels by eight."""
    photos = [
        o for o in pdf.objects if isinstance(o, pikepdf.Stream) and "/DCTDecode" in o.values()
    ]
    (photo,) = photos
    photo.write(bytes(8 * 8 * 3))
    photo.Width, photo.Height, photo.ColorSpace = 8, 8, pikepdf.Name.DeviceRGB


WHITE, PALE, DARK = (1.0, 1.0, 1.0), (0.95, 0.95, 0.95), (0.2, 0.2, 0.2)


@pytest.mark.parametrize(
    ("damage", "code", "words"),
    [
        (on_page_2(outdented), "edition-layout", "mm over the margin"),
        (on_page_2(dropped), "edition-layout", "stands on other text"),
        (on_page_2(painted(WHITE, (0, -4, 300, 18), over=True)), "edition-layout", "painted over"),
        (on_page_2(painted(PALE, (-9, -9, 150, 30), over=False)), "edition-layout", "of its box"),
        (on_page_2(painted(DARK, (-9, -4, 600, 18), over=False)), "edition-contrast", "4.5:1"),
        (on_page_2(pale), "edition-contrast", "page 2 has a contrast of 2.8:1"),
        (rewritten(marginless), "edition-layout", "does not say where its margins are"),
        (rewritten(coarse), "image-coarse", "pixels to the inch"),
    ],
    ids=["margin", "collision", "hidden", "box", "dark", "pale", "marginless", "coarse"],
)
def test_one_fault_that_can_be_seen_is_the_one_thing_found(
    judge: Judge, damage: Damage, code: str, words: str
) -> None:
    """Each fault of the pages is found, and nothing else with it."""
    assert only(judge("pdf", damage), code, words)


def test_a_handout_needs_more_contrast(everything: Finished) -> None:
    """Grey that passes in print is too pale for a handout; large and bold text need less."""
    pages = pdftext.pages(everything.built["pdf"].path)
    run = max(pages[1].runs, key=lambda run: len(run.text))
    grey = replace(run.paint, colour="#6a6a6a", opacity=1.0, grounds=(("#ffffff", 1.0),))
    text = replace(run, paint=grey)
    assert not contrast.is_faint(text, contrast.USUAL)
    assert contrast.is_faint(text, contrast.ENHANCED)
    assert not contrast.is_faint(replace(text, size_pt=18), contrast.ENHANCED)
    assert not contrast.is_faint(
        replace(text, size_pt=14, paint=replace(grey, is_bold=True)), contrast.ENHANCED
    )


def laid_out(body: str, css: str, folder: Path) -> Path:
    """Lay *body* out with *css* on a small page and return the PDF."""
    job = weasy.PrintJob(
        html=f'<html lang="en"><title>Tea</title><body>{body}</body></html>',
        stylesheets=[
            "@page { size: 100mm 100mm; margin: 10mm } "
            "body { margin: 0; font: 10pt/1.4 'Source Serif Pro'; color: #000 }" + css
        ],
    )
    path = folder / "page.pdf"
    path.write_bytes(weasy.layout(job).pdf())
    return path


@pytest.fixture
def seen(everything: Finished, tmp_path: Path) -> Callable[[str, str], list[str]]:
    """A function that lays a page out and returns what the eye has against it."""
    (case,) = cases(everything.article, [everything.built["pdf"]])

    def messages(body: str, css: str) -> list[str]:
        pages = pdftext.pages(laid_out(body, css, tmp_path))
        checks = (*EYE,)
        return [finding.message for check in checks for finding in check(case, pages)]

    return messages


EYE: tuple[Callable[[Case, tuple[pdftext.Page, ...]], object], ...] = (
    type_area.margins,
    type_area.collisions,
    type_area.boxes,
    type_area.hidden,
    contrast.contrast,
    pictures.coarse,
    pictures.words,
)

LONG = "<p>Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen</p>"
DRAWING = (
    "<p><img alt='A word' src=\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' "
    "viewBox='0 0 80 20' width='80' height='20'%3E%3Ctext x='1' y='15' font-size='{size}' "
    "fill='{fill}' font-family='Source Sans Pro'%3Etea%3C/text%3E%3C/svg%3E\"></p>"
)


@pytest.mark.parametrize(
    ("body", "css", "message"),
    [
        ("<p>Tea</p>", "", ""),
        (LONG, "p { font-size: 20pt }", "text on page 1 runs"),
        (
            LONG,
            "p { width: 30mm; border: 1pt solid; font-size: 6pt }",
            "text on page 1 runs out of its box",
        ),
        ("<p>Tea</p><p>Milk</p>", "p { margin: 0; height: 0 }", "stands on other text"),
        ("<p>And <em>if</em> it rains?</p>", "p { font: 10pt 'Source Serif Pro' }", ""),
        (
            "<p dir='rtl'><span>b) </span>آخر</p>",
            "p { font: 11.55pt 'Source Serif Pro', Amiri }",
            "",
        ),
        (
            "<p dir='rtl'><em>b) </em>آخر</p>",
            "p { font: 11pt 'Source Serif Pro', Amiri } em { margin-left: -2mm }",
            "stands on other text",
        ),
        ("<p>Tea, <em>no</em> milk</p>", "em { margin-right: -2mm }", "stands on other text"),
        (
            "<p>Tea</p><div></div>",
            "div { position: absolute; top: 0; width: 9mm; height: 9mm; background: #eee }",
            "text on page 1 is painted over",
        ),
        ("<p>Tea</p>", "p { color: #949494 }", "a contrast of 3.0:1 where readers need 4.5:1"),
        ("<p>Tea</p>", "p { color: #949494; font-size: 18pt }", ""),
        ("<p>Tea</p>", "p { background: linear-gradient(to right, #fff, #000) }", ""),
        ("<p>Tea</p>", "p { width: 6mm; background: linear-gradient(#888, #333) }", "a contrast"),
        ("<p>Tea</p>", "p { background: #000; color: #fff }", ""),
        ("<p>Tea</p>", "p { color: rgb(0 0 0 / 0.3) }", "a contrast of 2"),
        (DRAWING.format(size=8, fill="black"), "", ""),
        (DRAWING.format(size=4, fill="black"), "", "page 1 are 3.0 pt large; readers need 5 pt"),
        (DRAWING.format(size=12, fill="%23aaa"), "", "have a contrast of 2.3:1"),
        (DRAWING.format(size=12, fill="black"), "img { margin-left: 78mm }", "a picture on page 1"),
    ],
)
def test_a_page_is_seen_as_it_is(
    seen: Callable[[str, str], list[str]], body: str, css: str, message: str
) -> None:
    """What CSS can do to a page is seen on the page, one thing at a time."""
    found = seen(body, css)
    assert len(found) == bool(message), found
    assert not found or message in found[0]


def test_words_of_drawings_are_named_whole(everything: Finished, tmp_path: Path) -> None:
    """A drawing sets letters one by one; the finding says the word."""
    (case,) = cases(everything.article, [everything.built["pdf"]])
    pages = pdftext.pages(laid_out(DRAWING.format(size=4, fill="black"), "", tmp_path))
    (found,) = pictures.words(case, pages)
    assert isinstance(found, Finding)
    assert found.excerpt == "tea"


def test_every_page_of_every_pdf_says_its_margins(everything: Finished) -> None:
    """Margins are those of the page itself: turned, mirrored and first pages have their own."""
    files = [b for b in everything.built.values() if is_pdf(b)]
    areas = {b.edition: [p.type_area for p in pdftext.pages(b.path)] for b in files}
    assert all(None not in found for found in areas.values())
    first, second = areas["student"][:2]
    assert first is not None
    assert second is not None
    assert first[0] - second[0] == pytest.approx(2 * 72 / 25.4, abs=0.01)


@pytest.mark.parametrize(
    ("body", "css", "message"),
    [
        ("<h2>Tea</h2><p>Milk</p>", "", ""),
        ("<h2>Tea</h2><p>Milk</p>", "h2 { break-after: page }", "a heading stands alone"),
        ("<p>Tea</p><h2>Milk</h2>", "p { break-after: page }", ""),
        ("<table><caption>A</caption><tr><td>B</td></tr></table>", "", ""),
        (
            f"<figure>{DRAWING.format(size=8, fill='black')}<figcaption>A</figcaption></figure>",
            "",
            "",
        ),
        (
            f"<figure>{DRAWING.format(size=8, fill='black')}<figcaption>A</figcaption></figure>",
            "figcaption { break-before: page }",
            "a caption stands on page 2, and what it names on page 1",
        ),
    ],
)
def test_what_belongs_together_stands_together(
    everything: Finished, tmp_path: Path, body: str, css: str, message: str
) -> None:
    """A heading at the foot of a page is found, and a caption overleaf."""
    built = replace(everything.built["pdf"], path=laid_out(body, css, tmp_path))
    (case,) = cases(everything.article, [built])
    found = [f.message for f in breaks.together(case, pdftext.pages(built.path))]
    assert len(found) == bool(message), found
    assert not found or message in found[0]


def is_pdf(built: BuiltEdition) -> bool:
    """Tell whether *built* has pages."""
    return EDITIONS[built.edition].maker in {Maker.PRINT, Maker.HANDOUT}


def test_the_margin_holds_for_pictures(everything: Finished, tmp_path: Path) -> None:
    """A picture that reaches over the margin is found where its page says what the margin is."""
    built = everything.built["pdf"]
    path = tmp_path / "article.pdf"
    path.write_bytes(rewritten(wide_margins)(built.path.read_bytes()))
    found = verify.findings(everything.article, [replace(built, path=path)])
    assert any("a picture on page" in finding.message for finding in found)
