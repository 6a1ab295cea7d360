"""The full gate: finished files before every judge from outside, and the report on it.

A check can only refute a promise.  What passed is not proven, what no judge could run says so,
and what no program can judge is named.

    checks    which judge refutes which promise, by kind of file
    verdicts  what came out: passed, failed, not run, not claimed
    judging   puts files before judges; what a judge said of the same bytes is remembered
    memory    where it is remembered
    claims    what files say of themselves
    gather    the report as a value, for all of ``output/``
    record    ``report.json``
    page      ``report.html``
    pages     both, and ``index.html``, as the publishing stage wants them
    telling   what the terminal is told
"""

from chapbook.audit.gather import Audit, audit
from chapbook.audit.pages import PAGE, RECORD, pages, ready, reported
from chapbook.audit.record import data
from chapbook.audit.telling import status, told

__all__ = [
    "PAGE",
    "RECORD",
    "Audit",
    "audit",
    "data",
    "pages",
    "ready",
    "reported",
    "status",
    "told",
]
