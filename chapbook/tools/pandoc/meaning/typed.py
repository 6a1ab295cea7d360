r"""What is put right in the text itself, before pandoc reads it.

Two habits hide Markdown from pandoc: an environment around it that only lays it out,
such as ``\begin{landscape}``, makes all of it TeX; and HTML that is indented
by four spaces or more is taken for code.  Lines stay where they are.
"""

import re
import unicodedata
from collections.abc import Iterator

LAYOUT = (
    "adjustwidth|center|centering|flushleft|flushright|footnotesize|huge|Huge|landscape|Large|LARGE|large|"
    "minipage|multicols|normalsize|onehalfspace|raggedright|scriptsize|singlespace|sloppypar|small|"
    "spacing|tiny|doublespace|doublespacing|singlespacing|onehalfspacing|adjustbox"
)
"""Environments that say how their content is laid out, and nothing else."""

WRAPPER = re.compile(
    rf"^ {{0,3}}\\(?:begin|end)\{{(?:{LAYOUT})\*?\}}(?:\[[^\]\n]*\]|\{{[^{{}}\n]*\}})*[ \t]*$"
)
FLOAT = re.compile(
    r"^ {0,3}\\begin\{(?P<name>(?:figure|table)\*?)\}[^\n]*\n"
    r"(?P<body>.*?)^ {0,3}\\end\{(?P=name)\}",
    re.M | re.S,
)
FENCE = re.compile(r"^ {0,3}(?P<mark>`{3,}|~{3,})")
INDENTED_TAG = re.compile(
    r"^[ \t]{2,}(?=</?(?:table|caption|colgroup|col|thead|tbody|tfoot|tr|t[dh]|[uod]l|li|d[td]|"
    r"div|p|figure|figcaption|img|details|summary|a|br|center|h[1-6])\b)",
    re.I,
)
TAG = re.compile(
    r"(?<![`\\])(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)"
    r"|<(?P<close>/?)(?P<name>address|article|aside|blockquote|body|canvas|caption|center|col|dd|"
    r"details|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|head|header|hgroup|hr|li|"
    r"main|menu|meta|nav|ol|p|pre|script|section|summary|table|tbody|td|textarea|tfoot|th|thead|"
    r"title|tr|ul)(?=[\s/>])",
    re.I,
)
"""Tags of blocks.  In a cell, a note or a link pandoc drops them with all that they hold."""

OURS = "xx-"
"""What the name of a tag begins with that stands for a block's inside a line."""

BEGINNING = re.compile(
    r"[ \t>]*(?:(?:[-*+:]|\d+[.)]|\[\^[^\]\s]+\]:)[ \t]+)?(?=<)(?=" + TAG.pattern + ")", re.I
)
"""A line that begins with the tag of a block; the others on it are blocks as well."""
ROW = re.compile(r"^ {0,3}\|.*\|[ \t]*$")
"""A row of a pipe table."""
MAY_STAY_OPEN = {"p", "li", "dd", "dt"}
INDENTED_CODE = re.compile(r"(?: {4}|\t)")
OPENS = re.compile(
    r"^ {0,3}<(?P<name>table|[uod]l|div|p|figure|details|center|section|article|aside|address|"
    r"blockquote|header|footer|main|nav|form|h[1-6]|body|pre)\b",
    re.I,
)
"""The first line of a block; until it ends, everything in it is read as blocks."""


ESCAPED = re.compile(
    r"(?P<kept>^ {0,3}(?P<fence>`{3,}|~{3,}).*?(?:^ {0,3}(?P=fence)|\Z)"
    r"|(?<![`\\])(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`)"
    r"|\$\$.*?\$\$|(?<!\\)\$(?=\S)(?:\\.|[^$\\\n])+\$"
    r"|\\begin\{(?P<name>[a-z]+\*?)\}.*?\\end\{(?P=name)\})"
    r"|(?P<bracket></?)(?P<change>del|ins)(?=[\s>][^<>]*>|>)"
    r"|(?<=[\w%)])\\,(?=[\w%\\])(?P<thin>)"
    r"|\\(?P<accent>['\"`^~=.])\{(?P<letter>\\[ij]|[A-Za-z])\}"
    r"|(?<=[^\s\\])[ \t]*\\\\[ \t]*\n",
    re.M | re.S,
)
"""TeX that Markdown takes for escaped signs, such as a thin space; or what is kept."""

