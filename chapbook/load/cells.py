"""Cells of Quarto and R Markdown: code that those systems run, and we never do.

    ```{r plot, fig.cap="Yield", echo=FALSE}        ```{python}
    knitr::include_graphics("plot.png")             #| label: fig-plot
    ```                                             #| eval: false

What only shows a picture is a picture; what is not to be run is a listing; what is not
to be seen is left out.  Everything else is a finding: its output is not in the article.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chapbook.findings import Finding
from chapbook.load.lines import Kind, finding, kinds
from chapbook.model import Line

LANGUAGES = {
    *("python", "py", "r", "julia", "ojs", "observable", "bash", "sh", "sql", "stan", "rcpp"),
    *("mermaid", "dot", "js", "node", "tikz", "asis", "octave", "scala", "ruby", "perl", "zsh"),
    *("powershell", "sas", "stata", "cpp", "c", "fortran", "go", "rust", "block", "graphviz"),
}
"""What Quarto and knitr run, or draw, when it stands between braces."""

OPENS = re.compile(
    r"^(?P<indent>[ \t>]*)(?P<mark>`{3,}|~{3,})[ \t]*"
    r"\{(?P<language>[A-Za-z]\w*)(?P<options>[ ,][^\n]*)?\}[ \t]*$"
)
"""The first line of a cell."""

SHOWN = re.compile(
    r"^(?P<indent>[ \t>]*)(?P<mark>`{3,}|~{3,})[ \t]*"
    r"\{(?P<head>\{(?P<language>[A-Za-z]\w*)[^{}]*\})\}[ \t]*$"
)
"""The first line of a cell in two pairs of braces, which is to be seen as it is typed in one."""

OPTION = re.compile(r"^\s*(?:#|//|%%|--)\|\s*(?P<key>[\w.-]+)\s*:\s*(?P<value>.*)$")
"""``#| key: value`` in a cell, with the comment sign of its language."""

IN_HEAD = re.compile(r"""(?P<key>[\w.-]+)\s*=\s*(?P<value>"[^"]*"|'[^']*'|c\([^)]*\)|[^,]+)""")
"""``key=value`` in the head of a cell."""

PICTURES = re.compile(
    r"^\s*(?:knitr::)?include_graphics\((?P<paths>[^()]*(?:c\([^()]*\))?[^()]*)\)"
)
QUOTED = re.compile(r"""(["'])(?P<path>.+?)\1""")

IN_LINE = re.compile(r"(?<!`)`(?P<at>(?:r |\{(?:r|python|julia|ojs)\} ?)(?P<code>[^`\n]+))`(?!`)")
"""Code in a line whose result should stand there."""

