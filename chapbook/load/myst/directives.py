"""MyST's directives by name, and what each becomes.

Source: https://mystmd.org/guide/directives; what Sphinx, MyST-NB and Jupyter Book add is in
https://myst-parser.readthedocs.io, https://myst-nb.readthedocs.io and https://jupyterbook.org
"""

import difflib
import re
from collections.abc import Callable

from chapbook.load.myst import boxes, figures, formulas, glossary, names, roles, tables
from chapbook.load.myst.desk import Desk
from chapbook.load.myst.inline import pair
from chapbook.load.myst.syntax import Directive
from chapbook.model import Line

Writer = Callable[[Directive, Desk], list[Line]]

ONE_FORMAT = re.compile(r"(?P<unless>not\s+)?(?P<format>html|latex|epub|pdf|docx)")
"""The builder that Sphinx's ``only`` names."""

PICTURE = 'Save the picture as a file and write ![caption](file){alt="what it shows"}.'
INSTEAD = {
    "eval-rst": "Write it in Markdown.",
    "literalinclude": "Paste the code between two lines of ```.",
    "mermaid": PICTURE,
    "graphviz": PICTURE,
    "plot": PICTURE,
    "raw": "Write it in Markdown.",
    "video": "Write a link to where the film can be seen.",
    "only": "Write {only} html, or {only} not html.",
}
"""What to write for what no edition can show."""

LANGUAGES = {"ipython3": "python", "ipython": "python", "c++": "cpp", "c#": "cs", "f#": "fsharp"}
"""Languages whose names pandoc writes otherwise."""


def written(directive: Directive, desk: Desk) -> list[Line]:
    """Return *directive* in pandoc's Markdown."""
    writer = DIRECTIVES.get(directive.name) or DIRECTIVES.get(names.proof_kind(directive.name))
    if writer is not None:
        return writer(directive, desk)
    near = difflib.get_close_matches(directive.name, sorted(DIRECTIVES), 1, cutoff=0.7)
    fix = f"Did you mean {{{near[0]}}}?" if near else ""
    message = f'"{{{directive.name}}}" is not a directive that is known; its words are kept'
    desk.find(directive.opening, "directive-unknown", message, fix)
    body = list(directive.body)
    if directive.argument:
        body = [directive.opening.reads(directive.argument), directive.opening.reads(""), *body]
    return [directive.opening.reads(""), *desk.blocks(body), directive.closing.reads("")]


def _code(directive: Directive, desk: Desk) -> list[Line]:
    """Write a listing, with its caption and the name of its file."""
    options = directive.options
    language = directive.argument.split()[0].lower() if directive.argument else ""
    language = LANGUAGES.get(language, re.sub(r"[^\w.-]+", "", language))
    numbered = "linenos" in options or "lineno-start" in options
    told = boxes.bare(desk.inline(options.get("caption", ""), [directive.opening]))
    marks = [
        f"#{desk.names.identifier(directive.label)}" if directive.label else "",
        f".{language}" if language else "",
        ".numberLines" if numbered else "",
        f"startFrom={options['lineno-start']}" if options.get("lineno-start", "").isdigit() else "",
        pair("lst-cap", told) if told else "",
        pair("filename", options["filename"]) if options.get("filename") else "",
    ]
    return [directive.opening.reads(""), *_listed(directive, marks)]


def _listed(directive: Directive, marks: list[str]) -> list[Line]:
    """Return what *directive* holds as fenced code with the attributes *marks*."""
    runs = [len(run) for line in directive.body for run in re.findall("`{3,}", line.text)]
    ticks = "`" * max(3, *(run + 1 for run in runs)) if runs else "```"
    attributes = " ".join(mark for mark in marks if mark)
    head = f"{ticks} {{{attributes}}}" if attributes else ticks
    return [
        directive.opening.reads(head),
        *directive.body,
        directive.closing.reads(ticks),
        directive.closing.reads(""),
    ]


