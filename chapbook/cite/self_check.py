"""The self-check: questions where they stand, answers in a section at the end.

Written as an ordered list whose items hold choices (``- [ ]``, ``- [x]``) and a nested
``answer`` div, printed as questions with lettered choices; the right letter and the
answer move to the end, so that no reader sees them before thinking.  So does the ``answer``
div of a choice, which says what is right or wrong about that one.
"""

from collections.abc import Mapping

from chapbook.model import Node
from chapbook.tools.pandoc import ast, choices

BOXES = ("☐", "☒")
"""What pandoc makes of ``[ ]`` and ``[x]``."""


def split(blocks: list[Node]) -> tuple[list[Node], list[Node]]:
    """Return *blocks* with questions only, and the answers as items of an ordered list.

    The answers are empty when the article has no self-check.  Questions of several
    self-checks are answered in the order of the text.
    """
    answers: list[Node] = []

    def visit(node: Node) -> Node:
        if node["t"] != "Div" or not ast.has_class(node, "self-check"):
            return node
        inner = [
            _questions(b, answers, _key(node, len(answers))) if b["t"] == "OrderedList" else b
            for b in node["c"][1]
        ]
        return ast.div(inner, node["c"][0])

    kept: list[Node] = ast.changed(blocks, visit)
    return kept, answers


def _key(node: Node, count: int) -> str:
    """Return an id that tells one self-check from another."""
    return ast.identifier(node) or f"self-check-{count + 1}"


def _questions(listed: Node, answers: list[Node], key: str) -> Node:
    """Return the ordered list without its answers, which go to *answers*."""
    start = listed["c"][0][0]
    items = []
    for offset, item in enumerate(listed["c"][1]):
        right, question, of_choices = _question(item)
        told = [b for block in item if _is_answer(block) for b in block["c"][1]]
        identifier = f"{key}-{start + offset}"
        if right or told or of_choices:
            points = next((p for b in item if (p := ast.value(b, "points"))), None)
            answer = _answer(start + offset, right, [*told, *of_choices], identifier)
            answers.append(_worth(answer, points) if points else answer)
        items.append([ast.div(question, ast.attr(identifier, ["question"]))])
    return {**listed, "c": [listed["c"][0], items]}


def _is_answer(block: Node) -> bool:
    """Tell whether *block* is the answer of a question."""
    return block["t"] == "Div" and ast.has_class(block, "answer")


def _question(item: list[Node]) -> tuple[list[str], list[Node], list[Node]]:
    """Return the letters of the right choices, the item alone, and what is said of choices."""
    right: list[str] = []
    told: list[Node] = []
    blocks = []
    for block in item:
        if _is_answer(block):
            continue
        if block["t"] == "BulletList" and all(_tick(choice) for choice in block["c"]):
            lettered = [(chr(ord("a") + i), choice) for i, choice in enumerate(block["c"])]
            right += [letter for letter, choice in lettered if _tick(choice) == "☒"]
            told += [div for letter, choice in lettered for div in _of_choice(letter, choice)]
            offered = [_without_tick(choice) for choice in block["c"]]
            block = {"t": "OrderedList", "c": [choices.LETTERED, offered]}
        blocks.append(block)
    return right, blocks, told


def _of_choice(letter: str, choice: list[Node]) -> list[Node]:
    """Return what is said of *choice* alone, behind its *letter*; nothing where nothing is."""
    told = [b for block in choice if _is_answer(block) for b in block["c"][1]]
    head: list[Node] = [{"t": "Strong", "c": ast.string(f"{letter})")}]
    attributes = ["", [choices.ANSWER], [["choice", letter]]]
    return [ast.div(_headed(head, told), attributes)] if told else []


def _tick(choice: list[Node]) -> str:
    """Return the box that *choice* begins with, or nothing."""
    first = choice[0]["c"][0] if choice and choice[0].get("c") else {}
    sign = first.get("c") if isinstance(first, dict) and first.get("t") == "Str" else ""
    return sign if sign in BOXES else ""


def _without_tick(choice: list[Node]) -> list[Node]:
    """Return *choice* without its box, the space behind it, and its answer."""
    first, *rest = choice
    return [{**first, "c": first["c"][2:]}, *(b for b in rest if not _is_answer(b))]


def _answer(number: int, right: list[str], told: list[Node], question: str) -> Node:
    """Return one answer: its number as a link to the question, the right letters, the words."""
    words = f"{number}{', ' + ', '.join(right) if right else ''}"
    back = ast.link([{"t": "Strong", "c": ast.string(words)}], f"#{question}", ast.attr())
    head: list[Node] = [back, {"t": "Str", "c": "."}]
    return ast.div(_headed(head, told), ast.attr(f"{question}-answer", ["answer"]))


def _headed(head: list[Node], told: list[Node]) -> list[Node]:
    """Return *told* with *head* at the beginning of its first paragraph, or before it."""
    if told and told[0]["t"] in {"Para", "Plain"}:
        first, *rest = told
        return [{"t": "Para", "c": [*head, {"t": "Space"}, *first["c"]]}, *rest]
    return [ast.para(head), *told]


def _worth(answer: Node, points: str) -> Node:
    """Return *answer* with the number of *points* that it gives."""
    (identifier, classes, pairs), blocks = answer["c"]
    return ast.div(blocks, [identifier, classes, [*pairs, ["points", points]]])


def section(answers: list[Node], labels: Mapping[str, str]) -> list[Node]:
    """Return the section of *answers* for the article's end; nothing without any."""
    if not answers:
        return []
    heading = ast.header(1, ast.string(labels["answers"]), ast.attr("answers", ["appendix"]))
    return [heading, ast.div(answers, ast.attr("answer-list", ["answers"]))]
