"""The folder of a new article: names that are safe everywhere, nothing overwritten."""

import re
import shlex
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from chapbook.errors import OutputError, UsageError
from chapbook.settings import ROOT

LONGEST_SLUG = 60
"""Characters; with endings and handout names it stays far below the 255 bytes of file systems."""

RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.I)
"""Names that Windows keeps for devices."""


def slug(title: str, fallback: str = "article") -> str:
    """Return *title* as the stem of a file name: its letters and digits in any script.

    Apostrophes vanish; whatever else stands between words becomes a hyphen.
    """
    text = unicodedata.normalize("NFC", title).lower()
    text = re.sub(r"['’ʼ]", "", text)
    kept = re.sub(r"(?:[^\w]|_)+", "-", text).strip("-")
    if len(kept) > LONGEST_SLUG:
        kept = kept[:LONGEST_SLUG].rsplit("-", 1)[0].strip("-")
    while len(kept.encode("utf-8")) > 2 * LONGEST_SLUG:
        kept = kept[:-1].strip("-")
    return fallback if not kept or RESERVED.fullmatch(kept) else kept


def written(folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write *files*, contents by path below *folder*, and return where they are.

    Raises:
        UsageError: One of them is there already; then none is written.
        OutputError: The folder cannot be written.
    """
    paths = {folder / name: data for name, data in files.items()}
    if there := [path for path in paths if path.exists() or path.is_symlink()]:
        raise UsageError(
            f'"{there[0]}" is there already.',
            why="What you have written is never overwritten.",
            fix="Name another folder:  python pipeline.py new ANOTHER-FOLDER",
        )
    try:
        for path, data in paths.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as file:
                file.write(data)
    except OSError as error:
        raise OutputError(
            f'"{folder}" cannot be written: {error.strerror}', fix="Name another folder."
        ) from error
    return tuple(paths)


def next_command(article: Path) -> str:
    """Return the line to type to build *article* from the present folder."""
    here = Path.cwd()
    if here == ROOT:
        return f"make ARTICLE={shlex.quote(_near(article, here))}"
    python = shlex.join(["python3", str(ROOT / "pipeline.py"), "build"])
    return f"{python} {shlex.quote(_near(article, here))}"


def _near(path: Path, here: Path) -> str:
    """Return *path* as it is shortest to type from *here*."""
    whole = path.absolute()
    text = str(whole.relative_to(here)) if whole.is_relative_to(here) else str(whole)
    return f"./{text}" if text.startswith("-") else text
