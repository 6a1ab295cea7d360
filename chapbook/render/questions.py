"""The questions of an article's self-checks with their answers, for platforms that ask them.

``cite`` moved the answers to the article's end; here they are put together again.
"""

from collections.abc import Iterator, Mapping, Sequence

from chapbook.model import Article, Node
from chapbook.pack import Choice, Question
from chapbook.tools.pandoc import ast
from chapbook.tools.pandoc.choices import ANSWER, LETTERED


def of(article: Article) -> tuple[Question, ...]:
    """Return the questions of *article* in the order of the text."""
    listed = [block for block in article.appendix if ast.has_class(block, "answers")]
    answers = {ast.identifier(each): each for block in listed for each in block["c"][1]}
    return tuple(_questions(article, answers))


def _questions(article: Article, answers: Mapping[str, Node]) -> Iterator[Question]:
    """Yield the questions, each with its answer where there is one."""
    for node in ast.nodes([*article.lead, *article.body]):
        if node["t"] == "Div" and ast.has_class(node, "question"):
            answer = answers.get(f"{ast.identifier(node)}-answer")
            yield _question(node, answer)


def _question(node: Node, answer: Node | None) -> Question:
    """Return the question *node*."""
    right, told, points = _answered(answer)
    listed = offered(node["c"][1]) if right else None
    of_choices = {ast.value(b, "choice"): b for b in told if _is_of_choice(b)} if listed else {}
    lettered = [(chr(ord("a") + i), c) for i, c in enumerate(listed["c"][1] if listed else ())]
    choices = [
        Choice(blocks=choice, is_right=letter in right, answer=_said(of_choices.get(letter)))
        for letter, choice in lettered
    ]
    return Question(
        identifier=ast.identifier(node),
        blocks=[block for block in node["c"][1] if block is not listed],
        choices=tuple(choices),
        answer=[block for block in told if block not in of_choices.values()],
        points=points,
    )


def _is_of_choice(block: Node) -> bool:
    """Tell whether *block* says what is right or wrong about one choice."""
    return block["t"] == "Div" and ast.has_class(block, ANSWER)


def _said(answer: Node | None) -> list[Node]:
    """Return what the *answer* of a choice says behind its letter."""
    if answer is None:
        return []
    head, *rest = answer["c"][1]
    words = head["c"][2:]
    return [*([ast.para(words)] if words else []), *rest]


def offered(blocks: Sequence[Node]) -> Node | None:
    """Return the list of choices among the *blocks* of a question that has right ones.

    Authors may letter a list of their own; the choices come behind what they are about.
    """
    listed = [b for b in blocks if b["t"] == "OrderedList" and b["c"][0] == LETTERED]
    return listed[-1] if listed else None


def _answered(answer: Node | None) -> tuple[list[str], list[Node], float]:
    """Return the letters of the right choices, the words of *answer* alone, and its points."""
    if answer is None:
        return [], [], 1.0
    points = float(ast.value(answer, "points") or 1)
    head, *rest = answer["c"][1]
    link, _full_stop, *words = head["c"]
    right = ast.text(link).split(", ")[1:]
    words = words[1:] if words and words[0]["t"] == "Space" else words
    return right, [*([ast.para(words)] if words else []), *rest], points
