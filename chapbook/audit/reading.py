"""pandoc as a stranger that reads the files for reference managers back."""

from pathlib import Path

from chapbook.errors import ToolError
from chapbook.tools.pandoc import bibliography, program
from chapbook.tools.validator import UNREADABLE, Failure

locate = program.executable
version = program.version


def failures(path: Path, form: str) -> list[Failure]:
    """Return why *path* cannot be read, or which of its works have no title.

    Args:
        path: A file for reference managers, perhaps of no work at all.
        form: pandoc's name of its format.
    """
    text = path.read_text("utf-8")
    try:
        works = bibliography.items(text, form) if text.strip() else []
    except ToolError as error:
        return [Failure(rule=UNREADABLE, message=error.message, context="", count=1)]
    nameless = [str(work.get("id", "")) for work in works if not work.get("title")]
    if not nameless:
        return []
    message = "a work has no title when it is read back"
    return [Failure(rule="title", message=message, context=nameless[0], count=len(nameless))]
