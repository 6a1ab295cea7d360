"""A document of another program, read as far as pandoc can, with what it could not."""

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from chapbook.errors import UsageError
from chapbook.tools import properties
from chapbook.tools.pandoc import ast, documents
from chapbook.tools.pandoc.ast import Node
from chapbook.tools.pandoc.program import Remark

READERS = {
    ".docx": "docx+citations",
    ".odt": "odt",
    ".html": "html-native_divs-native_spans",
    ".htm": "html-native_divs-native_spans",
    ".tex": "latex",
    ".latex": "latex",
}
"""pandoc's name for each format, by the ending of the file."""

MARKDOWN = (".md", ".markdown", ".mkd", ".qmd", ".rmd", ".txt")

HARMLESS = re.compile(
    r"\\(?:maketitle|centering|vspace|hspace|bibliographystyle|label|small|footnotesize|noindent|"
    r"clearpage|newpage|pagebreak|tableofcontents|hline|toprule|midrule|bottomrule|begin\{document\}|"
    r"usepackage|documentclass|setlength|linewidth|pagestyle|thispagestyle|large|raggedright|"
    r"appendix|includegraphics|protect|medskip|bigskip|smallskip|newline|linespread|onehalfspacing)"
)
"""LaTeX commands about looks, which are not ours to keep."""

BABEL = re.compile(r"\\usepackage\[([^\]]+)\]\{babel\}|\\setmainlanguage\{([^}]+)\}")

LANGUAGES = {
    "english": "en-GB",
    "british": "en-GB",
    "UKenglish": "en-GB",
    "american": "en-US",
    "USenglish": "en-US",
    "german": "de",
    "ngerman": "de",
    "french": "fr",
    "francais": "fr",
    "spanish": "es",
    "portuguese": "pt",
    "brazilian": "pt-BR",
    "italian": "it",
    "dutch": "nl",
    "polish": "pl",
    "swedish": "sv",
    "ukrainian": "uk",
    "greek": "el",
    "arabic": "ar",
}
"""The names of languages in babel and polyglossia, as far as there are labels."""

WRAPPER = re.compile(r"^Skipped '</?(?!iframe|object|embed|video|audio|canvas)\w[^>]*>'$", re.S)
"""An HTML tag around a text that is kept."""

INCLUDED = re.compile(r"^([^%\n]*?)\\(?:input|include)\s*\{([^}]+)\}", re.M)
DEEPEST = 8
"""How deep files may include each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What was read."""

    blocks: list[Node]
    meta: Mapping[str, str]
    """Title, author (``;`` between them), date, lang, abstract as text; what is known."""
    works: Sequence[dict[str, Any]] = ()
    """The works that the document itself carries, as CSL items."""
    bibliography: tuple[str, ...] = ()
    """The bibliographies that it names."""
    remarks: tuple[str, ...] = field(default_factory=tuple)


def read(path: Path, media: Path) -> Source:
    """Read the document *path*; pictures inside it are written below *media*.

    Raises:
        UsageError: It is not there, or of no format that is read.
        ToolError: pandoc cannot read it.
    """
    ending = path.suffix.lower()
    if not path.is_file():
        raise UsageError(f'there is no document "{path}"', fix="Give the path of a file.")
    if ending not in READERS:
        known = ", ".join([*READERS, *MARKDOWN])
        raise UsageError(
            f'"{path}" is of no format that can be converted',
            fix=f"Save it as one of {known}; Word's old .doc as .docx.",
        )
    try:
        return _read(path, READERS[ending], media)
    except zipfile.BadZipFile as error:
        raise UsageError(
            f'"{path}" is damaged, or no {ending} file', fix="Open and save it once more."
        ) from error


def _read(path: Path, reader: str, media: Path) -> Source:
    """Read *path* by the pandoc reader named."""
    known: dict[str, str] = {}
    whole = path
    if reader.startswith("html"):
        text, known = properties.page(path.read_bytes())
        whole = media / "page.html"
        whole.write_text(f'<meta charset="utf-8">{text}', "utf-8")
    elif reader == "latex":
        whole = media / path.name
        whole.write_text(_included(path, path.absolute().parent), "utf-8")
        if babel := BABEL.search(whole.read_text("utf-8")):
            known = {"lang": LANGUAGES.get((babel[1] or babel[2]).split(",")[-1].strip(), "")}
    else:
        known = properties.of_office(path)
    blocks, meta, remarks = documents.read(whole, reader, media)
    works = documents.works(whole, reader) if "citations" in reader else []
    said = {key: text for key, node in meta.items() if (text := _meta_text(key, node))}
    notes = [ast.text(node["c"]) for node in ast.nodes(meta) if node["t"] == "Note"]
    return Source(
        blocks=blocks,
        meta={**known, **said},
        works=works,
        bibliography=tuple(re.split(r",\s*|; ", said.get("bibliography", ""))),
        remarks=(*_told(remarks, path.name), *(f'note to the title: "{text}"' for text in notes)),
    )


def _meta_text(key: str, node: Node) -> str:
    """Return a metadata value as a line; of an author what stands on the first line."""
    kind, content = node["t"], node["c"]
    if kind == "MetaList":
        return "; ".join(filter(None, (_meta_text(key, part) for part in content)))
    if kind == "MetaString":
        return str(content)
    if kind == "MetaInlines" and key == "author":
        ends = [at for at, inline in enumerate(content) if inline["t"] == "LineBreak"]
        content = content[: ends[0]] if ends else content
    return ast.text(content) if kind in {"MetaInlines", "MetaBlocks"} else ""


def _told(remarks: Sequence[Remark], name: str) -> Iterator[str]:
    """Yield what pandoc left out, with its place in the document, each once."""
    seen = set()
    for remark in remarks:
        looks = HARMLESS.search(remark.text) or WRAPPER.search(remark.text)
        if remark.kind == "SkippedContent" and not looks:
            line = f"{name}:{remark.line}: " if remark.line else f"{name}: "
            text = re.sub(r"^Skipped ", "", re.sub(r"\s+", " ", remark.text))
            seen.add(f"{line}could not be converted: {text[:160]}")
    yield from sorted(seen)


def _included(path: Path, root: Path, depth: int = 0) -> str:
    """Return the LaTeX file *path* with the files below *root* that it includes."""
    text = path.read_bytes().decode("utf-8", "replace")

    def filled(match: re.Match[str]) -> str:
        name = match[2].strip()
        inner = (path.parent / name).resolve()
        inner = inner if inner.suffix else inner.with_suffix(".tex")
        if depth < DEEPEST and inner.is_file() and inner.is_relative_to(root.resolve()):
            return match[1] + _included(inner, root, depth + 1)
        return match[0]

    return INCLUDED.sub(filled, text)
