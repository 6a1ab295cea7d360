"""Running text: roles, substitutions, references and images of MyST.

    {ref}`fig-pot`  {cite:t}`lovelace1843`  {{ minutes }}  [](doi:10.1000/182)  @fig-pot

Source: https://mystmd.org/guide/roles, https://mystmd.org/guide/cross-references and
https://myst-parser.readthedocs.io/en/latest/syntax/optional.html#substitutions-with-jinja2
"""

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from chapbook.load.myst import roles
from chapbook.load.myst.desk import Desk
from chapbook.model import Line

TOKEN = re.compile(
    r"(?P<escape>\\[^\n])"
    r"|(?P<comment><!--.*?-->)"
    r"|\{(?P<role>[A-Za-z][\w:.+-]*)(?:[ \t][^{}`\n]*)?\}(?P<fence>`+)(?!`)"
    r"(?P<content>(?:(?!\n[ \t]*\n).)+?)(?<!`)(?P=fence)(?!`)"
    r"|(?P<code>(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`))"
    r"|(?P<math>\$\$.+?\$\$|\$(?!\s)(?:\\.|[^$\\])+?(?<!\s)\$(?!\d))"
    r"|\{\{(?P<key>[^{}<>\n]+)\}\}"
    r"|<(?P<auto>(?:doi|wiki|rrid|ror|project|inv|xref|myst|path):[^<>\s]+)>"
    r"|!\[(?P<alt>(?:\\.|[^\[\]\\])*)\]\((?P<source>[^()\s]+)(?P<title>\s+\"[^\"]*\")?\)"
    r"(?P<attributes>\{[^{}\n]*\})?"
    r"|(?P<empty>(?<![\w\])])\[\]\((?P<to>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\))"
    r"|\]\((?P<link>[^()\s]+(?:\([^()\s]*\)[^()\s]*)*)(?P<hint>\s+\"[^\"]*\")?\)"
    r"|\[@(?P<alone>[\w:./-]*\w)\]"
    r"|(?P<before>(?<=\[)|(?<=; )|(?<=;)|(?<=-))?(?<![\w\\@.])@(?P<at>\w(?:[\w:./-]*\w)?)",
    re.S,
)
"""What is looked at in a text, the strongest first."""

DEPTH = 5
"""How deeply substitutions may stand in substitutions."""

SERVICES = {
    "doi": "https://doi.org/",
    "wiki": "https://en.wikipedia.org/wiki/",
    "rrid": "https://scicrunch.org/resolver/RRID:",
    "ror": "https://ror.org/",
}
"""Short addresses of mystmd (https://mystmd.org/guide/external-references), and whole ones."""

ELSEWHERE = re.compile(r"(?:inv|xref|myst|path):|[^:#?]*\.(?:md|ipynb|rst|myst)(?:#.*)?$", re.I)
"""Addresses of other pages of a book, which is not there with the article."""

OTHER_PAGE = ".other-page"


def translated(text: str, lines: Sequence[Line], desk: Desk, depth: int = 0) -> str:
    """Return *text*, which stands on *lines*, in pandoc's Markdown with as many lines.

    Args:
        text: One or more lines of running text.
        lines: The lines where it was typed, for findings.
        desk: What is known of the whole text.
        depth: How many substitutions this text stands in.
    """

    def written(match: re.Match[str]) -> str:
        at = text.count("\n", 0, match.start())
        line = lines[min(at, len(lines) - 1)]
        done = _written(match, line, desk, depth)
        return done + "\n" * (match[0].count("\n") - done.count("\n"))

    return TOKEN.sub(written, text)


def _written(match: re.Match[str], line: Line, desk: Desk, depth: int) -> str:
    """Return what *match* of ``TOKEN`` means."""
    if match["role"]:
        return roles.written(match["role"], match["content"], roles.At(line, desk))
    if match["key"]:
        return _substituted(match, line, desk, depth)
    if match["source"]:
        return _image(match)
    if match["auto"] or match["empty"] or match["link"]:
        return _addressed(match, line, desk)
    label = match["alone"] or match["at"]
    return _label(match, label, desk) if label else match[0]


