"""What the README promises exists: commands, targets, links, keys, exit codes."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from chapbook import validate
from chapbook.editions import EDITIONS
from chapbook.errors import ExitCode
from chapbook.frontmatter import KNOWN_KEYS
from chapbook.load import manuscript

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    """Return the fenced blocks of *language* in the README."""
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.M | re.S)


COMMANDS = [line.strip() for block in blocks("sh") for line in block.splitlines() if line.strip()]
MAKE = [line for line in COMMANDS if line.startswith("make")]
PIPELINE = [line for line in COMMANDS if line.startswith("python pipeline.py")]


def test_every_command_is_one_of_ours() -> None:
    """The README tells people to type nothing but make and pipeline.py."""
    assert set(COMMANDS) == {*MAKE, *PIPELINE}
    assert MAKE[:2] == ["make", "make test"]


@pytest.mark.parametrize("command", MAKE)
def test_every_make_target_exists(command: str) -> None:
    """Each make command of the README is one that the Makefile can carry out."""
    done = subprocess.run(
        [*shlex.split(command), "--dry-run"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.proof
@pytest.mark.parametrize("command", PIPELINE)
def test_every_pipeline_command_works(command: str, tmp_path: Path) -> None:
    """Each pipeline command of the README ends well, with a folder of its own for results."""
    words = shlex.split(command)[1:]
    output = [f"--output={tmp_path}"] if words[1] in {"build", "check"} else []
    if words[1] in {"sign", "release"}:  # these write beside the article
        shutil.copytree(ROOT / "source", tmp_path / "source")
        output = [str(tmp_path / "source" / "calcinosis.md")]
    done = subprocess.run(
        [sys.executable, *words, *output], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\(([^)#]+)\)", README))))
def test_every_link_leads_somewhere(target: str) -> None:
    """Links lead to files of the project."""
    if not target.startswith(("http", "figures/")):
        assert (ROOT / target).exists()


def test_every_file_of_a_build_is_explained() -> None:
    """The table of what make leaves in output/ names every edition."""
    for row in EDITIONS.values():
        ending = row.file.format(stem="", sheet="")
        assert re.sub(r"^(?:(?:handouts|packs)/-|embed/)", "", ending) in README, row.name


def test_the_example_front_matter_is_accepted(tmp_path: Path) -> None:
    """An article that begins as the README shows has no finding about its front matter."""
    (tmp_path / "references.bib").write_text("", "utf-8")
    article = tmp_path / "tea.md"
    article.write_text(f"{blocks('yaml')[0]}\nTea is hot.\n", "utf-8")
    read = manuscript(article)
    assert not read.findings
    assert not validate.findings(read)


def test_the_example_text_is_accepted(tmp_path: Path) -> None:
    """The text that the README shows has no finding, given the work and the drawing it names."""
    (tmp_path / "references.bib").write_text(
        "@book{lovelace1843, author={Lovelace, Ada}, title={Tea}, publisher={Knight}, year={1843}}",
        "utf-8",
    )
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "pot.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9"/></svg>',
        "utf-8",
    )
    article = tmp_path / "tea.md"
    article.write_text(f"{blocks('yaml')[0]}\n{blocks('markdown')[0]}", "utf-8")
    read = manuscript(article)
    assert not read.findings
    assert not validate.findings(read)


def test_the_keys_are_known() -> None:
    """Every front-matter key that the README lists is one that is read."""
    listed = README.split("Further keys:")[1].split("\n\n")[0]
    keys = set(re.findall(r"`([a-z-]+)`", listed)) - {"a4", "letter"}
    assert keys <= KNOWN_KEYS


def test_the_exit_codes_are_told() -> None:
    """Each exit status is told with its number."""
    told = README.split("Exit status:")[1].split("Golden")[0]
    for code in ExitCode:
        assert str(code.value) in told or code is ExitCode.INTERRUPTED


def test_the_example_finding_is_what_is_printed(tmp_path: Path) -> None:
    """The finding that the README shows is word for word what ``check`` prints."""
    shown = blocks("text")[0]
    line = shown.splitlines()[1].removeprefix("    | ")
    front = blocks("yaml")[0].splitlines()[:8]
    (tmp_path / "references.bib").write_text(
        "@book{lovelace1843, author={Lovelace, Ada}, title={Tea}, publisher={Knight}, year={1843}}",
        "utf-8",
    )
    (tmp_path / "tea.md").write_text("\n".join([*front, "---", "", "", line, ""]), "utf-8")
    done = subprocess.run(
        [sys.executable, str(ROOT / "pipeline.py"), "check", "tea.md"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert shown in done.stderr
