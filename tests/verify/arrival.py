"""How much of the text that a writer typed arrives in each edition?

The words are taken from the source files themselves, by rules that know how each system writes
markup and nothing of how we read it: what load or cite loses is lost here as well, while the
checks of ``chapbook.verify`` begin with the article.

A word arrives when it stands in the edition beside a word that it stands beside in the source;
alone, where markup, a formula or a citation parts it from both, when the edition has it at all.
"""
# ruff: noqa: E501 - a rule is easiest to read on one line

import html
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from chapbook import cite, load, render
from chapbook.editions import EDITIONS
from chapbook.settings import Settings
from chapbook.tools import pdftext
from chapbook.verify import markup
from chapbook.verify.letters import letters

MEASURED = ("pdf", "html", "epub", "docx")
ENDINGS = {".md", ".markdown", ".qmd", ".Rmd", ".rmd"}

PART = " \x00 "
"""Stands where markup parts two words that need not stand together in an edition."""

DIRECTIVES = "note|tip|warning|caution|important|danger|attention|hint|seealso|error|admonition"
WORDLESS = (
    "doc|numref|eq|cite|cite:p|cite:t|cite:ps|cite:ts|cite:year|cite:author|cite:alp|citep|citet"
    "|bibliography|download|label|index|fa|fas|ref|term"
)
MATHEMATICS = "equation|align|gather|multline|eqnarray|alignat|flalign|displaymath"

