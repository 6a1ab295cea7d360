"""From blocks to HTML, as print, web page and handouts share it.

What pandoc's HTML writer does not say by itself is said on the model first: roles and
names of parts, sources of images, notes at the foot of a page.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from chapbook.findings import Finding, Place
from chapbook.model import Article, Node
from chapbook.render import address, foot, formulas, listings, lists, raised
from chapbook.tools.pandoc import ast, write

BOXED = ("key-points", "see-doctor", "questions", "self-check", "plain", "discussion", "box")
"""Parts that stand for themselves and are announced by their title."""


class Notes(Enum):
    """Where notes go."""

    FOOT = "foot"
    """At the foot of the page on which they are called."""
    END = "end"
    """At the end of the document, with links both ways."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """A piece of HTML and what its writer remarked."""

    html: str
    findings: tuple[Finding, ...]


def fragment(
    blocks: list[Node],
    article: Article,
    source_of: Callable[[str], str],
    notes: Notes,
    options: Sequence[str] = write.HTML_OPTIONS,
) -> Fragment:
    """Return *blocks* as HTML.

    Args:
        blocks: Part of *article*.
        article: Where they come from.
        source_of: The ``src`` of an image, by its target.
        notes: Where notes go.
        options: Options of pandoc's HTML writer.
    """

    def visit(node: Node) -> Node | list[Node]:
        match node["t"]:
            case "Image":
                return _image(node, source_of)
            case "Div":
                return _part(node)
            case "Link":
                return address.broken(node)
            case "Note" if notes is Notes.FOOT:
                return foot.note(node)
            case "BulletList" | "OrderedList":
                return lists.marked(node)
        return node

    show = formulas.marked_up if "--mathml" in options else formulas.pictured
    kept = raised.with_their_words(show(blocks))
    html, remarks = write.html(ast.changed(kept, visit), options)
    place = Place(file=f"{article.stem}.md")
    findings = [
        Finding(code="tool-warning", place=place, message=f"pandoc: {remark.text}")
        for remark in remarks
    ]
    html = listings.in_lines(lists.started(html) if notes is Notes.FOOT else html)
    return Fragment(html=html, findings=tuple(findings))


_SEAM = "<!-- chapbook: the abstract ends here -->"


def with_abstract(article: Article, blocks: list[Node]) -> list[Node]:
    """Return *blocks* with the abstract of *article* ahead, so that one run writes both."""
    return [*article.abstract, {"t": "RawBlock", "c": ["html", _SEAM]}, *blocks]


def parted(text: str) -> tuple[str, str]:
    """Return the abstract and the rest of what ``with_abstract`` put together, as HTML."""
    abstract, _, rest = text.partition(_SEAM)
    return abstract.strip(), rest


def selected(blocks: list[Node], edition: str, dropped: Iterable[str] = ()) -> list[Node]:
    """Return *blocks* as *edition* shows them.

    ``only`` and ``not`` parts choose by the edition's name; divs of a class in *dropped*
    are left out.
    """
    without = frozenset(dropped)

    def visit(node: Node) -> Node | list[Node] | None:
        if node["t"] != "Div":
            return node
        names = set(ast.classes(node))
        if names & without:
            return None
        listed = (ast.value(node, "editions") or "").replace(",", " ").split()
        if "only" in names:
            return list(node["c"][1]) if edition in listed else None
        if "not" in names:
            return None if edition in listed else list(node["c"][1])
        return node

    kept: list[Node] = ast.changed(blocks, visit)
    return kept


def _image(node: Node, source_of: Callable[[str], str]) -> Node:
    """Return an image with its real source, its alt text said even when empty."""
    (identifier, classes, pairs), alt, (target, title) = node["c"]
    kept = [[k, v] for k, v in pairs if k in {"width", "height", "lang", "dir"}]
    described = next((v[1:] for k, v in pairs if k == "description" and v.startswith("#")), None)
    if described:
        kept.append(["aria-details", described])
    if not alt:
        kept.append(["alt", ""])
    return {**node, "c": [[identifier, classes, kept], alt, [source_of(target), title]]}


def _part(node: Node) -> Node:
    """Return a part as a note of its own, named by its title."""
    (identifier, classes, pairs), blocks = node["c"]
    pairs = [[k, v] for k, v in pairs if k not in {"priority", "points"}]
    pairs = [[f"data-{k}" if k == "when" else k, v] for k, v in pairs]
    titled = any(ast.has_class(b, "part-title") for b in blocks if b["t"] == "Div")
    if titled and set(classes) & set(BOXED):
        pairs += [["role", "note"], ["aria-labelledby", f"{identifier}-title"]]
    return ast.div(blocks, [identifier, classes, pairs])


def asset_files(article: Article) -> Mapping[str, tuple[bytes, str]]:
    """Return the article's images by their names, as ``PrintJob.files`` wants them."""
    return {asset.name: (asset.data, asset.media_type) for asset in article.assets.values()}
