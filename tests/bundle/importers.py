"""What two platforms make of a cartridge, followed step by step; no code of theirs is here.

Moodle: ``backup/converter/imscc11/lib.php`` and ``backup/cc/`` (``cc112moodle``, ``cc11_resource``,
``cc11_quiz``, ``entities``) of Moodle 2 to 4.  Canvas: ``lib/cc/importer/standard``.
Their faults are followed, too: these decide what students see.
"""

import html
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass

import lxml.html
from lxml import etree

from tests.bundle import sanitizers

Members = Mapping[str, bytes]
MANIFEST = "imsmanifest.xml"
SPACE = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
QTI = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"


@dataclass(frozen=True, kw_only=True)
class Activity:
    """Something in a section of a course."""

    title: str
    kind: str
    """``label``, ``page``, ``file``, ``url`` or ``quiz``."""
    content: object = ""
    """HTML of a page, path of a file, address, or questions."""
    is_visible: bool = True


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question after its import."""

    text: str
    kind: str
    points: int
    answers: dict[str, float]
    """Texts of the choices, and the share of the points that each gives."""
    feedback: str


def moodle(members: Members) -> dict[str, list[Activity]]:
    """Return the activities by section that Moodle's restore makes of *members*."""
    head = re.sub(r"[\s'\"]", "", members[MANIFEST][:500].decode().lower())
    assert f"xmlns={SPACE}" in head, "Moodle does not know the format"
    root = etree.fromstring(members[MANIFEST])
    resources = {r.get("identifier"): r for r in root.iter(f"{{{SPACE}}}resource")}
    sections: dict[str, list[Activity]] = {}
    for module in root.findall(f".//{{{SPACE}}}organization/{{{SPACE}}}item/{{{SPACE}}}item"):
        made = sections.setdefault(_title(module), [])
        for item in module.iterdescendants(f"{{{SPACE}}}item"):
            resource = resources.get(item.get("identifierref"))
            made.append(_activity(_title(item), resource, members))
    return sections


def _title(item: etree._Element) -> str:
    return item.findtext(f"{{{SPACE}}}title") or ""


def _activity(title: str, resource: etree._Element | None, members: Members) -> Activity:
    """Return what becomes of one item."""
    if resource is None:
        return Activity(title=title, kind="label")
    role = resource.findtext(".//{*}intendedEndUserRole/{*}value") or ""
    visible = role not in {"Instructor", "Mentor"}
    kind = resource.get("type", "")
    first = next(f.get("href", "") for f in resource.findall(f"{{{SPACE}}}file"))
    if kind == "imswl_xmlv1p1":
        space = "http://www.imsglobal.org/xsd/imsccv1p1/imswl_v1p1"
        url = etree.fromstring(members[first]).find(f"{{{space}}}url")
        assert url is not None
        return Activity(title=title, kind="url", content=url.get("href"))
    if kind == "imsqti_xmlv1p2/imscc_xmlv1p1/assessment":
        return Activity(title=title, kind="quiz", content=_moodle_quiz(members[first]))
    assert kind == "webcontent", kind
    # Moodle opens the address as it stands, without decoding it.
    link = resource.get("href") or first
    if posixpath.splitext(link)[1] in {".html", ".htm", ".xhtml"}:
        content = _moodle_page(link, members)
        return Activity(title=title, kind="page", content=content, is_visible=visible)
    assert link in members
    return Activity(title=title, kind="file", content=link, is_visible=visible)


def _moodle_page(link: str, members: Members) -> str:
    """Return the text of a page: cleaned, with addresses of files exchanged as strings."""
    body = sanitizers.moodle(members[link].decode())
    text = "".join(etree.tostring(child, method="html", encoding="unicode") for child in body)
    found = []
    for element in body.iter("a", "img"):
        for name in ("href", "src"):
            value = element.get(name)
            path = posixpath.normpath(posixpath.join(posixpath.dirname(link), value or "."))
            if value and "://" not in value and path in members:
                found.append((value, "$@FILEPHP@$$@SLASH@$" + path.replace("/", "$@SLASH@$")))
    for value, encoded in found:
        text = text.replace(value, encoded)
    return text


