"""What was found in somebody else's PDF."""

from dataclasses import asdict, dataclass
from typing import Any

from chapbook.errors import ToolError


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something about a file that its readers or its pack will notice."""

    reason: str
    """A permanent code, a key of ``reasons.WORDS``."""
    words: str
    """What is wrong and why it matters, to be read behind the file's name and a colon."""
    fix: str = ""
    """What to do."""
    page_numbers: tuple[int, ...] = ()
    """1-based, in the file; empty for what is true of it as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """What somebody else's PDF is."""

    page_count: int = 0
    """Of the whole file; 0 where nobody could count."""
    sizes_mm: tuple[tuple[float, float], ...] = ()
    """Width and height of each chosen page as it is seen: after rotation, cropping, UserUnit."""
    is_tagged: bool = False
    """Whether it has tags that can be kept."""
    lang: str = ""
    """A BCP 47 tag; empty where it says none (ISO 32000-2, 14.9.2)."""
    title: str = ""
    problems: tuple[Problem, ...] = ()
    """What was mended, taken out, or cannot be mended but woven all the same."""
    refusal: Problem | None = None
    """Why it cannot be woven; nothing if it can."""

    def as_json(self) -> dict[str, Any]:
        """Return it as what JSON can say."""
        return asdict(self)


def from_json(said: dict[str, Any]) -> Examined:
    """Return what ``Examined.as_json`` said."""
    refusal = said["refusal"]
    return Examined(
        page_count=said["page_count"],
        sizes_mm=tuple((width, height) for width, height in said["sizes_mm"]),
        is_tagged=said["is_tagged"],
        lang=said["lang"],
        title=said["title"],
        problems=tuple(_problem(each) for each in said["problems"]),
        refusal=None if refusal is None else _problem(refusal),
    )


def _problem(said: dict[str, Any]) -> Problem:
    return Problem(**{**said, "page_numbers": tuple(said["page_numbers"])})


class RefusedPdfError(ToolError):
    """A file cannot be woven."""

    def __init__(self, name: str, refusal: Problem) -> None:
        super().__init__(f'"{name}" cannot be woven: {refusal.words}', fix=refusal.fix)
        self.refusal = refusal

    def __reduce__(self) -> tuple[object, ...]:
        """Cross from one process to another as what it is made of."""
        return _again, (self.message, self.fix, self.refusal)


def _again(message: str, fix: str, refusal: Problem) -> RefusedPdfError:
    error = RefusedPdfError("", refusal)
    error.args, error.message, error.fix = (message,), message, fix
    return error
