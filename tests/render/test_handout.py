"""The handouts as they lie on the table: sides, sizes, words, and what is left out."""

import dataclasses
import datetime as dt
import re
import shutil
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
import segno

from chapbook import cite, load, verify
from chapbook.editions import EDITIONS, Paper
from chapbook.frontmatter import Review
from chapbook.model import Article, Rendering
from chapbook.render import handout, particulars
from chapbook.render.handout import bare
from chapbook.settings import ROOT, Workbench
from chapbook.tools import pdftext
from chapbook.tools.pandoc import ast
from chapbook.verify.content.article import uncited
from chapbook.verify.content.parts import unspaced
from tests.commands import run

Make = Callable[..., Rendering]

HEAD = """---
title: {title}
author: [Ada Field]
date: 2026-03-01
version: "2.1"
review-due: 2028-03-01
lang: {lang}
license: CC-BY-4.0
url: https://example.org/article
citation-style: {style}
references:
- {{id: smith, type: book, title: Noses, author: [{{family: Smith, given: J}}],
   issued: {{date-parts: [[2020]]}}}}
---

"""

SAME_DAY = ["You cough blood and it does not stop.", "Your lips turn blue or grey."]

HELP = """
# Help

::: {.see-doctor when=soon}
- You cough for three weeks.
:::

::: {.see-doctor when=same-day priority=5}
- You cough blood and it does not stop.
- Your lips turn blue or grey.
:::
"""

QUESTIONS = """
# Questions

::: questions
1. What do I have?
2. What can I do?
:::
"""


def written(
    folder: Path, body: str, title: str = "Coughs", lang: str = "en-GB", style: str = "apa"
) -> Article:
    """Return the article with *body*, read from *folder*."""
    path = folder / "article.md"
    path.write_text(HEAD.format(title=title, lang=lang, style=style) + body, "utf-8")
    return cite.article(load.manuscript(path))


def points(count: int) -> str:
    """Return key points of about three lines each."""
    sentence = "is a sentence of many words that goes on for a while, " * 3
    return (
        "::: key-points\n" + "".join(f"- Point {n} {sentence}.\n" for n in range(count)) + ":::\n"
    )


def plain(count: int, priority: int = 3) -> str:
    """Return sections with plain words of two lines each."""
    words = "These plain words say what the section says, so that everyone can follow them all."
    return "".join(
        f"\n# Chapter {n}\n\n::: {{.plain priority={priority}}}\n{words} Number {n}.\n:::\n"
        for n in range(count)
    )


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """A function that makes a handout of an article."""

    def made(article: Article, name: str = "patient", paper: Paper = Paper.A4) -> Rendering:
        row = EDITIONS[name]
        file = row.name_in_output(article.stem, paper, article.metadata.paper)
        return handout.make(article, row, Workbench(desk=tmp_path, name=file, paper=paper))

    return made


@pytest.fixture(scope="module")
def calcinosis() -> Article:
    """The article that the repository comes with."""
    return cite.article(load.manuscript(ROOT / "source" / "calcinosis.md"))


def sides(rendering: Rendering) -> list[str]:
    """Return the words of each page, with single spaces."""
    assert rendering.built is not None
    with pypdfium2.PdfDocument(rendering.built.path) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    return [" ".join(text.replace("\ufffe", "-").split()) for text in texts]


def codes(rendering: Rendering) -> list[str]:
    """Return the codes of the findings."""
    return [finding.code for finding in rendering.findings]


def solid(text: str) -> str:
    """Return *text* without spaces: lines end where they like."""
    return "".join(text.split())


USUAL = points(4) + HELP + QUESTIONS
MANY = "::: key-points\n- One thing.\n- Another.\n:::\n" + HELP + plain(30) + QUESTIONS


