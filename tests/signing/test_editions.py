"""Every edition tells of a review for exactly the words that were signed, else what is true."""

import html
import shutil
import zipfile
from pathlib import Path

import pytest

import pipeline
from chapbook.tools import pdftext
from tests.conftest import GOOD

EDITIONS = ("pdf", "html", "epub", "docx", "patient", "student", "review")
FORMS = {".pdf", ".html", ".epub", ".docx"}


def built(article: Path, output: Path) -> dict[str, str]:
    """Build *article* and return what each edition says."""
    chosen = [word for name in EDITIONS for word in ("--edition", name)]
    assert pipeline.main(["build", str(article), "--output", str(output), *chosen]) == 0
    found = [p for p in sorted(output.rglob("*.*")) if p.suffix in FORMS and p.name != "index.html"]
    assert len(found) == len(EDITIONS)
    return {path.name: " ".join(said(path).split()) for path in found}


def said(path: Path) -> str:
    """Return the text of a finished file."""
    if path.suffix == ".pdf":
        return " ".join("".join(run.text for run in p.runs) for p in pdftext.pages(path))
    if path.suffix == ".html":
        return html.unescape(path.read_text("utf-8"))
    with zipfile.ZipFile(path) as archive:
        parts = [n for n in archive.namelist() if n.endswith(("xhtml", "document.xml"))]
        return html.unescape(" ".join(archive.read(n).decode("utf-8") for n in parts))


NAMES = {"Eva", "Arzt", "Gil", "Cruz"}


def names_in(content: str) -> set[str]:
    """Return which parts of the reviewers' names *content* has, in lines of any direction."""
    return {name for name in NAMES if name in content}


def sign(article: Path, given: str, family: str) -> None:
    """Let a person sign *article*."""
    who = ["--given", given, "--family", family, "--credentials", "MD"]
    when = ["--date", "2026-03-01", "--today", "2026-03-02"]
    assert pipeline.main(["sign", str(article), *who, *when]) == 0


@pytest.mark.proof
@pytest.mark.parametrize(("name", "word"), [("german", "Seife"), ("arabic", "الملح")])
def test_every_edition_follows_the_signature(name: str, word: str, tmp_path: Path) -> None:
    """Two sign; another address keeps that; another word ends it, in every edition alike."""
    folder = Path(shutil.copytree(GOOD / name, tmp_path / "article"))
    article = next(folder.glob("*.md"))
    text = article.read_text("utf-8")
    if "version:" not in text:
        article.write_text(text.replace("lang:", 'version: "1.0"\nlang:', 1), "utf-8")
    sign(article, "Eva", "Arzt")
    sign(article, "Gil", "de la Cruz")
    for file, content in built(article, tmp_path / "out").items():
        assert names_in(content) == NAMES, file
    signed = article.read_text("utf-8")
    moved = signed.replace("lang:", "url: https://example.org/moved\nlang:", 1)
    article.write_text(moved, "utf-8")
    for file, content in built(article, tmp_path / "out").items():
        assert names_in(content) == NAMES, file
    assert word in moved
    head, body = moved.split("\n---\n", 1)
    article.write_text(f"{head}\n---\n{body.replace(word, f'{word} {word}', 1)}", "utf-8")
    for file, content in built(article, tmp_path / "out").items():
        is_copy = "review" in file
        assert (names_in(content) == NAMES) == is_copy, file
        version = "1.2" if name == "german" else "1.0"
        assert version in content, file
