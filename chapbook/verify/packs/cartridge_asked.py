"""Holding the quizzes of cartridges against what the readings ask."""

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from chapbook.findings import Finding
from chapbook.pack import Question
from chapbook.verify.packs import cartridge_questions, spoken
from chapbook.verify.packs.case import PackCase


def findings(
    case: PackCase, members: Mapping[str, bytes], paths: Mapping[str, str]
) -> Iterator[Finding]:
    """Each reading's questions are there, in its words, with its right answers."""
    for bound in case.bound.readings:
        if not bound.record.questions:
            continue
        path = next((p for p in paths.values() if bound.reading.identifier in p.split("-quiz")), "")
        try:
            root = etree.fromstring(members.get(path, b""))
        except etree.XMLSyntaxError:
            yield case.unlike(f'the questions of "{bound.title}" are not there')
            continue
        items = list(root.iter(f"{{{cartridge_questions.QTI}}}item"))
        if len(items) != len(bound.record.questions):
            yield case.unlike(f'"{bound.title}" asks {len(bound.record.questions)} questions')
            continue
        wanted = bound.record.questions
        points = [_points(item) for item in items]
        if not spoken.is_in_proportion(points, [each.points for each in wanted]):
            yield case.unlike(f'"{path}" gives {points} points, in other proportions')
        for item, question in zip(items, wanted, strict=True):
            for problem in _unlike(item, question, bound.record.lang):
                yield case.unlike(f'"{path}", "{item.get("title")}": {problem}')


def _points(item: etree._Element) -> int:
    """Return what *item* counts; nothing where that is no number, which breaks another rule."""
    said = dict(cartridge_questions.metadata(item)).get("cc_weighting", "")
    return int(said) if re.fullmatch(r"\d{1,2}", said) else 0


def _unlike(item: etree._Element, question: Question, lang: str) -> Iterator[str]:
    """Yield in what *item* differs from *question*: words, right answers, what is said to them."""
    if any(f'<div lang="{lang}" dir=' not in (t.text or "") for t in item.iter("{*}mattext")):
        yield "it does not say its language"
    asked = [question.blocks, [choice.blocks for choice in question.choices]]
    if _words(item.find("{*}presentation")) != spoken.of_blocks(asked):
        yield "it asks something else"
    told = "".join(map(_words, item.iterfind("{*}itemfeedback")))
    reasons = [*question.answer, *(b for choice in question.choices for b in choice.answer)]
    for words in spoken.missing(reasons, told):
        yield f'it does not answer "{words}"'
    labels = [label.get("ident") for label in item.iter("{*}response_label")]
    right = [label in _right(item) for label in labels]
    if labels and right != [choice.is_right for choice in question.choices]:
        yield "other answers are right"


def _right(item: etree._Element) -> set[str | None]:
    """Return the names of the right choices of *item*: those that give points."""
    scoring = [each for each in item.iter("{*}respcondition") if each.find("{*}setvar") is not None]
    denied = {each for holder in item.iter("{*}not") for each in holder}
    compared = {each for condition in scoring for each in condition.iter("{*}varequal")}
    return {each.text for each in compared - denied}


def _words(element: etree._Element | None) -> str:
    """Return the letters of all texts below *element*."""
    texts = () if element is None else element.iter("{*}mattext")
    return "".join(spoken.of_html(text.text or "") for text in texts)