THIN_SPACE = "\u202f"
ACCENTS = {"'": "\u0301", '"': "\u0308", "`": "\u0300", "^": "\u0302", "~": "\u0303"}
ACCENTS |= {"=": "\u0304", ".": "\u0307"}
"""Accents as signs that combine with the letter before them."""


def _escaped(match: re.Match[str]) -> str:
    """Return what a piece means that pandoc would take for something else."""
    if match["kept"] is not None:
        return match[0]
    if match["change"]:
        # pandoc takes these two for blocks where they begin a line.
        return match["bracket"] + ("s" if match["change"] == "del" else "u")
    if match["thin"] is not None:
        return THIN_SPACE
    if match["accent"]:
        letter = match["letter"].removeprefix("\\")
        return unicodedata.normalize("NFC", letter + ACCENTS[match["accent"]])
    rest = match.string[match.end() :].split("\n", 1)[0]
    return "\\\n" if rest.strip() else "\n"


def prepared(text: str) -> str:
    """Return *text* with as many lines, and without what hides Markdown from pandoc."""
    if re.search(r"\\|<(?:del|ins)\b", text):
        text = ESCAPED.sub(_escaped, text)
    if "\\begin{" in text:
        text = FLOAT.sub(_without_float, text)
        text = "\n".join("" if WRAPPER.match(line) else line for line in _marked(text))
    text = text.replace(CODE, "")
    return _rewritten(text) if TAG.search(text) else text


CODE = "\u0091\u0091"
"""Stands before a line of code while the text is worked on; a control sign that nobody types."""


def _marked(text: str) -> Iterator[str]:
    """Yield the lines of *text*, those inside a fence with a mark before them."""
    mark = ""
    for line in text.split("\n"):
        found = FENCE.match(line)
        if mark:
            closes = found and found["mark"].startswith(mark) and not line.strip(" `~")
            mark = "" if closes else mark
            yield line if closes else CODE + line
        else:
            mark = found["mark"] if found else ""
            yield line


def _without_float(match: re.Match[str]) -> str:
    """Return a float that holds Markdown without what makes it TeX."""
    body = match["body"]
    if re.search(r"\\(?:includegraphics|begin)\b", body) or not re.search(r"!\[|^ *\|", body, re.M):
        return match[0]
    return re.sub(
        r"^ {0,3}\\(?:(?:begin|end)\{[^}]*\}[^\n]*|centering[ \t]*)$", "", match[0], flags=re.M
    )


def _rewritten(text: str) -> str:
    """Return *text* with tags where pandoc finds them: see ``INDENTED_TAG`` and ``TAG``."""
    depth, name, out = 0, "", []
    for line in _marked(text):
        opens = OPENS.match(line)
        if not name and opens:
            name = opens["name"]
        is_row = bool(ROW.match(line))
        if is_row or not (name or line.startswith(CODE) or INDENTED_CODE.match(line)):
            line = TAG.sub(_within_line, line)
        elif name:
            line = INDENTED_TAG.sub("", line)
            depth += len(re.findall(rf"<{name}\b", line, re.I))
            depth -= len(re.findall(rf"</{name}\b", line, re.I))
            is_over = depth <= 0 or (name.lower() in MAY_STAY_OPEN and not line.strip())
            depth, name = (0, "") if is_over else (depth, name)
        out.append(line.removeprefix(CODE))
    return "\n".join(out)


def _within_line(match: re.Match[str]) -> str:
    """Return a tag of a block under a name of ours if it stands inside a line of text."""
    before = match.string[: match.start()]
    if not match["name"] or BEGINNING.match(match.string) or not before.strip(" \t>"):
        return match[0]
    return f"<{match['close']}{OURS}{match['name']}"
