"""Ace by DAISY: accessibility of an EPUB, its metadata and its pages (in Chromium)."""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from chapbook.errors import ToolError
from chapbook.tools import validator
from chapbook.tools.judges import browser, node
from chapbook.tools.validator import Failure

_RUNNER = "@daisy/ace-axe-runner-puppeteer"

STARTS_WITHIN_S = 60
"""Ace alone gives the browser five seconds to start, which a busy machine exceeds; it then ends
without a report, and without a word where it is told to be silent."""


def locate() -> Path:
    """Return the path of Ace's command.

    Raises:
        MissingToolError: Ace, its browser runner, Node.js or Chromium is not installed.
    """
    node.program()
    node.package(_RUNNER)
    browser.chromium()
    return node.package("@daisy/ace-cli") / "bin" / "ace.js"


def version() -> str:
    """Return the version of Ace and of the browser that it looks through."""
    return f"{node.version('@daisy/ace-cli')} ({browser.version()})"


def failures(epub: Path) -> list[Failure]:
    """Return what Ace finds wrong with *epub*, one failure for each rule, sorted by rule.

    A failure's context is the file inside the EPUB and the place in it (an EPUB CFI or HTML).

    Raises:
        MissingToolError: Ace, its browser runner, Node.js or Chromium is not installed.
        ToolError: Ace crashed.
    """
    with tempfile.TemporaryDirectory(prefix="ace-") as folder:
        return validator.merged(_failures(_report(epub.resolve(), Path(folder))))


def _report(epub: Path, folder: Path) -> dict[str, Any]:
    """Run Ace in *folder* and return its report."""
    said = validator.run(
        [node.program(), locate(), "--lang", "en", "--outdir", folder / "report", epub],
        environment={
            **node.private_home(folder),
            "PUPPETEER_EXECUTABLE_PATH": str(browser.chromium()),
            "ACE_TIMEOUT_INITIAL": str(STARTS_WITHIN_S * 1000),
        },
    )
    try:
        report: dict[str, Any] = json.loads((folder / "report" / "report.json").read_text("utf-8"))
    except FileNotFoundError as error:
        last = " ".join((said.stdout + said.stderr).split())[-300:]
        raise ToolError(f"Ace ended without a report on {epub.name}: {last}") from error
    return report


def _failures(report: dict[str, Any]) -> Iterator[Failure]:
    for subject in report["assertions"]:
        file = subject["earl:testSubject"]["url"]
        for assertion in subject["assertions"]:
            result = assertion["earl:result"]
            if result["earl:outcome"] == "pass":
                continue
            pointer = result.get("earl:pointer", {})
            place = " ".join([*pointer.get("cfi", []), result.get("html", "")]).strip()
            yield Failure(
                rule=assertion["earl:test"]["dct:title"],
                message=" ".join(result["dct:description"].split()),
                context=f"{file} {place}".strip(),
                count=1,
            )
