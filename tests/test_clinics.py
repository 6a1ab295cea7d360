"""Sheets for several clinics: each says whom to call, and none takes another's place."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from chapbook import cite, load, verify
from chapbook.clinic import Clinic
from chapbook.model import BuiltEdition
from chapbook.tools import pdftext
from tests.commands import run

pytestmark = pytest.mark.proof

ARTICLE = """---
title: Coughs
author: [Ada Field]
date: 2026-03-01
version: "2.1"
lang: {lang}
---

# Help

::: {{.see-doctor when=same-day}}
- You cough blood and it does not stop.
:::

::: plain
Most coughs go by themselves.
:::
"""

NORTH = "name: North Practice\ntelephone: 0113 496 0999\n"
SOUTH = "name: South Practice\ntelephone: 0113 496 0111\naddress: |\n  1 Quay\n  Hull\n"


def told(pdf: Path) -> str:
    """Return all words of *pdf*."""
    return " ".join(run.text for page in pdftext.pages(pdf) for run in page.runs)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An article and two clinics, and what was built for them."""
    folder = tmp_path_factory.mktemp("clinics")
    (folder / "coughs.md").write_text(ARTICLE.format(lang="en"), "utf-8")
    (folder / "ours").mkdir()
    for name, text in (("north", NORTH), ("south", SOUTH)):
        (folder / "ours" / f"{name}.yaml").write_text(text, "utf-8")
    done = built(folder)
    assert done["status"] == "built", done
    return folder


def built(folder: Path, *more: str) -> dict[str, object]:
    """Build the patient sheets of all clinics; return what programs are told."""
    done = run(
        *("build", "--json", "--edition=patient", f"--clinic={folder / 'ours'}"),
        *(f"--output={folder / 'output'}", *more, str(folder / "coughs.md")),
    )
    said: dict[str, object] = json.loads(done.stdout)
    return said


def sheet(folder: Path, clinic: str) -> Path:
    """Return the patient sheet of *clinic*."""
    return folder / "output" / "clinics" / clinic / "handouts" / "coughs-patient.pdf"


def test_each_sheet_says_its_own_clinic(folder: Path) -> None:
    """Name, telephone and address are those of the clinic, and of no other."""
    north, south = told(sheet(folder, "north")), told(sheet(folder, "south"))
    assert "North Practice" in north
    assert "0113 496 0999" in north
    assert "South" not in north
    assert "1 Quay, Hull" in south


def test_the_words_of_the_article_are_on_all(folder: Path) -> None:
    """A clinic adds to the sheet; the warning stands on each."""
    for name in ("north", "south"):
        assert "You cough blood" in told(sheet(folder, name))


def test_a_second_run_has_nothing_to_do(folder: Path) -> None:
    """A clinic that did not change is not built again; one that did is."""
    before = {name: sheet(folder, name).stat().st_mtime_ns for name in ("north", "south")}
    (folder / "ours" / "south.yaml").write_text(SOUTH.replace("0111", "0222"), "utf-8")
    said = built(folder)
    assert said["clinics"]["north"]["status"] == "unchanged"  # type: ignore[index]
    assert sheet(folder, "north").stat().st_mtime_ns == before["north"]
    assert "0113 496 0222" in told(sheet(folder, "south"))


def test_a_sheet_of_another_clinic_is_found(folder: Path) -> None:
    """Verify compares the sheet with the clinic it is for."""
    article = cite.article(load.manuscript(folder / "coughs.md"))
    edition = BuiltEdition(
        edition="patient",
        path=sheet(folder, "north"),
        name="handouts/coughs-patient.pdf",
        page_count=2,
        clinic=Clinic(stem="north", name="North Practice", telephone="0113 496 0999"),
    )
    assert verify.findings(article, [edition]) == []
    wrong = replace(edition.clinic or Clinic(stem="", name=""), telephone="0113 496 0998")
    found = [f.excerpt for f in verify.findings(article, [replace(edition, clinic=wrong)])]
    assert "0113 496 0998" in found


def test_an_edition_that_says_no_clinic_is_refused(folder: Path) -> None:
    """A PDF of the article has no place for a clinic; the message names those that have."""
    done = run("build", "--edition=pdf", f"--clinic={folder / 'ours'}", str(folder / "coughs.md"))
    assert done.returncode == 2
    assert "patient" in done.stderr
