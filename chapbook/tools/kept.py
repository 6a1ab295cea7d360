"""What was made before of the very same things, so that a second run need not make it again.

It lies in the user's cache, by the SHA-256 of all that decides it; nothing of it shows in what is
published, which is the same byte for byte where nothing is kept.  Each file begins with the
SHA-256 of what it holds: one that is damaged is none.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MOST_BYTES = 512 * 1024**2
"""More is cleared away, what was not asked for longest first."""

_MARK = hashlib.sha256().digest_size


def folder() -> Path:
    """Return where things are kept; ``XDG_CACHE_HOME`` moves it."""
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return home / "chapbook" / "kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What one program keeps."""

    program: str = ""
    """What stands for all that decides what is made beside what it is made of: our own files and
    the versions of what is not ours.  Empty: nothing is kept."""

    def key(self, kind: str, parts: Iterable[str | bytes]) -> str:
        """Return by what something of a *kind* is found again that is made of *parts*."""
        said = hashlib.sha256()
        for part in (self.program, kind, *parts):
            data = part.encode() if isinstance(part, str) else part
            said.update(b"%d:" % len(data))
            said.update(data)
        return said.hexdigest()

    def once(self, kind: str, parts: Iterable[str | bytes], make: Callable[[], Any]) -> Any:
        """Return what *make* returns, or what it returned before for a *kind* and *parts*.

        It is JSON, and decided by *parts* alone.
        """
        key = self.key(kind, parts)
        if (said := self.recall(key)) is not None:
            return json.loads(said)
        found = make()
        self.keep(key, json.dumps(found).encode())
        return found

    def recall(self, key: str) -> bytes | None:
        """Return what was kept under *key*; ``None`` for nothing, or for what is damaged."""
        path = folder() / key
        try:
            said = path.read_bytes() if self.program else b""
            data = said[_MARK:]
            if not said or hashlib.sha256(data).digest() != said[:_MARK]:
                return None
            os.utime(path)
        except OSError:
            return None
        return data

    def keep(self, key: str, data: bytes) -> None:
        """Keep *data* under *key*; where nothing can be written, nothing is kept."""
        if not self.program:
            return
        path = folder() / key
        draft = path.with_suffix(f".{os.getpid()}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(hashlib.sha256(data).digest() + data)
            draft.replace(path)
        except OSError:
            return


NOTHING = Kept()
"""What keeps nothing."""


def clear_old(most_bytes: int = MOST_BYTES) -> None:
    """Forget what was not asked for longest when there is more than *most_bytes*."""
    try:
        found = [(each.stat(), each) for each in folder().iterdir()]
    except OSError:
        return
    held = 0
    for status, path in sorted(found, key=lambda each: each[0].st_mtime, reverse=True):
        held += status.st_size
        if held > most_bytes:
            path.unlink(missing_ok=True)
