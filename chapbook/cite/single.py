"""How to cite the article, or its original, in one style: what editions print, alone."""

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import replace

from chapbook.cite import item, styles
from chapbook.errors import UsageError
from chapbook.model import Article, Citation, Item, Manuscript, Node
from chapbook.tools import csl
from chapbook.tools.labels import load as load_labels
from chapbook.tools.pandoc import ast, citeproc, write


def subject(manuscript: Manuscript, *, original: bool = False) -> Item:
    """Return the article of *manuscript*, or the work that it adapts, as a CSL item.

    Raises:
        UsageError: It adapts none.
    """
    metadata = manuscript.metadata
    if not original:
        return item.of_article(metadata, metadata.lang)
    found = item.of_original(metadata)
    if found is None:
        raise UsageError(
            f"{manuscript.path.name} names no work that it adapts",
            fix='Name it under "original" in the front matter, or leave --original out.',
        )
    return found


def citation(
    manuscript: Manuscript, style: str, *, original: bool = False, suffix: str = ""
) -> Citation:
    """Return the article of *manuscript*, or its original, in the style named *style*.

    Character for character what the citation appendix of every edition prints where the
    article lists that style under ``cite-as``.

    Args:
        manuscript: The article.
        style: The name of a CSL style.
        original: Whether the work that the article adapts is meant.
        suffix: What ``locator`` returned for a part, to cite that alone in the text.

    Raises:
        ToolError: The citation processor failed.
        UsageError: There is no such style, or no original; close names are offered.
    """
    metadata, folder = manuscript.metadata, manuscript.folder
    work_item = subject(manuscript, original=original)
    try:
        work = styles.work(work_item, style, metadata, folder, for_reader=True)
    except csl.UnknownStyleError as error:
        raise UsageError(str(error), fix=_offer(style)) from error
    _, entries = citeproc.resolve([], [], work.style, [replace(work, suffix=suffix)])
    entry = styles.corrected(entries[0], work, metadata)
    return Citation(
        style=style,
        label=styles.label(style, load_labels(metadata.lang)),
        inlines=entry.inlines or entry.in_text,  # some styles of notes list no works
        in_text=entry.in_text,
        in_text_name=styles.in_text_name(style, folder, load_labels(metadata.lang)),
    )


def locator(article: Article, identifier: str, page_map: Mapping[str, int]) -> str:
    """Return how the part *identifier* of *article* is pointed to, as a suffix of a citation.

    Args:
        article: The article.
        identifier: The id of a section, table, figure, box or anything else.
        page_map: The page_number (1-based) of ids where the edition has pages; for an edition
            without them nothing, and the part's own number or heading serves.

    Raises:
        UsageError: The article has no such part, or one without a page, number or heading.
    """
    if identifier in page_map:
        return f", {page_map[identifier]}"
    if name := _names(article).get(identifier):
        return f", {name}"
    raise _no_part(article, identifier)


def known_part(article: Article, identifier: str) -> None:
    """Refuse an *identifier* that nothing in *article* has, before any page is laid out.

    Raises:
        UsageError: It names the ids that are like it.
    """
    everything = [*article.abstract, *article.lead, *article.body, *article.appendix]
    if not any(ast.identifier(node) == identifier for node in ast.nodes(everything)):
        raise _no_part(article, identifier)


def _no_part(article: Article, identifier: str) -> UsageError:
    """Return the error that *article* has no part *identifier*, with those that are like it."""
    known = _names(article)
    near = difflib.get_close_matches(identifier, known, 3, cutoff=0.5)
    return UsageError(
        f'the article has no part "{identifier}" that can be cited',
        fix=f"Did you mean {' or '.join(near)}?" if near else f"There are {', '.join(known)}.",
    )


def _names(article: Article) -> dict[str, str]:
    """Return what each part is called by its id: "Table 2", or a heading in quotation marks."""
    labels = article.labels
    before, after = labels["quotes-double-open"], labels["quotes-double-close"]
    found = {h.identifier: f"{before}{h.text}{after}" for h in article.headings}
    for node in ast.nodes([*article.lead, *article.body]):
        is_one = node["t"] in {"Figure", "Table"} or (
            node["t"] == "Div" and not ast.has_class(node, "part-title")
        )
        if is_one and ast.identifier(node) and (name := next(_numbers(node), "")):
            found[ast.identifier(node)] = name.rstrip(".")
    return found


def _numbers(node: Node) -> Iterator[str]:
    """Yield the printed numbers in the caption or title of *node*, such as "Table 2."."""
    for inner in ast.nodes(node):
        if inner["t"] == "Span" and ast.has_class(inner, "caption-label"):
            yield ast.text(inner["c"][1])


def _offer(style: str) -> str:
    """Return what to type instead of *style*."""
    near = csl.nearest(style)
    if not near:
        return "Look for its name at https://www.zotero.org/styles."
    return f"Did you mean {' or '.join(near)}?"


def text(entry: Citation) -> str:
    """Return *entry* as plain text on one line.

    Every space is a plain one, as programs that copy text from a PDF make them.
    """
    return ast.text(entry.inlines)


def in_text(entry: Citation) -> Citation:
    """Return *entry* with the form in running text, or the note, in the place of the entry."""
    return replace(entry, inlines=entry.in_text)


def html(entry: Citation) -> str:
    """Return *entry* as a paragraph of HTML.

    Raises:
        ToolError: pandoc failed.
    """
    return write.html([ast.para(entry.inlines)])[0].strip()


FORMS = {"text": text, "html": html}
"""The writer of a citation in each format, as the command line names it."""
