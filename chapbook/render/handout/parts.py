"""What an article says to patients, taken out of it part by part."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import takewhile

from chapbook.editions import Edition
from chapbook.model import Article, Node
from chapbook.render import draft, html
from chapbook.render.handout import bare, print_pages
from chapbook.tools.pandoc import ast


class Kind(Enum):
    """What a part is for; the values are the classes that name it in Markdown."""

    KEY_POINTS = "key-points"
    SEE_DOCTOR = "see-doctor"
    PLAIN = "plain"
    QUESTIONS = "questions"


ALWAYS = {Kind.KEY_POINTS, Kind.SEE_DOCTOR}
"""Parts that are never left out, whatever priority an article gives them."""

URGENT = ("emergency", "same-day")
"""The lists that cannot wait, the most urgent first."""

LISTS = ("BulletList", "OrderedList")

DEFAULT_PRIORITY = {Kind.KEY_POINTS: 1, Kind.SEE_DOCTOR: 1, Kind.QUESTIONS: 2, Kind.PLAIN: 3}
"""How important a part is that does not say so itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of the patient sheet."""

    kind: Kind
    when: str
    """How urgent a see-doctor list is; nothing for other parts."""
    priority: int
    """1 for the most important."""
    head: list[Node]
    """Its title, as inlines."""
    blocks: list[Node]
    """Its text without the title."""
    page_number: int | None = None
    """The page of print on which the title stands; nothing where no pages are known."""

    @property
    def name(self) -> str:
        """The title as text."""
        return ast.text(self.head)

    @property
    def item_count(self) -> int:
        """How many items its lists have."""
        lists = [block for block in self.blocks if block["t"] in LISTS]
        return sum(len(items(block)) for block in lists)

    @property
    def is_urgent(self) -> bool:
        """Whether it names reasons to get help at once."""
        return self.when in URGENT

    @property
    def is_required(self) -> bool:
        """Whether a sheet without it would be wrong."""
        return self.kind in ALWAYS


def items(listed: Node) -> list[list[Node]]:
    """Return the items of a bullet list or an ordered list."""
    found: list[list[Node]] = listed["c"] if listed["t"] == "BulletList" else listed["c"][1]
    return found


def of(article: Article, row: Edition) -> list[Part]:
    """Return what *article* says to patients, in the order of the article."""
    article = print_pages.stamped(article)
    text = draft.carried([*article.lead, *article.body])
    blocks = html.selected(text, row.name, dropped=("discussion",))
    level = _section_level(blocks)
    return [_part(node, section, article) for section, node in _found(blocks, level, None)]


def _section_level(blocks: list[Node]) -> int:
    """Return the level of heading that tells parts apart.

    That is the first, unless one heading of it stands above the whole article.
    """
    levels = [node["c"][0] for node in ast.nodes(blocks) if node["t"] == "Header"]
    return next((n for n in sorted(set(levels)) if levels.count(n) > 1), min(levels, default=1))


def _found(
    blocks: list[Node], level: int, section: Node | None
) -> Iterator[tuple[Node | None, Node]]:
    """Yield each part in *blocks* with the heading of the section in which it stands."""
    kinds = {kind.value for kind in Kind}
    for block in blocks:
        if block["t"] == "Header" and block["c"][0] <= level:
            section = block
        elif block["t"] != "Div":
            continue
        elif kinds & set(ast.classes(block)):
            yield section, block
        else:
            yield from _found(block["c"][1], level, section)


def _part(node: Node, section: Node | None, article: Article) -> Part:
    """Return the div *node* as a part; *section* is the heading above it."""
    kind = next(kind for kind in Kind if ast.has_class(node, kind.value))
    when = (ast.value(node, "when") or "soon") if kind is Kind.SEE_DOCTOR else ""
    label = article.labels[f"see-doctor-{when}" if when else kind.value]
    inner = [block for block in node["c"][1] if not ast.has_class(block, "part-title")]
    own = _own_title(node, label)
    above = section if section and kind is Kind.PLAIN and not own else None
    head = own or (above["c"][2] if above else []) or ast.string(label)
    return Part(
        kind=kind,
        when=when,
        priority=int(ast.value(node, "priority") or DEFAULT_PRIORITY[kind]),
        head=_unmarked(head, article),
        blocks=_unmarked(_without_headings(inner), article),
        page_number=_page_number(above or node),
    )


def _page_number(titled: Node) -> int | None:
    """Return the page of print on which the first word of *titled* stands, if it is known."""
    return next((n[print_pages.PAGE] for n in ast.nodes(titled) if print_pages.PAGE in n), None)


def _unmarked(tree: list[Node], article: Article) -> list[Node]:
    """Return *tree* as plain text for paper, without ids: they belong to the article."""
    return bare.without_marks(print_pages.unstamped(tree), article)


def _own_title(node: Node, label: str) -> list[Node]:
    """Return the title that the writer gave the part *node*, if it is not just *label*."""
    title = bare.first(node["c"][1], lambda n: ast.has_class(n, "part-title"))
    if title is None:
        return ast.string(ast.value(node, "title") or "")
    words = [
        inline
        for block in title["c"][1]
        for inline in block["c"]
        if not ast.has_class(inline, "caption-label")
    ]
    while words and words[0]["t"] == "Space":
        words = words[1:]
    return [] if ast.text(words) == label else words


def _without_headings(blocks: list[Node]) -> list[Node]:
    """Return *blocks* with headings as strong lines: the sheet has one level of them."""

    def visit(node: Node) -> Node:
        return ast.para([{"t": "Strong", "c": node["c"][2]}]) if node["t"] == "Header" else node

    done: list[Node] = ast.changed(blocks, visit)
    return done


def in_order(parts: list[Part]) -> list[Part]:
    """Return *parts* in the order of the sheet.

    Key points come first, then what is urgent, then what should be seen soon, then
    plain words in the order of the article, then the questions.
    """
    order = [Kind.KEY_POINTS, Kind.SEE_DOCTOR, Kind.PLAIN, Kind.QUESTIONS]
    urgency = [*URGENT, "soon", ""]
    return sorted(parts, key=lambda part: (order.index(part.kind), urgency.index(part.when)))


def led(found: list[Part]) -> tuple[list[Node], list[Part]]:
    """Take the first key point out of *found*: it leads a handout.

    Returns:
        The point as blocks, and the parts without it.
    """
    for index, part in enumerate(found):
        if part.kind is not Kind.KEY_POINTS or not part.blocks:
            continue
        notes = list(takewhile(lambda b: ast.has_class(b, draft.NOTE), part.blocks))
        listed, *rest = part.blocks[len(notes) :] or [ast.para([])]
        if listed["t"] not in LISTS or len(items(listed)) < 2:
            continue
        point, *others = items(listed)
        content = others if listed["t"] == "BulletList" else [listed["c"][0], others]
        shorter = Part(
            kind=part.kind,
            when=part.when,
            priority=part.priority,
            head=part.head,
            blocks=[*notes, {**listed, "c": content}, *rest],
        )
        return point, [*found[:index], shorter, *found[index + 1 :]]
    return [], found
