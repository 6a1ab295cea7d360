r"""The TeX that pandoc's LaTeX reader leaves alone, and what it means for an article."""

import re
from collections.abc import Iterator

from chapbook.tools.pandoc import ast, chemistry
from chapbook.tools.pandoc.ast import Node
from chapbook.tools.pandoc.meaning.commands import Command, parsed

LABEL = "chapbook-label"
"""The class of a span that stands where a label was typed."""

REFUSED = re.compile(
    r"\\(?:today|gls|Gls|glspl|Glspl|ac|acp|acs|acl|acf|acrshort|acrlong|acrfull|input|include|"
    r"subfile|import|lstinputlisting|verbatiminput|inputminted|nocite|pageref|vpageref|fullcite|"
    r"footfullcite|footnotemark|footnotetext|includepdf|write18|directlua|todo|missingfigure|"
    r"phantom|hphantom|vphantom)(?![A-Za-z])"
    r"|\\begin\{(?:abstract|comment|tikzpicture|pgfpicture|algorithm|algorithmic|document)\*?\}"
)
"""What pandoc would read from elsewhere, date by the clock, or drop without a word."""

_LAYOUT = """
    newpage pagebreak nopagebreak clearpage cleardoublepage vspace hspace vfill hfill hfil vskip
    hskip smallskip medskip bigskip noindent indent par parskip centering raggedright raggedleft
    tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge bf it em sl sc tt rm
    sf bfseries itshape scshape slshape upshape mdseries ttfamily rmfamily sffamily normalfont
    linebreak nolinebreak allowbreak sloppy fussy protect relax leavevmode null strut
    setlength addtolength setcounter addtocounter stepcounter linespread pagestyle thispagestyle
    singlespacing doublespacing onehalfspacing linenumbers nolinenumbers maketitle
    tableofcontents listoffigures listoftables bibliographystyle bibliography printbibliography
    addbibresource appendix phantomsection addcontentsline hypersetup usepackage documentclass
    geometry newgeometry restoregeometry FloatBarrier balance raggedbottom flushbottom
    twocolumn onecolumn columnbreak landscape index glsresetall captionsetup sisetup graphicspath
    definecolor color pagecolor rowcolor cellcolor rowcolors arraystretch tabcolsep toprule
    midrule bottomrule hline rule blandscape elandscape frontmatter mainmatter backmatter
    newcommand renewcommand providecommand def let newenvironment renewenvironment
    DeclareMathOperator newtheorem theoremstyle makeatletter makeatother enlargethispage
    selectlanguage justifying hyphenation ignorespaces unskip xspace begingroup endgroup
    nobreak penalty goodbreak filbreak samepage / - ! @ thinmuskip bgroup egroup newline* listof
"""
LAYOUT = set(_LAYOUT.split())
"""Commands that lay out one output, or set something up; they print nothing themselves."""

SIGNS = {
    "textendash": "–",
    "textemdash": "—",
    "texttrademark": "™",
    "texttimes": "×",
    "textpm": "±",
    "textdiv": "÷",
    "textdegree": "°",
    "textonehalf": "½",
    "textonequarter": "¼",
    "textmu": "µ",
    "textohm": "Ω",
    "textcelsius": "℃",
    "textsection": "§",
    "textparagraph": "¶",
    "textbullet": "•",
    "textrightarrow": "→",
    "textleftarrow": "←",
    "textminus": "−",
    "textasciicircum": "^",
    "textbar": "|",
    "textless": "<",
    "textgreater": ">",
    "textunderscore": "_",
    "degree": "°",
    "celsius": "℃",
    "checkmark": "✓",
    "quad": " ",
    "qquad": " ",
    "enspace": " ",
    "enskip": " ",
    "thinspace": "\u202f",
    ",": "\u202f",
    ";": "\u00a0",
    ":": "\u00a0",
    "nobreakspace": "\u00a0",
    " ": " ",
    "og": "«\u00a0",
    "fg": "\u00a0»",
    "guillemotleft": "«",
    "guillemotright": "»",
    "ier": "er",
    "degres": "°",
    "up": "",
    "BibTeX": "BibTeX",
    "XeTeX": "XeTeX",
    "LaTeXe": "LaTeX2e",
    "eg": "e.g.",
    "ie": "i.e.",
    "etal": "et al.",
}
"""Commands that print signs; a space stands for a wider one."""

