"""Judging what the Word document says of its parts: heads, lists, languages, notes, references.

Sources as in ``word_access``.
"""

from collections.abc import Callable, Iterator

from chapbook.findings import Finding
from chapbook.model import Node
from chapbook.tools.pandoc import ast
from chapbook.verify import markup
from chapbook.verify.case import Case
from chapbook.verify.letters import letters
from chapbook.verify.markup import Element
from chapbook.verify.word_package import Package, W, text_of

Rule = Callable[[Case, Package], Iterator[Finding]]


def head_rows(case: Case, package: Package) -> Iterator[Finding]:
    """Rows that are heads come first: Word takes no other for one (17.4.78; WCAG 1.3.1)."""
    for table in markup.elements(package.document, "tbl"):
        heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in table.findall(f"{W}tr")]
        if True in heads[heads.index(False) :] if False in heads else False:
            yield case.invalid("a row below others is marked as the head of a table")


def head_columns(case: Case, package: Package) -> Iterator[Finding]:
    """A table whose first column names its rows says so (17.4.56; WCAG 1.3.1)."""
    said = {
        letters(text_of(table))
        for table in markup.elements(package.document, "tbl")
        for look in table.findall(f"{W}tblPr/{W}tblLook")
        if look.get(f"{W}firstColumn") in {"1", "true", "on"}
    }
    for node in ast.nodes([*case.article.body, *case.article.appendix]):
        if node["t"] != "Table" or not any(body[1] for body in node["c"][4]):
            continue
        first = _first_row_head(node)
        if first and not any(first in words for words in said):
            yield case.invalid("the first column of a table is not marked as the head of its rows")


def _first_row_head(table: Node) -> str:
    """Return the letters of the first row's head in the body of *table*."""
    cells = (row[1][0] for body in table["c"][4] if body[1] for row in body[3] if row[1])
    return next((letters(ast.text(cell[4])) for cell in cells), "")


def lists(case: Case, package: Package) -> Iterator[Finding]:
    """An item of a list is one of Word's, not a line with a typed mark (WCAG 1.3.1)."""
    numbered: dict[str, bool] = {}
    for paragraph in markup.elements(package.document, "p"):
        words = letters(text_of(paragraph))
        is_item = paragraph.find(f"{W}pPr/{W}numPr") is not None
        numbered[words] = numbered.get(words, False) or is_item
    for words in _items([*case.article.lead, *case.article.body]):
        if numbered.get(letters(words)) is False:
            yield case.invalid(f'an item of a list is only a line: "{words[:60]}"', words)


def _items(blocks: list[Node]) -> Iterator[str]:
    """Yield the words of the first paragraph of each item."""
    for node in ast.nodes(blocks):
        listed = {"BulletList": 0, "OrderedList": 1}.get(node["t"])
        items = [] if listed is None else node["c"] if listed == 0 else node["c"][1]
        for item in items:
            if item and item[0]["t"] in {"Plain", "Para"} and letters(ast.text(item[0])):
                yield ast.text(item[0])


def languages(case: Case, package: Package) -> Iterator[Finding]:
    """A phrase in another language says which (17.3.2.20; WCAG 3.1.2)."""
    said: dict[str, str] = {}
    for root in package.texts:
        for run in markup.elements(root, "r"):
            for lang in run.findall(f"{W}rPr/{W}lang"):
                for tag in {str(value).lower() for value in lang.values()}:
                    said[tag] = said.get(tag, "") + letters(text_of(run))
    whole = "".join(letters(text_of(root)) for root in package.texts)
    for tag, words in _phrases([*case.article.lead, *case.article.body]):
        if letters(words) in whole and letters(words) not in said.get(tag, ""):
            yield case.invalid(f'"{words[:60]}" does not say that it is in "{tag}"', words)


def _phrases(blocks: list[Node]) -> Iterator[tuple[str, str]]:
    """Yield the language, in small letters, and the words of each phrase that has its own."""
    for node in ast.nodes(blocks):
        lang = ast.value(node, "lang") if node["t"] == "Span" else None
        whole = not any(inner["t"] in {"Note", "Math", "Image"} for inner in ast.nodes(node))
        if lang and whole and letters(ast.text(node)):
            yield lang.lower(), ast.text(node)


def notes(case: Case, package: Package) -> Iterator[Finding]:
    """Each note is called in the text and each call has its note (17.11; WCAG 1.3.1)."""
    called = {c.get(f"{W}id") for c in markup.elements(package.document, "footnoteReference")}
    root = package.trees.get("word/footnotes.xml")
    kept = [] if root is None else [n for n in root if n.get(f"{W}type") in {None, "normal"}]
    written = {note.get(f"{W}id") for note in kept if text_of(note).strip() or len(note)}
    for identifier in sorted(called ^ written, key=str):
        what = "is never called" if identifier in written else "does not exist"
        yield case.invalid(f"footnote {identifier} {what}")


def repeated(case: Case, package: Package) -> Iterator[Finding]:
    """A field that repeats a name shows what it leads to (17.16.5.51; WCAG 2.4.4)."""
    named = {
        mark.get(f"{W}name"): _marked(mark)
        for mark in markup.elements(package.document, "bookmarkStart")
        if str(mark.get(f"{W}name")).startswith("_Ref")
    }
    for code in markup.elements(package.document, "instrText"):
        words = (code.text or "").split()
        if words[:1] == ["REF"] and letters(_result(code)) != letters(named.get(words[1], "")):
            yield case.invalid(f'a reference says "{_result(code)}" and leads to {words[1]}')


def _marked(start: Element) -> str:
    """Return the words between *start* of a bookmark and its end, in one paragraph."""
    pieces = []
    for element in start.itersiblings():
        if markup.name(element) == "bookmarkEnd" and element.get(f"{W}id") == start.get(f"{W}id"):
            break
        pieces.append(text_of(element))
    return "".join(pieces)


def _result(code: Element) -> str:
    """Return what the field with the instruction *code* shows."""
    pieces = []
    for run in code.getparent().itersiblings():
        kinds = {mark.get(f"{W}fldCharType") for mark in run.iter(f"{W}fldChar")}
        if "end" in kinds:
            break
        pieces.append(text_of(run))
    return "".join(pieces)


def contents(case: Case, package: Package) -> Iterator[Finding]:
    """Each line of the contents says the heading to which it leads (17.12.2; WCAG 2.4.5)."""
    headings = {
        mark.get(f"{W}name"): below
        for mark in markup.elements(package.document, "bookmarkStart")
        if (below := next(mark.itersiblings(f"{W}p"), None)) is not None
    }
    for paragraph in markup.elements(package.document, "p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is None or not _is_line(package.styles.get(str(style.get(f"{W}val")), "")):
            continue
        for link in paragraph.iter(f"{W}hyperlink"):
            heading = headings.get(link.get(f"{W}anchor"))
            if heading is not None and not _starts(heading, link):
                yield case.invalid(f'the contents say "{text_of(link)}" of another heading')


def _is_line(style: str) -> bool:
    return style.lower().startswith("toc ") and style[4:].isdigit()


def _starts(heading: Element, line: Element) -> bool:
    """Tell whether *line* of the contents says what *heading* says, formulas left out."""
    return letters(text_of(line)).startswith(letters(text_of(heading))[:20])


RULES: tuple[Rule, ...] = (
    head_rows, head_columns, lists, languages, notes, repeated, contents,
)  # fmt: skip
