"""``pipeline.py audit``: what the report says of sound, damaged and unchecked files."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from chapbook.audit import memory
from chapbook.audit.checks import CHECKS, PROMISES
from chapbook.audit.pages import PAGE, RECORD
from chapbook.tools import labels
from chapbook.tools.validator import Failure

ROOT = Path(__file__).resolve().parents[2]

TEA = """---
title: "Tea & toast: a guide"
author: Ada Lovelace
date: 2026-03-01
lang: en-GB
---

# Water

Boil it.
"""


def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run ``pipeline.py`` with *arguments* and more *variables* in its environment."""
    command = [sys.executable, "pipeline.py", *arguments]
    environment = {**os.environ, **variables}
    environment.pop("CHAPBOOK_REQUIRE_VALIDATORS", None)
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, env=environment
    )


def build(article: Path, output: Path, *editions: str) -> None:
    """Build *editions* of *article* into *output*."""
    chosen = [f"--edition={edition}" for edition in editions]
    done = run("build", *chosen, f"--output={output}", str(article))
    assert done.returncode == 0, done.stderr


class Shelf:
    """An output folder with two small editions, and no validator from npm."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.article = folder / "tea.md"
        self.output = folder / "output"

    def audit(self, *more: str) -> subprocess.CompletedProcess[str]:
        """Audit the folder where npm's validators are not installed."""
        (self.folder / "nothing").mkdir(exist_ok=True)
        nothing = str(self.folder / "nothing")
        where = f"--output={self.output}"
        return run("audit", where, *more, str(self.article), CHAPBOOK_NODE_TOOLS=nothing)

    def record(self) -> dict[str, Any]:
        """Return ``report.json``."""
        data: dict[str, Any] = json.loads((self.output / RECORD).read_bytes())
        return data

    def page(self) -> html.HtmlElement:
        """Return ``report.html``."""
        return html.fromstring((self.output / PAGE).read_bytes())

    def index(self) -> str:
        """Return the text of ``index.html``."""
        return (self.output / "index.html").read_text("utf-8")


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """A folder that was audited; tests do not change it."""
    shelf = Shelf(tmp_path_factory.mktemp("audited"))
    shelf.article.write_text(TEA, "utf-8")
    build(shelf.article, shelf.output, "bib", "cff")
    assert shelf.audit().returncode == 0
    return shelf


@pytest.fixture
def shelf(audited: Shelf, tmp_path: Path) -> Shelf:
    """A copy of the audited folder."""
    shutil.copytree(audited.folder, tmp_path, dirs_exist_ok=True)
    return Shelf(tmp_path)


def results(data: dict[str, Any]) -> dict[tuple[str, str], str]:
    """Return the result of each check of works and pages, by file and judge."""
    parts = [*data["works"].values(), data["shared"]]
    return {(c["file"], c["judge"]): c["result"] for part in parts for c in part["checks"]}


def test_what_stands_as_built_and_can_be_read_has_passed(audited: Shelf) -> None:
    """Files are held against the manifest, and records are read back."""
    found = results(audited.record())
    assert found["tea.bib", "Chapbook"] == "passed"
    assert found["tea-CITATION.cff", "Chapbook"] == "passed"
    assert found["tea.bib", "pandoc"] == "passed"


def test_a_missing_validator_is_not_run_and_never_passed(audited: Shelf) -> None:
    """Without its programs a check says so, with the line to type; it is no failure."""
    found = results(audited.record())
    for judge in ("Nu HTML checker", "html-validate", "axe-core"):
        assert found["index.html", judge] == found["report.html", judge] == "not-run"
    (check,) = [
        check
        for check in audited.record()["shared"]["checks"]
        if (check["file"], check["judge"]) == ("index.html", "axe-core")
    ]
    assert check["what-to-do"] == "make validators"
    assert check["version"] is None
    row = audited.page().xpath("//tr[@class='not-run']")[0]
    assert "not run" in row.text_content()
    assert "make validators" in row.text_content()


def test_missing_validators_fail_where_all_are_required(shelf: Shelf) -> None:
    """With --require-all a check that did not run ends in the status for a missing program."""
    done = shelf.audit("--require-all")
    assert done.returncode == 3
    assert "not run: axe-core; to run it, type:  make validators" in done.stdout


def test_one_damaged_file_is_one_failure(shelf: Shelf) -> None:
    """A file that somebody edited is told of once, with what to do, on page and terminal."""
    (shelf.output / "tea.bib").write_text("@misc{tea}", "utf-8")
    done = shelf.audit()
    assert done.returncode == 1
    assert "FAILED: tea.bib: Chapbook" in done.stdout
    found = results(shelf.record())
    assert [key for key, result in found.items() if result == "failed"] == [("tea.bib", "Chapbook")]
    (row,) = shelf.page().xpath("//tr[@class='failed']")
    assert "its content is not what was published" in row.text_content()
    assert "What to do" in row.text_content()
    # What is not the published file is put before no other judge.
    assert ("tea.bib", "pandoc") not in found


