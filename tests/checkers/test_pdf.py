"""Calibration: each judge accepts a good file, and names exactly the one thing broken in a copy."""

import re
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from chapbook.tools import page_validation, verapdf
from chapbook.tools.page_validation import Profile
from chapbook.tools.validator import UNREADABLE, Failure
from chapbook.tools.verapdf import Flavour
from tests.checkers import outloud, qpdf, require


def rules(failures: list[Failure]) -> list[str]:
    """Return the names of the broken rules."""
    return [failure.rule for failure in failures]


def only(failures: list[Failure]) -> Failure:
    """Return the one failure that there is."""
    assert len(failures) == 1, failures
    return failures[0]


@pytest.fixture
def untitled_window(ua_pdf: Path, tmp_path: Path) -> Path:
    """Return the PDF/UA file without the wish that readers show its title."""
    path = tmp_path / "untitled.pdf"
    with pikepdf.open(ua_pdf) as pdf:
        del pdf.Root.ViewerPreferences
        pdf.save(path)
    return path


class TestPageValidation:
    """page-validation: PDF/UA and PDF/A, in every build."""

    def test_accepts_good_files(self, ua_pdf: Path, archival_pdf: Path) -> None:
        """A file that keeps a profile has no failures."""
        assert page_validation.failures(ua_pdf, Profile.UA1) == []
        assert page_validation.failures(archival_pdf, Profile.A3U) == []

    def test_names_a_missing_entry(self, untitled_window: Path) -> None:
        """One missing entry of the catalog is one failure, at the catalog."""
        failure = only(page_validation.failures(untitled_window, Profile.UA1))
        assert failure.rule == "PDFUA1-VIEWER-PREFERENCES-001"
        assert failure.context.endswith(" 0 R")

    def test_names_a_damaged_file(self, tmp_path: Path) -> None:
        """A file that is no PDF breaks the rule that says so."""
        (tmp_path / "no.pdf").write_bytes(b"%PDF-1.7\nthe rest is lost")
        found = page_validation.failures(tmp_path / "no.pdf", Profile.UA1)
        assert rules(found) == [UNREADABLE]

    def test_does_not_pass_an_encrypted_file(self, ua_pdf: Path, tmp_path: Path) -> None:
        """A file that wants a password cannot be checked, so it does not pass."""
        with pikepdf.open(ua_pdf) as pdf:
            locked = pikepdf.Encryption(user="tea", owner="pot")
            pdf.save(tmp_path / "locked.pdf", encryption=locked)
        assert page_validation.failures(tmp_path / "locked.pdf", Profile.UA1)

    @pytest.mark.parametrize("error", [-1, 1, -7])
    def test_names_a_wrong_length(
        self, restreamed: Callable[[bytes, int], Path], error: int
    ) -> None:
        """A stream whose length is wrong is reported."""
        found = page_validation.failures(restreamed(b"\n", error), Profile.A3U)
        assert rules(found) == ["PDFA3U-STREAM-LENGTH-001"]

    @pytest.mark.proof
    def test_forgives_a_last_byte_that_looks_like_a_line_end(
        self, restreamed: Callable[[bytes, int], Path]
    ) -> None:
        """A stream that ends in 0x0D and has the right length is in order, as veraPDF says too."""
        require(verapdf)
        pdf = restreamed(b"\r", 0)
        assert page_validation.failures(pdf, Profile.A3U) == []
        assert verapdf.failures(pdf, Flavour.A3U) == []

    @pytest.mark.parametrize(("error", "expected"), [(0, []), (1, ["PDFA3U-STREAM-LENGTH-001"])])
    def test_forgives_such_a_byte_in_a_stream_of_objects(
        self, archival_pdf: Path, tmp_path: Path, error: int, expected: list[str]
    ) -> None:
        """A stream of objects that ends in 0x0D is in order, and reported if its length is wrong.

        page-validation names no stream there.
        """
        path = tmp_path / "packed.pdf"
        with pikepdf.open(archival_pdf) as pdf:
            packed = pikepdf.ObjectStreamMode.generate
            pdf.save(path, object_stream_mode=packed, compress_streams=False)
        path.write_bytes(_ended(path.read_bytes(), error))
        assert rules(page_validation.failures(path, Profile.A3U)) == expected

    @pytest.mark.parametrize("error", [1, -3])
    def test_does_not_forgive_a_wrong_length_there(
        self, restreamed: Callable[[bytes, int], Path], error: int
    ) -> None:
        """A stream that ends in 0x0D and has a wrong length is reported, as by veraPDF."""
        require(verapdf)
        pdf = restreamed(b"\r", error)
        assert rules(page_validation.failures(pdf, Profile.A3U)) == ["PDFA3U-STREAM-LENGTH-001"]
        assert rules(verapdf.failures(pdf, Flavour.A3U)) == ["6.1.7.1-1"]


