"""The teacher's edition: the study guide with the answers in place and the points to discuss.

Every page says at its head whom it is for, so that a copy among those of students shows.
"""

from collections.abc import Mapping

from chapbook.editions import Edition
from chapbook.model import Article, Node, Rendering
from chapbook.render import draft, html, pages, questions
from chapbook.render.handout import guide, print_pages, sheet, study
from chapbook.settings import Workbench
from chapbook.tools.pandoc import ast


def make(article: Article, row: Edition, bench: Workbench) -> Rendering:
    """Make the teacher's edition of *article*; nothing when it has nothing to teach with."""
    article = print_pages.stamped(article)
    text = draft.carried([*article.lead, *article.body])
    blocks = html.selected(_addressed(text, row), row.like)
    checks = guide.parts(blocks, "self-check")
    chosen = guide.chosen(article, blocks, _with_answers(checks, article))
    if not chosen:
        return sheet.skipped(article, row)
    main = [*chosen, *guide.apparatus(article, row, chosen)]
    moved = (guide.DISCUSSION, "answer")
    return study.made(article, row, bench, study.Text(main=main, css=_band(article), moved=moved))


def _band(article: Article) -> str:
    """Return the CSS with the words at the head of every page, the first among them."""
    title = pages.shortened(article.metadata.running_title)
    words = f"{article.labels['for-teachers']} · {title}"
    return "".join(
        f"@page{which} {{ @top-left {{ content: {pages.quoted(words)} }} }}\n"
        for which in ("", " :first")
    )


def _addressed(blocks: list[Node], row: Edition) -> list[Node]:
    """Return *blocks* in which what is for this edition alone is for the one that it is like.

    It shows what students see; an author may add to that, and take away from it.
    """

    def visit(node: Node) -> Node:
        listed = (ast.value(node, "editions") or "").replace(",", " ").split()
        if node["t"] != "Div" or row.name not in listed:
            return node
        (identifier, classes, pairs), inner = node["c"]
        said = " ".join([*listed, row.like])
        pairs = [[key, said if key == "editions" else value] for key, value in pairs]
        return ast.div(inner, [identifier, classes, pairs])

    done: list[Node] = ast.changed(blocks, visit)
    return done


def _with_answers(parts: list[Node], article: Article) -> list[Node]:
    """Return self-checks with the answer below each question, and its right choices marked."""
    listed = [b for b in article.appendix if ast.has_class(b, "answers")]
    answers = {ast.identifier(each): each for block in listed for each in block["c"][1]}

    def visit(node: Node) -> Node:
        if node["t"] != "Div" or not ast.has_class(node, "question"):
            return node
        answer = answers.get(f"{ast.identifier(node)}-answer")
        if answer is None:
            return node
        right = _right(answer)
        choices = questions.offered(node["c"][1])
        asked = [_marked(b, right) if choices and b is choices else b for b in node["c"][1]]
        return ast.div([*asked, _in_place(answer, right, article.labels)], node["c"][0])

    done: list[Node] = ast.changed(parts, visit)
    return done


def _head(answer: Node) -> Node:
    """Return the paragraph of *answer* that begins with its number and the right letters."""
    head: Node = next(b for b in answer["c"][1] if b["t"] == "Para")
    return head


def _number(answer: Node) -> Node:
    """Return the link with which *answer* begins: "3, b" leads to question 3."""
    link: Node = next(node for node in ast.nodes(_head(answer)) if node["t"] == "Link")
    return link


def _right(answer: Node) -> list[str]:
    """Return the letters of the right choices; none where there is nothing to choose."""
    return ast.text(_number(answer)).split(", ")[1:]


def _marked(block: Node, right: list[str]) -> Node:
    """Return the choices *block* with the *right* ones in strong type."""
    attributes, choices = block["c"]
    letters = [chr(ord("a") + index) for index in range(len(choices))]
    done = [
        [_strong(each) for each in choice] if letter in right else choice
        for letter, choice in zip(letters, choices, strict=True)
    ]
    return {**block, "c": [attributes, done]}


def _strong(block: Node) -> Node:
    """Return a block of text in strong type."""
    if block["t"] not in {"Para", "Plain"}:
        return block
    return {**block, "c": [{"t": "Strong", "c": block["c"]}]}


def _in_place(answer: Node, right: list[str], labels: Mapping[str, str]) -> Node:
    """Return *answer* as it stands below its question: "Answer: b" for "3, b.", then the words."""
    head, link = _head(answer), _number(answer)
    at = next(i for i, node in enumerate(head["c"]) if node is link)
    words = labels["answer"]
    if right:
        words += f"{labels['colon']} {', '.join(right)}"
    if points := ast.value(answer, "points"):
        words += f" · {labels['points'].format(points=points)}"
    said = ast.para([*head["c"][:at], {"t": "Strong", "c": ast.string(words)}])
    rest = head["c"][at + 3 :]  # behind the link stand the full stop of its number and a space
    told = {**head, "c": rest}
    blocks = [part for b in answer["c"][1] for part in ((said, told) if b is head else (b,))]
    return ast.div([b for b in blocks if b is not told or rest], ["", ["answer"], []])
