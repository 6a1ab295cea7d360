"""page-validation, a fast validator for PDF/A-1 to PDF/A-3 and PDF/UA-1 without Java.

It takes about 10 ms a file, so every build runs it on every PDF; claims of conformance rest on it.
"""

import re
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

from chapbook.tools import validator
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


def locate() -> Path:
    """Return the folder of the library.

    Raises:
        MissingToolError: page-validation is not installed.
    """
    return Path(str(_page().__file__)).parent


def failures(pdf: Path, profile: Profile) -> list[Failure]:
    """Return the rules of *profile* that *pdf* breaks, sorted by rule.

    A failure's context is the object as ``12 0 R``, or "" where the rule is about the file.  A
    file that is damaged or larger than the library's safety limits breaks ``UNREADABLE``: what
    was not checked must not be claimed.

    Raises:
        MissingToolError: page-validation is not installed.
        OSError: *pdf* cannot be opened.
    """
    return list(_judged(pdf.read_bytes(), profile))


@lru_cache(maxsize=32)
def _judged(content: bytes, profile: Profile) -> tuple[Failure, ...]:
    """Judge a file once, however many ask about these very bytes."""
    page = _page()
    try:
        report = page.validate_pdf_bytes(content, profile=profile.value)
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
    if not found.rule_id.endswith("-STREAM-LENGTH-001") or found.object_id is None:
        return False
    return _ends_in_carriage_return(
        content, found.object_id.object_number, found.object_id.generation
    )


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
