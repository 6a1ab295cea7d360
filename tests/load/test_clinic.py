"""Files of clinics: what they may say, and what is said of one that is wrong."""

from pathlib import Path

import pytest

from chapbook.errors import UsageError
from chapbook.load import clinic

LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20">'
    '<rect width="9" height="9"/></svg>'
)


def written(folder: Path, text: str, name: str = "riverside.yaml") -> Path:
    """Write a file of a clinic, with a logo beside it."""
    (folder / "logo.svg").write_text(LOGO, "utf-8")
    (folder / name).write_text(text, "utf-8")
    return folder / name


def test_everything_that_it_says_is_read(tmp_path: Path) -> None:
    """Name, telephone as typed, an address of several lines, and a logo with its words."""
    file = written(
        tmp_path,
        "name: Riverside Clinic\ntelephone: 01134960000\naddress: |\n  12 Mill Lane\n  Leeds\n"
        "hours: Mon to Fri, 9 to 5\nlogo: logo.svg\nlogo-alt: Riverside\n",
    )
    read = clinic.clinic(file)
    assert (read.stem, read.name) == ("riverside", "Riverside Clinic")
    assert read.address == ("12 Mill Lane", "Leeds")
    assert (read.logo_alt, read.logo_media_type) == ("Riverside", "image/svg+xml")
    assert b"<rect" in read.logo


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name: A\nfax: 1\n", 'riverside.yaml:2:6: "fax" is no key of a clinic'),
        ("telephone: 1\n", "name: Field required"),
        ("name: A\n name: B\n", "riverside.yaml:2:"),
        ("- A\n", "it holds no keys and values"),
        ("name: A\nlogo: logo.svg\n", "no words for those who do not see it"),
        ("name: A\nlogo: ../logo.svg\nlogo-alt: A\n", "riverside.yaml:2:7: there is no logo"),
        ("name: A\nlogo: riverside.yaml\nlogo-alt: A\n", "riverside.yaml:2:7: "),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, text: str, says: str) -> None:
    """File, line and column, and what a file of a clinic looks like."""
    with pytest.raises(UsageError) as caught:
        clinic.clinics(written(tmp_path, text))
    assert says in caught.value.message
    assert "telephone:" in caught.value.fix


def test_a_folder_is_read_whole_and_its_faults_are_told_together(tmp_path: Path) -> None:
    """Two of three files are wrong: both are named, so that one run is enough to mend them."""
    for name, text in (("a", "name: A\n"), ("b", "fax: 1\n"), ("c", "name: ''\n")):
        written(tmp_path, text, f"{name}.yaml")
    with pytest.raises(UsageError) as caught:
        clinic.clinics(tmp_path)
    assert "b.yaml" in caught.value.message
    assert "c.yaml" in caught.value.message
    (tmp_path / "b.yaml").unlink()
    (tmp_path / "c.yaml").unlink()
    assert [each.stem for each in clinic.clinics(tmp_path)] == ["a"]


def test_two_files_never_share_a_folder(tmp_path: Path) -> None:
    """``A.yml`` and ``a.yaml`` would write to one folder on some systems."""
    written(tmp_path, "name: A\n", "a.yaml")
    written(tmp_path, "name: B\n", "A.yml")
    with pytest.raises(UsageError, match="several files"):
        clinic.clinics(tmp_path)


@pytest.mark.parametrize("name", ["nothing.yaml", "empty"])
def test_what_is_not_there_is_named(tmp_path: Path, name: str) -> None:
    """A missing file and an empty folder are answered with a file to write."""
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError) as caught:
        clinic.clinics(tmp_path / name)
    assert name in caught.value.message
    assert "name: Riverside Clinic" in caught.value.fix
