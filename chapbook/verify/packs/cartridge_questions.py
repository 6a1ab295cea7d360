"""Judging the quizzes of cartridges: the profile of QTI 1.2.1.

Source: ``ccv1p1_qtiasiv1p2p1_v1p0.xsd`` with its Schematron rules ("QTI", by the number of rule
set and rule), which version 1.3 repeats.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from lxml import etree

from chapbook.findings import Finding
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

WHOLE = {
    "cc_profile": {"cc.exam.v0p1"},
    "qmd_assessmenttype": {"Examination"},
    "qmd_scoretype": {"Percentage"},
    "qmd_feedbackpermitted": {"Yes", "No"},
    "qmd_hintspermitted": {"Yes", "No"},
    "qmd_solutionspermitted": {"Yes", "No"},
    "cc_maxattempts": {"1", "2", "3", "4", "5", "unlimited"},
}
"""What may a quiz say of itself (QTI 1)?"""

VALUES = {
    ("mattext", "texttype"): {"text/html", "text/plain"},
    ("displayfeedback", "feedbacktype"): {"Response", "Solution", "Hint"},
    ("respcondition", "continue"): {"Yes", "No"},
    ("setvar", "action"): {"Set"},
    ("setvar", "varname"): {"SCORE"},
    ("decvar", "varname"): {"SCORE"},
    ("decvar", "vartype"): {"Decimal", "Integer"},
    ("decvar", "minvalue"): {"0"},
    ("decvar", "maxvalue"): {"100"},
}
"""Which values may attributes have?"""

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
    """Judge the quizzes *paths* (by their folders)."""
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
        for message in (*_whole(root), *_values(root)):
            yield case.invalid(f'"{path}": {message}')
        yield from _items(case, path, root)
        yield from _pictures(case, path, root, {n for n in members if n.startswith(f"{folder}/")})


def _whole(root: etree._Element) -> Iterator[str]:
    """The quiz says once what it is (QTI 1)."""
    said = fields(root.findall("{*}assessment/{*}qtimetadata/{*}qtimetadatafield"))
    if len(dict(said)) != len(said) or dict(said).get("cc_profile") is None:
        yield "it does not say once that it is an exam (QTI 1)"
    for label, entry in said:
        if entry not in WHOLE.get(label, ()):
            yield f'it says "{entry}" of its {label} (QTI 1)'


def _values(root: etree._Element) -> Iterator[str]:
    """Attributes have values that the profile knows."""
    for (name, attribute), known in VALUES.items():
        for element in root.iter(f"{{*}}{name}"):
            if element.get(attribute) not in known:
                yield f'{attribute} of a {name} is "{element.get(attribute)}"'


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


def metadata(item: etree._Element) -> list[tuple[str, str]]:
    """Return the metadata of a question."""
    return fields(item.findall("{*}itemmetadata/{*}qtimetadata/{*}qtimetadatafield"))


def fields(listed: Sequence[etree._Element]) -> list[tuple[str, str]]:
    """Return labels and entries of the fields *listed*."""
    return [(f.findtext("{*}fieldlabel") or "", f.findtext("{*}fieldentry") or "") for f in listed]


def _profile(item: etree._Element) -> Iterator[str]:
    """A question says once what it is and what it counts (QTI 2)."""
    said = Counter(label for label, _ in metadata(item))
    known = dict(metadata(item))
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
    kind = dict(metadata(item)).get("cc_profile", "")
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
    is_several = dict(metadata(item)).get("cc_profile") == "cc.multiple_response.v0p1"
    is_told = {e.text for e in compared} == labels and all(e.get("case") == "Yes" for e in right)
    if is_several and not is_told:
        yield "it does not say of each choice whether it is right, as Moodle wants it"


def _feedback(item: etree._Element) -> Iterator[str]:
    """What is said after an answer is there, and everything there is said (QTI 12c, 12d)."""
    shown = {e.get("linkrefid") for e in item.iter("{*}displayfeedback")}
    named = [e.get("ident") for e in item.iter("{*}itemfeedback")]
    there = set(named)
    if len(there) != len(named):
        yield "two things that it says have one name (QTI 13)"
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
