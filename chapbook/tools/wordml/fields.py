r"""Fields: text that Word computes, each with the words that it has now.

A number in a caption is a ``SEQ`` field inside a bookmark, and a reference to it is a
``REF`` field, so that a figure put in by an editor renumbers everything (F9).  What a
field shows before it is computed is the article's own number, never a guess; the list
of contents shows no page numbers until Word has laid out pages.

    <w:bookmarkStart w:id="100001" w:name="_RefFigure1"/> Figure { SEQ Figure } <w:bookmarkEnd/>
    { REF _RefFigure1 \h }

Source: ISO/IEC 29500-1, 17.16.5 (SEQ, REF, TOC).
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from xml.sax.saxutils import escape

from chapbook.tools.wordml import xml

FIRST_BOOKMARK_ID = 100_000
"""Bookmarks of numbers are counted from here; pandoc counts its own from 1."""

LABEL = re.compile(r"(?P<before>\D*)(?P<number>\d+)(?P<after>.*?)(?P<stop>\.?)", re.S)
WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """The number of a figure, table or box, as its caption prints it."""

    before: str
    """"Figure " or nothing, as the language has it."""
    number: str
    after: str
    stop: str
    """What ends it in a caption and not in a reference."""
    bookmark: str
    identifier: int
    """Of the bookmark; no other has it."""
    sequence: str
    """The name of the ``SEQ`` counter."""
    reset: str = ""
    """The switch that makes the counter jump to this number, where others were left out."""

    def starting(self) -> "Number":
        """Return the same number, as one that its counter does not reach by counting."""
        return replace(self, reset=f"\\r {self.number} ")

    def renamed(self) -> "Number":
        """Return the same number under a name of its own: "Box 1" and "Theorem 1" differ."""
        return replace(self, bookmark=f"{self.bookmark}of{self.identifier}")

    @property
    def name(self) -> str:
        """The thing's name as references print it."""
        return f"{self.before}{self.number}{self.after}"


def number(label: str, kind: str, count: int) -> Number | None:
    """Return the number that *label* prints, such as "Figure 1."; nothing without digits.

    Args:
        label: The words at the head of a caption.
        kind: What is counted, in English: "Figure".
        count: How many numbers came before this one, of any kind.
    """
    match = LABEL.fullmatch(label)
    if match is None:
        return None
    # Word's own list of figures looks for a counter that is called like the label.
    words = WORD.findall(match["before"])
    return Number(
        before=match["before"],
        number=match["number"],
        after=match["after"],
        stop=match["stop"],
        bookmark=f"_Ref{kind}{match['number']}",
        identifier=FIRST_BOOKMARK_ID + count,
        sequence=words[0] if len(words) == 1 else kind,
    )


def caption_label(number: Number, style: str) -> str:
    """Return the head of a caption: its bookmarked name and the full stop.

    Args:
        number: What it shows.
        style: Of the characters; nothing for those of the paragraph.
    """
    looks = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""

    def run(words: str) -> str:
        return f"<w:r>{looks}{xml.text(words)}</w:r>" if words else ""

    field = (
        f'<w:fldSimple w:instr=" SEQ {number.sequence} \\* ARABIC {number.reset}">'
        f"{run(number.number)}</w:fldSimple>"
    )
    start = f'<w:bookmarkStart w:id="{number.identifier}" w:name="{number.bookmark}"/>'
    end = f'<w:bookmarkEnd w:id="{number.identifier}"/>'
    return f"{start}{run(number.before)}{field}{run(number.after)}{end}{run(number.stop)}"


