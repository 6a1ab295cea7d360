"""BibTeX files as entries with their lines; a broken entry is kept, not lost."""

import logging
import re
from dataclasses import dataclass

from bibtexparser.entrypoint import parse_string
from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    ParsingFailedBlock,
    Preamble,
    String,
)

# bibtexparser logs what it also returns; the log would reach the terminal twice.
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())
logging.getLogger("bibtexparser").propagate = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BibEntry:
    """A readable entry."""

    key: str
    line: int
    """1-based line of its ``@``."""
    raw: str
    """As it stands in the file."""
    doubled: tuple[str, ...] = ()
    """Names of fields that it has more than once, sorted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenEntry:
    """An entry that cannot be read, or one whose key is taken."""

    key: str
    """The key, as far as it can be made out."""
    line: int
    """1-based line of its ``@``."""
    problem: str
    duplicate: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BibFile:
    """The contents of a BibTeX or BibLaTeX file, in order."""

    entries: tuple[BibEntry, ...]
    broken: tuple[BrokenEntry, ...]
    strings: str
    """``@string`` and ``@preamble`` blocks as they stand."""


def split(text: str) -> BibFile:
    """Split *text* into its blocks without interpreting their fields."""
    library = parse_string(text, parse_stack=[])
    entries = [entry for block in library.blocks if (entry := _entry(block))]
    strings = [b.raw or "" for b in library.blocks if isinstance(b, String | Preamble)]
    broken = [_broken(block) for block in library.failed_blocks if not _entry(block)]
    return BibFile(entries=tuple(entries), broken=tuple(broken), strings="\n".join(strings))


def _entry(block: Block) -> BibEntry | None:
    """Return *block* as an entry, if it is one; a field that it has twice does not spoil it."""
    doubled: tuple[str, ...] = ()
    if isinstance(block, DuplicateFieldKeyBlock) and block.ignore_error_block:
        doubled = tuple(sorted(block.duplicate_keys))
        block = block.ignore_error_block
    if not isinstance(block, Entry):
        return None
    line = (block.start_line or 0) + 1
    return BibEntry(key=block.key, line=line, raw=block.raw or "", doubled=doubled)


def _broken(block: ParsingFailedBlock) -> BrokenEntry:
    """Describe a block that could not be read."""
    head = re.match(r"\s*@\w+\s*\{\s*([^,\s}]+)", block.raw or "")
    duplicate = isinstance(block, DuplicateBlockKeyBlock)
    # An aborted block says why in a field of its own and nothing as text.
    reason = getattr(block.error, "abort_reason", None) or str(block.error)
    problem = "its key is used by an earlier entry" if duplicate else reason.split(" Note: ")[0]
    return BrokenEntry(
        key=head[1] if head else "?",
        line=(block.start_line or 0) + 1,
        problem=" ".join(problem.split()),
        duplicate=duplicate,
    )
