"""The third stage: turn a Manuscript into the Article that every edition is made from.

    ids made room for -> quotation marks -> numbers and titles -> cross-references
    -> answers and descriptions put at the end -> citations resolved -> citation appendix

All of it happens on pandoc's document model, before any format exists, so that
no edition can number, cite or refer differently from another.
"""

from collections.abc import Collection, Mapping
from pathlib import Path

from chapbook.cite import (
    appendix,
    backlink,
    credit,
    describe,
    direction,
    formulas,
    identify,
    item,
    link,
    naming,
    number,
    punctuate,
    quotation,
    register,
    self_check,
    styles,
    tidy,
)
from chapbook.frozen import Occasion
from chapbook.model import Article, Citation, Item, Manuscript, Node
from chapbook.tools import direction as directions
from chapbook.tools import store
from chapbook.tools.labels import load as load_labels
from chapbook.tools.pandoc import ast, citeproc, outline
from chapbook.tools.pandoc.citeproc import Entry

ABSTRACT = "chapbook-abstract"
"""The id of the div in which the abstract travels, ahead of the text."""


def article(manuscript: Manuscript) -> Article:
    """Return the article of *manuscript*.

    Args:
        manuscript: Read and found without errors.

    Raises:
        ToolError: The citation processor failed.
        UsageError: There are no labels for the article's language.
    """
    metadata = formulas.metadata(manuscript.metadata)
    labels = load_labels(metadata.lang)
    blocks = outline.without_empty(outline.without_title(manuscript.blocks, metadata.title))
    blocks, own_heading = identify.without_own_heading(blocks)
    if own_heading:
        labels = {**labels, "references": own_heading}
    of_article = item.of_article(metadata, metadata.lang)
    of_original = item.of_original(metadata)
    works = [work for work in (of_article, of_original) if work is not None]
    resolved, references, citations = _resolved(manuscript, blocks, labels, works)
    abstract, *text = resolved
    lead, body, end = _split(text)
    to_article, to_original = citations[: len(metadata.cite_as)], citations[len(metadata.cite_as) :]
    end += appendix.blocks(references, to_article, to_original, labels)
    runs = directions.of_language(metadata.lang)
    lead, body, end = (direction.marked(part, runs) for part in (lead, body, end))
    frozen = store.freeze(manuscript, Occasion.SIGNED)
    return Article(
        stem=manuscript.stem,
        metadata=metadata,
        abstract=direction.marked(abstract["c"][1], runs),
        lead=lead,
        body=body,
        appendix=end,
        headings=appendix.headings([*body, *end]),
        cite_article=to_article,
        cite_original=to_original,
        item=of_article,
        references=_cited(manuscript, references),
        uncited=_uncited(manuscript, references),
        assets=manuscript.assets,
        labels=labels,
        is_medical=_is_medical(manuscript),
        content_hash=frozen.content_hash,
        theme=manuscript.theme,
        frozen=frozen,
        versions=manuscript.versions,
    )


def _resolved(
    manuscript: Manuscript, blocks: list[Node], labels: Mapping[str, str], works: list[Item]
) -> tuple[list[Node], list[Node], tuple[Citation, ...]]:
    """Resolve all citations.

    Returns:
        The text, the abstract in a div ahead of it; the entries of the reference list; and
        each of *works* in each style that the article asks for.
    """
    metadata, folder = manuscript.metadata, manuscript.folder
    items = styles.references([r.item for r in manuscript.references], metadata, folder)
    to_set = [
        styles.work(work, name, metadata, folder, for_reader=True)
        for work in works
        for name in metadata.cite_as
    ]
    carried = ast.div(manuscript.abstract, ast.attr(ABSTRACT))
    prepared = _prepared([carried, *blocks], labels, {str(item["id"]) for item in items})
    if styles.cites_by_number(metadata, folder):
        prepared = naming.named(prepared, items, labels)
    style = styles.of_document(metadata, folder)
    resolved, entries = citeproc.resolve(prepared, items, style, to_set)
    resolved = formulas.with_words(resolved)
    resolved = punctuate.spaced(resolved)
    if style.marks_follow_punctuation:
        resolved = punctuate.before_colons(resolved)
    text, references = _without_references(backlink.anchored(resolved))
    references = styles.reference_list(references, items, metadata, folder)
    cited = backlink.spots([*text[0]["c"][1], *text[1:]], labels["abstract"])
    works_by_id = {f"ref-{work.key}": work.item for work in manuscript.references}
    references = [
        backlink.below(
            entry,
            register.named(entry, works_by_id[ast.identifier(entry)], labels, metadata.lang),
            cited.get(ast.identifier(entry).removeprefix("ref-"), []),
            labels,
        )
        for entry in references
    ]
    entries = [styles.corrected(e, w, metadata) for e, w in zip(entries, to_set, strict=True)]
    return text, references, _citations(metadata.cite_as * len(works), entries, folder, labels)


