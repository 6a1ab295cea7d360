"""Judging a SCORM 1.2 package: would a platform import it, and does it ask what the readings ask?

Source of each rule: SCORM 1.2 Content Aggregation Model, 2.3 ("CAM"), and Run-Time Environment,
3 ("RTE"); ADL, 2001.
"""

import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from chapbook.findings import Finding
from chapbook.pack import BoundReading, Origin, Question
from chapbook.verify import markup
from chapbook.verify.letters import letters
from chapbook.verify.markup import Element
from chapbook.verify.packs import spoken
from chapbook.verify.packs.case import PackCase

MANIFEST = "imsmanifest.xml"
IMS = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
ADL = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
NAMES = {"i": IMS, "adlcp": ADL}

PATH = re.compile(r"[A-Za-z0-9._/-]+")
"""Paths that every platform keeps as they are."""

FETCHED = {"img": "src", "script": "src", "link": "href", "iframe": "src", "source": "src"}
"""Which attribute of which element makes a browser fetch something?"""

Members = Mapping[str, bytes]


def findings(case: PackCase) -> Iterator[Finding]:
    """Judge the package."""
    try:
        with zipfile.ZipFile(case.path) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
        root = markup.tree(members[MANIFEST])
    except (zipfile.BadZipFile, KeyError, markup.UnreadableMarkupError) as error:
        yield case.invalid(f"it is no package with a manifest: {error}")
        return
    for check in (_schema, _identifiers, _files, _items):
        yield from check(case, root, members)
    for name, data in members.items():
        if name.endswith(".html"):
            yield from _page(case, name, data, members)
    yield from _questions(case, root, members)


def _schema(case: PackCase, root: Element, _: Members) -> Iterator[Finding]:
    """The manifest says that it is SCORM 1.2 (CAM 2.3.2.1)."""
    said = root.findtext("i:metadata/i:schema", namespaces=NAMES)
    version = root.findtext("i:metadata/i:schemaversion", namespaces=NAMES)
    if (said, version) != ("ADL SCORM", "1.2"):
        yield case.invalid(f'its manifest is of "{said}" {version} instead of ADL SCORM 1.2')


def _identifiers(case: PackCase, root: Element, _: Members) -> Iterator[Finding]:
    """No identifier stands twice (XML 1.0, ``ID``), and each reference names one."""
    said = Counter(each.get("identifier") for each in root.iter() if each.get("identifier"))
    for identifier, count in said.items():
        if count > 1:
            yield case.invalid(f'the identifier "{identifier}" stands {count} times')
    resources = {each.get("identifier") for each in root.iter(f"{{{IMS}}}resource")}
    for each in root.iter(f"{{{IMS}}}item", f"{{{IMS}}}dependency"):
        reference = each.get("identifierref")
        if reference and reference not in resources:
            yield case.invalid(f'"{reference}" names no resource')


def _files(case: PackCase, root: Element, members: Members) -> Iterator[Finding]:
    """The manifest lists what is there, all of it and nothing else (CAM 2.3.2.4)."""
    listed = {each.get("href") or "" for each in root.iter(f"{{{IMS}}}file")}
    for name in sorted(listed - set(members)):
        yield case.invalid(f"the manifest lists {name}, which is not there")
    for name in sorted(set(members) - listed - {MANIFEST}):
        yield case.invalid(f"{name} is not in the manifest")
    for name in members:
        if not PATH.fullmatch(name):
            yield case.invalid(f'the path "{name}" is not plain ASCII')
    for each in root.iter(f"{{{IMS}}}resource"):
        if each.get(f"{{{ADL}}}scormtype") not in {"sco", "asset"}:
            yield case.invalid(f"{each.get('identifier')} is neither a SCO nor an asset")


def _items(case: PackCase, root: Element, _: Members) -> Iterator[Finding]:
    """The table of contents is that of the pack."""
    parts = root.findall("i:organizations/i:organization/i:item", namespaces=NAMES)
    said = [
        (part.findtext("i:title", namespaces=NAMES), [_title(i) for i in _below(part)])
        for part in parts
    ]
    wanted = [(part.title, [each.title for each in bound]) for part, bound in case.bound.parts()]
    if said != wanted:
        yield case.unlike("its table of contents is not that of the pack")


