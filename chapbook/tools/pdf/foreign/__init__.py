"""Other people's PDFs: what they are, and copies of them that can be woven into a pack.

    report    what was found: ``Examined``, and each ``Problem`` with its permanent reason
    reasons   the words for each reason, and which of them mean that a file is refused
    bounded   the door: all work is done by a child process with an end to its time and memory
    __main__  that process; ``examination`` is what it does, step by step

A step looks and mends at once, so what is said of a file is what its copy is like: ``examined``
throws the mended file away, ``mended`` writes it.
"""

from chapbook.tools.pdf.foreign.bounded import examined, mended
from chapbook.tools.pdf.foreign.reasons import MOST_PAGES_IN_FILE
from chapbook.tools.pdf.foreign.report import Examined, Problem, RefusedPdfError

__all__ = [
    "MOST_PAGES_IN_FILE",
    "Examined",
    "Problem",
    "RefusedPdfError",
    "examined",
    "mended",
]