RULES: tuple[tuple[str, str], ...] = (
    # What no reader should see.
    (r"(?s)<!--.*?-->", PART),
    (r"\{%.*?%\}|\{#.*?#\}|\{\{.*?\}\}", PART),
    (r"(?m)^%.*$", ""),
    (r"(?ms)^(?:`{3,}|~{3,}|:{3,})\s*\{(?:math|bibliography|tableofcontents|toctree)\}.*?^(?:`{3,}|~{3,}|:{3,})\s*$", PART),
    (r"(?ms)^(:{3,})[ \t]*\{[^}\n]*content-(?:hidden|visible)[^}]*\}.*?^\1\s*$", PART),
    (r"(?s)^\s*---\n.*?\n(?:---|\.\.\.)\n", PART),
    (r"(?ms)^(`{3,})\s*\{r\b.*?^\1\s*$|`r [^`]*`", PART),
    (r"(?ms)^((?:`{3,}|:{3,})\s*\{[\w:-]+\}.*?\n)---\n.*?\n---\n", r"\1"),
    # Words in the brackets of a picture that is no figure are its alternative text.
    (r"(?<!\n\n)(?<!\A)!\[(?![^\]]*\\label)[^\]]*\](?=\()", "![]"),
    (r"\{[#.][^{}]*\}", ""),
    # Mathematics: a formula is measured by the checks of formulas.
    (rf"(?s)\\begin\{{(?P<e>(?:{MATHEMATICS})\*?)\}}.*?\\end\{{(?P=e)\}}", PART),
    (r"(?s)\$\$.*?\$\$(?:[ \t]*(?:\{#[^}]*\}|\([\w:.-]+\)))?", PART),
    (r"\\\[.*?\\\]|\\\(.*?\\\)", PART),
    (r"(?<![\\$\w])\$(?=\S)(?:[^$\\]|\\.)+?(?<=\S)\$(?!\d)", PART),
    (r"\{math\}`[^`]*`", PART),
    # Fences and directives, whose titles are text.
    (rf"(?m)^[ \t>]*(?:`{{3,}}|~{{3,}}|:{{3,}})[ \t]*\{{(?:{DIRECTIVES})\}}(?P<title>.*)$", r"\g<title>"),
    (r"(?m)^[ \t>]*(?:`{3,}|~{3,}|:{3,})[ \t]*\{(?:table|list-table|csv-table|code-block|code|proof:\w+|prf:\w+|topic|sidebar|margin|dropdown|card|tab-item|details|epigraph)\}(?P<title>.*)$", r"\g<title>"),
    (r"(?m)^[ \t>]*(?:`{3,}|~{3,}|:{3,}).*$", PART),
    (r"(?m)^[ \t]*:[\w-]+:(?:[ \t].*)?$", PART),
    (r"(?m)^#\|.*$", PART),
    (r"(?m)^\([\w:.-]+\)=\s*$", PART),
    (r"(?m)^\+\+\+.*$", PART),
    # Labels, references and citations; a reference prints the word before it itself.
    (r"(?i)\b(?:figs?|figures?|tables?|sections?|equations?|abb|abbildung|tabelle|abschnitt)\.?[\s~\u00a0](?=\\@?(?:ref|autoref|nameref|eqref)|\[?[{]?@)", PART),
    (r"@[\w:-]+[,\s]+\[?(?:pp?|chap|ch|sec)\.\s*[\d–-]+\]?", PART),
    (r"\\(?:label|ref|autoref|eqref|cref|Cref|pageref|cite[a-z]*\*?(?:\[[^\]]*\])*|vspace|hspace|usepackage|newcommand|includegraphics(?:\[[^\]]*\])?)\s*\{[^{}]*\}", PART),
    (r"\\@ref\([^)]*\)|\(#(?:fig|tab|eq):[^)]*\)|\(ref:[^)]*\)", PART),
    (rf"\{{(?:{WORDLESS})\}}`[^`]*`", PART),
    (r"\{(?:abbr|sup|sub|kbd|guilabel|del|strike|underline|u|smallcaps|span|raw:\w+|\w+)\}`(?P<w>[^`]*)`", r"\g<w>"),
    (r"(?m)^[ ]{0,3}\[@[^\]]+\]:.*$", PART),
    (r"[+*!]?\{[+*!]?@[^}]*\}", PART),
    (r"(?<![\w.])[-+*!]?@\{[^}]*\}", PART),
    (r"(?<![\w.])[-+*!]?@[\w][\w:.#$%&+?<>~/-]*[\w/]", PART),
    (r"(?m)^[ \t]*\[\^[^\]]+\]:|\[\^[^\]]+\]", PART),
    (r"\^\[", PART),
    (r"(?m)^ {0,3}\[[^\]\n]+\]:[ \t]+\S+.*$", PART),
    (r"\\(?:href)\{[^{}]*\}", ""),
    (r"\\(?:begin|end)\{[^{}]*\}(?:\[[^\]]*\])?(?:\{[lcrp|@{} .\d]*\})?", PART),
    (r"\\(?:[a-zA-Z]+)\*?", ""),
    # Links and images: their words are text, their targets are not.
    (r"\]\((?:[^()\s]|\([^()]*\))*(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)", "] "),
    (r"\]\[[^\]]*\]", "]"),
    (r"<(?:https?|mailto):[^>]*>|https?://\S+", PART),
    (r"(?i)</?(?:em|strong|i|b|u|s|sup|sub|code|kbd|small|span|abbr|mark|ins|del|cite|q|a|font|tt|var|samp)\b[^>]*>", ""),
    (r"</?[A-Za-z][^>]*>", PART),
    (r"\{[#.=\w][^{}]*\}|\{\s*[\w-]+\s*=[^{}]*\}|\{-\}", ""),
    (r"\{ +[\w#.][^{}]*\}", ""),
    # Marks at the beginning of lines.
    (r"(?m)^[ \t>]*[-*+][ \t]+\[[ xX]\][ \t]", PART),
    (r"(?m)^[ \t>]*(?:[-*+]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]+|#|@\w*)[.)]|\(@\w*\))[ \t]+", PART),
    (r"(?m)^[ \t]*(?::|Table:|table:)[ \t]+", PART),
    (r"(?m)^[ \t]*#+[ \t]*", PART),
    (r"\|", PART),
    (r"(?m)^[ \t]*[+][-=+:]+[+][ \t]*$", PART),
    (r"\n[ \t]*\n", PART),
)  # fmt: skip


EXCEPTIONS: dict[str, dict[str, str]] = {
    "everything": {
        "would": "a question for teachers, which no reader's edition prints",
        "editions": "stands in a part that the writer keeps out of this edition",
    },
    "greek": {"σ": "part of an id"},
    "latex-habits": {
        "hba": "the name of a command that the writer defined",
        "whya": "a heading and the name of such a command",
        "ho": "the formula H₂O, typed in commands",
        "10": "the number before a unit, typed in a command for both",
        "c": "the unit °C, typed in a command",
        "nave": "the word naïve, typed with an accent's command",
        "caf": "the word café, typed with an accent's command",
        "acme": "the argument of a command that changes the colour of words",
        "lpr": "the columns of a table",
        "lr": "the columns below a rule of a table",
    },
    "html-habits": {"co2": "CO₂, whose lowered figure stands apart", "x2": "x², the same"},
    "myst-chapter": {"thmdose": "a label", "python": "the language of code"},
    "myst-journal": {"beds": "the alternative text of a picture"},
    "myst-saludable": {
        "inicio": "a label",
        "dos": "the alternative text of a picture",
        "grifo": "a label; the alternative text of a picture",
    },
    "pictures": {"disc": "the alternative text of a picture in a line"},
    "bookdown-chapter": {"tabcounts": "a label"},
}
"""Words that the rules take for text and that are none, by article, with the reason."""


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """What of an article arrives in one edition."""

    words: int
    missing: tuple[str, ...]
    """The words that do not arrive, in their order."""

    @property
    def share(self) -> float:
        """The part of the words that arrive, from 0 to 1."""
        return 1 - len(self.missing) / self.words if self.words else 1.0


