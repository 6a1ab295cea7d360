"""The arrows between modules point one way, and the sizes stay small."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "chapbook"

FOUNDATION = {
    "errors",
    "codes",
    "licences",
    "findings",
    "edition",
    "editions",
    "frontmatter",
    "partialdate",
    "translations",
    "frozen",
    "model",
    "pagemap",
    "clinic",
    "textmark",
    "packfile",
    "packs",
    "pack",
    "VERSION",
}
TABLES = FOUNDATION | {"settings"}
STAGES = {"load", "validate", "grade", "draft", "cite", "render", "bundle", "verify", "publish"}

#: What each part of ``chapbook`` may import from the rest of ``chapbook``.
MAY_IMPORT: dict[str, set[str]] = {
    "__init__": set(),
    "errors": set(),
    "codes": set(),
    "licences": set(),
    "findings": {"codes", "errors"},
    "edition": set(),
    "editions": {"edition"},
    "frontmatter": {"editions", "partialdate", "translations"},
    "partialdate": set(),
    "translations": set(),
    "clinic": set(),
    "frozen": {"frontmatter", "textmark"},
    "model": {"clinic", "editions", "findings", "frontmatter", "frozen", "pagemap"},
    "pagemap": set(),
    "packfile": {"editions", "frontmatter"},
    "packs": {"editions"},
    "pack": {"editions", "findings", "frontmatter", "model", "packfile"},
    "textmark": set(),
    "expiry": {"edition", "editions", "partialdate", "settings"},
    "settings": FOUNDATION,
    "tools": TABLES | {"tools"},
    **{stage: TABLES | {"tools", stage} for stage in STAGES},
    # What the front door is made of: it may know the publishing stage's words.
    "commandline": TABLES | {"arguments", "begin", "signing", "versions"},
    "arguments": TABLES | {"begin", "signing", "usage", "versions"},
    "usage": set(),
    "days": set(),
    "report": TABLES | {"publish", "commandline", "report"},
    "surroundings": TABLES | {"tools", "publish", "begin", "expiry", "ingredients"},
    "citing": TABLES | {"arguments", "cite", "commandline", "report"},
    "keepers": TABLES | {"commandline", "report", "signing", "versions"},
    "ingredients": TABLES | {"publish"},
    "course": TABLES
    | {"commandline", "course", "ingredients", "publish", "report", "surroundings", "tools"},
    "clinics": TABLES | {"commandline", "load", "report"},
    "inquiries": TABLES
    | {"audit", "begin", "commandline", "publish", "report", "surroundings", "versions"},
    "shelf": TABLES | {"tools", "render", "publish", "shelf"},
    "versions": TABLES | {"days", "expiry", "load", "tools", "versions"},
    "begin": TABLES | {"load", "tools", "begin"},
    "signing": TABLES | {"days", "load", "tools", "signing"},
    "audit": TABLES | {"tools", "publish", "shelf", "audit"},
}

#: Outside libraries and the one home of each, below ``chapbook/``.
ONLY_IN = {
    "pypandoc": "tools/pandoc/",
    "weasyprint": "tools/weasy/",
    "jinja2": "tools/jinja.py",
    "pikepdf": "tools/pdf/",
    "bibtexparser": "tools/bibtex.py",
    "rispy": "tools/ris.py",
    "ruamel": "tools/yaml.py",
    "segno": "tools/qr.py",
    "wordfreq": "tools/frequency.py",
    "babel": "tools/dates.py",
    "PIL": "tools/raster.py",
    "ziamath": "tools/formulas.py",
    "ziafont": "tools/formulas.py",
}

MODULES = sorted(PACKAGE.rglob("*.py"))
SOURCES = [*MODULES, ROOT / "pipeline.py"]


def name_of(path: Path) -> str:
    """Return the path of a module below the package, for test ids and messages."""
    return path.relative_to(ROOT).as_posix()


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Return everything in the file *path*, as Python reads it."""
    return tuple(ast.walk(ast.parse(path.read_text("utf-8"))))


@cache
def imported(path: Path) -> frozenset[str]:
    """Return the dotted names that *path* imports, at any depth of the file."""
    names: set[str] = set()
    for node in nodes(path):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(names)


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function of *path*."""
    for node in nodes(path):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@pytest.fixture(autouse=True, scope="module")
def _forgotten() -> Iterator[None]:
    """Let go of all that was read: millions of objects, which garbage collections would walk."""
    yield
    nodes.cache_clear()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_point_down(path: Path) -> None:
    """A module imports only layers below it, and a stage never another stage."""
    part = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    ours = {name.split(".")[1] for name in imported(path) if name.startswith("chapbook.")}
    assert ours <= MAY_IMPORT[part]


@pytest.mark.parametrize("library", ONLY_IN)
def test_a_library_has_one_home(library: str) -> None:
    """Each outside library is imported in one place only, so that it can be exchanged there."""
    users = {
        path.relative_to(PACKAGE).as_posix()
        for path in MODULES
        if any(name.split(".")[0] == library for name in imported(path))
    }
    assert users
    assert all(user.startswith(ONLY_IN[library]) for user in users), users


def test_there_are_no_import_cycles() -> None:
    """Following imports from any module never leads back to it."""
    modules = {
        name_of(p).removesuffix(".py").removesuffix("/__init__").replace("/", "."): p
        for p in MODULES
    }
    arrows = {
        name: {
            target
            for wanted in imported(path)
            for target in (wanted, wanted.rsplit(".", 1)[0])
            if target in modules and target != name and not name.startswith(f"{target}.")
        }
        for name, path in modules.items()
    }
    done: set[str] = set()

    def visit(name: str, above: tuple[str, ...]) -> None:
        assert name not in above, f"cycle: {' -> '.join([*above, name])}"
        if name not in done:
            for target in sorted(arrows[name]):
                visit(target, (*above, name))
            done.add(name)

    for name in modules:
        visit(name, ())


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_modules_and_functions_stay_small(path: Path) -> None:
    """No module is longer than 300 lines and no function longer than 60."""
    assert path.read_text("utf-8").count("\n") <= 300
    long = [f.name for f in functions(path) if (f.end_lineno or 0) - f.lineno + 1 > 60]
    assert not long


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_main_holds_no_notes_to_self(path: Path) -> None:
    """Work left to do is an issue, not a comment."""
    assert not re.search(r"\b(?:TODO|FIXME|XXX)\b", path.read_text("utf-8"))


def test_names_say_what_they_are() -> None:
    """No module is a bag of odds and ends."""
    bags = {"utils", "util", "helpers", "helper", "common", "misc", "shared", "manager"}
    assert not bags & {path.stem for path in MODULES}


def test_only_the_front_door_knows_the_order() -> None:
    """``pipeline.py`` is the only module that imports more than one stage."""
    for path in MODULES:
        stages = {n.split(".")[1] for n in imported(path) if n.startswith("chapbook.")} & STAGES
        assert len(stages) <= 1, name_of(path)
