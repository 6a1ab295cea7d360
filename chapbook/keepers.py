"""Commands that write beside or into an article which was judged: a signature, a version."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from chapbook import report
from chapbook.commandline import Request
from chapbook.findings import Finding
from chapbook.report import keeping

if TYPE_CHECKING:
    from chapbook.model import Manuscript  # brings pydantic, which `info` does without


def sign(request: Request, manuscript: "Manuscript", found: Sequence[Finding]) -> report.Outcome:
    """Write into the article that a person reviewed its present words.

    Raises:
        ChapbookError: The day lies in the future, or the file cannot be written.
    """
    from chapbook.signing import record

    return keeping.kept(record.sign(manuscript, request.signature), found)


def release(_: Request, manuscript: "Manuscript", found: Sequence[Finding]) -> report.Outcome:
    """Keep the article's words under its version.

    Raises:
        ChapbookError: It has no version, or one that was released with other words.
    """
    from chapbook.versions import release as releasing

    return keeping.kept(releasing.release(manuscript), found)
