"""The words of a paragraph as two texts are compared: those that were typed, and where they stand.

The text that was kept is written much as Markdown is; the article's has citations resolved and
numbers filled in.  Both become the same tokens.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from chapbook.model import Node
from chapbook.render import leaves
from chapbook.tools.pandoc import ast
from chapbook.tools.wording import QUOTES

AT, END = "\ue010", "\ue011"
"""What encloses the page or such that a citation names, behind the key of its work."""

CITED = rf"@([\w:./-]*\w)(?:{AT}([^{END}]*){END})?"
_TOKEN = re.compile(rf"{CITED}|\w+|[^\w\s]")
_CITATION = re.compile(r"\[([^\[\]]*@[^\[\]]*)\]")
_MARKUP = frozenset("*_^~`[]|¶$\\☐☒")
"""Signs that say how words look, or enclose a citation."""

_HEAD = re.compile(
    r"(?:> |  |- |: |\|[=_]? |\d+\. |#+ |title: |subtitle: |abstract: |caption(?:, short)?: )*"
)
"""What stands ahead of the words of a passage."""
_INNER_LINK = re.compile(r"\[[^\[\]]*\]\(#[^()]*\)")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")
_BRACES = re.compile(r"\{[^{}]*\}")
_NOTE = re.compile(r"\^\[(?:[^\[\]]|\[[^\[\]]*\])*\]")
_STOPS = frozenset(".,;:!?")
FENCE = re.compile(r"\s*(?:::+|```)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A word, a sign, or the key of a work that is cited."""

    text: str
    start: int
    end: int


def cells(passage: str) -> list[str]:
    """Return the cells of a row, or *passage* itself."""
    if re.match(r"\|[=_]? .*\|$", passage):
        return [each for cell in passage.split(" ", 1)[1][:-1].split(" | ") for each in [cell]]
    return [] if FENCE.match(passage) else [passage]


def plain(passage: str) -> str:
    """Return the words of *passage* without what only says how they look or where they lead."""
    text = _NOTE.sub("", passage[_HEAD.match(passage).end() :])  # type: ignore[union-attr]
    text = _CITATION.sub(lambda match: "; ".join(map(_cited, match[1].split(";"))), text)
    text = _LINK.sub(r"\1", _INNER_LINK.sub("", text))
    text = re.sub(r"\\(.)", r"\1", _BRACES.sub("", text))
    return "".join(c for c in text if c not in _MARKUP).strip()


def _cited(work: str) -> str:
    """Return one *work* of a citation as a token: its key, and the place in it."""
    match = re.search(r"@([\w:./-]*\w)(.*)", work)
    return _token(match[1], match[2]) if match else work


def _token(key: str, locator: str) -> str:
    """Return a citation of the work *key* as one token."""
    place = " ".join(locator.split()).strip(" ,;")
    return f"@{key}{AT}{place}{END}" if place else f"@{key}"


def of_text(text: str, start: int = 0) -> Iterator[Token]:
    """Yield the words and signs of *text*, which begins at the offset *start*."""
    for match in _TOKEN.finditer(text.translate(QUOTES)):
        if match[0] not in _MARKUP:
            yield Token(text=match[0], start=start + match.start(), end=start + match.end())


def of_leaf(inlines: list[Node], start: int = 0) -> Iterator[Token]:
    """Yield the words and signs of a leaf, citations by their keys."""
    run, begun = "", start
    for node in inlines:
        length = len(leaves.text([node]))
        if node["t"] in {"Str", "Code", *ast.BLANK}:
            run += leaves.text([node])
        else:
            yield from of_text(run, begun)
            yield from _of_inline(node, start, start + length)
            run, begun = "", start + length
        start += length
    yield from of_text(run, begun)


def _of_inline(node: Node, start: int, end: int) -> Iterator[Token]:
    """Yield the tokens of an inline that is more than words."""
    match node["t"]:
        case "Cite":
            for each in node["c"][0]:
                said = _token(each["citationId"], ast.text(each["citationSuffix"]))
                yield Token(text=said, start=start, end=end)
                yield from [Token(text=";", start=start, end=end)] * (each is not node["c"][0][-1])
        case "Math":
            for token in of_text(node["c"][1]):
                yield Token(text=token.text, start=start, end=end)
        case _ if not _is_ours(node):
            yield from of_leaf(leaves.inner(node), start)


def _is_ours(node: Node) -> bool:
    """Tell whether *node* says nothing that was typed as words: a number, a picture, a credit."""
    match node["t"]:
        case "Image" | "Note" | "RawInline":
            return True
        case "Link":
            return bool(node["c"][2][0].startswith("#"))
        case "Span":
            return bool({"caption-label", "credit", "csl-left-margin"} & set(ast.classes(node)))
    return False


def settled(tokens: Iterable[Token]) -> list[Token]:
    """Return *tokens* with the mark behind a citation ahead of it, as some styles print it."""
    found = list(tokens)
    while found and not (found[0].text[0].isalnum() or found[0].text[0] == "@"):
        found.pop(0)  # the dot of a number that an edition supplies
    for index in range(len(found) - 1, 0, -1):
        if found[index].text not in _STOPS or not found[index - 1].text.startswith("@"):
            continue
        following = found[index + 1].text if index + 1 < len(found) else ""
        if found[index].text == ";" and following.startswith("@"):
            continue  # it stands between two works of one citation
        first = index - 1
        while first > 1 and found[first - 1].text == ";" and found[first - 2].text[:1] == "@":
            first -= 2
        found.insert(first, found.pop(index))
    return found


def said(tokens: Sequence[Token]) -> str:
    """Return *tokens* as one text, by which paragraphs are told apart."""
    return " ".join(token.text for token in tokens)
