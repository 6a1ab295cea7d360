"""Fenced parts: key points, see-doctor lists, questions, self-checks and the others."""

import difflib
import re
from collections.abc import Callable, Iterator

from chapbook.editions import EDITIONS
from chapbook.findings import Finding, Place
from chapbook.model import Manuscript, Node
from chapbook.tools.pandoc import ast, tokens
from chapbook.validate import places

WHENS = ("soon", "same-day", "emergency")
"""How urgent a see-doctor list can be."""

TICKED, UNTICKED = "☒", "☐"
"""What pandoc makes of ``[x]`` and ``[ ]``."""

SHORTEST_TO_GUESS = 6
"""A class with fewer letters is too short to be taken for a misspelt part."""

FENCE = re.compile(r"^[ \t>]*(?P<at>:{3,})[ \t]*(?P<begins>[{\w][^\n]*\n[^\n]*)", re.M)
"""The beginning of a part, with the line below it."""

Problems = Iterator[tuple[str, str, Node | None]]
"""What is wrong, what to do about it, and the node within the part that it is about."""


def findings(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield every part that does not have the form of its kind."""
    seen: dict[str, int] = {}
    yield from _fences_left(manuscript)
    for node in ast.nodes(manuscript.blocks):
        if node["t"] != "Div":
            continue
        kind, problems = _judged(node)
        index = seen[kind] = seen.get(kind, -1) + 1
        for message, fix, inner in problems:
            at = _place(manuscript, kind, index, inner)
            yield places.finding(manuscript.source, "part-malformed", at, message, fix)


def _fences_left(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield every fence that pandoc takes for text.

    It does so when one is indented wrongly, or stands right below a paragraph.
    """
    left = [
        _plain(ast.text(node))
        for node in ast.nodes(manuscript.blocks)
        if node["t"] in {"Para", "Plain"} and re.search(":{3}", ast.text(node["c"]))
    ]
    source = manuscript.source
    for match in FENCE.finditer(source.searchable) if left else ():
        begins = _plain(match["begins"])
        if any(begins in text for text in left):
            message = "this row of colons is read as text, not as the beginning of a part"
            fix = (
                "Leave a blank line above; in a list, indent it exactly as far as the item's text."
            )
            at = source.place(match.start("at"))
            yield places.finding(source, "part-malformed", at, message, fix)


def _plain(text: str) -> str:
    """Return the letters and digits of *text*."""
    return "".join(re.findall(r"[^\W_]+", text))


def _judged(node: Node) -> tuple[str, list[tuple[str, str, Node | None]]]:
    """Return the kind of the div *node*, and what is wrong with it."""
    kind = next((name for name in ast.classes(node) if name in FORMS), None)
    if kind is not None:
        return kind, [*_every_part(node, kind), *FORMS[kind](node)]
    for name in ast.classes(node):
        near = difflib.get_close_matches(name.lower(), FORMS, 1, cutoff=0.85)
        if near and len(near[0]) >= SHORTEST_TO_GUESS:
            return name, [(f'"{name}" is not a part', f'Did you mean "{near[0]}"?', None)]
    return "", []


def _every_part(node: Node, kind: str) -> Problems:
    """Yield what no part may be: empty, or of a priority that does not exist."""
    priority = ast.value(node, "priority")
    if priority is not None and not re.fullmatch("[1-5]", priority):
        yield f'"{priority}" is not a priority', "Use priority=1 (most important) to 5.", None
    if not node["c"][1]:
        yield f"the part {kind} is empty", "Write its text, or remove it.", None


def _any_form(_: Node) -> Problems:
    """Accept whatever stands in a part of free form."""
    yield from ()


def _see_doctor(node: Node) -> Problems:
    """Require how urgent it is."""
    when = ast.value(node, "when")
    if when in WHENS:
        return
    known = ", ".join(WHENS)
    message = "see-doctor does not say when" if when is None else f'"{when}" is not a known when'
    near = difflib.get_close_matches(when or "", WHENS, 1)
    yield message, f"when={near[0]}" if near else f"Add when= with one of {known}.", None


def _questions(node: Node) -> Problems:
    """Require a list."""
    if node["c"][1] and not _inside(node, "BulletList", "OrderedList"):
        yield "the questions are not a list", "Begin each question with a hyphen.", None


def _glossary(node: Node) -> Problems:
    """Require a definition list."""
    if node["c"][1] and not _inside(node, "DefinitionList"):
        fix = "Write each term on its line, and below it a line of : and its meaning."
        yield "the glossary is not a list of definitions", fix, None


def _chosen_editions(node: Node) -> Problems:
    """Require editions that exist."""
    editions = re.split(r"[\s,]+", (ast.value(node, "editions") or "").strip())
    known = ", ".join(EDITIONS)
    if editions == [""]:
        yield "the part names no editions", f'Add editions="..." with some of {known}.', None
        return
    for name in editions:
        if name not in EDITIONS:
            near = difflib.get_close_matches(name, EDITIONS, 1)
            fix = f'Did you mean "{near[0]}"?' if near else f"There are {known}."
            yield f'there is no edition "{name}"', fix, None


def _self_check(node: Node) -> Problems:
    """Require numbered questions, each with an answer, and one right choice at least."""
    lists = [block for block in node["c"][1] if block["t"] == "OrderedList"]
    if node["c"][1] and not lists:
        yield (
            "the self-check is not a numbered list",
            "Begin each question with 1. and so on.",
            None,
        )
    for listed in lists:
        start = listed["c"][0][0]
        for number, item in enumerate(listed["c"][1], start):
            for message, fix in _question(item):
                yield f"question {number} {message}", fix, item[0] if item else None


def _question(item: list[Node]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with one question of a self-check."""
    answers = [block for block in item if block["t"] == "Div" and ast.has_class(block, "answer")]
    asked = [block for block in item if block not in answers]
    if not ast.text([b for b in asked if b["t"] != "BulletList"]):
        yield "asks nothing", "Write the question before its choices."
    if not any(ast.text(block) for block in answers):
        yield "has no answer", "Nest a part ::: answer below it."
    ticks = [_tick(choice) for b in asked if b["t"] == "BulletList" for choice in b["c"]]
    if any(ticks) and not all(ticks):
        yield "has choices without a box", "Begin each choice with - [ ] or - [x]."
    elif ticks and any(ticks) and TICKED not in ticks:
        yield "has no right choice", "Mark the right choice with - [x]."
    elif sum(b["t"] == "BulletList" and any(map(_tick, b["c"])) for b in asked) > 1:
        yield "has choices in two lists", "Put all of its choices into one list."
    for block in answers:
        points = ast.value(block, "points")
        if points is not None and not re.fullmatch(r"\d+(?:\.\d+)?", points):
            yield f'gives "{points}" points', "Give a number, as in points=2."


def _tick(choice: list[Node]) -> str:
    """Return the box that *choice* begins with, or nothing."""
    text = ast.text(choice)[:1]
    return text if text in {TICKED, UNTICKED} else ""


def _inside(node: Node, *kinds: str) -> bool:
    """Tell whether *node* holds a block of one of *kinds*."""
    return any(inner["t"] in kinds for inner in ast.nodes(node["c"][1]))


FORMS: dict[str, Callable[[Node], Problems]] = {
    "key-points": _any_form,
    "see-doctor": _see_doctor,
    "questions": _questions,
    "self-check": _self_check,
    "glossary": _glossary,
    "plain": _any_form,
    "discussion": _any_form,
    "only": _chosen_editions,
    "not": _chosen_editions,
}
"""The kinds of parts, and what each must look like."""


def _place(manuscript: Manuscript, kind: str, index: int, inner: Node | None) -> Place:
    """Return where the part *index* (0-based) of *kind* begins, or *inner* within it."""
    source = manuscript.source
    found = places.offsets(source, tokens.fence(kind))
    if not found:
        return Place(file=source.name)
    start = found[min(index, len(found) - 1)]
    pattern = tokens.words(ast.text(inner)) if inner else None
    matches = places.offsets(source, pattern) if pattern else ()
    within = next((at for at in matches if at > start), None)
    return source.place(start if within is None else within)
