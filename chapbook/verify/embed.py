"""Judging pages for frames: the whole article, each of its sections, the lines to paste."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from chapbook.findings import Finding
from chapbook.model import Article, Node
from chapbook.tools.pandoc import ast, selection
from chapbook.verify import markup, web
from chapbook.verify.case import Case
from chapbook.verify.content import article as written
from chapbook.verify.content import compare
from chapbook.verify.content import markup as content
from chapbook.verify.content.parts import Content
from chapbook.verify.letters import letters
from chapbook.verify.markup import Element, UnreadableMarkupError

STUCK = re.compile(r"position:\s*fixed|[\d.]+[sld]?v(?:h|b|max|min)\b")
"""What in a style sheet leans on the height of the window, which a frame may make that of its
page: one would then grow with the other."""

LINES = "-lines.html"
"""What the name of the page with the lines to paste ends with."""


def pages(case: Case) -> Iterator[Finding]:
    """Judge all pages of the edition."""
    yield from web.page(case)
    files = {case.built.name: case.built.path, **case.built.further}
    roots: dict[str, Element] = {}
    for name, path in files.items():
        try:
            roots[name] = markup.page(path.read_bytes())
        except UnreadableMarkupError as error:
            yield of_file(case, name, path).invalid(f"it cannot be read as HTML: {error}")
    for name, root in roots.items():
        of_one = of_file(case, name, files[name])
        yield from frame(of_one, root)
        yield from leads(of_one, root, roots)
        if name == case.built.name:
            continue
        for check in (web.resources, web.identifiers, web.links, web.images):
            yield from check(of_one, root)
        if not name.endswith(LINES):
            yield from section(of_one, root)


def of_file(case: Case, name: str, path: Path) -> Case:
    """Return *case* for one of its files alone."""
    return replace(case, built=replace(case.built, name=name, path=path, further={}))


def frame(case: Case, root: Element) -> Iterator[Finding]:
    """Nothing hangs on the height of the window, and links that lead out leave the frame."""
    styles = "\n".join(element.text or "" for element in markup.elements(root, "style"))
    for rule in STUCK.findall(re.sub(r"url\([^)]*\)", "", styles))[:1]:
        yield case.invalid(f'in a frame its style sheet may not say "{rule}"')
    if case.built.name.endswith(LINES):
        return
    for element in markup.elements(root, "a"):
        address = element.get("href") or ""
        if address and not address.startswith("#") and element.get("target") != "_blank":
            yield case.invalid(f"a link to {address[:80]} opens within the frame")


def leads(case: Case, root: Element, roots: dict[str, Element]) -> Iterator[Finding]:
    """Links from page to page, and the lines to paste, lead to pages and places there are."""
    folder = PurePosixPath(case.built.name).parent
    for element in markup.elements(root, "a"):
        address = element.get("href") or ""
        if not address or re.match(r"[a-z][a-z0-9+.-]*:|#", address):
            continue
        path, _, identifier = (unquote(part) for part in address.partition("#"))
        name = _joined(folder, path)
        if name not in roots:
            yield case.invalid(f"a link leads to no page: {address}")
        elif identifier and identifier not in markup.identifiers(roots[name]):
            yield case.invalid(f"a link leads nowhere: {address}")
    for element in markup.elements(root, "textarea"):
        for found in re.findall(r'src="([^"]*)"', element.text or ""):
            if f"{folder}/{unquote(found.partition('/embed/')[2])}" not in roots:
                yield case.invalid(f"the lines to paste name no page: {found}")


def _joined(folder: PurePosixPath, path: str) -> str:
    """Return the name in ``output/`` of what *path* leads to from *folder*."""
    parts = list(folder.parts)
    for part in path.split("/"):
        if part == "..":
            del parts[-1:]
        else:
            parts.append(part)
    return "/".join(parts)


def section(case: Case, root: Element) -> Iterator[Finding]:
    """A section says what the article says there, and who says it, under which licence."""
    yield from web.title(case, root)
    heading = next(markup.elements(root, "section"), None)
    identifier = heading.get("id") if heading is not None else ""
    wanted = of_section(case.article, identifier or "", case.row.like)
    if wanted is None:
        yield case.unlike(f'its section "{identifier}" is none of the article')
        return
    said = content.of([root], first_level=2)
    for difference in compare.differences(wanted, said, case.words()):
        yield case.unlike(str(difference), difference.article or difference.edition)
    everything = letters(markup.text(root))
    for name in case.article.metadata.author:
        if letters(name.display) not in everything:
            yield case.unlike(f'it does not say "{name.display}"', name.display)


def of_section(article: Article, identifier: str, edition: str) -> Content | None:
    """Return what a page of the section *identifier* must say; nothing without such a section."""
    blocks = [*article.lead, *article.body]
    at = [i for i, b in enumerate(blocks) if b["t"] == "Header"]
    start = next((i for i in at if ast.identifier(blocks[i]) == identifier), None)
    if start is None:
        return None
    level = blocks[start]["c"][0]
    end = next((i for i in at if i > start and blocks[i]["c"][0] <= level), len(blocks))
    own = selection.selected(blocks[start:end], edition, dropped=(written.TEACHERS,))
    raised = [_raised(block, level - 1) for block in own]
    needed = [block for block in _appendix(article, own) if block]
    first = article.cite_article[:1]
    cited = [
        ast.para([*ast.string(f"{c.label}{article.labels['colon']} "), *c.inlines]) for c in first
    ]
    heading = ast.header(1, ast.string(article.labels["how-to-cite"]), ast.attr())
    return written.of_blocks([*raised, *needed, *([heading] if cited else []), *cited], edition)


def _raised(block: Node, by: int) -> Node:
    """Return a heading *by* levels further out; other blocks as they are."""
    if block["t"] != "Header":
        return block
    level, *rest = block["c"]
    return {**block, "c": [max(level - by, 1), *rest]}


def _named(blocks: list[Node]) -> set[str]:
    """Return the ids that *blocks* name, notes and images included."""
    found = set()
    for node in ast.nodes(blocks):
        if node["t"] == "Link":
            found.add(unquote(node["c"][2][0].removeprefix("#")))
        if node["t"] == "Image" and (described := ast.value(node, "description")):
            found.add(described.removeprefix("#"))
    return found


def _appendix(article: Article, own: list[Node]) -> Iterator[Node]:
    """Yield what of the appendix belongs to the blocks *own*, headings included."""
    wanted = _wanted(article.appendix, own)
    heading: list[Node] = []
    for block in article.appendix:
        if block["t"] == "Header":
            heading = [block]
        elif kept := _of(block, wanted):
            yield from (*heading, kept)
            heading = []


def _wanted(appendix: list[Node], own: list[Node]) -> set[str]:
    """Return the ids of the answers, descriptions and works that *own* needs, directly or not."""
    asked = {ast.identifier(node) for node in ast.nodes(own)} - {""}
    entries = {
        ast.identifier(node): node
        for node in ast.nodes(appendix)
        if {"answer", "description", "csl-entry"} & set(ast.classes(node))
    }
    wanted: set[str] = set()
    more = {
        key
        for key, entry in entries.items()
        if ast.has_class(entry, "answer") and _named([entry]) & asked
    }
    reached = own
    while more := (more | (_named(reached) & set(entries))) - wanted:
        wanted |= more
        reached = [_bare(entries[key]) for key in more]
        more = set()
    return wanted


def _of(block: Node, wanted: set[str]) -> Node | None:
    """Return *block* of the appendix with its entries *wanted* only; nothing without any."""
    if ast.identifier(block) in wanted:
        return block
    if block["t"] != "Div":
        return None
    kept = [inner for inner in block["c"][1] if ast.identifier(inner) in wanted]
    return {**block, "c": [block["c"][0], kept]} if kept else None


def _bare(entry: Node) -> Node:
    """Return *entry* without the line that says where it is cited."""

    def visit(node: Node) -> Node | None:
        return None if node["t"] == "Div" and ast.has_class(node, "cited-in") else node

    (bare,) = ast.changed([entry], visit)
    found: Node = bare
    return found
