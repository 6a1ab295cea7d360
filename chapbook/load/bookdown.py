r"""What R Markdown's bookdown adds to pandoc's Markdown.

See Figure \@ref(fig:yield).            a cross-reference
Table: (\#tab:doses) Doses.             the id of a table
(ref:yield) Yield by *plot*.            words that a caption refers to
`r params$site`                         a value of the front matter
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from chapbook.findings import Finding
from chapbook.load.lines import typed_as_text
from chapbook.load.shortcodes import value
from chapbook.model import Line
from chapbook.tools.pandoc.tokens import CROSS_REFERENCE

REFERENCE = re.compile(r"\\@ref\((?P<id>[\w:.-]+)\)")
NAMED = re.compile(r"^(?P<head>\s*(?:Table)?:\s*)\((?:\\#)(?P<id>[\w:.-]+)\)\s*(?P<caption>.*)$")
EQUATION = re.compile(r"\(\\#(?P<id>eq:[\w:.-]+)\)")
TEXT = re.compile(r"^\(ref:(?P<name>[\w:.-]+)\)\s+(?P<text>\S.*)$")
MENTION = re.compile(r"\(ref:(?P<name>[\w:.-]+)\)")
ENDINGS = (".rmd", ".rmarkdown")
"""Files in which braces behind a fence are R Markdown's, and not MyST's."""

STATEMENT = re.compile(
    r"^(?P<mark>`{3,})\{(?P<kind>theorem|lemma|corollary|proposition|conjecture|definition|example|"
    r"exercise|proof|remark|solution)(?P<options>[ ,][^\n]*)?\}[ \t]*$"
)
"""A theorem as bookdown wrote it before 0.21, as if it were code."""
OPTION = re.compile(r"""(?P<key>\w+)\s*=\s*(?P<mark>["'])(?P<value>.*?)(?P=mark)""")
PART = re.compile(r"^(?P<level>#[ \t]+)\((?P<kind>PART|APPENDIX)\\?\*?\)[ \t]*(?P<words>.*)$")
"""A heading above chapters, which only a book has."""
PARAMETER = re.compile(r"`r (?:(?P<params>params)|rmarkdown::metadata)\$(?P<key>[\w.]+)`")


def translated(
    lines: Sequence[Line], metadata: Mapping[str, Any]
) -> tuple[list[Line], list[Finding]]:
    """Return *lines* in pandoc's Markdown; *metadata* is the front matter as it was typed."""
    lines = _statements(lines)
    texts = {m["name"]: m["text"] for line in lines if (m := TEXT.match(line.text))}
    out = []
    for line, is_text in zip(lines, typed_as_text(lines), strict=True):
        if texts and TEXT.match(line.text):
            out.append(line.reads(""))
        elif is_text or "(ref:" in line.text:
            out.append(line.reads(_text(line.text, texts, metadata)))
        else:
            out.append(line)
    return out, []


def _statements(lines: Sequence[Line]) -> list[Line]:
    """Return *lines* with theorems that are written as code as divs."""
    out: list[Line] = []
    closing = ""
    for line in lines:
        is_code = closing or not line.file.lower().endswith(ENDINGS)
        found = None if is_code else STATEMENT.match(line.text)
        if found:
            closing = found["mark"]
            out += [line.reads(""), line.reads(f"::: {{{_attributes(found)}}}")]
        elif closing and line.text.rstrip() == closing:
            closing = ""
            out += [line.reads(":::"), line.reads("")]
        else:
            out.append(line)
    return out


def _attributes(found: re.Match[str]) -> str:
    """Return the attributes of the div that stands for a theorem."""
    options = found["options"] or ""
    given = {option["key"]: option["value"] for option in OPTION.finditer(options)}
    label = given.get("label") or re.sub(r"^[ ,]+|[ ,].*$", "", OPTION.sub("", options).strip())
    name = given.get("name", "").replace('"', "'")
    parts = [f".{found['kind']}", f"#{label}" if label else "", f'name="{name}"' if name else ""]
    return " ".join(part for part in parts if part)


def _text(text: str, texts: Mapping[str, str], metadata: Mapping[str, Any]) -> str:
    """Return one line of text."""
    text = PART.sub(r"\g<level>\g<words>", text)
    text = NAMED.sub(r"\g<head>\g<caption> {#\g<id>}", text)
    text = EQUATION.sub(r"\\label{\g<id>}", text)
    text = REFERENCE.sub(_reference, text)
    text = MENTION.sub(lambda match: texts.get(match["name"], match[0]), text)
    return PARAMETER.sub(lambda match: _parameter(match, metadata), text)


def _reference(match: re.Match[str]) -> str:
    """Return a reference to a figure, a table, an equation or a section."""
    name = match["id"]
    return f"[-@{name}]" if CROSS_REFERENCE.match(name) else f"[](#{name})"


def _parameter(match: re.Match[str], metadata: Mapping[str, Any]) -> str:
    """Return the value of the front matter that *match* names, or *match* as it is."""
    path = f"params.{match['key']}" if match["params"] else match["key"]
    found = value(metadata, f"{path}.value") or value(metadata, path)
    return match[0] if found is None else found
