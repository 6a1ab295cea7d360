"""Judging cartridges: the archive and its manifest, rule by rule.

Sources: 1EdTech Common Cartridge Profile: Implementation, 1.1 and 1.3 ("CC"), and the profile of
Content Packaging 1.2 in ``ccv1p1_imscp_v1p2_v1p0.xsd`` with its Schematron rules ("CP", by the
number of rule set and rule), which version 1.3 repeats.  The schemas themselves are in no package
registry, so what they say of order and number stands here as ``SHAPES``.
"""

import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from chapbook.findings import Finding
from chapbook.verify.packs import cartridge_asked, cartridge_pages, cartridge_questions
from chapbook.verify.packs.case import PackCase
from chapbook.verify.packs.shape import misshapen

MANIFEST = "imsmanifest.xml"
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
MARKS = {"1.1": "v1p1", "1.3": "v1p3"}
"""What names of a version are made with."""

SNIFFED = 500
"""How many bytes Moodle reads to tell the version (``imscc11_converter::detect_format``)."""

SHAPES = {
    "manifest": "metadata organizations resources ",
    "manifest/metadata": "schema schemaversion lom ",
    "lom": "(general |lifeCycle |educational |rights )+",
    "general": "title (language )*(description )*(keyword )*",
    "lifeCycle": "(contribute )+",
    "contribute": "role entity date ",
    "educational": "(learningResourceType |intendedEndUserRole )+",
    "intendedEndUserRole": "source value ",
    "organizations": "organization ",
    "organization": "(title )?item ",
    "organization/item": "(item )+",
    "item": "title (item )*",
    "resources": "(resource )+",
    "resource": "(metadata )?(file )*(dependency )*",
    "file": "",
    "dependency": "",
}
"""Which elements may stand in which, in which order and how often?"""

REQUIRED = {
    "manifest": ("identifier",),
    "organization": ("identifier", "structure"),
    "item": ("identifier",),
    "resource": ("identifier", "type"),
    "file": ("href",),
    "dependency": ("identifierref",),
}
"""Which attributes must be there?"""


@dataclass(frozen=True, kw_only=True)
class Package:
    """A cartridge taken apart."""

    case: PackCase
    members: dict[str, bytes]
    root: etree._Element
    """The manifest, with its namespaces."""

    @property
    def mark(self) -> str:
        """What names of this version are made with."""
        return MARKS[self.case.row.version]

    def all(self, name: str) -> list[etree._Element]:
        """Return the elements *name* of the manifest in their order."""
        return list(self.root.iter(f"{{*}}{name}"))

    @property
    def resources(self) -> dict[str, etree._Element]:
        """The resources by their identifiers."""
        return {r.get("identifier", ""): r for r in self.all("resource")}

    def files(self, resource: etree._Element) -> list[str]:
        """Return the paths of the files of *resource* in the archive."""
        return [unquote(f.get("href", "")) for f in resource.findall("{*}file")]


def findings(case: PackCase) -> Iterator[Finding]:
    """Judge a cartridge."""
    try:
        with zipfile.ZipFile(case.path) as archive:
            names = archive.namelist()
            members = {name: archive.read(name) for name in names}
        root = etree.fromstring(members[MANIFEST])
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        yield case.invalid(f"it holds no manifest that can be read: {error}")
        return
    package = Package(case=case, members=members, root=root)
    yield from _archive(case, names)
    for check in CHECKS:
        yield from check(package)
    files = dict(_quizzes(package))
    yield from cartridge_questions.findings(case, members, files)
    yield from cartridge_asked.findings(case, members, files)
    yield from cartridge_pages.findings(case, members)


def _archive(case: PackCase, names: list[str]) -> Iterator[Finding]:
    """Each path once, in ASCII, inside the package (CC, "Package interchange file")."""
    for name, count in Counter(names).items():
        if count > 1:
            yield case.invalid(f'"{name}" is in the archive {count} times')
        if not re.fullmatch(r"[A-Za-z0-9._/-]+", name) or ".." in name or name.startswith("/"):
            yield case.invalid(f'"{name}" is no path that every platform can write')


