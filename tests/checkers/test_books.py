"""Calibration: each judge accepts a good file, and names exactly the one thing broken in a copy."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from chapbook.errors import ToolError
from chapbook.tools import epubcheck
from chapbook.tools.validator import Failure
from tests.checkers import ace, office, ooxml, openxml_audit, require

ArchiveEdit = Callable[[Path, str, str, str], Path]
CHAPTER = "EPUB/text/ch001.xhtml"


def rules(failures: list[Failure]) -> list[str]:
    """Return the names of the broken rules."""
    return [failure.rule for failure in failures]


def only(failures: list[Failure]) -> Failure:
    """Return the one failure that there is."""
    assert len(failures) == 1, failures
    return failures[0]


def member(archive: Path, name: str) -> str:
    """Return the text of one member of a ZIP archive."""
    with zipfile.ZipFile(archive) as opened:
        return opened.read(name).decode("utf-8")


@pytest.mark.proof
@pytest.mark.java
class TestEpubCheck:
    """EPUBCheck: the W3C's rules for EPUB 3."""

    @pytest.fixture(autouse=True)
    def _installed(self) -> None:
        require(epubcheck)

    def test_accepts_a_good_file(self, epub: Path) -> None:
        """A good EPUB has no failures."""
        assert epubcheck.failures(epub) == []

    def test_opens_any_name_in_any_locale(
        self, epub: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A name outside ASCII is no fault of an EPUB, where the locale is "C" either."""
        monkeypatch.setenv("LC_ALL", "C")
        odd = tmp_path / "thé & 茶 #1.epub"
        odd.write_bytes(epub.read_bytes())
        assert epubcheck.failures(odd) == []

    def test_names_a_dead_link(self, epub: Path, edited: ArchiveEdit) -> None:
        """A link to a place that does not exist is one error, at its file and line."""
        bad = edited(epub, CHAPTER, "<p>Drink", '<p><a href="#gone">Drink</a>')
        failure = only(epubcheck.failures(bad))
        before = member(bad, CHAPTER).partition("#gone")[0]
        assert failure.rule == "RSC-012"
        assert failure.context.startswith(f"{CHAPTER}:{before.count(chr(10)) + 1}:")

    def test_counts_a_warning_as_a_failure(self, epub: Path, edited: ArchiveEdit) -> None:
        """An identifier that is not what it says is only a warning to EPUBCheck, not to us."""
        bad = edited(epub, "EPUB/content.opf", "urn:uuid:6ba7b810", "urn:uuid:hello")
        assert "OPF-085" in rules(epubcheck.failures(bad))


@pytest.mark.proof
@pytest.mark.node
@pytest.mark.browser
class TestAce:
    """Ace: accessibility of EPUB."""

    @pytest.fixture(autouse=True)
    def _installed(self) -> None:
        require(ace)

    def test_accepts_a_good_file(self, epub: Path) -> None:
        """A good EPUB has no failures."""
        assert ace.failures(epub) == []

    def test_names_missing_metadata(self, epub: Path, edited: ArchiveEdit) -> None:
        """An EPUB that does not describe its accessibility is one failure."""
        bad = edited(epub, "EPUB/content.opf", "schema:accessibilitySummary", "dcterms:alternative")
        assert rules(ace.failures(bad)) == ["metadata-accessibilitysummary"]

    def test_names_an_empty_link(self, epub: Path, edited: ArchiveEdit) -> None:
        """A link without words is one failure, in its chapter."""
        bad = edited(epub, CHAPTER, "<p>Drink", '<p><a href="#brewing"></a>Drink')
        failure = only(ace.failures(bad))
        assert failure.rule == "link-name"
        assert "ch001.xhtml" in failure.context

    def test_tells_why_there_is_no_report(self, tmp_path: Path) -> None:
        """Of what is no EPUB Ace writes no report; the error repeats what it said last."""
        (tmp_path / "tea.epub").write_text("Tea")
        with pytest.raises(ToolError, match=r"without a report on tea\.epub: .*central directory"):
            ace.failures(tmp_path / "tea.epub")


@pytest.mark.proof
@pytest.mark.node
class TestWordValidators:
    """The Open XML SDK and openxml-audit on DOCX."""

    @pytest.fixture(autouse=True)
    def _installed(self) -> None:
        require(ooxml, openxml_audit)

    def test_validators_accept_a_good_file(self, docx: Path) -> None:
        """A good DOCX has no failures, for Office 2010 either."""
        assert ooxml.failures(docx) == []
        assert ooxml.failures(docx, ooxml.Office.OFFICE_2010) == []
        assert openxml_audit.failures(docx) == []

    def test_the_sdk_names_a_foreign_element(self, docx: Path, edited: ArchiveEdit) -> None:
        """An element that no schema knows is one failure, at the XPath of its parent."""
        bad = edited(docx, "word/document.xml", "<w:sectPr>", "<w:tea /><w:sectPr>")
        failure = only(ooxml.failures(bad))
        assert failure.rule == "Sch_InvalidElementContentExpectingComplex"
        assert failure.context == "/word/document.xml /w:document[1]/w:body[1]"

    def test_the_audit_names_a_reference_into_nowhere(self, docx: Path) -> None:
        """A style based on one that is missing passes the SDK and not the audit."""
        bad = docx.with_name("pandoc.docx")
        assert ooxml.failures(bad) == []
        assert rules(openxml_audit.failures(bad)) == ["semantic basedOn"]


@pytest.mark.proof
@pytest.mark.office
class TestLibreOffice:
    """LibreOffice opens a DOCX and saves it."""

    @pytest.fixture(autouse=True)
    def _installed(self) -> None:
        require(office)

    def test_keeps_the_text(self, docx: Path, tmp_path: Path) -> None:
        """The text is still there after LibreOffice opened a DOCX and saved it."""
        new = office.converted(docx, tmp_path, office.Target.DOCX)
        assert new == tmp_path / "tea.docx"
        assert "Drink it while it is hot." in member(new, "word/document.xml")

    def test_reads_its_own_format_too(self, docx: Path, tmp_path: Path) -> None:
        """A DOCX can become ODT and a DOCX again, as in an office without Word."""
        odt = office.converted(docx, tmp_path, office.Target.ODT)
        assert "Drink it while it is hot." in member(odt, "content.xml")
        (tmp_path / "again").mkdir()
        again = office.converted(odt, tmp_path / "again", office.Target.DOCX)
        assert "Drink it while it is hot." in member(again, "word/document.xml")

    def test_prints(self, docx: Path, tmp_path: Path) -> None:
        """A DOCX can be printed to a PDF of one page."""
        with pikepdf.open(office.converted(docx, tmp_path, office.Target.PDF)) as pdf:
            assert len(pdf.pages) == 1

    def test_shows_what_the_file_has(self, docx: Path) -> None:
        """LibreOffice shows every heading and table of a good DOCX."""
        assert office.failures(docx) == []

    def test_names_what_it_does_not_show(self, docx: Path, edited: ArchiveEdit) -> None:
        """A table without a row is left out by LibreOffice, and that is one failure."""
        bad = edited(docx, "word/document.xml", "<w:sectPr>", "<w:tbl /><w:p /><w:sectPr>")
        failure = only(office.failures(bad))
        assert failure.rule == "tables"
        assert failure.message == "the file has 1 tables, LibreOffice shows 0"

    def test_refuses_a_damaged_file(self, tmp_path: Path) -> None:
        """What is no DOCX is an error, although LibreOffice's exit status says that all is well."""
        (tmp_path / "no.docx").write_text("no DOCX", encoding="utf-8")
        with pytest.raises(ToolError, match=r"no\.docx"):
            office.converted(tmp_path / "no.docx", tmp_path / "new", office.Target.PDF)

    def test_never_overwrites_the_document(self, docx: Path) -> None:
        """A document cannot be saved into its own folder."""
        before = docx.read_bytes()
        with pytest.raises(ValueError, match="overwritten"):
            office.converted(docx, docx.parent, office.Target.DOCX)
        assert docx.read_bytes() == before