def _below(part: Element) -> list[Element]:
    found: list[Element] = part.findall("i:item", namespaces=NAMES)
    return found


def _title(item: Element) -> str:
    return str(item.findtext("i:title", namespaces=NAMES))


def _page(case: PackCase, name: str, data: bytes, members: Members) -> Iterator[Finding]:
    """A page fetches nothing from elsewhere, and what it names is in the package."""
    try:
        root = markup.page(data)
    except markup.UnreadableMarkupError as error:
        yield case.invalid(f"{name} cannot be read as HTML: {error}")
        return
    for element in markup.elements(root, *FETCHED):
        address = unquote(element.get(FETCHED[markup.name(element)]) or "")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), address))
        if address and not address.startswith("data:") and target not in members:
            yield case.invalid(f"{name} fetches {address[:80]}, which is not in the package")
    for identifier, count in Counter(markup.identifiers(root)).items():
        if count > 1:
            yield case.invalid(f'in {name} the id "{identifier}" stands {count} times')
    for attribute, identifier in markup.named(root):
        if identifier not in markup.identifiers(root):
            yield case.invalid(f'in {name} {attribute}="{identifier}" names nothing')


def _questions(case: PackCase, root: Element, members: Members) -> Iterator[Finding]:
    """Each reading asks its questions in a form, with the right answers (RTE 3.4.4)."""
    launched = {
        each.get("identifier"): each.get("href") for each in root.iter(f"{{{IMS}}}resource")
    }
    items = [item for item in root.iter(f"{{{IMS}}}item") if item.get("identifierref")]
    for item, reading in zip(items, case.bound.readings, strict=False):
        name = launched.get(item.get("identifierref")) or ""
        if reading.reading.origin is Origin.DOCUMENT or name not in members:
            continue
        yield from _form(case, name, markup.page(members[name]), reading)


def _form(case: PackCase, name: str, page: Element, reading: BoundReading) -> Iterator[Finding]:
    """The form of a page asks what its reading asks."""
    if not any("scorm.js" in (each.get("src") or "") for each in markup.elements(page, "script")):
        yield case.invalid(f"{name} tells the platform nothing")
    fields = list(markup.elements(page, "fieldset"))
    wanted = reading.record.questions
    if len(fields) != len(wanted):
        yield case.unlike(f"{name} asks {len(fields)} of {len(wanted)} questions")
        return
    points = [float(field.get("data-points") or 0) for field in fields]
    if not spoken.is_in_proportion(points, [each.points for each in wanted]):
        yield case.unlike(f"{name} gives {points} points, in other proportions than the reading")
    for field, question in zip(fields, wanted, strict=True):
        yield from _asked(case, name, field, question)


def _asked(case: PackCase, name: str, field: Element, question: Question) -> Iterator[Finding]:
    """A part of the form asks what *question* asks, and holds its answer back."""
    told = [each for each in markup.elements(field, "div") if each.get("class") == "told"]
    said = [letters("".join(map(markup.heard, each))) for each in ([field], told)]
    asked = [*question.blocks, *(block for choice in question.choices for block in choice.blocks)]
    reasons = [*question.answer, *(b for choice in question.choices for b in choice.answer)]
    for blocks, letters_said in zip((asked, reasons), said, strict=True):
        for words in spoken.missing(blocks, letters_said):
            yield case.unlike(f'{name} does not say "{words}" where it should', words)
    if any(each.get("hidden") is None for each in told):
        yield case.unlike(f"{name} shows an answer before it is asked for")
    inputs = [each.get("value") for each in markup.elements(field, "input")]
    right = (field.get("data-right") or "").split()
    if inputs and [v in right for v in inputs] != [c.is_right for c in question.choices]:
        yield case.unlike(f"in {name} other answers are right than in the reading")