def _label(match: re.Match[str], label: str, desk: Desk) -> str:
    """Return ``@label`` as a reference, if something here is called that."""
    if not desk.names.ids.get(label.lower()):
        return match[0]
    identifier = desk.names.identifier(label)
    grouped = match["at"] and match["before"] is not None
    return f"@{identifier}" if grouped else roles.reference(desk, identifier)


def _addressed(match: re.Match[str], line: Line, desk: Desk) -> str:
    """Return a link, or the end of one, in its three forms."""
    if match["auto"]:
        return _automatic(match["auto"], line, desk)
    return _empty(match["to"], line, desk) if match["empty"] else _link(match, line, desk)


def _substituted(match: re.Match[str], line: Line, desk: Desk, depth: int) -> str:
    """Return what ``{{ key }}`` stands for."""
    key = match["key"].strip()
    if key not in desk.substitutions or depth > DEPTH:
        if not re.fullmatch(r"[\w.|() \-'\"]+", key):
            return match[0]
        message = f'nothing in the front matter says what "{{{{ {key} }}}}" stands for'
        fix = f"substitutions: {{{key}: words}}" if key.isidentifier() else "Type what it prints."
        desk.find(line, "directive-unknown", message, fix)
        return match[0]
    return translated(desk.substitutions[key], [line], desk, depth + 1)


def _automatic(address: str, line: Line, desk: Desk) -> str:
    """Return an address in pointed brackets."""
    whole = _address(address, desk)
    if ELSEWHERE.match(whole):
        return _elsewhere("", whole, line, desk)
    if whole.startswith("#"):
        return roles.reference(desk, whole[1:])
    scheme, _, rest = address.partition(":")
    words = rest.replace("_", " ") if scheme == "wiki" else whole
    return f"[{roles.literal(words)}]({whole})"


def _address(address: str, desk: Desk) -> str:
    """Return *address* with its service spelt out, or its label as an id."""
    scheme, colon, rest = address.partition(":")
    if colon and scheme.lower() in SERVICES:
        return SERVICES[scheme.lower()] + rest
    if scheme == "project" and rest.startswith("#"):
        address = rest
    if address.startswith("#") and len(address) > 1:
        return "#" + desk.names.ids.get(address[1:].lower(), address[1:])
    return address


def _image(match: re.Match[str]) -> str:
    """Return an image with its words as what it shows, as CommonMark means them."""
    attributes = (match["attributes"] or "{}")[1:-1].strip()
    if re.search(r"(?<!\S)alt=", attributes) or not match["alt"].strip():
        return match[0]
    alt = re.sub(r"\\(.)", r"\1", " ".join(match["alt"].split()))
    given = f" {attributes}" if attributes else ""
    return f"![]({match['source']}{match['title'] or ''}){{{pair('alt', alt)}{given}}}"


def pair(key: str, value: str) -> str:
    """Return an attribute as pandoc reads it."""
    plain = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'{key}="{plain}"'


def _empty(target: str, line: Line, desk: Desk) -> str:
    """Return a link whose words are to be filled in."""
    address = _address(target, desk)
    if ELSEWHERE.match(address):
        return _elsewhere("", address, line, desk)
    if address.startswith("#"):
        return roles.reference(desk, address[1:])
    return f"[{roles.literal(address)}]({address})" if address != target else f"[]({target})"


def _link(match: re.Match[str], line: Line, desk: Desk) -> str:
    """Return the end of a link, ``](address)``."""
    address = _address(match["link"], desk)
    if ELSEWHERE.match(address):
        _elsewhere("words", address, line, desk)
        return f"]{{{OTHER_PAGE}}}"
    if address.startswith("#"):
        words = match.string[: match.start()].rpartition("[")[2]
        return f"]({address}{match['hint'] or ''}){roles.numbered(words)}"
    return f"]({address}{match['hint'] or ''})"


def _elsewhere(words: str, address: str, line: Line, desk: Desk) -> str:
    """Return *words*, or the name of the page, without the link that leads to it."""
    page = PurePosixPath(address.partition("#")[0]).stem or address
    message = f'the page "{address}" is not part of this article; only the words are kept'
    desk.find(line, "page-elsewhere", message)
    return f"[{words or roles.literal(page)}]{{{OTHER_PAGE}}}"
