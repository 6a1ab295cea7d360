"""What the reading of one MyST text carries along."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from chapbook.findings import Finding
from chapbook.load.lines import finding
from chapbook.load.myst.names import Names
from chapbook.model import Line


@dataclass(slots=True)
class Desk:
    """The means to translate a piece of the text, and what was found on the way."""

    names: Names
    substitutions: Mapping[str, str]
    """Markdown by the key that stands for it."""
    words: Mapping[str, str]
    """Labels in the article's language."""
    blocks: Callable[[Sequence[Line]], list[Line]]
    """Translates the lines that a directive holds."""
    inline: Callable[[str, Sequence[Line]], str]
    """Translates running text that stands on these lines."""
    level: int = 1
    """Of the highest headings."""
    within: set[str] = field(default_factory=set)
    """The substitutions of several blocks that are being read."""
    findings: list[Finding] = field(default_factory=list)

    def find(self, line: Line, code: str, message: str, fix: str = "") -> None:
        """Note what is wrong on *line*."""
        self.findings.append(finding(line, code, message, fix))
