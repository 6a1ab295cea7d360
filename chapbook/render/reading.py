"""What packs must know of an article, as a record that lies beside its other editions.

A pack is made of finished files: with this record an article that has not changed need be neither
read nor cited again.
"""

import base64
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from chapbook.editions import Edition
from chapbook.model import Article, BuiltEdition, Node, Rendering
from chapbook.pack import Credit, Question, Record, Section
from chapbook.render import particulars, questions
from chapbook.settings import Workbench
from chapbook.tools import records
from chapbook.tools.hypertext import pagebreak
from chapbook.tools.pandoc import ast


def make(article: Article, row: Edition, bench: Workbench) -> Rendering:
    """Write the record of *article*."""
    bench.path.write_text(records.written(record(article)), "utf-8", newline="\n")
    return Rendering(built=BuiltEdition(edition=row.name, path=bench.path, name=bench.name))


def record(article: Article) -> Record:
    """Return what packs must know of *article*, which tells the pages of print."""
    metadata, facts = article.metadata, particulars.of(article)
    text = [*article.abstract, *article.lead, *article.body]
    asked = questions.of(article)
    return Record(
        stem=article.stem,
        title=metadata.title,
        subtitle=metadata.subtitle or "",
        running_title=metadata.running_title,
        lang=metadata.lang,
        authors=tuple(name.csl() for name in metadata.author),
        byline=facts.byline,
        date=metadata.date.isoformat(),
        version=metadata.version or "",
        review=facts.review_status,
        item=article.item,
        references=article.references,
        keywords=tuple(metadata.keywords),
        glossary=tuple(_glossary(text)),
        questions=tuple(_question_alone(each) for each in asked),
        sections=tuple(_sections(article)),
        licence=metadata.license or "",
        address=(facts.address or "") if facts.address_is_own else "",
        credits=tuple(_credits(text)),
        word_count=len(re.findall(r"\w+(?:[-'’]\w+)*", ast.text(_alone(text)))),
        figure_count=sum(node["t"] == "Figure" for node in ast.nodes(text)),
        table_count=sum(node["t"] == "Table" for node in ast.nodes(text)),
        content_hash=article.content_hash,
        page_count=len(article.page_map.starts) if article.page_map else 0,
        pictures=_pictures(asked, article),
    )


def _sections(article: Article) -> Iterator[Section]:
    """Yield the headings of *article* with the pages on which they stand in print."""
    pages = article.page_map.of_ids if article.page_map else {}
    for heading in article.headings:
        yield Section(
            identifier=heading.identifier,
            level=heading.level,
            title=heading.text,
            page_number=pages.get(heading.identifier, 0),
        )


def _glossary(text: list[Node]) -> Iterator[tuple[list[Node], list[Node]]]:
    """Yield each term with its definition."""
    for node in ast.nodes(text):
        if node["t"] != "Div" or not ast.has_class(node, "glossary"):
            continue
        for block in node["c"][1]:
            for term, definitions in block["c"] if block["t"] == "DefinitionList" else []:
                yield _alone(term), _alone([part for each in definitions for part in each])


def _credits(text: list[Node]) -> Iterator[Credit]:
    """Yield whose work figures are."""
    for figure in (node for node in ast.nodes(text) if node["t"] == "Figure"):
        caption = figure["c"][1]
        labels = [n for n in ast.nodes(caption) if ast.has_class(n, "caption-label")]
        label = ast.text(labels[0]).rstrip(".: \u00a0") if labels else ""
        for span in (n for n in ast.nodes(caption) if ast.has_class(n, "credit")):
            links = [n["c"][2][0] for n in ast.nodes(span) if n["t"] == "Link"]
            yield Credit(label=label, credit=ast.text(span), source=next(iter(links), ""))


def _alone(tree: Any) -> Any:
    """Return *tree* as it can stand without its article.

    Its links within the article and its ids would lead nowhere or stand twice, the marks of its
    citations and notes would name entries of lists that are not there.
    """

    def visit(node: Node) -> Node | list[Node]:
        if node["t"] == "Link" and node["c"][2][0].startswith("#"):
            inner: list[Node] = node["c"][1]
            return inner
        return ast.with_identifier(node, "") if ast.identifier(node) else node

    return ast.changed(_unmarked(tree), visit)


def _question_alone(question: Question) -> Question:
    """Return *question* as it can stand without its article."""
    return replace(
        question,
        blocks=_alone(question.blocks),
        choices=tuple(
            replace(each, blocks=_alone(each.blocks), answer=_alone(each.answer))
            for each in question.choices
        ),
        answer=_alone(question.answer),
    )


def _unmarked(tree: Any) -> Any:
    """Return *tree* without marks, and without the space before each."""
    if isinstance(tree, dict):
        return {key: _unmarked(part) for key, part in tree.items()}
    if not isinstance(tree, list):
        return tree
    kept: list[Any] = []
    for part in tree:
        if not (isinstance(part, dict) and "t" in part and _is_mark(part)):
            kept.append(_unmarked(part))
        elif kept and kept[-1] == {"t": "Space"}:
            kept.pop()
    return kept


def _is_mark(node: Node) -> bool:
    """Tell whether *node* is a marker, a note, or a citation in brackets or by a number."""
    if node["t"] != "Cite":
        return node["t"] == "Note" or pagebreak.is_marker(node)
    return all(each["citationMode"]["t"] != "AuthorInText" for each in node["c"][0])


def _pictures(asked: tuple[Question, ...], article: Article) -> dict[str, str]:
    """Return the pictures that questions show, by the target of their images, as Base64."""
    trees = [[q.blocks, q.answer, [[c.blocks, c.answer] for c in q.choices]] for q in asked]
    targets = {node["c"][2][0] for node in ast.nodes(trees) if node["t"] == "Image"}
    shown = sorted(targets & set(article.assets))
    return {target: base64.b64encode(article.assets[target].data).decode() for target in shown}