NO = {"false", "f", "no"}


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell with its options, keys as Quarto writes them: ``fig-cap``."""

    head: Line
    indent: str
    language: str
    options: Mapping[str, str]
    code: tuple[Line, ...]

    def is_off(self, key: str) -> bool:
        """Tell whether the option *key* is there and says no."""
        return self.options.get(key, "").lower() in NO


def translated(lines: Sequence[Line]) -> tuple[list[Line], list[Finding]]:
    """Return *lines* with cells as pictures, as listings or left out, and what would be run."""
    out: list[Line] = []
    findings: list[Finding] = []
    index, kind = 0, kinds(lines)
    while index < len(lines):
        line = lines[index]
        opens = OPENS.match(line.text) if kind[index] is Kind.OPENS else None
        if opens and opens["language"].lower() in LANGUAGES:
            end = _end(lines, index, opens["mark"])
            made, found = _shown(_cell(opens, lines[index:end]))
            out += made
            findings += found
            index = end + 1
            continue
        shown = SHOWN.match(line.text) if kind[index] is Kind.OPENS else None
        if shown:
            end = _end(lines, index, shown["mark"])
            out += _typed(shown, lines[index:end])
            index = end + 1
            continue
        if kind[index] is Kind.TEXT:
            findings += _in_line(line)
        out.append(line)
        index += 1
    return out, findings


def _end(lines: Sequence[Line], start: int, mark: str) -> int:
    """Return the index of the line that closes the cell which begins at *start*."""
    closing = re.compile(rf"^[ \t>]*{re.escape(mark)}{re.escape(mark[0])}*[ \t]*$")
    following = range(start + 1, len(lines))
    return next((i for i in following if closing.match(lines[i].text)), len(lines))


def _typed(shown: re.Match[str], lines: Sequence[Line]) -> list[Line]:
    """Return a cell as code that shows its own fence."""
    head, *code = lines
    indent, fence = shown["indent"], shown["mark"]
    return [
        head.reads(f"{indent}{fence}`` {{.{shown['language'].lower()}}}".replace("~``", "~~~")),
        head.reads(f"{indent}{fence}{shown['head']}"),
        *code,
        head.reads(f"{indent}{fence}"),
        head.reads(f"{indent}{fence}``".replace("~``", "~~~")),
    ]


def _cell(opens: re.Match[str], lines: Sequence[Line]) -> _Cell:
    """Return the cell of *lines*, whose first line is *opens*."""
    options: dict[str, str] = {}
    head = opens["options"] or ""
    label = re.match(r"[ ,]*([\w.:-]+)\s*(?:,|$)", head)
    if label:
        options["label"] = label[1]
    for found in IN_HEAD.finditer(head):
        options[found["key"].replace(".", "-")] = found["value"].strip().strip("\"'")
    code = []
    for line in lines[1:]:
        option = OPTION.match(line.text)
        if option:
            value = option["value"].strip()
            options[option["key"].replace(".", "-")] = value.strip("\"'")
        else:
            code.append(line)
    return _Cell(lines[0], opens["indent"], opens["language"], options, tuple(code))


def _shown(cell: _Cell) -> tuple[list[Line], list[Finding]]:
    """Return what stands in the article instead of *cell*, and what is wrong with that."""
    written = [line.text.strip() for line in cell.code if line.text.strip()]
    pictures = PICTURES.match(written[0]) if len(written) == 1 else None
    if pictures and (paths := [m["path"] for m in QUOTED.finditer(pictures["paths"])]):
        return _pictures(cell, paths), []
    if cell.is_off("include") or (cell.is_off("eval") and cell.is_off("echo")) or not written:
        return [], []
    if cell.is_off("eval"):
        return _listing(cell), []
    drawn = cell.language in {"mermaid", "dot", "tikz", "graphviz", "ojs", "observable"}
    label = cell.options.get("label", "")
    mark = f"{{#{label}}}" if label.startswith("fig") else ""
    what = "Save the picture" if drawn else "Paste the output, or a picture of it,"
    fix = f"{what} in its place: ![what it shows](picture.svg){mark}; code alone: eval: false"
    message = f"{cell.language} code, which is never run; what it prints is not in the article"
    told = finding(cell.head, "code-executable", message, fix, len(cell.indent) + 1)
    return ([] if cell.is_off("echo") else _listing(cell)), [told]


def _listing(cell: _Cell) -> list[Line]:
    """Return *cell* as code that is only shown."""
    language = cell.language.lower()
    first = cell.head.reads(f"{cell.indent}```` {{.{language}}}")
    return [first, *cell.code, cell.head.reads(f"{cell.indent}````")]


def _pictures(cell: _Cell, paths: Sequence[str]) -> list[Line]:
    """Return the pictures *paths*, which *cell* only shows, with their caption."""
    options = cell.options
    caption = options.get("fig-cap", "")
    label = options.get("label", "")
    name = label if label.startswith("fig-") else f"fig:{label}"
    mark = f"#{name}" if label and caption else ""
    alt = options.get("fig-alt", "").replace('"', "&quot;")
    width = options.get("out-width", "")
    extra = [f'alt="{alt}"'] if alt else []
    extra += [f"width={width}"] if re.fullmatch(r"\d+(?:\.\d+)?(?:%|px|cm|mm|in)", width) else []
    if len(paths) == 1:
        marks = " ".join([mark, *extra]).strip()
        texts = ["", f"![{caption}]({paths[0]})" + (f"{{{marks}}}" if marks else ""), ""]
    else:
        own = f"{{{' '.join(extra)}}}" if extra else ""
        inner = [text for path in paths for text in (f"![]({path}){own}", "")]
        head = " ".join([mark, f"layout-ncol={min(len(paths), 2)}"]).strip()
        texts = ["", f"::: {{{head}}}", *inner, caption, ":::", ""]
    return [cell.head.reads(cell.indent + text) for text in texts]


def _in_line(line: Line) -> list[Finding]:
    """Return a finding for each piece of code in *line* whose result should stand there."""
    fix = "Type the result."
    return [
        finding(
            line,
            "code-executable",
            f'"{match["code"].strip()}" is code, which is never run',
            fix,
            match.start("at"),
        )
        for match in IN_LINE.finditer(line.text)
    ]
