from pathlib import Path

import pytest

from chapbook.findings import Place
from chapbook.load import bibliography

HERE = Place(file="article.md", line=3)

FILES = {
    "works.bib": "% A comment\n\n@book{adams2001,\n  title = {The book}\n}\n",
    "works.json": '[\n {"id": "adams2001", "type": "book", "title": "The book"}\n]\n',
    "works.yaml": "references:\n- id: adams2001\n  type: book\n  title: The book\n",
    "works.ris": "TY  - BOOK\nID  - adams2001\nTI  - The book\nER  - \n",
}
LINES = {"works.bib": 3, "works.json": 2, "works.yaml": 2, "works.ris": 1}


@pytest.mark.parametrize("name", FILES)
def test_every_format_gives_the_work_with_its_line(tmp_path: Path, name: str) -> None:
    """BibTeX, CSL JSON, CSL YAML and RIS give the same work, each with its place."""
    (tmp_path / name).write_text(FILES[name], "utf-8")
    (work,), findings, inputs = bibliography.read(tmp_path, [name], HERE)
    assert findings == []
    assert (work.key, work.item["title"]) == ("adams2001", "The book")
    assert work.place == Place(file=name, line=LINES[name])
    assert inputs == {name: tmp_path / name}


def test_a_broken_entry_does_not_take_others_with_it(tmp_path: Path) -> None:
    """Of three entries with one broken, two are read and one is named with its line."""
    good = FILES["works.bib"]
    text = f"{good}\n@article{{broken,\n  title = {{Open\n\n{good.replace('adams2001', 'other')}"
    (tmp_path / "works.bib").write_text(text, "utf-8")
    works, (finding,), _ = bibliography.read(tmp_path, ["works.bib"], HERE)
    assert [work.key for work in works] == ["adams2001", "other"]
    assert (finding.code, finding.place.line) == ("bibliography-broken", 7)
    assert '"broken"' in finding.message


def test_strings_of_a_bibtex_file_are_filled_in(tmp_path: Path) -> None:
    """Abbreviations that the file defines stand in its entries as what they mean."""
    text = '@string{p = "The Press"}\n@book{a, title = {A}, publisher = p}\n'
    (tmp_path / "works.bib").write_text(text, "utf-8")
    (work,), _, _ = bibliography.read(tmp_path, ["works.bib"], HERE)
    assert work.item["publisher"] == "The Press"


def test_a_ris_record_that_is_not_closed_keeps_the_next(tmp_path: Path) -> None:
    """A missing ``ER`` loses neither its own record nor the one after it."""
    text = FILES["works.ris"].replace("ER  - \n", "") + FILES["works.ris"].replace("2001", "2002")
    (tmp_path / "works.ris").write_text(f"Provider: A shop\n\n{text}", "utf-8")
    works, findings, _ = bibliography.read(tmp_path, ["works.ris"], HERE)
    assert findings == []
    assert [(work.key, work.place.line) for work in works] == [("adams2001", 3), ("adams2002", 6)]


def test_one_bad_csl_item_leaves_the_others(tmp_path: Path) -> None:
    """An item without id and one that cannot be read are findings, the third is a work."""
    text = '[{"title": "A"},\n{"id": "b", "author": "B"},\n{"id": "c", "title": "C"}]'
    (tmp_path / "works.json").write_text(text, "utf-8")
    (work,), findings, _ = bibliography.read(tmp_path, ["works.json"], HERE)
    assert work.key == "c"
    assert [(f.code, f.place.line) for f in findings] == [
        ("bibliography-broken", 1),
        ("bibliography-broken", 2),
    ]


def test_capitals_of_emphasis_stay(tmp_path: Path) -> None:
    """A species in italics keeps its capital, as BibTeX would leave it."""
    text = r"@book{a, title = {The Case of \emph{Candida {A}}}}"
    (tmp_path / "works.bib").write_text(text, "utf-8")
    (work,), _, _ = bibliography.read(tmp_path, ["works.bib"], HERE)
    assert work.item["title"] == "The case of <i>Candida A</i>"


def test_commands_of_astronomers_are_names_of_journals(tmp_path: Path) -> None:
    """A bibliography of the Astrophysics Data System names its journals by commands."""
    entry = "@article{%s,\n  title = {A},\n  journal = {\\%s},\n  year = 2012\n}\n"
    text = "".join(entry % (name, name) for name in ("mnras", "aap", "unheardof"))
    (tmp_path / "a.bib").write_text(text, "utf-8")
    works, _, _ = bibliography.read(tmp_path, ("a.bib",), Place(file="a.md"))
    assert [work.item.get("container-title") for work in works] == [
        "Monthly Notices of the Royal Astronomical Society",
        "Astronomy & Astrophysics",
        "\\unheardof",
    ]
