"""The recipes hold what can be run: YAML and JSON that parse, commands that the parser takes."""

import json
import re
import shlex
import subprocess
from pathlib import Path

import pytest

from chapbook import commandline
from chapbook.tools import yaml

ROOT = Path(__file__).resolve().parents[1]
RECIPES = sorted((ROOT / "docs" / "recipes").glob("*.md"))

COMMAND = re.compile(
    r"(?:pipeline\.py\"?|podman run[^\n]* chapbook) +((?:build|check|info|new|schema)\b[^`|;\n]*)"
)
"""What follows the name of the program, up to the end of the command."""


def blocks(path: Path, language: str) -> list[str]:
    """Return the fenced blocks of *language* in *path*."""
    return re.findall(rf"^```{language}\n(.*?)^```", path.read_text("utf-8"), re.M | re.S)


CALLS = [(path.stem, call) for path in RECIPES for call in COMMAND.findall(path.read_text("utf-8"))]


@pytest.mark.parametrize("path", RECIPES, ids=lambda path: path.stem)
def test_yaml_and_json_parse(path: Path) -> None:
    """Each file to copy is one that its program can read."""
    assert all(yaml.load(block).data for block in blocks(path, "yaml"))
    assert all(json.loads(block) for block in blocks(path, "json"))


@pytest.mark.parametrize(("recipe", "call"), CALLS)
def test_every_command_is_understood(recipe: str, call: str) -> None:
    """Each call of the pipeline in a recipe is one that its parser accepts."""
    words = [word for word in shlex.split(call.replace("||", "")) if word not in {"exit", "status"}]
    assert commandline.request(words).command.value == words[0], recipe


def test_every_kind_of_command_is_looked_at() -> None:
    """The pattern above finds the commands, so that the test above tests something."""
    assert {call.split()[0] for _, call in CALLS} >= {"build", "check", "info", "schema"}


@pytest.mark.parametrize("path", RECIPES, ids=lambda path: path.stem)
def test_a_recipe_says_what_was_tried(path: Path) -> None:
    """Nobody is left to believe that something was tried that was not."""
    text = path.read_text("utf-8")
    assert "\nTried: " in text
    assert "Not tried: " in text


@pytest.mark.parametrize("name", ["github-actions", "pre-commit"])
def test_shell_lines_are_sound(name: str) -> None:
    """The shell finds no fault in the lines that these services would run."""
    path = ROOT / "docs" / "recipes" / f"{name}.md"
    data = [yaml.load(block).data for block in blocks(path, "yaml")]
    if name == "pre-commit":
        lines = [shlex.split(hook["entry"])[2] for hook in data[0]["repos"][0]["hooks"]]
    else:
        lines = [step["run"] for step in data[0]["jobs"]["build"]["steps"] if "run" in step]
    assert lines
    for line in lines:
        done = subprocess.run(["sh", "-n", "-c", line], capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
