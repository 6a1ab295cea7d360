"""How long builds take, beside pandoc's own way from the same source to a PDF.

    make bench

Each command runs as a process of its own, several times in turn, and the medians are
compared; the machine's other work then weighs on all alike.  The bars are those that
the project set itself: print PDF at most 1.5 times, everything at most 4 times, memory
at most 400 MB.

Then a pack of sixty articles, about a thousand pages: all of it at most 1.2 times its readings, ten
seconds after one article changed, memory below 1 GB.  All of it runs once; then one article after
the other changes, and medians stand for that, with the shortest and the longest.  Processor seconds
stand beside those on the clock, since minutes are seldom quiet.
"""

import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import pypandoc

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from chapbook.tools import csl  # noqa: E402 -- the checkout is not installed
from tests import usage  # noqa: E402 -- as above
from tests.packs import sixty  # noqa: E402 -- as above

ARTICLE = ROOT / "source" / "calcinosis.md"
RUNS = 3
BAR_PDF, BAR_ALL, BAR_MEMORY_MB = 1.5, 4.0, 400.0

READINGS, CHAPTERS = 60, 4
CHANGES = range(READINGS // 2, READINGS // 2 + 5)
"""The numbers of the articles that change, one at a time."""
BAR_PACK, BAR_CHANGED_S, BAR_PACK_MB = 1.2, 10.0, 1000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one run took."""

    wall_s: float
    busy_s: float
    """Of all its processes together."""
    peak_mb: float
    """Resident memory of the largest process of the run."""


def run(command: list[str], folder: Path) -> Cost:
    """Run *command* in *folder* and return what it took."""
    before = time.monotonic()
    with tempfile.NamedTemporaryFile() as log:
        taken = usage.of(command, folder, Path(log.name))
        if taken.status:
            raise SystemExit(f"{' '.join(command)}\nfailed: {Path(log.name).read_text('utf-8')}")
    wall_s = time.monotonic() - before
    return Cost(wall_s=wall_s, busy_s=taken.busy_s, peak_mb=taken.peak_mb)


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


def measure_pack() -> dict[str, list[Cost]]:
    """Return what a pack costs: all of it, its weaving alone, each change, and the rest."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        pack = sixty.made(folder / "source", READINGS, CHAPTERS)

        def ran(cache: str, *command: str) -> Cost:
            program = ["env", f"XDG_CACHE_HOME={folder / cache}", sys.executable]
            program += [str(ROOT / "pipeline.py"), *command, f"--output={folder / 'output'}"]
            return run(program, folder)

        weave = ("pack", "--edition=pdf", str(pack))
        whole = ran("cache", *weave)
        (folder / "output" / "packs" / "coursepack.pdf").unlink()
        woven = ran("another", *weave)
        costs: dict[str, list[Cost]] = {"whole": [whole], "woven": [woven]}
        costs |= {"built": [], "changed": []}
        for number in CHANGES:
            sixty.changed(pack, number)
            article = str(pack.parent / f"{sixty.name(number)}.md")
            built = ran("another", "build", "--edition=pdf", "--edition=reading", article)
            costs["built"].append(built)
            costs["changed"].append(ran("another", *weave))
    return costs


def _middle(costs: list[Cost]) -> Cost:
    """Return the medians of *costs*, and the highest peak."""
    return Cost(
        wall_s=statistics.median(cost.wall_s for cost in costs),
        busy_s=statistics.median(cost.busy_s for cost in costs),
        peak_mb=max(cost.peak_mb for cost in costs),
    )


def pack() -> bool:
    """Print what packs cost, and tell whether the bars are met."""
    measured = measure_pack()
    costs = {name: _middle(runs) for name, runs in measured.items()}
    whole, woven, changed = costs["whole"], costs["woven"], costs["changed"]
    ratio = whole.busy_s / (whole.busy_s - woven.busy_s)
    walls = sorted(cost.wall_s for cost in measured["changed"])
    rows = (
        (f"pack of {READINGS} articles, cold", whole, f"{ratio:.2f} times its readings"),
        ("the same, its readings there already", woven, ""),
        ("one article changed: its own build", costs["built"], ""),
        ("and the pack with it", changed, f"{walls[0]:.1f} to {walls[-1]:.1f} s"),
    )
    print(f"\n{f'one run, or medians of {len(CHANGES)}':<42} {'wall':>8} {'busy':>8} {'peak':>8}")
    for title, cost, said in rows:
        numbers = f"{cost.wall_s:6.1f} s {cost.busy_s:6.1f} s {cost.peak_mb:5.0f} MB"
        print(f"{title:<42} {numbers}  {said}")
    met = ratio <= BAR_PACK and changed.wall_s <= BAR_CHANGED_S
    met &= max(cost.peak_mb for cost in costs.values()) <= BAR_PACK_MB
    bars = f"whole pack {BAR_PACK} times its readings, {BAR_CHANGED_S:.0f} s after a change"
    print(f"bars: {bars}, memory {BAR_PACK_MB:.0f} MB; {'met' if met else 'NOT met'}")
    return met


def main() -> int:
    """Print the tables; return 1 when a bar is not met."""
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
    return 0 if pack() and met else 1


if __name__ == "__main__":
    raise SystemExit(main())
