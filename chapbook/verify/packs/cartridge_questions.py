"""Judging the quizzes of cartridges: the profile of QTI 1.2.1, and what the readings ask.

Source: ``ccv1p1_qtiasiv1p2p1_v1p0.xsd`` with its Schematron rules ("QTI", by the number of rule
set and rule), which version 1.3 repeats.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

import lxml.html
from lxml import etree

from chapbook.findings import Finding
from chapbook.tools.pandoc import ast
from chapbook.verify.letters import letters
from chapbook.verify.packs.case import PackCase
from chapbook.verify.packs.shape import misshapen

QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
BASE = "$IMS-CC-FILEBASE$"

SHAPES = {
    "questestinterop": "assessment ",
    "assessment": "qtimetadata section ",
    "section": "(item )+",
    "item": "itemmetadata presentation (resprocessing )?(itemfeedback )*",
    "itemmetadata": "qtimetadata ",
    "qtimetadata": "(qtimetadatafield )+",
    "qtimetadatafield": "fieldlabel fieldentry ",
    "presentation": "material (response_lid |response_str )",
    "response_lid": "render_choice ",
    "response_str": "render_fib ",
    "render_choice": "(response_label )+",
    "render_fib": "",
    "response_label": "material ",
    "material": "mattext ",
    "resprocessing": "outcomes (respcondition )+",
    "outcomes": "decvar ",
    "respcondition": "conditionvar (setvar )?(displayfeedback )*",
    "conditionvar": "(other |varequal |and )",
    "and": "(varequal |not )+",
    "not": "varequal ",
    "itemfeedback": "flow_mat ",
    "flow_mat": "material ",
}
"""Which elements may stand in which, of those that we write?"""

REQUIRED = {
    "assessment": ("ident", "title"),
    "section": ("ident",),
    "item": ("ident",),
    "response_lid": ("ident", "rcardinality"),
    "response_str": ("ident", "rcardinality"),
    "response_label": ("ident",),
    "varequal": ("respident",),
    "displayfeedback": ("feedbacktype", "linkrefid"),
    "itemfeedback": ("ident",),
    "mattext": ("texttype",),
}

CHOICES = {
    "cc.multiple_choice.v0p1": ("Single", 3, "4"),
    "cc.multiple_response.v0p1": ("Multiple", 2, "5"),
    "cc.true_false.v0p1": ("Single", 2, "3"),
}
"""For each kind with choices: cardinality, least number of choices, and the rule set."""

ESSAY = "cc.essay.v0p1"


def findings(
    case: PackCase, members: Mapping[str, bytes], paths: Mapping[str, str]
) -> Iterator[Finding]:
    """Judge the quizzes *paths* (by their folders), and whether each reading's is there."""
    for folder, path in paths.items():
        try:
            root = etree.fromstring(members.get(path, b""))
        except etree.XMLSyntaxError as error:
            yield case.invalid(f'"{path}" cannot be read: {error}')
            continue
        for message in misshapen(root, SHAPES, REQUIRED):
            yield case.invalid(f'"{path}": {message}')
        if root.tag != f"{{{QTI}}}questestinterop":
            yield case.invalid(f'"{path}" is no QTI 1.2: its root is "{root.tag!s}"')
        yield from _items(case, path, root)
        yield from _pictures(case, path, root, {n for n in members if n.startswith(f"{folder}/")})
    yield from _asked(case, members, paths)


def _items(case: PackCase, path: str, root: etree._Element) -> Iterator[Finding]:
    """Judge each question alone."""
    items = list(root.iter(f"{{{QTI}}}item"))
    for ident, count in Counter(item.get("ident") for item in items).items():
        if count > 1:
            yield case.invalid(f'"{path}": {count} questions are called "{ident}" (QTI 13a)')
    for item in items:
        for check in CHECKS:
            for message in check(item):
                yield case.invalid(f'"{path}", "{item.get("title")}": {message}')


def fields(item: etree._Element) -> list[tuple[str, str]]:
    """Return the metadata of a question."""
    listed = item.findall("{*}itemmetadata/{*}qtimetadata/{*}qtimetadatafield")
    return [(f.findtext("{*}fieldlabel") or "", f.findtext("{*}fieldentry") or "") for f in listed]


def _profile(item: etree._Element) -> Iterator[str]:
    """A question says once what it is and what it counts (QTI 2)."""
    said = Counter(label for label, _ in fields(item))
    known = dict(fields(item))
    if said["cc_profile"] != 1 or known.get("cc_profile") not in {*CHOICES, ESSAY}:
        yield "it does not say once of which kind it is (QTI 2b, 2f, 2g)"
    if not re.fullmatch(r"\d{1,2}", known.get("cc_weighting", "")):
        yield f'it counts "{known.get("cc_weighting", "")}" (QTI 2c)'
    if max(said.values(), default=0) > 1:
        yield "it says something twice (QTI 2h to 2j)"
    if known.get("cc_profile") == ESSAY and known.get("qmd_computerscored") != "No":
        yield "a computer would mark it (QTI 8f)"