def _namespaces(package: Package) -> Iterator[Finding]:
    """Namespace, schemas and version say the same (CC, "Namespaces"; CP t and u)."""
    case, root, mark = package.case, package.root, package.mark
    space = f"http://www.imsglobal.org/xsd/imscc{mark}/imscp_v1p1"
    if root.tag != f"{{{space}}}manifest":
        yield case.invalid(f'the root of its manifest is "{root.tag!s}"')
    located = (root.get(f"{XSI}schemaLocation") or "").split()
    for used in {etree.QName(e).namespace for e in root.iter()} - set(located[::2]):
        yield case.invalid(f'the manifest says of no schema for "{used}"')
    for address in located[1::2]:
        if f"/cc{mark}/" not in address:
            yield case.invalid(f'"{address}" is no schema of version {case.row.version}')
    said = [(e.text or "") for name in ("schema", "schemaversion") for e in package.all(name)]
    if said != ["IMS Common Cartridge", f"{case.row.version}.0"]:
        yield case.invalid(f"its manifest calls itself {' '.join(said)}")
    if mark == "v1p1":
        head = package.members[MANIFEST][:SNIFFED].decode("utf-8", "replace").lower()
        if f"xmlns={space}" not in re.sub(r"[\s\"']", "", head):
            yield case.invalid("its namespace stands too late for Moodle to know its version")


def _shapes(package: Package) -> Iterator[Finding]:
    """Elements stand in the order of the schema, with the attributes that it wants (CP)."""
    for message in misshapen(package.root, SHAPES, REQUIRED):
        yield package.case.invalid(f"its manifest: {message}")
    for organization in package.all("organization"):
        if organization.get("structure") != "rooted-hierarchy":
            yield package.case.invalid("its contents are no rooted hierarchy (CP d)")


def _identifiers(package: Package) -> Iterator[Finding]:
    """Identifiers are XML ids, and unique; what is referred to is there (CP 7, 8)."""
    case = package.case
    named = Counter(i for e in package.root.iter() if (i := e.get("identifier")))
    for name, count in named.items():
        if count > 1:
            yield case.invalid(f'the identifier "{name}" stands {count} times in its manifest')
        if not re.fullmatch(r"[A-Za-z_][\w.-]*", name, re.A):
            yield case.invalid(f'"{name}" is no identifier in XML')
    for item in package.all("item"):
        target = item.get("identifierref")
        if target is not None and target not in package.resources:
            yield case.invalid(f'an entry opens "{target}", which is no resource')
        if target is not None and item.find("{*}item") is not None:
            yield case.invalid(f'the entry that opens "{target}" has entries below it (CP 8b)')
        title = item.find("{*}title")
        if title is not None and not (title.text or "").strip():
            yield case.invalid("an entry of its contents has no words")


def _resources(package: Package) -> Iterator[Finding]:
    """Each kind of resource has the files and the address that it may have (CP 2, 3, 5, 9, 10)."""
    mark = package.mark
    single = {f"imsqti_xmlv1p2/imscc_xml{mark}/assessment": "3", f"imswl_xml{mark}": "2"}
    for name, resource in package.resources.items():
        kind, files = resource.get("type", ""), package.files(resource)
        if kind in single:
            if len(files) != 1:
                yield package.case.invalid(f'"{name}" has {len(files)} files (CP {single[kind]}ab)')
            if resource.get("href") is not None:
                yield package.case.invalid(f'"{name}" has an address (CP {single[kind]}c)')
        elif kind != "webcontent":
            yield package.case.invalid(f'"{name}" is of the unknown type "{kind}" (CP m)')
        elif unquote(resource.get("href") or "") not in files:
            yield package.case.invalid(f'"{name}" opens none of its files (CP 10b)')
        if len(set(files)) != len(files):
            yield package.case.invalid(f'"{name}" names a file twice (CP 9a)')