@pytest.mark.parametrize(
    ("body", "paper"),
    [
        pytest.param("::: key-points\n- One thing.\n:::\n", Paper.A4, id="one point"),
        pytest.param(USUAL, Paper.A4, id="usual"),
        pytest.param(USUAL, Paper.LETTER, id="usual, letter", marks=pytest.mark.proof),
        pytest.param(MANY, Paper.LETTER, id="many parts, letter", marks=pytest.mark.proof),
        pytest.param(plain(1), Paper.A4, id="plain words only", marks=pytest.mark.proof),
    ],
)
def test_the_patient_sheet_has_two_sides(
    tmp_path: Path, make: Make, body: str, paper: Paper
) -> None:
    """Few parts or many, the sheet has exactly two sides, both with text or ruled lines."""
    rendering = make(written(tmp_path, body), paper=paper)
    assert rendering.built is not None
    assert rendering.built.page_count == len(sides(rendering)) == 2
    with pypdfium2.PdfDocument(rendering.built.path) as document:
        for page in document:
            grey = page.render(scale=0.5, grayscale=True).to_pil()
            middle = grey.crop((0, grey.height // 3, grey.width, grey.height * 2 // 3))
            assert middle.getextrema()[0] < 200


@pytest.mark.proof
@pytest.mark.parametrize("body", ["::: key-points\n- One thing.\n:::\n", points(3)])
def test_a_side_of_ruled_lines_says_what_it_is_for(tmp_path: Path, make: Make, body: str) -> None:
    """A second side that holds nothing but room to write has a title, and the whole width."""
    rendering = make(written(tmp_path, body))
    assert "My notes" in sides(rendering)[1]
    assert rendering.built is not None
    with pypdfium2.PdfDocument(rendering.built.path) as document:
        page = document[1].render(scale=1, grayscale=True).to_pil()
    left = page.crop((page.width // 10, page.height // 2, page.width // 5, page.height * 3 // 4))
    assert left.getextrema()[0] < 200


@pytest.mark.proof
@pytest.mark.parametrize("name", ["patient", "student"])
def test_nothing_is_found_wrong_with_a_handout(calcinosis: Article, make: Make, name: str) -> None:
    """The checks that judge every finished file have nothing to say about it."""
    rendering = make(calcinosis, name)
    assert rendering.built is not None
    assert verify.findings(calcinosis, [rendering.built]) == []
    assert set(codes(rendering)) <= {"handout-left-out"}


@pytest.mark.proof
def test_only_the_closing_line_is_small(calcinosis: Article, make: Make) -> None:
    """On the patient sheet everything is 14 pt or more but licence, citation and page number."""
    rendering = make(calcinosis)
    assert rendering.built is not None
    facts = particulars.of(calcinosis)
    for number, page in enumerate(pdftext.pages(rendering.built.path), 1):
        small = "".join(run.text for run in page.runs if run.size_pt < 13.95)
        cited = ast.text(calcinosis.cite_article[0].inlines)
        closing = f"Licence: {facts.licence}. {cited} Page {number} of 2"
        assert solid(small) == solid(closing)


def test_each_side_carries_the_particulars(calcinosis: Article, make: Make) -> None:
    """Date, version, review date, licence, address, disclaimer and the warning are on each side."""
    labels, facts = calcinosis.labels, particulars.of(calcinosis)
    wanted = [facts.published, facts.version, facts.review_due, facts.licence, facts.disclaimer]
    wanted += [facts.text_mark]
    wanted += [labels["not-reviewed-patient"], labels["original-address"], facts.short_address]
    for side in sides(make(calcinosis)):
        for words in wanted:
            assert solid(words or "?") in solid(side)


def test_a_reviewed_article_carries_no_warning(tmp_path: Path, make: Make) -> None:
    """A review of exactly these words replaces the warning on both sides."""
    article = written(tmp_path, points(2) + HELP)
    review = Review(
        given="Eve", family="Stone", date=dt.date(2026, 2, 1), content=article.content_hash
    )
    metadata = article.metadata.model_copy(update={"reviewed_by": [review]})
    for side in sides(make(dataclasses.replace(article, metadata=metadata))):
        assert "Reviewed by Eve Stone on 1 February 2026" in side
        assert "not been reviewed" not in side


@pytest.mark.proof
def test_urgent_lists_are_never_left_out(tmp_path: Path, make: Make) -> None:
    """Among thirty parts of higher priority the same-day list stands complete on side one."""
    body = "::: key-points\n- One.\n- Two.\n:::\n" + plain(30, priority=1) + HELP + QUESTIONS
    front, _ = sides(make(written(tmp_path, body)))
    assert all(solid(words) in solid(front) for words in SAME_DAY)


@pytest.mark.proof
def test_what_is_left_out_is_named(tmp_path: Path, make: Make) -> None:
    """The least important part goes first; a note and the sheet name it."""
    last = plain(1, priority=5).replace("Chapter 0", "Chapter Last")
    rendering = make(written(tmp_path, points(13) + HELP + last + plain(3, priority=2) + QUESTIONS))
    assert codes(rendering) == ["handout-left-out"]
    message = rendering.findings[0].message
    assert '"Chapter Last"' in message
    text = solid(" ".join(sides(rendering)))
    assert solid("Left out here; see the full article:") in text
    for name in ["Chapter Last", "Chapter 0", "Chapter 1", "Chapter 2"]:
        stands = solid(f"{name} These plain words") in text
        assert stands != (f'"{name}"' in message)


def test_required_parts_that_do_not_fit_are_an_error(tmp_path: Path, make: Make) -> None:
    """Nothing is made, and the finding names the longest parts and the lines too many."""
    rendering = make(written(tmp_path, points(40) + HELP))
    assert rendering.built is None
    assert codes(rendering) == ["handout-too-long"]
    message = rendering.findings[0].message
    assert message.startswith("the patient sheet is about ")
    over = int(message.split("about ")[1].split()[0])
    assert 60 < over < 120
    shares = re.findall(r'"([^"]+)" has (\d+), (\d+) too many', message)
    assert shares[0][0] == "Key points", "the longest comes first"
    assert sum(int(share) for _, _, share in shares) == over


@pytest.mark.proof
def test_twice_the_warnings_are_refused(tmp_path: Path) -> None:
    """Of the showcase with each warning twice no sheet is made, and the one there before stays.

    The finding names each block that is too long, and by how many lines.
    """
    folder = Path(shutil.copytree(ROOT / "source", tmp_path / "source"))
    article, output = folder / "calcinosis.md", tmp_path / "output"
    build = ("build", "--edition=patient", f"--output={output}", str(article))
    assert run(*build).returncode == 0
    before = {path: path.read_bytes() for path in output.rglob("*.*")}
    assert output / "handouts" / "calcinosis-patient.pdf" in before
    listed = re.compile(r"(::: \{\.see-doctor[^\n]*\n)(.*?)(?=:::\n)", re.DOTALL)
    twice, count = listed.subn(r"\1\2\2", article.read_text("utf-8"))
    assert count == 2
    article.write_text(twice, "utf-8")
    refused = run(*build)
    assert refused.returncode == 1
    assert "[handout-too-long]" in refused.stderr
    assert re.search(r"about \d+ lines too long for two sides at 14 pt", refused.stderr)
    labels = cite.article(load.manuscript(article)).labels
    for when in ("same-day", "soon"):
        head = re.escape(labels[f"see-doctor-{when}"])
        assert re.search(rf'"{head}" has \d+, \d+ too many', refused.stderr)
    assert {path: path.read_bytes() for path in output.rglob("*.*")} == before


@pytest.mark.proof
@pytest.mark.parametrize("asked", [QUESTIONS, ""])
def test_there_is_room_for_a_stamp_and_to_write(tmp_path: Path, make: Make, asked: str) -> None:
    """With questions or without, a box for the clinic stands on the sheet, and ruled lines."""
    rendering = make(written(tmp_path, points(3) + HELP + asked))
    assert "Clinic, telephone" in " ".join(sides(rendering))
    assert rendering.built is not None
    with pypdfium2.PdfDocument(rendering.built.path) as document:
        gaps = [gap for page in document for gap in gaps_of_rules_mm(page)]
    assert sum(abs(gap - 9) < 0.3 for gap in gaps) >= 3, "lines to write on, 9 mm apart"


def gaps_of_rules_mm(page: Any) -> list[float]:
    """Return how far apart the rules are that cross a strip in the right half of *page*."""
    per_mm = 8
    image = page.render(scale=per_mm * 25.4 / 72, grayscale=True).to_pil()
    left = image.width * 3 // 4
    strip = image.crop((left, 0, left + 20 * per_mm, image.height))
    rows = [
        strip.crop((0, y, strip.width, y + 1)).getextrema()[1] < 200 for y in range(image.height)
    ]
    tops = [y for y, (before, here) in enumerate(pairwise(rows)) if here and not before]
    return [(lower - upper) / per_mm for upper, lower in pairwise(tops)]


@pytest.mark.proof
def test_a_sheet_is_never_empty(tmp_path: Path, make: Make) -> None:
    """One optional part longer than the sheet is an error too, not a sheet without text."""
    words = "These plain words go on and on without end. " * 200
    rendering = make(written(tmp_path, f"# Long\n\n::: plain\n{words}\n:::\n"))
    assert rendering.built is None
    assert codes(rendering) == ["handout-too-long"]
    assert '"Long" has ' in rendering.findings[0].message


@pytest.mark.parametrize("name", ["patient", "student"])
def test_an_article_without_parts_is_skipped(tmp_path: Path, make: Make, name: str) -> None:
    """Without parts for a handout there is none, and a note says so."""
    rendering = make(written(tmp_path, "# Only\n\nText.\n"), name)
    assert rendering.built is None
    assert codes(rendering) == ["handout-skipped"]


@pytest.mark.parametrize("style", ["apa", "ieee", "american-medical-association"])
def test_citations_leave_no_trace(tmp_path: Path, style: str) -> None:
    """Marks go with the spaces before them; names that are part of a sentence stay."""
    article = written(
        tmp_path,
        "# A\n\nOne [@smith]. @smith says so [see @smith, p. 2], too (@smith).\n",
        style=style,
    )
    text = ast.text(bare.without_marks(article.body[1:], article))
    assert text == "One. Smith says so, too (Smith)."
    judged = "".join(block.text for block in uncited(article).blocks)
    assert unspaced(text) in unspaced(judged), "verify reads the article otherwise"


def test_the_code_says_the_address(tmp_path: Path, make: Make) -> None:
    """The modules of the printed QR code are those of the address, at least 22 mm wide."""
    rendering = make(written(tmp_path, points(3) + HELP))
    assert rendering.built is not None
    wanted = segno.make_qr("https://example.org/article", error="m", boost_error=True).matrix
    for index in range(2):
        found, width_mm = drawn_code(rendering.built.path, index, len(wanted))
        assert found == [[bool(module) for module in row] for row in wanted]
        assert width_mm * (len(wanted) + 8) / len(wanted) >= 22


def drawn_code(path: Path, page_index: int, module_count: int) -> tuple[list[list[bool]], float]:
    """Return the modules of the code at the lower left of a page, and its width in mm."""
    scale = 300 / 72
    with pypdfium2.PdfDocument(path) as document:
        image: Any = document[page_index].render(scale=scale, grayscale=True).to_pil()
    per_mm = 300 / 25.4
    top = image.height - int(60 * per_mm)
    crop = image.crop((0, top, int(40 * per_mm), image.height))
    dark = crop.point(lambda value: 255 if value < 128 else 0)
    # The rule above the foot runs through the whole row; the code begins below the last one.
    ruled = [y for y in range(dark.height) if dark.getpixel((dark.width - 1, y))]
    below = max(ruled, default=0) + 3
    left, upper, right, lower = dark.crop((0, below, dark.width, dark.height)).getbbox()
    size = (right - left) / module_count
    assert abs((lower - upper) - (right - left)) <= 2
    rows = [
        [
            bool(
                dark.getpixel((int(left + (x + 0.5) * size), int(below + upper + (y + 0.5) * size)))
            )
            for x in range(module_count)
        ]
        for y in range(module_count)
    ]
    return rows, (right - left) / per_mm


def test_room_becomes_larger_type(tmp_path: Path, make: Make) -> None:
    """A sheet with few words is set larger than the floor."""
    rendering = make(written(tmp_path, points(2) + HELP))
    assert rendering.built is not None
    runs = [run for page in pdftext.pages(rendering.built.path) for run in page.runs]
    assert next(run.size_pt for run in runs if "three weeks" in run.text) > 15.9


@pytest.mark.proof
def test_a_long_german_title_of_a_part_stands_whole(tmp_path: Path, make: Make) -> None:
    """A word too long for the column of titles is not cut: the title stands above its text."""
    word = "Verhaltensempfehlungen"
    body = f"# {word}\n\n::: plain\nHalten Sie sich warm.\n:::\n"
    front, _ = sides(make(written(tmp_path, body, lang="de")))
    assert word in front
    assert "Holen Sie" not in front


@pytest.mark.proof
def test_answers_lie_on_a_leaf_of_their_own(calcinosis: Article, make: Make) -> None:
    """Answers begin on an odd page, which holds nothing else, and stand on no earlier page."""
    pages = sides(make(calcinosis, "student"))
    first = next(i for i, page in enumerate(pages) if "Calciphylaxis. Kidney failure" in page)
    assert first % 2 == 0
    assert "How to cite" not in pages[first]
    assert all("Iatrogenic by cause" not in page for page in pages[:first])
    assert any(calcinosis.labels["answers-overleaf"] in page for page in pages[:first])


SELF_CHECK = """
::: self-check
1. Why?

    ::: answer
    Because of the wind.
    :::
:::
"""


def test_a_blank_page_says_why(tmp_path: Path, make: Make) -> None:
    """Questions that end on a front leave their back free of answers, and the back says so."""
    body = f"# Check\n\n{SELF_CHECK.replace('    ', '   ')}"
    few_styles = "apa\ncite-as: [apa]"  # so that "how to cite" fits on the front
    pages = sides(make(written(tmp_path, body, style=few_styles), "student"))
    assert len(pages) == 3
    assert "Why?" in pages[0]
    assert "The answers are on a separate sheet" in pages[1]
    assert "Because of the wind." in pages[2]


def test_the_guide_lists_only_what_it_cites(tmp_path: Path, make: Make) -> None:
    """Figures and tables keep their numbers, and only works cited in what is shown are listed."""
    body = (
        "# A\n\nText [@smith].\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n: First {#tab-a}\n\n"
        "| a | b |\n|---|---|\n| 1 | 2 |\n\n: Second, see [](#tab-a) and [](#sec-b) {#tab-b}\n\n"
        "# B {#sec-b}\n\nMore.\n"
    )
    text = " ".join(sides(make(written(tmp_path, body), "student")))
    assert "Table 2. Second, see Table 1 and B" in text.replace("\u00a0", " ")
    assert "Noses" not in text


@pytest.mark.parametrize("name", ["patient", "student"])
def test_handouts_ask_for_two_sides_at_full_size(tmp_path: Path, make: Make, name: str) -> None:
    """The print dialogue opens without scaling, turning the sheet on its long edge."""
    rendering = make(written(tmp_path, points(2) + HELP), name)
    assert rendering.built is not None
    with pikepdf.open(rendering.built.path) as file:
        preferences = file.Root.ViewerPreferences
        assert preferences.PrintScaling == "/None"
        assert preferences.Duplex == "/DuplexFlipLongEdge"
        assert preferences.DisplayDocTitle


@pytest.mark.proof
@pytest.mark.parametrize("name", ["patient", "student"])
def test_the_same_article_gives_the_same_bytes(tmp_path: Path, make: Make, name: str) -> None:
    """Two builds in two folders do not differ."""
    article = written(tmp_path, points(3) + HELP + QUESTIONS)
    first = make(article, name)
    assert first.built is not None
    elsewhere = Workbench(desk=tmp_path / "else where", name="x.pdf", paper=Paper.A4)
    handout.make(article, EDITIONS[name], elsewhere)
    assert elsewhere.path.read_bytes() == first.built.path.read_bytes()