_OBJECTS = re.compile(rb"/Type /ObjStm /Length (\d+)[^>]*>>\nstream\n")


def _ended(content: bytes, error: int) -> bytes:
    """Let the stream of objects in *content* end in 0x0D, with a length that is off by *error*."""
    entry = _OBJECTS.search(content)
    assert entry is not None
    end = entry.end() + int(entry[1])
    assert content[end - 1 : end].isspace()
    length = b"%d" % (int(entry[1]) + error)
    start = content[: entry.start(1)] + length + content[entry.end(1) : end - 1]
    return start + b"\r" + content[end:]


@pytest.mark.java
class TestVeraPdf:
    """veraPDF: the second opinion on every PDF."""

    @pytest.fixture(autouse=True)
    def _installed(self) -> None:
        require(verapdf)

    def test_accepts_good_files(self, ua_pdf: Path, archival_pdf: Path) -> None:
        """A file that keeps a flavour has no failures, one file after the other."""
        assert verapdf.failures(ua_pdf, Flavour.UA1) == []
        assert verapdf.failures(archival_pdf, Flavour.A3U) == []

    def test_names_a_missing_entry(self, untitled_window: Path) -> None:
        """One missing entry of the catalog is one failure, in words that say which."""
        failure = only(verapdf.failures(untitled_window, Flavour.UA1))
        assert failure.rule == "7.1-10"
        assert "DisplayDocTitle" in failure.message

    def test_goes_by_the_flavour(self, archival_pdf: Path) -> None:
        """Each flavour is checked by its own rules: PDF/A-4 wants the header of PDF 2.0."""
        assert "6.1.2-1" in rules(verapdf.failures(archival_pdf, Flavour.A4))

    def test_names_a_damaged_file(self, tmp_path: Path) -> None:
        """A file that is no PDF breaks the rule that says so, and the next file is still read."""
        (tmp_path / "no.pdf").write_bytes(b"%PDF-1.7\nthe rest is lost")
        assert rules(verapdf.failures(tmp_path / "no.pdf", Flavour.UA1)) == [UNREADABLE]

    def test_names_an_encrypted_file(self, ua_pdf: Path, tmp_path: Path) -> None:
        """A file that wants a password cannot be checked, so it does not pass."""
        with pikepdf.open(ua_pdf) as pdf:
            locked = pikepdf.Encryption(user="tea", owner="pot")
            pdf.save(tmp_path / "locked.pdf", encryption=locked)
        assert rules(verapdf.failures(tmp_path / "locked.pdf", Flavour.UA1)) == [UNREADABLE]

    def test_follows_the_current_folder(
        self, ua_pdf: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A relative path starts at the current folder, not at the one Java was started in."""
        verapdf.failures(ua_pdf, Flavour.UA1)
        monkeypatch.chdir(ua_pdf.parent)
        assert verapdf.failures(Path(ua_pdf.name), Flavour.UA1) == []

    @pytest.mark.parametrize("flavour", list(Flavour))
    def test_knows_every_flavour(self, flavour: Flavour, tmp_path: Path) -> None:
        """A bare PDF keeps none of the standards, and each flavour's profile says so."""
        with pikepdf.new() as pdf:
            pdf.add_blank_page()
            pdf.save(tmp_path / "bare.pdf")
        found = verapdf.failures(tmp_path / "bare.pdf", flavour)
        assert found
        assert UNREADABLE not in rules(found)


class TestQpdf:
    """qpdf: the syntax of a PDF."""

    @pytest.fixture(autouse=True)
    def _installed(self) -> None:
        require(qpdf)

    def test_accepts_good_files(self, ua_pdf: Path, archival_pdf: Path) -> None:
        """A whole file has no failures."""
        assert qpdf.failures(ua_pdf) == []
        assert qpdf.failures(archival_pdf) == []

    def test_names_a_wrong_cross_reference(self, archival_pdf: Path, tmp_path: Path) -> None:
        """A file whose table of objects is found nowhere is mended by readers, and reported."""
        content = archival_pdf.read_bytes()
        at = content.rindex(b"startxref")
        (tmp_path / "bad.pdf").write_bytes(content[:at] + b"startxref\n7\n%%EOF\n")
        found = qpdf.failures(tmp_path / "bad.pdf")
        assert set(rules(found)) == {"warning"}
        assert str(tmp_path) not in "".join(failure.message for failure in found)

    def test_names_a_damaged_file(self, tmp_path: Path) -> None:
        """A file that is no PDF is an error."""
        (tmp_path / "no.pdf").write_bytes(b"the rest is lost")
        assert "error" in rules(qpdf.failures(tmp_path / "no.pdf"))


@pytest.mark.proof
class TestOutloud:
    """outloud: what a screen reader would make of a PDF."""

    @pytest.fixture(autouse=True)
    def _installed(self) -> None:
        require(outloud)

    def test_accepts_a_good_file(self, ua_pdf: Path) -> None:
        """A tagged file has no failures."""
        assert outloud.failures(ua_pdf) == []

    def test_names_a_figure_without_words(self, ua_pdf: Path, tmp_path: Path) -> None:
        """A paragraph that is tagged as a figure has no alternative text: one failure."""
        bad = tmp_path / "bad.pdf"
        with pikepdf.open(ua_pdf) as pdf:
            tags = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary)]
            (paragraph,) = [tag for tag in tags if tag.get("/S") == "/P"]
            paragraph.S = pikepdf.Name.Figure
            pdf.save(bad)
        assert rules(outloud.failures(bad)) == ["FIG-001"]

    @pytest.mark.parametrize(("keeps_tag", "found"), [(True, []), (False, ["TAG-002"])])
    def test_knows_repeated_lines_from_silent_ones(
        self, wordy_pdf: Path, tmp_path: Path, keeps_tag: bool, found: list[str]
    ) -> None:
        """A line as decoration is heard if its words are tagged elsewhere, and else a failure."""
        marked = tmp_path / "marked.pdf"
        with pikepdf.open(wordy_pdf) as pdf:
            page = pdf.pages[0]
            said = page.Contents.read_bytes()
            tag = re.findall(rb"/\w+\s*<</MCID \d+>>\s*BDC", said)[-1]
            silent = said.replace(tag, b"/Artifact BMC")
            # More lines than the report shows words of.
            lines = [b"q 1 0 0 1 0 %d cm\n%b\nQ" % (-120 * n, silent) for n in range(1, 4)]
            page.Contents = pdf.make_stream(b"\n".join([b"q", said, b"Q"] * keeps_tag + lines))
            pdf.save(marked)
        rules_broken = rules(outloud.failures(marked))
        assert [rule for rule in rules_broken if rule == "TAG-002"] == found

    def test_names_a_damaged_file(self, tmp_path: Path) -> None:
        """A file that is no PDF does not pass."""
        (tmp_path / "no.pdf").write_bytes(b"the rest is lost")
        assert rules(outloud.failures(tmp_path / "no.pdf")) == [UNREADABLE]