def _choices(item: etree._Element) -> Iterator[str]:
    """There is enough to choose from, and each choice is another (QTI 3 to 5)."""
    kind = dict(fields(item)).get("cc_profile", "")
    labels = [e.get("ident") for e in item.iter("{*}response_label")]
    if kind == ESSAY:
        if labels or next(item.iter("{*}response_lid"), None) is not None:
            yield "an open question has choices (QTI 8a, 8b)"
        return
    cardinality, least, rules = CHOICES.get(kind, ("", 0, ""))
    given = [e.get("rcardinality") for e in item.iter("{*}response_lid")]
    if given != [cardinality]:
        yield f"its cardinality is {given} (QTI {rules}a)"
    if len(labels) < least or (kind == "cc.true_false.v0p1" and len(labels) != 2):
        yield f"it has {len(labels)} choices (QTI {rules}d)"
    if len(set(labels)) != len(labels):
        yield "two of its choices have one name"
    if kind == "cc.true_false.v0p1" and set(labels) != {"true", "false"}:
        yield 'its choices are not called "true" and "false", which Moodle wants'


def _scored(item: etree._Element) -> Iterator[str]:
    """Some answer is right, and it is one of the choices (QTI 3e, 4e, 5e, 9a)."""
    labels = {e.get("ident") for e in item.iter("{*}response_label")}
    asked = {e.get("ident") for e in item.iter("{*}response_lid", "{*}response_str")}
    compared = list(item.iter("{*}varequal"))
    for each in compared:
        if each.get("respident") not in asked or each.text not in labels:
            yield f'"{each.text}" counts as an answer and is no choice (QTI 9a)'
    full = [s.text for s in item.iter("{*}setvar") if s.get("varname") == "SCORE"]
    if labels and full != ["100"]:
        yield f"a right answer scores {full}"
    if not labels and (compared or full):
        yield "an open question is compared with something (QTI 8c)"
    denied = {e for n in item.iter("{*}not") for e in n}
    right = [e for e in compared if e not in denied]
    if labels and not right:
        yield "no answer is right"
    is_several = dict(fields(item)).get("cc_profile") == "cc.multiple_response.v0p1"
    is_told = {e.text for e in compared} == labels and all(e.get("case") == "Yes" for e in right)
    if is_several and not is_told:
        yield "it does not say of each choice whether it is right, as Moodle wants it"


def _feedback(item: etree._Element) -> Iterator[str]:
    """What is said after an answer is there, and everything there is said (QTI 12c, 12d)."""
    shown = {e.get("linkrefid") for e in item.iter("{*}displayfeedback")}
    there = {e.get("ident") for e in item.iter("{*}itemfeedback")}
    if shown != there:
        yield f"it shows {sorted(map(str, shown))} and has {sorted(map(str, there))} (QTI 12c, 12d)"


def _texts(item: etree._Element) -> Iterator[str]:
    """Texts are HTML with words, in ASCII, which Moodle reads right."""
    for text in item.iter("{*}mattext"):
        said = text.text or ""
        if not said.isascii():
            yield "a text has letters that Moodle would damage"
        if not said.strip():
            yield "a text is empty"


CHECKS: tuple[Callable[[etree._Element], Iterator[str]], ...] = (
    _profile,
    _choices,
    _scored,
    _feedback,
    _texts,
)


def _pictures(
    case: PackCase, path: str, root: etree._Element, beside: set[str]
) -> Iterator[Finding]:
    """Pictures of questions lie beside the quiz (CC, "File references in questions")."""
    folder = path.rpartition("/")[0]
    for text in root.iter(f"{{{QTI}}}mattext"):
        for source in re.findall(r"<img\b[^>]*?\ssrc=\"([^\"]*)\"", text.text or ""):
            name = f"{folder}/{source.removeprefix(BASE)}"
            if not source.startswith(BASE) or name not in beside:
                yield case.invalid(f'"{path}" shows "{source}", which is not inside')


def _asked(
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
        items = list(root.iter(f"{{{QTI}}}item"))
        if len(items) != len(bound.record.questions):
            yield case.unlike(f'"{bound.title}" asks {len(bound.record.questions)} questions')
            continue
        for item, question in zip(items, bound.record.questions, strict=True):
            said = _words(item.find("{*}presentation"))
            asked = [question.blocks, [c.blocks for c in question.choices]]
            has_formulas = any(node["t"] == "Math" for node in ast.nodes(asked))
            if said != letters(_spoken(asked)) and not has_formulas:
                yield case.unlike(f'"{path}", "{item.get("title")}": it asks something else', said)
            right = sum(choice.is_right for choice in question.choices)
            compared = len(list(item.iter("{*}varequal")))
            marked = compared - len(list(item.iter("{*}not")))
            if next(item.iter("{*}response_label"), None) is not None and marked != right:
                yield case.unlike(f'"{path}": another number of answers is right')


def _words(presentation: etree._Element | None) -> str:
    """Return the letters of all texts in *presentation*."""
    if presentation is None:
        return ""
    texts = [t.text or "" for t in presentation.iter("{*}mattext")]
    return letters("".join(lxml.html.fromstring(f"<div>{t}</div>").text_content() for t in texts))


def _spoken(tree: object) -> str:
    """Return the text of pandoc's *tree*."""
    return ast.text(tree)
