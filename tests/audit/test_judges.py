"""The whole gate on real editions: it passes what is good, and names one defect."""

import hashlib
import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from chapbook.audit.pages import PAGE, RECORD
from chapbook.tools import epubcheck, verapdf
from tests.audit.test_audit import ROOT, build, run
from tests.checkers import (
    ace,
    axe,
    html_validate,
    office,
    ooxml,
    openxml_audit,
    outloud,
    qpdf,
    require,
    vnu,
)

pytestmark = [pytest.mark.proof, pytest.mark.node, pytest.mark.java, pytest.mark.browser]

TEA = """---
title: Tea
author: Ada Lovelace
date: 2026-03-01
lang: de
---

# Wasser

Kochen.

| Tee  | Minuten |
|------|--------:|
| Grün |       2 |

: Wie lange {#tab-times}
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder with a German article in each kind of file."""
    require(verapdf, epubcheck, ace, axe, html_validate, office, ooxml, openxml_audit)
    require(outloud, qpdf, vnu)
    folder = tmp_path_factory.mktemp("gate")
    (folder / "tee.md").write_text(TEA, "utf-8")
    build(folder / "tee.md", folder / "output", "pdf", "html", "epub", "docx", "ris", "csl-json")
    return folder


def audited(folder: Path) -> tuple[int, dict[str, Any]]:
    """Audit the article in *folder*; return the exit status and ``report.json``."""
    done = run("audit", "--require-all", f"--output={folder / 'output'}", str(folder / "tee.md"))
    record: dict[str, Any] = json.loads((folder / "output" / RECORD).read_bytes())
    return done.returncode, record


def checks(record: dict[str, Any]) -> list[dict[str, Any]]:
    """Return every check of works and pages."""
    parts = [*record["works"].values(), record["shared"]]
    return [check for part in parts for check in part["checks"]]


def test_a_good_build_passes_every_judge(built: Path) -> None:
    """Each kind of file, the page about all works and the report itself pass all their judges."""
    status, record = audited(built)
    refuted = [check for check in checks(record) if check["result"] != "passed"]
    assert (status, refuted) == (0, [])
    judged = {(Path(check["file"]).suffix, check["judge"]) for check in checks(record)}
    assert {judge for suffix, judge in judged if suffix == ".pdf"} == {
        *("Chapbook", "page-validation", "veraPDF", "outloud", "qpdf")
    }
    assert {"EPUBCheck", "Ace by DAISY"} < {judge for suffix, judge in judged if suffix == ".epub"}
    own = {check["judge"] for check in checks(record) if check["file"] == PAGE}
    assert own == {"Nu HTML checker", "html-validate", "axe-core", "keyboard"}
    assert all(check["version"] for check in checks(record))


def test_claims_are_told_with_their_fate(built: Path) -> None:
    """The PDF's claims of PDF/UA and PDF/A were put to the test; the book claims nothing."""
    _, record = audited(built)
    claims = {(c["file"], c["claim"]): c["result"] for c in record["works"]["tee"]["claims"]}
    assert claims["tee.pdf", "PDF/UA-1 (ISO 14289-1)"] == "passed"
    assert claims["tee.pdf", "PDF/A-3u (ISO 19005-3)"] == "passed"
    assert claims["tee.epub", None] == "not-claimed"


def test_one_planted_defect_is_one_failure(built: Path, tmp_path: Path) -> None:
    """A book that does not sum up its accessibility is refused by Ace, and by nobody else."""
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    output = tmp_path / "output"
    good, bad = output / "tee.epub", tmp_path / "bad.epub"
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(bad, "w") as target:
        for info in source.infolist():
            content = source.read(info)
            if info.filename == "EPUB/content.opf":
                content = content.replace(b"schema:accessibilitySummary", b"dcterms:alternative")
            target.writestr(info, content)
    bad.replace(good)
    # As if it had been published so: the manifest names the new bytes.
    manifest = json.loads((output / "manifest.json").read_bytes())
    file = manifest["articles"]["tee"]["editions"]["epub"]["files"]["tee.epub"]
    file["sha256"] = hashlib.sha256(good.read_bytes()).hexdigest()
    file["bytes"] = good.stat().st_size
    (output / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    status, record = audited(tmp_path)
    failed = [(c["file"], c["judge"]) for c in checks(record) if c["result"] == "failed"]
    assert (status, failed) == (1, [("tee.epub", "Ace by DAISY")])


def test_the_record_keeps_to_its_schema(built: Path) -> None:
    """``report.json`` is what docs/report.schema.json says."""
    schema = json.loads((ROOT / "docs" / "report.schema.json").read_bytes())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(audited(built)[1], schema)
