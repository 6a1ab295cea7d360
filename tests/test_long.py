"""An article of three hundred pages, from its source to checked files."""

import sys
import time
from pathlib import Path

import pikepdf
import pytest

from chapbook.settings import ROOT
from tests import usage
from tests.articles import generate

CHAPTERS = 100
PAGES = 300
MEMORY_MB = 2000
"""What the largest process of the run may take: half of a small machine's."""


@pytest.mark.proof
@pytest.mark.timeout(1800)  # minutes, where other work is done meanwhile
def test_three_hundred_pages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Print and EPUB of a very long article pass every check of a build and are published."""
    article, works = generate.book(CHAPTERS)
    (tmp_path / "long.md").write_text(article, "utf-8")
    (tmp_path / "works.bib").write_text(works, "utf-8")
    output, log = tmp_path / "output", tmp_path / "log.txt"
    command = [sys.executable, "pipeline.py", "build", str(tmp_path / "long.md")]
    command += ["--edition", "pdf", "--edition", "epub", "--output", str(output)]
    before = time.monotonic()
    taken = usage.of(command, ROOT, log)
    assert taken.status == 0, log.read_text("utf-8")
    with pikepdf.open(output / "long.pdf") as pdf:
        page_count = len(pdf.pages)
    with capsys.disabled():
        numbers = f"{page_count} pages: {time.monotonic() - before:.0f} s, "
        numbers += f"{taken.busy_s:.0f} s of them busy, {taken.peak_mb:.0f} MB"
        sys.stdout.write(f"\n{numbers}\n")
    assert page_count >= PAGES
    assert taken.peak_mb < MEMORY_MB
    assert (output / "long.epub").is_file()


def test_the_callers_memory_is_not_counted(tmp_path: Path) -> None:
    """A small program is told as small, however much the process that starts it holds."""
    held = bytearray(200 << 20)
    held[::4096] = b"x" * len(held[::4096])  # touched, so that it is resident
    taken = usage.of([sys.executable, "-c", "print(6 * 7)"], tmp_path, tmp_path / "log.txt")
    assert (taken.status, (tmp_path / "log.txt").read_text("utf-8")) == (0, "42\n")
    assert 1 < taken.peak_mb < 100
    assert len(held) == 200 << 20