def _cell(directive: Directive, desk: Desk) -> list[Line]:
    """Write the code of a notebook's cell, which is not run."""
    tags = directive.options.get("tags", "")
    message = "code of a notebook, which is never run; what it prints is not in the article"
    fix = "Paste the output, or a picture of it, in its place."
    desk.find(directive.opening, "code-executable", message, fix)
    hidden = re.search(r"remove[-_](?:input|cell)|hide[-_](?:input|cell)", tags)
    if hidden:
        return [directive.opening.reads("")]
    return _listed(
        directive, [f".{LANGUAGES.get(directive.argument, directive.argument) or 'python'}"]
    )


def _formula(directive: Directive, desk: Desk) -> list[Line]:
    """Write a displayed formula."""
    body = [line for line in directive.body if line.text.strip()]
    if directive.argument:
        body = [directive.opening.reads(directive.argument), *body]
    label = desk.names.identifier(directive.label) if directive.label else ""
    rows = [line.reads(line.text.strip()) for line in body]
    lines = [directive.opening.reads("$$"), *rows, directive.closing.reads("$$")]
    blank = directive.opening.reads("")
    return [blank, *formulas.labelled(lines, label), directive.closing.reads("")]


def _glossary(directive: Directive, desk: Desk) -> list[Line]:
    """Write a glossary as the part that Chapbook makes of one."""
    out: list[Line] = []
    for entry in glossary.entries(directive.body):
        terms = entry.terms or [directive.opening]
        anchors = "".join(f"[]{{#{glossary.term_id(term.text)}}}" for term in terms)
        words = ", ".join(desk.inline(term.text.strip(), [term]) for term in terms)
        meaning = desk.blocks(entry.meaning) or [terms[-1].reads("")]
        first = next((i for i, line in enumerate(meaning) if line.text.strip()), 0)
        out.append(terms[0].reads(f"{anchors}{words}"))
        out.append(meaning[first].reads(f":   {meaning[first].text}"))
        out += [ln.reads(f"    {ln.text}".rstrip()) for ln in meaning[first + 1 :]]
        out.append(terms[-1].reads(""))
    head = [desk.inline(directive.argument, [directive.opening])] if directive.argument else []
    return boxes.fenced(directive, boxes.marked(directive, desk, ".glossary"), out, *head)


def _dropped(directive: Directive, desk: Desk) -> list[Line]:
    """Write nothing: contents lists and the like are made anew, or are for web pages only."""
    return [directive.opening.reads("")]


def _film(directive: Directive, desk: Desk) -> list[Line]:
    """Write a link to a film or page, which paper cannot show, with its caption below."""
    address = directive.argument
    if not re.match(r"https?://\S+$", address):
        return _unprintable(directive, desk)
    opening = directive.opening
    words = directive.options.get("title") or directive.options.get("alt") or address
    link = f"[{roles.literal(words)}]({address})"
    return [opening.reads(""), opening.reads(link), opening.reads(""), *desk.blocks(directive.body)]


def _chosen(directive: Directive, desk: Desk) -> list[Line]:
    """Write what Sphinx shows in one format only, as Quarto does."""
    found = ONE_FORMAT.fullmatch(directive.argument)
    if found is None:
        return _unprintable(directive, desk)
    kind = "content-hidden" if found["unless"] else "content-visible"
    attributes = f'.{kind} when-format="{found["format"]}"'
    return boxes.fenced(directive, attributes, desk.blocks(directive.body))


def _unprintable(directive: Directive, desk: Desk) -> list[Line]:
    """Keep what only another program could show as a listing, and say so."""
    message = f'"{{{directive.name}}}" shows what no paper can, or another format only'
    if directive.name == "eval-rst":
        message = "reStructuredText, which is not read"
    desk.find(directive.opening, "directive-unprintable", message, INSTEAD.get(directive.name, ""))
    told = [directive.opening.reads(directive.argument)] if directive.argument else []
    inner = Directive(
        name=directive.name,
        argument="",
        options={},
        opening=directive.opening,
        body=(*told, *directive.body),
        closing=directive.closing,
    )
    return (
        [directive.opening.reads(""), *_listed(inner, [])] if inner.body else _dropped(inner, desk)
    )


