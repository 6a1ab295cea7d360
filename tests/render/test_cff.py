"""CITATION.cff, held against the rules of the Citation File Format 1.2.0."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from chapbook import cite, load, render
from chapbook.editions import EDITIONS, Paper
from chapbook.settings import ROOT, Workbench
from chapbook.tools import yaml
from tests.conftest import GOOD, USUAL

ARTICLES = [
    ROOT / "source" / "calcinosis.md",
    *(next((GOOD / name).glob("*.md")) for name in sorted(USUAL)),
]

FULL = """---
title: "Salt: & sugar"
subtitle: A guide
author:
  - {literal: Krause & Sons, orcid: 0000-0002-1825-0097}
  - {given: José Ángel, family: Núñez, non-dropping-particle: de los, suffix: Jr.,
     orcid: "https://orcid.org/0000-0001-5109-3700", affiliation: "Haus: Sohn"}
date: 2026-03-05
version: "2.0"
lang: de-AT
license: CC-BY-SA-4.0
url: https://example.org/a_b%20c?d=e&f=g
doi: 10.1234/abc_def(2026)1:2-x
publisher: Haus & Sohn
keywords: [salt, sugar, salt]
abstract: |
  Two lines
  of *text*: here.
---

Text.
"""

TOP = {
    "abstract", "authors", "cff-version", "date-released", "doi", "keywords", "license", "message",
    "preferred-citation", "title", "type", "url", "version",
}  # fmt: skip
PERSON = {
    "affiliation", "family-names", "given-names", "name-particle", "name-suffix", "orcid",
}  # fmt: skip
CITED = {
    "authors", "date-published", "doi", "languages", "license", "month", "publisher", "title",
    "type", "url", "version", "year",
}  # fmt: skip


@pytest.fixture
def written(tmp_path: Path) -> Callable[[Path], dict[str, Any]]:
    """Return a function that makes the CITATION.cff of an article and reads it."""

    def make(path: Path) -> dict[str, Any]:
        bench = Workbench(desk=tmp_path, name="out.cff", paper=Paper.A4)
        render.edition(cite.article(load.manuscript(path)), EDITIONS["cff"], bench)
        data: dict[str, Any] = yaml.load(bench.path.read_text("utf-8")).data
        return data

    return make


@pytest.fixture
def full(tmp_path: Path, written: Callable[[Path], dict[str, Any]]) -> dict[str, Any]:
    """The file of an article that says everything about itself."""
    path = tmp_path / "full.md"
    path.write_text(FULL, "utf-8")
    return written(path)


def keeps_to_the_schema(data: dict[str, Any]) -> None:
    """Assert what schema.json of CFF 1.2.0 asks of the keys that we write."""
    assert data["cff-version"] == "1.2.0"
    assert {"message", "title", "authors"} <= set(data) <= TOP
    assert data["type"] in {"dataset", "software"}
    assert re.fullmatch(r"\d{4}-[01]\d-[0-3]\d", data["date-released"])
    assert len(set(data.get("keywords", ["x"]))) == len(data.get("keywords", ["x"])) > 0
    for citing, known in ((data, TOP), (data["preferred-citation"], CITED)):
        assert set(citing) <= known
        assert citing["authors"]
        for name in citing["authors"]:
            assert set(name) <= ({"name", "orcid"} if "name" in name else PERSON)
            orcid = name.get("orcid", "https://orcid.org/0000-0000-0000-0000")
            assert re.fullmatch(r"https://orcid\.org/(\d{4}-){3}\d{3}[\dX]", orcid)
        assert all(isinstance(citing.get(k, ""), str) for k in ("version", "title", "abstract"))
        assert re.match(r"(https?|s?ftp)://.+", citing.get("url", "https://x"))
        doi = citing.get("doi", "10.1234/x")
        assert re.fullmatch(r"10\.\d{4,9}(\.\d+)?/[A-Za-z0-9:/_;\-.()\[\]\\]+", doi)


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_the_file_keeps_to_the_schema(
    path: Path, written: Callable[[Path], dict[str, Any]]
) -> None:
    """Every good article has a file that readers of the format accept."""
    keeps_to_the_schema(written(path))


def test_everything_is_told(full: dict[str, Any]) -> None:
    """Names by their parts, date, version, licence, addresses and words are all there."""
    keeps_to_the_schema(full)
    assert full["title"] == "Salt: & sugar: A guide"
    assert full["authors"] == [
        {"name": "Krause & Sons", "orcid": "https://orcid.org/0000-0002-1825-0097"},
        {
            "given-names": "José Ángel",
            "name-particle": "de los",
            "family-names": "Núñez",
            "name-suffix": "Jr.",
            "affiliation": "Haus: Sohn",
            "orcid": "https://orcid.org/0000-0001-5109-3700",
        },
    ]
    assert (full["version"], full["date-released"]) == ("2.0", "2026-03-05")
    assert (full["license"], full["doi"]) == ("CC-BY-SA-4.0", "10.1234/abc_def(2026)1:2-x")
    assert full["url"] == "https://example.org/a_b%20c?d=e&f=g"
    assert full["abstract"] == "Two lines of *text*: here."
    assert full["keywords"] == ["salt", "sugar"]


def test_what_to_cite_is_a_website_and_not_data(full: dict[str, Any]) -> None:
    """The work that readers are asked to cite is the article as it was published."""
    preferred = full["preferred-citation"]
    assert preferred["type"] == "website"
    assert preferred["publisher"] == {"name": "Haus & Sohn"}
    assert (preferred["year"], preferred["month"], preferred["languages"]) == (2026, 3, ["de"])
    assert preferred["authors"] == full["authors"]


def test_what_the_schema_refuses_is_left_out(
    tmp_path: Path, written: Callable[[Path], dict[str, Any]]
) -> None:
    """A licence without an SPDX identifier and a DOI of the old kind would spoil the file."""
    path = tmp_path / "odd.md"
    text = FULL.replace("CC-BY-SA-4.0", "All rights reserved").replace(
        "10.1234/abc_def", "10.1002/a<b>"
    )
    path.write_text(text.replace("url: https", "x: https"), "utf-8")
    data = written(path)
    keeps_to_the_schema(data)
    assert "license" not in data
    assert "doi" not in data
    assert data["url"].startswith("https://doi.org/10.1002/a")