def _prepared(blocks: list[Node], labels: Mapping[str, str], works: Collection[str]) -> list[Node]:
    """Return *blocks* with everything done that needs no citation.

    Descriptions and answers stand at the end already, so that a numeric style numbers
    works in the order in which a reader meets them.
    """
    blocks = identify.freed(quotation.marked(blocks, labels))
    blocks, names = number.numbered(credit.credited(blocks, labels), labels)
    blocks = link.resolved(blocks, names, link.titles(blocks), works)
    blocks, figures = describe.taken_out(tidy.tidied(blocks))
    blocks, answers = self_check.split(blocks)
    return [
        *tidy.drawable(blocks),
        *self_check.section(answers, labels),
        *appendix.descriptions(figures, names, labels),
    ]


def _citations(
    names: list[str], entries: list[Entry], folder: Path, labels: Mapping[str, str]
) -> tuple[Citation, ...]:
    """Pair each entry with the style that set it."""
    return tuple(
        Citation(
            style=name,
            label=styles.label(name, labels),
            inlines=entry.inlines,
            in_text=entry.in_text,
            in_text_name=styles.in_text_name(name, folder, labels),
        )
        for name, entry in zip(names, entries, strict=True)
    )


def _without_references(blocks: list[Node]) -> tuple[list[Node], list[Node]]:
    """Return *blocks* without the reference list, and its entries."""
    text = [block for block in blocks if ast.identifier(block) != "refs"]
    entries = [e for block in blocks if ast.identifier(block) == "refs" for e in block["c"][1]]
    return text, entries


def _split(blocks: list[Node]) -> tuple[list[Node], list[Node], list[Node]]:
    """Split *blocks* into what stands before the first section, the sections, and the end."""
    ends = [i for i, block in enumerate(blocks) if ast.has_class(block, "appendix")]
    end = ends[0] if ends else len(blocks)
    starts = [i for i, block in enumerate(blocks[:end]) if block["t"] == "Header"]
    if not starts:
        starts = [i for i, b in enumerate(blocks[:end]) if not ast.has_class(b, "key-points")]
    start = starts[0] if starts else end
    return blocks[:start], blocks[start:end], blocks[end:]


def _cited(manuscript: Manuscript, references: list[Node]) -> tuple[Item, ...]:
    """Return the cited works in the order of the reference list."""
    items = {f"ref-{reference.key}": reference.item for reference in manuscript.references}
    return tuple(items[ast.identifier(entry)] for entry in references)


def _uncited(manuscript: Manuscript, references: list[Node]) -> tuple[Item, ...]:
    """Return the works of the bibliography that are not in the reference list."""
    listed = {ast.identifier(entry) for entry in references}
    return tuple(r.item for r in manuscript.references if f"ref-{r.key}" not in listed)


def _is_medical(manuscript: Manuscript) -> bool:
    """Tell whether the article is about health, as its author says or shows.

    A part ``see-doctor`` is the one sign that is given on purpose; keywords are free text
    in any language.
    """
    said = manuscript.metadata.health
    shown = (ast.has_class(node, "see-doctor") for node in ast.nodes(manuscript.blocks))
    return any(shown) if said is None else said
