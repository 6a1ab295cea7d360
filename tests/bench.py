"""How long builds take, beside pandoc's own way from the same source to a PDF.

    make bench

Each command runs as a process of its own, several times in turn, and the medians are
compared; the machine's other work then weighs on all alike.  The bars are those that
the project set itself: print PDF at most 1.5 times, everything at most 4 times, memory
at most 400 MB.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import pypandoc

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from chapbook.tools import csl  # noqa: E402 -- the checkout is not installed

ARTICLE = ROOT / "source" / "calcinosis.md"
RUNS = 3
BAR_PDF, BAR_ALL, BAR_MEMORY_MB = 1.5, 4.0, 400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one run took."""

    wall_s: float
    peak_mb: float
    """Resident memory of the largest process of the run."""


def run(command: list[str], folder: Path) -> Cost:
    """Run *command* in *folder* and return what it took."""
    before = time.monotonic()
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    assert process.stderr is not None
    said = process.stderr.read().decode("utf-8", "replace")
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stderr.close()
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}\nfailed: {said}")
    return Cost(wall_s=time.monotonic() - before, peak_mb=usage.ru_maxrss / 1024)


def pandoc(target: Path) -> list[str]:
    """Return the command that makes a PDF with pandoc and WeasyPrint alone."""
    engine = Path(sys.executable).parent / "weasyprint"
    return [
        pypandoc.get_pandoc_path(),
        "--citeproc",
        f"--pdf-engine={engine}",
        f"--output={target}",
        f"--csl={csl.style('american-medical-association').path}",
        str(ARTICLE),
    ]


def ours(output: Path, *options: str) -> list[str]:
    """Return the command that builds editions into the empty folder *output*."""
    program = str(ROOT / "pipeline.py")
    return [sys.executable, program, "build", f"--output={output}", *options, str(ARTICLE)]


def measure() -> dict[str, list[Cost]]:
    """Return the costs of all commands, run in turn."""
    costs: dict[str, list[Cost]] = {"pandoc": [], "pdf": [], "all": [], "unchanged": []}
    for _ in range(RUNS):
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch)
            costs["pandoc"].append(run(pandoc(folder / "pandoc.pdf"), ARTICLE.parent))
            costs["pdf"].append(run(ours(folder / "one", "--edition=pdf"), folder))
            costs["all"].append(run(ours(folder / "all"), folder))
            costs["unchanged"].append(run(ours(folder / "all"), folder))
    return costs


def main() -> int:
    """Print the table; return 1 when a bar is not met."""
    costs = measure()
    wall = {name: statistics.median(cost.wall_s for cost in runs) for name, runs in costs.items()}
    peak = {name: max(cost.peak_mb for cost in runs) for name, runs in costs.items()}
    print(f"{'medians of ' + str(RUNS) + ' runs':<42} {'wall':>8} {'ratio':>6} {'peak':>8}")
    rows = (
        ("pandoc", "pandoc --citeproc --pdf-engine=weasyprint", None),
        ("pdf", "print PDF, cold", BAR_PDF),
        ("all", "all editions, cold", BAR_ALL),
        ("unchanged", "all editions, unchanged", None),
    )
    met = True
    for name, title, bar in rows:
        ratio = wall[name] / wall["pandoc"]
        met &= (bar is None or ratio <= bar) and (name == "pandoc" or peak[name] <= BAR_MEMORY_MB)
        said = f"  bar {bar:.1f}" if bar else ""
        print(f"{title:<42} {wall[name]:6.2f} s {ratio:6.2f} {peak[name]:5.0f} MB{said}")
    print(f"memory bar {BAR_MEMORY_MB:.0f} MB; bars {'met' if met else 'NOT met'}")
    return 0 if met else 1


if __name__ == "__main__":
    raise SystemExit(main())
