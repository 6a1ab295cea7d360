"""How to cite the article, or its original, in one style: what editions print, alone."""

from chapbook.cite import item, styles
from chapbook.errors import UsageError
from chapbook.model import Citation, Item, Manuscript
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


def citation(manuscript: Manuscript, style: str, *, original: bool = False) -> Citation:
    """Return the article of *manuscript*, or its original, in the style named *style*.

    Character for character what the citation appendix of every edition prints where the
    article lists that style under ``cite-as``.

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
    _, entries = citeproc.resolve([], [], work.style, [work])
    entry = styles.corrected(entries[0], work, metadata)
    return Citation(
        style=style,
        label=styles.label(style, load_labels(metadata.lang)),
        inlines=entry.inlines or entry.in_text,  # some styles of notes list no works
        in_text=entry.in_text,
    )


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


def html(entry: Citation) -> str:
    """Return *entry* as a paragraph of HTML.

    Raises:
        ToolError: pandoc failed.
    """
    return write.html([ast.para(entry.inlines)])[0].strip()


FORMS = {"text": text, "html": html}
"""The writer of a citation in each format, as the command line names it."""
