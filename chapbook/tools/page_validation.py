"""page-validation, a fast validator for PDF/A-1 to PDF/A-3 and PDF/UA-1 without Java.

It takes about 10 ms a file, so every build runs it on every PDF; claims of conformance rest on it.
"""

import hashlib
import json
import os
import re
import sys
import sysconfig
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from enum import StrEnum
from functools import partial
from importlib import metadata
from pathlib import Path
from types import ModuleType
from typing import Any

from chapbook.tools import processes, validator
from chapbook.tools.validator import Failure


class Profile(StrEnum):
    """A standard and level that a PDF can be checked against."""

    UA1 = "ua1"
    """PDF/UA-1, ISO 14289-1."""
    A1A = "1a"
    A1B = "1b"
    A2A = "2a"
    A2B = "2b"
    A2U = "2u"
    A3A = "3a"
    A3B = "3b"
    A3U = "3u"
    """PDF/A-3, level U: attachments of any kind, and text that can be read back (ISO 19005-3)."""


FORMS = 1_000_000
"""So many forms may be drawn, each counted as often as it is: a pack draws a dozen on every page,
and a safety limit that a pack of a thousand pages passes would cost it what it claims."""

DEPTH = 4_096
"""So many objects may follow each other: bookmarks side by side count as a chain, and a book has
more than the library's 256.  It calls itself for each: 3,000 take a megabyte of the stack."""

LARGE_BYTES = 2_000_000
"""A file from this size on is judged by fresh interpreters, which take 0.2 s to start: forked from
the process that made it, each would hold a copy of all that was needed for that."""

HEAPS = {"MALLOC_ARENA_MAX": "1"}
"""The library takes its memory in small pieces; glibc gives each thread a heap of its own, on which
that takes a third longer (mallopt(3))."""

ALLOCATOR = "libtcmalloc_minimal.so.4"
"""Gives small pieces faster than glibc, which saves a fifth of a large file's time; used where the
system has it.  Source: https://gperftools.github.io/gperftools/tcmalloc.html"""

LIBRARIES = tuple(
    Path("/usr") / folder
    for folder in ("lib64", f"lib/{sysconfig.get_config_var('MULTIARCH') or ''}", "lib")
)
"""Where systems keep it: Fedora, where ``lib`` has that for 32 bits, Debian, and Arch."""

_ROOT = Path(__file__).resolve().parents[2]
"""The folder that ``chapbook`` lies in."""

Found = tuple[Failure, ...]
"""What was found of one profile, sorted by rule."""

_STREAM = re.compile(rb"\sstream\r?\n")
_LENGTH = re.compile(rb"/Length\s+(\d+)(?!\d|\s+\d+\s+R)")


def locate() -> Path:
    """Return the folder of the library.

    Raises:
        MissingToolError: page-validation is not installed.
    """
    return Path(str(_page().__file__)).parent


def version() -> str:
    """Return the version of the Python package, which is that of the validator inside."""
    return metadata.version("page-validation")


def failures(pdf: Path, profile: Profile) -> list[Failure]:
    """Return the rules of *profile* that *pdf* breaks, sorted by rule.

    A failure's context is the object as ``12 0 R``, or "" where the rule is about the file.  A
    file that is damaged or larger than the library's safety limits breaks ``UNREADABLE``: what
    was not checked must not be claimed.

    Raises:
        MissingToolError: page-validation is not installed.
        OSError: *pdf* cannot be opened.
    """
    return failures_of_each(pdf, [profile])[profile]


def failures_of_each(pdf: Path, profiles: Sequence[Profile]) -> dict[Profile, list[Failure]]:
    """Return the same for each of *profiles*, which are looked at side by side.

    A file is judged once in a run, however many ask about these very bytes.

    Raises:
        MissingToolError: page-validation is not installed.
        OSError: *pdf* cannot be opened.
    """
    content = pdf.read_bytes()
    mark = hashlib.sha256(content).digest()
    asked = [profile for profile in profiles if (mark, profile) not in _judged]
    if asked:
        _page()  # imported once, and not again in every process that is forked
        judge = _afresh if len(content) >= LARGE_BYTES else _apart
        found = judge(pdf, content, asked)
        _judged.update({(mark, profile): each for profile, each in zip(asked, found, strict=True)})
    return {profile: list(_judged[mark, profile]) for profile in profiles}


_judged: dict[tuple[bytes, Profile], Found] = {}
"""What was said of the files of this run, by the SHA-256 of each."""


def _apart(_: Path, content: bytes, profiles: Sequence[Profile]) -> list[Found]:
    """Judge in forked processes, since the library leaves threads behind."""
    return processes.apart([partial(_judge, content, profile) for profile in profiles])


