"""Directives that set words apart: admonitions, statements, cards, tabs, quotations.

Source: https://mystmd.org/guide/admonitions, https://mystmd.org/guide/dropdowns-cards-and-tabs,
https://mystmd.org/guide/proofs-and-theorems and https://mystmd.org/guide/exercises
"""

import re
from collections.abc import Sequence

from chapbook.load.myst import names
from chapbook.load.myst.desk import Desk
from chapbook.load.myst.inline import pair
from chapbook.load.myst.syntax import Directive
from chapbook.model import Line

KINDS = ("note", "tip", "hint", "important", "warning", "caution", "attention", "danger", "error")
"""Admonitions that have names of their own; ``seealso`` is one more."""

TITLED = {"admonition", "dropdown", "details", "sidebar", "topic", "margin", "aside"}
"""Boxes whose title stands behind the name in every system."""

MARKUP = re.compile(r"\$|@\w|\[\]\(|\^\[|~|<\w")
"""What a title may hold that an attribute cannot."""

STYLED = re.compile(r"(?P<mark>\*{1,3}|_{1,3}|`+)(?P<words>\S|\S.*?\S)(?P=mark)")
LINK = re.compile(r"\[(?P<words>[^\[\]]*)\](?:\([^()]*\))?(?:\{[^{}]*\})?")


def fenced(directive: Directive, attributes: str, body: Sequence[Line], *head: str) -> list[Line]:
    """Return *body* as a div, with the paragraphs *head* ahead of it."""
    opening, closing = directive.opening, directive.closing
    above = [opening.reads(text) for words in head for text in (words, "")]
    return [
        *(opening.reads(""), opening.reads(f"::: {{{attributes}}}"), opening.reads("")),
        *(*above, *body),
        *(closing.reads(""), closing.reads(":::"), closing.reads("")),
    ]


def marked(directive: Directive, desk: Desk, *more: str) -> str:
    """Return the attributes of a div: the label as its id, then *more*."""
    label = f"#{desk.names.identifier(directive.label)}" if directive.label else ""
    return " ".join(part for part in (label, *more) if part)


def admonition(directive: Directive, desk: Desk) -> list[Line]:
    """Write a box of one of ``KINDS``, or of the kind that its class names."""
    kind = "seealso" if directive.name in {"seealso", "see"} else directive.name
    if kind not in {*KINDS, "seealso"}:
        classes = directive.options.get("class", "").split()
        kind = next((name for name in classes if name in {*KINDS, "seealso"}), "note")
    title, body = _title_and_body(directive)
    return _callout(directive, desk, kind, title, body)


def _title_and_body(directive: Directive) -> tuple[str, list[Line]]:
    """Return the title and the words of an admonition.

    What stands behind the name is the title in mystmd; in Sphinx, where these boxes have
    none, it is their first line.  It is taken for that when it is all there is, when it
    ends as a sentence does, or when the next line goes on with a small letter.
    """
    title, body = directive.argument, list(directive.body)
    first = body[0].text if body else ""
    goes_on = first[:1].islower() or (title.endswith((".", ",", ";", "!", ":")))
    if directive.name in {
        "admonition",
        "dropdown",
        "details",
        "sidebar",
        "topic",
        "margin",
        "aside",
    }:
        goes_on = False
    if title and (goes_on or not any(line.text.strip() for line in body)):
        return "", [directive.opening.reads(title), *body]
    return title, body


def _callout(
    directive: Directive, desk: Desk, kind: str, title: str, body: Sequence[Line]
) -> list[Line]:
    """Write a box of *kind*; a title with formulas or citations stands in its first line."""
    words = desk.inline(title, [directive.opening]) if title else ""
    plain = "" if MARKUP.search(words) else bare(words)
    named = marked(directive, desk, f".callout-{kind}", pair("title", plain) if plain else "")
    head = [f"**{words}**"] if words and not plain else []
    return fenced(directive, named, desk.blocks(body), *head)


def bare(words: str) -> str:
    """Return Markdown *words* without their marks."""
    words = LINK.sub(lambda match: match["words"], words)
    for _ in range(3):
        words = STYLED.sub(lambda match: match["words"], words)
    return re.sub(r"\\([^\w\s])", r"\1", words)


def box(directive: Directive, desk: Desk) -> list[Line]:
    """Write what stands beside the text as a box: margin notes, sidebars, topics, dropdowns."""
    return _callout(directive, desk, "note", *_title_and_body(directive))


def statement(directive: Directive, desk: Desk) -> list[Line]:
    """Write a theorem, an exercise or the like with its kind, number and title."""
    kind = names.proof_kind(directive.name)
    number = desk.names.by_line.get((directive.opening.file, directive.opening.number))
    called = desk.words[f"proof-{kind}"] + (f" {number}" if number else "")
    title = desk.inline(directive.argument, [directive.opening]) if directive.argument else ""
    if kind == "solution":
        answered = desk.names.identifier(directive.argument)
        of = names.printed(desk.names, desk.words, answered)
        title = f"[{of}](#{answered})" if of else title
    plain = bare(title)
    if MARKUP.search(title):
        head, whole = [f"**{title}**"], called
    else:
        head, whole = [], f"{called} ({plain})" if plain else called
    attributes = marked(directive, desk, ".statement", ".box", pair("title", whole))
    return fenced(directive, attributes, desk.blocks(directive.body), *head)


def titled(directive: Directive, desk: Desk) -> list[Line]:
    """Write a card or a tab: its title, then what it holds, header and footer included."""
    body = [
        line.reads("") if re.fullmatch(r"[ ]{0,3}(?:\^{3,}|\+{3,})[ \t]*", line.text) else line
        for line in directive.body
    ]
    opening, closing = directive.opening, directive.closing
    title = desk.inline(directive.argument, [opening])
    link = directive.options.get("link", "")
    if title and re.match("https?://", link):
        title = f"[{title}]({link})"
    head = [opening.reads(""), opening.reads(f"**{title}**"), opening.reads("")] if title else []
    if directive.label:
        return fenced(directive, marked(directive, desk), [*head, *desk.blocks(body)])
    return [*head, *desk.blocks(body), closing.reads("")]


def opened(directive: Directive, desk: Desk) -> list[Line]:
    """Write what only arranges its contents, such as a grid: the contents alone."""
    body = list(directive.body)
    if directive.argument and directive.name in {"div", "container", "class", "rst-class"}:
        return [directive.opening.reads(""), *desk.blocks(body), directive.closing.reads("")]
    if directive.argument and not re.fullmatch(r"[\d \t]*|auto", directive.argument):
        body = [directive.opening.reads(directive.argument), directive.opening.reads(""), *body]
    return [directive.opening.reads(""), *desk.blocks(body), directive.closing.reads("")]


def quotation(directive: Directive, desk: Desk) -> list[Line]:
    """Write a quotation, with the name of who said it below."""
    body = list(directive.body)
    if directive.argument:
        body = [directive.opening.reads(directive.argument), *body]
    body = [line.reads(re.sub(r"^(?:--|—)[ \t]*", "— ", line.text)) for line in body]
    said = directive.options.get("attribution", "")
    if said:
        body += [directive.closing.reads(""), directive.closing.reads(f"— {said}")]
    quoted = [line.reads(f"> {line.text}".rstrip()) for line in desk.blocks(body)]
    return [directive.opening.reads(""), *quoted, directive.closing.reads("")]
