"""Templates, style sheets, labels and the table of editions fit together."""

import re
from pathlib import Path
from unicodedata import combining, normalize

import pytest

from chapbook.audit.page import SHEETS as OF_REPORT
from chapbook.bundle.epub import STYLESHEETS as OF_PACK_BOOK
from chapbook.bundle.scorm import SHEET as SCORM_SHEET
from chapbook.bundle.strip_letters import SHEETS as OF_STRIPS
from chapbook.bundle.webpages.page import SHEET as OF_LEARNING_PAGES
from chapbook.draft.stand_ins import STAMP
from chapbook.editions import EDITIONS
from chapbook.packs import PACK_EDITIONS
from chapbook.render import closing, draft
from chapbook.render.draft import SHEETS as OF_DRAFTS
from chapbook.render.print import SLIM_SHEET
from chapbook.shelf.page import SHEETS as OF_INDEX
from chapbook.tools import labels

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = ROOT / "templates"
SHEETS = sorted((TEMPLATES / "css").glob("*.css"))
PAGES = sorted(TEMPLATES.rglob("*.jinja"))

PANDOC = {
    # What pandoc's writers and its citation processor call things.
    "csl-bib-body", "csl-entry", "csl-left-margin", "csl-right-inline", "csl-block", "csl-indent",
    "footnotes", "footnotes-end-of-document", "footnote-ref", "footnote-back", "hanging-indent",
    "references", "uri", "email", "smallcaps", "underline", "line-block", "display", "math",
    "inline", "even", "odd", "header", "heading", "unnumbered", "unlisted", "section", "level2",
    "sourceCode", "numberLines", "appendix",
    # What its highlighter calls the kinds of words in code.
    "kw", "cf", "im", "dt", "st", "ch", "vs", "ss", "sc", "dv", "bn", "fl", "cn", "fu", "bu", "at",
    "ex", "co", "do", "an", "cv", "in", "wa", "al", "er",
}  # fmt: skip


def without_comments(css: str) -> str:
    """Return *css* without its comments."""
    return re.sub(r"/\*.*?\*/", "", css, flags=re.S)


def styled() -> set[str]:
    """Return every class that a style sheet, or the one inside a template, selects."""
    found: set[str] = set()
    inside = [
        css for page in PAGES for css in re.findall(r"<style>(.*?)</style>", page.read_text(), re.S)
    ]
    for css in [*(sheet.read_text("utf-8") for sheet in SHEETS), *inside]:
        bare = re.sub(r"\"[^\"]*\"|'[^']*'|url\([^)]*\)", "", without_comments(css))
        for selector in re.findall(r"([^{};]+)\{", bare):
            found |= set(re.findall(r"\.([A-Za-z][\w-]*)", selector))
    return found


def plain(template: str) -> str:
    """Return *template* with its expressions gone, except words that they may print."""
    bare = re.sub(r"\{%.*?%\}", "", template, flags=re.S)
    return re.sub(r"\{\{(.*?)\}\}", lambda m: " ".join(re.findall(r'"([^"]*)"', m[1])), bare)


def in_templates() -> set[str]:
    """Return every class that a template writes."""
    return {
        name
        for page in PAGES
        for value in re.findall(r'class="([^"]*)"', plain(page.read_text("utf-8")))
        for name in value.split()
    }


def in_the_program() -> set[str]:
    """Return every word that stands in quotation marks in the program: classes among them."""
    return {
        name
        for path in [*ROOT.glob("chapbook/**/*.py"), *ROOT.glob("chapbook/**/*.lua")]
        for text in re.findall(r"[\"']([^\"'\n]*)[\"']", path.read_text("utf-8"))
        for name in re.split(r"[^\w-]+", text)
    }


def test_every_class_of_a_template_is_styled() -> None:
    """A template names no class that no style sheet knows: it would do nothing."""
    assert in_templates() - styled() == set()


def test_every_styled_class_is_used() -> None:
    """A style sheet names no class that nothing writes: it would be left over."""
    known = in_templates() | in_the_program() | PANDOC
    left_over = {
        name
        for name in styled() - known
        if not any(word.endswith("-") and len(word) > 1 and name.startswith(word) for word in known)
    }
    assert left_over == set()


@pytest.mark.parametrize("row", EDITIONS.values(), ids=lambda row: row.name)
def test_what_an_edition_names_is_there(row: object) -> None:
    """Template and style sheets of each row exist, and its purpose has words."""
    edition = EDITIONS[row.name]  # type: ignore[attr-defined]
    assert not edition.template or (TEMPLATES / edition.template).is_file()
    assert all((TEMPLATES / "css" / name).is_file() for name in edition.stylesheets)
    assert all(edition.purpose in labels.load(lang) for lang in labels.languages())


def test_every_sheet_is_used() -> None:
    """No style sheet lies about that no edition names."""
    named = {name for row in EDITIONS.values() for name in row.stylesheets} | set(OF_INDEX)
    named |= {name for sheets in OF_DRAFTS.values() for name in sheets} | set(OF_REPORT)
    named |= {name for row in PACK_EDITIONS.values() for name in row.stylesheets}
    named |= set(OF_PACK_BOOK)
    rows = draft.of_draft(list(EDITIONS.values()))
    named |= {name for row in rows for name in row.stylesheets}
    assert {sheet.name for sheet in SHEETS} == named | {
        closing.SHEET,
        SCORM_SHEET,
        Path(SLIM_SHEET).name,
        OF_LEARNING_PAGES,
        *OF_STRIPS,
    }


def test_every_label_that_is_asked_for_exists() -> None:
    """Templates ask for no label that the languages lack."""
    asked = {
        key
        for page in PAGES
        for key in re.findall(r"labels\[\"([a-z-]+)\"\]", page.read_text("utf-8"))
    }
    assert asked <= {*labels.load("en"), STAMP}


def stems(text: str) -> set[str]:
    """Return how the words of *text* begin, without accents: forms of a word begin alike."""
    bare = "".join(each for each in normalize("NFD", text.lower()) if not combining(each))
    return {word[:4] for word in re.findall(r"[^\W\d_]+", re.sub(r"{\w+}", "", bare))}


@pytest.mark.parametrize("lang", labels.languages())
def test_a_pack_is_called_the_same_on_every_page(lang: str) -> None:
    """The word for a pack in the heads of its pages stands in its rights sheet and colophon."""
    said = labels.load(lang)
    name = stems(said["pack-folio"]) - stems(said["page"])
    assert len(name) == 1
    for key in ("pack-folios", "pack-colophon", "pack-this-reading", "purpose-pack-pdf"):
        assert name <= stems(said[key]), key


def test_languages_have_the_same_labels() -> None:
    """Every language says everything that English says, and nothing else."""
    english = set(labels.load("en"))
    for lang in labels.languages():
        assert set(labels.load(lang)) == english, lang


@pytest.mark.parametrize("key", ["pack-print-only", "pack-this-reading"])
def test_one_page_is_told_as_many_are(key: str) -> None:
    """The pages of a reading stand after a colon: no language says "pages 4" of a single one."""
    told = {lang: labels.load(lang)[key] for lang in labels.languages()}
    assert {lang: text for lang, text in told.items() if not text.endswith(": {pages}")} == {}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_force_is_explained(sheet: Path) -> None:
    """``!important`` stands only where a comment in the same rule or above says why."""
    for block in sheet.read_text("utf-8").split("}"):
        assert "!important" not in block or "/*" in block, block
