"""What an article says, read from pandoc's document model."""

from collections.abc import Callable, Mapping
from contextlib import nullcontext

from chapbook.editions import EDITIONS
from chapbook.model import Article, Item, Node
from chapbook.tools.labels import joined
from chapbook.tools.pandoc import ast
from chapbook.verify.content.parts import REFERENCE, Content
from chapbook.verify.content.scribe import Scribe

TEACHERS = "discussion"
"""Parts for teachers, which no reader edition shows."""

LOCATORS = "cited-in"
"""The line that says where a work is cited: each edition adds its own pages to it."""

TITLE = "part-title"
"""The name of a part, which an edition may make a heading."""

CITATIONS = "citations"
WITH_ROWS = {"pdf"}
"""The editions that set the citations of a work in all styles as a table."""

MARGIN = "csl-left-margin"
"""The number of a reference list's entry, which a list may supply."""


def of(article: Article, edition: str) -> Content:
    """Return what *edition* must say of *article*, title block and abstract left out."""
    return of_blocks([*article.lead, *article.body, *article.appendix], edition)


def whole(article: Article) -> Content:
    """Return everything that *article* says to anybody, abstract included."""
    return _whole(Reader("", is_for_all=True), article)


def uncited(article: Article) -> Content:
    """Return the same without citations; one within its sentence leaves the names of a work."""
    names = {str(item["id"]): _names(item, article.labels) for item in article.references}
    return _whole(Reader("", is_for_all=True, names=names), article)


def parts(article: Article, edition: str, kind: str) -> list[tuple[str, ...]]:
    """Return the paragraphs of each part of *kind* that *edition* may show, without its title.

    Citations are left out, as in ``uncited``.
    """
    names = {str(item["id"]): _names(item, article.labels) for item in article.references}
    found: list[tuple[str, ...]] = []

    def look(blocks: list[Node]) -> None:
        for block in blocks:
            if block["t"] != "Div":
                continue
            reader = Reader(edition, names=names)
            if not reader.shows(block):
                continue
            if not ast.has_class(block, kind):
                look(block["c"][1])
                continue
            reader.blocks([b for b in block["c"][1] if not ast.has_class(b, TITLE)])
            found.append(tuple(said.text for said in reader.scribe.content().blocks))

    look([*article.lead, *article.body])
    return found


def _whole(reader: "Reader", article: Article) -> Content:
    reader.blocks([*article.abstract, *article.lead, *article.body, *article.appendix])
    return reader.scribe.content()


def _names(item: Item, labels: Mapping[str, str]) -> str:
    """Return the names of those who made *item*, or its title."""
    people = item.get("author") or item.get("editor") or []
    known = [str(p.get("family") or p.get("literal") or p.get("given") or "") for p in people]
    return joined([n for n in known if n], labels) or str(item.get("title", ""))


def of_blocks(blocks: list[Node], edition: str) -> Content:
    """Return what *edition* must say of *blocks*."""
    reader = Reader(EDITIONS[edition].like or edition)
    reader.blocks(blocks)
    return reader.scribe.content()


