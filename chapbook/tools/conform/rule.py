"""A correction, the styles it is for, and where its form can be read."""

from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Generic, TypeVar

Function = TypeVar("Function", bound=Callable[..., object])

APA = ("apa", "apa-single-spaced", "apa-with-abstract", "apa-annotated-bibliography")
MLA = ("modern-language-association*",)
CHICAGO = ("chicago-author-date", "chicago-notes", "chicago-notes-bibliography")
HARVARD = ("harvard-cite-them-right*",)
NLM = ("nlm-*",)
AMA = ("american-medical-association*",)
IEEE = ("ieee", "ieee-*")
EVERY = ("*",)

NONE_FOUND = "none found"
"""The source of a form for which no public page was found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Generic[Function]):
    """One correction."""

    apply: Function
    """Its name is the rule's name, its docstring says what it does and why."""
    styles: tuple[str, ...]
    """Stems of CSL files; ``*`` stands for any ending."""
    source: str
    """A public page that shows the form, or ``NONE_FOUND``."""
    but: tuple[str, ...] = ()
    """Styles among them that it is not for."""

    def serves(self, style: str) -> bool:
        """Whether the rule is for *style*, the stem of a CSL file."""
        return _fits(style, self.styles) and not _fits(style, self.but)


def _fits(style: str, patterns: tuple[str, ...]) -> bool:
    """Whether one of *patterns* is for *style*."""
    return any(fnmatchcase(style, pattern) for pattern in patterns)
