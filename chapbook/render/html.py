"""From an article's blocks to HTML, as print, web page and handouts share it.

``tools.hypertext`` writes it; here its leaves are marked, and its writer's remarks are findings.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from chapbook.findings import Finding, Place
from chapbook.model import Article, Node
from chapbook.render import leaves
from chapbook.tools import hypertext
from chapbook.tools.hypertext import BOXED, Notes
from chapbook.tools.pandoc import selection, write

__all__ = [
    "BOXED",
    "Fragment",
    "Notes",
    "asset_files",
    "fragment",
    "parted",
    "selected",
    "with_abstract",
]


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
    prepared = hypertext.prepared(blocks, source_of, notes, options)
    html, remarks = write.html(leaves.marked(prepared), options)
    place = Place(file=f"{article.stem}.md")
    findings = [
        Finding(code="tool-warning", place=place, message=f"pandoc: {remark.text}")
        for remark in remarks
    ]
    html = hypertext.settled(leaves.settled(html), notes)
    return Fragment(html=html, findings=tuple(findings))


_SEAM = "<!-- chapbook: the abstract ends here -->"


def with_abstract(article: Article, blocks: list[Node]) -> list[Node]:
    """Return *blocks* with the abstract of *article* ahead, so that one run writes both."""
    return [*article.abstract, {"t": "RawBlock", "c": ["html", _SEAM]}, *blocks]


def parted(text: str) -> tuple[str, str]:
    """Return the abstract and the rest of what ``with_abstract`` put together, as HTML."""
    abstract, _, rest = text.partition(_SEAM)
    return abstract.strip(), rest


selected = selection.selected
"""Which blocks an edition shows; ``grade`` asks the same."""


def asset_files(article: Article) -> Mapping[str, tuple[bytes, str]]:
    """Return the article's images by their names, as ``PrintJob.files`` wants them."""
    return {asset.name: (asset.data, asset.media_type) for asset in article.assets.values()}
