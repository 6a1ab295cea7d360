"""Calibration: each judge accepts a good file, and names exactly the one thing broken in a copy."""

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from chapbook.tools import page_validation, verapdf
from chapbook.tools.page_validation import Profile
from chapbook.tools.validator import UNREADABLE, Failure
from chapbook.tools.verapdf import Flavour
from tests.checkers import require


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

    def test_forgives_a_last_byte_that_looks_like_a_line_end(
        self, restreamed: Callable[[bytes, int], Path]
    ) -> None:
        """A stream that ends in 0x0D and has the right length is in order, as veraPDF says too."""
        require(verapdf)
        pdf = restreamed(b"\r", 0)
        assert page_validation.failures(pdf, Profile.A3U) == []
        assert verapdf.failures(pdf, Flavour.A3U) == []

    @pytest.mark.parametrize("error", [1, -3])
    def test_does_not_forgive_a_wrong_length_there(
        self, restreamed: Callable[[bytes, int], Path], error: int
    ) -> None:
        """A stream that ends in 0x0D and has a wrong length is reported, as by veraPDF."""
        require(verapdf)
        pdf = restreamed(b"\r", error)
        assert rules(page_validation.failures(pdf, Profile.A3U)) == ["PDFA3U-STREAM-LENGTH-001"]
        assert rules(verapdf.failures(pdf, Flavour.A3U)) == ["6.1.7.1-1"]


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
