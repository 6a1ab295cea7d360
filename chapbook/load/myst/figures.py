"""Figures and images.

Source: https://mystmd.org/guide/figures
"""

import re
from collections.abc import Sequence

from chapbook.load.myst import names
from chapbook.load.myst.boxes import fenced, marked
from chapbook.load.myst.desk import Desk
from chapbook.load.myst.inline import pair
from chapbook.load.myst.syntax import TARGET, Directive
from chapbook.model import Line

IMAGE = re.compile(
    r"^!\[(?P<alt>(?:\\.|[^\[\]])*)\]\((?P<source>[^()\s]+)[^()]*\)(?:\{(?P<more>.*)\})?$"
)
HTML_IMAGE = re.compile(r"^<img\s(?P<attributes>[^<>]*?)/?>$", re.I)
HTML_ATTRIBUTE = re.compile(r"(?P<key>[\w-]+)\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')")
BLOCK = re.compile(r"^\s*(?:[-*+]\s|\d+[.)]\s|[|>]|:{3,}|`{3,}|~{3,}|\+[-=]|#{1,6}\s|!\[)")
"""What begins another block than a paragraph."""

SIZE = re.compile(r"(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>px|%|cm|mm|in|pt|em|ex|pc)?")


def figure(directive: Directive, desk: Desk) -> list[Line]:
    """Write a figure; its first paragraph is the caption, further ones go on with it."""
    if not directive.argument or directive.name == "figure-md":
        return _with_images(directive, desk)
    return _drawn(directive, desk, directive.argument, directive.body)


def _drawn(directive: Directive, desk: Desk, source: str, body: Sequence[Line]) -> list[Line]:
    """Write the image *source* with *body* as its caption."""
    paragraphs, rest = _paragraphs(body)
    attributes = f"{{{_attributes(directive, desk)}}}"
    end = f"]({_address(source)}){attributes}" if attributes != "{}" else f"]({_address(source)})"
    if not paragraphs:
        written = [directive.opening.reads(f"![{end}")]
    else:
        written = _caption(paragraphs, end, desk)
    blank = directive.opening.reads("")
    return [
        blank,
        *written,
        directive.closing.reads(""),
        *desk.blocks(rest),
        directive.closing.reads(""),
    ]


def _caption(paragraphs: Sequence[Line], end: str, desk: Desk) -> list[Line]:
    """Return the caption between the brackets of an image."""
    text = desk.inline("\n".join(line.text.strip() for line in paragraphs), paragraphs)
    texts = _balanced(text).split("\n")
    lines = [paragraphs[min(i, len(paragraphs) - 1)].reads(t) for i, t in enumerate(texts)]
    lines[0] = lines[0].reads(f"![{lines[0].text}")
    lines[-1] = lines[-1].reads(lines[-1].text + end)
    return lines


def _balanced(text: str) -> str:
    """Return *text* with square brackets that have no partner escaped."""
    bare = re.sub(r"\\.|`[^`]*`|\$[^$]*\$", lambda m: " " * len(m[0]), text, flags=re.S)
    opened: list[int] = []
    alone: list[int] = []
    for at, sign in enumerate(bare):
        if sign == "[":
            opened.append(at)
        elif sign == "]":
            if opened:
                opened.pop()
            else:
                alone.append(at)
    for at in sorted([*opened, *alone], reverse=True):
        text = f"{text[:at]}\\{text[at:]}"
    return text


def _paragraphs(body: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Return the paragraphs at the head of *body* as one run, and what comes after them."""
    found: list[Line] = []
    for index, line in enumerate(body):
        if BLOCK.match(line.text) and not (found and body[index - 1].text.strip()):
            return found, list(body[index:])
        if line.text.strip():
            found.append(line)
    return found, []


def _attributes(directive: Directive, desk: Desk) -> str:
    """Return id, alternative text and size as pandoc writes them."""
    options = directive.options
    parts = [marked(directive, desk)]
    if "alt" in options:
        parts.append(pair("alt", options["alt"]))
    target = options.get("target", "")
    if re.match(r"https?://|mailto:|#", target):
        parts.append(pair("fig-link", target))
    for key, keys in (("width", ("width", "w", "figwidth")), ("height", ("height", "h"))):
        told = next((options[name] for name in keys if options.get(name)), "")
        size = SIZE.fullmatch(told.strip())
        if size:
            parts.append(f"{key}={size['number']}{size['unit'] or 'px'}")
    return " ".join(part for part in parts if part)


def _address(source: str) -> str:
    """Return the file *source* as it can stand between round brackets."""
    return f"<{source}>" if re.search(r"[\s()]", source) else source


def image(directive: Directive, desk: Desk) -> list[Line]:
    """Write an image without a caption."""
    return _drawn(directive, desk, directive.argument, directive.body)


def _with_images(directive: Directive, desk: Desk) -> list[Line]:
    """Write a figure whose images stand in its body, with the caption below them."""
    if directive.name == "figure-md":
        options = {**directive.options}
        options.setdefault("label", directive.argument)
        directive = _with_options(directive, options)
    images = [line for line in directive.body if _source(line.text)[0]]
    others = [line for line in directive.body if not _source(line.text)[0]]
    if len(images) != 1:
        identifier = names.figure_id(directive)
        body = desk.blocks(_lettered(directive.body, identifier))
        return fenced(directive, f"#{identifier} layout-ncol=2", body)
    source, more = _source(images[0].text)
    options = {**more, **directive.options}
    return _drawn(_with_options(directive, options), desk, source, others)


def _lettered(body: Sequence[Line], identifier: str) -> list[Line]:
    """Return *body* with ids for its images: that of the figure and a letter."""
    out: list[Line] = []
    count = 0
    for line in body:
        drawn = IMAGE.match(line.text.strip())
        if drawn:
            mark = f"#{identifier}-{chr(ord('a') + count % 26)}"
            count += 1
            named = "#" in (drawn["more"] or "") or bool(out and TARGET.match(out[-1].text))
            bare = line.text.strip().removesuffix(f"{{{drawn['more']}}}")
            more = f" {drawn['more']}" if drawn["more"] else ""
            out.append(line if named else line.reads(f"{bare}{{{mark}{more}}}"))
        else:
            out.append(line)
    return out


def _with_options(directive: Directive, options: dict[str, str]) -> Directive:
    """Return *directive* with *options* in place of its own."""
    return Directive(
        name=directive.name,
        argument=directive.argument,
        options=options,
        opening=directive.opening,
        body=directive.body,
        closing=directive.closing,
    )


def _source(text: str) -> tuple[str, dict[str, str]]:
    """Return the file and the options of the image that *text* is; nothing for other text."""
    drawn = IMAGE.match(text.strip())
    if drawn:
        more = dict(re.findall(r"([\w-]+)=\"?([^\"\s]+)\"?", drawn["more"] or ""))
        return drawn["source"], {**({"alt": drawn["alt"]} if drawn["alt"] else {}), **more}
    html = HTML_IMAGE.match(text.strip())
    if not html:
        return "", {}
    found = HTML_ATTRIBUTE.finditer(html["attributes"])
    data = {match["key"].lower(): match["double"] or match["single"] or "" for match in found}
    return data.pop("src", ""), data
