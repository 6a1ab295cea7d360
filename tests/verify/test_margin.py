"""The pages of print that the margins of a handout name are held against the PDF of print."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from chapbook import verify
from chapbook.findings import Finding
from tests import commands
from tests.packs import sixty
from tests.verify.damage import rewritten
from tests.verify.works import Finished, only

Compare = Callable[[Callable[[pikepdf.Pdf], None]], list[Finding]]

NUMBER = re.compile(
    rb"/Artifact\s+<</Type /Pagination>>\s+BDC\s.*?1 0 0 -1 (?P<left>[\d.]+) (?P<top>[\d.]+) Tm"
    rb".*?EMC",
    re.S,
)
"""A number in the margin, as it is drawn."""


@pytest.fixture
def compare(everything: Finished, tmp_path: Path) -> Compare:
    """A function that damages the study guide and returns what is found in it beside the PDF."""

    def compared(change: Callable[[pikepdf.Pdf], None]) -> list[Finding]:
        built = everything.built["student"]
        path = tmp_path / built.path.name
        path.write_bytes(rewritten(change)(built.path.read_bytes()))
        both = [everything.built["pdf"], replace(built, path=path)]
        return verify.findings(everything.article, both)

    return compared


def redrawn(pdf: pikepdf.Pdf, number: int, change: Callable[[re.Match[bytes]], bytes]) -> None:
    """Let *change* draw the number in the margin that is drawn as the *number*-th (0-based)."""
    passed = 0
    for page in pdf.pages:
        page.contents_coalesce()
        data = page.Contents.read_bytes()
        found = list(NUMBER.finditer(data))
        if number < passed + len(found):
            match = found[number - passed]
            drawn = data[: match.start()] + change(match) + data[match.end() :]
            page.Contents = pdf.make_stream(drawn)
            return
        passed += len(found)
    pytest.fail(f"there are only {passed} numbers in the margins")


def lower(match: re.Match[bytes]) -> bytes:
    """Return the number ten lines further down."""
    top = float(match["top"]) + 10 * 18
    return match[0].replace(match["top"] + b" Tm", f"{top:.3f} Tm".encode())


def test_the_good_guide_passes(everything: Finished) -> None:
    """Each number in its margins stands where print says, and none is missing."""
    built = [everything.built[name] for name in ("pdf", "student")]
    assert not verify.findings(everything.article, built)


def test_a_number_beside_other_words_is_found(compare: Compare) -> None:
    """Moved down the page, it names a page on which those words do not stand."""
    found = compare(lambda pdf: redrawn(pdf, 0, lower))
    assert only(found, "edition-unlike", "names page")


def test_a_number_that_is_missing_is_found(compare: Compare) -> None:
    """Without it the number before would be taken for what follows."""
    found = compare(lambda pdf: redrawn(pdf, 1, lambda _: b""))
    assert only(found, "edition-unlike", "and the margin names page")


def test_a_guide_without_numbers_is_found(compare: Compare) -> None:
    """A handout that is to tell the pages of print does."""

    def change(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            page.contents_coalesce()
            page.Contents = pdf.make_stream(NUMBER.sub(b"", page.Contents.read_bytes()))

    assert only(compare(change), "edition-unlike", "does not say on which pages of print")


@pytest.mark.proof
@pytest.mark.parametrize("number", [1, 4, 16])
def test_words_that_are_said_again_and_again(number: int, tmp_path: Path) -> None:
    """A page that begins in the middle of a line, or a note overleaf, is no wrong number.

    In such articles each piece of a line stands on other pages, too.
    """
    sixty.made(tmp_path)
    article, output = tmp_path / f"{sixty.name(number)}.md", tmp_path / "output"
    rows = [f"--edition={name}" for name in ("pdf", "large-print", "booklet-pages")]
    done = commands.run("build", str(article), *rows, f"--output={output}")
    assert done.returncode == 0, done.stdout + done.stderr
