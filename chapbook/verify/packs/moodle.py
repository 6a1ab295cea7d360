"""Judging Moodle XML: would Moodle's import take it whole, and is each question there?

Source of each rule: https://docs.moodle.org/en/Moodle_XML_format, and what
``question/format/xml/format.php`` (Moodle 4.5) does with what it does not find.
"""

import base64
import binascii
import re
from collections import Counter
from collections.abc import Callable, Iterator

from chapbook.findings import Finding
from chapbook.pack import Question
from chapbook.tools.pandoc import ast
from chapbook.verify import markup
from chapbook.verify.markup import Element
from chapbook.verify.packs import spoken
from chapbook.verify.packs.case import PackCase

FRACTIONS = {
    *("100", "90", "83.33333", "80", "75", "70", "66.66667", "60", "50", "40", "33.33333"),
    *("30", "25", "20", "16.66667", "14.28571", "12.5", "11.11111", "10", "5", "0"),
}
"""Which shares of the points does Moodle know?  Others stop its import ("matchgrades")."""

TEXTS = {
    "multichoice": ("questiontext", "generalfeedback", "correctfeedback", "incorrectfeedback"),
    "truefalse": ("questiontext", "generalfeedback"),
    "essay": ("questiontext", "generalfeedback", "graderinfo", "responsetemplate"),
}
"""What has a text of its own in each kind of question?"""

PLAIN = ("defaultgrade", "penalty", "hidden", "idnumber")
LONGEST_ID = 100
"""Characters of an ``idnumber``, which is a column of Moodle's database."""

OWN_FOLDER = "@@PLUGINFILE@@/"


def findings(case: PackCase) -> Iterator[Finding]:
    """Judge the questions for Moodle."""
    try:
        root = markup.tree(case.path.read_bytes())
    except markup.UnreadableMarkupError as error:
        yield case.invalid(f"it cannot be read as XML: {error}")
        return
    if root.tag != "quiz":
        yield case.invalid(f"its root is <{root.tag}> instead of <quiz>")
        return
    questions = [each for each in root.iter("question") if each.get("type") != "category"]
    for check in (_categories, _identifiers):
        yield from check(case, root)
    for question in questions:
        yield from _question(case, question)
    yield from _all_there(case, questions)


def _categories(case: PackCase, root: Element) -> Iterator[Finding]:
    """Questions come after a category below the course's own, for each reading that asks."""
    first = next(iter(root), None)
    if first is None or first.get("type") != "category":
        yield case.invalid("its first question is no category, so they would go anywhere")
    for each in root.iterfind("question[@type='category']"):
        path = each.findtext("category/text") or ""
        if not path.startswith("$course$/top/"):
            yield case.invalid(f'the category "{path}" is not in the course')


def _identifiers(case: PackCase, root: Element) -> Iterator[Finding]:
    """Each question can be told from all others when it is imported again."""
    said = Counter((each.findtext("idnumber") or "") for each in root.iter("question"))
    for identifier, count in said.items():
        if not identifier or count > 1:
            yield case.invalid(f'the idnumber "{identifier}" stands {count} times')
        if len(identifier) > LONGEST_ID:
            yield case.invalid(f'the idnumber "{identifier}" is too long')


def _question(case: PackCase, question: Element) -> Iterator[Finding]:
    """A question has what its kind needs."""
    kind = question.get("type") or ""
    name = question.findtext("name/text") or ""
    if kind not in TEXTS:
        yield case.invalid(f'"{name}" is of the unknown kind "{kind}"', name)
        return
    if not name.strip():
        yield case.invalid("a question has no name")
    for each in PLAIN:
        if question.findtext(each) is None:
            yield case.invalid(f'"{name}" has no <{each}>', name)
    for each in TEXTS[kind]:
        text = question.find(each)
        if text is None or text.get("format") != "html" or text.find("text") is None:
            yield case.invalid(f'"{name}" has no <{each}> as HTML', name)
    yield from _files(case, question, name)
    yield from ANSWERS[kind](case, question, name)


def _files(case: PackCase, question: Element, name: str) -> Iterator[Finding]:
    """Pictures lie beside the text that shows them, whole; nothing else is shown."""
    for text in question.iter("text"):
        said, parent = text.text or "", text.getparent()
        assert parent is not None
        files = {each.get("name"): each for each in parent.iterfind("file")}
        shown = set()
        for source in re.findall(r'<img\b[^>]*\bsrc="([^"]*)"', said):
            shown.add(source.removeprefix(OWN_FOLDER))
            if not source.startswith(OWN_FOLDER) or source.removeprefix(OWN_FOLDER) not in files:
                yield case.invalid(f'"{name}" shows {source[:80]}, which is not in the file', name)
        for unused in set(files) - shown:
            yield case.invalid(f'"{name}" has the file {unused} and does not show it', name)
        for each in files.values():
            if not _is_base64(each.text or ""):
                yield case.invalid(f'the file {each.get("name")} of "{name}" is damaged', name)


