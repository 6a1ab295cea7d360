"""A document of another program, read as far as pandoc can, with what it could not."""

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from chapbook.begin import fields, latex, people
from chapbook.errors import UsageError
from chapbook.tools import opendocument, properties
from chapbook.tools.pandoc import ast, documents
from chapbook.tools.pandoc.ast import Node
from chapbook.tools.pandoc.program import Remark

READERS = {
    ".docx": "docx+citations",
    ".odt": "odt",
    ".html": "html-native_divs-native_spans+epub_html_exts",
    ".htm": "html-native_divs-native_spans+epub_html_exts",
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

MARKS = frozenset({"Superscript", "Note"})
"""What stands behind a name and is no part of it."""

WRAPPER = re.compile(r"^Skipped '</?(?!iframe|object|embed|video|audio|canvas)\w[^>]*>'$", re.S)
"""An HTML tag around a text that is kept."""

LOOKS = re.compile(r"^Skipped '\\(?:end\{|\w+width\s*'$|columnsep)")
"""What pandoc tells of LaTeX that says nothing by itself."""


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
    folders: tuple[str, ...] = ()
    """Where its pictures may lie beside its own folder."""
    keywords: tuple[str, ...] = ()
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
    known: dict[str, str]
    told: list[str] = []
    tex = opened = None
    whole = path
    if reader.startswith("html"):
        text, known, comments = properties.page(path.read_bytes())
        told = [f'comment: "{text}"' for text in comments]
        whole = media / "page.html"
        whole.write_text(f'<meta charset="utf-8">{text}', "utf-8")
    elif reader == "latex":
        tex = latex.prepared(path)
        whole = media / path.name
        whole.write_text(tex.text, "utf-8")
        known, told = {"lang": tex.lang}, list(tex.remarks)
    else:
        known = properties.of_office(path)
    if reader == "odt":
        whole = media / "text.odt"
        opened = opendocument.prepared(path, whole)
        known |= opened.titles
        if "author" in opened.titles:
            known["author"] = people.separated(opened.titles["author"])
        told = list(opened.comments)
    blocks, meta, remarks = documents.read(whole, reader, media)
    works = documents.works(whole, reader) if "citations" in reader else []
    if opened:
        blocks, works = fields.cited(blocks, opened.citations)
    said = {key: text for key, node in meta.items() if (text := _meta_text(key, node))}
    if meta.get("abstract", {}).get("t") == "MetaBlocks":
        said["abstract"] = documents.markdown(meta["abstract"]["c"]).strip()
    notes = [ast.text(node["c"]) for node in ast.nodes(meta) if node["t"] == "Note"]
    return Source(
        blocks=blocks,
        meta={**known, **said},
        works=works,
        bibliography=tuple(re.split(r",\s*|; ", said.get("bibliography", ""))),
        folders=tex.folders if tex else (),
        keywords=tex.keywords if tex else (),
        remarks=(
            *_told(remarks, path.name),
            *(f'note to the title: "{text}"' for text in notes),
            *told,
        ),
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
        return people.separated(ast.text([n for n in content if n["t"] not in MARKS]))
    return ast.text(content) if kind in {"MetaInlines", "MetaBlocks"} else ""


def _told(remarks: Sequence[Remark], name: str) -> Iterator[str]:
    """Yield what pandoc left out, with its place in the document, each once."""
    seen = set()
    for remark in remarks:
        looks = any(pattern.search(remark.text) for pattern in (HARMLESS, WRAPPER, LOOKS))
        if remark.kind == "SkippedContent" and not looks:
            line = f"{name}:{remark.line}: " if remark.line else f"{name}: "
            text = re.sub(r"^Skipped ", "", re.sub(r"\s+", " ", remark.text))
            seen.add(f"{line}could not be converted: {text[:160]}")
    yield from sorted(seen)