class Reader:
    """One walk through an article's blocks."""

    def __init__(
        self,
        edition: str,
        *,
        is_for_all: bool = False,
        names: Mapping[str, str] | None = None,
    ) -> None:
        self.edition = edition
        self.is_for_all = is_for_all
        self.names = names
        """Of each work, where names stand for citations; nothing where citations stand."""
        self.scribe = Scribe()
        self.has_rows = edition in WITH_ROWS
        """Whether lists of citations become tables."""
        self.sets_rows = False
        """Whether the lists at hand do."""

    def blocks(self, blocks: list[Node]) -> None:
        """Read *blocks*."""
        for block in blocks:
            self.block(block)

    def block(self, block: Node) -> None:
        """Read one *block*; a kind without text has no reader."""
        read: Callable[[Node], None] | None = getattr(self, f"_{block['t'].lower()}", None)
        if read:
            read(block)

    def inlines(self, inlines: list[Node]) -> None:
        """Read *inlines*."""
        for node in inlines:
            self.inline(node)

    def inline(self, node: Node) -> None:
        """Read one inline."""
        kind = node["t"]
        read: Callable[[Node], None] | None = getattr(self, f"_{kind.lower()}", None)
        if read:
            read(node)
        elif kind in ast.BLANK:
            self.scribe.write(" ")
        elif isinstance(node.get("c"), str):
            self.scribe.write(node["c"])
        else:
            self.inlines(node["c"])

    def _para(self, block: Node) -> None:
        self.inlines(block["c"])
        self.scribe.end()

    _plain = _para

    def _header(self, block: Node) -> None:
        self.inlines(block["c"][2])
        self.scribe.end(level=block["c"][0])

    def _codeblock(self, block: Node) -> None:
        self.scribe.write(block["c"][1])
        self.scribe.end()

    def _lineblock(self, block: Node) -> None:
        for line in block["c"]:
            self.inlines(line)
            self.scribe.write(" ")
        self.scribe.end()

    def _blockquote(self, block: Node) -> None:
        self.blocks(block["c"])

    def _bulletlist(self, block: Node) -> None:
        for item in block["c"]:
            self.blocks(item)

    def _orderedlist(self, block: Node) -> None:
        for item in block["c"][1]:
            self.blocks(item)

    def _definitionlist(self, block: Node) -> None:
        if self.sets_rows:
            self._rows(block)
            return
        for term, meanings in block["c"]:
            self.inlines(term)
            self.scribe.end()
            for meaning in meanings:
                self.blocks(meaning)

    def _rows(self, block: Node) -> None:
        """Read a list of citations that the edition sets as a table."""
        with self.scribe.table():
            for term, meanings in block["c"]:
                self.scribe.row()
                with self.scribe.cell():
                    self.inlines(term)
                with self.scribe.cell():
                    for meaning in meanings:
                        self.blocks(meaning)

    def _div(self, block: Node) -> None:
        names = set(ast.classes(block))
        if LOCATORS in names or not (self.is_for_all or self.shows(block)):
            return
        self.sets_rows = CITATIONS in names and self.has_rows
        self.scribe.is_title = TITLE in names
        self.blocks(block["c"][1])
        self.scribe.is_title = self.sets_rows = False

    def shows(self, block: Node) -> bool:
        """Tell whether the edition shows the div *block*."""
        names = set(ast.classes(block))
        listed = (ast.value(block, "editions") or "").replace(",", " ").split()
        is_left_out = self.edition in listed if "not" in names else False
        is_kept_out = self.edition not in listed if "only" in names else False
        return not (TEACHERS in names or is_left_out or is_kept_out)

    def _figure(self, block: Node) -> None:
        _, caption, content = block["c"]
        with self.scribe.caption():
            self.blocks(caption[1])
        self.blocks(content)

    def _table(self, block: Node) -> None:
        _, caption, _, head, bodies, foot = block["c"]
        with self.scribe.caption():
            self.blocks(caption[1])
        with self.scribe.table():
            for _, cells in [*head[1], *(r for b in bodies for r in [*b[2], *b[3]]), *foot[1]]:
                self.scribe.row()
                for cell in cells:
                    with self.scribe.cell():
                        self.blocks(cell[4])

    def _code(self, node: Node) -> None:
        self.scribe.write(node["c"][1])

    def _math(self, node: Node) -> None:
        self.scribe.formula(ast.text(node))

    def _quoted(self, node: Node) -> None:
        before, after = "‘’" if node["c"][0]["t"] == "SingleQuote" else "“”"
        self.scribe.write(before)
        self.inlines(node["c"][1])
        self.scribe.write(after)

    def _span(self, node: Node) -> None:
        if not ast.has_class(node, MARGIN):
            self.inlines(node["c"][1])

    def _link(self, node: Node) -> None:
        cites = node["c"][2][0].startswith(f"#{REFERENCE}")
        with self.scribe.citation() if cites else nullcontext():
            self.inlines(node["c"][1])

    def _cite(self, node: Node) -> None:
        if self.names is None:
            self.inlines(node["c"][1])
            return
        said = [c["citationId"] for c in node["c"][0] if c["citationMode"]["t"] == "AuthorInText"]
        self.scribe.write(", ".join(self.names[key] for key in said if self.names.get(key)))

    def _image(self, node: Node) -> None:
        self.scribe.picture(ast.text(node["c"][1]))

    def _note(self, node: Node) -> None:
        with self.scribe.note():
            self.blocks(node["c"])

    def _rawinline(self, node: Node) -> None:
        """What other programs were to read was read as what it means before, or is a finding."""