def _is_base64(text: str) -> bool:
    try:
        return bool(base64.b64decode(text, validate=True))
    except binascii.Error:
        return False


def _fractions(question: Element) -> list[str]:
    return [each.get("fraction") or "" for each in question.iterfind("answer")]


def _choices(case: PackCase, question: Element, name: str) -> Iterator[Finding]:
    """Right choices make the whole together, and one alone does where one can be chosen."""
    fractions = _fractions(question)
    for each in fractions:
        if each.removeprefix("-") not in FRACTIONS:
            yield case.invalid(f'"{name}" has the share {each}, which Moodle does not know', name)
            return
    right = [float(each) for each in fractions if float(each) > 0]
    if len(fractions) < 2 or abs(sum(right) - 100) > 0.001:
        yield case.invalid(f'the right answers of "{name}" do not make the whole', name)
    is_single = question.findtext("single") == "true"
    if is_single and len(right) != 1:
        yield case.invalid(f'"{name}" lets one answer be chosen and has {len(right)}', name)


def _truth(case: PackCase, question: Element, name: str) -> Iterator[Finding]:
    """A sentence is true or false."""
    said = [each.findtext("text") for each in question.iterfind("answer")]
    if sorted(each or "" for each in said) != ["false", "true"]:
        yield case.invalid(f'"{name}" has answers other than true and false', name)
    if sorted(_fractions(question)) != ["0", "100"]:
        yield case.invalid(f'the right answers of "{name}" do not make the whole', name)


def _words(case: PackCase, question: Element, name: str) -> Iterator[Finding]:
    """An answer in words has room."""
    if question.findtext("responseformat") not in {"editor", "plain", "monospaced"}:
        yield case.invalid(f'"{name}" has no room for an answer', name)


ANSWERS: dict[str, Callable[[PackCase, Element, str], Iterator[Finding]]] = {
    "multichoice": _choices,
    "truefalse": _truth,
    "essay": _words,
}


def _all_there(case: PackCase, questions: list[Element]) -> Iterator[Finding]:
    """Each question of the readings is asked, in their order, with its choices and its answer."""
    asking = [each.record.questions for each in case.bound.readings if each.record.questions]
    if sum(map(len, asking)) != len(questions):
        yield case.unlike(f"it asks {len(questions)} of {sum(map(len, asking))} questions")
        return
    at = 0
    for wanted in asking:
        asked = questions[at : at + len(wanted)]
        at += len(wanted)
        points = [_number(each.findtext("defaultgrade")) for each in asked]
        if not spoken.is_in_proportion(points, [each.points for each in wanted]):
            yield case.unlike(f"its points are {points}, in other proportions than in the reading")
        for question, each in zip(wanted, asked, strict=True):
            yield from _alike(case, question, each)


def _number(said: str | None) -> float:
    """Return the number *said*; what is none counts nothing."""
    return float(said) if said and re.fullmatch(r"\d+(?:\.\d+)?", said) else 0.0


def _alike(case: PackCase, question: Question, asked: Element) -> Iterator[Finding]:
    """One question says what the reading says, each thing where it belongs."""
    kind = asked.get("type")
    choices = [each.blocks for each in question.choices]
    options = [_said(each.find("text")) for each in asked.iterfind("answer")]
    text = _said(asked.find("questiontext/text"))
    if kind != "multichoice":
        options = [text] * len(choices) if kind == "essay" else [*map(spoken.of_blocks, choices)]
    told = _said(asked.find("generalfeedback/text"))
    reasons = [each.answer for each in question.choices]
    told_of = [_said(each.find("feedback/text")) for each in asked.iterfind("answer")]
    pairs = [
        *((question.blocks, text), (question.answer, told)),
        *zip(choices, options, strict=False),
        *zip(reasons, told_of or [told] * len(reasons), strict=False),
    ]
    for blocks, said in pairs:
        for words in spoken.missing(blocks, said):
            yield case.unlike(f'a question does not say "{words}" where it should', words)
    right = [each.is_right for each in question.choices]
    if kind != "essay" and [float(each) > 0 for each in _fractions(asked)] != right:
        yield case.unlike("other answers are right than in the reading", ast.text(question.blocks))


def _said(element: Element | None) -> str:
    """Return the letters of the HTML that stands in *element* as text."""
    return "" if element is None else spoken.of_html(element.text or "")