def _moodle_quiz(data: bytes) -> list[Question]:
    """Return the questions of a quiz."""
    root = etree.fromstring(data)
    return [
        _moodle_question(item) for item in root.findall(f"{QTI}assessment/{QTI}section/{QTI}item")
    ]


def _moodle_question(item: etree._Element) -> Question:
    """Return a question; its text goes through a parser that takes it for Latin-1."""
    fields = {
        f.findtext(f"{QTI}fieldlabel"): f.findtext(f"{QTI}fieldentry") or ""
        for f in item.iter(f"{QTI}qtimetadatafield")
    }
    kind = fields["cc_profile"]
    shown = item.findtext(f"{QTI}presentation/{QTI}material/{QTI}mattext") or ""
    parsed = lxml.html.fromstring(shown.encode("utf-8").decode("latin-1"))
    answers: dict[str, float] = {}
    for label in item.iter(f"{QTI}response_label"):
        text = html.unescape(label.findtext(f"{QTI}material/{QTI}mattext") or "")
        answers[re.sub("<[^>]*>", "", text)] = _moodle_share(item, kind, label.get("ident") or "")
    if kind == "cc.true_false.v0p1":
        assert {e.get("ident") for e in item.iter(f"{QTI}response_label")} == {"true", "false"}
    return Question(
        text=" ".join(parsed.text_content().split()),
        kind=kind,
        points=int(fields["cc_weighting"]),
        answers=answers,
        feedback=_moodle_feedback(item),
    )


def _moodle_share(item: etree._Element, kind: str, ident: str) -> float:
    """Return which share of the points the choice *ident* gives."""
    if kind == "cc.multiple_response.v0p1":
        right = {
            e.text
            for condition in item.iter(f"{QTI}respcondition")
            if condition.findtext(f"{QTI}setvar") == "100"
            for e in condition.iter(f"{QTI}varequal")
            if e.get("case") == "Yes" and e.getparent() not in set(item.iter(f"{QTI}not"))
        }
        return 1 / len(right) if ident in right else 0
    score = ""
    for condition in item.iter(f"{QTI}respcondition"):
        if (condition.findtext(f"{QTI}conditionvar/{QTI}varequal") or "") == ident:
            score = condition.findtext(f"{QTI}setvar") or ""
    return 1 if score else 0


def _moodle_feedback(item: etree._Element) -> str:
    """Return what is said whatever the answer."""
    names = [
        shown.get("linkrefid")
        for condition in item.iter(f"{QTI}respcondition")
        if condition.get("continue", "").lower() == "yes"
        for shown in condition.iter(f"{QTI}displayfeedback")
    ]
    path = f"{QTI}flow_mat/{QTI}material/{QTI}mattext"
    said = [
        f.findtext(path) or "" for f in item.iter(f"{QTI}itemfeedback") if f.get("ident") in names
    ]
    return html.unescape(re.sub("<[^>]*>", "", " ".join(said)))


def canvas(members: Members) -> dict[str, list[tuple[str, str, str]]]:
    """Return by module the kind, the identifier and the title of each item in Canvas."""
    root = etree.fromstring(members[MANIFEST])
    for element in root.iter(etree.Element):
        element.tag = etree.QName(element).localname
    resources = {r.get("identifier"): r for r in root.iter("resource")}
    modules: dict[str, list[tuple[str, str, str]]] = {}
    for module in root.findall("organizations/organization/item/item"):
        made = modules.setdefault(module.findtext("title") or "", [])
        for item in module.iterdescendants("item"):
            title, target = item.findtext("title") or "", item.get("identifierref")
            resource = resources.get(target)
            if resource is None:
                made.append(("submodule", item.get("identifier") or "", title))
                continue
            kind = resource.get("type", "")
            known = {"assessment": r"assessment\Z", "link": r"\Aimswl", "file": r"webcontent"}
            found = next(n for n, pattern in known.items() if re.search(pattern, kind))
            for file in resource.iter("file"):
                assert file.get("href") in members
            made.append((found, target or "", title))
    return modules
