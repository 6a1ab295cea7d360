"""The self-check of a reading as questions that platforms can ask.

What the article's record says is set here as HTML and sorted into the kinds that platforms know.
The same questions go into cartridges (QTI), SCORM packages and Moodle XML.
"""

import base64
import hashlib
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from chapbook.bundle.webpages import Formulas, WebFile, fragment
from chapbook.model import Node
from chapbook.pack import BoundReading, Question
from chapbook.tools import direction
from chapbook.tools.pandoc import ast

TRUTH = (
    *(("true", "false"), ("richtig", "falsch"), ("wahr", "falsch"), ("vrai", "faux")),
    *(("verdadero", "falso"), ("vero", "falso"), ("verdadeiro", "falso"), ("waar", "onwaar")),
    *(("juist", "onjuist"), ("prawda", "fałsz"), ("sant", "falskt"), ("правда", "неправда")),
    *(("правильно", "неправильно"), ("σωστό", "λάθος"), ("صحيح", "خطأ"), ("صواب", "خطأ")),
)
"""Which two choices ask whether a sentence is true?  Platforms print their own words for them."""

MOST_POINTS = 99
"""``cc_weighting`` of QTI in cartridges counts from 0 to 99."""


class Kind(Enum):
    """What platforms can do with a question."""

    ONE = "one"
    """One of several choices is right."""
    SEVERAL = "several"
    """Each choice is right or wrong."""
    TRUTH = "truth"
    """A sentence is true or false."""
    OPEN = "open"
    """An answer in words, which a person marks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """An answer to choose."""

    identifier: str
    """``a`` and so on; ``true`` or ``false`` of a sentence."""
    html: str
    is_right: bool
    answer: str = ""
    """What is right or wrong about it; mostly nothing."""


def listed(options: Sequence[Option]) -> str:
    """Return what is said of each of *options*, behind its words.

    For platforms that say nothing of one choice among several; not all of them show letters.
    """
    items = "".join(f"<li>{each.html}{each.answer}</li>" for each in options if each.answer)
    return f"<ul>{items}</ul>" if items else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question as HTML."""

    identifier: str
    """Letters and digits; the same in each build, and no other pack's."""
    name: str
    """Its beginning, as plain text, for lists of questions."""
    kind: Kind
    html: str
    options: tuple[Option, ...]
    """Nothing for an open question."""
    answer: str
    """The answer with its reasons; empty where the article gives none."""
    points: int
    """Whole, as platforms want them; those of a quiz keep their ratios."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiz:
    """The questions of a reading."""

    lang: str
    path: str
    """Of its file in a package: a folder of its own, where its pictures lie, too."""
    questions: tuple[Asked, ...]
    files: tuple[WebFile, ...]
    """The pictures that they show."""

    def spoken(self, said: str) -> str:
        """Return *said* with its language; platforms have the teacher's, which may differ."""
        if not said:
            return ""
        return f'<div lang="{self.lang}" dir="{direction.of_language(self.lang)}">{said}</div>'


def of(bound: BoundReading, stem: str, formulas: Formulas = Formulas.MATHML) -> Quiz | None:
    """Return the self-check of *bound*, or ``None`` if there is none.

    Args:
        bound: An article.
        stem: Of its pack.
        formulas: What becomes of formulas.

    Raises:
        ToolError: pandoc failed, or a drawing cannot be drawn.
    """
    record = bound.record
    if not record.questions:
        return None
    images = {target: base64.b64decode(data) for target, data in record.pictures.items()}
    path = f"{bound.reading.identifier}-quiz/quiz.xml"
    setter = _Setter(path, images, formulas)
    factor = _factor([question.points for question in record.questions])
    asked = tuple(
        _asked(question, f"{stem}/{bound.reading.identifier}", setter, factor)
        for question in record.questions
    )
    files = tuple(setter.files.values())
    return Quiz(lang=record.lang, path=path, questions=asked, files=files)


class _Setter:
    """Sets blocks as HTML and gathers the pictures that they show."""

    def __init__(self, path: str, images: dict[str, bytes], formulas: Formulas) -> None:
        self.path, self.images, self.formulas = path, images, formulas
        self.files: dict[str, WebFile] = {}

    def html(self, blocks: Sequence[Node]) -> str:
        """Return *blocks* as HTML."""
        html, files = fragment(blocks, self.path, self.images, self.formulas)
        self.files |= {file.path: file for file in files}
        return html


def _asked(question: Question, owner: str, setter: _Setter, factor: int) -> Asked:
    """Return *question* as HTML."""
    kind = _kind(question)
    names = "abcdefghijklmnopqrstuvwxyz"
    identifiers = [names[n % 26] * (n // 26 + 1) for n in range(len(question.choices))]
    if kind is Kind.TRUTH:
        words = [_word(choice.blocks) for choice in question.choices]
        first = next(pair for pair in TRUTH if set(pair) == set(words))[0]
        identifiers = ["true" if word == first else "false" for word in words]
    shown = zip(identifiers, question.choices, strict=True)
    options = [
        Option(
            identifier=name,
            html=setter.html(choice.blocks),
            is_right=choice.is_right,
            answer=setter.html(choice.answer) if choice.answer else "",
        )
        for name, choice in shown
    ]
    html = setter.html(question.blocks)
    answer = setter.html(question.answer) if question.answer else ""
    if kind is Kind.OPEN and options:
        items = "".join(f"<li>{option.html}</li>" for option in options)
        html, answer = f'{html}<ol type="a">{items}</ol>', answer + listed(options)
        options = []
    return Asked(
        identifier="q" + hashlib.sha1(f"{owner}/{question.identifier}".encode()).hexdigest()[:20],
        name=_name(question.blocks),
        kind=kind,
        html=html,
        options=tuple(options),
        answer=answer,
        points=min(round(question.points * factor), MOST_POINTS),
    )


def _kind(question: Question) -> Kind:
    """Return what *question* is.

    One of two choices that are not true and false counts as several: the profile of cartridges
    wants three choices where one is right (QTI profile of Common Cartridge, rule 4d).
    """
    right = sum(choice.is_right for choice in question.choices)
    count = len(question.choices)
    if count < 2 or not right:
        return Kind.OPEN
    words = {_word(choice.blocks) for choice in question.choices}
    if count == 2 and right == 1 and any(set(pair) == words for pair in TRUTH):
        return Kind.TRUTH
    return Kind.ONE if right == 1 and count > 2 else Kind.SEVERAL


def _word(blocks: Sequence[Node]) -> str:
    """Return the text of a choice as it is compared."""
    return ast.text(list(blocks)).strip().rstrip(".!").casefold()


def _name(blocks: Sequence[Node], most: int = 70) -> str:
    """Return the beginning of *blocks* in whole words."""
    text = " ".join(ast.text(list(blocks)).split())
    return text if len(text) <= most else re.sub(r"\W*\s\S*$", "", text[: most + 1]) + "…"


def _factor(points: Sequence[float]) -> int:
    """Return by what *points* are multiplied so that all are whole."""
    return math.lcm(*(Fraction(each).limit_denominator(20).denominator for each in points))
