"""The articles of a folder, and what their files say of themselves before anything is read."""

import os
from collections.abc import Iterator
from pathlib import Path

from chapbook.errors import UsageError
from chapbook.settings import article_file

ENDINGS = frozenset({".md", ".markdown", ".qmd", ".rmd", ".rmarkdown"})

_HEAD_BYTES = 64_000
"""No front matter is longer."""


def articles(where: Path) -> Iterator[Path]:
    """Yield every file at or below *where* that has front matter, sorted by its path.

    Raises:
        UsageError: There is no such file or folder.
    """
    if where.is_file():
        yield article_file(where)
        return
    if not where.is_dir():
        raise UsageError(
            f'there is no file or folder "{where}"', fix="Name an article, or a folder of them."
        )
    for folder, inner, names in os.walk(where):
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        for name in sorted(names):
            path = Path(folder) / name
            if path.suffix.lower() in ENDINGS and head(path) is not None:
                yield path


def head(path: Path) -> bytes | None:
    """Return the front matter of *path* as it lies there, or ``None`` for a file without.

    A file that cannot be read has an empty one: somebody has to hear of it.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_HEAD_BYTES)
    except OSError:
        return b""
    data = data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    if not data.startswith(b"---\n"):
        return None
    end = min((at for at in (data.find(b"\n---", 3), data.find(b"\n...", 3)) if at > 0), default=-1)
    return data if end < 0 else data[: end + 1]
