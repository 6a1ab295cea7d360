"""Whole runs of ``pipeline.py`` as people start it: a process, a folder, an article."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from chapbook.editions import DEFAULT
from tests.commands import run

ROOT = Path(__file__).resolve().parents[1]
SHOWCASE = ROOT / "source"
SMALL = """---
title: Tea and toast
author: Ada Lovelace
date: 2026-11-22
lang: en-GB
---

# Tea

Boil the water, then wait.
"""


def files_in(folder: Path) -> dict[str, bytes]:
    """Return the published files below *folder* by name."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


@pytest.fixture(scope="module")
def showcase(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder into which every edition of the showcase article was built."""
    output = tmp_path_factory.mktemp("showcase")
    done = run("build", f"--output={output}", str(SHOWCASE / "calcinosis.md"))
    assert done.returncode == 0, done.stderr
    return output


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A small article in a folder with a difficult name."""
    folder = tmp_path / "Tee & Brötchen (neu)"
    folder.mkdir()
    article = folder / "tea.md"
    article.write_text(SMALL, "utf-8")
    return article


def test_a_build_makes_every_edition(showcase: Path) -> None:
    """One command leaves a file for each edition made unasked, and the manifest, no more."""
    wanted = {row.name_in_output("calcinosis", *[_paper()] * 2) for row in DEFAULT}
    assert set(files_in(showcase)) == wanted | {"index.html", "manifest.json"}
    assert not [path for path in showcase.iterdir() if path.name.startswith(".desk")]


def _paper() -> object:
    """Return the showcase article's paper."""
    from chapbook.editions import Paper

    return Paper.A4


def test_a_second_build_has_nothing_to_do(showcase: Path) -> None:
    """When nothing changed, a build says so and touches no file."""
    before = {path: path.stat().st_mtime_ns for path in showcase.rglob("*") if path.is_file()}
    done = run("build", f"--output={showcase}", str(SHOWCASE / "calcinosis.md"))
    assert done.returncode == 0
    assert "Unchanged" in done.stdout
    assert {p: p.stat().st_mtime_ns for p in showcase.rglob("*") if p.is_file()} == before


def test_the_answer_unchanged_imports_nothing_heavy(showcase: Path) -> None:
    """``make`` on a built article costs no import of WeasyPrint, pydantic or pandoc's wrapper."""
    code = (
        "import sys, pipeline; status = pipeline.main(sys.argv[1:]); "
        "heavy = {'weasyprint', 'pydantic', 'pypandoc', 'lxml'} & set(sys.modules); "
        "sys.exit(f'imported {heavy}' if heavy else status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "build", f"--output={showcase}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Unchanged" in done.stdout


def test_the_result_is_told_on_one_screen(showcase: Path) -> None:
    """Each file is told with pages, size and purpose, on standard output."""
    done = run("build", f"--output={showcase}", str(SHOWCASE / "calcinosis.md"))
    row = next(line for line in done.stdout.splitlines() if "calcinosis-patient.pdf" in line)
    assert "2 p." in row
    assert " kB " in row
    assert "To hand to patients" in row


def test_json_tells_the_same(showcase: Path) -> None:
    """``--json`` prints one object with every file."""
    done = run("build", "--json", f"--output={showcase}", str(SHOWCASE / "calcinosis.md"))
    data = json.loads(done.stdout)
    assert data["status"] == "unchanged"
    assert {file["edition"] for file in data["files"]} == {row.name for row in DEFAULT}


def test_a_path_may_hold_anything(small: Path) -> None:
    """Spaces, umlauts, ampersands and brackets in a path do no harm."""
    output = small.parent / "aus & ein"
    done = run("build", "--edition=html", "--edition=pdf", f"--output={output}", str(small))
    assert done.returncode == 0, done.stderr
    assert set(files_in(output)) == {"tea.html", "tea.pdf", "index.html", "manifest.json"}


@pytest.mark.proof
def test_live_citations_are_made_when_asked_for(small: Path) -> None:
    """``--live-citations`` adds its Word document to what is made; another build leaves it."""
    output = small.parent / "output"
    asked = run("build", "--edition=docx", "--live-citations", f"--output={output}", str(small))
    assert asked.returncode == 0, asked.stderr
    assert set(files_in(output)) == {"tea.docx", "tea-live.docx", "index.html", "manifest.json"}
    assert run("build", "--edition=docx", f"--output={output}", str(small)).returncode == 0
    assert "tea-live.docx" in files_in(output)


@pytest.mark.proof
def test_one_edition_leaves_the_others(small: Path) -> None:
    """Building one edition again keeps the other published files."""
    output = small.parent / "output"
    assert run("build", "--edition=html", f"--output={output}", str(small)).returncode == 0
    page = (output / "tea.html").read_bytes()
    assert run("build", "--edition=bib", f"--output={output}", str(small)).returncode == 0
    assert set(files_in(output)) == {"tea.html", "tea.bib", "index.html", "manifest.json"}
    assert (output / "tea.html").read_bytes() == page


@pytest.mark.proof
def test_other_paper_has_another_name(small: Path) -> None:
    """US Letter on request lies beside the article's own A4."""
    output = small.parent / "output"
    done = run("build", "--edition=pdf", "--paper=letter", f"--output={output}", str(small))
    assert done.returncode == 0, done.stderr
    assert "tea-letter.pdf" in files_in(output)


def test_findings_stop_the_build_and_change_nothing(small: Path) -> None:
    """All findings are told with file, line, column, reason and remedy; output/ stays."""
    output = small.parent / "output"
    assert run("build", "--edition=html", f"--output={output}", str(small)).returncode == 0
    before = files_in(output)
    small.write_text(SMALL + "\nSee [@nobody2020] and ![](none.png).\n", "utf-8")
    done = run("build", "--edition=html", f"--output={output}", str(small))
    assert done.returncode == 1
    assert "tea.md:12:6: error:" in done.stderr
    assert "[citation-unknown]" in done.stderr
    assert "[image-missing]" in done.stderr
    assert "why:" in done.stderr
    assert "do:" in done.stderr
    assert files_in(output) == before


def test_findings_as_json_carry_their_places(small: Path) -> None:
    """An editor gets code, line and column of each finding."""
    small.write_text(SMALL + "\nSee [@nobody2020].\n", "utf-8")
    done = run("check", "--json", str(small))
    assert done.returncode == 1
    (finding,) = json.loads(done.stdout)["findings"]
    assert (finding["code"], finding["line"], finding["column"]) == ("citation-unknown", 12, 6)


@pytest.mark.parametrize(
    "arguments",
    [
        ("build", "--edition=papyrus"),
        ("build", "--paper=a5"),
        ("build", "nowhere.md"),
        ("bind",),
        (),
    ],
    ids=["edition", "paper", "article", "command", "nothing"],
)
def test_what_does_not_exist_is_refused(arguments: tuple[str, ...], tmp_path: Path) -> None:
    """An unknown edition, paper, article or command ends with status 2 and says what there is."""
    done = run(*arguments, *([f"--output={tmp_path}"] if len(arguments) > 1 else []))
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr.strip()
    assert not files_in(tmp_path)


@pytest.mark.proof
def test_it_finds_the_virtual_environment(small: Path) -> None:
    """Started with a Python that lacks the libraries, it goes on with that of ``.venv``."""
    bare = Path(sys.base_prefix) / "bin" / "python3"
    if not (ROOT / ".venv" / "bin" / "python").exists():
        done = run("build", str(small), python=str(bare))
        assert done.returncode in {0, 3}
        assert "Traceback" not in done.stderr
        return
    output = small.parent / "output"
    done = run("build", "--edition=html", f"--output={output}", str(small), python=str(bare))
    assert done.returncode == 0, done.stderr


def test_quiet_when_not_a_terminal(small: Path) -> None:
    """Progress is for people who watch: into a pipe nothing but results and findings go."""
    done = run("build", "--edition=html", f"--output={small.parent / 'output'}", str(small))
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == 1


def test_info_names_versions() -> None:
    """``info`` tells the versions that shape an edition, for a report of a fault."""
    data = json.loads(run("info", "--json").stdout)
    assert data["libraries"]["weasyprint"] == "70.0"
    assert data["libraries"]["libpango-1.0"].startswith("libpango")


@pytest.mark.proof
def test_same_source_same_bytes(showcase: Path, tmp_path: Path) -> None:
    """Another folder, time zone, locale, user folder and umask give the same files."""
    folder = tmp_path / "anderswo ü"
    shutil.copytree(
        ROOT,
        folder / "clone",
        symlinks=True,  # one article of the tests leads out of its folder on purpose
        ignore=shutil.ignore_patterns(".venv", ".git", "output", "node_modules", ".*cache"),
    )
    output = folder / "out"
    variables = {"TZ": "Asia/Kathmandu", "LC_ALL": "C", "LANG": "de_DE.UTF-8", "HOME": str(folder)}
    done = subprocess.run(
        [
            "sh",
            "-c",
            'umask 077; exec "$@"',
            "sh",
            sys.executable,
            "pipeline.py",
            "build",
            f"--output={output}",
        ],
        cwd=folder / "clone",
        capture_output=True,
        text=True,
        env={**os.environ, **variables, "PYTHONHASHSEED": "7"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    first, second = files_in(showcase), files_in(output)
    assert set(first) == set(second)
    assert [name for name in first if first[name] != second[name]] == []


@pytest.mark.proof
def test_a_build_needs_no_network(tmp_path: Path) -> None:
    """In a network namespace without any interface every edition is built all the same."""
    probe = subprocess.run(["unshare", "--net", "true"], capture_output=True, check=False)
    assert probe.returncode == 0, "unshare --net needs root, as CI has it"
    done = subprocess.run(
        [
            "unshare",
            "--net",
            sys.executable,
            str(ROOT / "pipeline.py"),
            "build",
            f"--output={tmp_path}",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
