"""Reading the faces that a theme brings along, from files beside its own.

[[fonts]]
family = "Vollkorn"
kind = "serif"              # or "sans-serif"
licence = "OFL.txt"
regular = "Vollkorn-Regular.ttf"
italic = "Vollkorn-Italic.ttf"
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from chapbook.findings import Finding, Place
from chapbook.load.confine import inside
from chapbook.tools import fonts
from chapbook.tools.fonts import Style

STYLES = {style.value.lower().replace(" ", "-"): style for style in Style}
"""The keys that name files, such as ``semibold-italic``."""

KINDS = {"serif": fonts.SERIF, "sans-serif": fonts.SANS}
"""What sets the letters that a family lacks, by its kind."""

KEYS = ("family", "kind", "licence")

_NAME = re.compile(r"[A-Za-z][\w .&-]{1,50}")
GENERIC = {"serif", "sans", "sans-serif", "sans serif", "monospace", "mono", "emoji", "system-ui"}
"""Names that programs take for a kind of faces."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What a theme's file says of its own faces."""

    declared: tuple[str, ...] = ()
    """The families that it names."""
    sound: tuple[str, ...] = ()
    """Those of them that can be used, and now are known."""
    findings: tuple[Finding, ...] = ()
    inputs: Mapping[str, Path] = field(default_factory=dict)
    """Every file that was read, by its name relative to the article's folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """Reads one family."""

    folder: Path
    """The article's."""
    below: str
    """What the names of the theme's files begin with, relative to it."""
    text: str
    """The theme's file."""
    said: Mapping[str, Any]
    inputs: dict[str, Path]

    def finding(self, word: str, message: str, fix: str = "") -> Finding:
        """Return a finding about the first line of this family's part that has *word*."""
        lines = self.text.split("\n")
        name = str(self.said.get("family", ""))
        starts = [n for n, line in enumerate(lines, start=1) if line.strip() == "[[fonts]]"]
        own = [n for n in starts if name and name in "\n".join(lines[n : n + 12])]
        first = (own or starts or [0])[0]
        near = [
            n for n in range(first + 1, len(lines) + 1) if re.match(rf"\s*{word}\b", lines[n - 1])
        ]
        number = near[0] if near else first
        place = Place(file=f"{self.below}theme.toml", line=number)
        shown = lines[number - 1] if number else ""
        return Finding(code="theme-font", place=place, message=message, excerpt=shown, fix=fix)

    def problems(self) -> Iterator[Finding]:
        """Yield what is wrong beside the fonts themselves."""
        family = self.said.get("family")
        if not isinstance(family, str) or not _NAME.fullmatch(family):
            yield self.finding("family", "a family has no name", 'family = "Name of the Family"')
        elif family in fonts.FAMILIES or family.lower() in GENERIC:
            message = f'"{family}" is the name of other faces already'
            yield self.finding("family", message, f'family = "House {family}"')
        if self.said.get("kind") not in KINDS:
            yield self.finding(
                "kind", "it is not said of which kind the family is", 'kind = "serif"'
            )
        for key in self.said:
            if key not in {*KEYS, *STYLES}:
                message = f'there is no "{key}" of a family'
                yield self.finding(re.escape(key), message, f"{', '.join((*KEYS, *STYLES))}")
        if "regular" not in self.said:
            yield self.finding("family", "the family has no regular face", 'regular = "File.ttf"')
        yield from self._licence()

    def _licence(self) -> Iterator[Finding]:
        """Yield a finding unless the family's licence lies beside it."""
        named = self.said.get("licence")
        if not isinstance(named, str) or not named:
            message = "no file with the licence of the family is named"
            yield self.finding("family", message, 'licence = "OFL.txt"')
            return
        _, problem = self.file("licence", named)
        yield from problem

    def file(self, key: str, name: object) -> tuple[bytes, list[Finding]]:
        """Return what the file *name* holds, which *key* names, or what is wrong."""
        at = self.finding(key, "").place
        path, problem = inside(self.folder, f"{self.below}{name}", at, "theme-font")
        if path is None:
            return b"", problem
        self.inputs[f"{self.below}{name}"] = path
        return path.read_bytes(), []

    def faces(self) -> tuple[dict[Style, bytes], list[Finding]]:
        """Return the sound faces, and what is wrong with the others."""
        found: dict[Style, bytes] = {}
        problems: list[Finding] = []
        for key, style in STYLES.items():
            if key not in self.said:
                continue
            data, problem = self.file(key, self.said[key])
            if not problem and (fault := fonts.own.fault(data)):
                problem = [self.finding(key, f'"{self.said[key]}" {fault}')]
            problems += problem
            if not problem:
                found[style] = data
        return found, problems


def read(folder: Path, below: str, text: str) -> Brought:
    """Read the faces that the theme's file *text* names, and let sound families be known.

    Args:
        folder: The article's.
        below: What the names of the theme's files begin with, relative to it.
        text: What the theme's file holds.
    """
    try:
        rows = tomllib.loads(text).get("fonts", [])
    except tomllib.TOMLDecodeError:
        return Brought()
    inputs: dict[str, Path] = {}
    declared, sound, findings = [], [], []
    for said in rows if isinstance(rows, list) else [{}]:
        row = said if isinstance(said, dict) else {}
        reader = _Reader(folder=folder, below=below, text=text, said=row, inputs=inputs)
        faces, problems = reader.faces()
        problems = [*reader.problems(), *problems]
        findings += problems
        declared.append(str(row.get("family", "")))
        if not problems:
            fonts.own.adopt(row["family"], KINDS[row["kind"]], faces)
            sound.append(row["family"])
    return Brought(
        declared=tuple(declared), sound=tuple(sound), findings=tuple(findings), inputs=inputs
    )