def reference(number: Number, before: str = "", after: str = "") -> str:
    """Return the name of a numbered thing as a field, to stand inside a link.

    Args:
        number: Of the thing.
        before: Words of the name that do not stand with the number.
        after: The same, behind it.
    """
    style = '<w:rPr><w:rStyle w:val="CrossReference"/></w:rPr>'

    def run(words: str) -> str:
        return f"<w:r>{style}{xml.text(words)}</w:r>" if words else ""

    field = _field(f" REF {number.bookmark} \\h ", run(number.name))
    return f"{run(before)}{field}{run(after)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated:
    """A heading whose words other places repeat."""

    words: str
    number: int
    """How many bookmarks of ours there were before."""

    @property
    def _bookmark(self) -> str:
        return f"_RefHeading{self.number}"

    @property
    def marks(self) -> tuple[str, str]:
        """What stands before and behind the words of the heading."""
        identifier = FIRST_BOOKMARK_ID + self.number
        start = f'<w:bookmarkStart w:id="{identifier}" w:name="{self._bookmark}"/>'
        return start, f'<w:bookmarkEnd w:id="{identifier}"/>'

    def field(self) -> str:
        """Return the words of the heading as a field, to stand inside a link."""
        style = '<w:rPr><w:rStyle w:val="Hyperlink"/></w:rPr>'
        return _field(f" REF {self._bookmark} \\h ", f"<w:r>{style}{xml.text(self.words)}</w:r>")


def page_number(instruction: str) -> str:
    """Return a field that every program computes when it shows a page: PAGE, NUMPAGES."""
    return _field(f" {instruction} ", "")


def _field(instruction: str, result: str) -> str:
    """Return a complex field, which, unlike a simple one, may hold formatted text."""
    return f"{begin(instruction)}{result}{END}"


def begin(instruction: str) -> str:
    """Return what stands before the result of a complex field; ``END`` stands behind it."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{escape(instruction)}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the list of contents."""

    text: str
    level: int
    """1-based."""
    bookmark: str


LONGEST_BOOKMARK = 40
"""Word cuts longer names."""


def bookmark(identifier: str) -> str:
    """Return the bookmark that pandoc gives to what has the id *identifier*.

    Source: pandoc 3.9, Text.Pandoc.Writers.Docx.OpenXML, toBookmarkName.
    """
    if identifier[:1].isalpha() and len(identifier) <= LONGEST_BOOKMARK:
        return identifier
    # A name for a name; nothing is protected by it.
    digest = hashlib.sha1(identifier.encode(), usedforsecurity=False)
    return f"X{digest.hexdigest()[1:]}"


class Begins(Enum):
    """Where a list of contents begins."""

    HERE = ""
    """Below the text above it."""
    ON_A_PAGE = "<w:pageBreakBefore/>"
    """At the head of the next page."""


def contents(title: str, entries: Sequence[Entry], begins: Begins) -> str:
    """Return a list of contents that Word can update and every other program can read.

    Its lines are links; they carry no page numbers, which only a program that has laid
    out pages can know, and no mark that would make Word ask before it opens the file.
    """
    levels = max(entry.level for entry in entries)
    lines = [_line(entry) for entry in entries]
    start = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> TOC \\o "1-{levels}" \\h \\z \\u </w:instrText>'
        '</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    lines[0] = lines[0].replace("</w:pPr>", f"</w:pPr>{start}", 1)
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    lines[-1] = lines[-1].removesuffix("</w:p>") + end
    style = f'<w:pPr><w:pStyle w:val="TOCHeading"/>{begins.value}</w:pPr>'
    heading = f"<w:p>{style}<w:r>{xml.text(title)}</w:r></w:p>"
    gallery = '<w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>'
    return (
        f"<w:sdt><w:sdtPr><w:docPartObj>{gallery}</w:docPartObj></w:sdtPr>"
        f"<w:sdtContent>{heading}{''.join(lines)}</w:sdtContent></w:sdt>"
    )


def _line(entry: Entry) -> str:
    """Return one line of the contents."""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="TOC{entry.level}"/></w:pPr>'
        f'<w:hyperlink w:anchor={xml.quoted(entry.bookmark)} w:history="1">'
        f"<w:r>{xml.text(entry.text)}</w:r></w:hyperlink></w:p>"
    )
