"""What patients are given is judged by its finished pages: break one thing, and that is found."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from chapbook import cite, load, render, verify
from chapbook.editions import EDITIONS, Paper
from chapbook.findings import Finding
from chapbook.model import Article, BuiltEdition
from chapbook.render import handout, located
from chapbook.settings import Settings, Workbench
from chapbook.tools.pdftext import Page
from chapbook.verify import patients
from chapbook.verify.case import Case, cases
from chapbook.verify.content import tags
from chapbook.verify.content.article import parts
from chapbook.verify.letters import letters
from tests.conftest import HANDOUTS
from tests.verify.works import Finished, only


def judged(case: Case, pages: Sequence[Page] = ()) -> list[Finding]:
    """Return what is found wrong with *case* as something for patients."""
    return list(patients.findings(case, tags.of(case.tree), pages or case.pages))


@pytest.fixture
def sheet(everything: Finished) -> Case:
    """The patient sheet of the article with every part."""
    (case,) = cases(everything.article, [everything.built["patient"]])
    return case


def warnings(case: Case) -> list[str]:
    """Return every paragraph of the article's lists of when to get help."""
    return [text for part in parts(case.article, "patient", "see-doctor") for text in part]


def test_nothing_is_found_wrong_with_a_whole_sheet(sheet: Case) -> None:
    """The sheet as it is made gives every warning, in order, and large enough."""
    assert len(warnings(sheet)) == 3
    assert judged(sheet) == []


def test_each_warning_is_missed(sheet: Case) -> None:
    """A paragraph that is no longer on the sheet is told, whichever it is."""
    content = tags.of(sheet.tree)
    for text in warnings(sheet):
        less = [block for block in content.blocks if letters(text) not in letters(block.text)]
        assert len(less) == len(content.blocks) - 1
        found = list(patients.findings(sheet, replace(content, blocks=tuple(less)), sheet.pages))
        assert only(found, "edition-unlike", f'the whole warning "{text}"')


def test_a_small_warning_is_found(sheet: Case) -> None:
    """One line of a warning in smaller type than the rest is a finding."""
    usual = Counter(round(run.size_pt, 1) for page in sheet.pages for run in page.runs)
    warned = letters("".join(warnings(sheet)))
    pages = list(sheet.pages)
    for index, page in enumerate(pages):
        for number, run in enumerate(page.runs):
            if letters(run.text) and letters(run.text) in warned and not run.is_artifact:
                small = replace(run, size_pt=run.size_pt - 1)
                runs = (*page.runs[:number], small, *page.runs[number + 1 :])
                pages[index] = replace(page, runs=runs)
                assert usual.most_common(1)[0][0] == round(run.size_pt, 1)
                assert only(judged(sheet, pages), "edition-layout", "warnings are ")
                return
    pytest.fail("the sheet shows no warning")


def test_plain_words_do_not_come_first(sheet: Case) -> None:
    """What can wait is found where it stands before the main message."""
    content = tags.of(sheet.tree)
    (plain,) = parts(sheet.article, "patient", "plain")[0]
    moved = next(block for block in content.blocks if letters(plain) in letters(block.text))
    turned = (moved, *(block for block in content.blocks if block is not moved))
    found = list(patients.findings(sheet, replace(content, blocks=turned), sheet.pages))
    assert {finding.code for finding in found} == {"edition-layout"}
    assert all(f'"{plain}" stands before' in finding.message for finding in found)


def test_silence_about_what_is_left_out_is_found(sheet: Case) -> None:
    """A sheet without a part, and without the line that says so, is a finding."""
    content = tags.of(sheet.tree)
    (plain,) = parts(sheet.article, "patient", "plain")[0]
    less = tuple(block for block in content.blocks if letters(plain) not in letters(block.text))
    found = list(patients.findings(sheet, replace(content, blocks=less), sheet.pages))
    assert only(found, "edition-unlike", "it leaves parts out and does not say so")


@pytest.fixture(scope="module", params=sorted(path.name for path in HANDOUTS.iterdir()))
def printed(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Article, list[BuiltEdition]]:
    """An article whose sheet leaves something out, with its print edition and that sheet."""
    source = next((HANDOUTS / request.param).glob("*.md"))
    article = cite.article(load.manuscript(source))
    return article, list(_made(article, source, tmp_path_factory.mktemp("printed")))


def _made(article: Article, source: Path, folder: Path) -> list[BuiltEdition]:
    settings = Settings(article=source)
    rows = [EDITIONS[name] for name in ("pdf", "patient")]
    jobs = [(row, settings.bench(folder, row, article.metadata.paper)) for row in rows]
    return [made.built for made in render.editions(article, jobs) if made.built]


@pytest.mark.proof
def test_the_pages_that_are_named_are_true(
    printed: tuple[Article, list[BuiltEdition]], tmp_path: Path
) -> None:
    """Titles stand on the pages that are named; with each page one too high, each is found."""
    article, built = printed
    assert verify.findings(article, built) == []
    row, pages = EDITIONS["patient"], render.page_map(article)
    shifted = replace(pages, starts=(pages.starts[0], *pages.starts))
    bench = Workbench(desk=tmp_path, name="wrong.pdf", paper=Paper.A4)
    wrong = handout.make(located.article_with_pages(article, shifted, row), row, bench)
    assert wrong.built is not None
    found = [f.message for f in verify.findings(article, [built[0], wrong.built])]
    note = next(f.message for f in wrong.findings if f.code == "handout-left-out")
    assert len(found) == note.count('"') / 2
    assert all("of print" in message for message in found)