def test_what_nobody_checked_is_said(audited: Shelf) -> None:
    """What no program can judge stands on the page, and files that no judge knows are named."""
    said = audited.page().xpath("//ul[@class='unchecked']")[0].text_content()
    assert "No screen-reader user has tested these files." in said
    assert "tea-CITATION.cff" in said
    assert "Microsoft Word" not in said  # there is no Word document


def test_the_same_files_give_the_same_report(shelf: Shelf) -> None:
    """A second audit writes the same bytes: no clock, no folder."""
    before = {name: (shelf.output / name).read_bytes() for name in (PAGE, RECORD)}
    assert shelf.audit().returncode == 0
    assert {name: (shelf.output / name).read_bytes() for name in before} == before
    for content in before.values():
        assert str(shelf.folder).encode() not in content


def test_the_report_is_published_like_all_else(audited: Shelf) -> None:
    """Page and record are in the manifest, and the page about all works leads to them."""
    data = json.loads((audited.output / "manifest.json").read_bytes())
    assert set(data["shared"]) == {"index.html", PAGE, RECORD}
    assert f'<a href="{PAGE}">What was checked</a>' in audited.index()


@pytest.mark.proof
def test_the_report_lasts_as_long_as_the_files_it_is_about(tmp_path: Path) -> None:
    """What is built alike leaves the report; a build of other bytes takes it and its link away."""
    shelf = Shelf(tmp_path)
    shelf.article.write_text(TEA, "utf-8")
    build(shelf.article, shelf.output, "bib")
    assert shelf.audit().returncode == 0
    arguments = ("--edition=bib", f"--output={shelf.output}", str(shelf.article))
    assert "Unchanged" in run("build", *arguments).stdout
    # Front matter that no edition here shows: another fingerprint, the same files.
    shelf.article.write_text(TEA.replace("GB\n---", "GB\nx: {why: other}\n---"), "utf-8")
    assert "Unchanged" not in run("build", *arguments).stdout
    assert (shelf.output / PAGE).is_file()
    assert PAGE in shelf.index()
    shelf.article.write_text(TEA.replace("Ada", "Zoë"), "utf-8")
    build(shelf.article, shelf.output, "bib")
    assert not (shelf.output / PAGE).exists()
    assert not (shelf.output / RECORD).exists()
    assert PAGE not in shelf.index()


@pytest.mark.proof
def test_an_article_called_report_keeps_its_page(tmp_path: Path) -> None:
    """The web page of ``report.md`` is not overwritten; the record is written beside it."""
    shelf = Shelf(tmp_path)
    shelf.article = tmp_path / "report.md"
    shelf.article.write_text(TEA, "utf-8")
    build(shelf.article, shelf.output, "html")
    done = shelf.audit()
    assert done.returncode == 0, done.stderr
    assert "Boil it." in (shelf.output / PAGE).read_text("utf-8")
    assert shelf.record()["works"]["report"]["checks"]


def test_nothing_built_is_an_error(tmp_path: Path) -> None:
    """Where nothing of the article stands there is nothing to check, and the answer is make."""
    shelf = Shelf(tmp_path)
    shelf.article.write_text(TEA, "utf-8")
    done = shelf.audit()
    assert done.returncode == 2
    assert "Nothing of tea stands in" in done.stderr


def test_the_page_is_in_the_language_of_its_article(tmp_path: Path) -> None:
    """The report on an Arabic article runs from right to left in Arabic words."""
    shelf = Shelf(tmp_path)
    shelf.article.write_text(TEA.replace("en-GB", "ar"), "utf-8")
    build(shelf.article, shelf.output, "bib")
    assert shelf.audit().returncode == 0
    page = shelf.page()
    assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")
    assert labels.load("ar")["unchecked-screen-reader"] in page.text_content()
    assert "No screen-reader" not in page.text_content()


def test_what_was_said_of_the_same_bytes_is_remembered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer is found again by file, bytes, judge and version, and by nothing less."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    check, other = CHECKS[".pdf"][:2]
    said = [Failure(rule="r", message="m", context="c", count=2)]
    key = memory.key(check, "1", "a.pdf", "00")
    assert memory.recall(key) is None
    memory.remember(key, said)
    assert memory.recall(key) == said
    others = [
        memory.key(other, "1", "a.pdf", "00"),
        memory.key(check, "2", "a.pdf", "00"),
        memory.key(check, "1", "b.pdf", "00"),
        memory.key(check, "1", "a.pdf", "01"),
    ]
    assert [memory.recall(each) for each in others] == [None] * 4


def test_every_promise_has_its_words_and_a_check() -> None:
    """Each promise is refutable by some check, and each check belongs to a promise."""
    checked = {check.promise for checks in CHECKS.values() for check in checks}
    assert checked | {"verified"} == set(PROMISES)
    assert all(f"promise-{promise}" in labels.load("en") for promise in PROMISES)


def test_nothing_is_loaded(audited: Shelf) -> None:
    """The page holds all it needs: no script, no sheet, no address of the network."""
    text = (audited.output / PAGE).read_text("utf-8")
    assert not re.search(r"<script|<link[^>]+stylesheet|src=\"http", text)
    assert "Tea &amp; toast" in text
