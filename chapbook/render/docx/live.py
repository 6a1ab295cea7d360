"""Citations that stay alive in Word: Zotero's fields around what is printed.

Only the words stand in a field, without their links, as Zotero itself leaves them: it
compares them letter by letter, and sets them anew in whichever style is chosen.
"""

from collections.abc import Mapping
from itertools import count
from typing import Any

from chapbook.model import Article, Item, Node
from chapbook.render import located
from chapbook.render.docx import locators, wording
from chapbook.render.docx.locators import Suffix
from chapbook.tools import csl
from chapbook.tools.pandoc import ast
from chapbook.tools.wordml import fields, zotero
from chapbook.tools.wordml.zotero import CitedWork

LIST = "refs"
"""The id of the reference list."""
TO_WORK = "#ref-"
"""Where the links of a citation lead."""


def fielded(blocks: list[Node], article: Article) -> list[Node]:
    """Return *blocks* with citations and reference list as fields.

    Raises:
        ToolError: citeproc failed.
    """
    cites = [node for node in ast.nodes(blocks) if node["t"] == "Cite"]
    _, lang = _style(article)
    fielding = _Fielding(article, locators.suffixes(cites, lang))
    done: list[Node] = fielding.tree(blocks, 0)
    uncited = [item for item in article.references if item["id"] not in fielding.cited]
    return [_listed(block, uncited, article.labels) if _is_list(block) else block for block in done]


def preferences(blocks: list[Node], article: Article) -> dict[str, str]:
    """Return the custom properties that tell Zotero in which style *blocks* are set."""
    name, lang = _style(article)
    cites = [node["c"][1] for node in ast.nodes(blocks) if node["t"] == "Cite"]
    has_notes = any(node["t"] == "Note" for node in ast.nodes(cites))
    has_list = any(_is_list(block) for block in blocks)
    return zotero.preferences(name, lang, notes=has_notes, has_list=has_list)


def _style(article: Article) -> tuple[str, str]:
    """Return the style's name in Zotero's repository, and the language of its terms.

    A style of the article's own goes by the name of its file.
    """
    metadata = article.metadata
    try:
        style = csl.style(metadata.citation_style)
    except csl.UnknownStyleError:
        file = metadata.citation_style.rsplit("/", 1)[-1]
        return file.removesuffix(".csl"), metadata.lang
    return style.name, style.locale or metadata.lang


class _Fielding:
    """One pass over a text, in its order, which counts notes and citations."""

    def __init__(self, article: Article, suffixes: dict[str, Suffix]) -> None:
        self.items: dict[str, Item] = {str(item["id"]): item for item in article.references}
        self.suffixes = suffixes
        self.cited: set[str] = set()
        self.notes = count(1)
        self.citations = count()

    def tree(self, part: Any, note: int) -> Any:
        """Return *part* of the text, which stands in the footnote *note*, or 0 for none."""
        if isinstance(part, list):
            return [new for old in part for new in self._several(old, note)]
        if not isinstance(part, dict):
            return part
        inside = next(self.notes) if part.get("t") == "Note" else note
        return {key: self.tree(value, inside) for key, value in part.items()}

    def _several(self, part: Any, note: int) -> list[Any]:
        """Return what stands for *part*, one of several things."""
        if isinstance(part, dict) and part.get("t") == "Cite":
            return self._cite(part, note)
        return [self.tree(part, note)]

    def _cite(self, cite: Node, note: int) -> list[Node]:
        """Return a citation as a field; as it is, if it cites what is not in the list."""
        citations, content = cite["c"]
        if not all(citation["citationId"] in self.items for citation in citations):
            return [cite]
        self.cited |= {citation["citationId"] for citation in citations}
        mode = citations[0]["citationMode"]["t"]
        said, printed = (_unlinked(part) for part in _apart(_unmarked(content), mode))
        is_named = bool(said) and mode == "AuthorInText"
        works = [self._work(c, is_named and not at) for at, c in enumerate(citations)]
        if not (printed and printed[0]["t"] == "Note"):
            return [*said, *self._field(printed, works, note)]
        raised, *after = printed
        block, *blocks = raised["c"]
        block = {**block, "c": self._field(block["c"], works, next(self.notes))}
        return [*said, {**raised, "c": [block, *blocks]}, *after]

    def _work(self, citation: Node, is_named: bool) -> CitedWork:
        """Return *citation* as Zotero knows it; *is_named* if the sentence names its author."""
        suffix = self.suffixes.get(locators.key(citation), Suffix())
        prefix = wording.written(citation["citationPrefix"], wording.CSL)
        mode = citation["citationMode"]["t"]
        return CitedWork(
            item=self.items[citation["citationId"]],
            prefix=f"{prefix.rstrip(' ')} " if prefix else "",
            label=suffix.label,
            locator=suffix.locator,
            suffix=suffix.rest,
            suppresses_author=is_named or mode == "SuppressAuthor",
        )

    def _field(self, inlines: list[Node], works: list[CitedWork], note: int) -> list[Node]:
        """Return *inlines* as the result of the field that cites *works*."""
        plain = wording.written(inlines)
        rtf = wording.written(inlines, wording.RTF)
        begin = zotero.citation(works, plain, rtf, note, next(self.citations))
        return [_raw(begin), *inlines, _raw(fields.END)]


