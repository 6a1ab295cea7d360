"""The command line, as a person or a program calls it."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def run(
    *arguments: str, python: str = sys.executable, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run ``pipeline.py`` with *arguments* and more environment *variables*, nobody typing."""
    return subprocess.run(
        [python, str(ROOT / "pipeline.py"), *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, **variables},
        check=False,
        stdin=subprocess.DEVNULL,
    )
