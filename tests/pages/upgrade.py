"""What would another WeasyPrint or pandoc change?  Run it as ``make upgrade``.

It builds a few articles twice: with the versions of this project, and with the newest ones (or
those that WEASYPRINT= and PANDOC= name) in a virtual environment of its own.  It tells which
files differ, how many of their pages look otherwise, and how their tags differ; it refuses nothing
and changes nothing outside ``.upgrade/``.
"""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

from chapbook.editions import DEFAULT
from chapbook.settings import ROOT
from tests.pages import picture
from tests.pages.comparison import Change, changes

FOLDER = ROOT / ".upgrade"

ARTICLES = (
    "source/calcinosis.md",
    "tests/articles/good/everything/everything.md",
    "tests/articles/good/tables/tables.md",
    "tests/articles/good/mathematics/mathematics.md",
    "tests/articles/good/arabic/ضغط-الدم.md",
)

SAID = 24
"""So many lines of what went wrong are printed."""

LISTED = 12
"""So many lines of tags are printed for each file; the rest is in a file of their own."""


def environment() -> Path:
    """Make the other virtual environment, and return its Python."""
    folder = FOLDER / "venv"
    venv.EnvBuilder(with_pip=True, clear=True).create(folder)
    python = folder / "bin" / "python"
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    lock = ROOT / "requirements" / "product.txt"
    subprocess.run([*pip, "--require-hashes", "-r", str(lock)], check=True)
    wanted = [
        f"{package}=={version}" if version else package
        for package, version in (
            ("weasyprint", os.environ.get("WEASYPRINT", "")),
            ("pypandoc_binary", os.environ.get("PANDOC", "")),
        )
    ]
    subprocess.run([*pip, "--upgrade", *wanted], check=True)
    return python


def version(python: Path, package: str) -> str:
    """Return the version of *package* that *python* has."""
    asked = f"import importlib.metadata as m; print(m.version({package!r}))"
    done = subprocess.run([python, "-c", asked], check=True, capture_output=True, text=True)
    return done.stdout.strip()


def built(python: Path, article: str, folder: Path) -> list[str]:
    """Build *article* with *python* in *folder*, and return what went wrong.

    Where something does, each edition is built for itself: the others can be compared.
    """
    if not _built(python, article, folder, []):
        return []
    failed = [_built(python, article, folder, [f"--edition={row.name}"]) for row in DEFAULT]
    return [line for said in failed for line in said.splitlines() if line.strip()]


def _built(python: Path, article: str, folder: Path, options: list[str]) -> str:
    """Build *article* with *options*, and return what was said if that failed."""
    done = subprocess.run(
        [python, "pipeline.py", "build", f"--output={folder}", *options, "--", article],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr if done.returncode else ""


def compared(article: str, pythons: tuple[Path, Path]) -> list[str]:
    """Build *article* with both *pythons*, and return the lines of its report."""
    name = Path(article).parent.name if not article.isascii() else Path(article).stem
    folders = FOLDER / "old" / name, FOLDER / "new" / name
    lines = [f"\n{article}"]
    for python, folder in zip(pythons, folders, strict=True):
        if failed := built(python, article, folder):
            said = [f"    {line}" for line in failed[:SAID]]
            lines += [f"  not all of it can be built in {folder.parent.name}:", *said]
    found = list(changes(*folders))
    for change in found:
        lines += [f"  {change.told()}", *_shown(name, change)]
    return lines if found or len(lines) > 1 else [*lines, "  nothing changes"]


def _shown(name: str, change: Change) -> list[str]:
    """Write the pages and tags that differ, and return where they are."""
    stem = f"{name}-{Path(change.name).stem}"
    lines = [f"    {line}" for line in change.tags[:LISTED]]
    if len(change.tags) > LISTED:
        path = FOLDER / f"{stem}-tags.diff"
        path.write_text("\n".join(change.tags) + "\n", "utf-8")
        lines.append(f"    all of them: {path}")
    if change.pages:
        path = FOLDER / f"{stem}.png"
        picture.sheet(change.pages).save(path, "PNG")
        lines.append(f"    see {path}")
    return lines


def main(articles: tuple[str, ...] = ARTICLES) -> int:
    """Build, compare and tell."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    pythons = Path(sys.executable), environment()
    lines = [
        f"{package}: {' -> '.join(version(python, package) for python in pythons)}"
        for package in ("weasyprint", "pypandoc_binary")
    ]
    print("\n".join(lines), flush=True)
    for article in articles:
        report = compared(article, pythons)
        print("\n".join(report), flush=True)
        lines += report
    (FOLDER / "report.txt").write_text("\n".join(lines) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(tuple(sys.argv[1:]) or ARTICLES))