def _dependencies(package: Package) -> Iterator[Finding]:
    """A resource needs content only, not itself, nothing twice; a link nothing (CP 2, 3, 5, 7)."""
    for name, resource in package.resources.items():
        needed = [d.get("identifierref", "") for d in resource.findall("{*}dependency")]
        if needed and resource.get("type") == f"imswl_xml{package.mark}":
            yield package.case.invalid(f'the link "{name}" needs something (CP 2d)')
        for target, count in Counter(needed).items():
            other = package.resources.get(target)
            if other is None:
                yield package.case.invalid(f'"{name}" needs "{target}", which is no resource')
            elif other.get("type") != "webcontent":
                yield package.case.invalid(f'"{name}" needs "{target}", which is no content (CP 5)')
            if target == name or count > 1:
                yield package.case.invalid(f'"{name}" needs "{target}" twice, or itself (CP 7)')


def _listed(package: Package) -> Iterator[Finding]:
    """The manifest lists each file of the archive, and no other (CC, "Resources")."""
    listed = {path for r in package.resources.values() for path in package.files(r)}
    for path in sorted(listed - set(package.members)):
        yield package.case.invalid(f'its manifest lists "{path}", which is not inside')
    for path in sorted(set(package.members) - listed - {MANIFEST}):
        yield package.case.invalid(f'"{path}" is inside, but its manifest does not list it')
    opened = {i.get("identifierref") for i in package.all("item")}
    needed = {d.get("identifierref") for d in package.all("dependency")}
    for name in package.resources:
        if name not in opened | needed:
            yield package.case.invalid(f'nothing opens or needs "{name}"')


def _links(package: Package) -> Iterator[Finding]:
    """A link is a title and an address, in its own namespace (CC, "Web links")."""
    space = f"http://www.imsglobal.org/xsd/imscc{package.mark}/imswl_{package.mark}"
    for name, resource in package.resources.items():
        if resource.get("type") != f"imswl_xml{package.mark}":
            continue
        for path in package.files(resource):
            try:
                root = etree.fromstring(package.members.get(path, b""))
            except etree.XMLSyntaxError as error:
                yield package.case.invalid(f'"{path}" cannot be read: {error}')
                continue
            url = root.find(f"{{{space}}}url")
            shape = [etree.QName(child).localname for child in root]
            if root.tag != f"{{{space}}}webLink" or shape != ["title", "url"] or url is None:
                yield package.case.invalid(f'"{name}" is no web link')
            elif not re.match(r"https?://\S+$", url.get("href", "")):
                yield package.case.invalid(f'the link "{name}" leads to no address on the web')


def _metadata(package: Package) -> Iterator[Finding]:
    """The whole says its title, as the pack does, its language and rights (CC, "Metadata")."""
    title = package.root.findtext(".//{*}general/{*}title/{*}string") or ""
    if title != package.case.bound.pack.metadata.title:
        yield package.case.unlike(f'its manifest calls the pack "{title}"')
    if not package.root.findtext(".//{*}rights/{*}description/{*}string"):
        yield package.case.invalid("its manifest says nothing of rights")
    for source in package.all("source"):
        if source.text != f"IMSGLC_CC_Roles{package.mark}":
            yield package.case.invalid(f'"{source.text}" is no list of roles of this version')


def _readings(package: Package) -> Iterator[Finding]:
    """Every reading has an entry of its title, in the order of the pack."""
    titles = [t.text or "" for t in package.all("title") if t.getparent() is not None]
    at = -1
    for bound in package.case.bound.readings:
        found = [n for n, title in enumerate(titles) if n > at and bound.title in title]
        if not found:
            yield package.case.unlike(f'"{bound.title}" is not in its contents, or not in order')
            continue
        at = found[0]


def _quizzes(package: Package) -> Iterator[tuple[str, str]]:
    """Yield the path of each quiz with its folder's name."""
    for resource in package.resources.values():
        if resource.get("type", "").endswith("/assessment"):
            for path in package.files(resource):
                yield posixpath.dirname(path), path


CHECKS: tuple[Callable[[Package], Iterator[Finding]], ...] = (
    _namespaces,
    _shapes,
    _identifiers,
    _resources,
    _dependencies,
    _listed,
    _links,
    _metadata,
    _readings,
)
