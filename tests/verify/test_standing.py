import hashlib
import shutil
from pathlib import Path

import pytest

from chapbook import load, verify
from chapbook.errors import MissingToolError
from chapbook.findings import ContentError
from chapbook.model import Manuscript
from chapbook.publish.manifest import Manifest, PublishedEdition, PublishedFile, PublishedWork
from chapbook.tools import epubcheck, verapdf
from tests.verify.damage import rewritten
from tests.verify.works import GOOD, Finished


def published(finished: Finished, output: Path, *names: str) -> Manifest:
    """Put the editions *names* into *output* and return the manifest that says so."""
    editions = {}
    for name in names:
        built = finished.built[name]
        path = output / built.name
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(built.path, path)
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        file = PublishedFile(sha256=sha256, size_bytes=1, pages=None, purpose="To read")
        editions[name] = PublishedEdition(fingerprint="f", files={built.name: file}, options={})
    work = PublishedWork(source="s.md", title="T", editions=editions, inputs={}, tools={})
    return Manifest(articles={"everything": work})


@pytest.fixture(scope="module")
def manuscript() -> Manuscript:
    """The article with every part, as read."""
    return load.manuscript(next((GOOD / "everything").glob("*.md")))


def has(tool: object) -> bool:
    """Tell whether an outside validator is installed."""
    try:
        tool.locate()  # type: ignore[attr-defined]
    except MissingToolError:
        return False
    return True


def test_nothing_is_said_of_what_was_never_published(
    manuscript: Manuscript, tmp_path: Path
) -> None:
    """Without a manifest, or without an entry for the article, there is nothing to judge."""
    assert verify.published(tmp_path, None, manuscript) == {}
    assert verify.published(tmp_path, Manifest(), manuscript) == {}


@pytest.mark.proof
def test_what_was_checked_and_what_was_not_is_said(
    everything: Finished, manuscript: Manuscript, tmp_path: Path
) -> None:
    """A verdict names each validator that found nothing, and says what nobody looked at."""
    manifest = published(everything, tmp_path, "pdf", "epub", "docx")
    verdicts = verify.published(tmp_path, manifest, manuscript)
    assert all(verdict.startswith("as published; ") for verdict in verdicts.values())
    assert "page-validation finds nothing against PDF/A-3u" in verdicts["everything.pdf"]
    by_vera = "veraPDF finds nothing against PDF/A-3u"
    unasked = "PDF/A-3u by veraPDF, which is not installed"
    assert (by_vera if has(verapdf) else unasked) in verdicts["everything.pdf"]
    by_epubcheck = "EPUBCheck finds nothing against EPUB 3"
    unasked = "EPUB 3 by EPUBCheck, which is not installed"
    assert (by_epubcheck if has(epubcheck) else unasked) in verdicts["everything.epub"]
    assert "not checked" in verdicts["everything.docx"]


def test_a_file_that_was_changed_is_found(
    everything: Finished, manuscript: Manuscript, tmp_path: Path
) -> None:
    """A published file that differs by one byte is named."""
    manifest = published(everything, tmp_path, "bib", "ris")
    changed = tmp_path / everything.built["bib"].name
    changed.write_bytes(changed.read_bytes() + b" ")
    with pytest.raises(ContentError) as caught:
        verify.published(tmp_path, manifest, manuscript)
    (finding,) = caught.value.findings
    assert finding.code == "edition-invalid"
    assert finding.place.file == "everything.bib"
    assert "not the file that was published" in finding.message


def test_a_file_that_is_gone_is_found(
    everything: Finished, manuscript: Manuscript, tmp_path: Path
) -> None:
    """A published file that was deleted is named."""
    manifest = published(everything, tmp_path, "bib")
    (tmp_path / "everything.bib").unlink()
    with pytest.raises(ContentError, match=r"1 finding\b"):
        verify.published(tmp_path, manifest, manuscript)


@pytest.mark.proof
def test_a_claim_that_does_not_hold_is_found(
    everything: Finished, manuscript: Manuscript, tmp_path: Path
) -> None:
    """A file may be as it was published and still break what it claims."""
    path = tmp_path / "damaged.pdf"
    damage = rewritten(lambda pdf: pdf.Root.__delattr__("OutputIntents"), claims=True)
    path.write_bytes(damage(everything.built["pdf"].path.read_bytes()))
    built = {"pdf": type(everything.built["pdf"])(edition="pdf", path=path, name="everything.pdf")}
    bad = Finished(article=everything.article, built=built)
    manifest = published(bad, tmp_path / "output", "pdf")
    with pytest.raises(ContentError) as caught:
        verify.published(tmp_path / "output", manifest, manuscript)
    assert any("page-validation, PDF/A-3u" in f.message for f in caught.value.findings)
