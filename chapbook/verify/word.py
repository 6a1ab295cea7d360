"""Judging the Word document: is every part whole, and does Word's own navigation work?

Source of all clauses: ECMA-376, 5th edition, part 1.
"""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace

from chapbook.findings import Finding
from chapbook.model import Node
from chapbook.tools.pandoc import ast
from chapbook.verify import formulas, likeness, markup, word_access
from chapbook.verify.case import Case
from chapbook.verify.content import word as content
from chapbook.verify.content.parts import Content
from chapbook.verify.letters import letters
from chapbook.verify.markup import Element, UnreadableMarkupError
from chapbook.verify.word_package import DOCUMENT, Package, W, text_of

CORE = "docProps/core.xml"
DECORATIVE = "decorative"
"""The element by which Word marks a drawing as mere decoration ([MS-DOCX] 2.5.5)."""


def docx(case: Case) -> Iterator[Finding]:
    """Judge the Word document."""
    try:
        with zipfile.ZipFile(case.built.path) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, zlib.error) as error:
        yield case.invalid(f"it cannot be opened as a Word document: {error}")
        return
    package = Package(names=frozenset(members))
    yield from parts(case, package, members)
    if DOCUMENT not in package.trees:
        yield case.invalid("it has no text that can be read")
        return
    for check in (relations, tables, drawings, links, margins, particulars):
        yield from check(case, package)
    yield from word_access.findings(case, package)
    found = [words for root in package.texts for words in formulas.of_word(root)]
    yield from formulas.in_letters(case, found)
    yield from likeness.findings(case, _content(case, package))


def _content(case: Case, package: Package) -> Content:
    """Return what the document says.

    The citations of a reference manager are fields, which lead nowhere: they are compared as
    text only.
    """
    notes = {str(n.get(f"{W}id")): n for root in package.texts for n in root.iter(f"{W}footnote")}
    said = content.of(package.document, notes, package.styles)
    codes = (code.text or "" for root in package.texts for code in root.iter(f"{W}instrText"))
    if any("ZOTERO_ITEM" in code for code in codes):
        return replace(said, citations=case.content.citations)
    return said


def parts(case: Case, package: Package, members: dict[str, bytes]) -> Iterator[Finding]:
    """Every XML part is well-formed: Word else refuses the whole file."""
    for name, data in members.items():
        if name.endswith((".xml", ".rels")):
            try:
                package.trees[name] = markup.tree(data)
            except UnreadableMarkupError as error:
                yield case.invalid(f"{name} is not well-formed: {error}")


def relations(case: Case, package: Package) -> Iterator[Finding]:
    """What a part points to is in the file; only links lead out of it (ECMA-376-2, 9.3)."""
    for path, tree in package.trees.items():
        if not path.endswith(".rels"):
            continue
        folder = posixpath.dirname(posixpath.dirname(path))
        for relation in markup.elements(tree, "Relationship"):
            target, kind = relation.get("Target") or "", relation.get("Type") or ""
            if relation.get("TargetMode") == "External":
                if not kind.endswith("/hyperlink"):
                    yield case.invalid(f"it fetches {target[:80]}")
            elif posixpath.normpath(posixpath.join("/", folder, target))[1:] not in package.names:
                yield case.invalid(f"it needs {target}, which is not in it")


def tables(case: Case, package: Package) -> Iterator[Finding]:
    """A table with a head says so: it is repeated on each page and read aloud (17.4.78)."""
    rows = [table.find(f"{W}tr") for table in markup.elements(package.document, "tbl")]
    firsts = [(letters(text_of(row)), row) for row in rows if row is not None]
    unmarked = {text for text, row in firsts if row.find(f"{W}trPr/{W}tblHeader") is None}
    marked = {text for text, row in firsts if text not in unmarked}
    for head in _heads([*case.article.body, *case.article.appendix]):
        if letters(head) in unmarked - marked:
            yield case.invalid(f'the head of a table is not marked as one: "{head}"')


def _heads(blocks: list[Node]) -> Iterator[str]:
    """Yield the words of the first row of each table's head, where there are any."""
    for node in ast.nodes(blocks):
        if node["t"] == "Table" and node["c"][3][1]:
            words = " ".join(ast.text(cell[4]) for cell in node["c"][3][1][0][1])
            if letters(words):
                yield words


def drawings(case: Case, package: Package) -> Iterator[Finding]:
    """Every drawing has either alternative text or the mark of decoration (20.4.2.5)."""
    found = [d for root in package.texts for d in markup.elements(root, "docPr")]
    for number, drawing in enumerate(found, 1):
        is_decoration = next(markup.elements(drawing, DECORATIVE), None) is not None
        is_described = bool((drawing.get("descr") or "").strip())
        if not is_described and not is_decoration:
            yield case.invalid(f"drawing {number} has no alternative text")
        if is_described and is_decoration:
            yield case.invalid(f"drawing {number} is described, and decoration too")


def links(case: Case, package: Package) -> Iterator[Finding]:
    """Every link inside the document leads to a bookmark in it (17.16.22)."""
    marks = [m for root in package.texts for m in markup.elements(root, "bookmarkStart")]
    known = {mark.get(f"{W}name") for mark in marks}
    for root in package.texts:
        for target, said in _links(root):
            if target not in known:
                yield case.invalid(f"a link leads nowhere: {target}", said)


def _links(root: Element) -> Iterator[tuple[str, str]]:
    """Yield the bookmark and the words of each link, and the bookmark of each field."""
    for link in markup.elements(root, "hyperlink"):
        if anchor := link.get(f"{W}anchor"):
            yield anchor, text_of(link)
    for instruction in markup.elements(root, "instrText"):
        if match := _FIELD.match(instruction.text or ""):
            yield match[1] or match[2], ""


_FIELD = re.compile(r'\s*(?:HYPERLINK\s+\\l\s+"([^"]+)"|(?:PAGE)?REF\s+"?([^\s"\\]+))')
"""A field that leads to a bookmark (17.16.5), told by its first word: the code of a
reference manager's field holds titles, which may have any words."""


def margins(case: Case, package: Package) -> Iterator[Finding]:
    """Every section has a running head and a foot: loose sheets say where they belong."""
    inherited: set[str] = set()
    for section in markup.elements(package.document, "sectPr"):
        inherited |= {markup.name(child) for child in section}
        for kind, called in (("headerReference", "head"), ("footerReference", "foot")):
            if kind not in inherited:
                yield case.layout(f"a section has no running {called}")


def particulars(case: Case, package: Package) -> Iterator[Finding]:
    """Title and language are those of the article (ECMA-376-2, 11; 17.3.2.20)."""
    metadata = case.article.metadata
    core = package.trees.get(CORE)
    said = {} if core is None else {markup.name(child): child.text or "" for child in core}
    if letters(said.get("title", "")) != letters(metadata.title):
        yield case.invalid(f'its title is "{said.get("title", "")}"', metadata.title)
    styles = package.trees.get("word/styles.xml")
    found = [] if styles is None else styles.findall(f".//{W}rPrDefault//{W}lang")
    langs = {str(lang.get(f"{W}val")).lower() for lang in found}
    if metadata.lang.lower() not in langs:
        yield case.invalid(f'the language of its text is {sorted(langs)}, not "{metadata.lang}"')
