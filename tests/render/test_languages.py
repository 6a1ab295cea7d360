"""Articles in other languages hold no English word of ours, in any edition."""

import re
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree, html

from chapbook import verify
from chapbook.tools import labels
from tests.verify.works import GOOD, Finished, finished

LANGUAGES = {
    "french": "fr",
    "spanish": "es",
    "portuguese": "pt",
    "italian": "it",
    "dutch": "nl",
    "polish": "pl",
    "swedish": "sv",
    "ukrainian": "uk",
    "greek": "el",
}

READ = re.compile(r"\.xhtml$|word/(document|header\d*|footer\d*|footnotes)\.xml$")
SILENT = re.compile(r"(?s)<head>.*?</head>|<w:instrText.*?</w:instrText>")
"""What nobody reads: the head of a page, and the codes of Word's fields."""

FOREIGN = ("January", "February", "March", "April", "May", "accessed", "Accessed", "Available")


def _english(lang: str, known: str) -> list[str]:
    """Return the words of English labels that *lang* has others for.

    Short words and those in *known*, the text of the article and its references, would be
    found without being ours.
    """
    english, own = labels.load("en"), labels.load(lang)
    texts = [english[key] for key in english if english[key] != own[key]]
    pieces = [piece.strip() for text in texts for piece in re.split(r"\{\w+\}", text)]
    ours = set(FOREIGN) | {piece for piece in pieces if len(re.findall(r"[a-z]", piece)) > 3}
    theirs = known + "\n".join(own.values())
    return sorted(piece for piece in ours if not _holds(theirs, piece))


def _holds(text: str, words: str) -> bool:
    """Tell whether *words* stand in *text* as words of their own."""
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


def _printed(made: Finished) -> dict[str, str]:
    """Return the text of every edition that people read, by its name."""
    texts = {}
    for name, edition in made.built.items():
        data = edition.path.read_bytes()
        if data.startswith(b"%PDF"):
            texts[name] = "\n".join(_pages(edition.path))
        elif data.startswith(b"PK"):
            texts[name] = "\n".join(_members(edition.path))
        elif edition.path.suffix == ".html":
            texts[name] = _page_text(data)
    return texts


def _pages(path: Path) -> list[str]:
    """Return the text of each page of a PDF."""
    document = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def _page_text(data: bytes) -> str:
    """Return the text of a web page, without its style sheets, scripts and metadata."""
    root = html.fromstring(data)
    etree.strip_elements(root, "script", "style", with_tail=False)
    return " ".join(root.text_content().split())


def _members(path: Path) -> list[str]:
    """Return the running text of the parts of an EPUB or Word file."""
    with zipfile.ZipFile(path) as archive:
        parts = [archive.read(n).decode() for n in archive.namelist() if READ.search(n)]
    return [re.sub(r"<[^>]+>", " ", SILENT.sub("", part)) for part in parts]


@pytest.mark.proof
@pytest.mark.parametrize(("folder", "lang"), LANGUAGES.items())
def test_no_edition_holds_an_english_word_of_ours(folder: str, lang: str, tmp_path: Path) -> None:
    """Every edition is sound and speaks the language of its article alone."""
    (source,) = (GOOD / folder).glob("*.md")
    made = finished(source, tmp_path)
    assert [f.message for f in verify.findings(made.article, list(made.built.values()))] == []

    known = "".join(path.read_text("utf-8") for path in (GOOD / folder).glob("*.*"))
    texts = _printed(made)
    english = _english(lang, known)
    assert {"pdf", "html", "epub", "docx", "patient", "student"} <= set(texts)
    assert {name: [w for w in english if _holds(text, w)] for name, text in texts.items()} == (
        {name: [] for name in texts}
    )

    marks = [own for key, own in labels.load(lang).items() if key.startswith("quotes-")]
    assert [mark for mark in marks if mark.strip() not in texts["pdf"]] == []
