"""The study guide: what an article has to learn from, with room for notes and answers.

The answers lie on a leaf of their own at the end, to be cut off and held back.
"""

from chapbook.editions import Edition
from chapbook.model import Article, Node, Rendering
from chapbook.render import draft, html
from chapbook.render.handout import guide, print_pages, sheet, study
from chapbook.settings import Workbench
from chapbook.tools.pandoc import ast


def make(article: Article, row: Edition, bench: Workbench) -> Rendering:
    """Make the study guide of *article*; nothing when it has nothing to learn from."""
    article = print_pages.stamped(article)
    text = draft.carried([*article.lead, *article.body])
    blocks = html.selected(text, row.name, dropped=(guide.DISCUSSION,))
    questions = guide.parts(blocks, "self-check")
    answers = _answers(article) if questions else []
    overleaf = [ast.para(ast.string(article.labels["answers-overleaf"]))] if answers else []
    chosen = guide.chosen(article, blocks, [*overleaf, *_with_room(questions)])
    if not chosen:
        return sheet.skipped(article, row)
    main = [*chosen, *guide.apparatus(article, row, [*chosen, *answers])]
    fields = ("name", "course", "date")
    return study.made(article, row, bench, study.Text(main=main, last=answers, fields=fields))


def _with_room(parts: list[Node]) -> list[Node]:
    """Return self-checks with ruled lines below each question that offers no choices."""
    lines = ast.div([], ast.attr("", ["writing"]))

    def visit(node: Node) -> Node:
        if node["t"] != "Div" or not ast.has_class(node, "question"):
            return node
        offers = any(block["t"] == "OrderedList" for block in node["c"][1])
        return node if offers else ast.div([*node["c"][1], lines], node["c"][0])

    done: list[Node] = ast.changed(parts, visit)
    return done


def _answers(article: Article) -> list[Node]:
    """Return the section with the answers, from the article's end."""
    listed = [b for b in article.appendix if ast.has_class(b, "answers")]
    heading = [b for b in article.appendix if ast.identifier(b) == "answers"]
    return [*heading, *listed] if listed else []
