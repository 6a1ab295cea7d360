"""HTML, TeX and other formats typed into the Markdown that mean nothing to us.

What has a meaning for an article is no longer raw when this module sees it; see
``chapbook.tools.pandoc.meaning``.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from chapbook.findings import Finding, Place, Replacement
from chapbook.model import Manuscript, Node
from chapbook.tools.pandoc import ast, tokens
from chapbook.validate import places

HTML = re.compile(r"x?html\d?$")
TEX = {"tex", "latex"}
COMMENTS = re.compile(r"(?:<!--.*?-->\s*)+", re.S)
TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-z][a-z0-9-]*)[^>]*>", re.I)
COMMAND = re.compile(r"\\(?:begin\{(?P<environment>[^{}]*)\}|(?P<name>[A-Za-z@]+\*?|.))", re.S)
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
"""HTML elements without an end tag (HTML Living Standard, 13.1.2)."""

LINK = "[words](address)"
PICTURE = '![caption](file.svg){alt="what it shows"}'

IN_MARKDOWN = {
    "a": LINK,
    "audio": LINK,
    "b": "**words**",
    "canvas": PICTURE,
    "code": "`words`",
    "del": "~~words~~",
    "details": '::: {.box title="..."}, the text, and :::',
    "em": "*words*",
    "embed": LINK,
    "i": "*words*",
    "iframe": LINK,
    "img": '![caption](file){alt="what it shows"}',
    "kbd": "[words]{.kbd}",
    "mark": "[words]{.mark}",
    "math": "$formula$",
    "object": LINK,
    "p": "a blank line between paragraphs",
    "s": "~~words~~",
    "strong": "**words**",
    "sub": "~words~",
    "sup": "^words^",
    "svg": f"the drawing into a file, and {PICTURE}",
    "table": "a pipe table",
    "td": "a pipe table",
    "tr": "a pipe table",
    "u": "[words]{.underline}",
    "video": LINK,
}
"""How Markdown writes what people use a tag for."""

LEFT_OUT = {
    "button": "no edition can be operated",
    "form": "no edition can be filled in",
    "input": "no edition can be filled in",
    "link": "the theme decides how editions look",
    "meta": "the front matter holds what is said about the article",
    "script": "no edition runs programs",
    "select": "no edition can be filled in",
    "style": "the theme decides how editions look",
    "textarea": "no edition can be filled in",
}
"""Elements that no edition can have, and why."""

PAIRED = {
    "b",
    "strong",
    "i",
    "em",
    "u",
    "s",
    "del",
    "ins",
    "sub",
    "sup",
    "kbd",
    "mark",
    "code",
    "a",
}
PAIRED |= {"small", "span", "q", "abbr", "cite", "font"}
"""Elements that are understood, so that one of them is raw only without its other half."""

GLOSSARY = "Write the words themselves."
BOX = 'Write ::: {.box title="..."}, the text, and :::'
IN_TEX = {
    "today": "Write the date itself: an edition says the same on every day.",
    "pageref": "Write [](#id): a web page has no pages to refer to.",
    "vpageref": "Write [](#id): a web page has no pages to refer to.",
    "nocite": "Cite the work with [@key]: the references are what the text cites.",
    "fullcite": "Write [@key]; the references say the rest.",
    "footfullcite": "Write [@key]; the references say the rest.",
    "footnotemark": "Write [^1] here, and [^1]: with the text of the note below.",
    "footnotetext": "Write [^1] where the note belongs, and [^1]: with its text below.",
    "input": "Put the text of that file here.",
    "include": "Put the text of that file here.",
    "includepdf": 'Write ![caption](file.pdf){alt="what it shows"}.',
    "todo": "Do it, or write <!-- it as a comment -->.",
    "cite": "Write [@key].",
    "abstract": "Write it under abstract: in the front matter.",
    "caption": 'Write ![caption](file){alt="what it shows"}, or : caption below a table.',
    "item": "Begin the line with a hyphen.",
    "tikzpicture": f"Save the drawing as a file and write {PICTURE}.",
    "pgfpicture": f"Save the drawing as a file and write {PICTURE}.",
    "algorithm": "Write it between two lines of ```.",
    "algorithmic": "Write it between two lines of ```.",
    **dict.fromkeys(("gls", "Gls", "glspl", "Glspl", "ac", "acp", "acs", "acl", "acf"), GLOSSARY),
    **dict.fromkeys(("theorem", "lemma", "definition", "example", "remark", "proof"), BOX),
    **dict.fromkeys(("proposition", "corollary", "exercise", "question", "note", "warning"), BOX),
}
"""What to write for commands and environments of TeX that say something."""

WHOLE = re.compile(r"\\(?P<name>[A-Za-z]+)\*?(?:\[[^\]]*\])?\{(?P<inside>[^{}]*)\}")
COMPUTED = {
    **dict.fromkeys(("pageref", "vpageref"), "[](#{})"),
    **dict.fromkeys(("fullcite", "footfullcite", "nocite"), "[@{}]"),
    "todo": "<!-- {} -->",
    "includepdf": '![caption]({}){{alt="what it shows"}}',
}
"""What a command with this one argument is in Markdown."""

LINKED = re.compile(r"""\b(?:src|data|href)\s*=\s*["']?(?P<address>[^"'\s>]+)""", re.I)
PLAYED = {"audio", "embed", "iframe", "object", "video"}
"""Elements that no edition can play, and that a link can stand for."""

UNCLOSED = re.compile(r"\\[A-Za-z]{2,}\*?[{\[].*", re.S)
"""A command that pandoc left as text, which it does when a brace has no partner."""

WIKI = re.compile(r"(?<!\w)!?\[\[[^\[\]]*[^\W\d_][^\[\]]*\]\]|(?<!\S)%%(?! )[^%\n]+(?<! )%%")
"""A link between notes or a comment of Obsidian's and of wikis."""

SHOWN_LENGTH = 40


def findings(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield everything that is written for one kind of output only."""
    blocks = [*manuscript.abstract, *manuscript.blocks]
    nodes = [n for n in ast.nodes(blocks) if n["t"] in {"RawInline", "RawBlock"}]
    html = [node for node in nodes if HTML.match(node["c"][0])]
    yield from _html(manuscript, [node["c"][1] for node in html if not is_comment(node)])
    yield from wiki(manuscript)
    seen: dict[str, int] = {}
    for node in nodes:
        if not HTML.match(node["c"][0]):
            yield _other(manuscript, node, seen)
    for node in ast.nodes(blocks):
        if node["t"] == "Str" and (left := UNCLOSED.search(node["c"])):
            message = f'TeX, "{_shown(left[0])}", with a brace that is not closed'
            at = _place(manuscript, left[0], seen)
            fix = "Close the brace in the same paragraph."
            yield places.finding(manuscript.source, "raw-format", at, message, fix)


def wiki(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield what wikis and Obsidian write, which would be printed as it is typed."""
    text = manuscript.source
    for node in ast.nodes([*manuscript.abstract, *manuscript.blocks]):
        if node["t"] not in {"Para", "Plain", "Header"}:
            continue
        for found in WIKI.finditer(ast.text(_without_code(node))):
            at = places.nth(text, tokens.literal(found[0]), 0)
            fix = "Write <!-- the comment -->."
            if found[0][0] != "%":
                fix = f"Write {PICTURE}." if found[0][0] == "!" else "Write [words](#id)."
            message = f'what only a wiki knows, "{_shown(found[0])}"'
            yield places.finding(text, "raw-format", at, message, fix)


def _without_code(node: Node) -> list[Node]:
    """Return *node* without code and formulas, which may hold such signs."""
    bare: list[Node] = ast.changed(
        [node], lambda inner: None if inner["t"] in {"Code", "Math", "Link", "Cite"} else inner
    )
    return bare


def is_comment(node: Node) -> bool:
    """Tell whether the raw *node* holds comments and nothing else."""
    form, text = node["c"]
    return bool(HTML.match(form) and COMMENTS.fullmatch(text.strip()))


def _other(manuscript: Manuscript, node: Node, seen: dict[str, int]) -> Finding:
    """Return the finding about the raw *node* of any format but HTML."""
    form, text = node["c"]
    names = [_name(command) for command in COMMAND.finditer(text)] if form in TEX else []
    message = f'{"TeX" if form in TEX else form + " code"}, "{_shown(text)}"'
    at = _place(manuscript, text, seen)
    command = COMMAND.search(text)
    if not at.line and command:
        at = places.every(manuscript.source, tokens.literal(command[0]))[0]
    fix = next((IN_TEX[name] for name in names if name in IN_TEX), "")
    found = places.finding(manuscript.source, "raw-format", at, message, fix)
    return _computed(found, text.strip()) if form in TEX else found


def _computed(finding: Finding, text: str) -> Finding:
    """Return *finding* with the Markdown for the one command that *text* is, if that is known."""
    match = WHOLE.fullmatch(text)
    if match is None or match["name"] not in COMPUTED or "," in match["inside"]:
        return finding
    new = COMPUTED[match["name"]].format(match["inside"].strip())
    return replace(finding, fix=new, replacement=Replacement(old=text, new=new))


def _name(command: re.Match[str]) -> str:
    """Return the name of a command or environment without its star."""
    return str(command["environment"] or command["name"] or "").removesuffix("*")


def _html(manuscript: Manuscript, pieces: list[str]) -> Iterator[Finding]:
    """Yield a finding for every outermost element; what stands inside goes with it."""
    seen: dict[str, int] = {}
    index = 0
    while index < len(pieces):
        piece = pieces[index]
        tag = TAG.search(piece)
        at = _place(manuscript, piece, seen)
        if not at.line and tag:
            # pandoc writes the tag of a block anew, with its attributes between quotes.
            opening = re.compile(rf"(?P<at><{tag['close']}{tag['name']}\b)", re.I)
            at = places.nth(manuscript.source, opening, seen[piece])
        end = _end(pieces, index, tag["name"].lower()) if tag and not tag["close"] else index
        yield places.finding(manuscript.source, "raw-html", at, *_said(piece, tag, index == end))
        for inner in pieces[index + 1 : end + 1]:
            seen[inner] = seen.get(inner, -1) + 1
        index = end + 1


def _said(piece: str, tag: re.Match[str] | None, is_alone: bool) -> tuple[str, str]:
    """Return message and remedy for an element that begins with *piece*."""
    if tag is None:
        return f'HTML, "{_shown(piece)}"', ""
    name = tag["name"].lower()
    message = f'HTML, "{_shown(tag[0])}"'
    if name in PAIRED and is_alone:
        message += ", without its other half in the same paragraph"
    if name in LEFT_OUT:
        return message, f"Leave it out: {LEFT_OUT[name]}."
    if name in PLAYED and (linked := LINKED.search(piece)):
        return message, f"[words]({linked['address']})"
    return message, f"Write {IN_MARKDOWN[name]}." if name in IN_MARKDOWN else ""


def _end(pieces: list[str], start: int, name: str) -> int:
    """Return the index of the piece that closes the element *name*; *start* without one."""
    depth = 0
    if name in VOID:
        return start
    for index in range(start, len(pieces)):
        for tag in TAG.finditer(pieces[index]):
            if tag["name"].lower() == name:
                depth += -1 if tag["close"] else 1
        if depth <= 0:
            return index
    return start


def _place(manuscript: Manuscript, text: str, seen: dict[str, int]) -> Place:
    """Return where the first line of *text* stands; *seen* counts the earlier ones."""
    line = text.strip().split("\n")[0]
    index = seen[text] = seen.get(text, -1) + 1
    at = places.nth(manuscript.source, tokens.literal(line), index)
    return at if at.line else places.in_body(manuscript.source, line)


def _shown(text: str) -> str:
    """Return *text* on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= SHOWN_LENGTH else line[: SHOWN_LENGTH - 1] + "…"