def _afresh(pdf: Path, _: bytes, profiles: Sequence[Profile]) -> list[Found]:
    """Judge in interpreters of their own."""
    paths = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
    command = [sys.executable, "-m", __name__, str(pdf)]
    environment = {**HEAPS, **_preloaded(), "PYTHONPATH": paths}
    ask = partial(validator.json_from, environment=environment)
    with ThreadPoolExecutor(len(profiles)) as threads:
        said = threads.map(lambda profile: ask([*command, profile.value]), profiles)
        return [tuple(Failure(**failure) for failure in each) for each in said]


def _preloaded() -> dict[str, str]:
    """Return what makes a program use ``ALLOCATOR`` (ld.so(8)); nothing where there is none.

    A library that does not fit is passed over, with a line on standard error.
    """
    found = next((path for each in LIBRARIES if (path := each / ALLOCATOR).is_file()), None)
    if found is None:
        return {}
    return {"LD_PRELOAD": " ".join(filter(None, (str(found), os.environ.get("LD_PRELOAD"))))}


def main() -> None:
    """Print as JSON what the file breaks that is named first, of the profile named second."""
    found = _judge(Path(sys.argv[1]).read_bytes(), Profile(sys.argv[2]))
    json.dump([asdict(failure) for failure in found], sys.stdout)


def _judge(content: bytes, profile: Profile) -> Found:
    """Return the rules of *profile* that the file *content* breaks."""
    page = _page()
    try:
        limits = page.SafetyLimits(max_form_invocations=FORMS, max_reference_depth=DEPTH)
        judging = partial(page.validate_pdf_bytes, content, profile=profile.value, limits=limits)
        report = processes.deep(judging)
    except (page.ParseError, page.SafetyLimitError) as error:
        return (Failure(rule=validator.UNREADABLE, message=str(error), context="", count=1),)
    found_failures = (
        Failure(
            rule=found.rule_id,
            message=" ".join(found.message.split()),
            context=_reference(found.object_id),
            count=1,
        )
        for found in report.failures
        if not _is_false(found, content)
    )
    return tuple(validator.merged(found_failures))


def _page() -> ModuleType:
    return validator.library(
        "page",
        package="page-validation",
        why="a PDF may only claim PDF/UA and PDF/A after this check",
    )


def _reference(object_id: Any) -> str:
    return "" if object_id is None else f"{object_id.object_number} {object_id.generation} R"


def _is_false(found: Any, content: bytes) -> bool:
    r"""Tell whether *found* is the one false alarm known of page-validation (0.11.0).

    It reports ``PDFA..-STREAM-LENGTH-001`` for each stream whose last byte happens to be 0x0D
    (about one in 256), because it takes that byte and the line feed before ``endstream`` for one
    end-of-line marker.  ISO 19005-3, 6.1.7.1 allows a lone line feed as the marker, and veraPDF
    accepts such files.  The alarm is false only if the stream's bytes say so themselves.
    """
    if not found.rule_id.endswith("-STREAM-LENGTH-001"):
        return False
    if found.object_id is None:  # it does not say where for a stream that holds other objects
        return _are_whole(content)
    return _ends_in_carriage_return(
        content, found.object_id.object_number, found.object_id.generation
    )


def _are_whole(content: bytes) -> bool:
    """Tell whether every stream has its length and a line feed before ``endstream``.

    The file is read from its beginning, past each stream to the next; a stream whose own length is
    not written in it counts as no.
    """
    at = 0
    while start := _STREAM.search(content, at):
        beginning = content.rfind(b" obj", at, start.start())
        lengths = _LENGTH.findall(content, max(beginning, at), start.start())
        if len(lengths) != 1:
            return False
        at = start.end() + int(lengths[0])
        if content[at : at + 10] != b"\nendstream":
            return False
    return True


def _ends_in_carriage_return(content: bytes, number: int, generation: int) -> bool:
    """Tell whether the stream's ``/Length`` is right and the last of its bytes is 0x0D.

    Anything but one plain definition with one direct or indirect length counts as no.
    """
    stream = _only_match(rb"\b%d %d obj\b(.*?)\bstream\r?\n" % (number, generation), content)
    if stream is None:
        return False
    length = _length(stream[1], content)
    end = stream.end() + length
    return length > 0 and content[end - 1 : end + 10] == b"\r\nendstream"


def _length(dictionary: bytes, content: bytes) -> int:
    """Return the value of ``/Length`` in bytes, or 0 if it cannot be told."""
    entry = _only_match(rb"/Length\s+(\d+)(?:\s+(\d+)\s+R)?", dictionary)
    if entry is None:
        return 0
    if entry[2] is None:
        return int(entry[1])
    target = _only_match(rb"\b%s %s obj\s+(\d+)\s+endobj\b" % (entry[1], entry[2]), content)
    return 0 if target is None else int(target[1])


def _only_match(pattern: bytes, content: bytes) -> re.Match[bytes] | None:
    matches = list(re.finditer(pattern, content, re.DOTALL))
    return matches[0] if len(matches) == 1 else None


if __name__ == "__main__":
    main()