_WRAPPERS = """
    mbox fbox makebox framebox raisebox resizebox scalebox rotatebox parbox centerline leftline
    rightline hbox vbox text textnormal textmd textup textlf nolinkurl adjustbox shortstack makecell
    ensuremathtext multirow multicolumn hyphenatedtext selectfont foreignlanguage textlatin textls
"""
WRAPPERS = set(_WRAPPERS.split())
"""Commands whose last argument is printed, however it is placed."""

REFERENCES = {
    "ref",
    "eqref",
    "subref",
    "labelcref",
    "autoref",
    "cref",
    "Cref",
    "vref",
    "Vref",
    "fullref",
    "Autoref",
    "nameref",
    "Nameref",
    "zcref",
}
"""Commands that print the number or the name of a label; editions print the name."""

THROUGH = {
    "landscape",
    "flushleft",
    "flushright",
    "multicols",
    "sloppypar",
    "spacing",
    "footnotesize",
}
THROUGH |= {
    "raggedright",
    "minipage",
    "singlespace",
    "doublespace",
    "onehalfspace",
    "scriptsize",
    "tiny",
}
THROUGH |= {
    "small",
    "large",
    "Large",
    "center",
    "adjustwidth",
    "group",
    "samepage",
    "titlepage",
    "appendices",
}
"""Environments that lay out what they hold."""

BOXES = {"tcolorbox", "mdframed", "framed", "shaded", "boxedminipage", "infobox"}
"""Environments that set their content off from the text."""


def meaning(text: str) -> list[Node] | None:
    """Return what *text* means, if it consists of commands that we know; else ``None``."""
    found = parsed(text)
    if not found:
        # Nothing at all, such as a comment, prints nothing.
        return [] if found == [] else None
    out: list[Node] = []
    for command in found:
        nodes = _meaning(command)
        if nodes is None:
            return None
        out += nodes
    return out


def as_blocks(nodes: list[Node]) -> list[Node]:
    """Return *nodes*, inlines and blocks mixed, as blocks."""
    out: list[Node] = []
    for node in nodes:
        if node["t"] in {"RawBlock", "Div"}:
            out.append(node)
        elif out and out[-1]["t"] == "Para":
            out[-1] = ast.para([*out[-1]["c"], node])
        else:
            out.append(ast.para([node]))
    return out


def _meaning(command: Command) -> list[Node] | None:
    """Return what one *command* means; ``None`` if we do not know it."""
    if command.body is not None:
        return _environment(command)
    name, arguments = command.name, command.arguments
    if name in LAYOUT:
        return []
    if name in SIGNS and not any(arguments):
        return ast.string(SIGNS[name])
    if not arguments:
        return None
    if name in WRAPPERS:
        return [{"t": "RawInline", "c": ["tex", arguments[-1]]}]
    return _with_argument(name, arguments)


def _with_argument(name: str, arguments: tuple[str, ...]) -> list[Node] | None:
    """Return what the command *name* makes of *arguments*."""
    first = arguments[0]
    if name == "label":
        return [ast.span([], ast.attr(first.strip(), [LABEL]))]
    if name in REFERENCES:
        return list(_links(first))
    if name in {"crefrange", "Crefrange"} and len(arguments) > 1:
        return [*_links(first), {"t": "Str", "c": "–"}, *_links(arguments[1])]
    if name == "ce":
        return chemistry.letters(first) or [_math(rf"\ce{{{first}}}")]
    return None


def _math(tex: str) -> Node:
    """Return *tex* as a formula in the line."""
    return {"t": "Math", "c": [{"t": "InlineMath"}, tex]}


def _links(labels: str) -> Iterator[Node]:
    """Yield a link, its words to be filled in, for each of *labels*, with commas between."""
    for index, label in enumerate(labels.split(",")):
        if index:
            yield {"t": "Str", "c": ","}
            yield {"t": "Space"}
        yield ast.link([], f"#{label.strip()}", ast.attr())


def _environment(command: Command) -> list[Node] | None:
    """Return the content of an environment as TeX still to be read, in a box if it is one."""
    body = {"t": "RawBlock", "c": ["tex", (command.body or "").strip()]}
    if command.name in THROUGH:
        return [body]
    if command.name in BOXES:
        title = re.search(
            r"(?:^|,)\s*(?:title|frametitle)\s*=\s*(\{[^{}]*\}|[^,]*)", ",".join(command.options)
        )
        pairs = {"title": title[1].strip("{} ")} if title else {}
        return [ast.div([body], ast.attr("", ["box"], **pairs))]
    return None