def texts(folder: Path) -> list[Path]:
    """Return the files of text of the article in *folder*.

    Manubot's own template prints what the front matter says, and no edition needs it.
    """
    found = (path for path in folder.rglob("*") if path.suffix in ENDINGS)
    return sorted(path for path in found if path.name != "00.front-matter.md")


def stretches(text: str) -> Iterator[list[str]]:
    """Yield the words of *text*, a source file, in stretches that markup leaves together."""
    text = text.lstrip("\ufeff").replace("\r\n", "\n")
    text = re.sub(r"\A(?:%.*\n(?:[ \t]+\S.*\n)*){1,3}", "", text)
    for pattern, instead in RULES:
        text = re.sub(pattern, instead, text)
    text = html.unescape(re.sub(r"\\([^\w\s])", r"\1", text))
    for stretch in text.split(PART.strip()):
        words = _words(stretch)
        if words:
            yield words


def _words(text: str) -> list[str]:
    """Return the words of *text* as letters and digits alone: signs may be markup."""
    parts = (_plain(part) for part in re.split(r"[\s\u00a0—–/…,;()]+|--+|\.\.\.", text))
    return [part for part in parts if part]


def _plain(text: str) -> str:
    return "".join(filter(str.isalnum, letters(text)))


def arrived(source: list[list[str]], edition: str) -> Arrival:
    """Return which words of *source*, in stretches, stand in the text *edition*."""
    stream, alone = _plain(edition), set(_words(edition))
    missing = []
    for stretch in source:
        for at, word in enumerate(stretch):
            pairs = [stretch[at - 1] + word] if at else []
            pairs += [word + stretch[at + 1]] if at + 1 < len(stretch) else []
            beside = any(len(pair) > 3 and pair in stream for pair in pairs)
            if not (beside or word in alone or (len(word) > 4 and word in stream)):
                missing.append(word)
    return Arrival(words=sum(map(len, source)), missing=tuple(missing))


def measured(article: Path, root: Path, folder: Path) -> dict[str, Arrival]:
    """Build *article*, whose files lie below *root*, in *folder*; return what arrives by edition."""
    source = [words for path in texts(root) for words in stretches(path.read_text("utf-8"))]
    made = cite.article(load.manuscript(article))
    settings = Settings(article=article)
    found = {}
    for name in MEASURED:
        row = EDITIONS[name]
        built = render.edition(made, row, settings.bench(folder, row, made.metadata.paper)).built
        assert built is not None
        found[name] = arrived(source, READERS[name](built.path))
    return found


def _pdf(path: Path) -> str:
    return " ".join(
        run.text for page in pdftext.pages(path) for run in page.runs if not run.is_artifact
    )


def _web(path: Path) -> str:
    return _spaced(markup.page(path.read_bytes()))


def _epub(path: Path) -> str:
    with zipfile.ZipFile(path) as book:
        names = [name for name in book.namelist() if name.endswith(".xhtml")]
        return " ".join(_spaced(markup.tree(book.read(name))) for name in names)


def _docx(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        names = ("word/document.xml", "word/footnotes.xml")
        roots = [markup.tree(package.read(n)) for n in names if n in package.namelist()]
    return " ".join(
        "".join((node.text or "") if markup.name(node) == "t" else " " for node in _runs(root))
        for root in roots
    )


def _runs(root: markup.Element) -> Iterator[markup.Element]:
    yield from markup.elements(root, "t", "p", "br", "tab", "tc")


def _spaced(root: markup.Element) -> str:
    """Return the text below *root*, cells and lines apart."""
    for node in markup.elements(root, "td", "th", "p", "li", "br", "dt", "dd", "figcaption", "div"):
        node.tail = " " + (node.tail or "")
    return markup.text(root)


READERS = {"pdf": _pdf, "html": _web, "epub": _epub, "docx": _docx}
