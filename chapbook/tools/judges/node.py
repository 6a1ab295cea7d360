"""Where Node.js and the validators from npm are."""

import json
import os
import tempfile
from pathlib import Path
from typing import Any

from chapbook.errors import MissingToolError
from chapbook.settings import ROOT
from chapbook.tools import validator

_SCRIPTS = Path(__file__).parent
_PACKAGES = ROOT / "tests" / "tools" / "node_modules"


def program() -> Path:
    """Return the path of Node.js.

    Raises:
        MissingToolError: It is not installed.
    """
    return validator.installed(
        ["node"],
        "Node.js",
        why="axe, Ace and the browser are driven by it",
        fix="apt-get install nodejs npm (version 20 or later)",
    )


def packages() -> Path:
    """Return the ``node_modules`` folder; ``CHAPBOOK_NODE_TOOLS`` may name another one.

    The variable may name the folder itself or the one that holds it.
    """
    override = os.environ.get("CHAPBOOK_NODE_TOOLS")
    if not override:
        return _PACKAGES
    folder = Path(override).resolve()
    return folder if folder.name == "node_modules" else folder / "node_modules"


def package(name: str) -> Path:
    """Return the folder of the npm package *name*.

    Raises:
        MissingToolError: The package is not installed.
    """
    folder = packages() / name
    if not folder.is_dir():
        raise MissingToolError(
            f"the npm package {name} is not installed",
            fix="make validators",
        )
    return folder


def version(name: str) -> str:
    """Return the version of the npm package *name*.

    Raises:
        MissingToolError: The package is not installed.
    """
    described = json.loads((package(name) / "package.json").read_text("utf-8"))
    return str(described["version"])


def private_home(folder: Path) -> dict[str, str]:
    """Return the environment of a program that is to keep its settings and caches in *folder*.

    Browsers and Ace write into the home of whoever runs them, and read fonts and settings there.
    """
    return {
        "HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "XDG_CACHE_HOME": str(folder / "cache"),
        "XDG_DATA_HOME": str(folder / "data"),
    }


def run(script: str, job: dict[str, Any]) -> Any:
    """Run one of this folder's scripts with *job* as JSON on its input; return its JSON output.

    Raises:
        MissingToolError: Node.js is not installed.
        ToolError: The script failed.
    """
    command = [program(), _SCRIPTS / script]
    with tempfile.TemporaryDirectory(prefix="browser-") as home:
        return validator.json_from(
            command, stdin=json.dumps(job), environment=private_home(Path(home))
        )