def _apart(inlines: list[Node], mode: str) -> tuple[list[Node], list[Node]]:
    """Return what is said of an author in the sentence itself, and the citation.

    "Jones (2019)" is a name, which stays text, and "(2019)", which Zotero sets.  pandoc
    links nothing but the citation, which begins behind the last space before.
    """
    notes = [at for at, node in enumerate(inlines) if node["t"] == "Note"]
    if notes:
        return inlines[: notes[0]], inlines[notes[0] :]
    marked = [at for at, node in enumerate(inlines) if _leads_to_work(node)]
    if mode != "AuthorInText" or not marked:
        return [], inlines
    spaces = [at for at, node in enumerate(inlines[: marked[0]]) if node["t"] == "Space"]
    start = spaces[-1] + 1 if spaces else 0
    return inlines[:start], inlines[start:]


def _leads_to_work(inline: Node) -> bool:
    """Tell whether there is a link to the reference list in *inline*."""
    links = (node for node in ast.nodes(inline) if node["t"] == "Link")
    return any(link["c"][2][0].startswith(TO_WORK) for link in links)


def _unmarked(content: list[Node]) -> list[Node]:
    """Return the *content* of a citation without the id around it."""
    if len(content) == 1 and content[0]["t"] == "Span" and ast.identifier(content[0]):
        inner: list[Node] = content[0]["c"][1]
        return inner
    return content


def _unlinked(inlines: list[Node]) -> list[Node]:
    """Return *inlines* with the words of links in place of links."""

    def visit(node: Node) -> Node | list[Node]:
        return list(node["c"][1]) if node["t"] == "Link" else node

    done: list[Node] = ast.changed(inlines, visit)
    return done


def _is_list(block: Node) -> bool:
    """Tell whether *block* is the reference list, with something in it."""
    return block["t"] == "Div" and ast.identifier(block) == LIST and bool(block["c"][1])


def _listed(refs: Node, uncited: list[Item], labels: Mapping[str, str]) -> Node:
    """Return the reference list as one field from its first entry to its last."""
    attributes, entries = refs["c"]
    blocks = [_entry(entry, labels) for entry in entries]
    blocks = _begun(blocks, _raw(zotero.bibliography(uncited)))
    return ast.div(_ended(blocks, _raw(fields.END)), attributes)


def _entry(entry: Node, labels: Mapping[str, str]) -> Node:
    """Return *entry* without the links to where it is cited: Zotero would delete those."""
    words = ast.string(labels["cited-in"].partition("{sections}")[0])

    def visit(node: Node) -> Node:
        if node["t"] not in {"Para", "Plain"}:
            return node
        links = [at for at, inline in enumerate(node["c"]) if ast.has_class(inline, located.CITED)]
        return {**node, "c": node["c"][: max(0, links[0] - len(words))]} if links else node

    attributes, inner = ast.changed(entry, visit)["c"]
    return ast.div([block for block in inner if ast.text(block)], attributes)


def _begun(blocks: list[Node], mark: Node) -> list[Node]:
    """Return *blocks* with *mark* at the beginning of the first paragraph."""
    first, *rest = blocks
    if first["t"] == "Div":
        return [ast.div(_begun(first["c"][1], mark), first["c"][0]), *rest]
    return [{**first, "c": [mark, *first["c"]]}, *rest]


def _ended(blocks: list[Node], mark: Node) -> list[Node]:
    """Return *blocks* with *mark* at the end of the last paragraph."""
    *rest, last = blocks
    if last["t"] == "Div":
        return [*rest, ast.div(_ended(last["c"][1], mark), last["c"][0])]
    return [*rest, {**last, "c": [*last["c"], mark]}]


def _raw(markup: str) -> Node:
    """Return *markup* for the writer to pass on."""
    return {"t": "RawInline", "c": ["openxml", markup]}