def _glued(directive: Directive, desk: Desk) -> list[Line]:
    """Keep the caption of what a notebook would put here."""
    message = f'"{directive.argument}" is what code makes, which is never run'
    fix = "Put a picture of it, or its words, in its place."
    desk.find(directive.opening, "code-executable", message, fix)
    shown = directive.opening.reads(f"`{directive.argument}`")
    blank = directive.opening.reads("")
    return [blank, shown, blank, *desk.blocks(directive.body), directive.closing.reads("")]


def _version(directive: Directive, desk: Desk) -> list[Line]:
    """Write a remark on a version, with its number ahead."""
    words = f"**{directive.argument}**" if directive.argument else ""
    body = [
        directive.opening.reads(""),
        directive.opening.reads(words),
        directive.opening.reads(""),
    ]
    return [*body, *desk.blocks(directive.body), directive.closing.reads("")]


def _index_terms(directive: Directive, desk: Desk) -> list[Line]:
    """Write an index entry: it prints nothing here."""
    return [directive.opening.reads("")]


def _button(directive: Directive, desk: Desk) -> list[Line]:
    """Write a button as a link with its words."""
    words = " ".join(line.text.strip() for line in directive.body) or directive.argument
    target = directive.argument
    if directive.name == "button-ref":
        target = f"#{desk.names.identifier(target)}"
    text = desk.inline(f"[{words}]({target})", [directive.opening])
    return [directive.opening.reads(""), directive.opening.reads(text), directive.closing.reads("")]


def _each(writer: Writer, *known: str) -> dict[str, Writer]:
    return dict.fromkeys(known, writer)


DIRECTIVES: dict[str, Writer] = {
    **_each(figures.figure, "figure", "figure-md"),
    **_each(figures.image, "image"),
    **_each(tables.captioned, "table"),
    **_each(tables.of_lists, "list-table", "flat-table"),
    **_each(tables.of_values, "csv-table"),
    **_each(boxes.admonition, "admonition", "seealso", "see", *boxes.KINDS),
    **_each(boxes.box, "margin", "aside", "sidebar", "topic", "dropdown", "details"),
    **_each(boxes.statement, "proof", "solution", *names.PROOFS),
    **_each(boxes.titled, "card", "grid-item-card", "tab-item", "tab", "item", "rubric"),
    **_each(boxes.opened, "grid", "grid-item", "tab-set", "tabbed", "card-carousel", "div"),
    **_each(_chosen, "only"),
    **_each(boxes.opened, "container", "class", "rst-class", "centered", "compound", "myst"),
    **_each(boxes.opened, "exercise-end", "solution-end", "hlist", "parsed-literal", "cards"),
    **_each(boxes.quotation, "epigraph", "pull-quote", "blockquote", "highlights", "quote"),
    **_each(_code, "code", "code-block", "sourcecode", "prompt", "literal"),
    **_each(_cell, "code-cell"),
    **_each(_formula, "math"),
    **_each(_glossary, "glossary"),
    **_each(_dropped, "toctree", "tableofcontents", "contents", "toc", "bibliography", "genindex"),
    **_each(_dropped, "footbibliography", "list-of-figures", "sectnum", "target", "currentmodule"),
    **_each(_dropped, "highlight", "default-role", "meta", "tags", "nb-exec-table", "show-index"),
    **_each(_index_terms, "index"),
    **_each(_unprintable, "mermaid", "raw", "embed", "eval-rst"),
    **_each(_film, "iframe", "youtube", "video", "audio"),
    **_each(_unprintable, "literalinclude", "graphviz", "plot", "anywidget", "nb-exec"),
    **_each(_glued, "glue", "glue:any", "glue:figure", "glue:math", "glue:md", "glue:table"),
    **_each(_unprintable, "any:bundle", "widget", "jupyter-execute", "thebe-button"),
    **_each(_version, "versionadded", "versionchanged", "deprecated", "versionremoved"),
    **_each(_button, "button-link", "button-ref", "button"),
}
"""What writes each directive."""
