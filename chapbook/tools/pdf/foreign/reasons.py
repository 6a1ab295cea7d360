"""The words for each reason, and which of them mean that a file is refused.

Reasons are permanent: a pack's findings, its documents and its tests name them.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from chapbook.tools.pdf.foreign.report import Problem

MOST_PAGES = 2_000
"""More pages of one file than this are refused: a pack of them could not be printed or opened."""
MOST_PAGES_IN_FILE = 100_000
MOST_OBJECTS = 1_000_000
MOST_BYTES = 1 << 30
MOST_CONTENT_BYTES = 50 << 20
"""Of what one page draws, unpacked, each form as often as it is drawn."""
MOST_STREAM_BYTES = 512 << 20
"""Of one stream, unpacked."""
MOST_PIXELS = 500_000_000
"""Of one picture."""
LONGEST_SIDE_PT = 14_400.0
"""Of a page: 200 inches (ISO 32000-1, annex C.2)."""
SHORTEST_SIDE_PT = 3.0
"""Of a page (ISO 32000-1, annex C.2)."""

TOO_LONG = "to look into it, or to draw its pages, takes too long"
TOO_MUCH = "to look into it takes more memory than can be given to one file"


@dataclass(frozen=True, slots=True)
class Reason:
    """What is said for a reason; ``{what}`` and ``{count}`` are filled in."""

    words: str
    fix: str
    refuses: bool = False


_AGAIN = "Download it again, or ask whoever gave it to you for a whole copy."
_REPRINT = "Open it in a viewer and print it to a new PDF, then name that."

WORDS: dict[str, Reason] = {
    # It cannot be opened.
    "missing": Reason("there is no such file", "Correct its name.", True),
    "not-a-file": Reason(
        "it is {what}, not a file", "Name a PDF file; each PDF of a folder is a reading.", True
    ),
    "unreadable": Reason("it cannot be read: {what}", "Change the rights of the file.", True),
    "empty": Reason("the file is empty, so nothing was saved in it", _AGAIN, True),
    "not-a-pdf": Reason("it is {what} and no PDF, whatever its name says", _AGAIN, True),
    "damaged": Reason("it is damaged beyond repair: {what}", _AGAIN, True),
    "truncated": Reason("a part of it is missing: {what}", _AGAIN, True),
    "encrypted": Reason(
        "it opens with a password only, or in one program only",
        "Ask whoever gave it to you for a copy without a password.",
        True,
    ),
    "not-allowed": Reason(
        "its author allows no program to {what}",
        "Ask whoever holds the copyright for a copy that may go into a course pack.",
        True,
    ),
    "zero-page": Reason(
        "it has pages without any size, which nobody can see",
        "Leave them out with pages:.",
        True,
    ),
    "no-pages": Reason("it has no pages", _AGAIN, True),
    "page-tree-loop": Reason(
        "its list of pages runs in a circle, so nobody can know which pages are missing",
        _REPRINT,
        True,
    ),
    "too-large": Reason(
        "{what}", "Take fewer pages with pages:, or print them to a new PDF.", True
    ),
    "too-many-pages": Reason(
        f"{{count}} of its pages are wanted, and a pack takes at most {MOST_PAGES} of one file",
        "Say which, such as pages: 1-200.",
        True,
    ),
    # It can be opened, and is not what a pack can hold.
    "portfolio": Reason(
        "it is a portfolio: a cover with other files inside, of which a pack would show the cover",
        "Save the files inside it, and name each PDF of them as a reading.",
        True,
    ),
    "xfa": Reason(
        "it is a form that only Adobe's programs can draw; all others show a page saying so",
        "Open it there and print it to a new PDF, then name that.",
        True,
    ),
    "redaction": Reason(
        "words in it are marked to be blacked out and are still there, for anybody to read",
        "Apply the redactions in the program that marked them, and save it.",
        True,
    ),
    # It is woven, and this was mended.
    "no-page-size": Reason(
        "it does not say how large its pages are; they are taken for US Letter, as viewers do",
        "Look at them in the pack.",
    ),
    "recovered": Reason(
        "it is damaged and was put together again; no page is missing",
        "Look at its pages in the pack, or take a whole copy.",
    ),
    "lost-drawing": Reason(
        "parts of what its pages draw ({count}) are not in the file; what is left is woven",
        "Look at these pages in the pack, or take a whole copy.",
    ),
    "javascript": Reason(
        "what it runs by itself or on a click was taken out ({count})",
        "Nothing, unless its pages cannot be understood without.",
    ),
    "form": Reason(
        "fields of its form ({count}) are printed as they show, and nobody can fill them in",
        "Give students the form itself if they are to fill it in on the screen.",
    ),
    "form-without-appearance": Reason(
        "fields of its form ({count}) say something that no page shows",
        "Open it in a viewer that shows them, and print it to a new PDF.",
    ),
    "signature": Reason(
        "digital signatures ({count}) do not survive: they are true of the whole file only",
        "Give students the file itself if they are to check who signed it.",
    ),
    "rich-media": Reason(
        "films, sounds or models ({count}) were taken out; their still pictures are kept",
        "Give students an address where they find these.",
    ),
    "mended-structure": Reason(
        "references of its tags ({count}) led nowhere, in a circle or to the wrong place, and were"
        " put right",
        "Nothing.",
    ),
    # It is woven, and cannot be mended.
    "broken-structure": Reason(
        "its tags cannot be used, and its pages are read aloud as they are drawn: {what}",
        "Ask for a copy with sound tags.",
    ),
    "silent-words": Reason(
        "its tags pass over some words, such as running heads; who listens does not hear these",
        "Nothing, or ask for a copy with sound tags.",
    ),
    "scanned": Reason(
        "pages of it are pictures of text: they cannot be read aloud, searched or enlarged well",
        "Let a program recognise the text (such as OCRmyPDF), and name what it writes.",
    ),
    "fonts-not-embedded": Reason(
        "letters of {what} are not in the file, so each computer and printer takes its own",
        "Ask for a copy with its fonts embedded, or look at its pages in the pack.",
    ),
    "letters-without-names": Reason(
        "letters of {what} are drawings that do not say what they are (Type 3): such words"
        " cannot be searched or read aloud",
        "Ask for a copy made with other fonts.",
    ),
}


def problem(
    reason: str, pages: Iterable[int] = (), *, what: str = "", count: int = 0, fix: str = ""
) -> Problem:
    """Return the problem *reason* on *pages* (1-based), its words filled in.

    *fix* takes the place of what is usually to be done.
    """
    said = WORDS[reason]
    return Problem(
        reason=reason,
        words=said.words.format(what=what, count=count),
        fix=fix or said.fix,
        page_numbers=tuple(sorted(set(pages))),
    )


class Refusal(Exception):  # noqa: N818 -- an answer, not a fault
    """The file cannot be woven."""

    def __init__(self, why: Problem) -> None:
        super().__init__(why.words)
        self.why = why
